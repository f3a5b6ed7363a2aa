/**
 * Adds and removes jobs inside the caller's transaction (migrations/0005-jobs.ts), so that a state change
 * and what must follow from it are one thing. The job kinds and their payloads are listed here; `jobs/tasks.ts`
 * has one task for each.
 */

import { type DeliveryRoute } from './schema.js';
import { type Tx } from './store.js';

export interface JobPayloads {
  /** Send one answer to a witness; `relay`: it is a liaison's question. */
  sendMessage: { outboundId: string; relay?: true };
  /** Fetch one picture of a witness from the provider, check it, strip it, seal it. */
  fetchMedia: { attachmentId: string };
  /** Delete the provider's copy. */
  deleteMedia: { attachmentId: string };
  /** Put a tip's pictures into the thread of a card. */
  showMedia: { cardId: string };
  /** Put a liaison's question to the witness, if they may be asked. */
  relayQuestion: { questionId: string };
  /** One attempt of one delivery (tip, revision, route) to the hotline. */
  handOffTip: { deliveryId: string };
  /** See whether a tip revision reached the hotline; if not, begin the next step. Safe to add at any time. */
  routeDeadline: { tipId: string; revision: number };
  /** Post or update the task of a tip in the operator channel. */
  showDeskTask: { tipId: string };
  /** See whether somebody took a task and filed it; if not, tell the operators again. */
  deskDeadline: { tipId: string };
  /** Yesterday's figures to the operator channel; adds the next one. */
  dailyDigest: Record<string, never>;
  /** One step of a test tip through the whole program. Without an id: begin one, and add the next. */
  heartbeat: { id?: string; turn?: number };
  /** Post or update one state's card to the tip's newest revision. */
  notifyLiaison: { cardId: string };
  /** Redraw the open cards of tips that are like this one. */
  tellAlike: { tipId: string };
  /** See whether a card's next rung is due, and climb it. Safe to add at any time: the run itself decides. */
  escalate: { cardId: string };
  /** Send one notice beside the cards. */
  sendNotice: { noticeId: string };
  /** Place one call, and later see what became of it. */
  placeCall: { callId: string };
  /** Draw and upload the locator map of a card. */
  placeMap: { cardId: string };
  /** A conversation's delay has passed. */
  conversationTimer: {
    conversationId: string;
    name: string;
    /** ISO 8601; a newer message makes the timer stale. */ setAt: string;
  };
  /** Tell the operators in Slack. `detail` holds ids and codes only. */
  alertOperators: { code: string; detail: string; tipId?: string };
}

export type JobKind = keyof JobPayloads;

/** Which run of its job a use case is in. */
export interface Attempt {
  /** Counted from 1. */
  attempt: number;
  maxAttempts: number;
  /** The same on every attempt. */
  jobId?: string;
  /** When the job was added. */
  createdAt?: Date;
}

export interface JobSpec<Kind extends JobKind = JobKind> {
  kind: Kind;
  payload: JobPayloads[Kind];
  /** A second job with the same key replaces the first while that is not running. */
  key?: string;
  runAt?: Date;
  /** Lower runs first. Danger is PRIORITY.danger. */
  priority?: number;
}

export const PRIORITY = { danger: -10, reply: -5, normal: 0, timer: 5 } as const;

/** Attempts before a job counts as failed for good: with back-off capped at 5 min, about 2 hours. */
export const MAX_ATTEMPTS = 40;

export function job<Kind extends JobKind>(
  kind: Kind,
  payload: JobPayloads[Kind],
  options: Omit<JobSpec<Kind>, 'kind' | 'payload'> = {},
): JobSpec {
  return { kind, payload, ...options };
}

/** The job key of a delivery: putting it off replaces what waits. */
export function deliveryJobKey(deliveryId: string): string {
  return `delivery:${deliveryId}`;
}

/** One attempt of a delivery, or for the desk its task. */
export function deliveryJob(
  delivery: { id: string; route: DeliveryRoute; tipId: string },
  options: Pick<JobSpec, 'priority' | 'runAt'> = {},
): JobSpec {
  const { id: deliveryId, route, tipId } = delivery;
  return route === 'desk'
    ? job('showDeskTask', { tipId }, { ...options, key: `desk-task:${tipId}` })
    : job('handOffTip', { deliveryId }, { ...options, key: deliveryJobKey(deliveryId) });
}

/** Looks after a revision at `runAt`: left out, at once. */
export function routeDeadlineJob(tipId: string, revision: number, runAt?: Date): JobSpec {
  const key = `route-deadline:${tipId}.${revision}`;
  return job(
    'routeDeadline',
    { tipId, revision },
    { key, priority: PRIORITY.danger, ...(runAt === undefined ? {} : { runAt }) },
  );
}

/** Adds all jobs in one statement, and wakes the lanes of those that are due. */
export async function addJobs(tx: Tx, jobs: readonly JobSpec[]): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map((spec) => ({
    kind: spec.kind,
    payload: spec.payload,
    run_at: spec.runAt?.toISOString() ?? null,
    max_attempts: MAX_ATTEMPTS,
    key: spec.key ?? null,
    priority: spec.priority ?? PRIORITY.normal,
  }));
  await tx.query('add_jobs', 'select add_jobs($1::json)', [JSON.stringify(specs)]);
}

/** Removes a waiting job by key; a running one finishes. */
export async function removeJob(tx: Tx, key: string): Promise<void> {
  await tx.query('remove_job', 'select 1 from graphile_worker.remove_job($1)', [key]);
}
