/**
 * Who uses the server: one file per use, which names the process. A lease whose process is dead counts for
 * nothing and is removed.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent, writeWhole } from './files.js';
import { identify, isLive } from './processes.js';

export async function takeLease(folder: string): Promise<string> {
  const lease = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeWhole(lease, (await identify(process.pid)) ?? '', 0o644);
  return lease;
}

export async function liveLeases(folder: string): Promise<number> {
  let live = 0;
  for (const name of await fs.readdir(folder)) {
    const holder = await readIfPresent(join(folder, name));
    if (holder !== undefined && (await isLive(holder))) live += 1;
    else await fs.rm(join(folder, name), { force: true });
  }
  return live;
}
