/**
 * When a route rests, and how much it may take. Pure: from what is known of a route to what is known next.
 *
 *     works ──failures in a row──▶ rests ──rest over──▶ one delivery tries ──it worked──▶ works
 *                                    ▲                          │
 *                                    └─────twice as long────────┘ it did not
 *
 * All processes share one row a route (queries/route-gate.ts), so a dead hotline is tried once, not once a process.
 * What finds a route resting is put off and uses up no attempt. Danger is not held back by limits, but a rest holds it,
 * too: the next route's turn comes at once then.
 */

import { type RouteLimits } from '../tip/hotline-plan.js';

export interface RouteRecord {
  /** In a row. */
  failures: number;
  /** Rests since it last worked. */
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

export const UNTRIED: RouteRecord = {
  failures: 0,
  rests: 0,
  restsUntil: null,
  probe: null,
  probeUntil: null,
  lastErrorCode: null,
  minuteAt: null,
  minuteCount: 0,
  hourAt: null,
  hourCount: 0,
};

export interface BreakerRules {
  failures: number;
  /** Milliseconds, as all durations here. */
  restsFrom: number;
  restsUpTo: number;
}

/** Longer than any attempt takes: a worker that died while it tried is given up. */
const PROBE_MS = 60_000;
/** How soon to look again while another delivery tries the route. */
const WHILE_PROBED_MS = 2_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Admission =
  { admitted: true; record: RouteRecord } | { admitted: false; why: 'rests' | 'limit'; retryAt: Date };

export function admit(
  record: RouteRecord,
  request: { deliveryId: string; now: Date; limits: RouteLimits; danger: boolean },
): Admission {
  const { deliveryId, now, limits, danger } = request;
  const rest = findRest(record, deliveryId, now);
  if (rest !== undefined) return { admitted: false, why: 'rests', retryAt: rest };
  const counted = count(record, now);
  const retryAt = danger ? undefined : findLimit(counted, limits);
  if (retryAt !== undefined) return { admitted: false, why: 'limit', retryAt };
  if (record.restsUntil === null) return { admitted: true, record: counted };
  const probeUntil = new Date(now.getTime() + PROBE_MS);
  return { admitted: true, record: { ...counted, probe: deliveryId, probeUntil } };
}

export function afterSuccess(record: RouteRecord): { record: RouteRecord; worksAgain: boolean } {
  const worksAgain = record.restsUntil !== null;
  const well = {
    failures: 0,
    rests: 0,
    restsUntil: null,
    probe: null,
    probeUntil: null,
    lastErrorCode: null,
  };
  return { record: { ...record, ...well }, worksAgain };
}

export function afterFailure(
  record: RouteRecord,
  failure: { deliveryId: string; now: Date; errorCode: string; retryAfterMs: number | undefined },
  rules: BreakerRules,
): { record: RouteRecord; startsToRest: boolean } {
  const { deliveryId, now, errorCode, retryAfterMs = 0 } = failure;
  const failed = { ...record, failures: record.failures + 1, lastErrorCode: errorCode };
  const isResting = record.restsUntil !== null;
  const stays = isResting ? record.probe !== deliveryId : failed.failures < rules.failures;
  if (stays) return { record: failed, startsToRest: false };
  const rests = record.rests + 1;
  const restMs = Math.max(Math.min(rules.restsFrom * 2 ** (rests - 1), rules.restsUpTo), retryAfterMs);
  const restsUntil = new Date(now.getTime() + restMs);
  return {
    record: { ...failed, rests, restsUntil, probe: null, probeUntil: null },
    startsToRest: !isResting,
  };
}

function findRest(
  { restsUntil, probe, probeUntil }: RouteRecord,
  deliveryId: string,
  now: Date,
): Date | undefined {
  if (restsUntil === null) return undefined;
  if (restsUntil > now) return restsUntil;
  const isProbed = probe !== null && probe !== deliveryId && probeUntil !== null && probeUntil > now;
  return isProbed ? new Date(now.getTime() + WHILE_PROBED_MS) : undefined;
}

function count(record: RouteRecord, now: Date): RouteRecord {
  const inMinute = isWithin(record.minuteAt, MINUTE_MS, now);
  const inHour = isWithin(record.hourAt, HOUR_MS, now);
  return {
    ...record,
    minuteAt: inMinute ? record.minuteAt : now,
    minuteCount: inMinute ? record.minuteCount + 1 : 1,
    hourAt: inHour ? record.hourAt : now,
    hourCount: inHour ? record.hourCount + 1 : 1,
  };
}

function isWithin(from: Date | null, lengthMs: number, now: Date): boolean {
  return from !== null && now.getTime() - from.getTime() < lengthMs;
}

/** When the window that is full ends. */
function findLimit(counted: RouteRecord, { perMinute, perHour }: RouteLimits): Date | undefined {
  const full = [
    ...(perHour !== undefined && counted.hourCount > perHour ? [addTo(counted.hourAt, HOUR_MS)] : []),
    ...(perMinute !== undefined && counted.minuteCount > perMinute
      ? [addTo(counted.minuteAt, MINUTE_MS)]
      : []),
  ];
  return full[0];
}

function addTo(from: Date | null, ms: number): Date {
  return new Date((from?.getTime() ?? 0) + ms);
}
