/**
 * The one door to the database: a pool, Kysely for colder queries, and `transaction` for the hot path, which
 * runs named prepared statements on one connection. A lost connection surfaces as DATABASE_UNAVAILABLE, so
 * that an edge can answer 503.
 */

import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { SightlineError } from '../errors.js';
import { type Database } from './schema.js';

/** A transaction in progress. `query` prepares each named statement once a connection. */
export interface Tx {
  query<Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>;
}

export interface Store {
  pool: Pool;
  db: Kysely<Database>;
  /**
   * Runs `work` between BEGIN and COMMIT on one connection; any throw rolls everything back. When the database picked it
   * as the victim of a deadlock, `work` runs again from its beginning. Once `signal` aborts it
   * throws DATABASE_UNAVAILABLE whatever the database does; a COMMIT on its way then may or may not have happened.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>, options?: { signal?: AbortSignal }): Promise<Result>;
  /**
   * Runs `work` that makes exactly one statement, which is a transaction by itself: as durable as `transaction`,
   * in one round trip instead of three. A second statement throws. As its deadlock's victim it runs again.
   */
  statement<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** When the database last answered a statement of a transaction, by `performance.now()`; 0 before the first. */
  lastAnswerAt: () => number;
  close(): Promise<void>;
}

export interface StoreOptions {
  connectionString: string;
  maxConnections?: number;
  applicationName?: string;
  /** Told when a connection is lost, idle or in use; without a listener that would end the process. */
  onConnectionLost?: (error: Error) => void;
}

/** Also bounds the wait for a free connection; a webhook gives up earlier when the database is silent (patience.ts). */
const CONNECT_TIMEOUT_MS = 12_000;
const DEADLOCK = '40P01';
const MAX_RUNS = 4;
/** Two victims must not meet again at once. */
const RUN_AGAIN_WITHIN_MS = 50;
/**
 * A query without a word from the server for this long has lost its server: TCP alone would notice after a quarter
 * of an hour when that machine vanished. Longer than any lock is waited for (LOCK_WAIT_MS in liaison/).
 */
const SILENCE_TIMEOUT_MS = 30_000;

export function createStore(options: StoreOptions): Store {
  const pool = new Pool({
    connectionString: options.connectionString,
    max: options.maxConnections ?? 16,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: options.applicationName ?? 'sightline',
    keepAlive: true,
  });
  // pg-pool listens on idle clients only: one lost inside a transaction would be an uncaught 'error' event and end
  // the process. Whoever holds it learns of it from the query that fails.
  const noteError = (error: Error) => options.onConnectionLost?.(error);
  pool.on('error', noteError);
  pool.on('connect', (client) => {
    client.on('error', noteError);
    closeWhenSilent(client);
  });
  const pulse: Pulse = { lastAnswerAt: 0 };
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return {
    pool,
    db,
    transaction: (work, { signal } = {}) =>
      signal === undefined ? runTransaction(pool, pulse, work) : runBounded(pool, pulse, work, signal),
    statement: (work) => againAfterDeadlock(() => runStatement(pool, pulse, work)),
    lastAnswerAt: () => pulse.lastAnswerAt,
    // Not db.destroy(): Kysely leaves a pool open that it never drew from.
    close: () => pool.end(),
  };
}

/** What of pg's client is not in its types. */
interface ClientInternals {
  connection: { stream: Socket };
  readyForQuery: boolean;
}

function internalsOf(client: PoolClient): ClientInternals {
  return client as unknown as ClientInternals;
}

function closeWhenSilent(client: PoolClient): void {
  const { stream } = internalsOf(client).connection;
  stream.setTimeout(SILENCE_TIMEOUT_MS, () => {
    if (!internalsOf(client).readyForQuery) stream.destroy();
  });
}

async function runBounded<Result>(
  pool: Pool,
  pulse: Pulse,
  work: (tx: Tx) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const late = () => new SightlineError('DATABASE_UNAVAILABLE', 'the database did not answer in time');
  if (signal.aborted) throw late();
  let giveUp: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    giveUp = () => {
      reject(late());
    };
    signal.addEventListener('abort', giveUp);
  });
  try {
    return await Promise.race([runTransaction(pool, pulse, work, signal), aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function runTransaction<Result>(
  pool: Pool,
  pulse: Pulse,
  work: (tx: Tx) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  return againAfterDeadlock(() => runTransactionOnce(pool, pulse, work, signal));
}

async function againAfterDeadlock<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let run = 1; ; run += 1)
    try {
      return await attempt();
    } catch (thrown) {
      if ((thrown as { code?: unknown }).code !== DEADLOCK || run === MAX_RUNS) throw thrown;
      await sleep(Math.random() * RUN_AGAIN_WITHIN_MS);
    }
}

async function runTransactionOnce<Result>(
  pool: Pool,
  pulse: Pulse,
  work: (tx: Tx) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const client = await connect(pool);
  if (signal?.aborted === true) {
    client.release();
    throw new SightlineError('DATABASE_UNAVAILABLE', 'the database was reached too late');
  }
  // Closed rather than handed back: the query that hangs would hold up whoever got it next.
  const abandon = () => internalsOf(client).connection.stream.destroy();
  let failure: Error | undefined;
  try {
    signal?.addEventListener('abort', abandon);
    await client.query('begin');
    const result = await work(createTx(client, pulse));
    await client.query('commit');
    return result;
  } catch (thrown) {
    if (isConnectionFailure(thrown)) failure = toError(thrown);
    else await client.query('rollback').catch((error: unknown) => (failure = error as Error));
    throw toStoreFault(thrown);
  } finally {
    signal?.removeEventListener('abort', abandon);
    client.release(failure);
  }
}

async function runStatement<Result>(
  pool: Pool,
  pulse: Pulse,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const client = await connect(pool);
  let failure: Error | undefined;
  try {
    return await work(allowOne(createTx(client, pulse)));
  } catch (thrown) {
    if (isConnectionFailure(thrown)) failure = toError(thrown);
    throw toStoreFault(thrown);
  } finally {
    client.release(failure);
  }
}

function allowOne(tx: Tx): Tx {
  let used = false;
  return {
    query: (name, text, values) => {
      if (used) return Promise.reject(new SightlineError('INTERNAL', `${name}: a second statement`));
      used = true;
      return tx.query(name, text, values);
    },
  };
}

function toStoreFault(thrown: unknown): unknown {
  if (!isConnectionFailure(thrown)) return thrown;
  return new SightlineError('DATABASE_UNAVAILABLE', 'the database connection was lost', { cause: thrown });
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('connection failed');
}

/** A sign of life, shared by all connections of a store. */
interface Pulse {
  lastAnswerAt: number;
}

function createTx(client: PoolClient, pulse: Pulse): Tx {
  return {
    query: async <Row extends QueryResultRow>(name: string, text: string, values: readonly unknown[]) => {
      const { rows } = await client.query<Row>({ name, text, values: [...values] });
      pulse.lastAnswerAt = performance.now();
      return rows;
    },
  };
}

async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new SightlineError('DATABASE_UNAVAILABLE', 'the database cannot be reached', { cause });
  }
}

/** SQLSTATE classes 08 (connection), 57P0x (shutdown, crash), 53 (too many connections): https://www.postgresql.org/docs/18/errcodes-appendix.html */
const CONNECTION_SQLSTATE = /^(08|53|57P0)/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

/** True when the fault lies with reaching the database rather than with the query. */
export function isConnectionFailure(thrown: unknown): boolean {
  if (thrown instanceof SightlineError) return thrown.code === 'DATABASE_UNAVAILABLE';
  // By shape: a socket's error is made by Node and, in the tests, of another realm than ours.
  const { code, message } = (thrown ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (CONNECTION_SQLSTATE.test(code) || SOCKET_CODES.has(code))) return true;
  return (
    typeof message === 'string' &&
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      message,
    )
  );
}
