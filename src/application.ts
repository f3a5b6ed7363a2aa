/**
 * The wiring: settings in, a running program out. `main.ts` calls it for each role and the tests call it in
 * process, so that both run the same program. Nothing else puts rooms together.
 */

import { createChannels } from './channels/channels.js';
import { redirectTo } from './channels/sms/voice-redirect.js';
import { type Configuration, loadConfiguration } from './configuration.js';
import { createConnectCall } from './conversation/connect-call.js';
import { createFlowRegistry } from './conversation/flow-registry.js';
import { type ReceiveMessage } from './conversation/ports.js';
import { createReceiveMessage } from './conversation/receive-message.js';
import { createFindKnownProviderIds, createRecordDeliveryStatus } from './conversation/send-message.js';
import { type ConversationDeps } from './conversation/turn.js';
import { createCrashPoint } from './crash-point.js';
import { listConfiguredRoutes } from './handoff/hotline.js';
import { createTipCall } from './handoff/voice-call.js';
import { describeError } from './logger.js';
import { createMetrics, type Metrics } from './ops/metrics.js';
import { createStore, type Store } from './store/store.js';
import { createVault, verifyDataKey } from './store/vault.js';
import { findFirstRung } from './liaison/escalate.js';
import { planHandOff } from './tip/hotline-plan.js';
import { type Understand } from './understanding/facts.js';
import { createUnderstand, type UnderstandingTables } from './understanding/index.js';
import { loadTables } from './understanding/tables-loader.js';
import { createDesk, createFilingDesk, createOperatorPaths, describeVoiceRoute } from './wiring/desks.js';
import { watchHeartbeats } from './wiring/operator-jobs.js';
import { type ApplicationOptions, type Parts, type Stops } from './wiring/parts.js';
import { createCalls, toE164 } from './wiring/phone.js';
import { startWeb, watchFlowFiles } from './wiring/start-web.js';
import { startWorker } from './wiring/start-worker.js';

export { type ApplicationOptions };

export interface Application {
  /** Undefined without the web role. */
  port: number | undefined;
  store: Store;
  stop(): Promise<void>;
}

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
  const stops: Stops = [() => store.close()];
  const stop = async () => {
    for (const stopPart of stops.splice(0).toReversed())
      try {
        await stopPart();
      } catch (thrown) {
        // The rest must stop all the same, or the process would stay.
        logger.warn(describeError(thrown), 'a part did not stop cleanly');
      }
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
      findFirstRung: (card) => findFirstRung(configuration, card),
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
    const paths = createOperatorPaths(parts, channels, stops);
    const liaison = createDesk(parts, channels, paths);
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
    stops.push(watchHeartbeats(parts, paths));
    return { port, store, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
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
