/** A copy of config/ whose hotline.yaml is changed, for programs that hand off in another order. */

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export function copyConfig(change: (hotline: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-config-'));
  cpSync(join(ROOT, 'config'), folder, { recursive: true });
  const file = join(folder, 'hotline.yaml');
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('hotline.yaml is as it was');
  writeFileSync(file, after);
  return folder;
}

/** The order alone: `[['desk']]`. */
export function orderedConfig(order: readonly (readonly string[])[]): string {
  const steps = order.map((step) => `  - [${step.join(', ')}]\n`).join('');
  return copyConfig((text) => text.replace(/^order:\n(?: {2}- .*\n)+/m, `order:\n${steps}`));
}
