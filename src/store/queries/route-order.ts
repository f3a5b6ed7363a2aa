/** Where a tip revision stands on its way to the hotline, and the deliveries of its next step. */

import { addJobs, deliveryJob, PRIORITY } from '../queue.js';
import { type DeliveryRoute, type DeliveryState } from '../schema.js';
import { type Tx } from '../store.js';
import { deliveryKey } from './tip-revisions.js';

export interface RevisionStanding {
  /** The tip's newest. */
  revision: number;
  status: string;
  urgency: string;
  isTest: boolean;
  /** Of the revision asked about. */
  createdAt: Date;
  /** The operators were told that no route is left. */
  toldNone: boolean;
}

export interface StandingDelivery {
  route: DeliveryRoute;
  state: DeliveryState;
  createdAt: Date;
  /** Its route rests: it will not leave soon. */
  resting: boolean;
}

/** Locks the tip, so that no newer revision is written meanwhile. */
export async function lockStanding(
  tx: Tx,
  tipId: string,
  revision: number,
): Promise<{ tip: RevisionStanding; deliveries: StandingDelivery[] } | undefined> {
  const [tip] = await tx.query<{ [Name in keyof RevisionStanding]: RevisionStanding[Name] }>(
    'lock_standing',
    `select t.revision, t.status, t.urgency, t.is_test as "isTest", r.created_at as "createdAt",
       exists (select from tip_events e where e.tip_id = t.id and e.kind = 'no_route_left'
               and e.detail = 'r' || r.revision) as "toldNone"
     from tips t join tip_revisions r on r.tip_id = t.id and r.revision = $2
     where t.id = $1 for update of t`,
    [tipId, revision],
  );
  if (tip === undefined) return undefined;
  const deliveries = await tx.query<{ [Name in keyof StandingDelivery]: StandingDelivery[Name] }>(
    'list_standing_deliveries',
    `select d.route, d.state, d.created_at as "createdAt", coalesce(r.rests_until is not null, false) as resting
     from deliveries d left join hotline_routes r on r.route = d.route
     where d.tip_id = $1 and d.revision = $2 order by d.created_at`,
    [tipId, revision],
  );
  return { tip, deliveries };
}

/** One delivery a route, with its job. A route that has this revision already keeps what it has. */
export async function addDeliveries(
  tx: Tx,
  step: {
    tipId: string;
    revision: number;
    routes: readonly DeliveryRoute[];
    urgent: boolean;
    now: Date;
  },
): Promise<void> {
  const rows = await tx.query<{ id: string; route: DeliveryRoute }>(
    'add_deliveries',
    `insert into deliveries (id, tip_id, revision, route, idempotency_key, created_at)
     select gen_random_uuid(), $1, $2, route, $4, $5 from unnest($3::text[]) as given (route)
     on conflict (tip_id, revision, route) do nothing returning id, route`,
    [step.tipId, step.revision, step.routes, deliveryKey(step.tipId, step.revision), step.now],
  );
  const priority = step.urgent ? PRIORITY.danger : PRIORITY.normal;
  await addJobs(
    tx,
    rows.map(({ id, route }) => deliveryJob({ id, route, tipId: step.tipId }, { priority })),
  );
}
