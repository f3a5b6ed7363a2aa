/**
 * The data itself: the cluster that initdb makes once, and the password that opens it. A cluster is made under
 * another name and renamed when whole; one that is there is never made anew.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE } from './database.js';
import { complaintOf, lastLines, startFailed } from './faults.js';
import { readIfPresent, writeWhole } from './files.js';
import { type EmbeddedPaths } from './paths.js';
import { run } from './processes.js';
import { processOptions, type ServerUser } from './server-user.js';

export async function keepPassword(file: string): Promise<string> {
  const known = await readIfPresent(file);
  if (known !== undefined) return known.trim();
  const password = randomBytes(24).toString('hex');
  await writeWhole(file, `${password}\n`, 0o600);
  return password;
}

export async function createCluster(
  paths: EmbeddedPaths,
  { password, owner, sync }: { password: string; owner: ServerUser | undefined; sync: boolean },
): Promise<void> {
  const version = await readIfPresent(join(paths.cluster, 'PG_VERSION'));
  if (version !== undefined) {
    requireSameMajorVersion(version.trim(), paths);
    return;
  }
  for (const name of await fs.readdir(paths.location)) {
    const abandoned = name.startsWith('cluster.new-') || name.startsWith('password.new-');
    if (abandoned) await fs.rm(join(paths.location, name), { recursive: true, force: true });
  }
  const draft = await fs.mkdtemp(join(paths.location, 'cluster.new-'));
  const passwordFile = join(paths.location, `password.new-${randomBytes(4).toString('hex')}`);
  try {
    await fs.writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (owner) {
      await fs.chown(draft, owner.uid, owner.gid);
      await fs.chown(passwordFile, owner.uid, owner.gid);
    }
    const flags = [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, `--username=${DATABASE}`];
    // The built-in collation: the same order and upper case on every machine, whatever its locales.
    flags.push('--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin');
    flags.push('--builtin-locale=C.UTF-8', '--no-instructions', ...(sync ? [] : ['--no-sync']));
    await run(join(paths.binaries, 'bin', 'initdb'), flags, processOptions(paths, owner));
    await fs.rename(draft, paths.cluster);
  } catch (cause) {
    throw startFailed(
      `the database could not be created in ${paths.location}: ${lastLines(complaintOf(cause))}`,
      cause,
    );
  } finally {
    await fs.rm(passwordFile, { force: true });
    await fs.rm(draft, { recursive: true, force: true });
  }
}

function requireSameMajorVersion(clusterVersion: string, paths: EmbeddedPaths): void {
  const ours = /postgres-(\d+)[^/\\]*$/.exec(paths.binaries)?.[1] ?? 'another version';
  if (clusterVersion === ours) return;
  throw startFailed(
    `the database in ${paths.cluster} is of PostgreSQL ${clusterVersion}, this program brings ${ours}; ` +
      'dump it with the old version of the program and load it into a new DATA_DIR',
  );
}
