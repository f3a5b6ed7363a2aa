/** The order of routes: every state of a delivery with its evidence, resting routes, and the desk's tasks. */

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table deliveries add evidence text, add attempts_forgiven int not null default 0,
      add attempts_in_vain int not null default 0;

    create table delivery_events (
      id bigint generated always as identity primary key, delivery_id uuid not null references deliveries,
      state text not null, evidence text, at timestamptz not null default clock_timestamp());
    create index delivery_events_by_delivery on delivery_events (delivery_id, id);

    create table hotline_routes (
      route text primary key, failures int not null default 0, rests int not null default 0,
      rests_until timestamptz, probe uuid, probe_until timestamptz, last_error_code text,
      minute_at timestamptz, minute_count int not null default 0,
      hour_at timestamptz, hour_count int not null default 0);

    create table desk_tasks (
      tip_id uuid primary key references tips, channel text, message_ts text,
      state text not null default 'queued', claimed_at timestamptz, posted_at timestamptz,
      revision_shown int not null default 0, parts_shown int not null default 0,
      taken_by text, taken_at timestamptz, told_at timestamptz,
      created_at timestamptz not null);

    create table heartbeats (
      id uuid primary key, started_at timestamptz not null, ended_at timestamptz, outcome text, tip_id uuid);
    create index heartbeats_by_time on heartbeats (started_at);
  `.execute(db);
  await sql.raw(NOTE_EVENTS).execute(db);
}

/**
 * By a trigger, so that no statement can change a delivery without leaving a trace. Evidence is codes: what the
 * statement wrote as evidence, else a receipt, an error's code or the number of the attempt.
 */
const NOTE_EVENTS = `
  create function note_delivery_event() returns trigger language plpgsql as $$
  declare
    said text := new.evidence;
  begin
    if tg_op = 'UPDATE' then
      if (new.state, new.attempts, new.evidence, new.receipt, new.last_error_code)
        is not distinct from (old.state, old.attempts, old.evidence, old.receipt, old.last_error_code)
      then return null; end if;
      if new.evidence is not distinct from old.evidence then
        said := case
          when new.attempts > old.attempts then 'attempt ' || new.attempts
          when new.last_error_code is distinct from old.last_error_code and new.last_error_code is not null
            then new.last_error_code
          when new.state in ('handed_over', 'acknowledged') then new.receipt
        end;
      end if;
    end if;
    insert into delivery_events (delivery_id, state, evidence) values (new.id, new.state, said);
    return null;
  end $$;
  create trigger note_delivery_event after insert or update on deliveries
    for each row execute function note_delivery_event();

  create function refuse_change() returns trigger language plpgsql as $$
  begin raise exception 'rows of % are only added', tg_table_name; end $$;
  create trigger delivery_events_only_grow before update on delivery_events
    for each row execute function refuse_change()`;
