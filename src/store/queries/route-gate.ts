/** What all processes know of a route to the hotline: one row each, changed under its lock. See handoff/breaker.ts. */

import { sql } from 'kysely';
import { type DeliveryRoute, type DeliveryState } from '../schema.js';
import { type Store, type Tx } from '../store.js';

export interface RouteRow {
  failures: number;
  rests: number;
  restsUntil: Date | null;
  probe: string | null;
  probeUntil: Date | null;
  lastErrorCode: string | null;
  minuteAt: Date | null;
  minuteCount: number;
  hourAt: Date | null;
  hourCount: number;
}

const COLUMNS = `failures, rests, rests_until as "restsUntil", probe, probe_until as "probeUntil",
  last_error_code as "lastErrorCode", minute_at as "minuteAt", minute_count as "minuteCount",
  hour_at as "hourAt", hour_count as "hourCount"`;

export interface WaitingDelivery {
  route: DeliveryRoute;
  state: DeliveryState;
  tipId: string;
  revision: number;
  urgency: string;
  /** The route has failed since it last worked, or rests. */
  inTrouble: boolean;
}

/** One cheap look before an attempt; a route that works needs no more than this. */
export async function findWaitingDelivery(tx: Tx, deliveryId: string): Promise<WaitingDelivery | undefined> {
  const rows = await tx.query<{ [Name in keyof WaitingDelivery]: WaitingDelivery[Name] }>(
    'find_waiting_delivery',
    `select d.route, d.state, d.tip_id as "tipId", d.revision, t.urgency,
       coalesce(r.failures > 0 or r.rests_until is not null, false) as "inTrouble"
     from deliveries d join tips t on t.id = d.tip_id left join hotline_routes r on r.route = d.route
     where d.id = $1`,
    [deliveryId],
  );
  return rows[0];
}

/** Locked until the transaction ends; made when it is not there. */
export async function lockRoute(tx: Tx, route: DeliveryRoute): Promise<RouteRow> {
  await tx.query('add_route', 'insert into hotline_routes (route) values ($1) on conflict do nothing', [
    route,
  ]);
  const [row] = await tx.query<{ [Name in keyof RouteRow]: RouteRow[Name] }>(
    'lock_route',
    `select ${COLUMNS} from hotline_routes where route = $1 for update`,
    [route],
  );
  if (row === undefined) throw new RangeError(`no route ${route}`);
  return row;
}

export async function saveRoute(tx: Tx, route: DeliveryRoute, row: RouteRow): Promise<void> {
  await tx.query(
    'save_route',
    `update hotline_routes set failures = $2, rests = $3, rests_until = $4, probe = $5, probe_until = $6,
       last_error_code = $7, minute_at = $8, minute_count = $9, hour_at = $10, hour_count = $11
     where route = $1`,
    [
      route,
      row.failures,
      row.rests,
      row.restsUntil,
      row.probe,
      row.probeUntil,
      row.lastErrorCode,
      row.minuteAt,
      row.minuteCount,
      row.hourAt,
      row.hourCount,
    ],
  );
}

/** An operator says: try it now. */
export async function endRest(tx: Tx, route: DeliveryRoute, now: Date): Promise<void> {
  await tx.query(
    'end_rest',
    `update hotline_routes set rests_until = $2, probe = null, probe_until = null
     where route = $1 and rests_until > $2`,
    [route, now],
  );
}

export interface RouteHealth {
  route: DeliveryRoute;
  failures: number;
  restsUntil: Date | null;
  lastErrorCode: string | null;
}

/** For health and metrics. */
export async function listRouteHealth(store: Pick<Store, 'db'>): Promise<RouteHealth[]> {
  const { rows } = await sql<RouteHealth>`
    select route, failures, rests_until as "restsUntil", last_error_code as "lastErrorCode"
      from hotline_routes order by route`.execute(store.db);
  return rows;
}
