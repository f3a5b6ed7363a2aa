/** Looks up tips alike by keyed hashes, without opening one. Only within one desk: a card in the same jurisdiction. */

import { job, type JobSpec, PRIORITY } from '../queue.js';
import { type Tx } from '../store.js';

/** "Within days" of the issue: a plate seen a month ago is another story. */
export const ALIKE_WITHIN_DAYS = 14;

/** The tip itself goes first. */
const AFTER_HAND_OFF_MS = 2_000;

/** Adds what is new; returns the jobs that must follow. Of tips that are alike the cards are redrawn: see `tellAlike`. */
export async function insertTipKeys(
  tx: Tx,
  input: { tipId: string; keys: readonly { kind: string; hash: Buffer }[]; now: Date },
): Promise<JobSpec[]> {
  const { tipId, keys, now } = input;
  if (keys.length === 0) return [];
  const [found] = await tx.query<{ alike: boolean }>(
    'insert_tip_keys',
    `with given as (select * from unnest($2::text[], $3::bytea[]) as given (kind, hash)),
     added as (
       insert into tip_keys (tip_id, kind, hash, at) select $1::uuid, kind, hash, $4::timestamptz from given
       on conflict do nothing returning kind, hash)
     select exists (
       select from added a
       join tip_keys k on k.kind = a.kind and k.hash = a.hash and k.tip_id <> $1::uuid
         and k.at > $4::timestamptz - $5 * interval '1 day') as alike`,
    [tipId, keys.map(({ kind }) => kind), keys.map(({ hash }) => hash), now, ALIKE_WITHIN_DAYS],
  );
  if (found?.alike !== true) return [];
  // By the system's clock, as jobs run.
  const runAt = new Date(Date.now() + AFTER_HAND_OFF_MS);
  return [job('tellAlike', { tipId }, { priority: PRIORITY.timer, key: `alike:${tipId}`, runAt })];
}

/**
 * The newest open cards of other tips that share something with this one. Those not posted yet are left out: they are
 * drawn with all there is when their turn comes. However many tips are alike, only the newest of each key are read.
 */
export async function listCardsAlike(tx: Tx, tipId: string, limit: number): Promise<string[]> {
  const rows = await tx.query<{ cardId: string }>(
    'list_cards_alike',
    `select newest.id as "cardId" from (
       select near.id, near.state
       from tip_keys mine, lateral (
         select c.id, c.state, k.at from tip_keys k join liaison_cards c on c.tip_id = k.tip_id and c.closed_at is null
         where k.kind = mine.kind and k.hash = mine.hash and k.tip_id <> mine.tip_id
           and k.at > mine.at - $2 * interval '1 day'
         order by k.at desc limit $3) near
       where mine.tip_id = $1
       group by near.id, near.state order by max(near.at) desc limit $3) newest
     where newest.state <> 'queued'`,
    [tipId, ALIKE_WITHIN_DAYS, limit],
  );
  return rows.map(({ cardId }) => cardId);
}

export interface AlikeCard {
  cardId: string;
  reference: string;
  /** What they share. */
  kinds: string[];
  at: Date;
  closed: boolean;
  /** One of the two was merged into the other. */
  merged: boolean;
}

/** Cards of the same desk whose tips share something with this card's, newest first; of each key only the newest are read. */
export async function listAlikeCards(tx: Tx, cardId: string, limit = 5): Promise<AlikeCard[]> {
  return tx.query<{ [Name in keyof AlikeCard]: AlikeCard[Name] }>(
    'list_alike_cards',
    `with newest as (
       select near.id, max(near.at) as at
       from liaison_cards c join tip_keys mine on mine.tip_id = c.tip_id, lateral (
         select o.id, k.at from tip_keys k join liaison_cards o on o.tip_id = k.tip_id and o.jurisdiction = c.jurisdiction
         where k.kind = mine.kind and k.hash = mine.hash and k.tip_id <> mine.tip_id
           and k.at > mine.at - $2 * interval '1 day' and k.at < mine.at + $2 * interval '1 day'
         order by k.at desc limit $3) near
       where c.id = $1
       group by near.id order by max(near.at) desc limit $3)
     select o.id as "cardId", t.reference, newest.at, o.closed_at is not null as closed,
       coalesce(o.merged_into = c.id or c.merged_into = o.id, false) as merged,
       (select array_agg(distinct k.kind) from tip_keys mine join tip_keys k on k.kind = mine.kind and k.hash = mine.hash
        where mine.tip_id = c.tip_id and k.tip_id = o.tip_id
          and abs(extract(epoch from k.at - mine.at)) < $2 * 86400) as kinds
     from newest join liaison_cards o on o.id = newest.id join tips t on t.id = o.tip_id, liaison_cards c
     where c.id = $1
     order by newest.at desc`,
    [cardId, ALIKE_WITHIN_DAYS, limit],
  );
}

/** The card that stands for this one: where merging ends. */
export async function findMergeRoot(tx: Tx, cardId: string): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    'find_merge_root',
    `with recursive up as (
       select id, merged_into, 1 as depth from liaison_cards where id = $1
       union all
       select c.id, c.merged_into, up.depth + 1 from liaison_cards c join up on c.id = up.merged_into
       where up.depth < 20)
     select id from up order by depth desc limit 1`,
    [cardId],
  );
  return rows[0]?.id ?? cardId;
}

export async function setMergedInto(tx: Tx, cardId: string, into: string): Promise<void> {
  await tx.query('set_merged_into', 'update liaison_cards set merged_into = $2 where id = $1', [
    cardId,
    into,
  ]);
}
