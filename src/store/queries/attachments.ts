/**
 * Pictures and films of a witness.
 *
 *     queued → stored      checked, stripped and sealed; with refusal `sealed_only` nobody is shown it
 *          └→ refused      of no kind that is taken, too big, or not at the provider's own address
 *          └→ failed       it could not be fetched
 */

import { type AttachmentState } from '../schema.js';
import { job, type JobSpec } from '../queue.js';
import { type Tx } from '../store.js';

export type AttachmentPart = 'source' | 'content' | 'position';

/** What a part of an attachment is sealed for. */
export function attachmentPlace(attachmentId: string, part: AttachmentPart): string {
  return `attachments:${attachmentId}:${part}`;
}

export function describeShowMedia(cardId: string): JobSpec {
  return job('showMedia', { cardId }, { key: `media:${cardId}` });
}

export interface NewAttachment {
  id: string;
  contentType: string;
  sourceSealed: Buffer;
}

export async function insertAttachments(
  tx: Tx,
  of: { conversationId: string; inboundId: string; receivedAt: Date },
  attachments: readonly NewAttachment[],
): Promise<void> {
  await tx.query(
    'insert_attachments',
    `insert into attachments (id, conversation_id, inbound_id, content_type, source_sealed, received_at)
     select id, $4::uuid, $5::uuid, type, source, $6::timestamptz
     from unnest($1::uuid[], $2::text[], $3::bytea[]) as given (id, type, source)`,
    [
      attachments.map(({ id }) => id),
      attachments.map(({ contentType }) => contentType),
      attachments.map(({ sourceSealed }) => sourceSealed),
      ...[of.conversationId, of.inboundId, of.receivedAt],
    ],
  );
}

export interface AttachmentRow {
  id: string;
  conversationId: string;
  /** The tip of its conversation, once there is one. */
  tipId: string | null;
  contentType: string;
  sourceSealed: Buffer;
  state: AttachmentState;
  refusal: string | null;
  deletedAtProviderAt: Date | null;
}

export async function findAttachment(tx: Tx, id: string): Promise<AttachmentRow | undefined> {
  const rows = await tx.query<{ [Name in keyof AttachmentRow]: AttachmentRow[Name] }>(
    'find_attachment',
    `select a.id, a.conversation_id as "conversationId", c.tip_id as "tipId", a.content_type as "contentType",
       a.source_sealed as "sourceSealed", a.state, a.refusal, a.deleted_at_provider_at as "deletedAtProviderAt"
     from attachments a join conversations c on c.id = a.conversation_id where a.id = $1`,
    [id],
  );
  return rows[0];
}

export interface FetchedAttachment {
  id: string;
  state: AttachmentState;
  contentType: string;
  refusal: string | null;
  size: number | null;
  contentSealed: Buffer | null;
  positionSealed: Buffer | null;
  now: Date;
}

/** Records how fetching ended; false when that was recorded before. */
export async function recordFetched(tx: Tx, fetched: FetchedAttachment): Promise<boolean> {
  const rows = await tx.query(
    'record_fetched',
    `update attachments set state = $2, content_type = $3, refusal = $4, size = $5, content_sealed = $6,
       position_sealed = $7, stored_at = $8
     where id = $1 and state = 'queued' returning id`,
    [
      ...[fetched.id, fetched.state, fetched.contentType, fetched.refusal, fetched.size],
      ...[fetched.contentSealed, fetched.positionSealed, fetched.now],
    ],
  );
  return rows.length > 0;
}

export async function recordDeletedAtProvider(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query(
    'record_deleted_at_provider',
    'update attachments set deleted_at_provider_at = coalesce(deleted_at_provider_at, $2) where id = $1',
    [id, now],
  );
}

export interface TipAttachmentRow {
  id: string;
  contentType: string;
  state: AttachmentState;
  refusal: string | null;
  positionSealed: Buffer | null;
  receivedAt: Date;
}

export async function listAttachments(tx: Tx, conversationId: string): Promise<TipAttachmentRow[]> {
  return tx.query<{ [Name in keyof TipAttachmentRow]: TipAttachmentRow[Name] }>(
    'list_attachments',
    `select id, content_type as "contentType", state, refusal, position_sealed as "positionSealed",
       received_at as "receivedAt"
     from attachments where conversation_id = $1 order by received_at, id`,
    [conversationId],
  );
}

// ---- in the threads of the desks ---------------------------------------------------------------------------

export interface MediaCard {
  tipId: string;
  urgency: string;
  channel: string | null;
  messageTs: string | null;
  createdAt: Date;
  revision: number;
  documentSealed: Buffer;
}

const MEDIA_LOCK_CLASS = 77_102;

/** One job at a time shows a card's pictures: `busy` while another does. */
export async function lockMediaCard(tx: Tx, cardId: string): Promise<MediaCard | 'busy' | undefined> {
  const [lock] = await tx.query<{ taken: boolean }>(
    'lock_media_card',
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as taken',
    [MEDIA_LOCK_CLASS, cardId],
  );
  if (lock?.taken !== true) return 'busy';
  const rows = await tx.query<{ [Name in keyof MediaCard]: MediaCard[Name] }>(
    'find_media_card',
    `select c.tip_id as "tipId", t.urgency, c.channel, c.message_ts as "messageTs", c.created_at as "createdAt",
       t.revision, r.document_sealed as "documentSealed"
     from liaison_cards c join tips t on t.id = c.tip_id
       join tip_revisions r on r.tip_id = t.id and r.revision = t.revision
     where c.id = $1`,
    [cardId],
  );
  return rows[0];
}

export interface WaitingFile {
  id: string;
  contentType: string;
  contentSealed: Buffer;
  positionSealed: Buffer | null;
  /** An earlier attempt may have got through. */
  mayBeThere: boolean;
}

/** The next picture of a tip that this card's thread does not have. */
export async function findWaitingFile(tx: Tx, cardId: string): Promise<WaitingFile | undefined> {
  const rows = await tx.query<{ [Name in keyof WaitingFile]: WaitingFile[Name] }>(
    'find_waiting_file',
    `select a.id, a.content_type as "contentType", a.content_sealed as "contentSealed",
       a.position_sealed as "positionSealed", f.state is not null as "mayBeThere"
     from liaison_cards c join tips t on t.id = c.tip_id join attachments a on a.conversation_id = t.conversation_id
       left join card_files f on f.attachment_id = a.id and f.card_id = c.id
     where c.id = $1 and a.state = 'stored' and a.refusal is null and a.content_sealed is not null
       and f.state is distinct from 'posted'
     order by a.received_at, a.id limit 1`,
    [cardId],
  );
  return rows[0];
}

/** From here on the file may be in Slack. */
export async function markFilePosting(tx: Tx, attachmentId: string, cardId: string): Promise<void> {
  await tx.query(
    'mark_file_posting',
    `insert into card_files (attachment_id, card_id) values ($1, $2) on conflict do nothing`,
    [attachmentId, cardId],
  );
}

export async function recordFilePosted(
  tx: Tx,
  posted: { attachmentId: string; cardId: string; now: Date },
): Promise<void> {
  await tx.query(
    'record_file_posted',
    `update card_files set state = 'posted', posted_at = $3 where attachment_id = $1 and card_id = $2`,
    [posted.attachmentId, posted.cardId, posted.now],
  );
}

export async function listCardsOfTip(tx: Tx, tipId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'list_cards_of_tip',
    'select id from liaison_cards where tip_id = $1',
    [tipId],
  );
  return rows.map(({ id }) => id);
}
