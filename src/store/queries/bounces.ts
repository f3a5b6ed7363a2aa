/** A mail that was accepted came back, or is stuck on its way: what the delivery was is corrected, once. */

import { addJobs, type JobSpec } from '../queue.js';
import { type Tx } from '../store.js';

export interface BouncedDelivery {
  deliveryId: string;
  tipId: string;
  revision: number;
  alerts: string[];
}

/** Locked, so that the same bounce read by two workers counts once. */
export async function findMailedDelivery(
  tx: Tx,
  idempotencyKeys: readonly string[],
): Promise<BouncedDelivery | undefined> {
  const rows = await tx.query<{ [Name in keyof BouncedDelivery]: BouncedDelivery[Name] }>(
    'find_mailed_delivery',
    `select id as "deliveryId", tip_id as "tipId", revision, alerts from deliveries
     where idempotency_key = any($1) and route = 'email' order by revision desc limit 1 for update`,
    [idempotencyKeys],
  );
  return rows[0];
}

export interface BounceRecord {
  deliveryId: string;
  kind: 'bounced' | 'delayed';
  /** Status codes only. */
  evidence: string;
  jobs: readonly JobSpec[];
  now: Date;
}

/**
 * `bounced`: back to failed, and not handed over after all, unless a person has acknowledged it by then. `delayed`:
 * the state stands. Either is kept as an event and among what the operators were told.
 */
export async function recordBounce(tx: Tx, input: BounceRecord): Promise<void> {
  await tx.query(
    'record_bounce',
    `with d as (
       update deliveries set
         state = case when $2 = 'bounced' and acknowledged_at is null then 'failed' else state end,
         handed_over_at = case when $2 = 'bounced' and acknowledged_at is null then null else handed_over_at end,
         last_error_code = case when $2 = 'bounced' then 'DELIVERY_REFUSED ' || $3 else last_error_code end,
         alerts = alerts || array[$2::text]
       where id = $1
       returning tip_id, revision, route)
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, 'delivery_' || $2, route, route || ' r' || revision || ' ' || $3, $4::timestamptz from d`,
    [input.deliveryId, input.kind, input.evidence, input.now],
  );
  await addJobs(tx, input.jobs);
}
