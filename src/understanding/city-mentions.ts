/**
 * Where a text names a town.
 *
 * The country has towns called Hope, Boss and Normal, so a name alone proves little: a state right after it
 * does, "in" or "near" before it does for most, and only a name that is nothing else stands alone.
 */
import type { Span } from './facts.js';
import { canonicalName, canonicalWord, type City, type Gazetteer } from './gazetteer.js';
import type { Doc, Word } from './normalize.js';
import { isPerson } from './person-names.js';
import { HERE_BEFORE, roleOf, type Role } from './place-roles.js';
import { adjacent, type StateMention } from './state-mentions.js';
import { standsAlone } from './town-names.js';
import { isRide } from './transit.js';
import { NAMES_THAT_ARE_ALSO_TOWNS, ORDINARY_WORDS } from './words/ordinary.js';
import { PERSONAL } from './words/personal-towns.js';
import { AIRPORTS, NICKNAME_STARTS, NICKNAMES, STATE_NAMES, WORDY_AIRPORTS } from './words/states.js';

export interface CityMention {
  name: string;
  from: number;
  to: number;
  /** Every town of the name, largest first. */
  candidates: readonly City[];
  /** The state, when the words themselves settle it. */
  state?: string;
  /** The state was written beside it. */
  said: boolean;
  role: Role;
}

interface Reading {
  doc: Doc;
  gazetteer: Gazetteer;
  stateAt: ReadonlyMap<number, StateMention>;
  /** States that stand on their own feet somewhere in the text. */
  said: ReadonlySet<string>;
  taken: readonly Span[];
  flying: boolean;
  ride: boolean;
  /** Where a business's name ends in the text. */
  businessEnd: number | undefined;
  language: 'en' | 'es';
}

export interface CityInput {
  doc: Doc;
  gazetteer: Gazetteer;
  states: readonly StateMention[];
  taken: readonly Span[];
  businessEnd: number | undefined;
  language: 'en' | 'es';
}

const MAX_WORDS = 4;
const FLYING =
  /\b(?:airport|flight|flying|fly|gate|tsa|terminal|boarding|plane|land|lands|landing|airline|aeropuerto|vuelo|luggage|baggage)\b/;

export function findCities(input: CityInput): CityMention[] {
  const { doc, gazetteer, states } = input;
  const { words, flat } = doc;
  const reading: Reading = {
    ...input,
    stateAt: new Map(states.map((state) => [state.from, state])),
    said: new Set(states.filter((state) => state.strong).map((state) => state.code)),
    flying: FLYING.test(flat),
    ride: isRide(doc),
  };
  const found: CityMention[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!mayBegin(words[i], gazetteer)) continue;
    for (let length = Math.min(MAX_WORDS, words.length - i); length >= 1; length--) {
      if (!adjacent(flat, words.slice(i, i + length))) continue;
      const mention = mentionAt(reading, i, i + length);
      if (mention === undefined) continue;
      found.push(mention);
      i += length - 1;
      break;
    }
  }
  return withJourneys(doc, withDenied(doc, found));
}

/** "its Elko... no not Elko, Ely": what is denied was no place when it was first said either. */
function withDenied({ words }: Doc, found: CityMention[]): CityMention[] {
  return found.map((mention, index) => {
    const denied = found.findLastIndex(({ role, name }) => role === 'denied' && name === mention.name);
    const again = found.some(
      ({ role, name }, at) => at > denied && role !== 'denied' && name === mention.name,
    );
    const far =
      (words[mention.from]?.start ?? 0) + DENIED_WITHIN < (words[found[denied]?.from ?? 0]?.start ?? 0);
    return index >= denied || again || far || mention.said ? mention : { ...mention, role: 'denied' };
  });
}

const DENIED_WITHIN = 60;

/** "he drove her Reno to Elko": the first of two towns so joined is where a way begins. */
function withJourneys({ words, flat }: Doc, found: CityMention[]): CityMention[] {
  let earlier: CityMention | undefined;
  // "the Reno - Elko shuttle".
  const ofRide = (first: CityMention | undefined, second: CityMention): boolean =>
    first?.role === 'here' &&
    second.role === 'here' &&
    /^ ?(?:-|–|—|>|->|\/|to) ?$/.test(
      flat.slice(words[first.to - 1]?.end ?? 0, words[second.from]?.start ?? 0),
    ) &&
    /^(?:shuttle|bus|run|line|route|train|greyhound|flixbus|express)$/.test(words[second.to]?.flat ?? '');
  return found.map((mention, index) => {
    const [previous, next] = [found[index - 1], found[index + 1]];
    const since = flat.slice(words[(earlier?.to ?? 0) - 1]?.end ?? 0, words[mention.from]?.start ?? 0);
    const too = earlier?.role === 'destination' && mention.role === 'here' && OR_THERE.test(since);
    earlier = too ? { ...mention, role: 'destination' } : mention;
    if (too) return earlier;
    if (ofRide(previous, mention)) return { ...mention, role: 'destination' };
    if (next !== undefined && ofRide(mention, next)) return { ...mention, role: 'origin' };
    if (next === undefined || mention.role !== 'here' || HERE_BEFORE.has(words[mention.from - 1]?.flat ?? ''))
      return mention;
    const gap = flat.slice(words[mention.to - 1]?.end ?? 0, words[next.from]?.start ?? 0);
    return next.role === 'destination' && gap.endsWith(' to ') && gap.length <= STATE_AND_TO
      ? { ...mention, role: 'origin' }
      : mention;
  });
}

/** "to Reno or maybe Elko", "to Reno then Elko". */
const OR_THERE = /^(?: [a-z]{2})?,? (?:or|then|and then|o|luego|y luego)(?: maybe| tal vez)? $/;

/** " tx to ". */
const STATE_AND_TO = 8;

function mayBegin(word: Word | undefined, gazetteer: Gazetteer): boolean {
  if (word === undefined) return false;
  return (
    gazetteer.beginsName(canonicalWord(word.flat)) ||
    NICKNAME_STARTS.has(word.flat) ||
    AIRPORTS.has(word.raw) ||
    word.raw === 'AC' ||
    word.flat.includes('.')
  );
}

function mentionAt(reading: Reading, from: number, to: number): CityMention | undefined {
  const { doc, gazetteer, said, taken } = reading;
  const slice = doc.words.slice(from, to);
  const typed = slice.map((word) => word.flat).join(' ');
  const nickname = nicknameOf(reading, slice, typed);
  // "Manhattan, Kansas" is no part of New York.
  if (nickname !== undefined && !liesIn(reading, slice, to))
    return nicknameMention(reading, nickname, typed, from, to);
  const candidates = gazetteer.findCities(slice.map((word) => canonicalWord(word.flat)).join(' '));
  if (candidates.length === 0) return undefined;
  const state = stateAfter(reading, to);
  const inState =
    state === undefined ? undefined : candidates.find((candidate) => candidate.state === state.code);
  const withState =
    state !== undefined && inState !== undefined && canTakeState(doc, slice, from, state, inState);
  if (!withState) {
    const { businessEnd, language } = reading;
    const atBusiness = businessEnd !== undefined && (slice[0]?.start ?? 0) - businessEnd === 1;
    if (isTaken(slice, taken)) return undefined;
    if (!standsAlone({ doc, slice, from, to, candidates, said, atBusiness, language })) return undefined;
  }
  const role = roleOf(doc, from, to, reading.ride);
  if (withState) return { name: inState.name, from, to, candidates, role, said: true, state: inState.state };
  return { name: candidates[0]?.name ?? typed, from, to, candidates, role, said: false };
}

/** A town of just these words lies in the state written after them. */
function liesIn(reading: Reading, slice: readonly Word[], to: number): boolean {
  const state = stateAfter(reading, to);
  if (state === undefined) return false;
  const name = slice.map((word) => canonicalWord(word.flat)).join(' ');
  return reading.gazetteer.findCities(name).some((city) => city.state === state.code);
}

/** The state written right after the word at `to`. */
function stateAfter({ doc, stateAt }: Reading, to: number): StateMention | undefined {
  const state = stateAt.get(to);
  if (state === undefined) return sideAfter(doc, stateAt, to);
  const gap = doc.flat.slice(doc.words[to - 1]?.end ?? 0, doc.words[to]?.start ?? 0);
  return /^[ ,.-]{1,3}$/.test(gap) ? state : undefined;
}

/** "Kansas City, the missouri side", "Salem. the oregon one". */
function sideAfter(doc: Doc, stateAt: Reading['stateAt'], to: number): StateMention | undefined {
  const state = doc.words[to]?.flat === 'the' ? stateAt.get(to + 1) : undefined;
  return state !== undefined && /^(?:side|one)$/.test(doc.words[state.to]?.flat ?? '') ? state : undefined;
}

/** What a short name stands for: "STL", "philly", "LAX" where someone flies, "LA" in capitals. */
function nicknameOf(
  { doc, flying }: Reading,
  slice: readonly Word[],
  typed: string,
): readonly [string, string] | undefined {
  const [only] = slice;
  if (slice.length === 1 && only !== undefined && !doc.shouting) {
    const airport = AIRPORTS.get(only.raw);
    if (airport !== undefined && isAirport(doc, only, flying)) return airport;
    if (only.raw === 'AC' && isAtlanticCity(doc, only)) return ['Atlantic City', 'NJ'];
    if (typed === 'la' && isLosAngeles(doc, only)) return ['Los Angeles', 'CA'];
  }
  return NICKNAMES.get(typed);
}

/**
 * Letters of an airport where the text speaks of flying, or beside another's ("BOS to FLL"); those that are a word
 * too only beside another's or after what only a place follows.
 */
function isAirport({ words, text }: Doc, word: Word, flying: boolean): boolean {
  const at = words.indexOf(word);
  const near = [at - 2, at - 1, at + 1, at + 2].some((index) => AIRPORTS.has(words[index]?.raw ?? ''));
  if (near) return true;
  if (!flying || !WORDY_AIRPORTS.has(word.raw)) return flying;
  return (
    /^(?:from|to|at|into|in|between|via|leaving|flight|vuelo|aeropuerto|airport|desde|hacia)$/.test(
      words[at - 1]?.flat ?? '',
    ) || /^(?: airport| terminal| gate|[-/>→])/.test(text.slice(word.end, word.end + 10))
  );
}

/** "nj transit to AC": where the text speaks of New Jersey or of what is there; elsewhere it cools a room. */
function isAtlanticCity({ words, flat }: Doc, word: Word): boolean {
  return (
    /^(?:to|from|in|near|outside|leaving|into)$/.test(words[words.indexOf(word) - 1]?.flat ?? '') &&
    /^\s*(?:$|[.,;!?\n]|(?:on|with|w|and|n|at|by|rn|casinos?|boardwalk)\b)/.test(flat.slice(word.end)) &&
    /\b(?:nj|jersey|boardwalk|casinos?|philly)\b/.test(flat)
  );
}

const LA_BEFORE =
  /^(?:in|to|from|near|downtown|greater|leaving|outside|around|between|en|de|desde|hacia|a|para)$/;

/** "LA" is also Louisiana, and "la" an article: a place in English after "from" or "to", or in capitals. */
function isLosAngeles(doc: Doc, word: Word): boolean {
  const at = doc.words.indexOf(word);
  const before = doc.words[at - 1]?.flat ?? '';
  if (word.raw === 'LA')
    return at === 0 ? doc.words[1]?.capital === false : LA_BEFORE.test(before) && before !== 'a';
  const after = doc.flat.slice(word.end);
  return (
    word.raw === 'la' &&
    /^(?:in|to|from|near|downtown|outside|leaving)$/.test(before) &&
    /^\s*(?:$|[,.;!?]|(?:to|and|n|on|by|rn|right|with|w)\b)/.test(after)
  );
}

function nicknameMention(
  reading: Reading,
  [name, state]: readonly [string, string],
  typed: string,
  from: number,
  to: number,
): CityMention | undefined {
  const { doc, gazetteer, taken } = reading;
  const slice = doc.words.slice(from, to);
  if (isTaken(slice, taken) || name === '' || (PERSONAL.has(typed) && isPerson(doc, from, to)))
    return undefined;
  if (typed === 'corpus' && !PLACE_OF_CORPUS.test(doc.words[from - 1]?.flat ?? '')) return undefined;
  if (typed === 'dc' && doc.words[from - 1]?.flat === 'ac') return undefined;
  const candidates = gazetteer.findCities(canonicalName(name));
  const role = roleOf(doc, from, to, reading.ride);
  const after = stateAfter(reading, to);
  if (after !== undefined && candidates.some((city) => city.state === after.code))
    return { name, from, to, candidates, role, said: true, state: after.code };
  return { name, from, to, candidates, role, said: false, ...(state === '' ? {} : { state }) };
}

/** "in corpus"; a habeas corpus is no town. */
const PLACE_OF_CORPUS = /^(?:in|to|from|near|nr|outside|downtown|leaving|outta|en|desde|hacia|para)$/;

const isTaken = (slice: readonly Word[], taken: readonly Span[]): boolean =>
  taken.some(([start, end]) => (slice[0]?.start ?? 0) < end && (slice.at(-1)?.end ?? 0) > start);

/** "hope ar" is a town; "girl me" or "help in" is none. */
function canTakeState(
  doc: Doc,
  slice: readonly Word[],
  from: number,
  state: StateMention,
  city: City,
): boolean {
  const word = slice[0]?.flat ?? '';
  if (slice.length === 1 && state.written === 'name' && POINT.test(word)) {
    const gap = doc.flat.slice(slice[0]?.end ?? 0, doc.words[from + 1]?.start ?? 0);
    if (!gap.includes(',')) return false;
  }
  if (STATE_NAMES.has(slice.map(({ flat }) => flat).join(' ')) && city.population > 0) return true;
  if (state.strong) return slice.length > 1 || !/^(?:in|from|near|the|de|en|to|at|of)$/.test(word);
  const ordinary =
    slice.every(({ flat }) => ORDINARY_WORDS.has(flat)) && !NAMES_THAT_ARE_ALSO_TOWNS.has(word);
  if (!ordinary || (slice.length > 1 && city.population > 1000))
    return slice.length > 1 || word.length > 3 || city.population > 2000;
  const before = doc.words[from - 1]?.flat ?? '';
  if (CLEAR_CODES.has(state.code) && city.population > 2000) return true;
  const after = doc.flat.slice(doc.words[state.to - 1]?.end ?? 0);
  if (CLOSING_CODES.has(state.code) && city.population > 500 && /^\s*(?:$|[.,;!?\n])/.test(after))
    return true;
  return HERE_BEFORE.has(before) || slice.every((part) => part.capital);
}

/** West Texas is no town, and West, Texas is one. */
const POINT = /^(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|rural)$/;

/** Letters that no sentence ends with: "a casino in tunica ms." */
const CLOSING_CODES = new Set('MS MI MT CT SD SC WA AR'.split(' '));

/** Letters that are a word in neither language, even in small letters: "london ky", "price ut". */
const CLEAR_CODES = new Set('AZ FL GA IA KS KY MN NC NJ NV NY RI UT VT WI WV WY KY TX NM NH'.split(' '));
