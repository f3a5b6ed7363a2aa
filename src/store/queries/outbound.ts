/** Statements of the sendMessage job and of delivery states coming back from a provider. */

import { type ChannelName, type OutboundState } from '../schema.js';
import { type Tx } from '../store.js';

export interface ClaimedOutbound {
  id: string;
  conversationId: string;
  witnessId: string;
  intent: string;
  bodySealed: Buffer;
  createdAt: Date;
  channel: ChannelName;
  addressSealed: Buffer;
  replyFromSealed: Buffer;
  /** An earlier attempt may already have sent it: ask the provider first. */
  claimedBefore: boolean;
  suppressed: boolean;
}

/** What may still be said to a person who opted out. */
const ALLOWED_AFTER_STOP = ['stop', 'help', 'start'];

/**
 * Marks a message as being sent; undefined when there is nothing to do (sent, superseded). A message to a
 * person who opted out meanwhile becomes `suppressed`.
 */
export async function claimOutbound(tx: Tx, id: string): Promise<ClaimedOutbound | undefined> {
  const rows = await tx.query<ClaimedOutbound>(
    'claim_outbound',
    `with before as (
       select o.id, o.state, (w.opted_out_at is not null and not o.intent = any($2)) as suppressed,
              w.channel, w.address_sealed, c.reply_from_sealed
         from outbound_messages o join witnesses w on w.id = o.witness_id join conversations c on c.id = o.conversation_id
        where o.id = $1 and o.state in ('queued', 'sending') for update of o)
     update outbound_messages o
        set state = case when before.suppressed then 'suppressed' else 'sending' end, claimed_at = coalesce(o.claimed_at, now())
       from before where o.id = before.id
     returning o.id, o.conversation_id as "conversationId", o.witness_id as "witnessId", o.intent,
               o.body_sealed as "bodySealed", o.created_at as "createdAt", before.channel,
               before.address_sealed as "addressSealed", before.reply_from_sealed as "replyFromSealed",
               before.state = 'sending' as "claimedBefore", before.suppressed`,
    [id, ALLOWED_AFTER_STOP],
  );
  return rows[0];
}

/** Rank of each state: a late or repeated status never moves a message back. */
const STATE_RANK: Record<OutboundState, number> = {
  queued: 0,
  sending: 1,
  sent: 2,
  superseded: 3,
  suppressed: 3,
  undelivered: 3,
  failed: 3,
  delivered: 4,
};

/** Records a provider's word on a message; false when a later state was already known or the id is not ours. */
export async function recordOutboundState(
  tx: Tx,
  change: { id: string; state: OutboundState; providerId: string | null; errorCode: string | null },
): Promise<boolean> {
  const earlier = Object.entries(STATE_RANK)
    .filter(([, rank]) => rank < STATE_RANK[change.state])
    .map(([state]) => state);
  const rows = await tx.query(
    'record_outbound_state',
    `update outbound_messages
        set state = case when state = any($2::text[]) then $3::text else state end,
            provider_id = coalesce(provider_id, $4::text),
            error_code = case when state = any($2::text[]) then coalesce($5::text, error_code) else error_code end,
            sent_at = case when $3::text in ('sent', 'delivered') then coalesce(sent_at, now()) else sent_at end
      where id = $1 and (state = any($2::text[]) or (provider_id is null and $4::text is not null))
      returning id`,
    [change.id, earlier, change.state, change.providerId, change.errorCode],
  );
  return rows.length > 0;
}

/** Those of the given provider ids that already belong to a message of ours. */
export async function findKnownProviderIds(tx: Tx, providerIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ providerId: string }>(
    'find_known_provider_ids',
    'select provider_id as "providerId" from outbound_messages where provider_id = any($1)',
    [providerIds],
  );
  return new Set(rows.map((row) => row.providerId));
}
