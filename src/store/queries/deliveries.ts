/**
 * The states of a delivery (one tip revision on one route):
 *
 *     queued → attempting → handed_over → acknowledged
 *                  ↓ ↑ retries    (an acknowledgement may come first: then both are recorded)
 *               failed, after the last attempt        withdrawn, before it left: the witness took the tip back, or a
 *                                                     newer revision goes in its place
 *
 * Each is kept with its time and evidence in `delivery_events`, by a trigger.
 * `handed_over_at` is written once and only when the other side has accepted; a bounce takes both back (bounces.ts).
 */

import { addJobs, type JobSpec } from '../queue.js';
import { type DeliveryRoute, type DeliveryState } from '../schema.js';
import { type Tx } from '../store.js';

export interface ClaimedDelivery {
  tipId: string;
  revision: number;
  route: DeliveryRoute;
  idempotencyKey: string;
  attempts: number;
  /** Without those from before an operator had it tried again. */
  attemptsNow: number;
  alerts: string[];
  createdAt: Date;
  urgency: string;
  documentSealed: Buffer;
  /** The newest earlier revision that may have arrived by this route: what its reader knows of the tip. */
  previousRevision: number | null;
  previousSealed: Buffer | null;
  /** The route has failed since it last worked. */
  routeInTrouble: boolean;
  /** An earlier revision may have arrived by this route, so the other side may know of the tip. */
  earlierLeft: boolean;
}

/** Marks the delivery as attempting and counts the attempt; undefined when there is nothing left to do. */
export async function claimDelivery(tx: Tx, deliveryId: string): Promise<ClaimedDelivery | undefined> {
  const rows = await tx.query<{ [Name in keyof ClaimedDelivery]: ClaimedDelivery[Name] }>(
    'claim_delivery',
    `with known as (
       select max(e.revision) as revision from deliveries d
       join deliveries e on e.tip_id = d.tip_id and e.route = d.route and e.revision < d.revision
         and e.attempts > e.attempts_in_vain
         -- Of a call only what was spoken.
         and (e.route <> 'voice' or exists (select from calls c where c.delivery_id = e.id and c.place > 0))
       where d.id = $1)
     update deliveries d set state = 'attempting', attempts = d.attempts + 1
     from tips t, tip_revisions r, known
     where d.id = $1 and d.state in ('queued', 'attempting')
       and t.id = d.tip_id and r.tip_id = d.tip_id and r.revision = d.revision
     returning d.tip_id as "tipId", d.revision, d.route, d.idempotency_key as "idempotencyKey", d.attempts,
       d.attempts - d.attempts_forgiven as "attemptsNow", d.alerts,
       d.created_at as "createdAt", t.urgency, r.document_sealed as "documentSealed",
       known.revision as "previousRevision",
       (select p.document_sealed from tip_revisions p
        where p.tip_id = d.tip_id and p.revision = known.revision) as "previousSealed",
       known.revision is not null as "earlierLeft",
       exists (select from hotline_routes o where o.route = d.route and (o.failures > 0 or o.rests_until is not null))
         as "routeInTrouble"`,
    [deliveryId],
  );
  return rows[0];
}

export async function findDeliveryState(tx: Tx, deliveryId: string): Promise<DeliveryState | undefined> {
  const rows = await tx.query<{ state: DeliveryState }>(
    'find_delivery_state',
    'select state from deliveries where id = $1',
    [deliveryId],
  );
  return rows[0]?.state;
}

export interface HandedOver {
  deliveryId: string;
  receipt: string | undefined;
  acknowledged: boolean;
  /** `late`, when the operators are told with this. */
  alerts: readonly string[];
  jobs: readonly JobSpec[];
  now: Date;
}

/** True when this call recorded it; false when it was recorded before. */
export async function recordHandedOver(tx: Tx, input: HandedOver): Promise<boolean> {
  const rows = await tx.query(
    'record_handed_over',
    `with d as (
       update deliveries set
         state = case when $3 or state = 'acknowledged' then 'acknowledged' else 'handed_over' end,
         handed_over_at = $4, acknowledged_at = case when $3 then coalesce(acknowledged_at, $4) else acknowledged_at end,
         receipt = coalesce($2, receipt), last_error_code = null, alerts = alerts || $5::text[]
       where id = $1 and handed_over_at is null
       returning tip_id, revision, route)
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, what.kind, route, route || ' r' || revision, $4::timestamptz
     from d, unnest(case when $3 then array['handed_over', 'acknowledged'] else array['handed_over'] end) as what (kind)
     returning tip_id`,
    [input.deliveryId, input.receipt ?? null, input.acknowledged, input.now, input.alerts],
  );
  if (rows.length > 0) await addJobs(tx, input.jobs);
  return rows.length > 0;
}

export interface DeliveryFailure {
  deliveryId: string;
  errorCode: string;
  /** The last attempt: nobody will try again by themselves. */
  final: boolean;
  /** The other side said a clear no, or was never reached. */
  inVain: boolean;
  alerts: readonly string[];
  jobs: readonly JobSpec[];
  now: Date;
}

/** Records a failed attempt and tells the operators, in one. */
export async function recordDeliveryFailure(tx: Tx, input: DeliveryFailure): Promise<void> {
  await tx.query(
    'record_delivery_failure',
    `with d as (
       update deliveries set
         state = case when $3 then 'failed' else state end, last_error_code = $2, alerts = alerts || $4::text[],
         attempts_in_vain = attempts_in_vain + $6::int
       where id = $1 and state in ('queued', 'attempting')
       returning tip_id, revision, route),
     superseded as (
       update deliveries set attempts_in_vain = attempts_in_vain + $6::int
       where id = $1 and state not in ('queued', 'attempting'))
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, 'delivery_failed', route, route || ' r' || revision || ' ' || $2, $5::timestamptz from d where $3`,
    [input.deliveryId, input.errorCode, input.final, input.alerts, input.now, input.inVain ? 1 : 0],
  );
  await addJobs(tx, input.jobs);
}

/** The withdrawal of a tip that never left: nothing is sent. */
export async function recordNothingToWithdraw(tx: Tx, deliveryId: string): Promise<void> {
  await tx.query('record_nothing_to_withdraw', `update deliveries set state = 'withdrawn' where id = $1`, [
    deliveryId,
  ]);
}

/**
 * `unknown`: no such delivery; `already`: recorded before. An acknowledgement proves the hand-over as well.
 * `at`: when it was said, by the other side's clock; never before the hand-over.
 */
export async function recordAcknowledged(
  tx: Tx,
  input: { idempotencyKey: string; route: DeliveryRoute; receipt: string | undefined; at: Date; now: Date },
): Promise<'acknowledged' | 'already' | 'unknown'> {
  const rows = await tx.query<{ first: boolean }>(
    'record_acknowledged',
    `with known as (
       select id from deliveries where idempotency_key = $1 and route = $2),
     d as (
       update deliveries set state = 'acknowledged', acknowledged_at = greatest($5::timestamptz, handed_over_at, created_at),
         handed_over_at = coalesce(handed_over_at, greatest($5::timestamptz, created_at)), receipt = coalesce($3, receipt)
       where id in (select id from known) and acknowledged_at is null
       returning tip_id, revision, route),
     event as (
       insert into tip_events (tip_id, kind, actor, detail, at)
       select tip_id, 'acknowledged', route, route || ' r' || revision, $4::timestamptz from d)
     select exists (select from d) as first from known`,
    [input.idempotencyKey, input.route, input.receipt ?? null, input.now, input.at],
  );
  if (rows[0] === undefined) return 'unknown';
  return rows[0].first ? 'acknowledged' : 'already';
}

export interface SpokenDelivery {
  tipId: string;
  revision: number;
  state: DeliveryState;
  attempts: number;
  alerts: string[];
  documentSealed: Buffer;
  previousRevision: number | null;
  previousSealed: Buffer | null;
}

/** What a call about a delivery says, and what is to be decided when it ends. */
export async function findSpokenDelivery(tx: Tx, deliveryId: string): Promise<SpokenDelivery | undefined> {
  const rows = await tx.query<{ [Name in keyof SpokenDelivery]: SpokenDelivery[Name] }>(
    'find_spoken_delivery',
    `select d.tip_id as "tipId", d.revision, d.state, d.attempts, d.alerts, r.document_sealed as "documentSealed",
       p.revision as "previousRevision", p.document_sealed as "previousSealed"
     from deliveries d left join tip_revisions p on p.tip_id = d.tip_id and p.revision = d.revision - 1
       join tip_revisions r on r.tip_id = d.tip_id and r.revision = d.revision where d.id = $1`,
    [deliveryId],
  );
  return rows[0];
}
