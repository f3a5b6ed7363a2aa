/** The ladder of a card that nobody acknowledged: which rung is next, and climbing one, once. */

import { type Tx } from '../store.js';

export interface EscalatingCard {
  cardId: string;
  tipId: string;
  reference: string;
  urgency: string;
  jurisdiction: string;
  channel: string | null;
  messageTs: string | null;
  createdAt: Date;
  rung: number;
  escalatedAt: Date | null;
  alerts: string[];
}

/** Reads and locks the card; undefined when somebody has it, or nobody needs to. A test tip calls nobody. */
export async function findEscalatingCard(tx: Tx, cardId: string): Promise<EscalatingCard | undefined> {
  const rows = await tx.query<{ [Name in keyof EscalatingCard]: EscalatingCard[Name] }>(
    'find_escalating_card',
    `select c.id as "cardId", c.tip_id as "tipId", t.reference, t.urgency, c.jurisdiction, c.channel,
       c.message_ts as "messageTs", c.created_at as "createdAt", c.escalation_rung as rung,
       c.escalated_at as "escalatedAt", c.alerts
     from liaison_cards c join tips t on t.id = c.tip_id
     where c.id = $1 and c.acknowledged_at is null and c.closed_at is null and t.status <> 'withdrawn' and not t.is_test
     for update of c`,
    [cardId],
  );
  return rows[0];
}

/** False when another run climbed it. */
export async function climbRung(
  tx: Tx,
  { cardId, from, now }: { cardId: string; from: number; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    'climb_rung',
    `update liaison_cards set escalation_rung = $2 + 1, escalated_at = $3
     where id = $1 and escalation_rung = $2 returning id`,
    [cardId, from, now],
  );
  return rows.length > 0;
}

export async function addCardAlert(tx: Tx, cardId: string, alert: string): Promise<void> {
  await tx.query(
    'add_card_alert',
    'update liaison_cards set alerts = alerts || array[$2::text] where id = $1 and not $2 = any(alerts)',
    [cardId, alert],
  );
}

export interface CardOnCall {
  cardId: string;
  tipId: string;
  reference: string;
  urgency: string;
  jurisdiction: string;
  createdAt: Date;
  /** Nobody has it yet, and somebody should. */
  waits: boolean;
}

/** What a call about a card says. */
export async function findCardOnCall(tx: Tx, cardId: string): Promise<CardOnCall | undefined> {
  const rows = await tx.query<{ [Name in keyof CardOnCall]: CardOnCall[Name] }>(
    'find_card_on_call',
    `select c.id as "cardId", c.tip_id as "tipId", t.reference, t.urgency, c.jurisdiction, c.created_at as "createdAt",
       (c.acknowledged_at is null and c.closed_at is null and t.status <> 'withdrawn') as waits
     from liaison_cards c join tips t on t.id = c.tip_id where c.id = $1`,
    [cardId],
  );
  return rows[0];
}
