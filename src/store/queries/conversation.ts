/**
 * The hot path's statements: what `receiveMessage` and `fireTimer` read and write inside their transaction.
 * Named, so that each connection prepares them once.
 */

import { type ChannelName } from '../schema.js';
import { type Tx } from '../store.js';

export interface WitnessRow {
  id: string;
  channel: ChannelName;
  addressSealed: Buffer;
  optedOutAt: Date | null;
  conversationId: string | null;
}

const WITNESS_COLUMNS =
  'id, channel, address_sealed as "addressSealed", opted_out_at as "optedOutAt", conversation_id as "conversationId"';

/** Locks a witness until the transaction ends; undefined when this person never wrote before. */
export async function lockWitness(
  tx: Tx,
  channel: ChannelName,
  addressHash: Buffer,
): Promise<WitnessRow | undefined> {
  const rows = await tx.query<WitnessRow>(
    'lock_witness',
    `select ${WITNESS_COLUMNS}
       from witnesses where channel = $1 and address_hash = $2 for update`,
    [channel, addressHash],
  );
  return rows[0];
}

export async function lockWitnessOfConversation(
  tx: Tx,
  conversationId: string,
): Promise<WitnessRow | undefined> {
  const rows = await tx.query<WitnessRow>(
    'lock_witness_of_conversation',
    `select ${WITNESS_COLUMNS}
       from witnesses where id = (select witness_id from conversations where id = $1) for update`,
    [conversationId],
  );
  return rows[0];
}

/** Adds a witness; false when another transaction was first (then lock the row it made). */
export async function insertWitness(
  tx: Tx,
  witness: { id: string; channel: ChannelName; addressHash: Buffer; addressSealed: Buffer; alias: string },
): Promise<boolean> {
  const rows = await tx.query(
    'insert_witness',
    `insert into witnesses (id, channel, address_hash, address_sealed, alias) values ($1, $2, $3, $4, $5)
       on conflict (channel, address_hash) do nothing returning id`,
    [witness.id, witness.channel, witness.addressHash, witness.addressSealed, witness.alias],
  );
  return rows.length > 0;
}

export interface ConversationRow {
  id: string;
  flowId: string;
  flowVersion: number;
  snapshotSealed: Buffer | null;
  turnSealed: Buffer | null;
  tipId: string | null;
  startedAt: Date;
  lastMessageAt: Date;
}

export interface TurnOpening {
  duplicate: boolean;
  conversation: ConversationRow | undefined;
  /** The answer that was still waiting and will now never be sent. */
  supersededId: string | undefined;
  /** A liaison has asked this witness something, at some time. */
  wasAsked: boolean;
}

/**
 * With the witness locked: is this message already there, what does the conversation look like, and was an
 * answer still waiting (it is superseded at once, unless the message is a duplicate)?
 */
export async function openTurn(
  tx: Tx,
  message: { channel: ChannelName; providerId: string; conversationId: string | null },
): Promise<TurnOpening> {
  const rows = await tx.query<
    ConversationRow & {
      duplicate: boolean;
      supersededId: string | null;
      conversationFound: boolean;
      wasAsked: boolean;
    }
  >(
    'open_turn',
    `with already as (select exists (select 1 from inbound_messages where channel = $1 and provider_id = $2) as there),
          superseded as (
            update outbound_messages set state = 'superseded'
             where conversation_id = $3 and state = 'queued' and settles and not (select there from already)
            returning id)
     select already.there as duplicate, (select id from superseded limit 1) as "supersededId",
            exists (select 1 from questions q where q.conversation_id = $3 and q.state <> 'draft') as "wasAsked",
            c.id is not null as "conversationFound", c.id, c.flow_id as "flowId", c.flow_version as "flowVersion",
            c.snapshot_sealed as "snapshotSealed", c.turn_sealed as "turnSealed", c.tip_id as "tipId",
            c.started_at as "startedAt", c.last_message_at as "lastMessageAt"
       from already left join conversations c on c.id = $3`,
    [message.channel, message.providerId, message.conversationId],
  );
  const row = rows[0];
  if (row === undefined) throw new Error('open_turn returned no row');
  return {
    duplicate: row.duplicate,
    conversation: row.conversationFound ? row : undefined,
    supersededId: row.supersededId ?? undefined,
    wasAsked: row.wasAsked,
  };
}

/** One conversation's row, for a timer. */
export async function findConversation(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  const rows = await tx.query<ConversationRow>(
    'find_conversation',
    `select id, flow_id as "flowId", flow_version as "flowVersion", snapshot_sealed as "snapshotSealed",
            turn_sealed as "turnSealed", tip_id as "tipId", started_at as "startedAt", last_message_at as "lastMessageAt"
       from conversations where id = $1`,
    [id],
  );
  return rows[0];
}

export interface SavedConversation {
  id: string;
  witnessId: string;
  flowId: string;
  flowVersion: number;
  flowHash: string;
  snapshotSealed: Buffer | null;
  turnSealed: Buffer | null;
  state: string;
  replyFromSealed: Buffer;
  startedAt: Date;
  lastMessageAt: Date;
}

/** Makes a conversation and makes it the witness's current one. */
export async function insertConversation(tx: Tx, row: SavedConversation): Promise<void> {
  await tx.query(
    'insert_conversation',
    `with made as (
       insert into conversations (id, witness_id, flow_id, flow_version, flow_hash, snapshot_sealed, turn_sealed, state,
                                  reply_from_sealed, started_at, last_message_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id, witness_id)
     update witnesses set conversation_id = made.id from made where witnesses.id = made.witness_id`,
    [
      row.id,
      row.witnessId,
      row.flowId,
      row.flowVersion,
      row.flowHash,
      row.snapshotSealed,
      row.turnSealed,
      row.state,
      row.replyFromSealed,
      row.startedAt,
      row.lastMessageAt,
    ],
  );
}

export interface TurnRecord {
  conversation: {
    id: string;
    snapshotSealed: Buffer;
    turnSealed: Buffer | null;
    state: string;
    lastMessageAt: Date;
  };
  inbound:
    | {
        id: string;
        channel: ChannelName;
        providerId: string;
        witnessId: string;
        bodySealed: Buffer;
        receivedAt: Date;
        silenceReason: string | null;
      }
    | undefined;
  outbound:
    { id: string; witnessId: string; intent: string; settles: boolean; bodySealed: Buffer } | undefined;
  supersededId: string | undefined;
}

/** Writes what one turn changed, in one statement. Texts of a superseded answer share the new one, or its silence. */
export async function saveTurn(tx: Tx, turn: TurnRecord): Promise<void> {
  const { conversation, inbound, outbound } = turn;
  await tx.query(
    'save_turn',
    `with conversation as (
       update conversations set snapshot_sealed = $2, turn_sealed = $3, state = $4, last_message_at = $5 where id = $1),
     outbound as (
       insert into outbound_messages (id, conversation_id, witness_id, intent, settles, body_sealed)
       select $6, $1, $7, $8, $9, $10 where $6::uuid is not null),
     inbound as (
       insert into inbound_messages (id, channel, provider_id, witness_id, conversation_id, body_sealed, received_at, silence_reason, answered_by)
       select $11, $12, $13, $14, $1, $15, $16, $17, $6 where $11::uuid is not null)
     update inbound_messages set answered_by = $6, silence_reason = case when $6::uuid is null then $17 end
      where $18::uuid is not null and conversation_id = $1 and answered_by = $18`,
    [
      conversation.id,
      conversation.snapshotSealed,
      conversation.turnSealed,
      conversation.state,
      conversation.lastMessageAt,
      outbound?.id ?? null,
      outbound?.witnessId ?? null,
      outbound?.intent ?? null,
      outbound?.settles ?? null,
      outbound?.bodySealed ?? null,
      inbound?.id ?? null,
      inbound?.channel ?? null,
      inbound?.providerId ?? null,
      inbound?.witnessId ?? null,
      inbound?.bodySealed ?? null,
      inbound?.receivedAt ?? null,
      inbound?.silenceReason ?? null,
      turn.supersededId ?? null,
    ],
  );
}

export async function setOptedOut(tx: Tx, witnessId: string, optedOutAt: Date | null): Promise<void> {
  await tx.query('set_opted_out', 'update witnesses set opted_out_at = $2 where id = $1', [
    witnessId,
    optedOutAt,
  ]);
}

/** The next text of this witness opens a new conversation. */
export async function leaveConversation(tx: Tx, witnessId: string): Promise<void> {
  await tx.query('leave_conversation', 'update witnesses set conversation_id = null where id = $1', [
    witnessId,
  ]);
}

export interface TipRow {
  id: string;
  reference: string;
  revision: number;
  submittedAt: Date | null;
}

export async function findTip(tx: Tx, id: string): Promise<TipRow | undefined> {
  const rows = await tx.query<TipRow>(
    'find_tip',
    'select id, reference, revision, submitted_at as "submittedAt" from tips where id = $1',
    [id],
  );
  return rows[0];
}

/** A message beside the answers of turns. Its job is the caller's to add. */
export async function insertOutbound(
  tx: Tx,
  message: { id: string; conversationId: string; witnessId: string; intent: string; bodySealed: Buffer },
): Promise<void> {
  await tx.query(
    'insert_outbound',
    `insert into outbound_messages (id, conversation_id, witness_id, intent, settles, body_sealed)
     values ($1, $2, $3, $4, false, $5)`,
    [message.id, message.conversationId, message.witnessId, message.intent, message.bodySealed],
  );
}
