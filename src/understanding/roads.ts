/**
 * Highways, exits, mile markers and directions of travel.
 *
 * "off 70" is I-70 when there is such an interstate; "hwy 278" stays a highway, since nothing says whose.
 */
import { correctionEnd, execCorrected } from './corrections.js';
import { findExit, findMarker } from './exits.js';
import type { Doc } from './normalize.js';
import type { Facts, Span } from './facts.js';
import { INTERSTATE_STATES, LOOP_INTERSTATES, US_ROUTES } from './words/roads.js';

export interface RoadFacts {
  road?: string;
  exit?: string;
  mileMarker?: number;
  direction?: NonNullable<Facts['direction']>;
  /** States the interstate runs through, when it is one of the known. */
  roadStates?: readonly string[];
  /** Only a number was said, so that the state decides whose road it is. */
  bare?: boolean;
  /** Where the text speaks of the road, so that its words are not read as anything else. */
  spans: (readonly [number, number])[];
}

const STATE_PREFIX =
  'al|ak|az|ar|ca|co|ct|fl|ga|ia|il|in|ks|ky|la|md|me|mi|mn|mo|ms|mt|nc|nd|ne|nh|nj|nm|nv|ny|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|va|vt|wa|wi|wv|wy';
const INTERSTATE =
  /\b(?:interstate(?: highway)?|interestatal|autopista i|i|eye)[ -]{0,2}(\d{1,3})(?![\d:.,]*\d)(?! ?(?:girls|women|men|guys|kids|people))(?:[ -]?(n|s|e|w)\b|[ -]?(nb|sb|eb|wb)\b)?/;
const US_ROUTE =
  /\b(?:us|u\.s\.?|usa)[ -]{0,2}(?:route|rte|rt|hwy|highway|carretera)?[ -]?(\d{1,3})\b(?! ?(?:girls|women|men|guys|kids|people|of us))/;
const NAMED_ROUTE =
  /\b(state (?:route|road|highway|hwy|rd|rte|rt)|st(?:ate)? rte?|sr|sh|highway|hiway|hway|hwy|hwys|hiwy|carretera(?: estatal)?|ruta|route|rte|rt|county (?:road|rd|highway|hwy|route)|co rd|cr|farm (?:to|rd) (?:market )?(?:road )?|farm[- ]to[- ]market (?:road )?|fm|ranch road|rm|loop|m|k|n|parish road)[ .-]{0,2}#? ?(\d{1,4}[a-z]?)\b/;
const STATE_ROUTE = new RegExp(
  `\\b(${STATE_PREFIX})(?:[- ](?:hwy|highway|route|rt|rte|state route)[- ]?|-)(\\d{1,4})\\b`,
);
const STATE_ROUTE_CAPS =
  /\b(AL|AK|AZ|AR|CA|CO|CT|FL|GA|IA|IL|KS|KY|MD|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|PA|RI|SC|SD|TN|TX|UT|VA|VT|WA|WI|WV|WY) (\d{1,3})\b(?! ?(?:girls|women|men|guys|kids|people|plate))/;
/** State highways of Michigan and Kansas; M-4 and M-16 are rifles. */
const LETTERED_ROUTE = /\b(?:M-(?!4\b|16\b)|K-)\d{1,3}\b(?! rifle)/;
const BARE =
  /\b(?:off(?: of)?|on|onto|along|down|por la|en la|sobre la|de la|la|take|taking|took|via|near)(?: the)? (\d{1,3})(?= ?(?:[,.;!?]|$|freeway|fwy|interstate|exit|near|at|by|to\b|into\b|in|just|north|south|east|west|nb|sb|eb|wb|mm|mile|between|heading|headed|going|out\b|past\b|outside|right|i (?:think|guess|believe)\b|n\b|s\b|e\b|w\b|rn\b|en\b|a la\b|con\b|rumbo|towards?|salida|norte|sur|este|oeste|cerca|nr\b|gas (?:station|stop)|x ?\d|(?:az|fl|ga|ks|ky|mn|nc|nj|nm|nv|ny|tn|tx|ut|wi|wv|wy)\b|[a-z]{4,}))/g;
/** What stands at a road, or a state: "77 SB wv", "nb 17 at mp 262". */
const AT_ROAD = `(?= ?(?:at\\b|near\\b|nr\\b|by\\b|exit|mm ?\\d|mp ?\\d|mile\\b|just\\b|in\\b|from\\b|to\\b|[,.;!?]|$|past\\b|between\\b|outside|toward|around\\b|rn\\b|right now|(?:${STATE_PREFIX})\\b))`;
/** "70 west at the 203 exit", "77 SB". */
const POINTED = new RegExp(
  `(?<![\\d$#.-])(?<!\\d )\\b(\\d{2,3}) (?:[nsew]b\\b${AT_ROAD}|(?:north|south|east|west|[nsew]b)(?:bound)?\\b(?= ?(?:at\\b|near\\b|by\\b|exit|mm\\b|mile\\b|just\\b|[,.;]|$|past\\b|between\\b|outside|toward|rn\\b|right now)))`,
);
/** "westbound 70", "nb 17". */
const BOUND = new RegExp(
  `\\b(?:(?:north|south|east|west)bound|[nsew]b(?= (?:on )?(?:the )?\\d{2,3}\\b${AT_ROAD})) (?:on )?(?:the )?(\\d{2,3})\\b(?!:| ?(?:girls?|women|men|kids|am\\b|pm\\b|people|cars?|trucks?|at night))`,
);
const NOT_A_ROAD_AFTER =
  /^ ?(?:(?:girls?|women|woman|men|man|guys?|kids?|people|min|mins|minutes?|hours?|hrs?|days?|dollars|bucks|am|pm|ppl|weeks?|months?|years?|yrs?|rooms?|cars?(?! wash)|vans?|trucks?(?! ?(?:stop|wash|lot|plaza))|phones?|times?|st|nd|rd|th|percent|workers?|females?|males?|occasions?|different|horas|dias|semanas|meses|noches?|tardes?|manana|menores|ninas|ninos|de la|passengers?|teens?|floors?|of them|hombres|students|ladies|others|more|or|calle|beds|[a-z]+ (?:st|ave|street|avenue|blvd|rd|road|dr|lane|ln))\b|muchach|mujer|hombre|persona)/;

/** `taken`: what is surely something else, such as the number of a bus. */
export function findRoads(doc: Doc, taken: readonly Span[] = []): RoadFacts {
  const { flat } = doc;
  const spans: [number, number][] = [];
  const facts: RoadFacts = { spans };
  const keep = (match: RegExpExecArray): void => {
    spans.push([match.index, match.index + match[0].length]);
  };
  const isFree = (match: RegExpExecArray): boolean =>
    !taken.some(([start, end]) => match.index < end && match.index + match[0].length > start);
  const found = findRoad(doc, isFree);
  if (found !== undefined) {
    keep(found.match);
    facts.road = found.road;
    if (found.bare === true) facts.bare = true;
    const states = found.interstate === undefined ? undefined : INTERSTATE_STATES.get(found.interstate);
    if (states !== undefined) facts.roadStates = states;
  }
  const exit = findExit(doc, spans[0]);
  if (exit !== undefined) {
    facts.exit = exit.value;
    spans.push([...exit.span]);
  }
  const marker = findMarker(doc, facts.road !== undefined);
  if (marker !== undefined) {
    facts.mileMarker = marker.value;
    spans.push([...marker.span]);
  }
  const direction = findDirection(flat, spans, facts.road !== undefined);
  if (direction !== undefined) facts.direction = direction;
  return facts;
}

interface FoundRoad {
  road: string;
  match: RegExpExecArray;
  interstate?: string;
  /** Only the number was said: "off 61". */
  bare?: boolean;
}

function findRoad(doc: Doc, isFree: (match: RegExpExecArray) => boolean): FoundRoad | undefined {
  const flat = withoutForms(doc.flat);
  const interstate = execCorrected(INTERSTATE, flat);
  if (interstate?.[1] !== undefined && isInterstateNumber(interstate[1])) {
    const number = String(Number(interstate[1]));
    return { road: `I-${number}`, match: interstate, interstate: number };
  }
  const us = US_ROUTE.exec(flat);
  if (us?.[1] !== undefined && isUsRoute(doc, us)) return { road: `US-${us[1]}`, match: us };
  const state = STATE_ROUTE.exec(flat) ?? STATE_ROUTE_CAPS.exec(doc.shouting ? '' : doc.text);
  if (state?.[1] !== undefined && state[2] !== undefined)
    return { road: `${state[1].toUpperCase()}-${state[2]}`, match: state };
  const lettered = doc.shouting ? null : LETTERED_ROUTE.exec(doc.text);
  if (lettered !== null) return { road: lettered[0].replace(' ', '-'), match: lettered };
  const named = NAMED_ROUTE.exec(flat);
  if (isUnit(flat, named)) return undefined;
  if (named?.[1] !== undefined && named[2] !== undefined && isFree(named)) {
    const road = roadName(named[1], named[2]);
    if (road !== undefined) return { road, match: named };
  }
  return bareRoad(doc, isFree);
}

/** The I-94 is also the paper of one's arrival: "keeps my i-94", "the i94 form". */
const FORM =
  /\b(?:my|her|his|their|our|your|mi|su|mis|sus|nuestra) i[ -]?94\b(?! ?(?:[nsew]b?\b|exit|mm\b))|\bi[ -]?94(?= (?:papers?|forms?|cards?|records?|documents?|visas?|numbers?|printout|stub)\b)|\b(?:papel|forma|formulario|form|documento|visa|passport|pasaporte),? (?:and |y )?(?:the |la |el |de )?i[ -]?94\b/g;

const withoutForms = (flat: string): string => flat.replace(FORM, (form) => ' '.repeat(form.length));

/** Only the number: "70 west at the 203 exit", "westbound 70", "off 61", "somewhere on 44". */
function bareRoad(doc: Doc, isFree: (match: RegExpExecArray) => boolean): FoundRoad | undefined {
  const { flat } = doc;
  const pointed = POINTED.exec(flat) ?? BOUND.exec(flat);
  if (pointed?.[1] !== undefined && isBareInterstate(pointed[1]) && isFree(pointed))
    return { road: `I-${pointed[1]}`, match: pointed, interstate: pointed[1], bare: true };
  for (const match of flat.matchAll(BARE)) {
    const number = match[1] ?? '';
    if (!isFree(match) || NOT_A_ROAD_AFTER.test(flat.slice(match.index + match[0].length))) continue;
    const known = isBareInterstate(number) || (match[0].startsWith('off') && US_ROUTES.has(number));
    const where = isWhere(doc, match);
    if (!known && !where) continue;
    const end = match.index + match[0].length;
    const leads =
      (/ the \d+$/.test(match[0]) && LEADS_TO.test(flat.slice(end))) ||
      (!doc.shouting && LEADS_FROM.test(doc.text.slice(end)));
    if (LOOSE_BEFORE.test(match[0]) && !ROAD_CUE.test(flat) && !where && !leads) continue;
    return isBareInterstate(number)
      ? { road: `I-${number}`, match, interstate: number, bare: true }
      : { road: `US-${number}`, match };
  }
  return undefined;
}

/** "on the 10 to phoenix", "on 80 from Des Moines". */
const LEADS_TO = /^ (?:to|towards?|into|out of) [a-z]/;
const LEADS_FROM = /^ (?:to|towards?|into|out of|from) [A-Z]/;
/** "on 70" and "near 70" could be anything's number: something else has to speak of a road. */
const LOOSE_BEFORE = /^(?:on|near|la|en la|de la|por la|take|took|taking|down)/;
const ROAD_CUE =
  /exit|salida|\bmm\b|mile|\bmilla|rumbo|hwy|highway|north|south|east|west|norte|\bsur\b|\b[nsew]b\b|bound|rest (?:area|stop)|ramp|truck stop|weigh station|driving|freeway|carretera|traffic|between|trucker|semi|truck|broke down|miles|pulled over|shoulder|cruising|speeding|hitch\w+|guardrail|overpass|interstate|camionero|trailero|autopista/;
const PLACED =
  /\b(?:somewhere|out|parked|stopped|stuck|sitting|walking|standing|motel|hotel|inn|station|stop|gas|loves|pilot|algun lugar|parado|parados|varados?|por ahi)(?: (?:right|just|here|there|over))? $/;
const SHORT_ANSWER_WORDS = 8;

/** "idk somewhere on 44", "outside sedalia mo on 50": a number at the end of words that say where. */
function isWhere({ flat, words }: Doc, match: RegExpExecArray): boolean {
  const number = Number(match[1]);
  if (number < 2 || (number > 99 && !isBareInterstate(match[1] ?? ''))) return false;
  if (!/^\s*(?:$|[,.;!?])/.test(flat.slice(match.index + match[0].length))) return false;
  if (!/^(?:on|off|along|down|near|por la|en la|sobre la)/.test(match[0])) return false;
  const before = flat.slice(0, match.index);
  if (PLACED.test(before)) return true;
  return (
    words.length <= SHORT_ANSWER_WORDS &&
    /(?:^|[,.] ?|\b(?:idk|outside [a-z ]+|near [a-z ]+|in [a-z ]+|west|east|north|south) )$/.test(before)
  );
}

/** "1215 E-W Hwy #304" is a suite, not a highway. */
function isUnit(flat: string, named: RegExpExecArray | null): boolean {
  if (named?.[0].includes('#') !== true) return false;
  return /\b\d{1,6} (?:[a-z.-]+ ){0,3}$/.test(flat.slice(Math.max(0, named.index - 40), named.index));
}

/** "us 12" may be a road or twelve of us. */
function isUsRoute(doc: Doc, match: RegExpExecArray): boolean {
  const after = doc.flat.slice(match.index + match[0].length);
  if (NOT_A_ROAD_AFTER.test(after)) return false;
  if (!/^us ?\d/.test(match[0]) || /^us\d\d/.test(match[0])) return true;
  if (!doc.shouting && doc.text.slice(match.index, match.index + 2) === 'US') return true;
  const before = doc.flat.slice(0, match.index);
  return (
    /(?:^|[,.;(]|\b(?:on|off|near|at|and|from|down|along|via|hwy|of|by|take|la))\s*$/.test(before) ||
    (doc.shouting && !/\b(?:PUT|OF|GIVE|PAY|LET|MAKE|HELP|TAKE|TELL)\s*$/i.test(before))
  );
}

const isInterstateNumber = (number: string): boolean => Number(number) > 0 && Number(number) < 1000;
const isBareInterstate = (number: string): boolean =>
  INTERSTATE_STATES.has(number) || LOOP_INTERSTATES.has(number);

function roadName(kind: string, number: string): string | undefined {
  const value = number.toUpperCase();
  if (kind === 'm' || kind === 'k') return undefined;
  if (/^(?:n|rm|sh|st|loop)$/.test(kind)) return kind === 'loop' ? `Loop ${value}` : undefined;
  if (/^(?:state|sr|st)/.test(kind) || kind === 'carretera estatal') return `SR-${value}`;
  if (/^(?:county|co rd|cr)/.test(kind)) return `CR-${value}`;
  if (/^(?:fm|farm)/.test(kind)) return `FM-${value}`;
  if (/^(?:route|rte|rt|ruta)/.test(kind)) return `Route ${value}`;
  return `Hwy ${value}`;
}

const COMPASS: Record<string, NonNullable<Facts['direction']>> = {
  n: 'N',
  s: 'S',
  e: 'E',
  w: 'W',
  nb: 'N',
  sb: 'S',
  eb: 'E',
  wb: 'W',
  north: 'N',
  south: 'S',
  east: 'E',
  west: 'W',
  norte: 'N',
  sur: 'S',
  sul: 'S',
  leste: 'E',
  este: 'E',
  oeste: 'W',
  oriente: 'E',
  poniente: 'W',
  northeast: 'NE',
  northwest: 'NW',
  southeast: 'SE',
  southwest: 'SW',
  noreste: 'NE',
  noroeste: 'NW',
  sureste: 'SE',
  suroeste: 'SW',
  nord: 'N',
  sud: 'S',
  est: 'E',
  ouest: 'W',
  no: 'N',
  sid: 'S',
  les: 'E',
  lwes: 'W',
  bac: 'N',
  nam: 'S',
  dong: 'E',
  tay: 'W',
  北: 'N',
  南: 'S',
  东: 'E',
  東: 'E',
  西: 'W',
};
/** A lone letter is a point of the compass only where nothing follows that "n" (and) or "w" (with) could join. */
const LETTER_END =
  '(?=[^a-z0-9]*$|[,.;:!?)]|\\/| (?:on|at|toward|towards|from|past|bound|exit|fast|rn|right now|by|just)\\b)';
const POINT =
  'north(?:east|west)?|south(?:east|west)?|east|west|norte|sur|sul|leste|este|oeste|noreste|noroeste|sureste|suroeste';

/** Vehicles and roads of other languages: "direction nord", "direksyon nò", "hướng bắc", "往北". */
const OTHER_DIRECTION =
  /\b(?:direction|cap|vers le) (nord|sud|est|ouest)\b|\b(?:direksyon|direksion|bo) (no|sid|les|lwes)\b|\bhuong (?:ve )?(?:phia )?(bac|nam|dong|tay)\b|(?:往|向|朝)([北南东東西])(?![海京边邊])|([北南东東西])(?:行(?!李)|向)/;

const BOUND_WAY = new RegExp(`\\b(${POINT})[ -]?bo?u?nd\\b`);
const BOUND_LETTERS = /\b(nb|sb|eb|wb)\b/;
const GOING_WAY = new RegExp(
  `\\b(?:going|goin|headed|heading|headin|driving|drivin|traveling|travelling|travelin|drove|drove off|left|took off|went|goes|go|gone|pulled out|fled|running|turned|moving|rumbo|rumo|hacia|va|vai|van|iba|sentido|direccion|direcao|con direccion|con rumbo|se fue|se fueron|arranco|arrancaron|salio|salieron|jalo|jalaron|agarro|agarraron|direction|bound)(?: (?:off|back|on|out|due|al|ao|hacia el|hacia|a|el|para el|para o|pal|pa el|pa l|pa|rumbo al|the|down|up|now|it|is))* (${POINT}|[ns]\\b${LETTER_END}|[ew]\\b${LETTER_END})\\b(?! (?:side|city|st\\b|ave|main|end|of (?:town|the)|county|virginia|carolina|dakota|high|point|park|[a-z]+ (?:st|ave|street|blvd|rd)\\b))`,
);

/** A point of the compass right after a word that takes another back: "going south... actually north", "eb, sorry, wb". */
const TURNED = new RegExp(
  `\\b(?:${POINT}|[nsew]b)(?:bo?u?nd)?\\b[^!?\\n]{0,24}?\\b(?:actually|sorry|wait|i mean|i meant|digo|perdon)[,. ]{1,4}(?:(?:no|its|es|going|headed|hacia el|al)[,. ]{1,2}){0,2}(?=(?:(?:${POINT})(?:bo?u?nd)?|[nsew]b)\\b)`,
);

/** "north on 35", after "actually". */
const AT_ONCE = new RegExp(`^ ?(${POINT}|[nsew]b)(?:bo?u?nd)?\\b(?! (?:side|of)\\b)`);

/** Where a direction that was taken back ends. */
function turnedEnd(flat: string): number {
  const turned = TURNED.exec(flat);
  return turned === null ? 0 : turned.index + turned[0].length;
}

/** "northbound", "going south", in what stands after a correction first: "eastbound no sorry WESTbound". */
function statedDirection(flat: string): Facts['direction'] {
  const turned = turnedEnd(flat);
  const corrected = Math.max(correctionEnd(flat), turned);
  for (const text of corrected === 0 ? [flat] : [flat.slice(corrected), flat]) {
    const alone = turned === corrected && text !== flat ? AT_ONCE.exec(text)?.[1] : undefined;
    if (alone !== undefined) return COMPASS[alone];
    const found = BOUND_WAY.exec(text) ?? BOUND_LETTERS.exec(text) ?? GOING_WAY.exec(text);
    if (found?.[1] !== undefined) return COMPASS[found[1]];
    const other = OTHER_DIRECTION.exec(text)?.slice(1).find(Boolean);
    if (other !== undefined) return COMPASS[other];
  }
  return undefined;
}

function findDirection(
  flat: string,
  roads: readonly (readonly [number, number])[],
  hasRoad: boolean,
): Facts['direction'] {
  const stated = statedDirection(flat);
  if (stated !== undefined) return stated;
  if (!hasRoad) return undefined;
  for (const [start, end] of roads) {
    const inside = /[ -]?(north|south|east|west|nb|sb|eb|wb|n|s|e|w)(?:bound)?$/.exec(flat.slice(start, end));
    if (inside?.[1] !== undefined && /\d/.test(flat.slice(start, end))) {
      const point = COMPASS[inside[1]];
      if (point !== undefined) return point;
    }
    const after = new RegExp(
      `^[ ,(-]{1,2}(?:going |headed |heading |goin |hacia el |al |rumbo al |direccion |the )?(${POINT}|n|s|e|w)\\b(?! (?:of|side|exit(?! ?\\d)|[a-z]+ (?:st|ave|street|blvd|rd|drive|dr)\\b|virginia|carolina|dakota|[a-z]+,? (?:${STATE_PREFIX})\\b))`,
    ).exec(flat.slice(end, end + 40));
    if (after?.[1] !== undefined) return COMPASS[after[1]];
    // The span of "west on 80" begins with its "on".
    const led = /^(?:on|por la|en la|sobre la)(?: the)? /.exec(flat.slice(start, end))?.[0].length ?? 0;
    const before = new RegExp(`\\b(${POINT}) (?:on|side of|por la|en la|sobre la|of)(?: the)? ?$`).exec(
      flat.slice(Math.max(0, start - 25), start + led),
    );
    if (before?.[1] !== undefined) return COMPASS[before[1]];
  }
  return undefined;
}
