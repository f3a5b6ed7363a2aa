/**
 * Takes one message of a witness in one transaction (ARCHITECTURE.md, "The way of one message"). When it
 * resolves, the message is durable and its answer, or the reason for silence, is recorded with it; when it
 * throws, nothing of it is stored and the provider will send it again.
 *
 * It never sends, never logs a word, and never holds a database connection while waiting for an earlier text
 * of the same person.
 */

import { randomBytes, randomUUID } from 'node:crypto';
import { DatabaseError } from 'pg';
import { type Moment } from '../flow/effects.js';
import { type CompiledFlow, isPlainAnswer, settledLanguage, step, type StepResult } from '../flow/index.js';
import { type ChannelName } from '../store/schema.js';
import {
  type ConversationRow,
  insertConversation,
  insertWitness,
  lockWitness,
  openTurn,
  type TurnOpening,
  type WitnessRow,
} from '../store/queries/conversation.js';
import { type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { createReferenceBody } from '../tip/reference.js';
import { findAsking, NOBODY_ASKS } from './asking.js';
import { createKeyedQueue } from './keyed-queue.js';
import { startPatience } from './patience.js';
import { type InboundMessage, type ReceiveMessage, type ReceiveOutcome } from './ports.js';
import { recordTurn } from './record-turn.js';
import { type Asking, type ConversationDeps, type OpenTurn } from './turn.js';

/**
 * From arrival, waiting for earlier texts of the same person included. Slack tries again after three seconds; Twilio
 * gives up after 15 and may not try again, so a busy database is waited for.
 */
const LIMIT_MS = { slack: 2500, sms: 11_000 } as const;
const DATABASE_SILENCE_MS = 2500;

export function createReceiveMessage(deps: ConversationDeps): ReceiveMessage {
  const queue = createKeyedQueue();
  return (message) => {
    const addressHash = deps.vault.lookupHash('address', `${message.channel}:${message.address}`);
    const patience = startPatience({
      silenceMs: DATABASE_SILENCE_MS,
      limitMs: LIMIT_MS[message.channel],
      lastAnswerAt: deps.store.lastAnswerAt,
    });
    const take = async () => {
      const outcome = await deps.store.transaction(
        async (tx) => {
          const received = await receive(deps, tx, message, addressHash);
          deps.crashPoint('receive:before-commit');
          return received;
        },
        { signal: patience.signal },
      );
      deps.crashPoint('receive:after-commit');
      return outcome;
    };
    const takeWithFreshReference = async () => {
      try {
        return await take();
      } catch (thrown) {
        if (!isReferenceTaken(thrown)) throw thrown;
        // Nothing of the first try is stored; the second draws another reference.
        return await take();
      }
    };
    return queue.run(addressHash.toString('base64'), takeWithFreshReference).finally(() => {
      patience.end();
    });
  };
}

/** Five random characters meet a code already given out about once in 33 million divided by the state's tips. */
function isReferenceTaken(thrown: unknown): boolean {
  return thrown instanceof DatabaseError && thrown.constraint === 'tips_reference_key';
}

async function receive(
  deps: ConversationDeps,
  tx: Tx,
  message: InboundMessage,
  addressHash: Buffer,
): Promise<ReceiveOutcome> {
  const witness = await getWitness(deps, tx, message, addressHash);
  const opening = await openTurn(tx, {
    channel: message.channel,
    providerId: message.providerId,
    conversationId: witness.conversationId,
  });
  if (opening.duplicate) return 'duplicate';

  const conversation = opening.conversation ?? (await beginConversation(deps, tx, message, witness.id));
  const flow = await deps.flows.get(tx, conversation.flowId, conversation.flowVersion);
  const asking = opening.wasAsked ? await findAsking(tx, conversation.id, deps.now()) : NOBODY_ASKS;
  const taken = takeTurn(deps, flow, conversation, opening, witness, message, asking);
  await recordTurn(deps, tx, {
    flow,
    conversation,
    witness,
    message,
    supersededId: opening.supersededId,
    asking,
    ...taken,
  });
  return 'accepted';
}

interface TakenTurn {
  result: StepResult;
  openTurn: OpenTurn;
  moment: Moment;
}

/**
 * Steps the flow. When an answer was superseded and both texts are plain answers to the same open question,
 * the step is taken again from where that turn began, with all its texts as one; a command, a carrier keyword
 * or danger is stepped by itself from where the conversation is now.
 */
function takeTurn(
  deps: ConversationDeps,
  flow: CompiledFlow,
  conversation: ConversationRow,
  opening: TurnOpening,
  witness: WitnessRow,
  message: InboundMessage,
  { humanAsks }: Asking,
): TakenTurn {
  const now = deps.now();
  const moment: Moment = {
    now,
    channel: message.channel,
    referenceBody: createReferenceBody(randomBytes(5)),
  };
  const saved = openSnapshot(deps.vault, conversation);
  const snapshot = witness.optedOutAt === null ? saved : tellOptedOut(flow, saved, moment);
  const earlier = opening.supersededId === undefined ? undefined : openEarlierTurn(deps.vault, conversation);

  if (message.input.type === 'choice') {
    return {
      result: step(flow, snapshot, message.input, moment),
      openTurn: { base: snapshot, texts: [] },
      moment,
    };
  }
  const { text } = message.input;
  const { mediaCount } = message;
  const language = settledLanguage(snapshot);
  const hints = { now, ...deps.hints, ...(language === undefined ? {} : { language }) };
  const understand = (words: string) => deps.understand(words, hints);
  const alone = { type: 'text', text, facts: understand(text), mediaCount, humanAsks } as const;
  const joins =
    !humanAsks &&
    earlier !== undefined &&
    earlier.texts.length > 0 &&
    isPlainAnswer(flow, snapshot, alone, moment);
  if (!joins)
    return {
      result: step(flow, snapshot, alone, moment),
      openTurn: { base: snapshot, texts: [text] },
      moment,
    };

  // A bare choice goes first, so that "blue trailer" and then "1" reads as "1 blue trailer".
  const texts = /^\s*[\da-h]\s*$/i.test(text) ? [text, ...earlier.texts] : [...earlier.texts, text];
  const joined = texts.join('\n');
  const input = { type: 'text', text: joined, facts: understand(joined), mediaCount } as const;
  return { result: step(flow, earlier.base, input, moment), openTurn: { base: earlier.base, texts }, moment };
}

/** The provider may know of an opt-out (21610) before the flow does: let the flow know first. */
function tellOptedOut(flow: CompiledFlow, snapshot: unknown, moment: Moment): unknown {
  return step(flow, snapshot, { type: 'optedOutByProvider' }, moment).snapshot;
}

export function openSnapshot(vault: Vault, conversation: ConversationRow): unknown {
  if (conversation.snapshotSealed === null) return undefined;
  return vault.openObject(conversation.snapshotSealed, `conversations:${conversation.id}:snapshot`);
}

function openEarlierTurn(vault: Vault, conversation: ConversationRow): OpenTurn | undefined {
  if (conversation.turnSealed === null) return undefined;
  return vault.openObject(conversation.turnSealed, `conversations:${conversation.id}:turn`) as OpenTurn;
}

async function getWitness(
  deps: ConversationDeps,
  tx: Tx,
  message: InboundMessage,
  addressHash: Buffer,
): Promise<WitnessRow> {
  const known = await lockWitness(tx, message.channel, addressHash);
  if (known !== undefined) return known;
  const id = randomUUID();
  const addressSealed = deps.vault.seal(message.address, `witnesses:${id}:address`);
  const alias = createReferenceBody(randomBytes(5));
  const first = await insertWitness(tx, { id, channel: message.channel, addressHash, addressSealed, alias });
  if (first) return { id, channel: message.channel, addressSealed, optedOutAt: null, conversationId: null };
  const other = await lockWitness(tx, message.channel, addressHash);
  if (other === undefined) throw new Error('a witness row vanished inside a transaction');
  return other;
}

async function beginConversation(
  deps: ConversationDeps,
  tx: Tx,
  message: { channel: ChannelName; replyFrom: string; receivedAt: Date },
  witnessId: string,
): Promise<ConversationRow> {
  const flow = deps.flows.current();
  const id = randomUUID();
  const now = deps.now();
  await insertConversation(tx, {
    id,
    witnessId,
    flowId: flow.id,
    flowVersion: flow.version,
    flowHash: flow.hash,
    snapshotSealed: null,
    turnSealed: null,
    state: 'new',
    replyFromSealed: deps.vault.seal(message.replyFrom, `conversations:${id}:reply_from`),
    startedAt: message.receivedAt,
    lastMessageAt: now,
  });
  return {
    id,
    flowId: flow.id,
    flowVersion: flow.version,
    snapshotSealed: null,
    turnSealed: null,
    tipId: null,
    startedAt: message.receivedAt,
    lastMessageAt: now,
  };
}
