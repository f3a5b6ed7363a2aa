/**
 * The Botkit hub: every turn in goes adapter → controller → `receiveMessage`, every message out goes
 * `bot.say` → adapter → provider. One controller per channel, with no web server, no dialogs and no memory.
 *
 * Botkit 4 swallows faults: what a handler throws is lost inside `handleTurn`, whose promise then never
 * settles, and the process gets an unhandled rejection (botkit/lib/core.js, `handleTurn` and `trigger`). So:
 * - our handler never throws into Botkit. It leaves its outcome, good or bad, in a slot of the turn's state;
 *   the hub reads the slot once the turn is over. An empty slot is a fault too.
 * - middleware is added with `use` only, at the two stages where Botkit passes a rejection on.
 * - a turn that has not ended after `turnTimeoutMs` is answered as a fault; the provider tries again and the
 *   message's id keeps it from being taken twice.
 */

import { createRequire } from 'node:module';
import { Botkit, type BotkitMessage, type BotWorker } from 'botkit';
import { type Storage, type TurnContext } from 'botbuilder';
import {
  type InboundMessage,
  type MessageSender,
  type OutgoingMessage,
  type ReceiveMessage,
  type ReceiveOutcome,
} from '../conversation/ports.js';
import { SightlineError } from '../errors.js';
import { bounded } from './bounded.js';
import {
  type ChannelAdapter,
  type SentResponse,
  toOutgoingActivity,
  toReference,
} from './channel-adapter.js';

/** Below Twilio's 15 s for a webhook, so that the 5xx still reaches it. */
const TURN_TIMEOUT_MS = 12_000;

export type TurnMiddleware = (bot: BotWorker, message: BotkitMessage) => void | Promise<void>;

/** What of Botkit's untyped `middleware` is used here. */
type BotkitMiddleware = Record<'ingest' | 'receive', { use(middleware: TurnMiddleware): void }>;

export interface HubOptions {
  adapters: readonly ChannelAdapter[];
  receiveMessage: ReceiveMessage;
  turnTimeoutMs?: number;
}

export interface Hub extends MessageSender {
  /** One turn. Resolves once the message is durable; rejects with whatever went wrong in it. */
  takeTurn: ReceiveMessage;
  /** Runs before the handler of every turn; a throw or a rejection fails the turn. */
  use(stage: 'ingest' | 'receive', middleware: TurnMiddleware): void;
}

type Slot = { kind: 'done'; outcome: ReceiveOutcome } | { kind: 'failed'; fault: unknown };
const SLOT = Symbol('outcome of the turn');

export function createHub({ adapters, receiveMessage, turnTimeoutMs = TURN_TIMEOUT_MS }: HubOptions): Hub {
  silenceDebugOutput();
  const lines = new Map(
    adapters.map((adapter) => [
      adapter.channel,
      { adapter, controller: createController(adapter, receiveMessage) },
    ]),
  );

  function getLine(channel: InboundMessage['channel']) {
    const line = lines.get(channel);
    if (line === undefined)
      throw new SightlineError('INTERNAL', `channel ${channel} has no settings in this process`);
    return line;
  }

  return {
    async takeTurn(message) {
      const { adapter, controller } = getLine(message.channel);
      let slot: Slot | undefined;
      const turn = adapter.processActivity(message, async (context) => {
        await controller.handleTurn(context);
        slot = context.turnState.get<Slot | undefined>(SLOT);
      });
      await bounded(turn, turnTimeoutMs, () => incompleteTurn('did not end in time'));
      return readSlot(slot);
    },

    use(stage, middleware) {
      // Two named parameters: `ware` hands the callback only to functions that take a third.
      for (const { controller } of lines.values())
        (controller.middleware as BotkitMiddleware)[stage].use((bot, message) => middleware(bot, message));
    },

    async send(message: OutgoingMessage) {
      const { controller } = getLine(message.channel);
      const bot = await controller.spawn({});
      await bot.changeContext(toReference(message));
      const response = (await bot.say(toOutgoingActivity(message))) as SentResponse;
      return response.outcome;
    },

    async findSent(message) {
      return await getLine(message.channel).adapter.findSent(message);
    },
  };
}

function createController(adapter: ChannelAdapter, receiveMessage: ReceiveMessage): Botkit {
  const controller = new Botkit({
    adapter,
    storage: noStorage,
    disable_webserver: true,
    disable_console: true,
  });
  controller.on(['message', 'choice'], async (_bot: BotWorker, message: BotkitMessage) => {
    const context = message.context as TurnContext;
    context.turnState.set(SLOT, await settle(() => receiveMessage(message.inbound as InboundMessage)));
  });
  return controller;
}

async function settle(work: () => Promise<ReceiveOutcome>): Promise<Slot> {
  try {
    return { kind: 'done', outcome: await work() };
  } catch (fault) {
    return { kind: 'failed', fault };
  }
}

function readSlot(slot: Slot | undefined): ReceiveOutcome {
  if (slot === undefined) throw incompleteTurn('ended without reaching its handler');
  if (slot.kind === 'failed') throw slot.fault;
  return slot.outcome;
}

function incompleteTurn(how: string): SightlineError {
  return new SightlineError('INTERNAL', `a turn ${how}`, { retryable: true });
}

/** Botkit wants somewhere to keep dialogs. There are none, and nothing of a conversation may stay in memory. */
const noStorage: Storage = {
  read: () => Promise.resolve({}),
  write: () => Promise.resolve(),
  delete: () => Promise.resolve(),
};

/** With DEBUG=botkit set, Botkit would print every activity, words and numbers included, to standard error. */
function silenceDebugOutput(): void {
  const requireAsBotkit = createRequire(createRequire(import.meta.url).resolve('botkit'));
  (requireAsBotkit('debug') as { disable(): string }).disable();
}
