/**
 * The server as a client sees it: its address, the database `sightline`, and whose data it serves. A
 * connection string holds the password, so it must not be logged.
 */
import * as fs from 'node:fs/promises';
import { Client } from 'pg';
import { codeOf } from './faults.js';

/** The database, and the user that owns it. */
export const DATABASE = 'sightline';

export function connectionString(port: number, password: string, database: string): string {
  return `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${database}`;
}

export async function createDatabase(adminConnectionString: string): Promise<void> {
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

/** Does the server on this port take our password, and does it serve our folder? */
export async function ask(
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
