/** The clock of the newest tips: first contact, sent, handed over, on a card, acknowledged. No words, no numbers. */

import { sql } from 'kysely';
import { type DeliveryState } from '../schema.js';
import { type Store } from '../store.js';

export interface TipClock {
  reference: string;
  urgency: string;
  revision: number;
  firstContactAt: Date;
  submittedAt: Date | null;
  deliveries: { route: string; state: DeliveryState; handedOverAt: Date | null }[];
  cards: { jurisdiction: string; postedAt: Date | null; acknowledgedAt: Date | null }[];
}

type Row = Omit<TipClock, 'deliveries' | 'cards'> & {
  deliveries: { route: string; state: DeliveryState; handedOverAt: string | null }[] | null;
  cards: { jurisdiction: string; postedAt: string | null; acknowledgedAt: string | null }[] | null;
};

/** Newest first; of each tip the deliveries of its first revision on each route. */
export async function listTipClocks(store: Store, limit = 20): Promise<TipClock[]> {
  const { rows } = await sql<Row>`
    select t.reference, t.urgency, t.revision, t.first_contact_at as "firstContactAt", t.submitted_at as "submittedAt",
           (select json_agg(json_build_object('route', d.route, 'state', d.state, 'handedOverAt', d.handed_over_at) order by d.route desc)
              from (select distinct on (route) * from deliveries where tip_id = t.id order by route, revision) d) as deliveries,
           (select json_agg(json_build_object('jurisdiction', c.jurisdiction, 'postedAt', c.posted_at, 'acknowledgedAt', c.acknowledged_at)
                            order by c.jurisdiction)
              from liaison_cards c where c.tip_id = t.id) as cards
      from tips t order by t.created_at desc limit ${limit}`.execute(store.db);
  return rows.map((row) => ({
    ...row,
    deliveries: (row.deliveries ?? []).map((delivery) => ({
      ...delivery,
      handedOverAt: toDate(delivery.handedOverAt),
    })),
    cards: (row.cards ?? []).map((card) => ({
      ...card,
      postedAt: toDate(card.postedAt),
      acknowledgedAt: toDate(card.acknowledgedAt),
    })),
  }));
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
