/**
 * What runs on a cluster: postmaster.pid, which PostgreSQL keeps in it, and the processes that work there. Used
 * under the start lock.
 */
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { readIfPresent } from './files.js';
import { isAlive, signal } from './processes.js';

/** postmaster.pid: 1 pid, 2 folder, 3 start, 4 port, 5 socket folder, 6 address, 7 shared memory, 8 status. */
export async function readPostmaster(
  cluster: string,
): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const lines = (await readIfPresent(join(cluster, 'postmaster.pid')))?.split('\n');
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
}

/** True while a process of this cluster lives. Removes a postmaster.pid that names somebody else's process. */
export async function stillGoing(postmasterPid: number, cluster: string): Promise<boolean> {
  const processes = await processesIn(cluster);
  if (processes === undefined) return false; // not Linux: PostgreSQL's own check must do
  if (processes.length === 0) {
    // A reused id (common in containers, where ids are small) would keep PostgreSQL from starting for ever.
    if (isAlive(postmasterPid)) await fs.rm(join(cluster, 'postmaster.pid'), { force: true });
    return false;
  }
  // Children of a killed postmaster end by themselves when idle; a busy one is told to (SIGQUIT: at once).
  if (!processes.includes(postmasterPid)) for (const pid of processes) signal(pid, 'SIGQUIT');
  return true;
}

/** Every server process has the cluster as its working folder; undefined where /proc does not exist. */
async function processesIn(cluster: string): Promise<number[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  const folder = await fs.realpath(cluster);
  const pids = (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => fs.readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => folders[index] === folder).map(Number);
}
