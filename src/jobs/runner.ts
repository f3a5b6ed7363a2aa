/**
 * Runs the durable jobs (graphile-worker) and keeps running them: through a database that goes away and comes
 * back, a killed neighbour (worker-liveness.ts) and tasks that fail. Every task runs at least once, so every
 * task must be idempotent. No error text of a task is stored or logged, only its code: it could quote a witness.
 *
 * When a task fails:
 *   coded and not retryable, or its last attempt   given up: the row stays, `onGivenUp` is told
 *   retryAfterMs                                   runs again then, plus up to a second, within an hour
 *   anything else                                  runs again after 0..2, 0..4, 0..8 ... s, at most 5 minutes
 * INTERNAL (anything that is not a coded error, a lost database connection for one) is always tried again.
 *
 * How the delay gets into the row: graphile-worker writes the error's message and its own delay in one UPDATE.
 * A trigger on that UPDATE reads our delay from the message ("... again in 1500 ms") and sets run_at. Tried and
 * rejected: setting run_at before or after (it is overwritten; a crash between the two loses it), and freeing
 * the job ourselves (a late UPDATE of graphile-worker can then hit the next run of the job).
 *
 * Settings chosen by measurement: see THROUGHPUT below.
 */
import {
  Logger,
  parseCrontab,
  run,
  type Runner,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Notification, Pool, PoolClient } from 'pg';
import { type SightlineError, toSightlineError } from '../errors.js';
import { type JobLogger, startWorkerLiveness } from './worker-liveness.js';

/** Beside LISTEN, for a notification that was lost. */
const POLL_INTERVAL_MS = 1_000;
/**
 * Jobs that end within this are completed by one statement. Nobody waits for it: a worker takes its next job at once. A job
 * that a crash finds done and not completed runs again, as it would without.
 */
const COMPLETE_TOGETHER_MS = 10;
/** On stop, how long running tasks may go on before their signal aborts. */
const SHUTDOWN_GRACE_MS = 5_000;
/** A task that ignores its signal is not waited for longer than this, neither by stop() nor by a restart. */
const ABANDON_AFTER_MS = SHUTDOWN_GRACE_MS + 2_000;
const RESTART_DELAY_MS = 500;
const FIRST_RETRY_MAX_MS = 2_000;
const RETRY_MIN_MS = 100;
const RETRY_MAX_MS = 5 * 60_000;
const RETRY_AFTER_MAX_MS = 60 * 60_000;

/**
 * THROUGHPUT. 5,000 empty jobs on the embedded server (fsync on), two busy cores, 10 workers, jobs/s, and
 * p50 from add_job to start:
 *   nothing batched                  1,790    6 ms
 *   completions batched (chosen)     2,240    6 ms
 *   and 50 jobs prefetched           7,200    11 ms
 *   and 200 jobs prefetched         14,200    10 ms
 * Batching is also what keeps a lost connection from ending the process: unbatched, graphile-worker 0.17.3 does
 * not await completions, and a failed one is an unhandled rejection. Prefetching (localQueue) is off unless asked
 * for: it runs jobs of one named queue at the same time (graphile/worker#621), and an urgent job waits behind
 * those already fetched.
 */
const BATCHING = { completeJobBatchDelay: COMPLETE_TOGETHER_MS, failJobBatchDelay: 0 };

export interface JobContext {
  job: { id: string; attempts: number; maxAttempts: number; createdAt: Date };
  /** Aborts some seconds after stop() was called; a task that ignores it may run a second time elsewhere. */
  signal: AbortSignal;
}

export type JobTask = (payload: unknown, context: JobContext) => Promise<void>;

export interface JobRunnerOptions {
  pool: Pool;
  tasks: Record<string, JobTask>;
  concurrency: number;
  /** graphile-worker's crontab text; empty for none. */
  crontab?: string;
  logger: JobLogger;
  sweepIntervalMs?: number;
  /** How many jobs to fetch at once; only where no job has a queue name (see THROUGHPUT). */
  prefetch?: number;
  /** Told when a job will not run again. A crash can swallow the call: reconciliation must look at the rows too. */
  onGivenUp?: (failure: { task: string; jobId: string; code: string }) => void;
}

export interface JobRunnerStats {
  /** True while jobs are being taken: the database is there and this worker's lock is held. */
  working: boolean;
  running: number;
  succeeded: number;
  failed: number;
  givenUp: number;
  /** Jobs of dead workers that this process freed. */
  freed: number;
  restarts: number;
}

export interface JobRunner {
  /** Resolves when jobs are being taken for the first time. */
  ready: Promise<void>;
  /** Resolves when everything has ended after stop(); never rejects. */
  promise: Promise<void>;
  stop(): Promise<void>;
  stats(): JobRunnerStats;
}

/** Starts at once and keeps trying while the database is away. */
export function startJobRunner(options: JobRunnerOptions): JobRunner {
  const { pool, logger, sweepIntervalMs = 2_000 } = options;
  const counts = { running: 0, succeeded: 0, failed: 0, givenUp: 0, freed: 0, restarts: 0 };
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  let runner: Runner | undefined;
  let becomeReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));

  const known = new Set<string>();
  const liveness = startWorkerLiveness({
    pool,
    logger,
    sweepIntervalMs,
    knows: (jobId) => known.has(jobId),
    onFreed: (jobs) => (counts.freed += jobs),
  });
  const taskList: TaskList = Object.fromEntries(
    Object.entries(options.tasks).map(([name, task]) => [
      name,
      guard(name, task, { options, counts, known }),
    ]),
  );

  const runOnce = async (): Promise<void> => {
    const locks = new Map<string, Promise<void>>();
    const release = async () => {
      for (const id of locks.keys()) await liveness.release(id);
    };
    try {
      await prepareJobQueue(pool, logger);
      await liveness.whenConnected();
      if (stopped()) return;
      const events = new EventEmitter() as WorkerEvents;
      noteFetched(events, known);
      wakeForOwnKinds(events, Object.keys(taskList));
      runner = await run({
        pgPool: pool,
        taskList,
        events,
        // Parsed here: with an empty text graphile-worker would look for a file named crontab.
        parsedCronItems: parseCrontab(options.crontab ?? ''),
        noHandleSignals: true,
        logger: toGraphileLogger(logger),
        preset: {
          worker: {
            concurrentJobs: options.concurrency,
            pollInterval: POLL_INTERVAL_MS,
            gracefulShutdownAbortTimeout: SHUTDOWN_GRACE_MS,
            ...BATCHING,
            ...(options.prefetch ? { localQueue: { size: options.prefetch } } : {}),
          },
          plugins: [
            {
              name: 'SightlineLiveness',
              version: '1',
              worker: {
                hooks: {
                  // Awaited before the first job. It must not throw: the worker would go on without a lock.
                  async startWorker(_context, { worker }) {
                    const { id } = worker.workerPool;
                    const lock = locks.get(id) ?? liveness.hold(id);
                    locks.set(id, lock);
                    await lock;
                    becomeReady();
                  },
                },
              },
            },
          ],
        },
      });
      const ended = runner.promise
        .catch((error: unknown) => {
          logger.warn({ code: codeOf(error) }, 'the job runner ended by itself; it starts again');
        })
        .finally(release);
      const abandoned = tooLongInShutdown(runner);
      if (stopped()) void runner.stop().catch(() => undefined);
      await Promise.race([ended, abandoned]);
    } catch (error) {
      await release();
      throw error;
    } finally {
      runner = undefined;
    }
  };

  const supervise = async (): Promise<void> => {
    while (!stopped()) {
      try {
        await runOnce();
      } catch (error) {
        logger.warn({ code: codeOf(error) }, 'the job runner could not start; it tries again');
      }
      if (stopped()) break;
      counts.restarts += 1;
      await sleep(RESTART_DELAY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await liveness.stop();
  };
  const promise = supervise();

  return {
    ready,
    promise,
    async stop() {
      stopping.abort();
      // Rejects when the runner is ending by itself; `promise` tells when everything has ended.
      void runner?.stop().catch(() => undefined);
      await promise;
    },
    stats: () => ({ working: runner !== undefined && liveness.connected(), ...counts }),
  };
}

/** graphile-worker shuts a pool down by itself when it could not record a completion. */
async function tooLongInShutdown(runner: Runner): Promise<void> {
  await once(runner.events, 'pool:gracefulShutdown');
  await sleep(ABANDON_AFTER_MS, undefined, { ref: false });
}

/**
 * Jobs that are added by `addJobs` are told by kind (migrations/0005-jobs.ts), so that they wake this runner only when
 * they are its own. graphile-worker still listens by itself: what others add wakes every runner.
 */
function wakeForOwnKinds(events: WorkerEvents, kinds: readonly string[]): void {
  const channels = kinds.map((kind) => `job:${kind}`);
  const subscriptions = new Map<PoolClient, (told: Notification) => void>();
  let ending = false;
  events.on('pool:gracefulShutdown', () => (ending = true));
  events.on('pool:listen:success', ({ client, workerPool }) => {
    const wake = ({ channel, payload }: Notification) => {
      if (!channels.includes(channel)) return;
      const [count = 1, waitMs = 0] = (payload ?? '').split(' ').map(Number);
      const nudge = () => {
        if (!ending && subscriptions.has(client)) workerPool.nudge(count);
      };
      if (waitMs > 0) setTimeout(nudge, waitMs).unref();
      else nudge();
    };
    subscriptions.set(client, wake);
    client.on('notification', wake);
    // After graphile-worker's own statement; a connection that broke it notices itself, and listens on another.
    client.once('drain', () => {
      client.query(channels.map((channel) => `listen "${channel}"`).join(';')).catch(() => undefined);
    });
  });
  events.on('pool:listen:release', ({ client }) => {
    const wake = subscriptions.get(client);
    if (wake !== undefined) client.removeListener('notification', wake);
    subscriptions.delete(client);
    client.query('unlisten *').catch(() => undefined);
  });
}

// ---- one task --------------------------------------------------------------------------------------------

type Counts = Omit<JobRunnerStats, 'working'>;

/** Jobs fetched ahead arrive before they run; graphile-worker gives some back. */
function noteFetched(events: WorkerEvents, known: Set<string>): void {
  events.on('localQueue:getJobs:complete', ({ jobs }) => {
    for (const { id } of jobs) known.add(id);
  });
  events.on('localQueue:returnJobs', ({ jobs }) => {
    for (const { id } of jobs) known.delete(id);
  });
  events.on('job:complete', ({ job }) => known.delete(job.id));
}

function guard(
  name: string,
  task: JobTask,
  { options, counts, known }: { options: JobRunnerOptions; counts: Counts; known: Set<string> },
): TaskList[string] {
  return async (payload, helpers) => {
    const { id, attempts, max_attempts: maxAttempts, created_at: createdAt } = helpers.job;
    known.add(id);
    counts.running += 1;
    try {
      await task(payload, { job: { id, attempts, maxAttempts, createdAt }, signal: helpers.abortSignal });
      counts.succeeded += 1;
    } catch (thrown) {
      counts.failed += 1;
      const error = toSightlineError(thrown);
      const retryable = error.retryable || error.code === 'INTERNAL';
      const fields = { job: name, jobId: id, attempt: attempts, maxAttempts, ...describe(error) };
      if (!retryable || attempts >= maxAttempts) {
        counts.givenUp += 1;
        options.logger.error(fields, 'a job failed and is given up');
        options.onGivenUp?.({ task: name, jobId: id, code: error.code });
        throw new StoredFailure(`${error.code}; given up`);
      }
      const retryInMs = retryDelayMs({ attempt: attempts, retryAfterMs: error.retryAfterMs });
      options.logger.warn({ ...fields, retryInMs }, 'a job failed; it runs again');
      throw new StoredFailure(`${error.code}; again in ${retryInMs} ms`);
    } finally {
      counts.running -= 1;
    }
  };
}

/** What graphile-worker stores and the trigger reads: a code and a number, no more. */
class StoredFailure extends Error {
  override readonly name = 'StoredFailure';
}

/** Exponential with full jitter: failures that came together do not come back together. */
export function retryDelayMs({
  attempt,
  retryAfterMs,
  random = Math.random,
}: {
  /** 1 for the first failure. */
  attempt: number;
  retryAfterMs?: number | undefined;
  random?: () => number;
}): number {
  if (retryAfterMs !== undefined) {
    return Math.round(Math.min(Math.max(retryAfterMs, 0), RETRY_AFTER_MAX_MS) + random() * 1_000);
  }
  const ceiling = Math.min(RETRY_MAX_MS, FIRST_RETRY_MAX_MS * 2 ** (attempt - 1));
  return Math.round(RETRY_MIN_MS + random() * (ceiling - RETRY_MIN_MS));
}

/** Codes, classes and places; never a message, because the cause of an INTERNAL can be anything. */
function describe(error: SightlineError): object {
  const { code, providerCode } = error;
  if (!(error.cause instanceof Error)) return { code, providerCode };
  const { name, message, stack = '' } = error.cause;
  const frames = stack.startsWith(`${name}: ${message}`) ? stack.slice(name.length + 2 + message.length) : '';
  const at = /\n\s+at (?:.* \()?([^\s()]+:\d+:\d+)\)?/.exec(frames)?.[1];
  return { code, providerCode, causeClass: error.cause.constructor.name, causeCode: codeOf(error.cause), at };
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  // Only what looks like a code: SQLSTATE, errno, ours.
  return typeof code === 'string' && /^[A-Za-z0-9_]{1,40}$/.test(code) ? code : 'NONE';
}

// ---- the queue in the database ---------------------------------------------------------------------------

/** Creates or updates graphile-worker's schema and our trigger in it. Safe to run from many processes. */
export async function prepareJobQueue(pool: Pool, logger: JobLogger): Promise<void> {
  surviveConnectionErrors(pool, logger);
  await runMigrations({ pgPool: pool, noHandleSignals: true, logger: toGraphileLogger(logger) });
  const { rowCount } = await pool.query(`select from pg_trigger where tgname = '${RETRY_TRIGGER}'`);
  if (rowCount === 0) await pool.query(CREATE_RETRY_TRIGGER);
}

const RETRY_TRIGGER = 'sightline_retry_1';

/** `when` picks graphile-worker's UPDATE of a failed job: the lock goes and run_at changes (sql/failJobs). */
const CREATE_RETRY_TRIGGER = `
  begin;
  select pg_advisory_xact_lock(hashtextextended('${RETRY_TRIGGER}', 0));
  create or replace function graphile_worker.${RETRY_TRIGGER}() returns trigger language plpgsql as $$
  declare
    wait_ms bigint := substring(new.last_error from 'again in ([0-9]{1,9}) ms$');
  begin
    if wait_ms is not null then new.run_at := clock_timestamp() + wait_ms * interval '1 millisecond'; end if;
    if new.last_error like '%; given up' then new.attempts := new.max_attempts; end if;
    return new;
  end $$;
  create or replace trigger ${RETRY_TRIGGER} before update on graphile_worker._private_jobs
    for each row when (
      old.locked_by is not null and new.locked_by is null and new.run_at is distinct from old.run_at
    ) execute function graphile_worker.${RETRY_TRIGGER}();
  commit`;

// ---- keeping graphile-worker quiet and alive -------------------------------------------------------------

const guarded = new WeakSet<Pool>();

/** Without listeners, a connection that breaks while idle or in use would end the process. */
function surviveConnectionErrors(pool: Pool, logger: JobLogger): void {
  if (guarded.has(pool)) return;
  guarded.add(pool);
  const note = (error: unknown) => {
    logger.warn({ code: codeOf(error) }, 'a database connection broke');
  };
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
}

/** Its lines carry whole jobs in their details, and error texts: only the first line goes on, without details. */
function toGraphileLogger(logger: JobLogger): Logger {
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const;
  return new Logger(({ workerId }) => (level, message, details) => {
    // guard() has logged the failure with more care.
    if (details?.failure === true) return;
    logger[levels[level]]({ workerId, part: 'graphile-worker' }, firstLine(message));
  });
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 200);
}
