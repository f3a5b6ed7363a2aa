/**
 * Watches, in every process and without any job, that heartbeats come back and that new ones begin. What is lost is told
 * by a second path, once: if jobs or Slack were dead, nothing else would say so.
 */

import { randomUUID } from 'node:crypto';
import { describeError, type Logger } from '../../logger.js';
import { takeLostHeartbeats, takeMissingHeartbeat } from '../../store/queries/heartbeats.js';
import { addJobs, job, PRIORITY } from '../../store/queue.js';
import { type Store, type Tx } from '../../store/store.js';
import { COMES_BACK_WITHIN_MS } from './heartbeat.js';

export interface HeartbeatWatchDeps {
  store: Pick<Store, 'transaction'>;
  /** Tells the operators beside Slack, at once and by no job: jobs may be what is dead. Throws when that failed. */
  tellBeside: (id: string, alert: string) => Promise<void>;
  everyMs: number;
  logger: Logger;
  now: () => Date;
}

const LOOK_EVERY_MS = 30_000;

export function watchHeartbeat(deps: HeartbeatWatchDeps): () => void {
  const startedAt = deps.now();
  const timer = setInterval(() => {
    checkHeartbeat(deps, startedAt).catch((thrown: unknown) => {
      deps.logger.warn(describeError(thrown), 'heartbeats could not be looked at');
    });
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

export async function checkHeartbeat(deps: HeartbeatWatchDeps, startedAt: Date): Promise<void> {
  const { store, everyMs, now } = deps;
  const at = now();
  const silentSince = new Date(at.getTime() - 2 * everyMs - COMES_BACK_WITHIN_MS);
  const lost = await store.transaction(async (tx) => {
    const ids = await takeLostHeartbeats(tx, new Date(at.getTime() - COMES_BACK_WITHIN_MS), at);
    const isMissing =
      startedAt < silentSince && (await takeMissingHeartbeat(tx, randomUUID(), silentSince, at));
    const details = [
      ...ids.map((id) => `test tip ${id} did not come back within ${COMES_BACK_WITHIN_MS / 60_000} minutes`),
      ...(isMissing ? ['no test tip was begun; no worker runs jobs'] : []),
    ];
    await addAlerts(tx, details);
    return details;
  });
  for (const detail of lost) await tell(deps, detail);
}

/** The first path, too: it may be alive. */
async function addAlerts(tx: Tx, details: readonly string[]): Promise<void> {
  const alerts = details.map((detail) =>
    job('alertOperators', { code: 'HEARTBEAT_LOST', detail }, { priority: PRIORITY.danger }),
  );
  await addJobs(tx, alerts);
}

async function tell({ tellBeside, logger }: HeartbeatWatchDeps, detail: string): Promise<void> {
  logger.error({ code: 'DELIVERY_UNAVAILABLE', reason: 'heartbeat_lost' }, 'a heartbeat was lost');
  try {
    await tellBeside(randomUUID(), `HEARTBEAT_LOST: ${detail}`);
  } catch (thrown) {
    logger.error(describeError(thrown), 'the second path to the operators failed');
  }
}
