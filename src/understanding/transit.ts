/** Buses, trains and planes: who runs it, which line or schedule, the next stop and when it gets there. */
import { ARRIVAL_CLOCK, ARRIVES, findArrival, STOPS_AT } from './arrivals.js';
import { correctionEnd } from './corrections.js';
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';
import { NAMED_AFTER_PLACES, NAMED_TRAIN, NEEDS_TRAVEL, OPERATORS } from './words/operators.js';
import { INTERSTATE_STATES } from './words/roads.js';

export interface TransitWords {
  operator?: string;
  route?: string;
  arrival?: string;
  /** The arrival was said of getting somewhere, not of a stop on the way. */
  arrivesAtTheEnd?: boolean;
  nextStop?: string;
  spans: Span[];
}

const OPERATOR = new RegExp(
  `\\b(?:${OPERATORS.map(([flat]) => flat)
    .sort((a, b) => b.length - a.length)
    .join('|')})\\b`,
);
const NAMES = new Map(OPERATORS);
const TRAVEL =
  /\b(?:bus|train|driver|conductor|passenger|line|route|stop|ride|riding|station|autobus|camion|tren|pasajer\w+|chofer|flight|rider|platform|rail)\b/;
/** Words that put the witness or the scene on something that keeps a timetable. */
const RIDE =
  /\b(?:bus|buses|train|tren|trains|conductor|passengers?|pasajer\w+|riders?|riding|autobus|camion|flight|vuelo|aboard|on board|a bordo|trolley|tram|streetcar|subway|metro|shuttle|greyhound|amtrak|flixbus|megabus|next stop|proxima parada|seats?|asiento|fare|transfer)\b/;
const COUNTED =
  '(?:girls?|women|woman|men|man|guys?|kids?|people|am\\b|pm\\b|min|hours?|miles?|:|passengers?|stops?|of\\b|exit|hrs?|days?|years?|yo\\b|weeks?|nights?|rooms?|muchach|mujer|hombre|personas|minutos|horas|teens?|ladies|others?\\b|dollars|bucks|percent|st\\b|nd\\b|rd\\b|th\\b)';
const NOT_A_COUNT = `(?! ?${COUNTED})`;
/** A line or schedule; of a number below a hundred something else may be counted, and of "1187" hardly. */
const NUMBER = `((?:[a-z]{1,2}-?)?(?:\\d{3,4}[a-z]?\\b(?! ?(?:am\\b|pm\\b|:|people|miles?|min|dollars|bucks))|\\d{1,2}[a-z]?\\b${NOT_A_COUNT}))`;
const ROUTE = new RegExp(
  `\\b(?:route|rt|rte|line|linea|ruta|sched(?:ule)?|schedule number|train|tren|bus|flight|vuelo|trip|run|coach|autobus|camion|corrida|unit)(?: (?:number|no\\.?|num|numero|is|#))?(?:[ :#]{1,2}|(?=\\d))${NUMBER}(?! ?(?:to \\d|south\\b(?! of)|with \\d))`,
  'g',
);
const AFTER_OPERATOR = new RegExp(
  `^(?: (?:bus|train|sched|schedule|route|line|number|no|flight|coach|#|driver|the|driver on|driver for|driver here|here|on|red|blue|green|orange))*,?[ #]{1,2}${NUMBER}(?! ?to \\d| (?:young|small|little|older|scared|different)\\b)`,
);
/** "the 14 bus", "el camion 7" apart: a line with its kind after it. */
const LINE_BUS = new RegExp(
  `\\b(?:the|el|la|del|al|a|on) ${NUMBER} (?:bus|train|trolley|streetcar|tram|line|express|autobus|camion|rapid)\\b`,
);
/** "riding the 22", "voy en el 82", "driver of the 38L". */
const BOARDED = new RegExp(
  `\\b(?:rid(?:e|ing|es)|rode|caught|catch|board(?:ed|ing)?|(?:got|get|gets|hopped|hop|just|still) on|took|taking|take|driver (?:of|on|for)|drive|driving|operate|operator (?:of|on)|abord\\w+|tome|tomo|tomamos|subi\\w* (?:a|en)|sub\\w+|voy en|vengo en|iba en|vamos en|ando en|manejo|chofer de|on) (?:the|el|al|l) ${NUMBER}(?! ?(?:freeway|fwy|interstate|hwy|highway|exit|near|at exit|mm\\b|mile|off ?ramp))`,
  'g',
);
/** "the 14 to downtown": a line and where it goes. */
const GOING = new RegExp(
  `\\b(?:the|el) ${NUMBER} (?:(?:bus )?(?:to|toward|towards|headed (?:to|for)|heading (?:to|for)|going to|bound for|hacia|para|rumbo a|a)) (?!\\d)`,
);
/** "the Q train", "linea A": a line by its letter. */
const LETTER_LINE =
  /\b[Tt]he ([A-Z]) (?:train|line|bus)\b|\b([b-hj-zB-HJ-Z]) train\b|\b(?:[Ll]inea|[Ll]ínea|[Ll]ine) ([A-Z])\b(?! [A-Z]\b)/;
const COLOUR_LINE =
  /\b(red|blue|green|orange|yellow|purple|brown|pink|silver|gold) line\b(?! (?:on|in|at) (?:her|his|the (?:floor|road)))/;
const STOP_NAME = "(?:the |la |el )?([a-z][a-z .'&-]{2,40}?)";
const NAME_ENDS =
  '(?= ?(?:[,.;!?\\n\\d]|$|\\b(?:at|in|around|about|by|a las|en|he|she|they|please|pls|eta|and|y|arriv\\w*|i|then|where|llega\\w*|como|abt|next|im|girl|man|the|for|w|with|n)\\b))';
const NEXT_STOP = new RegExp(
  `\\b(?:next|proxima|siguiente) (?:stop|station|parada|estacion)(?: is| will be| es| sera| in| at| en|:|,)* ${STOP_NAME}${NAME_ENDS}`,
);
const TIMED_STOP = new RegExp(
  `\\b(?:${ARRIVES}|${STOPS_AT})(?: in| into| to| at| en| a)? ${STOP_NAME} (?:at|around|by|in|en|about|a las?|como a las) (?:about )?(?:${ARRIVAL_CLOCK})`,
);
/** "…same words every time. shamrock 11:40p next". */
const CLOCKED_STOP =
  /(?:^|[.,;!?\n]) ?([a-z]{3,20}(?: [a-z]{3,20})?) (?:\d{1,2}:\d\d(?: ?(?:am|pm|a|p)\b)? (?:is )?next\b|(?:is )?next,? (?:at )?\d{1,2}:\d\d)/;
const NO_NAME =
  /^(?:is|the|in|at|soon|where|my|i|he|she|we|they|there|it|here|on|about|around|like|our|this|that|a|an|work|home|time|noon)\b/;
/** "toledo next at 12:40": what comes next on a ride, said after its name. */
export const NEXT_AFTER = new RegExp(
  `^(?: (?:at )?\\d{1,2}:\\d\\d(?: ?(?:am|pm|a|p)\\b)?)?\\s*(?:is |es )?next(?:\\s*(?:$|[.,;!?])|,? (?:at |around |about |by )?(?:${ARRIVAL_CLOCK}))`,
);

/** Does the text speak of something that keeps a timetable? */
export function isRide({ flat }: Doc): boolean {
  if (RIDE.test(flat)) return true;
  const operator = OPERATOR.exec(flat);
  return operator !== null && !NEEDS_TRAVEL.test(operator[0]);
}

export function findTransit(doc: Doc): TransitWords {
  const { flat, text } = doc;
  const facts: TransitWords = { spans: [] };
  const travelling = TRAVEL.test(flat);
  const after = readOperator(doc, facts, travelling);
  const said = after ?? routeAfterKind(flat, travelling, facts.operator !== undefined) ?? lineNumber(flat);
  const route = said === undefined ? undefined : (laterRoute(flat, said) ?? said);
  if (route !== undefined) {
    facts.route = text.slice(...route).toUpperCase();
    facts.spans.push(route);
  } else {
    const line = COLOUR_LINE.exec(flat);
    const letter = doc.shouting ? null : LETTER_LINE.exec(text);
    const metra = facts.operator === 'Metra' ? METRA_LINE.exec(flat) : null;
    if (metra !== null) facts.route = metra[0].toUpperCase();
    else if (line !== null) facts.route = text.slice(line.index, line.index + line[0].length);
    else if (letter !== null) facts.route = letter[1] ?? letter[2] ?? letter[3] ?? '';
  }
  if (facts.operator === undefined && facts.route === undefined && !travelling) return facts;
  const arrival = findArrival(doc);
  if (arrival !== undefined) {
    facts.arrival = arrival.written;
    facts.arrivesAtTheEnd = arrival.atTheEnd;
    facts.spans.push(arrival.span);
  }
  const stop = stopName(doc, facts.operator !== undefined || facts.route !== undefined || isRide(doc));
  if (stop !== undefined) facts.nextStop = stop;
  return facts;
}

const METRA_LINE = /\b(?:up-?(?:nw|n|w)|md-?[nw]|bnsf)\b/;
/** Words that name an operator only before a line, a driver or a number: "Metro line 5", "rta 22", "united 1482". */
const BESIDE_A_LINE: readonly (readonly [RegExp, string])[] = [
  [
    /(?<!\b(?:el|del|al|the) )\bmetro(?= (?:bus |train )?(?:driver|operator|conductor|line|linea|route|ruta|rail)\b)/,
    'Metro',
  ],
  [/\bmax(?= (?:train|(?:blue|red|green|yellow|orange) line)\b)/, 'MAX'],
  [/\brta(?= (?:bus|line|route|driver|\d))/, 'RTA'],
  [/\bvia(?= (?:bus|ruta|route|line|linea) \d)/, 'VIA'],
];
const AIRLINE =
  /\b(?:united|delta|southwest|american|frontier|spirit|alaska)(?= (?:flight |flt )?#?\d{2,4}\b)/;
const FLYING = /\b(?:flight|plane|airport|airline|gate|boarding|attendant|aisle|vuelo|avion)\b/;
const TRAIN_NUMBER = new RegExp(`${NAMED_TRAIN.source},? (?:train )?#?(\\d{1,4})\\b(?! ?(?:${COUNTED}))`);

function operatorBesideLine({
  flat,
  text,
  shouting,
}: Doc): { index: number; said: string; name: string } | undefined {
  for (const [pattern, name] of BESIDE_A_LINE) {
    const match = pattern.exec(flat);
    if (match === null) continue;
    // "via route 66" is the way, "VIA route 66" a bus of San Antonio.
    if (name === 'VIA' && (shouting || !text.startsWith(name, match.index))) continue;
    return { index: match.index, said: match[0], name };
  }
  const airline = FLYING.test(flat) ? AIRLINE.exec(flat) : null;
  if (airline === null) return undefined;
  const name = airline[0].charAt(0).toUpperCase() + airline[0].slice(1);
  return { index: airline.index, said: airline[0], name: name === 'American' ? 'American Airlines' : name };
}

/** "the 22 no wait 26": a number right after a correction that follows right on the line. */
function laterRoute(flat: string, [, end]: Span): Span | undefined {
  const rest = flat.slice(end, end + CORRECTED_CHARS);
  const from = correctionEnd(rest);
  if (from === 0) return undefined;
  const later = LATER_ROUTE.exec(rest.slice(from));
  if (later?.[1] === undefined || /[a-z]/.test(later[1]) !== /[a-z]/.test(flat.slice(end - 1, end)))
    return undefined;
  return spanOfLast(end + from, later[0], later[1]);
}

const CORRECTED_CHARS = 40;
const LATER_ROUTE = new RegExp(`^,? (?:(?:its|it's|the|bus|line|number|route) )*${NUMBER}`);

/** Names the operator, and gives the number right after it: "greyhound 1430". */
function readOperator(doc: Doc, facts: TransitWords, travelling: boolean): Span | undefined {
  const { flat } = doc;
  const operator = OPERATOR.exec(flat);
  if (operator === null || (NEEDS_TRAVEL.test(operator[0]) && !travelling)) {
    const beside = operatorBesideLine(doc);
    if (beside === undefined) return undefined;
    facts.operator = beside.name;
    const end = beside.index + beside.said.length;
    const number = AFTER_OPERATOR.exec(flat.slice(end));
    return number?.[1] === undefined ? undefined : spanOfLast(end, number[0], number[1]);
  }
  const end = operator.index + operator[0].length;
  if (/^ (?:airport|logo|shirt|hoodie|st\b|ave\b|rd\b|station in)/.test(flat.slice(end, end + 12))) {
    if (!flat.startsWith(' station in', end)) return undefined;
  }
  const name = NAMES.get(operator[0]);
  if (name !== undefined) facts.operator = name;
  const after =
    AFTER_OPERATOR.exec(flat.slice(end)) ?? /^,? (?:[a-z]+ ){0,3}#(\d{1,4})\b/.exec(flat.slice(end));
  if (after?.[1] !== undefined) return spanOfLast(end, after[0], after[1]);
  const train = TRAIN_NUMBER.exec(flat);
  return train?.[1] === undefined ? undefined : spanOfLast(train.index, train[0], train[1]);
}

function spanOfLast(index: number, whole: string, part: string): Span {
  return [index + whole.length - part.length, index + whole.length];
}

/** "ruta 4 d Sun Tran": whose route it is stands after it. */
function isOfOperator(after: string): boolean {
  const joined = /^ (?:de la|de|del|d|of the|of|on the|on) /.exec(after);
  return joined !== null && OPERATOR.exec(after)?.index === joined[0].length;
}

/** "route 7", "sched 1430", "tren 58". */
function routeAfterKind(flat: string, travelling: boolean, operated: boolean): Span | undefined {
  for (const match of flat.matchAll(ROUTE)) {
    if (match[1] === undefined) continue;
    const kind = match[0].split(/[ :#]/)[0] ?? '';
    if (/^(?:line|run|trip|unit|coach)$/.test(kind) && !travelling && !operated) continue;
    if (
      /^(?:route|rt|rte|ruta)$/.test(kind) &&
      !/\b(?:bus|driver|train|passenger|rider|riding|autobus|camion|stop|chofer|pasajer\w+|operator|(?:manejo|conduzco|opero) la ruta)\b/.test(
        flat,
      ) &&
      !isOfOperator(flat.slice(match.index + match[0].length))
    )
      continue;
    return spanOfLast(match.index, match[0], match[1]);
  }
  return undefined;
}

/**
 * "I drive the 54", "on the 14 to downtown": a line by its number alone. A number that is also an interstate's
 * is a road, unless the text speaks of a bus or a train.
 */
function lineNumber(flat: string): Span | undefined {
  const ride = RIDE.test(flat);
  const kind = LINE_BUS.exec(flat);
  if (kind?.[1] !== undefined) {
    const start = kind.index + kind[0].indexOf(kind[1]);
    return [start, start + kind[1].length];
  }
  for (const match of flat.matchAll(BOARDED)) {
    const number = match[1];
    if (number === undefined) continue;
    const span = spanOfLast(match.index, match[0], number);
    const loose = /^(?:on|just|still|took|take|taking|driving) /.test(match[0]);
    // "la 10" is a road, "el 82" a bus.
    const bus = ride || / (?:el|al) /.test(match[0]);
    if (isLine(flat, number, span[1], bus, loose)) return span;
  }
  const going = GOING.exec(flat);
  if (going?.[1] === undefined) return undefined;
  const start = going.index + going[0].indexOf(going[1]);
  const end = start + going[1].length;
  return isLine(flat, going[1], end, ride || going[0].startsWith('el '), false) ? [start, end] : undefined;
}

function isLine(flat: string, number: string, end: number, ride: boolean, loose: boolean): boolean {
  if (loose && !ride) return GOING.test(flat) && !INTERSTATE_STATES.has(number);
  if (!ride && INTERSTATE_STATES.has(number)) return false;
  return !/^ (?:north|south|east|west|[nsew]b)(?:bound)?\b/.test(flat.slice(end)) || ride;
}

/** The stop as written, for names that are no town's. */
function stopName({ flat, text }: Doc, riding: boolean): string | undefined {
  for (const pattern of riding ? [NEXT_STOP, TIMED_STOP, CLOCKED_STOP] : [NEXT_STOP]) {
    const stop = pattern.exec(flat);
    if (stop?.[1] === undefined || NO_NAME.test(stop[1])) continue;
    const start = stop.index + stop[0].indexOf(stop[1], pattern === CLOCKED_STOP ? 0 : stop[0].indexOf(' '));
    return text.slice(start, start + stop[1].length).trim();
  }
  return undefined;
}

/** Trains and coaches whose name holds a place's: not where it happens. */
export function trainNames(doc: Doc): Span[] {
  return [...doc.flat.matchAll(NAMED_AFTER_PLACES)].map((match): Span => [
    match.index,
    match.index + match[0].length,
  ]);
}
