/** Finds cards for people: by reference, open, mine; and the medians of the clock. Always within the channels given. */

import { type Tx } from '../store.js';

export interface FoundCard {
  cardId: string;
  tipId: string;
  reference: string;
  urgency: string;
  jurisdiction: string;
  channel: string;
  messageTs: string | null;
  firstContactAt: Date;
  acknowledgedBy: string | null;
  closedAt: Date | null;
  isTest: boolean;
}

const COLUMNS = `c.id as "cardId", c.tip_id as "tipId", t.reference, t.urgency, c.jurisdiction, c.channel,
  c.message_ts as "messageTs", t.first_contact_at as "firstContactAt", c.acknowledged_by as "acknowledgedBy",
  c.closed_at as "closedAt", t.is_test as "isTest"`;

const BY_URGENCY = `array_position(array['immediate_danger', 'in_progress', 'recent', 'unknown', 'past'], t.urgency), t.first_contact_at`;

/** The cards of one tip in these channels. */
export async function findCardsByReference(
  tx: Tx,
  reference: string,
  channels: readonly string[],
): Promise<FoundCard[]> {
  return tx.query<{ [Name in keyof FoundCard]: FoundCard[Name] }>(
    'find_cards_by_reference',
    `select ${COLUMNS} from tips t join liaison_cards c on c.tip_id = t.id
     where t.reference = $1 and c.channel = any ($2::text[]) order by c.jurisdiction`,
    [reference, channels],
  );
}

/** Open cards in these channels, the most urgent first, then the oldest. */
export async function listOpenCards(
  tx: Tx,
  channels: readonly string[],
  limit: number,
): Promise<FoundCard[]> {
  return tx.query<{ [Name in keyof FoundCard]: FoundCard[Name] }>(
    'list_open_cards',
    `select ${COLUMNS} from liaison_cards c join tips t on t.id = c.tip_id
     where c.closed_at is null and c.message_ts is not null and c.channel = any ($1::text[])
     order by ${BY_URGENCY} limit $2`,
    [channels, limit],
  );
}

/** Open cards this person acknowledged or is assigned to, in these channels. */
export async function listCardsOf(
  tx: Tx,
  userId: string,
  channels: readonly string[],
  limit: number,
): Promise<FoundCard[]> {
  return tx.query<{ [Name in keyof FoundCard]: FoundCard[Name] }>(
    'list_cards_of',
    `select ${COLUMNS} from liaison_cards c join tips t on t.id = c.tip_id
     where c.closed_at is null and c.channel = any ($2::text[])
       and (c.acknowledged_by = $1 or exists (
         select from card_parties p where p.card_id = c.id and p.slack_user = $1 and p.released_at is null))
     order by ${BY_URGENCY} limit $3`,
    [userId, channels, limit],
  );
}

export interface ClockMedians {
  jurisdiction: string;
  tips: number;
  /** Minutes since first contact; null when nothing of the kind happened. */
  handedOver: number | null;
  acknowledged: number | null;
  onScene: number | null;
}

/** Over the newest 200 cards of each desk within these days, tests left out. */
export async function listClockMedians(
  tx: Tx,
  channels: readonly string[],
  days: number,
): Promise<ClockMedians[]> {
  return tx.query<{ [Name in keyof ClockMedians]: ClockMedians[Name] }>(
    'list_clock_medians',
    `with desks as (select distinct jurisdiction from liaison_cards where channel = any ($1::text[])),
     recent as (
       select d.jurisdiction, c.id, c.tip_id, c.acknowledged_at, t.first_contact_at
       from desks d cross join lateral (
         select * from liaison_cards l where l.jurisdiction = d.jurisdiction
           and l.created_at > now() - $2 * interval '1 day' order by l.created_at desc limit 200) c
       join tips t on t.id = c.tip_id where not t.is_test),
     timed as (
       select jurisdiction,
         extract(epoch from (select min(handed_over_at) from deliveries v where v.tip_id = r.tip_id) - first_contact_at) / 60 as handed,
         extract(epoch from acknowledged_at - first_contact_at) / 60 as acknowledged,
         extract(epoch from (select min(on_scene_at) from card_parties p where p.card_id = r.id) - first_contact_at) / 60 as on_scene
       from recent r)
     select jurisdiction, count(*)::int as tips,
       percentile_cont(0.5) within group (order by handed) as "handedOver",
       percentile_cont(0.5) within group (order by acknowledged) as acknowledged,
       percentile_cont(0.5) within group (order by on_scene) as "onScene"
     from timed group by jurisdiction order by jurisdiction`,
    [channels, days],
  );
}
