/** The wiring of what runs by the clock for the operators: the daily digest and the heartbeat. Part of application.ts. */

import { type MessageSender, type ReceiveMessage } from '../conversation/ports.js';
import { type DeskDeps } from '../handoff/desk/desk-deps.js';
import { createHeartbeat, heartbeatTextId, nextHeartbeatJob } from '../handoff/heartbeat/heartbeat.js';
import { type HeartbeatWatchDeps, watchHeartbeat } from '../handoff/heartbeat/watch-heartbeat.js';
import { createDailyDigest, nextDigestJob } from '../handoff/operators/daily-digest.js';
import { type UseCases } from '../jobs/tasks.js';
import { type Logger } from '../logger.js';
import { type Settings } from '../settings.js';
import { addJobs } from '../store/queue.js';
import { type Store } from '../store/store.js';
import { heartbeatAddress, isHeartbeatAddress } from '../tip/heartbeat.js';
import { type HotlinePlan } from '../tip/hotline-plan.js';
import { type OperatorPaths } from './desks.js';
import { type Parts } from './parts.js';

export interface OperatorJobsDeps {
  settings: Settings;
  plan: HotlinePlan;
  store: Store;
  desk: DeskDeps;
  receiveMessage: ReceiveMessage;
  logger: Logger;
  now: () => Date;
}

const MINUTE_MS = 60_000;

export function createOperatorJobs(deps: OperatorJobsDeps): Pick<UseCases, 'dailyDigest' | 'heartbeat'> {
  const { settings, desk, receiveMessage, now } = deps;
  return {
    dailyDigest: createDailyDigest({ ...desk, plan: deps.plan }),
    heartbeat: createHeartbeat({
      ...deps,
      everyMs: settings.heartbeatMinutes * MINUTE_MS,
      hasCard: desk.operatorChannel !== undefined,
      say: async (id, turn, text) => {
        await receiveMessage({
          ...{ channel: 'sms', providerId: heartbeatTextId(id, turn), address: heartbeatAddress(id) },
          ...{ replyFrom: 'heartbeat', input: { type: 'text', text }, mediaCount: 0, receivedAt: now() },
        });
      },
    }),
  };
}

/** Adds the next of each, at the same time whoever starts and however often. */
export async function scheduleOperatorJobs({
  settings,
  plan,
  store,
}: Pick<OperatorJobsDeps, 'settings' | 'plan' | 'store'>): Promise<void> {
  const { heartbeatMinutes } = settings;
  await store.transaction((tx) =>
    addJobs(tx, [
      nextDigestJob(plan),
      ...(heartbeatMinutes === 0 ? [] : [nextHeartbeatJob(heartbeatMinutes * MINUTE_MS)]),
    ]),
  );
}

/** In every process; returns what ends it. */
export function watchHeartbeats({ options, store, logger, now }: Parts, paths: OperatorPaths): () => void {
  const { operators, heartbeatMinutes } = options.settings;
  if (heartbeatMinutes === 0) return () => undefined;
  const tellBeside = createTellBeside(paths, operators);
  return watchHeartbeat({ store, tellBeside, logger, now, everyMs: heartbeatMinutes * MINUTE_MS });
}

/** At once, by mail and by text, as far as each is set up. */
export function createTellBeside(
  { mail, texts }: OperatorPaths,
  { email, phone }: Settings['operators'],
): HeartbeatWatchDeps['tellBeside'] {
  return async (id, alert) => {
    const body = `Sightline alert: ${alert}`;
    await Promise.all([
      mail !== undefined && email !== undefined && mail.send({ id, to: email, text: body }),
      texts !== undefined && phone !== undefined && texts.send({ to: phone, body }),
    ]);
  };
}

/** An answer to a heartbeat has arrived as soon as it would leave. */
export function withoutHeartbeats(sender: MessageSender): MessageSender {
  return {
    send: (message) =>
      isHeartbeatAddress(message.address)
        ? Promise.resolve({ kind: 'sent', providerId: `heartbeat-${message.outboundId}` })
        : sender.send(message),
    findSent: (message) =>
      isHeartbeatAddress(message.address)
        ? Promise.resolve(`heartbeat-${message.outboundId}`)
        : sender.findSent(message),
  };
}
