/**
 * Records that the hotline said it has a tip revision: "handed over" is their system's word, "acknowledged" a
 * person's, or their system's in a person's name. Called with a signed call-back; the signature is checked
 * before. Repeating it changes nothing.
 */

import { recordAcknowledged } from '../store/queries/deliveries.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Store } from '../store/store.js';
import { pickReceipt } from './route.js';

/** A silent database: DATABASE_UNAVAILABLE, so that the other side sends it again. */
const PATIENCE_MS = 8_000;

export interface Acknowledgement {
  /** As sent with the delivery (`webhook-id`): `<tip id>.<revision>`. */
  idempotencyKey: string;
  receipt?: unknown;
  /** When the person said so, by their clock; a time to come counts as now. */
  acknowledgedAt?: Date;
  route?: DeliveryRoute;
}

export type AcknowledgeDelivery = (
  acknowledgement: Acknowledgement,
) => Promise<'acknowledged' | 'already' | 'unknown'>;

export function createAcknowledgeDelivery(deps: {
  store: Pick<Store, 'transaction'>;
  now: () => Date;
}): AcknowledgeDelivery {
  return ({ idempotencyKey, receipt, acknowledgedAt, route = 'webhook' }) => {
    const now = deps.now();
    const at = acknowledgedAt === undefined || acknowledgedAt > now ? now : acknowledgedAt;
    return deps.store.transaction(
      (tx) => recordAcknowledged(tx, { idempotencyKey, route, receipt: pickReceipt(receipt), at, now }),
      { signal: AbortSignal.timeout(PATIENCE_MS) },
    );
  };
}
