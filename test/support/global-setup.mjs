// One embedded PostgreSQL for the whole test run, with a migrated template database. Plain JavaScript on the
// build in dist, because jest loads its global modules without the transform. The workers learn the address
// from the environment (see database.ts). Durability is off here and only here: the data dies with the run.
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';

const DIST = join(import.meta.dirname, '../../dist');
const PREFIX = 'sightline-test-run-';
const TEMPLATE = 'sightline_template';

export default async function setUp() {
  const { startEmbeddedPostgres } = await fromDist('store/embedded/embedded-postgres.js');
  await sweepDeadRuns(startEmbeddedPostgres);
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = await startEmbeddedPostgres({
    dataDir,
    settings: {
      ...{ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '4GB' },
      // Two files at a time, each with up to four processes and a pool of 32 in each.
      max_connections: '400',
    },
  });
  const client = new Client({ connectionString: server.connectionString });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(server.connectionString);
  template.pathname = `/${TEMPLATE}`;
  const { migrate } = await fromDist('store/migrate.js', { optional: true });
  await migrate?.(template.href);

  const output = join(dataDir, 'output');
  await mkdir(join(output, 'logs'), { recursive: true });
  await writeFile(join(output, 'planted.jsonl'), '');

  process.env.SIGHTLINE_TEST_DATABASE = server.connectionString;
  process.env.SIGHTLINE_TEST_OUTPUT = output;
  globalThis.sightlineTestRun = { server, dataDir, output };
}

async function fromDist(file, { optional = false } = {}) {
  const path = join(DIST, file);
  try {
    await access(path);
  } catch {
    if (optional) return {};
    throw new Error(`${path} is missing: run npm run build first, or npm test, which builds`);
  }
  return import(pathToFileURL(path).href);
}

/** A run that was killed leaves its server behind; the folder's name tells whose it was. */
async function sweepDeadRuns(startEmbeddedPostgres) {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const dataDir = join(tmpdir(), name);
    try {
      const server = await startEmbeddedPostgres({ dataDir });
      await server.stop();
      await rm(server.location, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or another run sweeps it at this moment.
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
