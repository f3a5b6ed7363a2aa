/**
 * Stands before each attempt: lets it pass, or puts it off while the route rests or has had enough for now. What it
 * writes about a success or a failure is written in the transaction that records that.
 */

import { type SightlineError } from '../errors.js';
import {
  findWaitingDelivery,
  lockRoute,
  saveRoute,
  type WaitingDelivery,
} from '../store/queries/route-gate.js';
import { addJobs, deliveryJob, job, type JobSpec, PRIORITY, routeDeadlineJob } from '../store/queue.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Store, type Tx } from '../store/store.js';
import { type HotlinePlan } from '../tip/hotline-plan.js';
import { admit, afterFailure, afterSuccess } from './breaker.js';

export interface RouteGate {
  /** False: it was put off, with a job of its own, or needs nothing. */
  mayTry(deliveryId: string): Promise<boolean>;
  /** Returns what must be told. */
  succeeded(tx: Tx, route: DeliveryRoute): Promise<JobSpec[]>;
  failed(tx: Tx, delivery: { id: string; route: DeliveryRoute }, error: SightlineError): Promise<JobSpec[]>;
}

/** After a rest not all that waits comes back in the same instant. */
const SPREAD_MS = 500;
/** Faults that say something about the route; a tip that does not open says nothing. */
const ROUTE_FAULTS: ReadonlySet<string> = new Set(['DELIVERY_UNAVAILABLE', 'DELIVERY_REFUSED']);

export function createRouteGate(deps: {
  store: Pick<Store, 'transaction' | 'statement'>;
  plan: Pick<HotlinePlan, 'routes' | 'breaker'>;
  now: () => Date;
}): RouteGate {
  const { store, plan, now } = deps;
  return {
    async mayTry(deliveryId) {
      const waiting = await store.statement((tx) => findWaitingDelivery(tx, deliveryId));
      // One that does not exist is explained by who claims it.
      if (waiting === undefined) return true;
      const { perMinute, perHour } = plan.routes[waiting.route].limits;
      if (!waiting.inTrouble && perMinute === undefined && perHour === undefined) return true;
      return store.transaction((tx) => pass(tx, deliveryId, waiting));
    },
    async succeeded(tx, route) {
      const { record, worksAgain } = afterSuccess(await lockRoute(tx, route));
      await saveRoute(tx, route, record);
      return worksAgain ? [tell('ROUTE_WORKS_AGAIN', `${route}: what waited goes out now`)] : [];
    },
    async failed(tx, { id: deliveryId, route }, error) {
      if (!ROUTE_FAULTS.has(error.code)) return [];
      const errorCode = [error.code, error.providerCode].filter(Boolean).join(' ');
      const failure = { deliveryId, now: now(), errorCode, retryAfterMs: error.retryAfterMs };
      const { record, startsToRest } = afterFailure(await lockRoute(tx, route), failure, plan.breaker);
      await saveRoute(tx, route, record);
      const detail = `${route}: ${record.failures} failures in a row (${errorCode}); tips go by the next route`;
      return startsToRest ? [tell('ROUTE_RESTS', detail)] : [];
    },
  };

  async function pass(tx: Tx, deliveryId: string, waiting: WaitingDelivery): Promise<boolean> {
    const { route, tipId, revision } = waiting;
    if (waiting.state !== 'queued' && waiting.state !== 'attempting') return true;
    const danger = waiting.urgency === 'immediate_danger';
    const admission = admit(await lockRoute(tx, route), {
      ...{ deliveryId, danger, now: now(), limits: plan.routes[route].limits },
    });
    if (admission.admitted) {
      await saveRoute(tx, route, admission.record);
      return true;
    }
    const waitMs = Math.max(0, admission.retryAt.getTime() - now().getTime()) + Math.random() * SPREAD_MS;
    const priority = danger ? PRIORITY.danger : PRIORITY.normal;
    // By the system's clock, as jobs run.
    const runAt = new Date(Date.now() + waitMs);
    await addJobs(tx, [
      deliveryJob({ id: deliveryId, route, tipId }, { priority, runAt }),
      ...(admission.why === 'rests' ? [routeDeadlineJob(tipId, revision)] : []),
    ]);
    return false;
  }
}

function tell(code: string, detail: string): JobSpec {
  return job('alertOperators', { code, detail }, { priority: PRIORITY.danger });
}
