/**
 * The pace of a Slack channel: about one message a second (https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting).
 * Whoever finds the second taken notes when it comes back: after as many seconds as there are more urgent ones before it, less
 * a few, so that a queue of any length costs a few looks a second and not one for each that waits. Of those who are there at
 * the same time the most urgent goes first. One that does not come back is forgotten after three seconds. Nobody waits
 * for a lock: who sees that the second is taken, or that another is taking it, comes back.
 */

import { type Tx } from '../store.js';

/** A little above Slack's second: two requests do not travel equally fast. */
export const POST_INTERVAL_MS = 1100;
const FORGOTTEN_AFTER_MS = 3000;
/** So many come back for one second: one that is late must not leave it empty. */
const FOR_ONE_SLOT = 4;
/** Any number that no other use of advisory locks in this program has. */
const SLOT_LOCK_CLASS = 77_103;
/** Who comes back within this is waited for. */
const SAME_TIME_MS = 250;
/** Looks again at least as often: those before it may be gone. */
const LONGEST_WAIT_MS = 30_000;

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
     ahead as (
       select c.waiting_at from liaison_cards c, me
       where c.channel = $1 and c.id <> me.id and c.waiting_at > clock_timestamp() - $5 * interval '1 ms'
         and (c.waiting_rank, c.created_at, c.id) < ($3::int, me.created_at, me.id)),
     slot as (
       insert into slack_channels as s (channel, next_post_at)
       select $1, clock_timestamp() + $4 * interval '1 ms'
       where case
         when exists (select from slack_channels where channel = $1 and next_post_at > clock_timestamp())
           or exists (select from ahead where waiting_at < clock_timestamp() + $6 * interval '1 ms') then false
         else pg_try_advisory_xact_lock($9, hashtext($1)) end
       on conflict (channel) do update set next_post_at = excluded.next_post_at
       where s.next_post_at <= clock_timestamp()
       returning channel),
     retry as (
       select greatest((select next_post_at from slack_channels where channel = $1), clock_timestamp() + interval '50 ms')
         + least(greatest((select count(*) from ahead) - $8, 0) * $4, $7) * interval '1 ms' as at
       where not exists (select from slot)),
     card as (
       update liaison_cards set channel = $1, waiting_at = (select at from retry),
         waiting_rank = case when exists (select from retry) then $3::int end
       where id = $2)
     select (select at from retry) as "retryAt"`,
    [
      channel,
      cardId,
      rank,
      intervalMs,
      FORGOTTEN_AFTER_MS,
      SAME_TIME_MS,
      LONGEST_WAIT_MS,
      FOR_ONE_SLOT,
      SLOT_LOCK_CLASS,
    ],
  );
  return taken?.retryAt ?? undefined;
}
