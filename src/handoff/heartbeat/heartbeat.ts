/**
 * A test tip through the whole program: it writes as a witness would, one text a run, until its tip is submitted; then it
 * looks whether every route handed it over and its card stands in the operator channel. Marked as a test from end to end.
 * What does not come back in time is told by `watch-heartbeat.ts`, which needs no job.
 */

import { randomUUID } from 'node:crypto';
import { type Logger } from '../../logger.js';
import {
  beginHeartbeat,
  endHeartbeat,
  findHeartbeat,
  type HeartbeatProgress,
} from '../../store/queries/heartbeats.js';
import { addJobs, job, type JobPayloads, type JobSpec } from '../../store/queue.js';
import { type Store } from '../../store/store.js';

export interface HeartbeatDeps {
  store: Pick<Store, 'transaction'>;
  /** Says this as the heartbeat's witness; the same turn twice is one text. */
  say: (id: string, turn: number, text: string) => Promise<void>;
  /** 0: none any more; one that was planned before begins nothing. */
  everyMs: number;
  /** Its card must come back, too. */
  hasCard: boolean;
  logger: Logger;
  now: () => Date;
}

export type BeatHeart = (payload: JobPayloads['heartbeat']) => Promise<void>;

/** From first text to the last proof. */
export const COMES_BACK_WITHIN_MS = 3 * 60_000;
const BETWEEN_MS = 2_500;
/** After the story: whatever the flow still asks is agreed to, and sent. */
const STORY =
  'TEST heartbeat, not a real tip: front desk at motel 6 joplin missouri, 2 women, a man paid cash and wont let them talk. here right now';
const ANSWERS = ['SEND', '1'];
const MAX_TURNS = 9;

export function createHeartbeat(deps: HeartbeatDeps): BeatHeart {
  return async ({ id, turn = 0 }) => {
    if (id === undefined && deps.everyMs > 0) await begin(deps);
    if (id !== undefined) await goOn(deps, id, turn);
  };
}

/** The first one, and again after a restart: slots are fixed on the clock, so it is the same job. */
export function nextHeartbeatJob(everyMs: number): JobSpec {
  const runAt = new Date((Math.floor(Date.now() / everyMs) + 1) * everyMs);
  return job('heartbeat', {}, { key: 'heartbeat', runAt });
}

async function begin({ store, everyMs, now }: HeartbeatDeps): Promise<void> {
  const id = randomUUID();
  await store.transaction(async (tx) => {
    await beginHeartbeat(tx, id, now());
    await addJobs(tx, [
      job('heartbeat', { id, turn: 0 }, { key: `heartbeat:${id}` }),
      nextHeartbeatJob(everyMs),
    ]);
  });
}

export function heartbeatTextId(id: string, turn: number): string {
  return `heartbeat-${id}-${turn}`;
}

async function goOn(deps: HeartbeatDeps, id: string, turn: number): Promise<void> {
  const { store, say, logger, now } = deps;
  const progress = await store.transaction((tx) => findHeartbeat(tx, id, heartbeatTextId(id, 0)));
  if (progress === undefined || progress.ended) return;
  const isBack = hasComeBack(progress, deps.hasCard);
  if (!isBack && !progress.submitted && turn < MAX_TURNS)
    await say(id, turn, turn === 0 ? STORY : (ANSWERS[(turn - 1) % ANSWERS.length] ?? 'SEND'));
  await store.transaction(async (tx) => {
    if (isBack) await endHeartbeat(tx, { id, outcome: 'came_back', tipId: progress.tipId, now: now() });
    else await addJobs(tx, [lookAgain(id, turn + 1)]);
  });
  const durationMs = now().getTime() - progress.startedAt.getTime();
  if (isBack) logger.info({ tipId: progress.tipId ?? undefined, durationMs }, 'heartbeat came back');
}

function hasComeBack(progress: HeartbeatProgress, hasCard: boolean): boolean {
  const { submitted, deliveries, waiting, cardPosted } = progress;
  return submitted && deliveries > 0 && waiting.length === 0 && (cardPosted || !hasCard);
}

function lookAgain(id: string, turn: number): JobSpec {
  return job('heartbeat', { id, turn }, { key: `heartbeat:${id}`, runAt: new Date(Date.now() + BETWEEN_MS) });
}
