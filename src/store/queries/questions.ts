/**
 * Questions a liaison asks a witness.
 *
 *     draft → queued → sent → answered       draft: previewed; queued: on its way; sent: the provider has it
 *                  └→ refused, failed         refused: the witness may not or will not be asked; failed: undeliverable
 */

import { type ChannelName, type OutboundState, type QuestionState } from '../schema.js';
import { type Tx } from '../store.js';

/** What a question is sealed for. */
export function questionPlace(questionId: string): string {
  return `questions:${questionId}:body`;
}

/** Everything about a card that decides whether its witness may be asked. */
export interface AskableCard {
  cardId: string;
  tipId: string;
  reference: string;
  jurisdiction: string;
  /** Where its card is. */
  channel: string | null;
  conversationId: string;
  witnessId: string;
  witnessAlias: string;
  witnessChannel: ChannelName;
  addressSealed: Buffer;
  optedOutAt: Date | null;
  revision: number;
  documentSealed: Buffer;
  /** Questions sent to this witness about this tip so far. */
  asked: number;
  /** The newest one without an answer. */
  waitingBy: string | null;
  waitingSince: Date | null;
}

export async function findAskableCard(tx: Tx, cardId: string): Promise<AskableCard | undefined> {
  const rows = await tx.query<{ [Name in keyof AskableCard]: AskableCard[Name] }>(
    'find_askable_card',
    `select c.id as "cardId", c.tip_id as "tipId", t.reference, c.jurisdiction, c.channel, t.conversation_id as "conversationId",
       w.id as "witnessId", w.alias as "witnessAlias", w.channel as "witnessChannel",
       w.address_sealed as "addressSealed", w.opted_out_at as "optedOutAt", t.revision,
       r.document_sealed as "documentSealed",
       (select count(*)::int from questions q where q.tip_id = t.id and q.state in ('queued', 'sent', 'answered')) as asked,
       waiting.asked_by as "waitingBy", waiting.asked_at as "waitingSince"
     from liaison_cards c join tips t on t.id = c.tip_id join witnesses w on w.id = t.witness_id
       join tip_revisions r on r.tip_id = t.id and r.revision = t.revision
       left join lateral (
         select asked_by, asked_at from questions q where q.tip_id = t.id and q.state in ('queued', 'sent')
         order by asked_at desc limit 1) waiting on true
     where c.id = $1`,
    [cardId],
  );
  return rows[0];
}

export interface NewQuestion {
  id: string;
  viewId: string;
  tipId: string;
  cardId: string;
  conversationId: string;
  askedBy: string;
  bodySealed: Buffer;
  now: Date;
}

/** Keeps what is previewed; a draft of the same modal is replaced, a question already sent from it stays. Old ones go. */
export async function saveDraft(tx: Tx, question: NewQuestion): Promise<void> {
  await tx.query(
    'drop_drafts',
    `delete from questions where state = 'draft' and (view_id = $1 or asked_at < $2::timestamptz - interval '1 day')`,
    [question.viewId, question.now],
  );
  await tx.query(
    'save_draft',
    `insert into questions (id, view_id, tip_id, card_id, conversation_id, asked_by, body_sealed, state, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'draft', $8) on conflict (view_id) do nothing`,
    [
      ...[question.id, question.viewId, question.tipId, question.cardId, question.conversationId],
      ...[question.askedBy, question.bodySealed, question.now],
    ],
  );
}

export async function findDraft(
  tx: Tx,
  viewId: string,
): Promise<{ id: string; bodySealed: Buffer } | undefined> {
  const rows = await tx.query<{ id: string; bodySealed: Buffer }>(
    'find_draft',
    `select id, body_sealed as "bodySealed" from questions where view_id = $1 and state = 'draft'`,
    [viewId],
  );
  return rows[0];
}

export type SendDraftOutcome =
  | { kind: 'queued'; questionId: string }
  /** This modal was sent before. */
  | { kind: 'already' }
  /** Somebody else has just asked, and waits. */
  | { kind: 'busy'; by: string; at: Date }
  | { kind: 'unknown' };

/** Sends a draft off, unless another question was asked within `apartMs` and waits. Of two at once, one is first. */
export async function sendDraft(
  tx: Tx,
  { viewId, now, apartMs }: { viewId: string; now: Date; apartMs: number },
): Promise<SendDraftOutcome> {
  const [draft] = await tx.query<{ id: string; state: QuestionState; conversationId: string }>(
    'lock_draft',
    `select q.id, q.state, q.conversation_id as "conversationId"
     from questions q join conversations c on c.id = q.conversation_id where q.view_id = $1 for update of c`,
    [viewId],
  );
  if (draft === undefined) return { kind: 'unknown' };
  const [other] = await tx.query<{ by: string; at: Date }>(
    'find_question_under_way',
    `select asked_by as by, asked_at as at from questions
     where conversation_id = $1 and id <> $2 and state in ('queued', 'sent') and asked_at > $3 order by asked_at desc limit 1`,
    [draft.conversationId, draft.id, new Date(now.getTime() - apartMs)],
  );
  if (other !== undefined && draft.state === 'draft') return { kind: 'busy', ...other };
  const sent = await tx.query(
    'queue_draft',
    `update questions set state = 'queued', asked_at = $2 where id = $1 and state = 'draft' returning id`,
    [draft.id, now],
  );
  return sent.length > 0 ? { kind: 'queued', questionId: draft.id } : { kind: 'already' };
}

// ---- on the witness's side ---------------------------------------------------------------------------------

export interface QuestionToRelay {
  id: string;
  tipId: string;
  cardId: string;
  conversationId: string;
  jurisdiction: string;
  askedBy: string;
  bodySealed: Buffer;
  state: QuestionState;
  outboundId: string | null;
  revision: number;
  documentSealed: Buffer;
}

/** With the tip as it is now. */
export async function findQuestionToRelay(tx: Tx, questionId: string): Promise<QuestionToRelay | undefined> {
  const rows = await tx.query<{ [Name in keyof QuestionToRelay]: QuestionToRelay[Name] }>(
    'find_question_to_relay',
    `select q.id, q.tip_id as "tipId", q.card_id as "cardId", q.conversation_id as "conversationId", c.jurisdiction,
       q.asked_by as "askedBy", q.body_sealed as "bodySealed", q.state, q.outbound_id as "outboundId", t.revision,
       r.document_sealed as "documentSealed"
     from questions q join tips t on t.id = q.tip_id join liaison_cards c on c.id = q.card_id
       join tip_revisions r on r.tip_id = t.id and r.revision = t.revision
     where q.id = $1`,
    [questionId],
  );
  return rows[0];
}

export async function findQuestionConversation(tx: Tx, questionId: string): Promise<string | undefined> {
  const rows = await tx.query<{ conversationId: string }>(
    'find_question_conversation',
    'select conversation_id as "conversationId" from questions where id = $1',
    [questionId],
  );
  return rows[0]?.conversationId;
}

export interface RelayedMessage {
  outboundId: string;
  conversationId: string;
  witnessId: string;
  questionId: string;
  bodySealed: Buffer;
}

/** The message to the witness, and whose question it is. */
export async function insertRelay(tx: Tx, message: RelayedMessage): Promise<void> {
  await tx.query(
    'insert_relay',
    `with outbound as (
       insert into outbound_messages (id, conversation_id, witness_id, intent, settles, body_sealed)
       values ($1, $2, $3, 'relay', false, $4)),
     current as (
       update witnesses set conversation_id = $2 where id = $3 and conversation_id is null)
     update questions set outbound_id = $1 where id = $5`,
    [message.outboundId, message.conversationId, message.witnessId, message.bodySealed, message.questionId],
  );
}

export async function setQuestionState(
  tx: Tx,
  questionId: string,
  state: QuestionState,
  answeredAt: Date | null = null,
): Promise<void> {
  await tx.query(
    'set_question_state',
    'update questions set state = $2, answered_at = coalesce(answered_at, $3) where id = $1',
    [questionId, state, answeredAt],
  );
}

/** A question and the state of its message, locked. */
export async function findQuestionOfOutbound(
  tx: Tx,
  outboundId: string,
): Promise<
  | (Pick<
      QuestionToRelay,
      'id' | 'tipId' | 'cardId' | 'jurisdiction' | 'askedBy' | 'bodySealed' | 'state'
    > & {
      outboundState: OutboundState;
      errorCode: string | null;
    })
  | undefined
> {
  const rows = await tx.query<{
    id: string;
    tipId: string;
    cardId: string;
    jurisdiction: string;
    askedBy: string;
    bodySealed: Buffer;
    state: QuestionState;
    outboundState: OutboundState;
    errorCode: string | null;
  }>(
    'find_question_of_outbound',
    `select q.id, q.tip_id as "tipId", q.card_id as "cardId", c.jurisdiction, q.asked_by as "askedBy",
       q.body_sealed as "bodySealed", q.state, o.state as "outboundState", o.error_code as "errorCode"
     from questions q join outbound_messages o on o.id = q.outbound_id join liaison_cards c on c.id = q.card_id
     where q.outbound_id = $1 for update of q`,
    [outboundId],
  );
  return rows[0];
}

export interface AskedQuestion {
  id: string;
  askedBy: string;
  state: QuestionState;
  askedAt: Date;
  answeredAt: Date | null;
}

/** The questions of a conversation asked since then that went, or are going, to the witness; newest first. */
export async function listAskedQuestions(
  tx: Tx,
  conversationId: string,
  since: Date,
): Promise<AskedQuestion[]> {
  return tx.query<{ [Name in keyof AskedQuestion]: AskedQuestion[Name] }>(
    'list_asked_questions',
    `select id, asked_by as "askedBy", state, asked_at as "askedAt", answered_at as "answeredAt"
     from questions where conversation_id = $1 and state in ('queued', 'sent', 'answered') and asked_at > $2
     order by asked_at desc, id`,
    [conversationId, since],
  );
}

/** Ends every open question of a conversation; how many there were. */
export async function endQuestions(tx: Tx, conversationId: string): Promise<number> {
  const rows = await tx.query(
    'end_questions',
    `update questions set state = 'refused' where conversation_id = $1 and state in ('queued', 'sent') returning id`,
    [conversationId],
  );
  return rows.length;
}
