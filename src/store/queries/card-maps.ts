/** The locator map of a card: the file in Slack, and the keyed hash of the place it shows. */

import { addJobs, job, PRIORITY } from '../queue.js';
import { type Tx } from '../store.js';

/** Has the map of a card looked after, once the card is there. */
export async function requestMap(tx: Tx, cardId: string): Promise<void> {
  await addJobs(tx, [job('placeMap', { cardId }, { priority: PRIORITY.timer, key: `map:${cardId}` })]);
}

export async function findCardMap(tx: Tx, cardId: string): Promise<{ place: Buffer | null }> {
  const rows = await tx.query<{ place: Buffer | null }>(
    'find_card_map',
    'select map_place as place from liaison_cards where id = $1',
    [cardId],
  );
  return rows[0] ?? { place: null };
}

/** Records the map, or that there is none, and has the card redrawn at `redrawAt`. */
export async function recordCardMap(
  tx: Tx,
  map: {
    cardId: string;
    fileId: string | null;
    altText: string | null;
    place: Buffer | null;
    redrawAt: Date;
    now: Date;
  },
): Promise<void> {
  await tx.query(
    'record_card_map',
    `update liaison_cards set map_file_id = $2, map_alt_text = $3, map_place = $4, map_uploaded_at = $5 where id = $1`,
    [map.cardId, map.fileId, map.altText, map.place, map.now],
  );
  await showMapAt(tx, map.cardId, map.redrawAt);
}

/** A job beside the card's own, so that waiting for the map puts off nothing else. */
export async function showMapAt(tx: Tx, cardId: string, runAt: Date): Promise<void> {
  await addJobs(tx, [
    job('notifyLiaison', { cardId }, { priority: PRIORITY.timer, key: `map-shown:${cardId}`, runAt }),
  ]);
}
