/** Adding jobs in one short statement that wakes only the lanes concerned, and a jobs table that is kept small. */

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(ADD_JOBS).execute(db);
  // Every job leaves two dead rows: by the server's defaults they would be cleared once in thousands of jobs.
  await sql`
    alter table graphile_worker._private_jobs set (
      autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
      autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 500)`.execute(db);
}

/**
 * As graphile-worker's own add_jobs (0.17, sql/000018.sql), except that it notifies `job:<kind>`, so that a lane hears
 * of its own kinds only, and not of jobs whose time is far: of those due within five seconds it hears in how many
 * milliseconds, since it looks by the clock but once a second. A job that is running when its key is added again runs
 * on without the key, and the new one runs after it. Those that wait are locked first: a worker that took one in between
 * would run it without what this transaction writes, and nothing would be added. Its plans are kept: by default a list of keys
 * is planned anew each time.
 */
const ADD_JOBS = `
  create function add_jobs(jobs json) returns void language plpgsql set plan_cache_mode = force_generic_plan as $$
  declare
    keys text[] := array(select spec ->> 'key' from json_array_elements(jobs) spec where spec ->> 'key' is not null);
    due record;
  begin
    if cardinality(keys) > 0 then
      perform from graphile_worker._private_jobs where key = any(keys) order by key for update;
      update graphile_worker._private_jobs set key = null, attempts = max_attempts, updated_at = now()
      where key = any(keys) and is_available is not true;
    end if;
    if exists (
      select spec ->> 'kind' from json_array_elements(jobs) spec
      except select identifier from graphile_worker._private_tasks)
    then
      insert into graphile_worker._private_tasks (identifier)
      select distinct spec ->> 'kind' from json_array_elements(jobs) spec on conflict do nothing;
    end if;
    insert into graphile_worker._private_jobs as j (task_id, payload, run_at, max_attempts, key, priority)
    select t.id, spec.payload, coalesce(spec.run_at, now()), spec.max_attempts, spec.key, spec.priority
    from json_to_recordset(jobs)
      as spec (kind text, payload json, run_at timestamptz, max_attempts int, key text, priority int)
      join graphile_worker._private_tasks t on t.identifier = spec.kind
    on conflict (key) do update set
      task_id = excluded.task_id, payload = excluded.payload, run_at = excluded.run_at,
      max_attempts = excluded.max_attempts, priority = excluded.priority, revision = j.revision + 1,
      attempts = 0, last_error = null, updated_at = now()
    where j.locked_at is null;
    for due in
      select kind, wait_ms, count(*) as count from (
        select kind, greatest(ceil(extract(epoch from coalesce(run_at, now()) - clock_timestamp()) * 1000), 0) as wait_ms
        from json_to_recordset(jobs) as spec (kind text, run_at timestamptz)) told
      where wait_ms < 5000 group by kind, wait_ms
    loop
      -- Two alike in one transaction would be told as one.
      perform pg_notify('job:' || due.kind, due.count || ' ' || due.wait_ms || ' ' || random());
    end loop;
  end $$`;
