/** The wiring of the role `worker`: a use case for each kind of job, and the lanes they run in. */

import { type Channels } from '../channels/channels.js';
import { createDeleteMedia, createFetchMedia, type MediaDeps } from '../conversation/fetch-media.js';
import { createFireTimer } from '../conversation/fire-timer.js';
import { createReceiveMessage } from '../conversation/receive-message.js';
import { createRelayQuestion } from '../conversation/relay-question.js';
import { createSendMessage } from '../conversation/send-message.js';
import { type ConversationDeps } from '../conversation/turn.js';
import { type DeskDeps } from '../handoff/desk/desk-deps.js';
import { createHandOffJobs, createHotlineRoutes, watchHotlineMail } from '../handoff/hotline.js';
import { createStartVoiceDelivery } from '../handoff/voice-call.js';
import { startJobRunner } from '../jobs/runner.js';
import { createTasks } from '../jobs/tasks.js';
import { type Liaison } from '../liaison/desk.js';
import { describeError, type Logger } from '../logger.js';
import { addJobs, job, type JobKind } from '../store/queue.js';
import { type Store } from '../store/store.js';
import { describeVoiceRoute } from './desks.js';
import { createOperatorJobs, scheduleOperatorJobs, withoutHeartbeats } from './operator-jobs.js';
import { type Parts, type Stops } from './parts.js';
import { type Calls } from './phone.js';

/**
 * Lanes, so that a hotline or a Slack that hangs, or a picture, never holds up an answer to a witness, nor what wakes a
 * person. Answers are many and short: they are fetched ahead. Deliveries are not, so that danger overtakes what waits.
 */
const LANES: readonly { kinds: readonly JobKind[]; concurrency: number; prefetch?: number }[] = [
  { kinds: ['sendMessage', 'relayQuestion', 'conversationTimer'], concurrency: 8, prefetch: 8 },
  {
    kinds: [
      'handOffTip',
      'routeDeadline',
      'showDeskTask',
      'deskDeadline',
      'notifyLiaison',
      'tellAlike',
      'dailyDigest',
      'heartbeat',
    ],
    concurrency: 12,
  },
  { kinds: ['escalate', 'sendNotice', 'placeCall', 'alertOperators'], concurrency: 4 },
  { kinds: ['fetchMedia', 'showMedia', 'deleteMedia', 'placeMap'], concurrency: 3 },
];
export async function startWorker(
  parts: Parts,
  {
    conversation,
    channels,
    liaison,
    desk,
    calls,
    stops,
  }: {
    conversation: ConversationDeps;
    channels: Channels;
    liaison: Liaison;
    desk: DeskDeps;
    calls: Calls;
    stops: Stops;
  },
): Promise<void> {
  const { options, configuration, store, vault, metrics, now, logger, crashPoint } = parts;
  const hotline = { settings: options.settings, store, logger, now };
  const routes = createHotlineRoutes(hotline, configuration.signLabels);
  const voice = describeVoiceRoute(parts);
  const startVoice = voice === undefined ? {} : { startVoiceDelivery: createStartVoiceDelivery(voice) };
  for (const route of Object.values(routes))
    stops.push(() => {
      route.close();
    });
  const clockwork = { ...hotline, plan: configuration.hotline };
  await scheduleOperatorJobs(clockwork);
  const mail = await watchHotlineMail(hotline);
  stops.push(() => mail.stop());

  const media: MediaDeps = { store, vault, media: channels.media, logger, now, crashPoint };
  const tasks = createTasks(
    {
      sendMessage: createSendMessage({
        store,
        vault,
        sender: withoutHeartbeats(channels.sender),
        now,
        crashPoint,
      }),
      ...createHandOffJobs({
        ...hotline,
        ...startVoice,
        store,
        vault,
        plan: configuration.hotline,
        routes,
        desk,
        crashPoint,
      }),
      notifyLiaison: liaison.notifyLiaison,
      relayQuestion: createRelayQuestion({ store, vault, now, crashPoint }),
      fetchMedia: createFetchMedia(media),
      deleteMedia: createDeleteMedia(media),
      showMedia: liaison.showMedia,
      placeMap: liaison.placeMap,
      tellAlike: liaison.tellAlike,
      ...createOperatorJobs({ ...clockwork, desk, receiveMessage: createReceiveMessage(conversation) }),
      conversationTimer: createFireTimer(conversation),
      alertOperators: liaison.alertOperators,
      escalate: liaison.escalate,
      sendNotice: liaison.sendNotice,
      placeCall: calls.placeCall,
    },
    metrics.jobDone,
  );
  for (const { kinds, ...lane } of LANES) {
    const runner = startJobRunner({
      ...lane,
      pool: store.pool,
      tasks: Object.fromEntries(kinds.map((kind) => [kind, tasks[kind]])),
      logger,
      onGivenUp: (failure) => {
        tellGivenUp(store, logger, failure);
      },
    });
    stops.push(() => runner.stop());
  }
}

/** A job that will not run again is told to the operators; one that told them itself has the same alert key. */
function tellGivenUp(
  store: Store,
  logger: Logger,
  failure: { task: string; jobId: string; code: string },
): void {
  // A notice says itself what became of it, and one to the operators has no one left to tell.
  if (failure.task === 'alertOperators' || failure.task === 'sendNotice') return;
  const alert = job('alertOperators', {
    code: 'JOB_GIVEN_UP',
    detail: `${failure.task} ${failure.jobId}, ${failure.code}`,
  });
  store
    .transaction((tx) => addJobs(tx, [alert]))
    .catch((thrown: unknown) => {
      logger.error({ ...describeError(thrown), jobId: failure.jobId }, 'a given-up job could not be told');
    });
}
