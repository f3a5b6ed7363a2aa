/**
 * The call a person asked for (CALL): their phone is rung from our number, and on 1 they are put through to the hotline.
 * Whoever else picks up, or a machine, hears only that somebody asked for a call. Nothing hangs on it: the conversation
 * goes on by text whatever becomes of the call. What came of it is noted on the tip, and told to the person only while
 * they are still writing: after silence the phone stays quiet.
 */

import { randomUUID } from 'node:crypto';
import { type CallAnswer, type CallScript, type EndedCall, type SpokenLanguage } from '../calls/ports.js';
import { sayMessage, settledLanguage } from '../flow/index.js';
import { type CallRow } from '../store/queries/calls.js';
import {
  findConversation,
  insertOutbound,
  lockWitnessOfConversation,
} from '../store/queries/conversation.js';
import { addThreadLines, threadLinePlace } from '../store/queries/thread-lines.js';
import { listDesks, recordStep } from '../store/queries/turn-taking.js';
import { addJobs, job, PRIORITY } from '../store/queue.js';
import { type Tx } from '../store/store.js';
import { openSnapshot } from './receive-message.js';
import { type OutboundBody } from './record-turn.js';
import { type ConversationDeps } from './turn.js';

export interface ConnectCallOptions {
  /** E.164. */
  hotline: string;
}

/** Later than this, the person is not waiting for it any more. */
const STALE_AFTER_MS = 2 * 60_000;
const WAIT_SECONDS = 8;
const MAX_ASKED = 2;
/** As the flow's silence: whoever wrote within it still has the phone in the hand. */
const AWAKE_MS = 15 * 60_000;

const WORDS: Record<SpokenLanguage, { ask: string; bye: string; failed: string }> = {
  en: {
    ask: 'This is the call you asked for. Press 1 to be connected.',
    bye: 'Goodbye.',
    failed: 'Nobody could be reached. Please try again later. Goodbye.',
  },
  es: {
    ask: 'Esta es la llamada que pidió. Marque 1 para comunicarle.',
    bye: 'Adiós.',
    failed: 'No se pudo comunicar. Intente de nuevo más tarde. Adiós.',
  },
};

/** What is noted; others "did not get through". */
const NOTED: Readonly<Record<string, string>> = {
  connected: 'was rung and put through to the hotline',
  busy: 'was rung: busy',
  no_answer: 'was rung: no answer',
  no_key: 'was rung: no key was pressed',
  declined: 'was rung and did not press 1',
  hung_up: 'was rung and hung up',
};
/** Where a word helps. Who hung up, or pressed another key, chose so. */
const WORTH_TELLING = /^(busy|no_answer|no_key|failed|not_placed|hotline_)/;

export function createConnectCall(deps: ConversationDeps, { hotline }: ConnectCallOptions): CallScript {
  const languageOf = async (call: CallRow): Promise<SpokenLanguage> => {
    const conversation = await deps.store.statement((tx) => findConversation(tx, call.conversationId ?? ''));
    return (conversation && settledLanguage(openSnapshot(deps.vault, conversation))) ?? 'en';
  };
  const ask = (language: SpokenLanguage): CallAnswer => ({
    turn: { kind: 'ask', say: [{ text: WORDS[language].ask, language }], waitSeconds: WAIT_SECONDS },
  });
  const end = (language: SpokenLanguage, words: 'bye' | 'failed'): CallAnswer => ({
    turn: { kind: 'end', say: [{ text: WORDS[language][words], language }] },
  });
  return {
    staleAfterMs: STALE_AFTER_MS,
    // A machine hears nothing telling, and a person is not kept waiting while it is found out.
    detectMachine: false,
    begin: async (call) => ask(await languageOf(call)),
    async key(call, key) {
      if (key === '1') return { turn: { kind: 'connect', say: [], number: hotline, whispers: false } };
      const language = await languageOf(call);
      if (call.keys.length < MAX_ASKED) return ask(language);
      return /\d|[*#]/.test(call.keys)
        ? { ...end(language, 'bye'), outcome: 'declined' }
        : end(language, 'bye');
    },
    async connected(call, bridged, status) {
      const language = await languageOf(call);
      if (bridged) return { ...end(language, 'bye'), outcome: 'connected' };
      return { ...end(language, 'failed'), outcome: `hotline_${status.replaceAll('-', '_')}` };
    },
    ended: (tx, call) => noteEnd(deps, tx, call),
  };
}

async function noteEnd(deps: ConversationDeps, tx: Tx, call: EndedCall): Promise<void> {
  const conversationId = call.conversationId ?? '';
  const witness = await lockWitnessOfConversation(tx, conversationId);
  const conversation = await findConversation(tx, conversationId);
  if (witness === undefined || conversation === undefined) return;
  const now = deps.now();
  if (conversation.tipId !== null) {
    const { tipId } = conversation;
    await recordStep(tx, { tipId, kind: 'call_ended', detail: call.outcome, userId: 'sightline', now });
    const said = NOTED[call.outcome] ?? 'asked for a call that did not get through';
    const text = `:telephone_receiver: The witness ${said}.`;
    const lines = (await listDesks(tx, tipId)).map(({ cardId }) => ({
      cardId,
      seal: (lineId: string) => deps.vault.seal({ text }, threadLinePlace(lineId)),
    }));
    await addThreadLines(tx, lines, now);
  }
  const isAwake = now.getTime() - conversation.lastMessageAt.getTime() < AWAKE_MS;
  if (!isAwake || witness.optedOutAt !== null || !WORTH_TELLING.test(call.outcome)) return;
  const flow = await deps.flows.get(tx, conversation.flowId, conversation.flowVersion);
  const language = settledLanguage(openSnapshot(deps.vault, conversation)) ?? 'en';
  const text = sayMessage(flow, 'callMissed', language);
  const id = randomUUID();
  const body: OutboundBody = { text, plainText: text, step: 'call', choices: [] };
  const bodySealed = deps.vault.seal(body, `outbound_messages:${id}:body`);
  await insertOutbound(tx, { id, conversationId, witnessId: witness.id, intent: 'info', bodySealed });
  await addJobs(tx, [job('sendMessage', { outboundId: id }, { priority: PRIORITY.reply })]);
}
