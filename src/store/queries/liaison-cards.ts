/**
 * The states of a card (one tip in one jurisdiction's channel):
 *
 *     queued → posting → posted → posting (an update) → posted …        failed, after the last attempt
 *
 * A card found in `posting` or `failed` may or may not be in Slack: whoever takes it looks there first. Only one
 * job at a time works on a card (`lockCard`); a job that died lets go with its connection.
 */

import { addJobs, type JobSpec } from '../queue.js';
import { type CardState, type ChannelName } from '../schema.js';
import { type Tx } from '../store.js';

export interface CardPlace {
  jurisdiction: string;
  state: CardState;
  channel: string | null;
  messageTs: string | null;
  urgency: string;
}

/** Reads and locks the card until the transaction ends. */
export async function findCardForUpdate(tx: Tx, cardId: string): Promise<CardPlace | undefined> {
  const rows = await tx.query<{ [Name in keyof CardPlace]: CardPlace[Name] }>(
    'find_card_for_update',
    `select c.jurisdiction, c.state, c.channel, c.message_ts as "messageTs", t.urgency
     from liaison_cards c join tips t on t.id = c.tip_id where c.id = $1 for update of c`,
    [cardId],
  );
  return rows[0];
}

/** From here on the card may be in that channel. `now` is also the claim's mark: a later claim replaces it. */
export async function markCardPosting(tx: Tx, cardId: string, channel: string, now: Date): Promise<void> {
  await tx.query(
    'mark_card_posting',
    `update liaison_cards set state = 'posting', channel = $2, claimed_at = $3,
       closed_at = case when state = 'withheld' then null else closed_at end
     where id = $1`,
    [cardId, channel, now],
  );
}

/** Any number that no other use of advisory locks in this program has. */
const CARD_LOCK_CLASS = 77_101;

/** Waits for whoever works on this card; held until the transaction ends. SQLSTATE 55P03 after `waitMs`. */
export async function lockCard(tx: Tx, cardId: string, waitMs: number): Promise<void> {
  await tx.query('card_lock_timeout', `select set_config('lock_timeout', $1, true)`, [`${waitMs}ms`]);
  await tx.query('lock_card', 'select pg_advisory_xact_lock($1, hashtext($2))', [CARD_LOCK_CLASS, cardId]);
}

export interface CardToShow extends CardPlace {
  tipId: string;
  reference: string;
  revisionShown: number;
  claimedAt: Date | null;
  createdAt: Date;
  map: { fileId: string; altText: string; uploadedAt: Date } | null;
  firstContactAt: Date;
  witnessId: string;
  witnessChannel: ChannelName;
  witnessAlias: string;
  addressSealed: Buffer;
  /** Every revision, newest first. */
  revisions: { revision: number; documentSealed: Buffer }[];
}

interface MapColumns {
  mapFileId: string | null;
  mapAltText: string | null;
  mapUploadedAt: Date | null;
}

export async function getCardToShow(tx: Tx, cardId: string): Promise<CardToShow> {
  const [row] = await tx.query<Omit<CardToShow, 'revisions' | 'map'> & MapColumns>(
    'get_card_to_show',
    `select c.jurisdiction, c.state, c.channel, c.message_ts as "messageTs", c.tip_id as "tipId", t.reference,
       t.urgency, c.revision_shown as "revisionShown", c.claimed_at as "claimedAt", c.created_at as "createdAt",
       c.map_file_id as "mapFileId", c.map_alt_text as "mapAltText", c.map_uploaded_at as "mapUploadedAt",
       t.first_contact_at as "firstContactAt", w.id as "witnessId", w.channel as "witnessChannel",
       w.alias as "witnessAlias", w.address_sealed as "addressSealed"
     from liaison_cards c join tips t on t.id = c.tip_id join witnesses w on w.id = t.witness_id
     where c.id = $1`,
    [cardId],
  );
  if (row === undefined) throw new RangeError(`no card ${cardId}`);
  const { mapFileId, mapAltText, mapUploadedAt, ...card } = row;
  const map =
    mapFileId === null || mapAltText === null || mapUploadedAt === null
      ? null
      : { fileId: mapFileId, altText: mapAltText, uploadedAt: mapUploadedAt };
  const revisions = await tx.query<{ revision: number; documentSealed: Buffer }>(
    'list_tip_revisions',
    `select revision, document_sealed as "documentSealed" from tip_revisions where tip_id = $1 order by revision desc`,
    [card.tipId],
  );
  return { ...card, map, revisions };
}

export interface ShownCard {
  cardId: string;
  channel: string;
  messageTs: string;
  revision: number;
  event: 'card_posted' | 'card_updated';
  now: Date;
}

export async function recordCardShown(tx: Tx, shown: ShownCard): Promise<void> {
  await tx.query(
    'record_card_shown',
    `with c as (
       update liaison_cards set state = 'posted', channel = $2, message_ts = $3,
         revision_shown = greatest(revision_shown, $4::int), posted_at = coalesce(posted_at, $6)
       where id = $1 returning tip_id, jurisdiction)
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, $5, 'sightline', jurisdiction || ' r' || $4::int, $6::timestamptz from c`,
    [shown.cardId, shown.channel, shown.messageTs, shown.revision, shown.event, shown.now],
  );
}

/** Slack surely did not take it: the next attempt need not look there. */
export async function resetCard(tx: Tx, cardId: string): Promise<void> {
  await tx.query(
    'reset_card',
    `update liaison_cards set state = case when message_ts is null then 'queued' else 'posted' end
     where id = $1 and state = 'posting'`,
    [cardId],
  );
}

/** Never posted, and over: until the tip is shared after all. */
export async function withholdCard(tx: Tx, cardId: string, now: Date): Promise<void> {
  await tx.query(
    'withhold_card',
    `update liaison_cards set state = 'withheld', closed_at = $2 where id = $1`,
    [cardId, now],
  );
}

export interface CardTrouble {
  tipId: string;
  jurisdiction: string;
  urgency: string;
  createdAt: Date;
  /** Already in the channel: an update is due, not the card itself. */
  posted: boolean;
  alerts: string[];
}

export async function findCardTrouble(tx: Tx, cardId: string): Promise<CardTrouble | undefined> {
  const rows = await tx.query<{ [Name in keyof CardTrouble]: CardTrouble[Name] }>(
    'find_card_trouble',
    `select c.tip_id as "tipId", c.jurisdiction, t.urgency, c.created_at as "createdAt",
       c.message_ts is not null as posted, c.alerts
     from liaison_cards c join tips t on t.id = c.tip_id where c.id = $1 for update of c`,
    [cardId],
  );
  return rows[0];
}

/** Records a failed attempt and tells the operators, in one. */
export async function recordCardFailure(
  tx: Tx,
  input: { cardId: string; final: boolean; alerts: readonly string[]; jobs: readonly JobSpec[] },
): Promise<void> {
  await tx.query(
    'record_card_failure',
    `update liaison_cards set alerts = alerts || $3::text[], state = case when $2 then 'failed' else state end
     where id = $1`,
    [input.cardId, input.final, input.alerts],
  );
  await addJobs(tx, input.jobs);
}

export async function findTipReference(tx: Tx, tipId: string): Promise<string | undefined> {
  const rows = await tx.query<{ reference: string }>(
    'find_tip_reference',
    'select reference from tips where id = $1',
    [tipId],
  );
  return rows[0]?.reference;
}
