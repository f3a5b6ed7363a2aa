/** Buses, trains and planes: who runs it, which line or schedule, the next stop and when it gets there. */
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';

export interface TransitWords {
  operator?: string;
  route?: string;
  arrival?: string;
  nextStop?: string;
  spans: Span[];
}

/** Flat name → how it is written. Names that are words too need a sign of travel beside them. */
const OPERATORS: readonly (readonly [string, string])[] = Object.entries({
  greyhound: 'Greyhound',
  grayhound: 'Greyhound',
  greyhoud: 'Greyhound',
  amtrak: 'Amtrak',
  amtrack: 'Amtrak',
  flixbus: 'FlixBus',
  'flix bus': 'FlixBus',
  megabus: 'Megabus',
  'mega bus': 'Megabus',
  'jefferson lines': 'Jefferson Lines',
  trailways: 'Trailways',
  'burlington trailways': 'Burlington Trailways',
  'peter pan': 'Peter Pan',
  'bolt bus': 'BoltBus',
  boltbus: 'BoltBus',
  tornado: 'Tornado',
  'el expreso': 'El Expreso',
  turimex: 'Turimex',
  'omnibus express': 'Omnibus Express',
  'los limousines': 'Los Limousines',
  'los paisanos': 'Los Paisanos',
  'el paso los angeles limousine': 'El Paso-Los Angeles Limousine',
  'indian trails': 'Indian Trails',
  'barons bus': 'Barons Bus',
  'coach usa': 'Coach USA',
  'academy bus': 'Academy',
  redcoach: 'RedCoach',
  vonlane: 'Vonlane',
  ourbus: 'OurBus',
  'concord coach': 'Concord Coach Lines',
  'salt lake express': 'Salt Lake Express',
  'greyhound mexico': 'Greyhound',
  trimet: 'TriMet',
  'tri met': 'TriMet',
  septa: 'SEPTA',
  marta: 'MARTA',
  bart: 'BART',
  caltrain: 'Caltrain',
  metrolink: 'Metrolink',
  cta: 'CTA',
  'pace bus': 'Pace',
  mta: 'MTA',
  mbta: 'MBTA',
  'nj transit': 'NJ Transit',
  njt: 'NJ Transit',
  'new jersey transit': 'NJ Transit',
  lirr: 'LIRR',
  'metro north': 'Metro-North',
  wmata: 'WMATA',
  'dart bus': 'DART',
  dart: 'DART',
  'via bus': 'VIA',
  vta: 'VTA',
  'sound transit': 'Sound Transit',
  'king county metro': 'King County Metro',
  capmetro: 'CapMetro',
  'cap metro': 'CapMetro',
  'valley metro': 'Valley Metro',
  rtd: 'RTD',
  cota: 'COTA',
  cdta: 'CDTA',
  indygo: 'IndyGo',
  kcata: 'KCATA',
  ridekc: 'RideKC',
  metrobus: 'Metrobus',
  metrorail: 'Metrorail',
  brightline: 'Brightline',
  'tri rail': 'Tri-Rail',
  metra: 'Metra',
  'path train': 'PATH',
  muni: 'Muni',
  'ac transit': 'AC Transit',
  'sun tran': 'Sun Tran',
  'lynx bus': 'LYNX',
  ripta: 'RIPTA',
  'rta bus': 'RTA',
  gcrta: 'RTA',
  'la metro': 'LA Metro',
  'metro transit': 'Metro Transit',
  mct: 'MCT',
  mata: 'MATA',
  wego: 'WeGo',
  psta: 'PSTA',
  'hart bus': 'HART',
  'intercity transit': 'Intercity Transit',
  'spokane transit': 'Spokane Transit',
  uta: 'UTA',
  trax: 'TRAX',
  frontrunner: 'FrontRunner',
  omnitrans: 'Omnitrans',
  octa: 'OCTA',
  samtrans: 'SamTrans',
  ddot: 'DDOT',
  'smart bus': 'SMART',
  'port authority bus': 'Port Authority',
  'pittsburgh regional transit': 'Pittsburgh Regional Transit',
  'metrolink train': 'MetroLink',
  jta: 'JTA',
  'charlotte cats': 'CATS',
  'go triangle': 'GoTriangle',
  gotriangle: 'GoTriangle',
  thebus: 'TheBus',
  'rabbit transit': 'rabbittransit',
  ctfastrak: 'CTfastrak',
  cttransit: 'CTtransit',
  'star metro': 'StarMetro',
  'sun metro': 'Sun Metro',
  'abq ride': 'ABQ RIDE',
  'rail runner': 'Rail Runner',
  'southwest airlines': 'Southwest',
  'delta airlines': 'Delta',
  'delta flight': 'Delta',
  'american airlines': 'American Airlines',
  'united airlines': 'United',
  'united flight': 'United',
  'southwest flight': 'Southwest',
  'spirit airlines': 'Spirit',
  'spirit flight': 'Spirit',
  'frontier airlines': 'Frontier',
  'frontier flight': 'Frontier',
  jetblue: 'JetBlue',
  allegiant: 'Allegiant',
  'alaska airlines': 'Alaska Airlines',
  tufesa: 'Tufesa',
  fronteras: 'Fronteras',
  'autobuses americanos': 'Autobuses Americanos',
});
const OPERATOR = new RegExp(
  `\\b(?:${OPERATORS.map(([flat]) => flat)
    .sort((a, b) => b.length - a.length)
    .join('|')})\\b`,
);
const NAMES = new Map(OPERATORS);
const NEEDS_TRAVEL =
  /^(?:tornado|dart|muni|mta|uta|mata|mct|peter pan|academy bus|cota|octa|trax|allegiant|fronteras|wego|rtd|metra|pace bus|los paisanos|bart)$/;
const TRAVEL =
  /\b(?:bus|train|driver|conductor|passenger|line|route|stop|ride|riding|station|autobus|camion|tren|pasajer\w+|chofer|flight|rider|platform|rail)\b/;
const ROUTE =
  /\b(?:route|rt|rte|line|linea|ruta|sched(?:ule)?|schedule number|train|tren|bus|flight|vuelo|trip|run|coach|autobus|camion|corrida|unit)(?: (?:number|no\.?|num|numero|is|#))?[ :#]{0,2}((?:[a-z]{1,2}-?)?\d{1,4}[a-z]?)\b(?! ?(?:girls?|women|men|guys?|kids?|people|am\b|pm\b|min|hours?|miles?|:|passengers?|to \d|stops?|of\b|exit|hrs?|days?|years?|weeks?|muchach|mujer|hombre|personas|minutos|horas|south\b(?! of)|with \d))/g;
const AFTER_OPERATOR =
  /^(?: (?:bus|train|sched|schedule|route|line|number|no|flight|coach|#|driver|the|driver on|driver for|driver here|here|on|red|blue|green|orange))*[ #]{1,2}((?:[a-z]{1,2}-?)?\d{2,4}[a-z]?)\b(?! ?(?:girls?|women|men|guys?|kids?|people|am\b|pm\b|min|hours?|miles?|:|exit|to \d|hrs?))/;
const COLOUR_LINE =
  /\b(red|blue|green|orange|yellow|purple|brown|pink|silver|gold) line\b(?! (?:on|in|at) (?:her|his|the (?:floor|road)))/;
const CLOCK =
  '\\d{1,2}(?::?\\d\\d)? ?(?:am|pm|a\\.m\\.|p\\.m\\.|a|p)?\\b(?: (?:tonight|tomorrow|tomorrow morning|this (?:morning|evening|afternoon)|de la (?:manana|tarde|noche)))?|noon|midnight|mediodia|medianoche';
const ARRIVAL: readonly RegExp[] = [
  new RegExp(
    `\\b(?:arriv\\w*|gets? (?:in|there|to)|getting (?:in|there|to)|due(?: in)?|eta|pulls? in(?:to)?|be there|lands?|landing|stops? in|llega(?:mos|n)?|llegando|llegada|there at|reach(?:es)?|pulling in(?:to)?)\\b[^.!?\\n]{0,30}?\\b(?:at |by |around |about |abt |@ ?|a las? |como a las |is |in )?(?<!\\d)(${CLOCK})(?! ?(?:girls?|women|men|min|mins|minutes|hours?|hrs?|minutos|people|kids|guys|years?|stops?|miles?))`,
  ),
  new RegExp(
    `\\b(?:next|last|final|first|1st|proxima|siguiente) (?:stop|station|parada|estacion)\\b[^.!?\\n]{0,34}?\\b(?:at |by |around |about |abt |@ ?|a las? |como a las |is )?(?<![\\d-])(${CLOCK})(?! ?(?:girls?|women|men|min|mins|minutes|hours?|hrs?|minutos|people|kids|guys|years?|stops?|miles?))`,
  ),
];
const ARRIVAL_IN =
  /\b(?:arriv\w*|gets? (?:in|there|to)|next stop|be there|llega(?:mos|n)?|there|lands?|proxima parada|stops?)\b[^.!?\n]{0,30}?\b((?:in|en) (?:about |abt |like |como |unos )?(?:\d{1,3}|an?|una?|half an?|media) ?(?:min|mins|minutes|minutos|hours?|hrs?|hora|horas))\b/;
const NEXT_STOP =
  /\b(?:next|proxima|siguiente) (?:stop|station|parada|estacion)(?: is| will be| es| sera| in| at| en|:|,)* (?:the |la |el )?([a-z][a-z .'&-]{2,40}?)(?= ?(?:[,.;!?\n\d]|$|\b(?:at|in|around|about|by|a las|en|he|she|they|please|pls|eta|and|y|arriv\w*|i|then|where|llega\w*|como|abt|next|im|girl|man|the)\b))/;

export function findTransit(doc: Doc): TransitWords {
  const { flat, text } = doc;
  const facts: TransitWords = { spans: [] };
  const operator = OPERATOR.exec(flat);
  const travelling = TRAVEL.test(flat);
  if (
    operator !== null &&
    (!NEEDS_TRAVEL.test(operator[0]) || travelling) &&
    !/ (?:airport|logo|shirt|hoodie)/.test(
      flat.slice(operator.index + operator[0].length, operator.index + operator[0].length + 9),
    )
  ) {
    const name = NAMES.get(operator[0]);
    if (name !== undefined) facts.operator = name;
    const after = AFTER_OPERATOR.exec(flat.slice(operator.index + operator[0].length));
    if (after?.[1] !== undefined)
      facts.route = routeText(
        text,
        operator.index + operator[0].length + after[0].length - after[1].length,
        after[1].length,
        facts.spans,
      );
  }
  for (const match of flat.matchAll(ROUTE)) {
    if (facts.route !== undefined || match[1] === undefined) break;
    const kind = match[0].split(/[ :#]/)[0] ?? '';
    if (/^(?:line|run|trip|unit|coach)$/.test(kind) && !travelling && facts.operator === undefined) continue;
    if (
      /^(?:route|rt|rte|ruta)$/.test(kind) &&
      !/\b(?:bus|driver|train|passenger|rider|riding|autobus|camion|stop)\b/.test(flat)
    )
      continue;
    facts.route = routeText(
      text,
      match.index + match[0].length - match[1].length,
      match[1].length,
      facts.spans,
    );
  }
  const line = facts.route === undefined ? COLOUR_LINE.exec(flat) : null;
  if (line !== null) facts.route = text.slice(line.index, line.index + line[0].length);
  if (facts.operator === undefined && facts.route === undefined && !travelling) return facts;
  for (const pattern of [...ARRIVAL, ARRIVAL_IN]) {
    const match = pattern.exec(flat);
    if (match?.[1] === undefined) continue;
    const start = match.index + match[0].lastIndexOf(match[1]);
    facts.arrival = text.slice(start, start + match[1].length).trim();
    facts.spans.push([start, start + match[1].length]);
    break;
  }
  const stop = NEXT_STOP.exec(flat);
  if (stop?.[1] !== undefined && !/^(?:is|the|in|at|soon|where|my|i|he|she|we|they)\b/.test(stop[1])) {
    const start = stop.index + stop[0].length - stop[1].length;
    facts.nextStop = text.slice(start, start + stop[1].length).trim();
  }
  return facts;
}

/** Trains that bear a place's name: the place is not where it happens. */
const TRAINS =
  /\b(?:city of new orleans|texas eagle|california zephyr|lake shore limited|missouri river runner|illinois zephyr|carl sandburg|carolinian|pennsylvanian|vermonter|san joaquins?|pacific surfliner|southwest chief|ethan allen|virginia breeze|wisconsin coach|indiana trails|indian trails|georgia express|ohio state limited|hoosier state|lincoln service|saluki|illini)\b/g;

export function trainNames(doc: Doc): Span[] {
  return [...doc.flat.matchAll(TRAINS)].map((match): Span => [match.index, match.index + match[0].length]);
}

function routeText(text: string, start: number, length: number, spans: Span[]): string {
  spans.push([start, start + length]);
  return text.slice(start, start + length).toUpperCase();
}
