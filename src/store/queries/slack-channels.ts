/**
 * The pace of a Slack channel: about one message a second (https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting).
 * Whoever finds the second taken notes that it waits, and comes back when the next one is free; the most urgent of
 * those who wait goes first. One that stops coming back is forgotten after three seconds.
 */

import { type Tx } from '../store.js';

/** A little above Slack's second: two requests do not travel equally fast. */
export const POST_INTERVAL_MS = 1100;
const FORGOTTEN_AFTER_MS = 3000;

export interface SlotRequest {
  channel: string;
  cardId: string;
  /** Lower goes first; equal ones in the order of their cards. */
  rank: number;
  /** Default: POST_INTERVAL_MS. */
  intervalMs?: number | undefined;
}

/** Undefined: post now. Else when to come back. The clock is the database's, one for all processes. */
export async function takePostingSlot(tx: Tx, request: SlotRequest): Promise<Date | undefined> {
  const { channel, cardId, rank, intervalMs = POST_INTERVAL_MS } = request;
  const [taken] = await tx.query<{ retryAt: Date | null }>(
    'take_posting_slot',
    `with me as (select id, created_at from liaison_cards where id = $2),
     slot as (
       insert into slack_channels as s (channel, next_post_at)
       values ($1, clock_timestamp() + $4 * interval '1 ms')
       on conflict (channel) do update set next_post_at = excluded.next_post_at
       where s.next_post_at <= clock_timestamp() and not exists (
         select from liaison_cards c, me
         where c.channel = $1 and c.id <> me.id and c.waiting_at > clock_timestamp() - $5 * interval '1 ms'
           and (c.waiting_rank, c.created_at, c.id) < ($3::int, me.created_at, me.id))
       returning channel),
     card as (
       update liaison_cards set channel = $1,
         waiting_rank = case when exists (select from slot) then null else $3::int end,
         waiting_at = case when exists (select from slot) then null else clock_timestamp() end
       where id = $2)
     select case when exists (select from slot) then null
       else greatest((select next_post_at from slack_channels where channel = $1), clock_timestamp() + interval '50 ms')
       end as "retryAt"`,
    [channel, cardId, rank, intervalMs, FORGOTTEN_AFTER_MS],
  );
  return taken?.retryAt ?? undefined;
}
