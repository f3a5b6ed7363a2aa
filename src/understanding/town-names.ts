/**
 * When a town's name alone, with no state beside it, means the town: the country has towns called Hope, Boss and
 * Normal, and people called Austin, Savannah and Madison.
 */
import type { City } from './gazetteer.js';
import type { Doc, Word } from './normalize.js';
import { followedByVerb, isPersonPreposition, isPlaceCalled, precededByPerson } from './person-names.js';
import { HERE_BEFORE, isDenied, isOnSign } from './place-roles.js';
import { CAR_MAKES, isCarModel } from './state-guards.js';
import { NAMES_THAT_ARE_ALSO_TOWNS, ORDINARY_WORDS } from './words/ordinary.js';
import { FOREIGN, NEVER_ALONE, PERSONAL } from './words/personal-towns.js';
import { INTERSTATE_STATES } from './words/roads.js';
import { STATE_NAMES } from './words/states.js';

const ANY_PLACE_BEFORE = new Set([
  ...HERE_BEFORE,
  ...'from outta to passed passing entering reached leaving left toward towards through thru via past of n over between into de desde hacia para a hasta por stop station city parada estacion destination actually meant'.split(
    ' ',
  ),
]);

export interface NameInText {
  doc: Doc;
  slice: readonly Word[];
  from: number;
  to: number;
  /** Every town of the name, largest first. */
  candidates: readonly City[];
  /** States said elsewhere in the text. */
  said: ReadonlySet<string>;
  /** The name stands right after a business's: "la quinta amarillo". */
  atBusiness: boolean;
  /** The grammar of the text. */
  language: 'en' | 'es';
}

interface Clues extends NameInText {
  name: string;
  capital: boolean;
  /** The word before it. */
  before: string;
  /** A word of place stands before it, or a journey begins with it. */
  placed: boolean;
  ordinary: boolean;
  /** People of the largest town of the name, and of the one in a state that was said. */
  largest: number;
  inSaid: number;
}

export function standsAlone(text: NameInText): boolean {
  const { doc, slice, from, to, candidates, said } = text;
  const name = slice.map((word) => word.flat).join(' ');
  const before = doc.words[from - 1]?.flat ?? '';
  const clues: Clues = {
    ...text,
    name,
    before,
    capital: slice.every((word) => word.capital),
    placed:
      (ANY_PLACE_BEFORE.has(before) && !/^(?:n|of|por)$/.test(before)) ||
      startsJourney(doc, from, to) ||
      isAfterRoadNumber(doc, from) ||
      isOnInterstate(doc, from, candidates) ||
      isOnSign(doc, from) ||
      (before === 'of' && /^(?:outside|north|south|east|west)$/.test(doc.words[from - 2]?.flat ?? '')) ||
      isPlaceCalled(doc, from),
    ordinary: ORDINARY_WORDS.has(name),
    largest: candidates[0]?.population ?? 0,
    inSaid: candidates.find((city) => said.has(city.state))?.population ?? 0,
  };
  if (slice.length > 1 && /^(?:el|la|los|las|the|del) /.test(name) && !clues.capital)
    return clues.largest > 50_000 && articleIsPartOfName(name, before);
  if (slice.length > 1 && STATE_NAMES.has(name) && name !== 'new york') return false;
  if (FOREIGN.has(name) && clues.inSaid === 0) return false;
  if (isInSaidState(clues)) return true;
  if (slice.length === 1 && (name.length < 4 || /\d/.test(name) || STATE_NAMES.has(name)))
    return name === 'ames' || name === 'reno' || name === 'waco';
  if (meansSomethingElse(clues)) return false;
  return slice.length > 1 ? isTownOfWords(clues) : isTownOfOneWord(clues);
}

/** "in el paso"; Spanish says "al paso" and "en el monte", so only what it would not say is a name there. */
function articleIsPartOfName(name: string, before: string): boolean {
  if (
    /^(?:in|into|from|to|near|nr|leaving|at|toward|towards|outside|passed|past|stop|station|parada|estacion)$/.test(
      before,
    )
  )
    return true;
  if (name.startsWith('el ')) return /^(?:a|de)$/.test(before);
  return (
    /^(?:los angeles|las vegas|las cruces)$/.test(name) && /^(?:a|de|en|desde|hacia|para|hasta)$/.test(before)
  );
}

/** "Lima, Ohio" told apart: "Ohio. Lima", "in Lima … Ohio". */
function isInSaidState({ doc, slice, name, from, to, capital, before, ordinary, inSaid }: Clues): boolean {
  if (slice.length !== 1 || !capital || inSaid <= 1000) return false;
  if (isClause(doc, from, to) && !ordinary && !PERSONAL.has(name)) return true;
  const strictly = HERE_BEFORE.has(before) && before !== 'by';
  return (strictly || isAfterState(doc, from)) && !followedByVerb(doc.words, to);
}

/** A car, a person, a school or a thing that bears the name. */
function meansSomethingElse({ doc, slice, name, from, to, before, capital, language }: Clues): boolean {
  // "una corona", "a mobile": a thing of the kind.
  const article = language === 'es' ? /^(?:un|una|su|mi|unas|unos)$/ : /^(?:a|an|my|his|her|their)$/;
  if (slice.length === 1 && !capital && article.test(before)) return true;
  if (language === 'es' && !capital && name === 'pueblo') return true;
  const after = doc.words[to];
  if (CAR_MAKES.has(name) && after?.capital === true) return true;
  if (isCarModel(doc.words, from, to)) return true;
  if (followedByThing(doc, to) || precededByPerson(doc, from)) return true;
  return (
    slice.length === 1 &&
    NAMES_THAT_ARE_ALSO_TOWNS.has(name) &&
    /^(?:high|elementary|middle|prep)$/.test(after?.flat ?? '')
  );
}

function isTownOfWords({ doc, slice, name, from, to, capital, placed, largest, inSaid }: Clues): boolean {
  if (from === 0 && to === doc.words.length) return largest > 1000;
  if ((largest > 1000 || slice.length > 2) && STATE_NAMES.has(slice[0]?.flat ?? '')) return true;
  if (slice.at(-1)?.flat === 'city' && largest > 20_000) return true;
  if (inSaid > (capital ? 0 : 8000)) return true;
  if (!slice.every(({ flat }) => ORDINARY_WORDS.has(flat) || flat.length < 4))
    return placed || capital || largest > 8000;
  return (
    (placed && (capital || largest > 8000)) ||
    (capital && largest > 20_000) ||
    (largest > 70_000 && name !== 'high point')
  );
}

function isTownOfOneWord(clues: Clues): boolean {
  const { doc, name, from, to, candidates, capital, before, placed, ordinary, largest } = clues;
  if (capital && largest > 5000 && !ordinary && !PERSONAL.has(name) && isSentence(doc, from, to)) return true;
  if (isAnswer(clues)) return true;
  if (NAMES_THAT_ARE_ALSO_TOWNS.has(name)) {
    if (ordinary) return placed && !/^(?:a|to|from)$/.test(before) && capital && largest > 5000;
    return (
      (placed && !isPersonPreposition(doc, from)) ||
      (largest > 60_000 && !PERSONAL.has(name) && !followedByVerb(doc.words, to))
    );
  }
  if (ordinary) return false;
  if (placed && before !== 'a' && before !== 'de') return largest > 500 || capital || candidates.length === 1;
  if (placed && largest <= 12_000) return largest > 2000 && (capital || candidates.length < 4);
  if (capital && !doc.shouting) return largest > 3000;
  return largest > 12_000;
}

/** A name that is a word as well has to be a town that people far away know. */
const KNOWN_TOWN = 45_000;
const SOLE_ANSWER = 10_000;
const ANSWER_WORDS = 4;
const OPENS_ANSWER =
  /^(?:its|it|is|in|en|the|town|city|near|by|of|am|im|were|around|outside|was|i|meant|said|mean|es|esta|estoy|estamos|cerca|de|la|ciudad|pueblo|a|uh|um|ok|yes|yeah|si|sorry|actually|wait|no|not)$/;

/**
 * The name is what the witness says of the place and nothing else: the whole text ("lawrence", "its in reading"),
 * the first sentence of it ("amarillo. behind the truck wash"), after "in" at a clause's end ("a motel in mobile,
 * room 9") or right after a business ("la quinta amarillo, rm 332").
 */
function isAnswer({ doc, name, from, to, before, ordinary, largest, atBusiness, language }: Clues): boolean {
  if (NEVER_ALONE.has(name) || (language === 'es' && SPANISH_WORDS.has(name))) return false;
  const { words } = doc;
  const least = ordinary || PERSONAL.has(name) ? KNOWN_TOWN : SOLE_ANSWER;
  if (from === 0 && largest > LARGE_TOWN && isBeforeStreetThing(doc, to)) return true;
  if (!endsClause(doc, to)) return false;
  const opens = words
    .slice(0, from)
    .every((word, index) => OPENS_ANSWER.test(word.flat) || isDenied(doc, index));
  if (opens && to === words.length && words.length <= ANSWER_WORDS) return largest > least;
  if (from === 0)
    return (
      largest > KNOWN_TOWN &&
      (isSentence(doc, from, to) || BESIDE.test(doc.flat.slice(words[to - 1]?.end ?? 0)))
    );
  if (atBusiness) return largest > least;
  return /^(?:in|near|outside|downtown|en)$/.test(before) && largest > (ordinary ? KNOWN_TOWN : least);
}

const LARGE_TOWN = 100_000;

/** "austin light at 51st": a text that opens with where. */
const isBeforeStreetThing = ({ words, flat }: Doc, to: number): boolean =>
  /^ (?:(?:stop ?|traffic )?light|intersection|corner|airport|(?:bus|train|greyhound|amtrak|gas) station|bus stop|truck ?stop|freeway|downtown)s? (?:at|on|of|by|off|near)\b/.test(
    flat.slice(words[to - 1]?.end ?? 0),
  );

/** "aurora, right outside denver", "amarillo I-40 exit 74". */
const BESIDE =
  /^(?:, ?(?:(?:right|just|its|it's|over|out) )?(?:outside|near|by|off|in|at|behind|around|cerca)\b|,? (?:i-?\d|us-?\d|hwy|highway|exit|mm\b|mile \d))/;

/** Words of every day in Spanish, with or without the place. */
const SPANISH_WORDS = new Set('amarillo plano chino largo mesa corona mercedes pueblo'.split(' '));

/** Nothing follows that the name could describe. */
function endsClause({ words, flat }: Doc, to: number): boolean {
  const gap = flat.slice(words[to - 1]?.end ?? 0, words[to]?.start);
  return (
    to === words.length ||
    /[.,;:!?\n(]/.test(gap) ||
    /^(?:rn|right|now|w|with|and|n|by|near|on|off|at|there|theres|last|this|y|con|por|cerca|where|he|she|they|hes|shes|theyre|ahorita|tonight|today)$/.test(
      words[to]?.flat ?? '',
    )
  );
}

/** "megabus charlotte to Columbia": what a bus runs from is a place, whoever bears its name. */
function startsJourney({ words }: Doc, from: number, to: number): boolean {
  return (
    /^(?:to|hasta|thru)$/.test(words[to]?.flat ?? '') &&
    /^(?:megabus|greyhound|flixbus|amtrak|bus|buses|train|flight|flights|tren|autobus|vuelo|peterpan|trailways|route|\d{1,4})$/.test(
      words[from - 1]?.flat ?? '',
    )
  );
}

/** "by exit 61 grand island", "mm 12 council bluffs". */
const isAfterRoadNumber = ({ words }: Doc, from: number): boolean =>
  /^\d{1,3}[a-d]?$/.test(words[from - 1]?.flat ?? '') &&
  /^(?:exit|mile|mm|marker|salida|milla)$/.test(words[from - 2]?.flat ?? '');

/** "off 40 kingman", "de la 40 amarillo": right after the number of an interstate that runs through its state. */
function isOnInterstate({ words, flat }: Doc, from: number, [largest]: readonly City[]): boolean {
  const number = words[from - 1];
  if (number === undefined || largest === undefined || largest.population < SOME_TOWN) return false;
  if (flat.slice(number.end, words[from]?.start) !== ' ') return false;
  const road = /^i?(\d{1,2})$/.exec(number.flat)?.[1] ?? '';
  return (
    INTERSTATE_STATES.get(road)?.includes(largest.state) === true &&
    (number.flat.startsWith('i') ||
      ROAD_BEFORE.test(flat.slice(Math.max(0, number.start - 12), number.start)))
  );
}

const SOME_TOWN = 2000;
const ROAD_BEFORE = /\b(?:off|i-?|interstate|[ns]b|[ew]b|(?:de|en|por|sobre) la) ?$/;

/** "Massachusetts, Lawrence": the state before its town. */
function isAfterState({ words, flat }: Doc, from: number): boolean {
  const gap = flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  return /^,\s*$/.test(gap) && STATE_NAMES.has(words[from - 1]?.flat ?? '');
}

/** A sentence of its own, such as the answer to "where?" at the end of a text. */
function isSentence({ words, flat }: Doc, from: number, to: number): boolean {
  const before = flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  const after = flat.slice(words[to - 1]?.end ?? 0, words[to]?.start);
  return (from === 0 || /[.!?\n]/.test(before)) && (to === words.length || /[.!?\n]/.test(after));
}

/** Between commas or full stops. */
function isClause({ words, flat }: Doc, from: number, to: number): boolean {
  const before = flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  const after = flat.slice(words[to - 1]?.end ?? 0, words[to]?.start);
  return (from === 0 || /[.,;:!?\n]/.test(before)) && (to === words.length || /[.,;:!?\n]/.test(after));
}

function followedByThing({ words, flat }: Doc, to: number): boolean {
  if (/[.,;:!?\n]/.test(flat.slice(words[to - 1]?.end ?? 0, words[to]?.start ?? 0))) return false;
  // "the kansas city bbq joint" is in one.
  if (
    /^(?:bbq|barbecue|pizza|chicken|tattoo|massage|nails?|steak|beer|tires?|auto)$/.test(
      words[to]?.flat ?? '',
    ) &&
    words[to]?.capital === false &&
    /^(?:joint|place|restaurant|spot|stand|parlou?r|shop|salon|shack|house|truck)$/.test(
      words[to + 1]?.flat ?? '',
    )
  )
    return false;
  return /^(?:plates?|tags?|license|nails?|spa|massage|grill|buffet|roadhouse|chicken|pizza|chiefs|royals|cowboys|bulls|bears|cubs|lakers|bbq|barbecue|cheesesteaks?|tattoo|tat|bred|trained|born|fan|fans|game|state|sweatshirt|sweater|jacket|tattoo|chain|style|accent|hoodie|hat|cap|shirt|jersey|ave|avenue|st|street|blvd|rd|road|dr|drive|ln|lane|pkwy|hwy|tires|auto|trucking|sauce|beer|steak|hotdogs?|creek|river|lake|valley|ridge|canyon|mountains?|county|parish|trail|falls|gap|hollow|forest|farms?|orchards?|ranch|dairy)$/.test(
    words[to]?.flat ?? '',
  );
}
