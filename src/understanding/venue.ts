/** The setting of the situation, by the weight of the words that set it. */
import type { PhraseHit } from './phrases.js';
import { VENUE_WEIGHT } from './words/venues.js';

const EARLY_BONUS = 1.4;
/** Who speaks and where is mostly said first. */
const EARLY_CHARS = 60;
const MAX_COUNTED = 3;
/** A chain's hotel is mostly the scene; its stores and kitchens are often only nearby. */
const CHAIN_WEIGHT: Readonly<Record<string, number>> = {
  hotel: 4,
  truck_stop: 3.2,
  store: 1.5,
  restaurant_or_bar: 1.2,
  factory: 2,
};
/** "Triple decker", "rents by the hour": words that belong to one setting only. */
const SURE_WEIGHT = 3.4;
const LEAST = 0.9;

/** A hotel's key, or a job in one, is not the scene. */
const NOT_THE_SCENE =
  /^ (?:keys?|keycards?|jobs?|work|management|room keys?|card|receipts?|soap|towels?|logo|shirt|uniform|wifi) /;
/** "It's not a hotel", "not even to the store". */
const DENIED =
  / (?:not|no es|no era|not even|never|ni) (?:in |at |en |to |a |siquiera a )?(?:a|an|the|un|una|el|la) $/;
/** "Promised motel rooms", "told them 25 an hour and a motel", "the missing poster at walmart": not where it is. */
const ONLY_TOLD =
  / (?:promis\w+|offered|swore|prometi\w+|ofreci\w+|promesas? de) (?:[^ .]+ ){0,6}$| (?:told|said|promised|offered) (?:[^ .]+ ){0,3}\d+ (?:dollars |bucks )?(?:an|a|per) (?:hr|hour|week|wk|day) (?:and|with|,|n)(?: an?| the| free| our| their)* $| (?:poster|flyer|flier|billboard|ad|brochure) (?:at|in|from|outside) (?:the |a )?$/;

/** "by the airport": a landmark tells where the scene is, and is seldom the scene. */
const NEARBY =
  / (?:near|by|behind|beside|next to|across from|down from|close to|cerca del?|junto al?|atras del?|detras del?|enfrente del?|al lado del?|frente al?) (?:the |a |an |el |la |un |una |our |my )?$/;
const LANDMARK_SHARE = 0.6;
const INSIDE_WEIGHT = 1;
/** A line's or a train's number, without a word for what it is. */
const RIDING_WEIGHT = 2.6;

export interface NamedChain {
  venue: string;
  /** "at the …": the scene is there, not only near it. */
  inside: boolean;
}

/** "the guy in 303", "la del 115": who is known by the number of a room. */
const ROOM_BY_NUMBER =
  / (?:(?:guy|guys|man|men|dude|lady|woman|women|girl|girls|couple|people|guests?|them|one|ones|party|whoever|him|her) (?:is )?in (?:room )?[1-9]\d{2}|(?:las?|los?|el|hombre|mujer|muchachas?|senor|tipo|gente) (?:del?|en el|en la) (?:cuarto )?[1-9]\d{2}|(?:upstairs|down the hall|next door|across the hall) (?:in|from) [1-9]\d{2}|(?:end of|down|in|across) the hall(?:way)?) /;

export function findVenue(
  hits: readonly PhraseHit[],
  text: string,
  chain: NamedChain | undefined,
  riding: boolean,
): string | undefined {
  const scores = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const hit of hits) {
    const sure = hit.code.startsWith('scene=');
    if (!sure && !hit.code.startsWith('venue=')) continue;
    if (hit.code === 'venue=hotel' && NOT_THE_SCENE.test(text.slice(hit.end, hit.end + 14))) continue;
    if (DENIED.test(text.slice(Math.max(0, hit.start - 20), hit.start))) continue;
    if (ONLY_TOLD.test(text.slice(Math.max(0, hit.start - 60), hit.start))) continue;
    const venue = hit.code.slice('venue='.length);
    const count = (counts.get(venue) ?? 0) + 1;
    counts.set(venue, count);
    if (count > MAX_COUNTED) continue;
    const near = NEARBY.test(text.slice(Math.max(0, hit.start - 24), hit.start));
    const weight = (sure ? SURE_WEIGHT : (VENUE_WEIGHT[venue] ?? 1)) * (near ? LANDMARK_SHARE : 1);
    const early = EARLY_BONUS * Math.max(0, 1 - hit.start / EARLY_CHARS);
    scores.set(venue, (scores.get(venue) ?? 0) + (count === 1 || sure ? weight + early : weight * 0.35));
  }
  if (riding && !scores.has('transit_vehicle') && !scores.has('station'))
    scores.set('transit_vehicle', RIDING_WEIGHT);
  if (chain !== undefined) {
    const weight = (CHAIN_WEIGHT[chain.venue] ?? 1) + (chain.inside ? INSIDE_WEIGHT : 0);
    scores.set(chain.venue, Math.max(scores.get(chain.venue) ?? 0, weight));
  }
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  if (best !== undefined && best[1] >= LEAST) return best[0];
  if (ROOM_BY_NUMBER.test(text)) return 'hotel';
  return hits.find((hit) => hit.code.startsWith('hint='))?.code.slice('hint='.length);
}
