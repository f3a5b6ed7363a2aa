/** The product's configuration in a folder of its own, for programs that run with another one. */

import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Each change is of one file, and must change it. */
export async function copyConfig(
  changes: Readonly<Record<string, (source: string) => string>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-config-'));
  await cp(join(ROOT, 'config'), folder, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const file = join(folder, name);
    const before = await readFile(file, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${name} is as it was`);
    await writeFile(file, after);
  }
  return folder;
}

/** The routes to the hotline in another order: `[['desk']]`. */
export function withOrder(order: readonly (readonly string[])[]): (hotline: string) => string {
  const steps = order.map((step) => `  - [${step.join(', ')}]\n`).join('');
  return (hotline) => hotline.replace(/^order:\n(?: {2}- .*\n)+/m, `order:\n${steps}`);
}

/** Of config/states.yaml, by USPS code. */
export function withChannels(channels: Readonly<Record<string, string>>): (states: string) => string {
  return (states) =>
    Object.entries(channels).reduce(
      (text, [code, id]) => text.replace(`\n  ${code}:\n`, `\n  ${code}:\n    channel: ${id}\n`),
      states,
    );
}
