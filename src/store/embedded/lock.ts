/**
 * The start lock: a file that names its holder, so that a dead holder's lock can be taken over. It keeps two
 * starts, or a start and a stop, apart.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFailed } from './faults.js';
import { ignore, readIfPresent } from './files.js';
import { identify, isLive } from './processes.js';

const LOCK_TIMEOUT_MS = 240_000;

/** Waits for the lock, and takes over one whose holder is dead. Gives the function that releases it. */
export async function lock(file: string): Promise<() => Promise<void>> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  // The last word makes every holder's text different, so that takeAway() knows what it took.
  const me = `${(await identify(process.pid)) ?? ''}\n${randomBytes(4).toString('hex')}`;
  await fs.writeFile(draft, me, { mode: 0o644 });
  try {
    while (Date.now() < deadline) {
      // link() is an exclusive create that never shows an empty file.
      const taken = await fs.link(draft, file).then(() => true, ignore('EEXIST'));
      if (taken) return () => fs.rm(file, { force: true });
      const holder = await readIfPresent(file);
      if (holder === undefined) continue;
      if (await isLive(holder.split('\n')[0] ?? '')) await sleep(50);
      else await takeAway(file, holder);
    }
  } finally {
    await fs.rm(draft, { force: true });
  }
  throw startFailed(
    `another process has held ${file} for ${LOCK_TIMEOUT_MS / 1000} s; end the process it names`,
  );
}

/** Removes a dead holder's lock; puts it back when, meanwhile, it had become a living process's. */
async function takeAway(file: string, holder: string): Promise<void> {
  const aside = `${file}.dead-${randomBytes(4).toString('hex')}`;
  await fs.rename(file, aside).catch(ignore('ENOENT'));
  const taken = await readIfPresent(aside);
  if (taken !== undefined && taken !== holder) await fs.link(aside, file).catch(ignore('EEXIST'));
  await fs.rm(aside, { force: true });
}
