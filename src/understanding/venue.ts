/** The setting of the situation, by the weight of the words that set it. */
import type { PhraseHit } from './phrases.js';
import { VENUE_WEIGHT } from './words/venues.js';

const EARLY_BONUS = 1.4;
/** Who speaks and where is mostly said first. */
const EARLY_CHARS = 60;
const MAX_COUNTED = 3;

/** A hotel's key, or a job in one, is not the scene. */
const NOT_THE_SCENE =
  /^ (?:keys?|keycards?|jobs?|room keys?|card|receipts?|soap|towels?|logo|shirt|uniform|wifi) /;

export function findVenue(hits: readonly PhraseHit[], text: string): string | undefined {
  const scores = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const hit of hits) {
    if (!hit.code.startsWith('venue=')) continue;
    if (NOT_THE_SCENE.test(text.slice(hit.end, hit.end + 14))) continue;
    const venue = hit.code.slice('venue='.length);
    const count = (counts.get(venue) ?? 0) + 1;
    counts.set(venue, count);
    if (count > MAX_COUNTED) continue;
    const weight = VENUE_WEIGHT[venue] ?? 1;
    const early = EARLY_BONUS * Math.max(0, 1 - hit.start / EARLY_CHARS);
    scores.set(venue, (scores.get(venue) ?? 0) + (count === 1 ? weight + early : weight * 0.35));
  }
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  return best === undefined || best[1] < 0.9 ? undefined : best[0];
}
