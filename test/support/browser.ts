/**
 * A real Chromium for the browser tests, from the npm package alone. It runs as root and without a display. Every name
 * but loopback fails to resolve, so that a page which asks the outside world for anything fails its test.
 */

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';
import { lock } from '../../src/store/embedded/lock.js';

/** Flags of the package that would switch off what the tests want to see working, or that fit a lambda only. */
const UNWANTED = new Set([
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  '--single-process',
  "--headless='shell'",
]);

export async function launchBrowser(): Promise<Browser> {
  // Unpacked once: a second worker would start what the first has half written.
  const release = await lock(join(tmpdir(), 'sightline-chromium.lock'));
  const executablePath = await chromium.executablePath().finally(release);
  return playwright.launch({
    executablePath,
    headless: true,
    env: { ...process.env, FONTCONFIG_FILE: await writeFontSettings() },
    args: [
      ...chromium.args.filter((flag) => !UNWANTED.has(flag)),
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}

/** Open Sans comes with the package, so that pictures look alike on every machine; other fonts are the machine's. */
async function writeFontSettings(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-fonts-'));
  const file = join(folder, 'fonts.conf');
  const openSans = ['system-ui', 'sans-serif'].map(
    (family) =>
      `<alias binding="same"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  await writeFile(
    file,
    `<?xml version="1.0"?>
<fontconfig>
  <dir>${join(tmpdir(), 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
  ${openSans.join('\n  ')}
</fontconfig>
`,
  );
  return file;
}
