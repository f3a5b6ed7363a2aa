/**
 * Where the database of a data folder is; the layout is drawn in embedded-postgres.ts. One data folder has one
 * database, whoever starts the program: a second, empty one must never come about.
 */
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startFailed } from './faults.js';
import { exists, ignore, readIfPresent } from './files.js';
import { isRoot } from './server-user.js';

/** System state folder for root; see hier(7), /var/lib. */
const ROOT_STATE_FOLDER = '/var/lib/sightline';

export interface EmbeddedPaths {
  location: string;
  binaries: string;
  cluster: string;
  password: string;
  port: string;
  leases: string;
  lock: string;
  log: string;
}

/** The paths of one database; `rootLocation` is given when root starts the server. */
export function resolveEmbeddedPaths(given: {
  dataDir: string;
  version: string;
  rootLocation: string | undefined;
}): EmbeddedPaths {
  const location = given.rootLocation ?? join(given.dataDir, 'postgres');
  return {
    location,
    binaries: join(dirname(location), `postgres-${given.version}`),
    cluster: join(location, 'cluster'),
    password: join(location, 'password'),
    port: join(location, 'port'),
    leases: join(location, 'leases'),
    lock: join(location, 'start.lock'),
    log: join(location, 'postgres.log'),
  };
}

/** Throws when the data folder has a database that the other kind of user made, root or not. */
export async function refuseAnotherUsersDatabase(dataDir: string): Promise<void> {
  const usersCluster = join(dataDir, 'postgres', 'cluster');
  if (isRoot() && (await exists(usersCluster))) {
    throw startFailed(`the database in ${usersCluster} belongs to an ordinary user; start as that user`);
  }
  if (!isRoot() && (await exists(pointerFile(dataDir)))) {
    throw startFailed(`root made the database of ${dataDir}; start as root, or use another DATA_DIR`);
  }
}

/**
 * Root's location is found by the pointer in the data folder: a folder that was moved keeps its database, and
 * a folder that was deleted and made anew gets a new one instead of the old data with the wrong key.
 */
export async function rootLocation(dataDir: string): Promise<string> {
  let location = await readPointer(dataDir);
  if (location === undefined) {
    const folderHash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
    const pointer = {
      location: join(ROOT_STATE_FOLDER, `${folderHash}-${randomBytes(3).toString('hex')}`),
      why: 'PostgreSQL refuses to run as root, so the database of this data folder is kept there. Keep this file.',
    };
    const draft = `${pointerFile(dataDir)}.${randomBytes(4).toString('hex')}`;
    await fs.writeFile(draft, `${JSON.stringify(pointer, null, 2)}\n`, { mode: 0o600, flush: true });
    // link() fails when another start was quicker; then both use the other's.
    await fs.link(draft, pointerFile(dataDir)).catch(ignore('EEXIST'));
    await fs.rm(draft);
    location = (await readPointer(dataDir)) ?? pointer.location;
  }
  if ((await fs.mkdir(location, { recursive: true })) === ROOT_STATE_FOLDER) {
    await fs.chmod(ROOT_STATE_FOLDER, 0o755);
  }
  return location;
}

async function readPointer(dataDir: string): Promise<string | undefined> {
  const text = await readIfPresent(pointerFile(dataDir));
  if (text === undefined) return undefined;
  const pointer = JSON.parse(text) as { location?: unknown };
  if (typeof pointer.location !== 'string' || dirname(pointer.location) !== ROOT_STATE_FOLDER) {
    throw startFailed(
      `${pointerFile(dataDir)} does not name a folder in ${ROOT_STATE_FOLDER}; mend that file`,
    );
  }
  return pointer.location;
}

const pointerFile = (dataDir: string) => join(dataDir, 'postgres-location.json');
