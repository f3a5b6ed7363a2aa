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
import { placeCorrectionEnd } from './corrections.js';
import { nicknameStates, unlistedCity } from './place-hints.js';
import { chooseMain, type Settled } from './scene.js';
import {
  ALWAYS_OPEN,
  isOnMap,
  isSure,
  settle,
  settleByDistance,
  settleByNeighbours,
  settleByOtherEnd,
  settleByTrade,
  settleOnTheWay,
} from './settle-cities.js';
import type { StateMention } from './state-mentions.js';

export interface PlaceInput {
  doc: Doc;
  gazetteer: Gazetteer;
  states: readonly StateMention[];
  cities: readonly CityMention[];
  zip?: string;
  zipSpan?: Span;
  roadStates?: readonly string[];
  road?: string;
  /** States that the bus or train's agency serves: they settle a name and add none. */
  operatorStates?: readonly string[];
  homeState?: string;
}

export interface PlaceFacts extends Pick<
  Facts,
  'states' | 'inferredStates' | 'city' | 'postalCode' | 'ambiguousPlace' | 'placeCandidates'
> {
  /** The town or ZIP the text is about, for its time zone and county. */
  point?: { latitude: number; longitude: number; state: string };
  nextStop?: string;
  /** Where the journey goes. */
  destination?: string;
  /** A town is named only to say that it is not the place. */
  denies?: boolean;
  /** The next stop, or the end of the journey. */
  stopPoint?: { latitude: number; longitude: number };
}

interface FoundStates {
  /** Written out, in words or letters. */
  said: Set<string>;
  /** Taken from a town, a ZIP or a road. */
  inferred: Set<string>;
}

const MAX_CANDIDATES = 6;
/** What is taken back stands shortly before. */
const TAKEN_BACK_CHARS = 40;
/** The post office writes "N Little Rock". */
const POINTS: Record<string, string> = { N: 'North ', S: 'South ', E: 'East ', W: 'West ' };

export function resolvePlace(given: PlaceInput): PlaceFacts {
  const input = withoutTakenBack(withoutOtherZip(given));
  const { gazetteer } = input;
  const written = writtenStates(input);
  const said = new Set(written.map((state) => state.code));
  const zipPlace = input.zip === undefined ? undefined : gazetteer.findZip(input.zip);
  const inferred = new Set(nicknameStates(input.doc).map(([code]) => code));
  if (zipPlace !== undefined) inferred.add(zipPlace.state);
  const found: FoundStates = { said, inferred };
  const settled = settleAll(input, found, zipPlace?.state);
  const [onlyState, ...moreStates] = input.roadStates ?? [];
  if (onlyState !== undefined && moreStates.length === 0 && said.size === 0 && inferred.size === 0)
    inferred.add(onlyState);

  const facts: PlaceFacts = {};
  const codes = [...said, ...[...inferred].filter((code) => !said.has(code))];
  if (codes.length > 0) facts.states = codes;
  const guessed = codes.filter((code) => !said.has(code));
  if (guessed.length > 0) facts.inferredStates = guessed;
  if (input.zip !== undefined) facts.postalCode = input.zip;
  const stop = settled.find(({ mention }) => mention.role === 'next_stop');
  const end = settled.find(({ mention }) => mention.role === 'destination');
  if (stop !== undefined) facts.nextStop = stop.mention.name;
  if (end !== undefined) facts.destination = end.mention.name;
  if (input.cities.some(({ role }) => role === 'denied')) facts.denies = true;
  const stopCity = (stop ?? end)?.city;
  if (isOnMap(stopCity)) facts.stopPoint = stopCity;
  addCity(facts, input, settled, zipPlace?.city);
  if (zipPlace !== undefined) facts.point = zipPlace;
  return facts;
}

/** The states the text writes out, without those that are a part of a town's name or denied. */
function writtenStates({ cities, states }: PlaceInput): StateMention[] {
  const ofCity = new Set(cities.filter((city) => city.said).map((city) => city.to));
  const denied = new Set(cities.filter(({ role, said }) => role === 'denied' && said).map(({ to }) => to));
  const isInsideCity = (state: StateMention): boolean =>
    cities.some(
      (city) =>
        state.from >= city.from &&
        state.to <= city.to &&
        (city.said || city.to - city.from > state.to - state.from),
    );
  return states.filter(
    (state) => !isInsideCity(state) && !denied.has(state.from) && (state.strong || ofCity.has(state.from)),
  );
}

/** "5th y Soto, LA 90023": letters before a ZIP of another state are no state. */
function withoutOtherZip(input: PlaceInput): PlaceInput {
  const { doc, states, cities, zip, zipSpan, gazetteer } = input;
  const zipState = zip === undefined ? undefined : gazetteer.findZip(zip)?.state;
  if (zipState === undefined || zipSpan === undefined) return input;
  const last = states.find(({ to, code, written }) => {
    const end = doc.words[to - 1]?.end ?? 0;
    return (
      written === 'code' &&
      code !== zipState &&
      /^[ ,.]{0,3}$/.test(doc.flat.slice(end, zipSpan[0])) &&
      end <= zipSpan[0]
    );
  });
  if (last === undefined) return input;
  return {
    ...input,
    states: states.filter((state) => state !== last),
    cities: cities.filter((city) => !(city.said && city.to === last.from) && city.to !== last.from),
  };
}

/**
 * "newark delaware? no newark NEW JERSEY": of the states before a correction the last is taken back, if another
 * follows, and with it the town it was said of.
 */
function withoutTakenBack(input: PlaceInput): PlaceInput {
  const { doc, states, cities } = input;
  const corrected = placeCorrectionEnd(doc.flat);
  const startOf = ({ from }: StateMention): number => doc.words[from]?.start ?? 0;
  if (corrected === 0 || !states.some((state) => startOf(state) >= corrected)) return input;
  const last = states.findLast((state) => {
    const before = corrected - startOf(state);
    return before > 0 && before < TAKEN_BACK_CHARS;
  });
  if (last === undefined) return input;
  return {
    ...input,
    states: states.filter((state) => state !== last),
    cities: cities.filter((city) => !(city.said && city.to === last.from)),
  };
}

/** Settles every town named and adds its state to those found. */
function settleAll(input: PlaceInput, found: FoundStates, zipState: string | undefined): Settled[] {
  const { doc } = input;
  const roadStates = input.roadStates ?? input.operatorStates;
  const { said, inferred } = found;
  const before = { said: new Set(said), zipState, roadStates, road: input.road };
  const cities = input.cities.filter(
    (city, index) => city.role !== 'denied' && !isStreet(doc, city, input.cities[index + 1]),
  );
  const settled: Settled[] = cities.map((mention) => ({ mention, city: settle(mention, before) }));
  const add = ({ mention, city }: Settled): void => {
    if (city === undefined) return;
    if (mention.said) said.add(city.state);
    else if (isSure(mention, city, doc, said.size > 0 || zipState !== undefined)) inferred.add(city.state);
  };
  settled.forEach(add);
  const open = settled.filter(({ city }) => city === undefined);
  if (open.length === 0) return settled;
  const denied = input.cities
    .filter(({ role }) => role === 'denied')
    .map((mention) => settle(mention, before));
  settleOnTheWay(settled);
  settleByOtherEnd(settled);
  settleByDistance(settled, [...settled.map(({ city }) => city), ...denied].filter(isOnMap));
  open.forEach(add);
  settleByNeighbours(settled, new Set([...said, ...inferred]));
  if (said.size + inferred.size === 0) {
    settleByTrade(settled, doc);
    open.forEach(add);
  }
  return settled;
}

function addCity(
  facts: PlaceFacts,
  input: PlaceInput,
  settled: readonly Settled[],
  zipCity: string | undefined,
): void {
  const main = chooseMain(settled, input.doc);
  const unknown = main === undefined ? unlistedCity(input.doc, writtenStates(input)) : undefined;
  if (main !== undefined) {
    facts.city = (main.city?.name ?? main.mention.name).replace(
      /^([NSEW]) /,
      (_all, point: string) => POINTS[point] ?? '',
    );
    if (main.city !== undefined) facts.point = main.city;
    else if (!isInWrittenState(main, input)) {
      facts.ambiguousPlace = true;
      facts.placeCandidates = rank(main.mention.candidates, input.homeState);
    }
  } else if (unknown !== undefined) {
    facts.city = unknown.city;
    if (facts.states?.includes(unknown.state) !== true)
      facts.states = [...(facts.states ?? []), unknown.state];
  } else if (zipCity !== undefined && !settled.some(({ mention }) => mention.role !== 'here'))
    facts.city = zipCity;
  const end = main === undefined ? settled.find(isOpenEnd) : undefined;
  if (end !== undefined) {
    facts.ambiguousPlace = true;
    facts.placeCandidates = rank(end.mention.candidates, input.homeState);
  }
}

/** "Vernon California": too small for the table, but its state stands beside it. */
function isInWrittenState({ mention }: Settled, { doc, states }: PlaceInput): boolean {
  const state = states.find(({ from }) => from === mention.to);
  const gap = doc.flat.slice(doc.words[mention.to - 1]?.end ?? 0, doc.words[mention.to]?.start ?? 0);
  return state?.strong === true && state.written === 'name' && /^,? $/.test(gap);
}

/** "from kansas city to chicago": which Kansas City, nothing tells. */
const isOpenEnd = ({ mention: { name, role }, city }: Settled): boolean =>
  city === undefined && (role === 'origin' || role === 'destination') && ALWAYS_OPEN.has(name);

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
