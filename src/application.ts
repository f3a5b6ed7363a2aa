/**
 * The wiring: settings in, a running program out. `main.ts` calls it for each role and the tests call it in
 * process, so that both run the same program. Nothing else puts rooms together.
 */

import { type Router } from 'express';
import { createChannels, type Channels } from './channels/channels.js';
import { redirectTo } from './channels/sms/voice-redirect.js';
import { createWebServer } from './channels/web-server.js';
import { type Configuration, loadConfiguration } from './configuration.js';
import { createConnectCall } from './conversation/connect-call.js';
import { createDeleteMedia, createFetchMedia, type MediaDeps } from './conversation/fetch-media.js';
import { createFireTimer } from './conversation/fire-timer.js';
import { createFlowRegistry, type FlowRegistry } from './conversation/flow-registry.js';
import { type ReceiveMessage } from './conversation/ports.js';
import { createReceiveMessage } from './conversation/receive-message.js';
import { createRelayQuestion } from './conversation/relay-question.js';
import {
  createFindKnownProviderIds,
  createRecordDeliveryStatus,
  createSendMessage,
} from './conversation/send-message.js';
import { type ConversationDeps } from './conversation/turn.js';
import { createCrashPoint } from './crash-point.js';
import { joinInteractions } from './desk-ports.js';
import { SightlineError } from './errors.js';
import { type DeskDeps } from './handoff/desk/desk-deps.js';
import { createDeskInteractions } from './handoff/desk/desk-interactions.js';
import {
  createHandOffJobs,
  createHotlineRouters,
  createHotlineRoutes,
  listConfiguredRoutes,
  watchHotlineMail,
} from './handoff/hotline.js';
import { createOpenApiDocument } from './handoff/openapi.js';
import { createAdminCommand } from './handoff/operators/admin-command.js';
import { createTipOperations } from './handoff/operators/tip-operations.js';
import { createStartVoiceDelivery, createTipCall, type VoiceRouteDeps } from './handoff/voice-call.js';
import { startJobRunner } from './jobs/runner.js';
import { createTasks } from './jobs/tasks.js';
import { createCalls, type Calls, toE164 } from './phone.js';
import { createLiaison, type Liaison } from './liaison/desk.js';
import { createOperatorMail } from './liaison/operator-mail.js';
import { type States } from './liaison/states.js';
import { describeError, type Logger } from './logger.js';
import { createMailer } from './mailer.js';
import {
  createOperatorJobs,
  scheduleOperatorJobs,
  watchHeartbeats,
  withoutHeartbeats,
} from './operator-jobs.js';
import { createMetrics, type Metrics } from './ops/metrics.js';
import { createOpsRouter } from './ops/routes.js';
import { watchFlows } from './ops/watch-flows.js';
import { type Settings } from './settings.js';
import { addJobs, job, type JobKind } from './store/queue.js';
import { createStore, type Store } from './store/store.js';
import { createVault, type Vault, verifyDataKey } from './store/vault.js';
import { planHandOff } from './tip/hotline-plan.js';
import { tipJsonSchema } from './tip/schema.js';
import { type Understand } from './understanding/facts.js';
import { createUnderstand, type UnderstandingTables } from './understanding/index.js';
import { loadTables } from './understanding/tables-loader.js';

export interface ApplicationOptions {
  settings: Settings;
  /** A migrated database. */
  connectionString: string;
  dataKey: Uint8Array;
  logger: Logger;
  web: boolean;
  worker: boolean;
  /** Loopback only in the sandbox. */
  host?: string;
  extraRouters?: readonly Router[];
  /** Liaison channels by USPS code that stand in for those of config/states.yaml (sandbox, tests). */
  stateChannels?: Readonly<Record<string, string>>;
  crashAt?: string | undefined;
  now?: () => Date;
}

export interface Application {
  /** Undefined without the web role. */
  port: number | undefined;
  store: Store;
  stop(): Promise<void>;
}

/**
 * Three lanes, so that a hotline or a Slack that hangs never holds up an answer to a witness, nor what wakes a person.
 * Answers are many and short: they are fetched ahead. Deliveries are not, so that danger overtakes what waits.
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
      'placeMap',
      'dailyDigest',
      'heartbeat',
    ],
    concurrency: 12,
  },
  { kinds: ['escalate', 'sendNotice', 'placeCall', 'alertOperators'], concurrency: 4 },
  { kinds: ['fetchMedia', 'showMedia', 'deleteMedia'], concurrency: 3 },
];
/** Jobs and webhooks share the pool; graphile-worker wants at least its concurrency. */
const MAX_CONNECTIONS = 32;

/** Starts the roles asked for. Throws, with nothing left running, when anything is misconfigured. */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const { settings, logger, now = () => new Date() } = options;
  const configuration = await loadConfiguration(settings);
  const store = createStore({
    connectionString: options.connectionString,
    maxConnections: MAX_CONNECTIONS,
    onConnectionLost: (error) => {
      logger.warn(describeError(error), 'database connection lost');
    },
  });
  const stops: (() => Promise<void> | void)[] = [() => store.close()];
  const stop = async () => {
    for (const stopPart of stops.splice(0).toReversed()) await stopPart();
  };
  try {
    const vault = createVault(options.dataKey);
    await verifyDataKey(store.pool, vault);
    const flows = createFlowRegistry({ store, variables: configuration.programme });
    for (const flow of configuration.flows) await flows.publish(flow.source, flow.file);

    const metrics = createMetrics();
    const crashPoint = createCrashPoint(options.crashAt);
    const tables = lazily(() => loadTables());
    const parts: Parts = {
      options,
      configuration,
      store,
      vault,
      flows,
      tables,
      metrics,
      now,
      logger,
      crashPoint,
    };
    const conversation: ConversationDeps = {
      store,
      vault,
      flows,
      understand: prepareUnderstand(tables, options.web),
      hints: findHints(configuration.programme),
      planHandOff: (tip) =>
        planHandOff(configuration.hotline, { ...tip, configured: listConfiguredRoutes(settings) }),
      replySettleMs: settings.replySettleMs,
      timeZones: new Map(
        Object.entries(configuration.states).map(([code, { timeZone }]) => [code, timeZone]),
      ),
      now,
      canRing: settings.twilio?.voiceNumber !== undefined,
      crashPoint,
    };
    const channels = createChannels({
      settings,
      logger,
      receiveMessage: measure(metrics, createReceiveMessage(conversation)),
      recordDeliveryStatus: createRecordDeliveryStatus({ store, vault, now }),
      findKnownProviderIds: createFindKnownProviderIds({ store }),
      voice: redirectTo(
        String(configuration.programme.hotlineName),
        String(configuration.programme.hotlinePhone),
      ),
    });
    const liaison = createDesk(parts, channels, stops);
    const desk = createFilingDesk(parts, channels);
    const voice = describeVoiceRoute(parts);
    const calls = createCalls({
      ...parts,
      phone: channels.phone,
      scripts: {
        rung: liaison.rungCall,
        ...(voice === undefined ? {} : { tip: createTipCall(voice) }),
        connect: createConnectCall(conversation, {
          hotline: toE164(String(configuration.programme.hotlinePhone)),
        }),
      },
    });

    if (options.worker) await startWorker(parts, { conversation, channels, liaison, desk, calls, stops });
    const port = options.web ? await startWeb(parts, { channels, liaison, desk, calls, stops }) : undefined;
    if (options.web) stops.push(watchFlowFiles(parts));
    stops.push(watchHeartbeats({ settings, store, logger, now }));
    return { port, store, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

interface Parts {
  options: ApplicationOptions;
  configuration: Configuration;
  store: Store;
  vault: Vault;
  flows: FlowRegistry;
  tables: () => UnderstandingTables;
  metrics: Metrics;
  now: () => Date;
  logger: Logger;
  crashPoint: (name: string) => void;
}

/** The tables take half a second to load; they are loaded once, by whoever needs them first. */
function lazily<Result>(load: () => Result): () => Result {
  let loaded: { result: Result } | undefined;
  return () => (loaded ??= { result: load() }).result;
}

/** Only a web process hears texts, and it must be ready before the first. */
function prepareUnderstand(tables: () => UnderstandingTables, atOnce: boolean): Understand {
  const understand = lazily(() => createUnderstand(tables()));
  if (atOnce) understand();
  return (text, context) => understand()(text, context);
}

function findHints({ homeState }: Configuration['programme']): ConversationDeps['hints'] {
  return typeof homeState === 'string' ? { homeState } : {};
}

function measure(metrics: Metrics, receiveMessage: ReceiveMessage): ReceiveMessage {
  return async (message) => {
    const startedAt = performance.now();
    const done = (outcome: 'accepted' | 'duplicate' | 'failed') => {
      metrics.messageReceived(message.channel, outcome, performance.now() - startedAt);
    };
    try {
      const outcome = await receiveMessage(message);
      done(outcome);
      return outcome;
    } catch (thrown) {
      done('failed');
      throw thrown;
    }
  };
}

function createDesk(
  { options, configuration, store, vault, tables, now, logger, crashPoint }: Parts,
  channels: Channels,
  stops: Stops,
): Liaison {
  const { mail, operators } = options.settings;
  const mailer = mail === undefined || operators.email === undefined ? undefined : createMailer(mail);
  stops.push(() => mailer?.close());
  return createLiaison({
    store,
    vault,
    slack: channels.slack?.client,
    states: withChannels(configuration.states, options.stateChannels ?? {}),
    deskDefaults: configuration.deskDefaults,
    texts: channels.phone?.texts,
    mail: mailer && createOperatorMail(mailer),
    operators,
    channels: {
      national: options.settings.slack?.nationalChannel,
      operator: options.settings.slack?.operatorChannel,
    },
    signLabels: configuration.signLabels,
    questions: configuration.questions,
    revealDefault: configuration.deskDefaults.reveal,
    logger,
    now,
    crashPoint,
    mapTables: () => tables().gazetteer,
    postIntervalMs: options.settings.slack?.postIntervalMs,
  });
}

/** What staff work with who file a tip at the hotline themselves. */
function createFilingDesk(
  { options, configuration, store, vault, now, logger, crashPoint }: Parts,
  channels: Channels,
): DeskDeps {
  const { slack } = options.settings;
  return {
    ...{ store, vault, now, logger, crashPoint },
    slack: channels.slack?.client,
    operatorChannel: slack?.operatorChannel,
    plan: configuration.hotline,
    signLabels: configuration.signLabels,
    postIntervalMs: slack?.postIntervalMs,
  };
}

function withChannels(states: States, channels: Readonly<Record<string, string>>): States {
  const entries = Object.entries(states).map(([code, state]) => {
    const channel = channels[code];
    return [code, channel === undefined ? state : { ...state, channel }] as const;
  });
  return Object.fromEntries(entries);
}

function describeVoiceRoute({
  options,
  configuration,
  store,
  vault,
  now,
}: Parts): VoiceRouteDeps | undefined {
  const { hotlinePhone: hotline } = options.settings;
  if (hotline === undefined) return undefined;
  return { store, vault, hotline, language: 'en', signLabels: configuration.signLabels, now };
}

type Stops = (() => Promise<void> | void)[];

async function startWorker(
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

async function startWeb(
  parts: Parts,
  {
    channels,
    liaison,
    desk,
    calls,
    stops,
  }: { channels: Channels; liaison: Liaison; desk: DeskDeps; calls: Calls; stops: Stops },
): Promise<number> {
  const { options, store, metrics, logger, now } = parts;
  const operations = createTipOperations(desk);
  channels.slack?.register(
    joinInteractions([
      liaison.interactions,
      createDeskInteractions(desk),
      createAdminCommand({ ...desk, operations }),
    ]),
  );
  const server = createWebServer({
    routers: [
      ...channels.routers,
      ...calls.routers,
      ...createHotlineRouters({ settings: options.settings, store, logger, now }),
      createOpsRouter({
        store,
        metrics,
        tipSchema: tipJsonSchema,
        openApi: createOpenApiDocument(options.settings.publicUrl),
      }),
      ...(options.extraRouters ?? []),
    ],
    logger,
  });
  const port = await server
    .start({
      port: options.settings.port,
      ...(options.host === undefined ? {} : { host: options.host }),
    })
    .catch((cause: unknown) => {
      throw explainListenFault(cause, options.settings.port);
    });
  stops.push(() => server.stop());
  return port;
}

function explainListenFault(cause: unknown, port: number): unknown {
  const { code } = (cause ?? {}) as { code?: unknown };
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return cause;
  const why = code === 'EADDRINUSE' ? 'another program listens there' : 'this user may not listen there';
  return new SightlineError('SETTINGS_INVALID', `PORT ${port}: ${why}; set PORT to another port`, {
    cause,
  });
}

function watchFlowFiles({ options, flows, logger }: Parts): () => void {
  return watchFlows({
    flowsDir: options.settings.flowsDir,
    logger,
    publish: async () => {
      const { flows: changed } = await loadConfiguration(options.settings);
      for (const flow of changed) {
        const published = await flows.publish(flow.source, flow.file);
        logger.info({ flow: published.id, version: published.version }, 'flow published');
      }
    },
  });
}
