/** The product's flows in a folder of their own, with another silence: what is 15 minutes in life is a second here. */

import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLOW = 'flows/witness-tip.yaml';

/** A folder for FLOWS_DIR. `silence` as in the flow, for example `2s`. */
export async function copyFlows({ silence }: { silence: string }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-flows-'));
  const source = await readFile(FLOW, 'utf8');
  const changed = source.replace(/timers: \{ silence: \w+ \}/, `timers: { silence: ${silence} }`);
  if (changed === source) throw new Error(`${FLOW} has no line for the silence timer`);
  await writeFile(join(folder, 'witness-tip.yaml'), changed);
  return folder;
}
