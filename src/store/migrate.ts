/**
 * Brings a database to the current schema: graphile-worker's own migrations, then ours through Kysely's
 * Migrator, which takes a lock, so that any number of processes may start together.
 */

import { runMigrations } from 'graphile-worker';
import { Kysely, Migrator, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { SightlineError } from '../errors.js';
import * as spine from './migrations/0001-spine.js';
import * as desk from './migrations/0002-desk.js';
import * as voice from './migrations/0003-voice.js';
import * as handOff from './migrations/0004-hand-off.js';
import * as jobs from './migrations/0005-jobs.js';

/** Add a migration here and nowhere else; names sort in the order they run and never change. */
const MIGRATIONS = {
  '0001-spine': spine,
  '0002-desk': desk,
  '0003-voice': voice,
  '0004-hand-off': handOff,
  '0005-jobs': jobs,
};

/** Runs every migration not yet applied. Throws DATABASE_UNAVAILABLE with the failing migration's name. */
export async function migrate(connectionString: string): Promise<void> {
  await runMigrations({ connectionString }).catch((cause: unknown) => {
    const { code } = (cause ?? {}) as { code?: unknown };
    const why = typeof code === 'string' ? code : 'no code';
    throw new SightlineError(
      'DATABASE_UNAVAILABLE',
      `the database cannot be reached or prepared (${why}); check DATABASE_URL and the server it names`,
      { cause },
    );
  });
  const pool = new Pool({ connectionString, max: 2, application_name: 'sightline migrate' });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) {
      const failed =
        results?.find((result) => result.status === 'Error')?.migrationName ?? 'before the first';
      throw new SightlineError('DATABASE_UNAVAILABLE', `migration ${failed} failed`, { cause: error });
    }
  } finally {
    await db.destroy();
  }
}
