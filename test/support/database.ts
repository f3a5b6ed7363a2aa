/**
 * A database of its own for a test, copied from the migrated template of this run (global-setup.mjs).
 * Tests may run in parallel and may leave anything behind: the server is removed after the run.
 */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

const TEMPLATE = 'sightline_template';

export interface TestDatabase {
  connectionString: string;
  /** Cuts off whoever is still connected. Not calling it is no harm; it only frees disk early. */
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Of the two strategies the one without checkpoints, which would stall tests that run beside this one.
  await asAdministrator(`create database ${name} template ${TEMPLATE} strategy wal_log`);
  const address = new URL(administratorAddress());
  address.pathname = `/${name}`;
  return {
    connectionString: address.href,
    drop: () => asAdministrator(`drop database if exists ${name} with (force)`),
  };
}

async function asAdministrator(sql: string): Promise<void> {
  const client = new Client({ connectionString: administratorAddress() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function administratorAddress(): string {
  const address = process.env.SIGHTLINE_TEST_DATABASE;
  if (address === undefined) throw new Error('no test server: jest.config.js must name global-setup.mjs');
  return address;
}
