/**
 * Calls we place:
 *
 *     queued → placing → placed → ended
 *
 * One found in `placing` may be ringing: whoever takes it looks at Twilio first. Twilio's first request about a call
 * names it, which is as good as our own record. The first outcome stays.
 */

import { randomUUID } from 'node:crypto';
import { addJobs, job, PRIORITY } from '../queue.js';
import { type CallPurpose, type CallState } from '../schema.js';
import { type Tx } from '../store.js';
import { type Vault } from '../vault.js';

export interface NewCall {
  purpose: CallPurpose;
  cardId?: string;
  deliveryId?: string;
  conversationId?: string;
  /** E.164. */
  to: string;
}

/** What the number is sealed for. */
export function callNumberPlace(callId: string): string {
  return `calls:${callId}:to`;
}

/** Adds the call and the job that places it; its id. */
export async function addCall(tx: Tx, vault: Pick<Vault, 'seal'>, call: NewCall, now: Date): Promise<string> {
  const id = randomUUID();
  await tx.query(
    'add_call',
    `insert into calls (id, purpose, card_id, delivery_id, conversation_id, to_sealed, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      call.purpose,
      call.cardId ?? null,
      call.deliveryId ?? null,
      call.conversationId ?? null,
      vault.seal(call.to, callNumberPlace(id)),
      now,
    ],
  );
  await addJobs(tx, [job('placeCall', { callId: id }, { priority: PRIORITY.danger, key: callJobKey(id) })]);
  return id;
}

export function callJobKey(callId: string): string {
  return `call:${callId}`;
}

export interface CallRow {
  id: string;
  purpose: CallPurpose;
  cardId: string | null;
  deliveryId: string | null;
  conversationId: string | null;
  toSealed: Buffer;
  state: CallState;
  providerSid: string | null;
  outcome: string | null;
  keys: string;
  place: number;
  answeredBy: string | null;
  createdAt: Date;
  claimedAt: Date | null;
  placedAt: Date | null;
}

type Row = { [Name in keyof CallRow]: CallRow[Name] };

const COLUMNS = `c.id, c.purpose, c.card_id as "cardId", c.delivery_id as "deliveryId",
  c.conversation_id as "conversationId", c.to_sealed as "toSealed", c.state, c.provider_sid as "providerSid", c.outcome,
  c.keys, c.place, c.answered_by as "answeredBy", c.created_at as "createdAt", c.claimed_at as "claimedAt",
  c.placed_at as "placedAt"`;

export async function findCall(tx: Tx, callId: string): Promise<CallRow | undefined> {
  const rows = await tx.query<Row>('find_call', `select ${COLUMNS} from calls c where c.id = $1`, [callId]);
  return rows[0];
}

/** The call with the state it had before; undefined when it is over. A call keeps its first claim's time. */
export async function claimCall(
  tx: Tx,
  callId: string,
  now: Date,
): Promise<(CallRow & { before: CallState }) | undefined> {
  const rows = await tx.query<Row & { before: CallState }>(
    'claim_call',
    `with old as (select id, state from calls where id = $1 and state <> 'ended' for update)
     update calls c set state = case when c.state = 'queued' then 'placing' else c.state end,
       claimed_at = coalesce(c.claimed_at, $2)
     from old where c.id = old.id returning ${COLUMNS}, old.state as before`,
    [callId, now],
  );
  return rows[0];
}

/** Twilio surely has no such call: the next attempt need not look there. */
export async function resetCall(tx: Tx, callId: string): Promise<void> {
  await tx.query(
    'reset_call',
    `update calls set state = 'queued', claimed_at = null where id = $1 and state = 'placing' and provider_sid is null`,
    [callId],
  );
}

/** Of the given ids, those that belong to a call of ours. */
export async function findKnownCallSids(tx: Tx, sids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ sid: string }>(
    'find_known_call_sids',
    'select provider_sid as sid from calls where provider_sid = any($1)',
    [sids],
  );
  return new Set(rows.map(({ sid }) => sid));
}

/** The call, if Twilio's call is the one that is known for it, or the first that is heard of. */
export async function adoptCall(
  tx: Tx,
  input: { callId: string; sid: string; answeredBy?: string | undefined; now: Date },
): Promise<CallRow | undefined> {
  const rows = await tx.query<Row>(
    'adopt_call',
    `update calls c set provider_sid = $2, placed_at = coalesce(c.placed_at, $4),
       answered_by = coalesce($3, c.answered_by), state = case when c.state = 'ended' then 'ended' else 'placed' end
     where c.id = $1 and coalesce(c.provider_sid, $2) = $2 returning ${COLUMNS}`,
    [input.callId, input.sid, input.answeredBy ?? null, input.now],
  );
  return rows[0];
}

/** `key` is a digit, `*`, `#`, or `-` for none in time. */
export async function recordKey(
  tx: Tx,
  input: { callId: string; key: string; now: Date },
): Promise<CallRow | undefined> {
  const rows = await tx.query<Row>(
    'record_key',
    `update calls c set keys = left(c.keys || $2, 200), answered_at = coalesce(c.answered_at, $3)
     where c.id = $1 returning ${COLUMNS}`,
    [input.callId, input.key, input.now],
  );
  return rows[0];
}

/** The first outcome stays; the place goes where it is told. */
export async function recordProgress(
  tx: Tx,
  input: { callId: string; outcome?: string | undefined; place?: number | undefined },
): Promise<void> {
  await tx.query(
    'record_call_progress',
    'update calls set outcome = coalesce(outcome, $2), place = coalesce($3, place) where id = $1',
    [input.callId, input.outcome ?? null, input.place ?? null],
  );
}

/** The call as it ended; undefined when that was known before. */
export async function endCall(
  tx: Tx,
  input: { callId: string; outcome: string; now: Date },
): Promise<CallRow | undefined> {
  const rows = await tx.query<Row>(
    'end_call',
    `update calls c set state = 'ended', ended_at = $3, outcome = coalesce(c.outcome, $2)
     where c.id = $1 and c.state <> 'ended' returning ${COLUMNS}`,
    [input.callId, input.outcome, input.now],
  );
  return rows[0];
}

/** Calls to a person who asked for one: how many since then, and whether one is on. */
export async function findRecentCalls(
  tx: Tx,
  witnessId: string,
  since: Date,
): Promise<{ count: number; open: boolean }> {
  const rows = await tx.query<{ count: number; open: boolean }>(
    'find_recent_calls',
    `select count(*)::int as count, coalesce(bool_or(c.state <> 'ended'), false) as open
     from calls c join conversations v on v.id = c.conversation_id
     where v.witness_id = $1 and c.purpose = 'connect' and c.created_at >= $2`,
    [witnessId, since],
  );
  return rows[0] ?? { count: 0, open: false };
}

/** The call about a delivery that is on, or about to be; the delivery is locked until the transaction ends. */
export async function findOpenDeliveryCall(tx: Tx, deliveryId: string): Promise<string | undefined> {
  await tx.query('lock_delivery', 'select 1 from deliveries where id = $1 for update', [deliveryId]);
  const rows = await tx.query<{ id: string }>(
    'find_open_delivery_call',
    `select id from calls where delivery_id = $1 and state <> 'ended' limit 1`,
    [deliveryId],
  );
  return rows[0]?.id;
}
