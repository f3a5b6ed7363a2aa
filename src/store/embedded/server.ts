/**
 * Starts the server of a cluster, adopts the one that runs, stops it. The caller holds the start lock; behind
 * it PostgreSQL's own interlock (postmaster.pid) still decides.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SightlineError } from '../../errors.js';
import { ask } from './database.js';
import { complaintOf, lastLines, startFailed } from './faults.js';
import { ignore, writeWhole } from './files.js';
import { type EmbeddedPaths } from './paths.js';
import { freePort, portIsFree, recordedPort } from './ports.js';
import { readPostmaster, stillGoing } from './postmaster.js';
import { run } from './processes.js';
import { processOptions, type ServerUser } from './server-user.js';

/** Replaying the log after a crash can take minutes on a slow disk; a server that is starting is waited for. */
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_SECONDS = 60;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

interface StartContext {
  password: string;
  owner: ServerUser | undefined;
  settings: Readonly<Record<string, string>>;
}

interface RunningServer {
  pid: number;
  port: number;
  adopted: boolean;
}

/**
 * Looks at what is there until a server answers:
 *   postmaster.pid, and it answers     adopt
 *   postmaster.pid, process lives      it is starting or stopping: wait
 *   postmaster.pid, only orphans live  the postmaster was killed: end its children, wait
 *   otherwise                          start; PostgreSQL recovers by itself from a stale postmaster.pid
 */
export async function adoptOrStart(paths: EmbeddedPaths, context: StartContext): Promise<RunningServer> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let port = await recordedPort(paths.port);
  while (Date.now() < deadline) {
    const postmaster = await readPostmaster(paths.cluster);
    if (postmaster) {
      const answer = await ask(postmaster.port, context.password, paths.cluster);
      if (answer === 'ours') return { pid: postmaster.pid, port: postmaster.port, adopted: true };
      if (await stillGoing(postmaster.pid, paths.cluster)) {
        if (answer === 'wrong password') throw wrongPassword(paths);
        await sleep(50);
        continue;
      }
    }
    if (port === undefined || !(await portIsFree(port))) port = await freePort();
    await writeWhole(paths.port, `${port}\n`, 0o644);
    const outcome = await launch(paths, context, port);
    if (typeof outcome !== 'string') return outcome;
    // Another program may have taken the port, or the remains of a killed server may need a moment more.
    if (/could not bind|could not create any TCP/.test(outcome)) port = undefined;
    else if (!/shared memory block|lock file .* already exists/.test(outcome)) {
      throw startFailed(`PostgreSQL did not start; see ${paths.log}: ${lastLines(outcome)}`);
    }
    await sleep(200);
  }
  throw startFailed(
    `PostgreSQL in ${paths.location} did not answer within ${START_TIMEOUT_MS / 1000} s; see ${paths.log}`,
  );
}

/** Starts the server in a session of its own; gives what it logged when it ended instead of starting. */
async function launch(
  paths: EmbeddedPaths,
  context: StartContext,
  port: number,
): Promise<RunningServer | string> {
  const oldLog = await fs.stat(paths.log).catch(ignore('ENOENT'));
  if (oldLog && oldLog.size > MAX_LOG_BYTES) await fs.rename(paths.log, `${paths.log}.1`);
  const log = await fs.open(paths.log, 'a', 0o600);
  const { size: logStart } = await log.stat();
  const settings = Object.entries({ ...context.settings, port: String(port) });
  const flags = ['-D', paths.cluster, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const server = spawn(join(paths.binaries, 'bin', 'postgres'), flags, {
    ...processOptions(paths, context.owner),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<'ended'>((resolve) => {
    server.once('exit', () => {
      resolve('ended');
    });
    server.once('error', () => {
      resolve('ended');
    });
  });
  server.unref();
  await log.close();

  const deadline = Date.now() + START_TIMEOUT_MS;
  while ((await Promise.race([ended, sleep(20)])) !== 'ended' && Date.now() < deadline) {
    const postmaster = await readPostmaster(paths.cluster);
    if (postmaster?.pid !== server.pid || !postmaster?.ready) continue;
    const answer = await ask(port, context.password, paths.cluster);
    if (answer === 'ours') return { pid: postmaster.pid, port, adopted: false };
    if (answer === 'wrong password') {
      server.kill('SIGINT');
      throw wrongPassword(paths);
    }
  }
  return (await fs.readFile(paths.log)).subarray(logStart).toString('utf8');
}

function wrongPassword(paths: EmbeddedPaths): SightlineError {
  return startFailed(
    `PostgreSQL does not accept the password in ${paths.password}; restore that file from its backup`,
  );
}

/** Returns when the server has ended; one that was not running is no fault. */
export async function stopServer(paths: EmbeddedPaths, owner: ServerUser | undefined): Promise<void> {
  if ((await readPostmaster(paths.cluster)) === undefined) return;
  const flags = ['stop', '-D', paths.cluster, '-m', 'fast', '-w', '-t', String(STOP_TIMEOUT_SECONDS)];
  try {
    await run(join(paths.binaries, 'bin', 'pg_ctl'), flags, processOptions(paths, owner));
  } catch (cause) {
    // It had ended by itself, perhaps killed; the next start recovers.
    if (!/No such process|does not exist/.test(complaintOf(cause))) throw cause;
  }
}
