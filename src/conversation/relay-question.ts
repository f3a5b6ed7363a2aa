/**
 * Puts a liaison's question to the witness: the only way any word of the desk gets there. Under the witness's lock, so
 * that a STOP, a "stop asking" or a withdrawal is either before it or after it, never at the same time.
 *
 * It refuses when the witness may not be asked any more, and says so in the thread. The message itself leaves by the
 * `sendMessage` job, like every word to a witness; `settleQuestion` then tells the thread how that went.
 */

import { randomUUID } from 'node:crypto';
import { type WitnessRow, lockWitnessOfConversation } from '../store/queries/conversation.js';
import {
  findQuestionConversation,
  findQuestionOfOutbound,
  findQuestionToRelay,
  insertRelay,
  questionPlace,
  type QuestionToRelay,
  setQuestionState,
} from '../store/queries/questions.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { recordStep } from '../store/queries/turn-taking.js';
import { addJobs, job, type JobPayloads, PRIORITY } from '../store/queue.js';
import { type OutboundState } from '../store/schema.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { findReasonNotToAsk, type ReasonNotToAsk } from '../tip/asking.js';
import { type Tip } from '../tip/schema.js';
import { mention, tellDesks } from './desk-lines.js';
import { type OutboundBody } from './record-turn.js';

export interface RelayDeps {
  store: Pick<Store, 'transaction'>;
  vault: Pick<Vault, 'open' | 'openObject' | 'seal'>;
  now: () => Date;
  crashPoint: (name: string) => void;
}

export type RelayQuestion = (payload: JobPayloads['relayQuestion']) => Promise<void>;

export function createRelayQuestion(deps: RelayDeps): RelayQuestion {
  return async ({ questionId }) => {
    await deps.store.transaction(async (tx) => {
      const conversationId = await findQuestionConversation(tx, questionId);
      if (conversationId === undefined) return;
      const witness = await lockWitnessOfConversation(tx, conversationId);
      const question = await findQuestionToRelay(tx, questionId);
      // Done in an earlier run, or ended by the witness since.
      if (witness === undefined || question?.state !== 'queued' || question.outboundId !== null) return;
      const reason = whyNot(deps, witness, question);
      if (reason === undefined) await relay(deps, tx, witness, question);
      else await refuse(deps, tx, question, reason);
      deps.crashPoint('relay:before-commit');
    });
    deps.crashPoint('relay:after-commit');
  };
}

type Reason = ReasonNotToAsk | 'elsewhere';

function whyNot(deps: RelayDeps, witness: WitnessRow, question: QuestionToRelay): Reason | undefined {
  const place = tipRevisionPlace(question.tipId, question.revision);
  const tip = deps.vault.openObject(question.documentSealed, place) as Tip;
  const isElsewhere = witness.conversationId !== null && witness.conversationId !== question.conversationId;
  return (
    findReasonNotToAsk(tip, { optedOut: witness.optedOutAt !== null }) ??
    (isElsewhere ? 'elsewhere' : undefined)
  );
}

async function relay(deps: RelayDeps, tx: Tx, witness: WitnessRow, question: QuestionToRelay): Promise<void> {
  const outboundId = randomUUID();
  const text = deps.vault.open(question.bodySealed, questionPlace(question.id));
  const body: OutboundBody = { text, plainText: text, step: 'relay', choices: [] };
  await insertRelay(tx, {
    outboundId,
    conversationId: question.conversationId,
    witnessId: witness.id,
    questionId: question.id,
    bodySealed: deps.vault.seal(body, `outbound_messages:${outboundId}:body`),
  });
  await addJobs(tx, [job('sendMessage', { outboundId, relay: true }, { priority: PRIORITY.reply })]);
}

/** Said in the thread, for the person who asked. */
const REFUSALS: Record<Reason, string> = {
  opted_out: 'the witness texted STOP',
  no_consent: 'the witness has not agreed to questions',
  no_more: 'the witness asked for no more questions',
  withdrawn: 'the witness took the tip back',
  not_shared: 'the witness no longer shares with the state team',
  elsewhere: 'the witness is telling another tip now',
};

async function refuse(deps: RelayDeps, tx: Tx, question: QuestionToRelay, reason: Reason): Promise<void> {
  await setQuestionState(tx, question.id, 'refused');
  await recordQuestion(deps, tx, question, 'question_refused', reason);
  await tellDesks(deps, tx, question.tipId, {
    from: question,
    text: `:no_entry_sign: *Not sent* (asked by ${mention(question.askedBy)}): ${REFUSALS[reason]}.`,
  });
}

// ---- how the message went ----------------------------------------------------------------------------------

const SENT: ReadonlySet<OutboundState> = new Set(['sent', 'delivered']);
const NOT_SENT: ReadonlySet<OutboundState> = new Set(['failed', 'undelivered', 'suppressed']);

/** Brings a question to where its message is, and tells the thread; does nothing when that was done before. */
export async function settleQuestion(
  deps: Pick<RelayDeps, 'vault' | 'now'>,
  tx: Tx,
  outboundId: string,
): Promise<void> {
  const question = await findQuestionOfOutbound(tx, outboundId);
  if (question === undefined) return;
  const { id, tipId, askedBy, state, outboundState } = question;
  if (state === 'queued' && SENT.has(outboundState)) {
    await setQuestionState(tx, id, 'sent');
    await recordQuestion(deps, tx, question, 'question_sent', '');
    const words = deps.vault.open(question.bodySealed, questionPlace(id));
    await tellDesks(deps, tx, tipId, {
      from: question,
      text: `:outbox_tray: *Asked* by ${mention(askedBy)}:`,
      words,
    });
  }
  if ((state === 'queued' || state === 'sent') && NOT_SENT.has(outboundState)) {
    const stopped = outboundState === 'suppressed' || question.errorCode === '21610';
    await setQuestionState(tx, id, stopped ? 'refused' : 'failed');
    await recordQuestion(deps, tx, question, 'question_failed', outboundState);
    const why = stopped ? REFUSALS.opted_out : 'the provider could not deliver it';
    await tellDesks(deps, tx, tipId, {
      from: question,
      text: `:warning: *Did not arrive* (asked by ${mention(askedBy)}): ${why}.`,
    });
  }
}

async function recordQuestion(
  { now }: Pick<RelayDeps, 'now'>,
  tx: Tx,
  question: Pick<QuestionToRelay, 'tipId' | 'jurisdiction' | 'askedBy'>,
  kind: string,
  detail: string,
): Promise<void> {
  const { tipId, jurisdiction, askedBy } = question;
  await recordStep(tx, {
    ...{ tipId, kind, detail: `${jurisdiction} ${detail}`.trim() },
    ...{ userId: askedBy, now: now() },
  });
}
