/**
 * `/healthz` says that the process runs; `/readyz` whether it can take messages (the database answers) and, in words an
 * operator can act on, what waits longer than it should. Something waiting at the other side is `degraded`, not
 * unready: taking the web process out of service for it would lose messages.
 */

import { sql } from 'kysely';
import { listRouteHealth } from '../store/queries/route-gate.js';
import { type Store } from '../store/store.js';

export interface Readiness {
  ready: boolean;
  database: 'ok' | 'unreachable';
  /** Each a sentence: what waits, how many, since when. */
  degraded: string[];
}

/** Longer than this and a delivery, a card or an answer counts as late. */
const LATE_AFTER_SECONDS = 15;
const DATABASE_TIMEOUT_MS = 2000;

interface LateRow {
  what: string;
  waiting: string;
  since: Date;
  code: string | null;
}

export async function checkReadiness(store: Store): Promise<Readiness> {
  try {
    const late = await withTimeout(findLate(store), DATABASE_TIMEOUT_MS);
    return { ready: true, database: 'ok', degraded: late.map(describeLate) };
  } catch {
    return {
      ready: false,
      database: 'unreachable',
      degraded: ['database: no answer; webhooks answer 503 until it is back'],
    };
  }
}

function describeLate(row: LateRow): string {
  const code = row.code === null ? '' : `, last error ${row.code}`;
  return `${row.what}: ${row.waiting} waiting since ${row.since.toISOString()}${code}`;
}

async function findLate(store: Store): Promise<LateRow[]> {
  const late = sql`now() - make_interval(secs => ${LATE_AFTER_SECONDS})`;
  const result = await sql<LateRow>`
    select 'hotline ' || route as what, count(*) as waiting, min(created_at) as since, max(last_error_code) as code
      from deliveries where state in ('queued', 'attempting') and created_at < ${late} group by route
    union all
    select 'hotline ' || route || ' failed for good', count(*), min(created_at), max(last_error_code)
      from deliveries where state = 'failed' and created_at > now() - interval '1 day' group by route
    union all
    select 'hotline ' || route || ' rests after failing; tips go by the next route', count(*) filter (where waits), min(rests_until), max(last_error_code)
      from (select r.route, r.rests_until, r.last_error_code, d.id is not null as waits from hotline_routes r
              left join deliveries d on d.route = r.route and d.state in ('queued', 'attempting')
             where r.rests_until is not null) as resting group by route
    union all
    select 'liaison cards', count(*), min(created_at), null
      from liaison_cards where state in ('queued', 'posting') and created_at < ${late} having count(*) > 0
    union all
    select 'liaison cards failed for good', count(*), min(created_at), null
      from liaison_cards where state = 'failed' having count(*) > 0
    union all
    select 'answers to witnesses failed for good', count(*), min(created_at), max(error_code)
      from outbound_messages where state = 'failed' and created_at > now() - interval '1 day' having count(*) > 0
    union all
    select 'alerts to the operators', count(*), min(created_at), null
      from graphile_worker.jobs
      where task_identifier = 'alertOperators' and (attempts > 0 or created_at < ${late}) having count(*) > 0
    union all
    select 'notices by ' || via || case when state = 'failed' then ' failed for good' else '' end, count(*),
        min(created_at), max(error_code)
      from notices where state in ('queued', 'sending') and created_at < ${late}
        or state = 'failed' and created_at > now() - interval '1 day'
      group by via, state = 'failed', case when state = 'failed' then ' failed for good' else '' end
    union all
    select 'answers to witnesses', count(*), min(created_at), null
      from outbound_messages where state in ('queued', 'sending') and created_at < ${late} having count(*) > 0
  `.execute(store.db);
  return result.rows;
}

/** For metrics: which routes rest, by name. */
export async function listRestingRoutes(store: Store): Promise<{ route: string; rests: boolean }[]> {
  const rows = await listRouteHealth(store);
  return rows.map(({ route, restsUntil }) => ({ route, rests: restsUntil !== null }));
}

async function withTimeout<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('timed out'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
