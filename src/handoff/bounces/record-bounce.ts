/**
 * A bounce takes back what the mail server's 250 said: the delivery is failed after all, and the operators are told,
 * with the status code. A mail that is only delayed is told too, and stays handed over. The same bounce twice, or read
 * by two workers, changes nothing.
 */

import { job, PRIORITY, routeDeadlineJob } from '../../store/queue.js';
import { findMailedDelivery, recordBounce } from '../../store/queries/bounces.js';
import { type Store } from '../../store/store.js';
import { type Bounce } from './parse-bounce.js';

export type RecordBounce = (bounce: Bounce) => Promise<'recorded' | 'already' | 'unknown'>;

export function createRecordBounce(deps: {
  store: Pick<Store, 'transaction'>;
  now: () => Date;
}): RecordBounce {
  return ({ idempotencyKeys, action, evidence }) =>
    deps.store.transaction(async (tx) => {
      if (idempotencyKeys.length === 0) return 'unknown';
      const delivery = await findMailedDelivery(tx, idempotencyKeys);
      if (delivery === undefined) return 'unknown';
      const { deliveryId, tipId, revision, alerts } = delivery;
      const kind = action === 'failed' ? 'bounced' : 'delayed';
      // A delay told after the failure is old news.
      if (alerts.includes(kind) || alerts.includes('bounced')) return 'already';
      const detail = `email r${revision}: the hotline's mail system reported ${evidence} (delivery ${deliveryId})`;
      const alert = job(
        'alertOperators',
        { code: `DELIVERY_${kind.toUpperCase()}`, detail, tipId },
        { priority: PRIORITY.danger },
      );
      // Nobody has it after all: the next route's turn may have come.
      const next = kind === 'bounced' ? [routeDeadlineJob(tipId, revision)] : [];
      await recordBounce(tx, { deliveryId, kind, evidence, jobs: [alert, ...next], now: deps.now() });
      return 'recorded';
    });
}
