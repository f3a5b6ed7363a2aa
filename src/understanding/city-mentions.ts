/**
 * Where a text names a town.
 *
 * The country has towns called Hope, Boss and Normal, so a name alone proves little: a state right after it
 * does, "in" or "near" before it does for most, and only a name that is nothing else stands alone.
 */
import type { Span } from './facts.js';
import { canonicalName, canonicalWord, type City, type Gazetteer } from './gazetteer.js';
import type { Doc, Word } from './normalize.js';
import { HERE_BEFORE, roleOf, type Role } from './place-roles.js';
import { adjacent, type StateMention } from './state-mentions.js';
import { isPerson, PERSONAL, standsAlone } from './town-names.js';
import { NAMES_THAT_ARE_ALSO_TOWNS, ORDINARY_WORDS } from './words/ordinary.js';
import { AIRPORTS, NICKNAME_STARTS, NICKNAMES, STATE_NAMES } from './words/states.js';

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

const MAX_WORDS = 4;
const FLYING =
  /\b(?:airport|flight|flying|fly|gate|tsa|terminal|boarding|plane|land|lands|landing|airline|aeropuerto|vuelo|luggage|baggage)\b/;

export function findCities(
  doc: Doc,
  gazetteer: Gazetteer,
  states: readonly StateMention[],
  taken: readonly Span[],
): CityMention[] {
  const { words, flat } = doc;
  const stateAt = new Map(states.map((state) => [state.from, state]));
  const said = new Set(states.filter((state) => state.strong).map((state) => state.code));
  const found: CityMention[] = [];
  for (let i = 0; i < words.length; i++) {
    const first = words[i]?.flat ?? '';
    if (
      !gazetteer.beginsName(canonicalWord(first)) &&
      !NICKNAME_STARTS.has(first) &&
      !AIRPORTS.has(words[i]?.raw ?? '') &&
      !first.includes('.')
    )
      continue;
    for (let length = Math.min(MAX_WORDS, words.length - i); length >= 1; length--) {
      const slice = words.slice(i, i + length);
      if (!adjacent(flat, slice)) continue;
      const mention = mentionAt(doc, gazetteer, i, length, stateAt, said, taken);
      if (mention === undefined) continue;
      found.push(mention);
      i += length - 1;
      break;
    }
  }
  return found;
}

function mentionAt(
  doc: Doc,
  gazetteer: Gazetteer,
  from: number,
  length: number,
  stateAt: ReadonlyMap<number, StateMention>,
  said: ReadonlySet<string>,
  taken: readonly Span[],
): CityMention | undefined {
  const { words } = doc;
  const slice = words.slice(from, from + length);
  const to = from + length;
  const typed = slice.map((word) => word.flat).join(' ');
  const airport = length === 1 && !doc.shouting ? AIRPORTS.get(slice[0]?.raw ?? '') : undefined;
  const nickname = airport !== undefined && FLYING.test(doc.flat) ? airport : NICKNAMES.get(typed);
  const role = roleOf(doc, from, to);
  if (nickname !== undefined) {
    const [name, state] = nickname;
    if (isTaken(slice, taken) || name === '' || (PERSONAL.has(typed) && isPerson(doc, from, to)))
      return undefined;
    if (typed === 'dc' && doc.words[from - 1]?.flat === 'ac') return undefined;
    const candidates = gazetteer.findCities(canonicalName(name));
    return { name, from, to, candidates, role, said: false, ...(state === '' ? {} : { state }) };
  }
  if (
    typed === 'la' &&
    slice[0]?.raw === 'LA' &&
    !doc.shouting &&
    (from === 0
      ? words[1]?.capital === false
      : /^(?:in|to|from|near|downtown|greater|leaving|en|de|desde|hacia)$/.test(words[from - 1]?.flat ?? ''))
  )
    return {
      name: 'Los Angeles',
      from,
      to,
      candidates: gazetteer.findCities('los angeles'),
      role,
      said: false,
      state: 'CA',
    };
  const candidates = gazetteer.findCities(slice.map((word) => canonicalWord(word.flat)).join(' '));
  if (candidates.length === 0) return undefined;
  const name = candidates[0]?.name ?? typed;
  const state = stateAt.get(to);
  const gap = doc.flat.slice(words[to - 1]?.end ?? 0, words[to]?.start ?? 0);
  if (state !== undefined && /^[ ,.-]{1,3}$/.test(gap)) {
    const inState = candidates.find((city) => city.state === state.code);
    const usable = inState !== undefined && canTakeState(doc, slice, from, state, inState);
    if (usable) return { name: inState.name, from, to, candidates, role, said: true, state: state.code };
  }
  if (isTaken(slice, taken) || !standsAlone(doc, slice, from, to, candidates, said)) return undefined;
  return { name, from, to, candidates, role, said: false };
}

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
  return HERE_BEFORE.has(before) || slice.every((part) => part.capital);
}

/** West Texas is no town, and West, Texas is one. */
const POINT = /^(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|rural)$/;

/** Letters that are a word in neither language, even in small letters: "london ky", "price ut". */
const CLEAR_CODES = new Set('AZ FL GA IA KS KY MN NC NJ NV NY RI UT VT WI WV WY KY TX NM NH'.split(' '));
