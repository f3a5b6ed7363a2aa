/**
 * Where a text names a state: in full, by its letters, in English or Spanish.
 *
 * `me in or ok hi` are words long before they are states, Virginia is a woman and Washington an avenue: each
 * reading here has to be earned by what stands around it. A plate's state is not a place.
 */
import type { Span } from './facts.js';
import type { Doc, Word } from './normalize.js';
import { isDenied, isLeftBehind } from './place-roles.js';
import {
  CAR_MAKES,
  isCarModel,
  isBusiness,
  isCityStop,
  isLongerName,
  isPlate,
  isSchool,
  isStop,
  next,
} from './state-guards.js';
import {
  NAMES_OF_PEOPLE,
  SHORT_NAMES,
  STATE_CODES,
  STATE_NAME_STARTS,
  STATE_NAMES,
  WORDY_CODES,
  WORDY_CODES_SPANISH,
} from './words/states.js';

export interface StateMention {
  code: string;
  /** Indexes of its words, half open. */
  from: number;
  to: number;
  /** How it was written: in full, or by two letters. */
  written: 'name' | 'code';
  /** Stands on its own feet; a weak one counts only right after a town of that state or before a ZIP of it. */
  strong: boolean;
}

const PLACE_BEFORE = new Set(
  `in from near to through thru across into of around outside entering leaving left toward towards inside within throughout via crossing
  northern southern eastern western central rural north south east west upstate downstate somewhere en de desde hacia para por a sur norte
  este oeste centro na em between and or either n y rn reach state interstate exit mm mile i`.split(/\s+/),
);
const PERSON_BEFORE = new Set(
  `named called name is llama llamo soy im am student friend sister mom daughter miss ms mrs dr coworker neighbor girl lady woman boss owner with for ask by her
  girlfriend wife cousin niece aunt senora muchacha hermana amiga hija prima vecina about tell told and`.split(
    /\s+/,
  ),
);
const PERSON_AFTER = new Set(
  `said says told tells is was has had looks looked seems isnt wasnt hasnt asked asks came went does did didnt doesnt cant wont will would and who that she he started
  keeps showed cried cries needs wants called texted works worked lives lived dice dijo esta tiene me le se no va vive trabaja s`.split(
    /\s+/,
  ),
);
const NOT_STATE_AFTER = new Set(
  `plate plates tag tags license licence lic registration registered plated placa placas matricula driver drivers id ids ave avenue st street blvd rd road dr drive ln lane hwy river
  jones mills accent hoodie shirt hat cap jersey flag sweatshirt tattoo tat tats fan turnpike zephyr eagle service limited runner chief starlight starliner roadhouse fried toast bridge area-code university univ`.split(
    /\s+/,
  ),
);
export function findStates(doc: Doc, taken: readonly Span[], language: 'en' | 'es'): StateMention[] {
  const mentions: StateMention[] = [];
  const { words } = doc;
  for (let i = 0; i < words.length; i++) {
    const mention = nameAt(doc, i) ?? codeAt(doc, i, language) ?? shortNameAt(doc, i);
    if (mention === undefined || (isDenied(doc, i) && !isLeftBehind(doc, mention.to - 1))) continue;
    const start = words[mention.from]?.start ?? 0;
    const end = words[mention.to - 1]?.end ?? 0;
    if (taken.some(([from, to]) => start < to && end > from)) continue;
    mentions.push(mention);
    i = mention.to - 1;
  }
  return mentions;
}

function nameAt(doc: Doc, i: number): StateMention | undefined {
  const { words, flat } = doc;
  if (!STATE_NAME_STARTS.has(words[i]?.flat ?? '')) return undefined;
  for (let length = 4; length >= 1; length--) {
    const slice = words.slice(i, i + length);
    if (slice.length < length || !adjacent(flat, slice)) continue;
    const name = slice.map((word) => word.flat).join(' ');
    const code = STATE_NAMES.get(name);
    if (code === undefined) continue;
    const to = i + length;
    if (
      isPlate(words, i, to) ||
      isSchool(words, to) ||
      isLongerName(doc, to) ||
      CAR_MAKES.has(words[i - 1]?.flat ?? '') ||
      isCarModel(words, i, to) ||
      isBusiness(doc, i, to) ||
      isStop(doc, i) ||
      isCityStop(doc, i, to) ||
      (NOT_STATE_AFTER.has(next(words, to)) && !/^[\s]*[,.]/.test(flat.slice(words[to - 1]?.end)))
    )
      return undefined;
    return { code, from: i, to, written: 'name', strong: isStrongName(doc, name, i, to) };
  }
  return undefined;
}

function isStrongName(doc: Doc, name: string, from: number, to: number): boolean {
  const { words } = doc;
  if (name === 'washington' || name === 'new york') return name === 'new york';
  const before = words[from - 1]?.flat ?? '';
  if (!NAMES_OF_PEOPLE.has(name))
    return !(PERSON_BEFORE.has(before) && /^(?:named|called|llama|llamo|soy)$/.test(before));
  if (/^(?:named|called|name|llama|llamo|soy|miss|ms|mrs|ask|with)$/.test(before)) return false;
  if (
    before === 'a' &&
    /\b(?:de|desde) (?:[a-z]+ ){1,4}a $/.test(
      doc.flat.slice(Math.max(0, (words[from]?.start ?? 0) - 40), words[from]?.start),
    )
  )
    return true;
  const gap = doc.flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  if (isListed(doc, from, to)) return true;
  // "i-81 southbound virginia"
  if (/^(?:(?:north|south|east|west)bound|[nsew]b)$/.test(before)) return !PERSON_AFTER.has(next(words, to));
  const earlier = words[from - 2]?.flat ?? '';
  const afterName = next(words, to);
  const spoken = new Set(
    'talked talking talk spoke said told gave listen belongs happened text message call note texted word letter voicemail know'.split(
      ' ',
    ),
  );
  if (
    PLACE_BEFORE.has(before) &&
    before !== 'and' &&
    before !== 'or' &&
    before !== 'y' &&
    before !== 'n' &&
    before !== 'a' &&
    before !== 'i'
  )
    return !spoken.has(earlier) && !(before === 'de' && PERSON_AFTER.has(afterName));
  if (gap.includes(',')) return from > 0 && !PERSON_AFTER.has(afterName);
  if (/\d$/.test(before)) return !PERSON_AFTER.has(afterName);
  return false;
}

/** "pennsylvania virginia tennessee": between two other states. */
function isListed({ words, flat }: Doc, from: number, to: number): boolean {
  const joined = (at: number): boolean =>
    /^(?:,? (?:and |y )?)$/.test(flat.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0));
  const isState = (start: number, end: number): boolean =>
    STATE_NAMES.has(
      words
        .slice(Math.max(0, start), end)
        .map((word) => word.flat)
        .join(' '),
    );
  return (
    joined(from) &&
    joined(to) &&
    (isState(from - 1, from) || isState(from - 2, from)) &&
    (isState(to, to + 1) || isState(to, to + 2))
  );
}

function codeAt(doc: Doc, i: number, language: 'en' | 'es'): StateMention | undefined {
  const { words, flat, shouting } = doc;
  const word = words[i];
  if (word === undefined) return undefined;
  const split = splitCode(doc, i);
  const letters = split ?? word.raw;
  const to = split === undefined ? i + 1 : i + 2;
  const code = letters.toUpperCase();
  if (letters.length !== 2 || !STATE_CODES.has(code) || isPlate(words, i, to)) return undefined;
  const upper = letters === code && !shouting;
  const after = flat.slice(words[to - 1]?.end ?? 0);
  const zipFollows = /^[\s,.]{0,3}\d{5}\b/.test(after);
  const before = words[i - 1]?.flat ?? '';
  const gap = flat.slice(words[i - 1]?.end ?? 0, word.start);
  const closed = clauseEnds(after);
  const wordy = (language === 'es' ? WORDY_CODES_SPANISH : WORDY_CODES).has(code.toLowerCase());
  const place = PLACE_BEFORE.has(before) && !/^(?:and|or|n|y|a|i|rn|mile)$/.test(before);
  if (code === 'NE' && /\d$/.test(before) && !closed && !zipFollows) return undefined;
  let strong: boolean;
  if (NOT_STATE_AFTER.has(next(words, to))) return undefined;
  if (upper)
    strong = wordy
      ? zipFollows ||
        (gap.includes(',') && words[i - 1]?.capital === true) ||
        (place && /^(?:OH|MA|PA|AL|OK|DE|CO|NE|VA|MI|MS|AR|CA|NC|IL|SC)$/.test(code))
      : place || zipFollows || gap.includes(',') || /\d$/.test(before);
  else
    strong =
      zipFollows ||
      (!wordy && /^(?:county|parish)$/.test(before)) ||
      (!wordy && place && !/^(?:ms|mi|va|pa|ca)$/.test(code.toLowerCase())) ||
      (!wordy && closed && (gap.includes(',') || isAfterRoad(words, i))) ||
      (!wordy && isInRoad(words, i, to));
  if (language === 'es' && wordy && !upper && !zipFollows && !closed) return undefined;
  if (!upper && wordy && !zipFollows && !closed && !canFollowState(words, to, code)) return undefined;
  if (gap.includes("'") || gap.includes('$')) return undefined;
  return { code, from: i, to, written: 'code', strong };
}

/** "mile 18 ky", "exit 208 mo". */
const isAfterRoad = (words: readonly Word[], i: number): boolean =>
  /^\d{1,3}[a-d]?$/.test(words[i - 1]?.flat ?? '') &&
  /^(?:mile|mm|marker|milla|exit|salida|i|us|hwy|highway|interstate|route)$/.test(words[i - 2]?.flat ?? '');

/** "77 SB wv mm 88", "i 81 tn exit 3": between a road and what stands at it. */
const isInRoad = (words: readonly Word[], i: number, to: number): boolean =>
  /^(?:i?\d{1,3}|[nsew]b|(?:north|south|east|west)bound)$/.test(words[i - 1]?.flat ?? '') &&
  /^(?:mm|mp|mile|milepost|exit|milla|salida)$/.test(next(words, to)) &&
  /^\d/.test(next(words, to + 1));

/** "Greenwood, Miss." and "Marianna Ark 72360": only what stands before it can make it a state. */
function shortNameAt(doc: Doc, i: number): StateMention | undefined {
  const word = doc.words[i];
  const code = SHORT_NAMES.get(word?.flat ?? '');
  if (word === undefined || code === undefined || i === 0) return undefined;
  const gap = doc.flat.slice(doc.words[i - 1]?.end ?? 0, word.start);
  const after = doc.flat.slice(word.end);
  const zipFollows = /^[\s,.]{0,3}\d{5}\b/.test(after);
  if (/^(?:mass|ark|neb|wyo|kans|oreg)$/.test(word.flat) && /^,? $/.test(gap))
    return { code, from: i, to: i + 1, written: 'code', strong: false };
  const capitals = word.capital && doc.words[i - 1]?.capital === true && after.startsWith('.') && gap === ' ';
  if (!zipFollows && !capitals && !(gap.includes(',') && /^\s*(?:[.,;!?)\n]|$)/.test(after)))
    return undefined;
  return { code, from: i, to: i + 1, written: 'code', strong: false };
}

/** "N.C." and "n c" written apart. */
function splitCode(doc: Doc, i: number): string | undefined {
  const [first, second] = [doc.words[i], doc.words[i + 1]];
  if (first?.raw.length !== 1 || second?.raw.length !== 1) return undefined;
  return doc.flat.slice(first.end, second.start) === '.' ? first.raw + second.raw : undefined;
}

const AFTER_WORDY = new Set(
  'rn right now there theres he she hes shes they theyre we i im w with plate plates exit off on near at by girl girls two 2 3 man guy'.split(
    ' ',
  ),
);
const AFTER_LOOSE = new Set('or in'.split(' '));

/** In small letters and in mid-sentence, may these letters after a town be its state? */
function canFollowState(words: readonly Word[], to: number, code: string): boolean {
  const following = next(words, to);
  if (code === 'OH') return !/^(?:my|no|yeah|well|ok|and|god|so|wait|hell|man)$/.test(following);
  if (AFTER_LOOSE.has(code.toLowerCase()))
    return /^(?:rn|right|now|theres|hes|shes|they|theyre|i|im|we|w|with|plate)$/.test(following);
  if (code === 'HI' || code === 'ME' || code === 'ID')
    return AFTER_WORDY.has(following) || following.length > 3;
  return true;
}

function clauseEnds(after: string): boolean {
  return (
    after.trim() === '' || /^[\s]*[,.;:!?)\n-]/.test(after) || /^\s*(?:rn|right now|\d{5})\b/.test(after)
  );
}

/** Only blanks, hyphens or full stops between the words. */
export function adjacent(flat: string, slice: readonly Word[]): boolean {
  return slice.every(
    (word, k) => k === 0 || /^[ .\-’']{1,3}$/.test(flat.slice(slice[k - 1]?.end ?? 0, word.start)),
  );
}
