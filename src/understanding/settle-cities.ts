/**
 * Which of the towns that share a name is meant: by the state or ZIP beside it, by its size, by the road, by the
 * other places named, or because it lies on the way of a journey. What nothing settles stays open.
 */
import type { CityMention } from './city-mentions.js';
import type { City } from './gazetteer.js';
import type { Doc } from './normalize.js';
import type { Settled } from './scene.js';
import { isOnSign } from './place-roles.js';
import { OPEN_TOWN_STATES } from './words/roads.js';
import { TRADE_TOWNS } from './words/trade-towns.js';

/** Names so often meant for different towns that only other words settle them. */
export const ALWAYS_OPEN: ReadonlySet<string> = new Set([
  'Springfield',
  'Portland',
  'Kansas City',
  'Columbus',
  'Columbia',
  'Aurora',
  'Rochester',
  'Charleston',
  'Arlington',
  'Glendale',
  'Jackson',
  'Lancaster',
  'Peoria',
]);

export interface Settling {
  /** States said in the text. */
  said: ReadonlySet<string>;
  zipState: string | undefined;
  roadStates: readonly string[] | undefined;
  /** "I-55". */
  road: string | undefined;
}

export function settle(
  mention: CityMention,
  { said, zipState, roadStates, road }: Settling,
): City | undefined {
  const { candidates } = mention;
  const inState = (state: string): City | undefined => candidates.find((city) => city.state === state);
  if (mention.state !== undefined)
    return inState(mention.state) ?? candidates[0] ?? namedOnly(mention, mention.state);
  if (zipState !== undefined && inState(zipState) !== undefined) return inState(zipState);
  const dominant = dominates(candidates);
  if (dominant !== undefined) return dominant;
  const bySaid = candidates.filter((city) => said.has(city.state));
  if (bySaid.length === 1) return bySaid[0];
  if (bySaid.length > 1) return ALWAYS_OPEN.has(mention.name) ? undefined : bySaid[0];
  if (said.size > 0) return undefined;
  const beside = OPEN_TOWN_STATES.get(`${mention.name} ${/^I-(\d+)$/.exec(road ?? '')?.[1] ?? ''}`);
  if (beside !== undefined && mention.role === 'here') return inState(beside);
  if (roadStates === undefined) return undefined;
  const byRoad = candidates.filter((city) => roadStates.includes(city.state) && city.population > 0);
  return byRoad.length === 1 || (byRoad[0]?.population ?? 0) > 4 * (byRoad[1]?.population ?? 0)
    ? byRoad[0]
    : undefined;
}

function namedOnly(mention: CityMention, state: string): City {
  return { name: mention.name, state, population: 0, latitude: 0, longitude: 0 };
}

/** Capitals of states that share their name with towns a quarter their size: the capital is meant. */
const CAPITALS: ReadonlySet<string> = new Set([
  'Lansing MI',
  'Trenton NJ',
  'Helena MT',
  'Dover DE',
  'Olympia WA',
]);

/** The one town of the name that nobody would mean another by. */
function dominates(candidates: readonly City[]): City | undefined {
  const [first, second] = candidates;
  if (first === undefined || second === undefined) return first;
  if (ALWAYS_OPEN.has(first.name)) return undefined;
  const ratio = first.population / Math.max(1, second.population, 500);
  const clear =
    (first.population >= 80_000 && ratio >= 5) ||
    (first.population >= 25_000 && ratio >= (CAPITALS.has(`${first.name} ${first.state}`) ? 4 : 8)) ||
    (first.population >= 15_000 && ratio >= 10) ||
    (first.population >= 4000 && second.population < 300);
  return clear ? first : undefined;
}

/** "sign says Wheatland, we left Casper": an open name lies in the one state that the other places give. */
export function settleByNeighbours(settled: Settled[], states: ReadonlySet<string>): void {
  const [state] = states;
  if (states.size !== 1 || state === undefined) return;
  for (const entry of settled) {
    if (entry.city !== undefined) continue;
    const near = entry.mention.candidates.find((city) => city.state === state && city.population > SMALLEST);
    // "cleveland to columbus" is one state's journey; "they came from Wichita" says nothing of Kansas City.
    const open = ALWAYS_OPEN.has(entry.mention.name);
    const largest = near === entry.mention.candidates[0] && entry.mention.role === 'destination';
    if (!open || largest) entry.city = near;
  }
}

/** "onion shed in Vidalia": the trade tells which. */
export function settleByTrade(settled: readonly Settled[], { flat }: Doc): void {
  for (const entry of settled) {
    const [state, trade] = TRADE_TOWNS.get(entry.mention.name) ?? [];
    if (entry.city === undefined && trade?.test(flat) === true)
      entry.city = entry.mention.candidates.find((city) => city.state === state);
  }
}

const CLOSE_MILES = 40;
const SMALLEST = 500;

/** "not joplin, carthage", "aurora, just east of denver": of towns that share a name the one close to another named. */
export function settleByDistance(settled: readonly Settled[], anchors: readonly City[]): void {
  for (const entry of settled) {
    if (entry.city !== undefined) continue;
    const close = entry.mention.candidates.filter(
      (city) =>
        city.population > SMALLEST &&
        anchors.some((anchor) => anchor.name !== city.name && milesBetween(anchor, city) < CLOSE_MILES),
    );
    const [only] = close;
    if (only !== undefined && close.length === 1) entry.city = only;
  }
}

/** A stop may lengthen the way by this much; another town of the name that does so too leaves it open. */
const MOST_DETOUR = 1.25;
const CLEAR_DETOUR = 1.5;
/** A hamlet of the same name is no rival. */
const RIVAL_SHARE = 10;

/** "st louis to chicago, next stop springfield": of towns that share a name the one that lies on the way. */
export function settleOnTheWay(settled: readonly Settled[]): void {
  const at = (role: CityMention['role']): City | undefined =>
    settled.find(({ mention, city }) => mention.role === role && isOnMap(city))?.city;
  const [origin, destination] = [at('origin'), at('destination')];
  if (origin === undefined || destination === undefined) return;
  const direct = milesBetween(origin, destination);
  if (direct < CLOSE_MILES) return;
  for (const entry of settled) {
    if (entry.city !== undefined) continue;
    const ranked = entry.mention.candidates
      .filter((city) => city.population > SMALLEST)
      .map((city) => ({
        city,
        detour: (milesBetween(origin, city) + milesBetween(city, destination)) / direct,
      }))
      .sort((a, b) => a.detour - b.detour);
    const [best, ...others] = ranked;
    if (best === undefined || best.detour > MOST_DETOUR) continue;
    const rivals = others.filter(({ city }) => city.population > best.city.population / RIVAL_SHARE);
    if (rivals.every(({ detour }) => detour > CLEAR_DETOUR)) entry.city = best.city;
  }
}

const NEAR_MILES = 250;
const FAR_MILES = 500;

/** "to Mobile AL, just left Meridian": of towns that share a name the one near the other end of the way; the others are far. */
export function settleByOtherEnd(settled: readonly Settled[]): void {
  for (const entry of settled) {
    const { role, candidates, name } = entry.mention;
    if (entry.city !== undefined || ALWAYS_OPEN.has(name) || (role !== 'origin' && role !== 'destination'))
      continue;
    const other = role === 'origin' ? 'destination' : 'origin';
    const end = settled.find(({ mention, city }) => mention.role === other && isOnMap(city))?.city;
    if (end === undefined) continue;
    const peopled = candidates.filter(({ population }) => population > SMALLEST);
    const near = peopled.filter((city) => milesBetween(city, end) < NEAR_MILES);
    const rivals = peopled.filter(
      (city) =>
        milesBetween(city, end) < FAR_MILES && city.population > (near[0]?.population ?? 0) / RIVAL_SHARE,
    );
    if (near.length === 1 && rivals.length === 1) entry.city = near[0];
  }
}

export const isOnMap = (city: City | undefined): city is City => city !== undefined && city.latitude !== 0;

const MILES_PER_DEGREE = 69;

/** As the crow flies, near enough for towns of one country. */
function milesBetween(a: City, b: City): number {
  const scale = Math.cos(((a.latitude + b.latitude) / 2) * (Math.PI / 180));
  return MILES_PER_DEGREE * Math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * scale);
}

/** "at birch and 3rd, Rapid City". */
const BEHIND_STREET = /\b(?:\d+(?:st|nd|rd|th)|st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|ct), $/;
const STREET_CHARS = 14;

/** Where the text already names a state, a town without its own adds another only when it is surely meant. */
export function isSure(mention: CityMention, city: City, doc: Doc, stateKnown: boolean): boolean {
  if (!stateKnown || mention.state !== undefined) return true;
  const before = doc.words[mention.from - 1]?.flat ?? '';
  const placed =
    /^(?:in|to|from|near|at|leaving|toward|towards|between|and|en|de|desde|hacia|para|through)$/.test(
      before,
    ) ||
    mention.role !== 'here' ||
    isOnSign(doc, mention.from) ||
    BEHIND_STREET.test(doc.flat.slice(0, doc.words[mention.from]?.start).slice(-STREET_CHARS));
  if (!placed) return city.population > 90_000;
  if (mention.to - mention.from > 1) return city.population > 4000;
  return city.population > (doc.words[mention.from]?.capital === true ? 8000 : 15_000);
}
