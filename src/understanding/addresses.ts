/**
 * Street addresses, intersections and ZIPs; and where street names stand, so that "Washington Ave" and
 * "Houston St" are never read as a state or a town.
 */
import type { Span } from './facts.js';
import { canonicalName, type Gazetteer } from './gazetteer.js';
import type { Doc } from './normalize.js';
import { NAMES_THAT_ARE_ALSO_TOWNS } from './words/ordinary.js';

export interface AddressFacts {
  address?: string;
  postalCode?: string;
  zipSpan?: Span;
  spans: Span[];
}

/** "room 14 tidewater court", "court motel": the number is a room's, the court a motel's. */
const ROOM_BEFORE =
  /\b(?:room|rm|rms|rooms|cuarto|habitacion|unit|apt|exit|mm|mile|salida|train|bus|flight|line) #? ?$/;
const MOTEL_AFTER = /^ (?:motel|inn|hotel|lodge|apartments|apts|suites|nails|spa|diner|grill|buffet)\b/;
const STRONG =
  'street|st|avenue|ave|av|boulevard|blvd|bvld|road|rd|drive|dr|lane|ln|parkway|pkwy|highway|hwy|court|ct|circle|cir|terrace|ter|turnpike|tpke|expressway|expy|freeway|fwy|strasse|trail|trl|crossing|xing';
const WORDY =
  'way|place|pl|loop|pike|square|sq|plaza|plz|run|row|path|cove|cv|alley|bend|ridge|point|pt|hollow|creek|grade|bypass|mall|crescent|walk|close|heights|hts';
const SPANISH_STREET =
  'calle|avenida|av|ave|bulevar|boulevard|calzada|camino|carretera|paseo|avenue|rue|camino';
const STOP =
  'girls?|women|woman|men|man|guys?|kids?|people|ppl|in|on|at|the|and|or|of|to|with|w|n|is|are|was|he|she|they|his|her|from|for|off|a|an|this|that|near|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?|yo|min|mins|minutes?|workers?|rooms?|rm|room|all|who|miles?|mi|am|pm|by|it|my|we|i|going|headed|working|sleeping|different|diff|females?|males?|teens?|ago|per|cars?|vans?|trucks?|exit|mm|plate|dollars?|bucks?|lb|just|rn|now|there|here|still|out|up|down|not|no|behind|across|inside|outside|wont|pm|old(?! [a-z.]+(?: [a-z.]+)? (?:hwy|highway|rd|road|st|street|pike|trail|ave|route|turnpike)\\b)|mile|back|front|de|la|el|los|las|en|con|por|que|muchachas?|mujeres|hombres|horas|dias|personas|blocks?|block|living|like|about|next|parked|open';
const NUMBER = '\\d{1,6}(?:[- ]?\\d{1,4}(?= [a-z]))?(?:[a-z](?= ))?(?: ?1/2)?';
const UNIT_WORD = 'apt|apartment|unit|suite|ste|lot|bldg|building';
const POINTS =
  '(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest)\\.? )?';
const NAME_WORD = `(?!(?:${STOP})\\b)[a-z0-9'’.-]{1,20}`;
const UNIT =
  '(?:,? ?(?:(?:apt|apartment|unit|suite|ste|lot|rm|room|bldg|building|no)(?:\\b\\.? ?#? ?(?=[a-z0-9-])|(?=\\d))|# ?)[a-z0-9-]{1,5}\\b)?';

const NUMBERED = new RegExp(
  `(?<![\\d$:.#-])\\b(${NUMBER}) (${POINTS}(?:${NAME_WORD} ){1,4}?(?:${STRONG}|${WORDY})\\b\\.?(?: (?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\\b(?! [a-z]+ (?:st|ave|rd)))?)(?: #? ?\\d+[a-z]?(?= ?,))?${UNIT}`,
);
const ON_HIGHWAY =
  /(?<![\d$:.#-])\b\d{2,6} (?:old |us |u\.s\. |state |s |n |e |w |north |south |east |west )?(?:hwy|highway|route|rte|rt|county road|county rd|cr|fm|state road|sr|farm road|interstate)[ -]\d{1,4}[a-z]?(?: (?:n|s|e|w|north|south|east|west|bypass|frontage rd)\b)?/;
const SPANISH_NUMBERED = new RegExp(
  `\\b(?:${SPANISH_STREET})\\.? (?:[a-z0-9'.-]+ ){0,3}?(?:#|numero|num\\.?|no\\.?)? ?\\d{1,5}\\b`,
);
/** "305 calle Olmo", "918 Avenida de las Palmas": the number first, as in English. */
const NUMBER_CALLE =
  /(?<![\d$:.#-])\b(?:\d{1,6} (?:calle|avenida|bulevar|calzada|callejon)|\d{3,6} (?:camino|paseo|privada))\.? (?:(?:de|del|la|las|los|el|san|santa|santo|general|benito|emiliano|francisco|primera) ){0,2}(?!(?:con|y|en|de|que|al?|me|se)\b)[a-z0-9'’.-]{2,20}/;
const ALASKAN =
  /\bmile [\d.]+ [a-z]+(?: [a-z]+){0,2} (?:road|rd|hwy|highway|loop|street|st|drive|dr|ave)\b(?: ?# ?\d+)?/;
/** The grid of Utah and its neighbours: "455 N 300 W". */
const GRID =
  /(?<![\d$:.#-])\b\d{1,5} (?:n|s|e|w|north|south|east|west)\.? \d{1,5} (?:n|s|e|w|north|south|east|west)\b\.?/;
/**
 * No kind of street: "1155 SW Yamhill," and "312 Walnut apt 2"; a point, a unit or a comma has to show it. With a
 * short number "w" and "n" are "with" and "and": "girl 19 w bruises".
 */
const UNTYPED = new RegExp(
  `(?<![\\d$:.#-])\\b(?!\\d{1,2} [wn] )(${NUMBER} (?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\\.? (?:${NAME_WORD}(?: (?!(?:${UNIT_WORD})\\b)${NAME_WORD})?))(?:(?=,)|(?= ?(?:#|(?:${UNIT_WORD})\\b))|$)${UNIT}`,
);
const UNTYPED_UNIT = new RegExp(
  `(?<![\\d$:.#-])\\b(\\d{1,5} (?!(?:${STOP})\\b)[a-z'’.]{3,20}(?: (?!(?:${STOP}|${UNIT_WORD})\\b)[a-z'’.]{3,20})?),? (?:apt|apartment|unit|ste|suite|#) ?#? ?[a-z0-9-]{1,5}\\b`,
);
/** A whole line: number, name, town, state. */
const UNTYPED_LINE =
  /(?:^|\b(?:at|is|address:?|its|en|to)\s)(\d{1,5} (?!(?:girls?|women|men|guys?|kids?|people|miles?|hours?|days?|blocks?|mujeres|muchachas|hombres)\b)[a-z'’.]{3,20}(?: [a-z'’.]{3,20})?), [a-z .'-]{3,25},? [a-z. ]{2,15}\.?(?: \d{5}(?:-\d{4})?)?(?=$|[.!?\n])/;
const HYPHENED = /(?<![\d$:.#-])\b\d{1,6} [nsew]-[nsew] (?:hwy|highway|expy|expressway|rd|road)\b/;
const PO_BOX = /\b(?:p\.? ?o\.? box|hc ?\d* box|rr ?\d+ box) \d+\b/;
const ORDINAL = '\\d{1,3}(?:st|nd|rd|th)';
const CROSSING_NAME = `(?:${POINTS}(?:${ORDINAL}|(?!(?:${STOP})\\b)[a-z'’.]{2,20}(?: (?!(?:${STOP})\\b)[a-z'’.]{2,20})?)(?: (?:${STRONG}|way|place|pl|pike|plaza|square)\\b\\.?)?)`;
const CORNER = new RegExp(
  `\\b(?:corner of|corner|intersection of|intersection at|cross streets?(?: are| is)?|esquina de|esquina|entre|cruce de|cruce) (?:the )?(?:la |el |calle )?(${CROSSING_NAME} ?(?:&|\\band\\b|\\by\\b|\\bn\\b|\\be\\b|/|\\+|\\bcon\\b|\\bat\\b) ?(?:la |el |calle )?${CROSSING_NAME})`,
);
const ORDINAL_CROSSING = new RegExp(
  `\\b(${POINTS}${ORDINAL}(?: (?:${STRONG})\\b\\.?)? ?(?:&|\\band\\b|\\by\\b|\\bn\\b|/|\\+|@|\\bat\\b) ?${POINTS}(?!(?:${STOP})\\b)[a-z0-9'’.]{2,20}(?: (?:${STRONG}|way|place|pike|mile|mlk)\\b\\.?)?)`,
);
const CROSSING_ORDINAL = new RegExp(
  `\\b(${POINTS}(?!(?:${STOP})\\b)[a-z'’.]{3,20}(?: (?:${STRONG})\\b\\.?)? ?(?:&|\\band\\b|\\by\\b|\\bn\\b|/|\\+|@) ?${POINTS}${ORDINAL}(?: (?:${STRONG})\\b\\.?)?)(?! (?:floor|grade|time|girl|guy|room|day|of|one|week|month))`,
);
const SUFFIX_CROSSING = new RegExp(
  `\\b(${POINTS}(?!(?:${STOP})\\b)[a-z0-9'’.]{2,20}(?: (?!(?:${STOP})\\b)[a-z'’.]{2,20})? (?:${STRONG})\\b\\.? ?(?:&|\\band\\b|\\by\\b|\\bn\\b|/|\\+|@) ?${POINTS}(?!(?:${STOP})\\b)[a-z0-9'’.]{2,20}(?: (?:${STRONG}|way|place|pike)\\b\\.?)?)`,
);
const CAPITAL_CROSSING =
  /\b((?:[NSEW]\.? )?[A-Z][a-zA-Z'.]+(?: [A-Z][a-zA-Z'.]+)? ?[&/] ?(?:[NSEW]\.? )?[A-Z][a-zA-Z'.]+(?: (?:St|Ave|Blvd|Rd|Dr|Ln|Way|Pike)\b\.?)?)/;
const NOT_CAPITAL_CROSSING =
  /\b(?:Son|Sons|Co|Spa|Grill|Bar|Suites?|Inn|Breakfast|Nails?|Grille|Pub|Massage|Lounge|Tan|Wings?|Cafe|Daughters|Associates|Company|Buffet|Tacos|Nail|Bros|Travel)\b/;

export function findAddress(doc: Doc, gazetteer: Gazetteer, taken: readonly Span[]): AddressFacts {
  const { flat, text } = doc;
  const facts: AddressFacts = { spans: [] };
  const free = (start: number, end: number): boolean => !taken.some(([from, to]) => start < to && end > from);
  const keep = (start: number, end: number): void => {
    facts.spans.push([start, end]);
    facts.address ??= withoutStop(text.slice(start, end).trim());
  };
  for (const pattern of [
    GRID,
    HYPHENED,
    NUMBERED,
    ALASKAN,
    ON_HIGHWAY,
    NUMBER_CALLE,
    SPANISH_NUMBERED,
    PO_BOX,
    UNTYPED,
    UNTYPED_UNIT,
    UNTYPED_LINE,
  ]) {
    const match = pattern.exec(flat);
    if (
      match &&
      !(
        ROOM_BEFORE.test(flat.slice(Math.max(0, match.index - 14), match.index)) &&
        MOTEL_AFTER.test(flat.slice(match.index + match[0].length))
      ) &&
      (pattern === ON_HIGHWAY || pattern === ALASKAN || free(match.index, match.index + match[0].length))
    ) {
      const line = pattern === UNTYPED_LINE ? match[1] : undefined;
      const start = line === undefined ? match.index : match.index + match[0].indexOf(line);
      keep(start, start + (line ?? match[0]).length);
      break;
    }
  }
  if (facts.address === undefined) {
    const bare = bareStreet(doc, gazetteer);
    if (bare !== undefined && free(...bare)) keep(...bare);
  }
  if (facts.address === undefined) findCrossing(doc, gazetteer, free, keep);
  for (const span of streetNames(flat, gazetteer)) facts.spans.push(span);
  const zip = findZip(flat, gazetteer, [
    ...taken,
    ...facts.spans.slice(0, facts.address === undefined ? 0 : 1),
  ]);
  if (zip !== undefined) {
    facts.postalCode = zip.zip;
    facts.zipSpan = zip.span;
  }
  return facts;
}

/** "a basement 1415 Osage": a name after a number of a house, where the clause ends. */
const HOUSE_AND_NAME =
  /(?<=(?:^|[ ,])(?:at|in|is|address|house|home|basement|garage|place|casa|en|es|direccion|sotano|bodega|warehouse),?:? )(?!(?:19|20)\d\d )\d{3,5} (?:[NSEW]\.? )?\p{Lu}[\p{Ll}'’]{3,20}(?: \p{Lu}[\p{Ll}'’]{3,20})?(?=\s*(?:$|[.,;!?\n]))/u;
const NOT_A_STREET_NAME =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tonight|hours|honda|toyota|ford|chevy|dodge|nissan|jeep|kia|hyundai|dollars|women|girls|people|dolares|personas|mujeres)\b/i;
/** "7712 S Tippecanoe San Bernardino CA": the point shows a street, the town and its state show where it ends. */
const POINT_AND_NAME =
  /(?<![\d$:.#-])\b(?!\d{1,2} [wn] )\d{2,6} (?:n|s|e|w|ne|nw|se|sw)\.? ([a-z'’]{3,20}(?: [a-z'’]{3,20})?) (?=[a-z])/;

function bareStreet(doc: Doc, gazetteer: Gazetteer): Span | undefined {
  const { flat, text, words, shouting } = doc;
  const house = shouting ? null : HOUSE_AND_NAME.exec(text);
  const town = gazetteer.findCities(canonicalName(house?.[0].replace(/^\d+ /, '') ?? ''))[0];
  if (house !== null && !NOT_A_STREET_NAME.test(house[0]) && (town?.population ?? 0) < SOME_TOWN)
    return [house.index, house.index + house[0].length];
  const pointed = POINT_AND_NAME.exec(flat);
  if (pointed === null) return undefined;
  const at = words.findIndex(({ start }) => start === pointed.index);
  // The number and the point; then one or two words of a name.
  for (const to of [at + 3, at + 4]) {
    const name = words[to - 1];
    if (name !== undefined && at >= 0 && townFollows(doc, gazetteer, to)) return [pointed.index, name.end];
  }
  return undefined;
}

/** "… San Bernardino CA": a town and its state from the word at `from`. */
function townFollows({ words, flat }: Doc, gazetteer: Gazetteer, from: number): boolean {
  return [1, 2, 3].some((length) => {
    const code = words[from + length]?.raw.toUpperCase() ?? '';
    const name = flat.slice(words[from]?.start ?? 0, words[from + length - 1]?.end ?? 0);
    return gazetteer.findCities(canonicalName(name)).some(({ state }) => state === code);
  });
}

/** "3rd & Elm." ends a sentence; "12 Elm St." may as well. */
const withoutStop = (address: string): string =>
  /\b(?:[nsew]|ne|nw|se|sw|st|ave|blvd|rd|dr|ln|pkwy|hwy|ct|cir|pl|sq|ter)\.$/i.test(address)
    ? address
    : address.replace(/\.$/, '');

function findCrossing(
  doc: Doc,
  gazetteer: Gazetteer,
  free: (start: number, end: number) => boolean,
  keep: (start: number, end: number) => void,
): void {
  const { flat, text } = doc;
  for (const pattern of [CORNER, SUFFIX_CROSSING, ORDINAL_CROSSING, CROSSING_ORDINAL]) {
    const match = pattern.exec(flat);
    if (match?.[1] === undefined) continue;
    const start = match.index + match[0].length - match[1].length;
    if (!free(start, start + match[1].length)) continue;
    if (match[0].startsWith('entre ') && areTowns(match[1].replace(' y ', '&'), gazetteer, SOME_TOWN))
      continue;
    keep(
      crossingStart(doc, start, gazetteer),
      start + match[1].length + quadrantAfter(text, start + match[1].length),
    );
    return;
  }
  const spanish = spanishCrossing(doc, gazetteer);
  if (spanish !== undefined && free(...spanish)) {
    keep(...spanish);
    return;
  }
  const capital = doc.shouting ? null : CAPITAL_CROSSING.exec(text);
  if (
    capital?.[1] !== undefined &&
    !NOT_CAPITAL_CROSSING.test(capital[0]) &&
    !areTowns(capital[1], gazetteer) &&
    free(capital.index, capital.index + capital[0].length)
  )
    keep(capital.index, capital.index + capital[1].length);
}

/** "13th & Girard NW": the quadrant is a part of it. */
const quadrantAfter = (text: string, end: number): number =>
  /^ (?:NW|NE|SW|SE)\b/.exec(text.slice(end))?.[0].length ?? 0;

/** "on Martin Luther & 3rd": the capital word before a crossing's first name belongs to it, if it is no town. */
function crossingStart({ words, flat }: Doc, start: number, gazetteer: Gazetteer): number {
  const at = words.findIndex((word) => word.start === start);
  const [before, first] = [words[at - 1], words[at]];
  if (
    before?.capital !== true ||
    first?.capital !== true ||
    before.end + 1 !== start ||
    flat[before.end] !== ' '
  )
    return start;
  const street = before.raw.length > 2 && !NOT_A_STREET.has(before.flat) && !CROSSING_WORDS.has(before.flat);
  return street && gazetteer.findCities(canonicalName(before.flat)).length === 0 ? before.start : start;
}

const CROSSING_WORDS = new Set(
  'corner intersection cross street streets esquina cruce entre con the this near'.split(' '),
);

/** "Mission y la 24", "por la Alameda y la 7": a street and a numbered one. */
const SPANISH_ORDINAL =
  /(?<=^|[.;!?\n] ?|(?:^| )(?:[Ee]n|[Pp]or|[Ss]obre|[Ee]squina|[Ee]squina de|[Cc]ruce de|[Ee]ntre)(?: la| el)? )(?:\p{Lu}[\p{L}'’.]{2,20}(?: \p{Lu}[\p{L}'’.]{2,20})?|\d{1,3}) y (?:la |el |calle )(?:calle )?\d{1,3}(?:st|nd|rd|th)?(?![\d:]| ?(?:de (?:la|[a-z]+)\b(?! \p{Lu})|am\b|pm\b|a\.m|p\.m|muchach|mujer|niñ))/u;
/** "en Alameda y San Pablo, Las Cruces": two names before a comma and a town; "con Ana y Luz, Reno" is none. */
const SPANISH_NAMES =
  /(?<=^|[.;!?\n] ?|(?:^| )(?:[Ee]n|[Pp]or|[Ss]obre|[Ee]squina|[Ee]squina de|[Cc]ruce de|[Ee]ntre)(?: la| el)? )\p{Lu}[\p{L}'’.]{2,20}(?: \p{Lu}[\p{L}'’.]{2,20})? y (?:la |el |calle )?\p{Lu}[\p{L}'’.]{2,20}(?: \p{Lu}[\p{L}'’.]{2,20})?(?=, ((?:\p{Lu}[\p{L}'’.]{1,20} ?){1,3}))/u;

/** "la 8 y Soto": the numbered one first. */
const SPANISH_ORDINAL_FIRST =
  /(?<=^|[.;!?\n] ?|(?:^| )(?:[Ee]n|[Pp]or|[Ss]obre|[Ee]squina|[Ee]squina de|[Cc]ruce de|[Ee]ntre|[Dd]e|[Dd]) )la \d{1,3}(?:st|nd|rd|th)? y (?:la |el |calle )?\p{Lu}[\p{L}'’]{2,20}(?=\s*(?:$|[.,;!?\n]| en\b))/u;
/** "spa en Lomas y Eubank": whose corner it is stands before it. */
const SPANISH_CORNER_OF =
  /(?<=(?:^| )(?:spa|motel|hotel|tienda|casa|bodega|taller|restaurante?|taqueria|taquería|gasolinera|lavanderia|lavandería|cantina|bar|parada|semaforo|semáforo|edificio|obra|esquina|parque|lavado|carwash|mercado|fabrica|fábrica) en )\p{Lu}[\p{L}'’.]{2,20} y \p{Lu}[\p{L}'’.]{2,20}(?=\s*(?:$|[.;!?\n]))/u;

function spanishCrossing({ text, shouting }: Doc, gazetteer: Gazetteer): Span | undefined {
  if (shouting || !text.includes(' y ')) return undefined;
  const numbered = SPANISH_ORDINAL.exec(text);
  if (numbered !== null) return [numbered.index, numbered.index + numbered[0].length];
  const first = SPANISH_ORDINAL_FIRST.exec(text);
  if (first !== null) return [first.index, first.index + first[0].length];
  const corner = SPANISH_CORNER_OF.exec(text);
  if (corner !== null && !namesCity(corner[0], gazetteer))
    return [corner.index, corner.index + withoutStop(corner[0]).length];
  const named = SPANISH_NAMES.exec(text);
  if (named?.[1] === undefined || areTowns(named[0].replace(' y ', '&'), gazetteer)) return undefined;
  if (gazetteer.findCities(canonicalName(named[1].trim())).length === 0) return undefined;
  return [named.index, named.index + named[0].length];
}

const CITY = 100_000;

/** "un motel en Tulsa y Amarillo": one of the two is a city. */
const namesCity = (corner: string, gazetteer: Gazetteer): boolean =>
  areTowns(corner.replace(' y ', '&'), gazetteer, SOME_TOWN) ||
  corner
    .split(' y ')
    .some((name) => (gazetteer.findCities(canonicalName(name.trim()))[0]?.population ?? 0) > CITY);

const LARGE_TOWN = 50_000;
/** "entre Tulare y Visalia". */
const SOME_TOWN = 10_000;

/** "in Fresno, Reno & Boise": two large towns joined are no corner. */
const areTowns = (names: string, gazetteer: Gazetteer, least = LARGE_TOWN): boolean =>
  names
    .split(/[&/]/)
    .every((name) =>
      gazetteer
        .findCities(canonicalName(name.trim()))
        .some(
          ({ population, name: town }) =>
            population > least && !NAMES_THAT_ARE_ALSO_TOWNS.has(town.toLowerCase()),
        ),
    );

const STREET_SUFFIX =
  /\b(?:street|st|avenue|ave|boulevard|blvd|road|rd|drive|dr|lane|ln|parkway|pkwy|hwy|highway|turnpike|expressway|freeway|fwy|bridge|tunnel|square|toll road|tollway|river|heights|ferry)\b/g;

const isTwoWordName = (words: string): boolean =>
  /^(?:new (?:york|jersey|mexico|hampshire|orleans)|(?:north|south) (?:carolina|dakota)|west virginia|rhode island|kansas city|st louis|los angeles|san [a-z]+|santa [a-z]+|las vegas|ft worth|fort worth|el paso|salt lake|des moines|baton rouge|little rock|long beach|virginia beach)$/.test(
    words,
  );

/** "from St. Louis": a saint, not a street. */
const NOT_A_STREET = new Set(
  'in at from to near off of then via past is its was were lives living live downtown greater not or but now im hes shes theyre left reach outside leaving and the around by en de desde hacia for between into toward towards through'.split(
    ' ',
  ),
);

/** "Port St Lucie", "East St Louis". */
const SAINT_BEFORE = new Set('port east e west south north lake mount mt ft fort'.split(' '));

const KNOWN_SAINT = 20_000;

/** "ticket says st cloud": a town of that name, and no number or crossing street before it. */
function isSaint(flat: string, at: number, gazetteer: Gazetteer): boolean {
  const name = /^st\.? ([a-z]{4,})/.exec(flat.slice(at, at + 24))?.[1];
  const before = flat.slice(Math.max(0, at - 32), at);
  if (
    name === undefined ||
    /\d(?:[a-z]{2})? (?:[a-z.'-]+ ){0,2}$|(?:&|\band|\by|\bcalle|\bon) (?:[a-z.'-]+ )?$/.test(before)
  )
    return false;
  return gazetteer.findCities(`st ${name}`).some(({ population }) => population > KNOWN_SAINT);
}

/** The one or two words before a street's kind: "houston st", "new york ave", and "calle washington". */
function streetNames(flat: string, gazetteer: Gazetteer): Span[] {
  const spans: Span[] = [];
  for (const match of flat.matchAll(STREET_SUFFIX)) {
    const before = /(?:\b[a-z.'’]+ )?\b[a-z.'’]+ $/.exec(
      flat.slice(Math.max(0, match.index - 40), match.index),
    );
    if (before === null) continue;
    const last = before[0].trim().split(' ').at(-1) ?? '';
    // "wont let her talk. st paul next": a sentence ends there.
    if (/[a-z]{3,}\.$/.test(last)) continue;
    if (match[0] === 'st' && isSaint(flat, match.index, gazetteer)) continue;
    if (match[0] === 'st' && (NOT_A_STREET.has(last) || SAINT_BEFORE.has(last))) continue;
    const length = isTwoWordName(before[0].trim()) ? before[0].length : last.length + 1;
    spans.push([match.index - length, match.index + match[0].length]);
  }
  for (const match of flat.matchAll(/\b(?:calle|avenida|bulevar) (?:[a-z]+ ?){1,2}/g))
    spans.push([match.index, match.index + match[0].length]);
  return spans;
}

function findZip(
  flat: string,
  gazetteer: Gazetteer,
  taken: readonly Span[],
): { zip: string; span: Span } | undefined {
  for (const match of flat.matchAll(/(?<![\d$#,-]|\d\.)(\d{5})(?:-\d{4})?(?![\d%]|[.,:]\d|-\d)/g)) {
    const zip = match[1] ?? '';
    const start = match.index;
    const end = start + match[0].length;
    if (gazetteer.findZip(zip) === undefined || taken.some(([from, to]) => start < to && end > from))
      continue;
    const before = flat.slice(Math.max(0, start - 24), start);
    const after = flat.slice(end, end + 14);
    if (
      /(?:\b(?:room|rm|train|bus|route|flight|unit|case|badge|truck|trailer|plate|tag|car|order|invoice|code|pin|owes?|paid|debo?e?|#|no\.?|load|dot|mc|usdot|fleet|vin|por)|\$) ?#?$/.test(
        before,
      )
    )
      continue;
    if (
      /^ ?(?:dollars|bucks|dolares|usd|people|miles|pesos|lbs|pounds|each|a month|per|in debt|for the|por)/.test(
        after,
      )
    )
      continue;
    return { zip, span: [start, end] };
  }
  return undefined;
}
