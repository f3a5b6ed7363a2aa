/** Other processes: run one, signal one, and tell whether the one that a file names still lives. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { codeOf } from './faults.js';
import { readIfPresent } from './files.js';

/** Rejects with what the program wrote to stderr; see complaintOf(). */
export const run = promisify(execFile);

/** `identity` is what identify() gave, perhaps to another process. */
export async function isLive(identity: string): Promise<boolean> {
  return (await identify(Number.parseInt(identity, 10))) === identity;
}

/** A process id can be reused; with the time it started (Linux) it names one process for good. */
export async function identify(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return String(pid);
  const stat = await readIfPresent(`/proc/${pid}/stat`);
  // proc(5): the name in brackets is field 2; state is field 3, starttime field 22.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z') return undefined;
  return `${pid} ${fields[19] ?? ''}`;
}

export function isAlive(pid: number): boolean {
  return Number.isInteger(pid) && signal(pid, 0) !== 'ESRCH';
}

/** Gives the error code, or an empty text. */
export function signal(pid: number, name: NodeJS.Signals | 0): string {
  try {
    process.kill(pid, name);
    return '';
  } catch (error) {
    return codeOf(error);
  }
}
