/** The processes of a bench run: started, measured by what the kernel says of them, stopped. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';

export interface Started {
  pid: number;
  port: number;
  child: ChildProcess;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 15_000;

/** Starts a Node process and waits until it says on which port it listens, or that it is running. */
export async function startProcess(
  file: string,
  options: { args?: string[]; environment?: Record<string, string>; execArgv?: string[] } = {},
): Promise<Started> {
  const child = fork(file, options.args ?? [], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...options.environment },
    execArgv: options.execArgv ?? [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const cut = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(cut);
  };
  try {
    return { pid: child.pid ?? 0, port: await readPort(child), child, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

function readPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('a process did not start in time'));
    }, START_TIMEOUT_MS);
    let heard = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      // Everything is read, so that a talkative process never waits for us; only the start is kept.
      if (heard.length < 10_000) heard += chunk;
      const found = /(?:listens on port (\d+))|is running/.exec(heard);
      if (found === null) return;
      clearTimeout(timer);
      resolve(Number(found[1] ?? 0));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`a process ended at its start with code ${code ?? 'none'}`));
    });
  });
}

const TICK_MS = 10;

/** CPU milliseconds used so far by these processes; 0 where the system has no /proc. */
export async function readCpuMs(pids: readonly number[]): Promise<number> {
  const all = await Promise.all(pids.map((pid) => readStat(pid)));
  return all.reduce((sum, stat) => sum + (stat?.cpuMs ?? 0), 0);
}

/** Of a PostgreSQL server: the postmaster, its children, and the children that have ended. */
export async function readServerCpuMs(postmaster: number): Promise<number> {
  const children = await listChildren(postmaster);
  const own = await readStat(postmaster);
  return (own?.cpuMs ?? 0) + (own?.endedChildrenMs ?? 0) + (await readCpuMs(children));
}

export async function listChildren(parent: number): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map(async (pid) => ({ pid, stat: await readStat(pid) })));
  return stats.filter(({ stat }) => stat?.parent === parent).map(({ pid }) => pid);
}

/** Memory in MB; pages shared with other processes are counted in part (Pss) where the system tells. */
export async function readMemoryMb(pids: readonly number[]): Promise<number> {
  let kb = 0;
  for (const pid of pids) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    const status = rollup === '' ? await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '') : '';
    kb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? /^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return kb / 1024;
}

interface Stat {
  parent: number;
  cpuMs: number;
  endedChildrenMs: number;
}

/** proc(5): after the name in parentheses, state, ppid, ..., utime stime cutime cstime as the 14th to 17th field. */
async function readStat(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3] ?? 0);
  return {
    parent: field(4),
    cpuMs: (field(14) + field(15)) * TICK_MS,
    endedChildrenMs: (field(16) + field(17)) * TICK_MS,
  };
}
