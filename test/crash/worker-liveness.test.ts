/**
 * Jobs through crashes, with real processes, real signals and a server of this file's own (it is killed too).
 * The children run the build in dist.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { SightlineError } from '../../src/errors.js';
import {
  type JobTask,
  type JobRunner,
  prepareJobQueue,
  retryDelayMs,
  startJobRunner,
} from '../../src/jobs/runner.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';

const FIXTURE = join(import.meta.dirname, '../support/job-runner-child.mjs');

let dataDir: string;
let server: EmbeddedPostgres;
let pool: Pool;
let children: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await fs.mkdtemp(join(tmpdir(), 'sightline-crash-'));
  server = await startEmbeddedPostgres({ dataDir });
  pool = new Pool({ connectionString: server.connectionString, max: 5 });
  pool.on('error', () => undefined);
  const silent = () => undefined;
  await prepareJobQueue(pool, { debug: silent, info: silent, warn: silent, error: silent });
  await pool.query(`create table runs (
    id int generated always as identity, name text, pid int, attempt int, what text, at timestamptz default now()
  )`);
});

afterAll(async () => {
  await pool.end();
  await server.stop();
  await fs.rm(server.location, { recursive: true, force: true });
  await fs.rm(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  await pool.query('truncate runs');
});

afterEach(async () => {
  for (const child of children) await kill(child);
  children = [];
  await pool.query('delete from graphile_worker._private_jobs');
});

describe('a killed worker', () => {
  it('has its jobs run elsewhere within ten seconds, queue, last attempt and all', async () => {
    const workers = [await startWorker(), await startWorker()];
    const options = `queue_name => 'one person', max_attempts => 1`;
    await addJob('hangOnce', { name: 'killed', hang: 1 }, options);
    const [first] = await runs(1);
    const victim = workers.find(({ pid }) => pid === first?.pid);
    if (victim === undefined) throw new Error('the job runs in neither worker');
    await kill(victim);
    const killedAt = Date.now();
    // hang: 1 hangs again on the attempt that was given back, so the start is what counts.
    const [, second] = await runs(2);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    expect(second?.pid).not.toBe(first?.pid);
  });

  it('has its jobs run by the process that takes its place', async () => {
    const victim = await startWorker();
    await addJob('hangOnce', { name: 'alone', hang: 1 });
    await runs(1);
    await kill(victim);
    const killedAt = Date.now();
    await startWorker();
    const [, start, end] = await runs(3);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    expect([start?.attempt, end?.what]).toEqual([2, 'end']);
  });
});

describe('a slow but living worker', () => {
  it('keeps its job through a blocked event loop', async () => {
    await startWorker();
    await addJob('block', { name: 'blocked', ms: 8_000 });
    const [first] = await runs(1);
    const other = await startWorker();
    const [, end] = await runs(2, 20_000);
    expect(end).toMatchObject({ pid: first?.pid, attempt: 1, what: 'end' });
    expect(other.pid).not.toBe(first?.pid);
    await sleep(5_000); // two sweeps more
    expect(await runs(2)).toHaveLength(2);
    expect(await waiting()).toBe(0);
  }, 60_000);

  it('keeps its job through a database that was killed and came back', async () => {
    const worker = await startWorker();
    await startWorker();
    await addJob('wait', { name: 'restarted', ms: 9_000 });
    await runs(1);
    await restartDatabase();
    await waitUntil(async () => (await waiting()) === 0, 20_000);
    expect(await runs(1)).toHaveLength(1);
    await addJob('wait', { name: 'afterwards', ms: 0 });
    await runs(2);
    expect(worker.exitCode).toBeNull();
  }, 60_000);

  it('lives on when a job ends while the database is down; the job is done again, not lost', async () => {
    const worker = await startWorker();
    await addJob('wait', { name: 'ended in the dark', ms: 1_000 });
    await runs(1);
    await restartDatabase({ downMs: 3_000 });
    await waitUntil(async () => (await waiting()) === 0, 25_000);
    await addJob('wait', { name: 'afterwards', ms: 0 });
    await waitUntil(async () => (await waiting()) === 0);
    expect(worker.exitCode).toBeNull();
  }, 60_000);
});

describe.each([
  { how: 'one at a time', prefetch: undefined },
  { how: 'ahead', prefetch: 4 },
])('a job given out while the connection broke, where jobs are fetched $how', ({ prefetch }) => {
  it('is freed from its living worker and runs; what really runs is left alone', async () => {
    const ran: string[] = [];
    const { promise: held, resolve: finish } = deferred();
    const silent = () => undefined;
    const runner = startJobRunner({
      pool,
      concurrency: 2,
      logger: { debug: silent, info: silent, warn: silent, error: silent },
      sweepIntervalMs: 500,
      ...(prefetch === undefined ? {} : { prefetch }),
      tasks: {
        take: (payload) => {
          const { name } = payload as { name: string };
          ran.push(name);
          return name === 'long' ? held : Promise.resolve();
        },
      },
    });
    try {
      await runner.ready;
      await addJob('take', { name: 'long' });
      await waitUntil(() => Promise.resolve(ran.length === 1));
      // As the server leaves it when its answer to the fetch is lost.
      await addJob('take', { name: 'stray' }, `run_at => now() + interval '1 hour', max_attempts => 1`);
      await pool.query(
        `update graphile_worker._private_jobs set run_at = now(), attempts = 1, locked_at = now(),
           locked_by = (select locked_by from graphile_worker._private_jobs where locked_by is not null limit 1)
         where locked_by is null`,
      );
      await waitUntil(() => Promise.resolve(ran.includes('stray')));
      await sleep(1_500);
      expect(ran).toEqual(['long', 'stray']);
      finish();
      await waitUntil(async () => (await waiting()) === 0);
      expect(runner.stats().freed).toBe(1);
    } finally {
      finish();
      await runner.stop();
    }
  });
});

describe('a failing task', () => {
  let runner: JobRunner | undefined;
  let log: string[];
  let givenUp: unknown[];

  const startWith = async (tasks: Record<string, JobTask>) => {
    log = [];
    givenUp = [];
    const line = (fields: object, message: string) => log.push(JSON.stringify({ ...fields, message }));
    const logger = { debug: line, info: line, warn: line, error: line };
    const onGivenUp = (failure: object) => givenUp.push(failure);
    runner = startJobRunner({ pool, tasks, concurrency: 2, logger, onGivenUp });
    await runner.ready;
  };
  afterEach(() => runner?.stop());

  it('runs again when the other side asked for it', async () => {
    const starts: number[] = [];
    await startWith({
      deliver() {
        starts.push(Date.now());
        if (starts.length > 1) return Promise.resolve();
        throw new SightlineError('PROVIDER_UNAVAILABLE', 'Slack asks to wait', { retryAfterMs: 3_000 });
      },
    });
    await addJob('deliver', {});
    await waitUntil(() => Promise.resolve(starts.length === 2));
    const waited = (starts[1] ?? 0) - (starts[0] ?? 0);
    expect(waited).toBeGreaterThanOrEqual(3_000);
    expect(waited).toBeLessThan(5_500);
  });

  it('stores and logs a code and never the words of the error', async () => {
    await startWith({
      deliver: () => Promise.reject(new TypeError('planted-word\n    at planted (planted-word:1:1)')),
    });
    await addJob('deliver', { secret: 'planted-word' });
    const failed = await waitUntil(async () => {
      const { rows } = await pool.query<{ last_error: string; wait_ms: number }>(
        `select last_error, (extract(epoch from run_at - now()) * 1000)::float8 as wait_ms from graphile_worker.jobs
         where last_error is not null`,
      );
      return rows[0];
    });
    expect(failed.last_error).toMatch(/^INTERNAL; again in \d+ ms$/);
    expect(failed.wait_ms).toBeLessThanOrEqual(4_000);
    expect(log.join('\n')).not.toContain('planted-word');
    expect(log.join('\n')).toContain('"causeClass":"TypeError"');
    expect(log.join('\n')).toContain('worker-liveness.test');
  });

  it('is given up when trying again cannot help, and after its last attempt', async () => {
    await startWith({
      refused: () => Promise.reject(new SightlineError('PROVIDER_REFUSED', 'no such number')),
      lastTry: () => Promise.reject(new SightlineError('PROVIDER_UNAVAILABLE', 'still down')),
    });
    await addJob('refused', {});
    await addJob('lastTry', {}, 'max_attempts => 1');
    await waitUntil(() => Promise.resolve(givenUp.length === 2));
    await waitUntil(async () => (await waiting()) === 0);
    const { rows } = await pool.query('select last_error from graphile_worker.jobs order by id');
    expect(rows).toEqual([
      { last_error: 'PROVIDER_REFUSED; given up' },
      { last_error: 'PROVIDER_UNAVAILABLE; given up' },
    ]);
    expect(givenUp).toContainEqual(expect.objectContaining({ task: 'refused', code: 'PROVIDER_REFUSED' }));
    expect(runner?.stats()).toMatchObject({ working: true, failed: 2, givenUp: 2, running: 0 });
  });

  it('does not keep stop() waiting for ever when it hangs', async () => {
    let aborted = false;
    const started = new Promise<void>((resolve) => {
      void startWith({
        async hang(_payload, { signal }) {
          signal.addEventListener('abort', () => (aborted = true));
          resolve();
          await new Promise(() => undefined);
        },
      }).then(() => addJob('hang', {}));
    });
    await started;
    const stoppedAt = Date.now();
    await runner?.stop();
    expect(Date.now() - stoppedAt).toBeLessThan(9_000);
    expect(aborted).toBe(true);
  });

  it('is started within milliseconds of being added', async () => {
    const latencies: number[] = [];
    await startWith({
      ping(payload) {
        latencies.push(Date.now() - (payload as { at: number }).at);
        return Promise.resolve();
      },
    });
    for (let count = 0; count < 20; count += 1) {
      await addJob('ping', { at: Date.now() });
      await sleep(30);
    }
    await waitUntil(() => Promise.resolve(latencies.length === 20));
    latencies.sort((one, two) => one - two);
    expect(latencies[10]).toBeLessThan(100); // a few ms on an idle machine
  });
});

describe('the delay before the next attempt', () => {
  it('doubles with full jitter up to five minutes, and honours Retry-After', () => {
    const longest = [1, 2, 3, 10, 25].map((attempt) => retryDelayMs({ attempt, random: () => 1 }));
    expect(longest).toEqual([2_000, 4_000, 8_000, 300_000, 300_000]);
    expect(retryDelayMs({ attempt: 9, random: () => 0 })).toBe(100);
    expect(retryDelayMs({ attempt: 1, retryAfterMs: 30_000, random: () => 0.5 })).toBe(30_500);
    expect(retryDelayMs({ attempt: 1, retryAfterMs: -5, random: () => 0 })).toBe(0);
    expect(retryDelayMs({ attempt: 1, retryAfterMs: 1e9, random: () => 0 })).toBe(3_600_000);
  });
});

interface Run {
  pid: number;
  attempt: number;
  what: string;
}

async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [FIXTURE, server.connectionString], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(createInterface({ input: child.stdout }), 'line');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function restartDatabase({ downMs = 0 } = {}): Promise<void> {
  process.kill(server.pid, 'SIGKILL');
  await sleep(downMs);
  const old = server;
  server = await startEmbeddedPostgres({ dataDir });
  await old.stop(); // gives up only its lease
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

async function addJob(task: string, payload: object, options = ''): Promise<void> {
  const more = options === '' ? '' : `, ${options}`;
  await pool.query(`select graphile_worker.add_job($1, $2::json${more})`, [task, JSON.stringify(payload)]);
}

/** What the tasks noted, once there is this much of it. */
async function runs(count: number, timeoutMs?: number): Promise<Run[]> {
  return waitUntil(async () => {
    const { rows } = await pool.query<Run>('select pid, attempt, what from runs order by id');
    return rows.length >= count ? rows : undefined;
  }, timeoutMs);
}

/** Jobs that are running or will run. */
async function waiting(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int from graphile_worker.jobs where locked_by is not null or attempts < max_attempts`,
  );
  return rows[0]?.count ?? 0;
}

async function waitUntil<T>(probe: () => Promise<T | undefined | false>, timeoutMs = 15_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    // The database may be down on purpose.
    const found = await probe().catch(() => undefined);
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`nothing within ${timeoutMs} ms`);
    await sleep(50);
  }
}
