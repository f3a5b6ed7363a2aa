/**
 * The user the server's processes run as. PostgreSQL refuses to run as root, so for root they run as the
 * system user `postgres`, which is made when it is missing.
 */
import { parse } from 'node:path';
import { startFailed } from './faults.js';
import { run } from './processes.js';

const SERVER_USER = 'postgres';

export interface ServerUser {
  uid: number;
  gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export async function serverUser(): Promise<ServerUser> {
  try {
    return await lookUpServerUser();
  } catch {
    try {
      const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', SERVER_USER];
      await run('useradd', flags);
      return await lookUpServerUser();
    } catch (cause) {
      throw startFailed(
        `PostgreSQL refuses to run as root and the user ${SERVER_USER} cannot be made; start as an ordinary user`,
        cause,
      );
    }
  }
}

async function lookUpServerUser(): Promise<ServerUser> {
  const [uid, gid] = await Promise.all([run('id', ['-u', SERVER_USER]), run('id', ['-g', SERVER_USER])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** What every process of the server gets: the right user, and no secret of ours in its environment. */
export function processOptions({ location }: { location: string }, owner: ServerUser | undefined) {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SystemDrive']) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  return { cwd: parse(location).root, env, ...owner };
}
