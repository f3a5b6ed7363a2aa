/**
 * Records that the hotline said it has a tip revision: "handed over" is their system's word, "acknowledged" a
 * person's, or their system's in a person's name. Called with a signed call-back; the signature is checked
 * before. Repeating it changes nothing.
 */

import { recordAcknowledged } from '../store/queries/deliveries.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Store } from '../store/store.js';
import { pickReceipt } from './route.js';

export interface Acknowledgement {
  /** As sent with the delivery (`webhook-id`): `<tip id>.<revision>`. */
  idempotencyKey: string;
  receipt?: unknown;
  route?: DeliveryRoute;
}

export type AcknowledgeDelivery = (
  acknowledgement: Acknowledgement,
) => Promise<'acknowledged' | 'already' | 'unknown'>;

export function createAcknowledgeDelivery(deps: {
  store: Pick<Store, 'transaction'>;
  now: () => Date;
}): AcknowledgeDelivery {
  return ({ idempotencyKey, receipt, route = 'webhook' }) =>
    deps.store.transaction((tx) =>
      recordAcknowledged(tx, { idempotencyKey, route, receipt: pickReceipt(receipt), now: deps.now() }),
    );
}
