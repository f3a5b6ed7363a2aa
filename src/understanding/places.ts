/**
 * Which place a text speaks of: towns, states and ZIPs weighed together.
 *
 * A wrong state is worse than a question. A town whose name many states know is left open (`ambiguousPlace`,
 * candidates ranked) unless a state, a ZIP or a road in the text settles it, or one town of the name is so much
 * larger that nobody would mean another.
 */
import type { Facts, PlaceCandidate, Span } from './facts.js';
import type { City, Gazetteer } from './gazetteer.js';
import type { Doc } from './normalize.js';
import type { CityMention } from './city-mentions.js';
import { nicknameStates, unlistedCity } from './place-hints.js';
import { chooseMain, type Settled } from './scene.js';
import type { StateMention } from './state-mentions.js';

export interface PlaceInput {
  doc: Doc;
  gazetteer: Gazetteer;
  states: readonly StateMention[];
  cities: readonly CityMention[];
  zip?: string;
  zipSpan?: Span;
  roadStates?: readonly string[];
  homeState?: string;
}

export interface PlaceFacts extends Pick<
  Facts,
  'states' | 'inferredStates' | 'city' | 'postalCode' | 'ambiguousPlace' | 'placeCandidates'
> {
  /** The town or ZIP the text is about, for its time zone and county. */
  point?: { latitude: number; longitude: number; state: string };
  nextStop?: string;
}

/** Names so often meant for different towns that only other words settle them. */
const ALWAYS_OPEN = new Set([
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
const MAX_CANDIDATES = 6;
/** The post office writes "N Little Rock". */
const POINTS: Record<string, string> = { N: 'North ', S: 'South ', E: 'East ', W: 'West ' };

export function resolvePlace(input: PlaceInput): PlaceFacts {
  const { gazetteer, doc } = input;
  const cities = input.cities.filter(
    (city, index) => city.role !== 'denied' && !isStreet(doc, city, input.cities[index + 1]),
  );
  const said = new Set<string>();
  const inferred = new Set<string>();
  const cityOfState = new Set(input.cities.filter((city) => city.said).map((city) => city.to));
  const insideCity = (state: StateMention): boolean =>
    input.cities.some(
      (city) =>
        state.from >= city.from &&
        state.to <= city.to &&
        (city.said || city.to - city.from > state.to - state.from),
    );
  const denied = new Set(
    input.cities.filter(({ role, said: own }) => role === 'denied' && own).map(({ to }) => to),
  );
  const states = input.states.filter((state) => !insideCity(state) && !denied.has(state.from));
  for (const state of states) if (state.strong || cityOfState.has(state.from)) said.add(state.code);
  for (const [code] of nicknameStates(doc)) inferred.add(code);
  const zipPlace = input.zip === undefined ? undefined : gazetteer.findZip(input.zip);
  if (zipPlace !== undefined) inferred.add(zipPlace.state);
  const saidBeforeCities = new Set(said);
  const settled: Settled[] = cities.map((mention) => ({
    mention,
    city: settle(mention, saidBeforeCities, zipPlace?.state, input.roadStates),
  }));
  for (const { mention, city } of settled) {
    if (city === undefined) continue;
    if (mention.said) said.add(city.state);
    else if (isSure(mention, city, doc, said.size > 0 || zipPlace !== undefined)) inferred.add(city.state);
  }
  settleByNeighbours(settled, new Set([...said, ...inferred]));
  const onlyState = input.roadStates?.length === 1 ? input.roadStates[0] : undefined;
  if (onlyState !== undefined && said.size === 0 && inferred.size === 0) inferred.add(onlyState);
  const facts: PlaceFacts = {};
  const codes = [...said, ...[...inferred].filter((code) => !said.has(code))];
  if (codes.length > 0) facts.states = codes;
  const guessed = codes.filter((code) => !said.has(code));
  if (guessed.length > 0) facts.inferredStates = guessed;
  if (input.zip !== undefined) facts.postalCode = input.zip;
  const stop = settled.find(({ mention }) => mention.role === 'next_stop');
  if (stop !== undefined) facts.nextStop = stop.mention.name;
  const main = chooseMain(settled, doc);
  const unknown = main === undefined ? unlistedCity(doc, states) : undefined;
  if (main !== undefined) {
    facts.city = (main.city?.name ?? main.mention.name).replace(
      /^([NSEW]) /,
      (_all, point: string) => POINTS[point] ?? '',
    );
    if (main.city !== undefined) facts.point = main.city;
    else {
      facts.ambiguousPlace = true;
      facts.placeCandidates = rank(main.mention.candidates, input.homeState);
    }
  } else if (unknown !== undefined) {
    facts.city = unknown.city;
    if (!codes.includes(unknown.state)) facts.states = [...codes, unknown.state];
  } else if (zipPlace !== undefined && !cities.some((city) => city.role !== 'here'))
    facts.city = zipPlace.city;
  if (zipPlace !== undefined) facts.point = zipPlace;
  return facts;
}

/** "sign says Wheatland, we left Casper": an open name lies in the one state that the other places give. */
function settleByNeighbours(settled: Settled[], states: ReadonlySet<string>): void {
  const [state] = states;
  if (states.size !== 1 || state === undefined) return;
  for (const entry of settled) {
    if (entry.city !== undefined || ALWAYS_OPEN.has(entry.mention.name)) continue;
    entry.city = entry.mention.candidates.find((city) => city.state === state && city.population > 500);
  }
}

/** "545 Chalan San Antonio, Tamuning, Guam": after a house number, what stands before the town is its street. */
function isStreet(doc: Doc, city: CityMention, next: CityMention | undefined): boolean {
  if (city.said || next?.said !== true) return false;
  const start = doc.words[city.from]?.start ?? 0;
  const gap = doc.flat.slice(doc.words[city.to - 1]?.end ?? 0, doc.words[next.from]?.start ?? 0);
  return (
    /^,\s*$/.test(gap) &&
    /(?:^|\s)\d{1,6} (?:[a-z.'-]+ ){0,3}$/.test(doc.flat.slice(Math.max(0, start - 40), start))
  );
}

/** Where the text already names a state, a town without its own adds another only when it is surely meant. */
function isSure(mention: CityMention, city: City, doc: Doc, stateKnown: boolean): boolean {
  if (!stateKnown || mention.state !== undefined) return true;
  const before = doc.words[mention.from - 1]?.flat ?? '';
  const placed =
    /^(?:in|to|from|near|at|leaving|toward|towards|between|and|en|de|desde|hacia|para|through)$/.test(
      before,
    ) || mention.role !== 'here';
  const capital = doc.words[mention.from]?.capital === true;
  return city.population > (placed ? (capital ? 8000 : 15_000) : 90_000);
}

function settle(
  mention: CityMention,
  said: ReadonlySet<string>,
  zipState: string | undefined,
  roadStates: readonly string[] | undefined,
): City | undefined {
  const { candidates } = mention;
  const inState = (state: string): City | undefined => candidates.find((city) => city.state === state);
  if (mention.state !== undefined)
    return inState(mention.state) ?? candidates[0] ?? namedOnly(mention, mention.state);
  if (zipState !== undefined && inState(zipState) !== undefined) return inState(zipState);
  const dominant = dominates(candidates);
  if (dominant !== undefined) return dominant;
  const bySaid = candidates.filter((city) => said.has(city.state));
  if (bySaid.length > 0) return bySaid[0];
  if (said.size > 0 || roadStates === undefined) return undefined;
  const byRoad = candidates.filter((city) => roadStates.includes(city.state) && city.population > 0);
  return byRoad.length === 1 || (byRoad[0]?.population ?? 0) > 4 * (byRoad[1]?.population ?? 0)
    ? byRoad[0]
    : undefined;
}

function namedOnly(mention: CityMention, state: string): City {
  return { name: mention.name, state, population: 0, latitude: 0, longitude: 0 };
}

/** The one town of the name that nobody would mean another by. */
function dominates(candidates: readonly City[]): City | undefined {
  const [first, second] = candidates;
  if (first === undefined || second === undefined) return first;
  if (ALWAYS_OPEN.has(first.name)) return undefined;
  const ratio = first.population / Math.max(1, second.population, 500);
  const clear =
    (first.population >= 85_000 && ratio >= 5) ||
    (first.population >= 25_000 && ratio >= 8) ||
    (first.population >= 15_000 && ratio >= 10) ||
    (first.population >= 4000 && second.population < 300);
  return clear ? first : undefined;
}

function rank(candidates: readonly City[], homeState: string | undefined): PlaceCandidate[] {
  const known = candidates.filter((city, index) => city.population > 0 || index < 2);
  const ordered = [...known].sort(
    (a, b) => Number(b.state === homeState) - Number(a.state === homeState) || b.population - a.population,
  );
  return ordered
    .slice(0, MAX_CANDIDATES)
    .map(({ name, state, population }) =>
      population > 0 ? { city: name, state, population } : { city: name, state },
    );
}
