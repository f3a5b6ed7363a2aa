/** The record of who saw the number of a witness, and who asked to. */

import { type Tx } from '../store.js';

export interface RevealRecord {
  /** One for a modal: sent twice, it is one reveal. */
  noteId: string;
  tipId: string;
  cardId: string;
  kind: 'revealed' | 'reveal_refused';
  userId: string;
  /** The reason, sealed. */
  bodySealed: Buffer;
  /** The desk. */
  jurisdiction: string;
  now: Date;
}

/** The reason and the event in one; false when it was recorded before. */
export async function recordReveal(tx: Tx, record: RevealRecord): Promise<boolean> {
  const rows = await tx.query(
    'record_reveal',
    `with note as (
       insert into desk_notes (id, tip_id, card_id, kind, actor, body_sealed, at) values ($1, $2, $3, $4, $5, $6, $8)
       on conflict (id) do nothing returning tip_id)
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, $4, $5, $7, $8::timestamptz from note returning id`,
    [
      ...[record.noteId, record.tipId, record.cardId, record.kind, record.userId, record.bodySealed],
      ...[record.jurisdiction, record.now],
    ],
  );
  return rows.length > 0;
}
