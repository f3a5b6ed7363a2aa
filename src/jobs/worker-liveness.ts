/**
 * Frees the jobs of dead workers within seconds, and never those of a living one.
 *
 * graphile-worker marks a job with the id of the pool that took it (`locked_by`) and frees it only after four
 * hours. So every process holds, for each of its pool ids, a session-level advisory lock on one connection of its
 * own: PostgreSQL drops the lock when the process dies, and keeps it however slow the process is. Every
 * process also sweeps: an id that has jobs and no lock, in two sweeps running, is dead.
 *
 * How long it takes: a killed process's lock goes at once, so its jobs are free after at most two intervals
 * (4 s). A machine that vanished is noticed by TCP keepalive after 6 s more.
 *
 * What protects a living worker:
 *   blocked event loop        nothing to do: the kernel keeps the connection; no timer of ours closes it
 *   connection lost           taken again within RECONNECT_MS, far below the two sweeps of the others
 *   database restarted        all lost their locks: nobody is judged in the server's first seconds, and a
 *                             sweeper that lost its own connection forgets whom it suspected
 *   taken while being freed   the sweeper holds the lock exclusively while it frees: one of the two waits
 *   cut off from the database longer than the sweeps: its jobs are taken, rightly; what it still does is done
 *                             twice, so every task must be idempotent (delivery rows, idempotency keys)
 * Strays: a job that the server gave out while the connection broke is locked by a living worker that never saw it. An
 * own id's job that its runner does not know, in two sweeps running, is freed as well.
 *
 * The locks are shared ones, so that two ids with one hash, or our own old session that the server has not
 * yet given up, never wait for each other. A pooler in transaction mode (PgBouncer) cannot carry any of this.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';

/** Namespace of our advisory locks (two-key form); any constant that no one else uses. */
const LOCK_CLASS = 0x5167_4c57; // "SgLW"
const RECONNECT_MS = 250;
const CONNECT_TIMEOUT_MS = 5_000;
/** After a restart every worker needs a moment to take its lock again. */
const SERVER_GRACE_SECONDS = 5;
/** Ticks, not time: after a blocked event loop the answer is read before the next tick counts. */
const MAX_TICKS_WITHOUT_ANSWER = 5;

/** The part of a pino logger that is used here. */
export interface JobLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface WorkerLiveness {
  /** Resolves once the lock for this pool id is held (or stop() was called); waits while the database is away. */
  hold(workerId: string): Promise<void>;
  /** Gives the lock up, so that jobs left under this id are freed by the next sweeps. */
  release(workerId: string): Promise<void>;
  /** Resolves when the connection that carries the locks is open (or stop() was called). */
  whenConnected(): Promise<void>;
  /** True while the connection that carries the locks is open. */
  connected(): boolean;
  stop(): Promise<void>;
}

export function startWorkerLiveness({
  pool,
  logger,
  sweepIntervalMs,
  knows,
  onFreed,
}: {
  /** Only its connection settings are used. */
  pool: Pool;
  logger: JobLogger;
  sweepIntervalMs: number;
  /** Whether this process has the job: fetched, running, or being completed. */
  knows: (jobId: string) => boolean;
  onFreed: (jobs: number) => void;
}): WorkerLiveness {
  const held = new Set<string>();
  const stopping = new AbortController();
  let suspects = new Set<string>();
  let strays = new Set<string>();
  let session: Client | undefined;
  /** The ids locked in the session that is open. */
  let locked = new Set<string>();
  let ticksWithoutAnswer = 0;

  const connect = async (): Promise<void> => {
    const client = new Client({
      ...pool.options,
      password: pool.options.password, // not enumerable, so the spread leaves it out
      application_name: 'sightline-liveness',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 2_000,
    });
    const lost = () => {
      if (session !== client) return;
      session = undefined;
      suspects = new Set();
      strays = new Set();
      locked = new Set();
      if (!stopping.signal.aborted) logger.warn({}, 'lost the connection that shows this worker is alive');
    };
    client.on('error', lost);
    client.on('end', lost);
    const ids = [...held];
    try {
      await client.connect();
      await client.query(SESSION_SETTINGS);
      await client.query(LOCK, [LOCK_CLASS, ids]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    locked = new Set(ids);
    session = client;
  };

  const keepConnected = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      if (session === undefined) {
        try {
          await connect();
          failures = 0;
        } catch (error) {
          failures += 1;
          if (failures === 1) logger.warn({ code: codeOf(error) }, 'cannot reach the database; trying again');
        }
      }
      await pause(RECONNECT_MS);
    }
  };

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  const sweep = async (): Promise<void> => {
    const client = session;
    if (client === undefined) return;
    const { rows } = await client.query<{ locked_by: string }>(FIND_UNLOCKED, [
      LOCK_CLASS,
      SERVER_GRACE_SECONDS,
    ]);
    const unlocked = rows.map(({ locked_by }) => locked_by).filter((id) => !held.has(id));
    const dead = unlocked.filter((id) => suspects.has(id));
    suspects = new Set(unlocked);
    for (const id of dead) {
      const jobs = await free(client, id);
      suspects.delete(id);
      if (jobs === undefined) continue;
      onFreed(jobs);
      logger.warn({ workerId: id, jobs }, 'freed the jobs of a worker that is gone');
    }
    await freeStrays(client);
  };

  const freeStrays = async (client: Client): Promise<void> => {
    const { rows } = await client.query<{ id: string }>(JOBS_OF_ANY, [[...held]]);
    const unknown = rows.map(({ id }) => id).filter((id) => !knows(id));
    const lost = unknown.filter((id) => strays.has(id));
    strays = new Set(unknown);
    if (lost.length === 0) return;
    const freed = await client.query(FREE_STRAYS, [lost, [...held]]);
    await client.query(WAKE_WORKERS, [lost.length]);
    onFreed(freed.rowCount ?? 0);
    logger.warn({ jobs: freed.rowCount ?? 0 }, 'freed jobs that were given out and never arrived');
  };

  let sweeping = false;
  const tick = () => {
    if (sweeping) {
      ticksWithoutAnswer += 1;
      // Dead without a word from the network. end() would wait for an answer; the socket is closed instead.
      if (ticksWithoutAnswer >= MAX_TICKS_WITHOUT_ANSWER) session?.connection.stream.destroy();
      return;
    }
    sweeping = true;
    ticksWithoutAnswer = 0;
    sweep()
      .catch((error: unknown) => {
        logger.warn({ code: codeOf(error) }, 'a sweep for dead workers failed; the next one follows');
      })
      .finally(() => (sweeping = false));
  };
  const timer = setInterval(tick, sweepIntervalMs);
  const connecting = keepConnected();

  return {
    async hold(workerId) {
      held.add(workerId);
      while (!stopping.signal.aborted) {
        try {
          if (session !== undefined && !locked.has(workerId)) {
            await session.query(LOCK, [LOCK_CLASS, [workerId]]);
            locked.add(workerId);
          }
          if (locked.has(workerId)) return;
        } catch (error) {
          logger.debug({ code: codeOf(error) }, 'could not take the lock of this worker; trying again');
        }
        await pause(20);
      }
    },
    async release(workerId) {
      held.delete(workerId);
      if (!locked.delete(workerId)) return;
      await session?.query(UNLOCK, [LOCK_CLASS, workerId]).catch(() => undefined);
    },
    async whenConnected() {
      while (session === undefined && !stopping.signal.aborted) await pause(20);
    },
    connected: () => session !== undefined,
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await connecting;
      await session?.end().catch(() => undefined);
    },
  };
}

/** Gives the number of jobs freed, or undefined when the worker turned out to be alive. */
async function free(client: Client, workerId: string): Promise<number | undefined> {
  await client.query('begin');
  try {
    const { rows } = await client.query<{ dead: boolean }>(TRY_EXCLUSIVE, [LOCK_CLASS, workerId]);
    if (rows[0]?.dead !== true) {
      await client.query('rollback');
      return undefined;
    }
    const freed = await client.query<{ id: string; exhausted: boolean }>(JOBS_OF, [workerId]);
    await client.query('select graphile_worker.force_unlock_workers(array[$1])', [workerId]);
    const exhausted = freed.rows.filter((job) => job.exhausted).map(({ id }) => id);
    if (exhausted.length > 0) await client.query(GIVE_ONE_MORE_ATTEMPT, [exhausted]);
    if (freed.rows.length > 0) await client.query(WAKE_WORKERS, [freed.rows.length]);
    await client.query('commit');
    return freed.rows.length;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The server notices a vanished machine after 3 + 3 x 1 s. Nothing may close or delay an idle session. */
const SESSION_SETTINGS = `
  set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3;
  set idle_session_timeout = 0; set statement_timeout = 0; set lock_timeout = 0`;

const LOCK = `select pg_advisory_lock_shared($1, hashtext(id)) from unnest($2::text[]) as held (id)`;

const UNLOCK = `select pg_advisory_unlock_shared($1, hashtext($2))`;

/** Ids with jobs (or with a queue) whose lock nobody holds. pg_locks shows the keys as unsigned oids. */
const FIND_UNLOCKED = `
  select locked_by from (
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union
    select locked_by from graphile_worker._private_job_queues where locked_by is not null
  ) as workers
  where pg_postmaster_start_time() < now() - $2 * interval '1 second'
    and not exists (
      select from pg_locks
      where locktype = 'advisory' and granted and objsubid = 2
        and database = (select oid from pg_database where datname = current_database())
        and classid::bigint = $1
        and objid::bigint = hashtext(workers.locked_by)::bigint & 4294967295
    )`;

const TRY_EXCLUSIVE = `select pg_try_advisory_xact_lock($1, hashtext($2)) as dead`;

const JOBS_OF = `
  select id, attempts >= max_attempts as exhausted
  from graphile_worker._private_jobs where locked_by = $1 for update`;

const JOBS_OF_ANY = `select id from graphile_worker._private_jobs where locked_by = any($1)`;

/** run_at stays, so that the trigger of runner.ts sees no failure in it. */
const FREE_STRAYS = `
  update graphile_worker._private_jobs
  set locked_by = null, locked_at = null, attempts = least(attempts, max_attempts - 1)
  where id = any($1::bigint[]) and locked_by = any($2)`;

/** The crash used the last attempt; without another the job would lie there unseen for ever. */
const GIVE_ONE_MORE_ATTEMPT = `
  select graphile_worker.reschedule_jobs(array[id], attempts => max_attempts - 1)
  from graphile_worker._private_jobs where id = any($1::bigint[])`;

/** The notification add_job sends (graphile-worker 0.17, sql/000018.sql). */
const WAKE_WORKERS = `select pg_notify('jobs:insert', json_build_object('r', random(), 'count', $1::int)::text)`;

function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'NONE';
}
