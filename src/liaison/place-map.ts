/**
 * Puts a locator map on a card: draws it when the place is known or changed, uploads it, and has the card redrawn.
 * A job of its own, so that a card is never late for its map; when Slack does not take the map, the card stands.
 */

import { describeError } from '../logger.js';
import { findCardMap, recordCardMap } from '../store/queries/card-maps.js';
import { getCardToShow } from '../store/queries/liaison-cards.js';
import { type Attempt, type JobPayloads } from '../store/queue.js';
import { findMapPlace } from './find-map-place.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { drawLocatorMap, type LocatorMap } from './locator-map.js';
import { toSlackFailure } from './slack-errors.js';
import { readView } from './shown-tip.js';

/** Slack shows a file only once it has looked at it. */
const PROCESSED_AFTER_MS = 2000;
/** A map is worth a few tries, not two hours of them. */
const MAX_ATTEMPTS = 5;

export async function placeMap(
  deps: LiaisonDeps,
  { cardId }: JobPayloads['placeMap'],
  { attempt }: Attempt,
): Promise<void> {
  const { store, vault, slack, logger, mapTables } = deps;
  if (slack === undefined || mapTables === undefined) return;
  const { card, known } = await store.transaction(async (tx) => ({
    card: await getCardToShow(tx, cardId),
    known: await findCardMap(tx, cardId),
  }));
  const { tip } = readView(vault, card);
  const place = findMapPlace(tip, mapTables());
  const hash = place === undefined ? null : vault.lookupHash('map place', JSON.stringify(place));
  if (sameHash(hash, known.place)) return;
  const map = place && (await drawLocatorMap(place));
  try {
    const fileId = map === undefined ? null : await upload(slack, tip.reference, map);
    const redrawAt = new Date(deps.now().getTime() + PROCESSED_AFTER_MS);
    await store.transaction((tx) =>
      recordCardMap(tx, {
        cardId,
        fileId,
        altText: map?.altText ?? null,
        place: hash,
        redrawAt,
        now: deps.now(),
      }),
    );
  } catch (thrown) {
    const { error } = toSlackFailure(thrown);
    logger.warn({ cardId, attempt, ...describeError(error) }, 'map not placed');
    if (attempt < MAX_ATTEMPTS) throw error;
  }
}

function sameHash(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}

async function upload(
  slack: NonNullable<LiaisonDeps['slack']>,
  reference: string,
  { png, altText }: LocatorMap,
): Promise<string> {
  const answer = await slack.filesUploadV2({
    file: Buffer.from(png),
    filename: `${reference}.png`,
    title: 'Locator map',
    alt_text: altText,
  });
  const [completed] = (answer as { files?: { files?: { id?: string }[] }[] }).files ?? [];
  const id = completed?.files?.[0]?.id;
  if (id === undefined) throw new TypeError('Slack answered without a file id');
  return id;
}
