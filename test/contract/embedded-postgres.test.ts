/**
 * The embedded server with real processes and real signals. The children run the build in dist, this process
 * runs src; both are the same wrapper.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { resolveEmbeddedPaths } from '../../src/store/embedded/paths.js';

const FIXTURE = join(import.meta.dirname, '../support/start-postgres-child.mjs');
const root = process.getuid?.() === 0;

interface ChildReport {
  connectionString: string;
  adopted: boolean;
  location: string;
  pid: number;
  code?: string;
  message?: string;
}

let folder: string;
let dataDir: string;
let servers: EmbeddedPostgres[];
let children: ChildProcess[];

beforeEach(async () => {
  // As mktemp -d makes it: only its owner may enter. The space is part of the test.
  folder = await fs.mkdtemp(join(tmpdir(), 'sightline embedded-'));
  dataDir = join(folder, 'data');
  servers = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) await kill(child);
  for (const server of servers) await server.stop();
  for (const server of servers) await fs.rm(server.location, { recursive: true, force: true });
  await fs.rm(folder, { recursive: true, force: true });
});

describe('starting', () => {
  it('gives a database that keeps to loopback, wants a password and does not trade durability for speed', async () => {
    const server = await start();
    expect(server.adopted).toBe(false);
    const settings = ['listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit'];
    const shown = await Promise.all(settings.map((name) => ask(server, `show ${name}`)));
    expect(shown).toEqual(['127.0.0.1', '', 'on', 'on']);
    expect(await ask(server, `select string_agg(distinct auth_method, ',') from pg_hba_file_rules`)).toBe(
      'scram-sha-256',
    );

    const elsewhere = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find((address) => address.family === 'IPv4' && !address.internal);
    if (elsewhere) await expect(connectTo(server, elsewhere.address)).rejects.toThrow('ECONNREFUSED');
    const wrong = new URL(server.connectionString);
    wrong.password = 'guess';
    await expect(new Client({ connectionString: wrong.href }).connect()).rejects.toThrow('password');
  });

  it('keeps the password for its owner alone and the same port from start to start', async () => {
    const first = await start();
    const { mode } = await fs.stat(join(first.location, 'password'));
    expect((mode & 0o777).toString(8)).toBe('600');
    await first.stop();
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(second.connectionString).toBe(first.connectionString);
  });

  it('makes the library links that an install without scripts leaves out', async () => {
    const server = await start();
    const binaries = (await fs.readdir(join(server.location, '..'))).find((name) =>
      name.startsWith('postgres-'),
    );
    const library = join(server.location, '..', binaries ?? '', 'lib');
    const list = await fs.readFile(join(library, '..', 'pg-symlinks.json'), 'utf8');
    const targets = (JSON.parse(list) as { target: string }[]).map(({ target }) => target);
    for (const target of targets) await fs.access(join(library, '..', '..', binaries ?? '', target.slice(7)));
    expect(targets.length).toBeGreaterThan(0);
  });

  it('logs no statement, no value and no error text', async () => {
    const server = await start();
    const client = await connect(server);
    await client.query('create table words (id int primary key, said text unique)');
    await client.query('insert into words values (1, $1)', ['planted-word']);
    await expect(client.query('insert into words values (2, $1)', ['planted-word'])).rejects.toThrow();
    await expect(client.query('select $1::uuid', ['planted-word'])).rejects.toThrow();
    await expect(client.query(`select 'planted-word'::int`)).rejects.toThrow();
    await client.end();
    expect(await fs.readFile(join(server.location, 'postgres.log'), 'utf8')).not.toContain('planted-word');
  });

  it('names the place when it cannot start', async () => {
    await fs.mkdir(dataDir);
    await fs.writeFile(join(dataDir, 'file'), '');
    await expect(startEmbeddedPostgres({ dataDir: join(dataDir, 'file') })).rejects.toMatchObject({
      code: 'DATABASE_START_FAILED',
      message: expect.stringContaining(join(dataDir, 'file')),
    });
  });
});

describe('the server outlives the program', () => {
  it('is adopted after kill -9 of the process that started it', async () => {
    const first = await startChild();
    expect(first.report.adopted).toBe(false);
    await ask(first.report, 'create table kept as select 42 as answer');
    await kill(first.child);
    const second = await startChild();
    expect(second.report).toEqual({ ...first.report, adopted: true });
    await kill(second.child);
    const third = await start();
    expect(third).toMatchObject({ adopted: true, pid: first.report.pid });
    expect(await ask(third, 'select answer from kept')).toBe(42);
    await third.stop();
    await expect(connect(third)).rejects.toThrow('ECONNREFUSED');
  });

  it('is stopped by the last of the processes that use it', async () => {
    const server = await start();
    const other = await startChild();
    expect(other.report).toMatchObject({ adopted: true, pid: server.pid });
    await server.stop();
    expect(await ask(server, 'select 1')).toBe(1);
    other.child.stdin?.write('stop\n');
    await once(other.child, 'exit');
    await expect(connect(server)).rejects.toThrow('ECONNREFUSED');
  });

  it('is one server when several start at once', async () => {
    const started = await Promise.all([startChild(), startChild(), startChild(), start()]);
    const reports = started.map((one) => ('report' in one ? one.report : one));
    expect(new Set(reports.map(({ pid }) => pid)).size).toBe(1);
    expect(reports.filter(({ adopted }) => !adopted)).toHaveLength(1);
  });
});

describe('after an accident', () => {
  it('recovers what was committed when the server was killed', async () => {
    const first = await start();
    await ask(first, 'create table kept as select 42 as answer');
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(second.pid).not.toBe(first.pid);
    expect(second.connectionString).toBe(first.connectionString);
    expect(await ask(second, 'select answer from kept')).toBe(42);
  });

  it('ends a busy child of a killed server instead of waiting for it', async () => {
    const first = await start();
    const busy = await connect(first);
    busy.on('error', () => undefined);
    const sleeping = busy.query('select pg_sleep(600)').catch(() => 'cut off');
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(await ask(second, 'select 1')).toBe(1);
    expect(await sleeping).toBe('cut off');
  });

  it('is not fooled by a process id that now belongs to somebody else', async () => {
    const first = await start();
    await first.stop();
    // What a container leaves behind: the id in postmaster.pid is now this very process.
    const stale = [
      process.pid,
      join(first.location, 'cluster'),
      1,
      5432,
      '',
      '127.0.0.1',
      '1 1',
      'ready',
      '',
    ];
    await fs.writeFile(join(first.location, 'cluster', 'postmaster.pid'), stale.join('\n'));
    await fs.writeFile(join(first.location, 'leases', 'old'), `${process.pid} 1`);
    await fs.writeFile(join(first.location, 'start.lock'), `${process.pid} 1\nabc`);
    const second = await start();
    expect(second.adopted).toBe(false);
    await second.stop();
    await expect(connect(second)).rejects.toThrow('ECONNREFUSED');
  });

  it('begins anew when a killed start left half a cluster', async () => {
    const first = await startChild();
    await kill(first.child);
    const { location } = first.report;
    process.kill(first.report.pid, 'SIGKILL');
    await fs.rename(join(location, 'cluster'), join(location, 'cluster.new-abc'));
    const second = await start();
    expect(await fs.readdir(location)).not.toContain('cluster.new-abc');
    expect(second.location).toBe(location);
  });
});

describe('as root', () => {
  const asRoot = root ? it : it.skip;

  asRoot('keeps the data where the server user can reach it and leaves the folder as it was', async () => {
    const before = await fs.stat(folder);
    const lines: [object, string][] = [];
    const log = (fields: object, message: string) => lines.push([fields, message]);
    const server = await startEmbeddedPostgres({ dataDir, logger: { info: log, warn: log } });
    servers.push(server);
    expect((before.mode & 0o777).toString(8)).toBe('700');
    const after = await fs.stat(folder);
    expect([after.mode, after.uid]).toEqual([before.mode, before.uid]);
    expect(server.location).toMatch(/^\/var\/lib\/sightline\//);
    const pointer = JSON.parse(await fs.readFile(join(dataDir, 'postgres-location.json'), 'utf8')) as object;
    expect(pointer).toMatchObject({ location: server.location });
    expect(lines[0]?.[0]).toEqual({ location: server.location });
    expect((await fs.stat(`/proc/${server.pid}`)).uid).not.toBe(0);
  });

  asRoot('follows a data folder that was moved, and starts afresh in one that was made anew', async () => {
    const first = await start();
    await first.stop();
    const moved = join(folder, 'moved');
    await fs.rename(dataDir, moved);
    const second = await startEmbeddedPostgres({ dataDir: moved });
    servers.push(second);
    expect(second.location).toBe(first.location);
    const third = await start();
    expect(third.location).not.toBe(first.location);
  });

  // The child gives up root; it needs a checkout that others may read.
  const othersMayRead = root && canRead('nobody', FIXTURE) && canRead('nobody', process.execPath);
  (othersMayRead ? it : it.skip)('an ordinary user has everything in the data folder', async () => {
    const nobody = Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' }));
    await fs.chown(folder, nobody, nobody);
    const first = await startChild(String(nobody));
    expect(first.report).toMatchObject({ adopted: false, location: join(dataDir, 'postgres') });
    expect((await fs.stat(`/proc/${first.report.pid}`)).uid).toBe(nobody);
    await kill(first.child);
    const second = await startChild(String(nobody));
    expect(second.report).toEqual({ ...first.report, adopted: true });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({ code: 'DATABASE_START_FAILED' });
    second.child.stdin?.write('stop\n');
    await once(second.child, 'exit');
  });
});

describe('where things are', () => {
  it('is the data folder for an ordinary user and the state folder for root', () => {
    const given = { dataDir: '/home/a b/data', version: '18.4.0', rootLocation: undefined };
    expect(resolveEmbeddedPaths(given)).toMatchObject({
      location: '/home/a b/data/postgres',
      binaries: '/home/a b/data/postgres-18.4.0',
      cluster: '/home/a b/data/postgres/cluster',
    });
    expect(resolveEmbeddedPaths({ ...given, rootLocation: '/var/lib/sightline/abc' })).toMatchObject({
      location: '/var/lib/sightline/abc',
      binaries: '/var/lib/sightline/postgres-18.4.0',
    });
  });
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir });
  servers.push(server);
  return server;
}

async function startChild(...flags: string[]): Promise<{ child: ChildProcess; report: ChildReport }> {
  const child = spawn(process.execPath, [FIXTURE, dataDir, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const report = JSON.parse(line) as ChildReport;
  if (report.code !== undefined) throw new Error(`${report.code}: ${report.message ?? ''}`);
  return { child, report };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function connect({ connectionString }: { connectionString: string }): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}

async function connectTo({ connectionString }: { connectionString: string }, host: string): Promise<void> {
  const url = new URL(connectionString);
  url.hostname = host;
  await (await connect({ connectionString: url.href })).end();
}

async function ask(server: { connectionString: string }, sql: string): Promise<unknown> {
  const client = await connect(server);
  try {
    const result = await client.query<Record<string, unknown>>(sql);
    return Object.values(result.rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function canRead(user: string, path: string): boolean {
  try {
    execFileSync('setpriv', [`--reuid=${user}`, '--clear-groups', 'test', '-r', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
