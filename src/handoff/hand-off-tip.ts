/**
 * One attempt to hand one tip revision to the hotline by one route. Safe to run any number of times: what is
 * handed over does nothing. It throws when the attempt failed, so that the job runner tries again.
 *
 * Nobody is left in the dark. In the transaction that records a failure the operators get told, each once a
 * delivery: `refused` at the first clear no (a 401 or 404 is mostly a fault they can mend, so it is still
 * retried), `late` when the tip is overdue, `failed` after the last attempt.
 */

import { SightlineError, toSightlineError } from '../errors.js';
import { describeError, type Logger } from '../logger.js';
import {
  claimDelivery,
  type ClaimedDelivery,
  findDeliveryState,
  recordDeliveryFailure,
  recordHandedOver,
  recordNothingToWithdraw,
} from '../store/queries/deliveries.js';
import { addJobs, type Attempt, job, type JobSpec, PRIORITY, routeDeadlineJob } from '../store/queue.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { PGP_REMEDIES } from './pgp-key.js';
import { type RouteGate } from './route-gate.js';
import { type Accepted, type HotlineRoute, isInVain, type Parcel } from './route.js';
import { openRevision } from './open-revision.js';

export interface HandOffDeps {
  store: Pick<Store, 'transaction' | 'statement'>;
  vault: Pick<Vault, 'openObject'>;
  /** The configured routes, by name. */
  routes: Partial<Record<DeliveryRoute, HotlineRoute>>;
  /** The route `voice` is done when its call ends, not when it begins (voice-call.ts). */
  startVoiceDelivery?: (deliveryId: string) => Promise<void>;
  /** Undefined: every attempt may be made. */
  gate?: RouteGate;
  /** Routes whose receipt in the answer counts as acknowledged. */
  receiptAcknowledges?: readonly DeliveryRoute[];
  logger: Logger;
  now: () => Date;
  /** Named places where a crash test kills the process. */
  crashPoint?: (name: string) => void;
}

export type HandOffTip = (payload: { deliveryId: string }, attempt: Attempt) => Promise<void>;

/** From writing the revision; after that the operators are told. */
const LATE_AFTER_MS = { danger: 60_000, other: 5 * 60_000 } as const;

const REMEDIES: Readonly<Record<string, string>> = {
  'DELIVERY_REFUSED pgp_key_expired': PGP_REMEDIES.expired,
  'DELIVERY_REFUSED pgp_key_unusable': PGP_REMEDIES.unusable,
};

export function createHandOff(deps: HandOffDeps): HandOffTip {
  return async ({ deliveryId }, { attempt, maxAttempts }) => {
    if (deps.gate !== undefined && !(await deps.gate.mayTry(deliveryId))) {
      deps.logger.debug({ deliveryId }, 'delivery put off');
      return;
    }
    const delivery = await deps.store.statement((tx) => claimDelivery(tx, deliveryId));
    if (delivery === undefined) return explainNothingToDo(deps, deliveryId);
    deps.crashPoint?.('handoff:after-claim');
    const about = { deliveryId, tipId: delivery.tipId, revision: delivery.revision, route: delivery.route };
    let accepted: Accepted | 'nothing to withdraw' | 'under way';
    try {
      accepted = await deliver(deps, deliveryId, delivery);
    } catch (thrown) {
      const error = toSightlineError(thrown);
      const final = isFinal(error, Math.max(attempt, delivery.attemptsNow), maxAttempts);
      await recordFailure(deps, deliveryId, delivery, error, final);
      deps.logger.warn({ ...about, attempt, maxAttempts, ...describeError(error) }, 'hand-off failed');
      // What was put off has used up fewer runs of its job than attempts; it needs no other run.
      if (final && attempt < maxAttempts && error.retryable) return;
      throw error;
    }
    deps.crashPoint?.(`handoff:after-${delivery.route}`);
    if (accepted === 'under way') return;
    if (accepted === 'nothing to withdraw') {
      await deps.store.statement((tx) => recordNothingToWithdraw(tx, deliveryId));
      deps.logger.info(about, 'withdrawn before anything left');
      return;
    }
    await recordSuccess(deps, deliveryId, delivery, accepted);
    const durationMs = deps.now().getTime() - delivery.createdAt.getTime();
    deps.logger.info({ ...about, attempt, durationMs }, 'tip handed over');
  };
}

/** As the job runner decides it: the last attempt, or a fault that trying again cannot mend. */
function isFinal(error: SightlineError, attempt: number, maxAttempts: number): boolean {
  return attempt >= maxAttempts || (!error.retryable && error.code !== 'INTERNAL');
}

async function explainNothingToDo({ store, logger }: HandOffDeps, deliveryId: string): Promise<void> {
  const state = await store.statement((tx) => findDeliveryState(tx, deliveryId));
  if (state === undefined) throw new SightlineError('INTERNAL', `delivery ${deliveryId} does not exist`);
  logger.debug({ deliveryId, status: state }, 'delivery needs nothing');
}

async function deliver(
  { vault, routes, startVoiceDelivery }: HandOffDeps,
  deliveryId: string,
  delivery: ClaimedDelivery,
): Promise<Accepted | 'nothing to withdraw' | 'under way'> {
  const parcel = openParcel(vault, delivery);
  if (parcel.tip.status === 'withdrawn' && !delivery.earlierLeft) return 'nothing to withdraw';
  if (delivery.route === 'voice' && startVoiceDelivery !== undefined) {
    await startVoiceDelivery(deliveryId);
    return 'under way';
  }
  const route = routes[delivery.route];
  if (route === undefined)
    throw new SightlineError('DELIVERY_REFUSED', `${delivery.route}: the route is not configured`, {
      providerCode: 'not_configured',
      retryable: true,
    });
  return route.deliver(parcel);
}

function openParcel(vault: Pick<Vault, 'openObject'>, delivery: ClaimedDelivery): Parcel {
  const { idempotencyKey, createdAt } = delivery;
  return { idempotencyKey, ...openRevision(vault, delivery), createdAt };
}

type AlertKind = 'refused' | 'late' | 'failed';

async function recordSuccess(
  { store, gate, receiptAcknowledges = [], now }: HandOffDeps,
  deliveryId: string,
  delivery: ClaimedDelivery,
  accepted: Accepted,
): Promise<void> {
  const alerts = pickNewAlerts(delivery, isLate(delivery, now()) ? ['late'] : []);
  const byReceipt = accepted.receipt !== undefined && receiptAcknowledges.includes(delivery.route);
  const record = (tx: Tx) =>
    recordHandedOver(tx, {
      deliveryId,
      receipt: accepted.receipt,
      acknowledged: accepted.acknowledged || byReceipt,
      alerts,
      jobs: alerts.map((kind) => createAlert(deliveryId, delivery, kind, 'handed over after all')),
      now: now(),
    });
  if (alerts.length === 0 && !delivery.routeInTrouble) {
    await store.statement(record);
    return;
  }
  await store.transaction(async (tx) => {
    await record(tx);
    if (delivery.routeInTrouble) await addJobs(tx, (await gate?.succeeded(tx, delivery.route)) ?? []);
  });
}

async function recordFailure(
  { store, gate, now }: HandOffDeps,
  deliveryId: string,
  delivery: ClaimedDelivery,
  error: SightlineError,
  final: boolean,
): Promise<void> {
  const { tipId, revision, route } = delivery;
  const kinds: AlertKind[] = [];
  if (final) kinds.push('failed');
  else if (error.code !== 'DELIVERY_UNAVAILABLE') kinds.push('refused');
  else if (isLate(delivery, now())) kinds.push('late');
  const alerts = pickNewAlerts(delivery, kinds);
  const errorCode = [error.code, error.providerCode].filter(Boolean).join(' ');
  await store.transaction(async (tx) => {
    await recordDeliveryFailure(tx, {
      deliveryId,
      errorCode,
      final,
      inVain: isInVain(error),
      alerts,
      jobs: [
        ...alerts.map((kind) => createAlert(deliveryId, delivery, kind, withRemedy(errorCode))),
        ...(final ? [routeDeadlineJob(tipId, revision)] : []),
      ],
      now: now(),
    });
    await addJobs(tx, (await gate?.failed(tx, { id: deliveryId, route }, error)) ?? []);
  });
}

/** Where the operators can mend it by themselves, the alert says how. */
function withRemedy(errorCode: string): string {
  const remedy = REMEDIES[errorCode];
  return remedy === undefined ? errorCode : `${errorCode}; ${remedy}`;
}

function pickNewAlerts(delivery: ClaimedDelivery, kinds: readonly AlertKind[]): AlertKind[] {
  return kinds.filter((kind) => !delivery.alerts.includes(kind));
}

function isLate(delivery: ClaimedDelivery, now: Date): boolean {
  const limitMs = delivery.urgency === 'immediate_danger' ? LATE_AFTER_MS.danger : LATE_AFTER_MS.other;
  return now.getTime() - delivery.createdAt.getTime() > limitMs;
}

function createAlert(deliveryId: string, delivery: ClaimedDelivery, kind: AlertKind, why: string): JobSpec {
  const detail = `${delivery.route} r${delivery.revision}, attempt ${delivery.attempts}: ${why} (delivery ${deliveryId})`;
  return job(
    'alertOperators',
    { code: `DELIVERY_${kind.toUpperCase()}`, detail, tipId: delivery.tipId },
    { priority: PRIORITY.danger },
  );
}
