/**
 * When it happened or was seen: the words, and the instants they mean in the place's time zone.
 *
 * The words are found here; what a phrase like "last night" or "20 mins ago" means is left to chrono-node, which
 * is given only that phrase (reading whole texts with it would cost more than everything else together).
 */
import { en, es } from 'chrono-node';
import type { Doc } from './normalize.js';

export interface TimeFacts {
  time?: string;
  timeFrom?: string;
  timeTo?: string;
}

const CLOCK =
  '(?:\\d{1,2}(?::\\d\\d)? ?(?:am|pm|a\\.m\\.|p\\.m\\.|a|p)\\b|\\d{1,2}:\\d\\d|noon|midnight|mediodia|medianoche)';
const DAY =
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|sun|lunes|martes|miercoles|jueves|viernes|sabado|domingo';
const MONTH =
  'january|february|march|april|may|june|july|august|september|sept|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|jan|feb|aug|oct|nov|dec';
const UNIT =
  'min|mins|minutes?|minutos?|hr|hrs|hours?|horas?|days?|dias?|weeks?|wks?|semanas?|months?|mos|meses|mes|years?|yrs?|anos?|nights?|noches?|mornings?|seconds?|secs?';
const COUNT =
  '(?:about |abt |like |around |maybe |over |almost |como |unos |unas |casi |mas de )?(?:\\d+|a|an|one|two|three|four|five|six|few|a few|couple|a couple(?: of)?|half an?|una?|dos|tres|cuatro|cinco|seis|siete|ocho|diez|quince|veinte|treinta|ten|twenty|thirty|muchos|varios|varias|media|medio|un par de)';

/** In order of how surely they say when. */
const PHRASES: readonly RegExp[] = [
  /^(?:(?:its|it's|it is|son las|es la|ya son las) )(\d{1,2}(?::\d\d)? ?(?:am|pm)\b|\d{1,2}:\d\d\b)(?= (?:and|n|y|here|aqui)\b)/,
  new RegExp(`\\b${COUNT} ?(?:${UNIT}|(?:${DAY})s) (?:ago|back)\\b`),
  /\b(?:from |between |entre |de )?(?:19|20)\d\d ?(?:thru|through|to|til|until|-|a|and|y) ?(?:19|20)\d\d\b/,
  new RegExp(`\\b(?:desde )?hace (?:ya )?(?:como )?${COUNT} ?(?:${UNIT})\\b`),
  /\b(?:desde )?hace (?:(?:un|mucho|buen|un buen) )?(?:rato|ratito|ratico|tiempo)\b/,
  new RegExp(
    `\\b(?:early |late )?(?:last|lst|yesterday|this past) (?:nite|night|week|weekend|wk|wknd|month|year|evening|summer|winter|fall|spring|${DAY})\\b(?: (?:at|around|about|abt) ${CLOCK})?`,
  ),
  new RegExp(
    `\\b(?:yesterday|yest|ystrday|anoche|antier|anteayer|ayer)(?: (?:morning|afternoon|evening|night|nite|en la (?:noche|tarde|manana)|por la (?:noche|tarde|manana)|a las \\d{1,2}(?::\\d\\d)?))?\\b(?: (?:at|around|about|abt) ${CLOCK})?`,
  ),
  new RegExp(
    `\\b(?:this|esta|late this|early this) (?:morning|mornin|am(?= *[.,;!?]| *$)|afternoon|evening|weekend|week|wknd|wk|summer|winter|fall|spring|season|manana|tarde|noche|semana|temporada|mornings?)\\b(?: (?:at|around|about|abt|a las) ${CLOCK})?`,
  ),
  new RegExp(
    `\\b(?:la semana pasada|el mes pasado|el ano pasado|el fin de semana pasado|la otra noche|el otro dia|the other (?:day|night)|earlier today|hoy en la (?:manana|tarde|noche)|hoy por la (?:manana|tarde)|el (?:${DAY}) pasado|el verano pasado|desde el verano pasado)\\b`,
  ),
  new RegExp(
    `\\b(?:since|desde|starting) (?:around |about |like |hace |el |la |the |last |this |early |late )*(?:after |despues de )?(?:${MONTH}|${DAY}|summer|winter|fall|spring|verano|invierno|otono|primavera|yesterday|ayer|week|month|year|semana|mes|ano|christmas|navidad|halloween|thanksgiving|xmas|easter|labor day|memorial day|(?:the )?4th of july|independence day|mothers day|spring break|semana santa|\\d{1,2}(?:st|nd|rd|th)|\\d{4}|\\d+ (?:${UNIT})|school started|new years?|pasad[oa]|anoche|morning|noon)\\b(?: pasad[oa])?(?: of \\d{4})?`,
  ),
  new RegExp(
    `\\b(?:every|each|most|cada|todas las|todos los|por las|casi todas las) (?:single )?(?:am|pm|nite|nights?|night|day|morning|mornin|week|weekend|wknd|wk|evening|noches?|dias?|tardes?|mananas?|semana|fin de semana|fines de semana|${DAY}|${DAY}s|madrugadas?|hours?|seasons?|shift|summer|winter|school (?:day|nite|night)|work ?day|weekday|temporada|cosecha|verano|turno|thursday and friday|other (?:night|day|week))\\b(?: (?:at|around|about|abt|a las|like|from|after|entre|como a las) ${CLOCK}(?: (?:to|til|till|until|-) ${CLOCK})?| (?:como )?a las \\d{1,2}(?::\\d\\d)?)?`,
  ),
  new RegExp(`\\b(?:tonight|tonite|2nite|esta noche)\\b(?: (?:at|around|about|a las) ${CLOCK})?`),
  new RegExp(
    `\\b(?:${DAY})(?: (?:morning|night|nite|afternoon|evening|en la noche|por la noche))\\b(?: (?:at|around|about) ${CLOCK})?`,
  ),
  new RegExp(
    `\\b(?:on |el )(?:${DAY})\\b(?: (?:morning|night|nite|afternoon|evening|en la noche|por la noche|pasado))?(?: (?:at|around|about|a las) ${CLOCK})?`,
  ),
  new RegExp(
    `\\b(?:on |el )?(?:${MONTH})\\.? \\d{1,2}(?:st|nd|rd|th)?\\b(?:,? \\d{4})?(?: (?:at|around|about) ${CLOCK})?|\\b\\d{1,2} de (?:${MONTH})\\b`,
  ),
  new RegExp(
    `\\b(?:at |around |about |like |como )?(?:a las )?(\\d{1,2}(?::\\d\\d)? (?:at night|in the (?:morning|evening|afternoon)|de la (?:noche|manana|tarde|madrugada)))\\b`,
  ),
  /\b(?:on )?(?!24\/)\d{1,2}\/\d{1,2}(?:\/\d{2,4})?\b(?! ?(?:7|hr))/,
  new RegExp(
    `\\b${CLOCK}(?: ?(?:to|til|till|until|-|a) ?${CLOCK})? (?:every|each|most|this|last|yesterday|today|tonight|on|daily|nightly|cada|todos los|todas las)(?: (?:single )?(?:day|night|nite|morning|evening|week|afternoon|dias|dia|noches|noche|mananas|${DAY}))?\\b`,
  ),
  new RegExp(
    `\\b(?:at|around|about|abt|by|a las|como a las|a la|just after|since|after|the|near|before|from|til|@) (${CLOCK})(?: (?:today|this morning|tonight|last night|yesterday|de la (?:manana|tarde|noche)|every (?:day|night|morning)))?`,
  ),
  /\b(?:back |way back )?in (?:19|20)\d\d\b|\b(?:back )?in the (?:(?:early |late |mid )?\d0'?s|(?:seven|eigh|nine)ties)\b|\ben (?:el )?(?:19|20)\d\d\b|\ben los (?:anos )?(?:\d0|setenta|ochenta|noventa)\b|\b(?:back )?when i was (?:\d{1,2}|a kid|little|young|in (?:college|high school|school)|eleven|twelve|thirteen|ten|nine|eight)\b|\bcuando (?:yo )?(?:era (?:nin[oa]|chic[oa]|joven)|tenia \d{1,2})\b/,
  new RegExp(
    `\\b(?:\\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?:days?|weeks?|wks?|months?|mos|years?|yrs?|nights?)(?: (?:now|straight|running|in a row)\\b|(?= (?:i|we|nobody|no one|she|he) (?:aint|ain't|havent|haven't|hasnt|hasn't|has|have|not)\\b))`,
  ),
  new RegExp(
    `\\b(?:just )?(?:now|right now|rite now|rn|ahorita|ahora mismo|en este momento|just left|recien)\\b`,
  ),
  /\b(?:(?:right |just |soon |shortly )?(?:after|before|around|over|during) (?:the |xmas |christmas |spring |summer |fall |winter |thanksgiving |new years? )?(?:christmas|xmas|break|holidays?|thanksgiving|easter|halloween|harvest|labor day|memorial day|new years?|school let out|spring break)|(?:all|all of|whole|entire|the whole) (?:this |the |last )?(?:summer|winter|spring|fall|season|year|month|week|weekend|harvest)|todo el (?:verano|invierno|ano|mes)|toda la (?:temporada|semana|cosecha)|despues de (?:navidad|vacaciones|ano nuevo|semana santa))\b/,
  new RegExp(`\\b(?:${DAY})\\b(?=\\s*(?:[,.;!?)]|$|and\\b|y\\b))`),
  /\ball (?:nite|night|day|hours?|seasons?|shift|morning|week|weekend|evening|afternoon|summer|winter)\b/,
  new RegExp(`\\b(${CLOCK})`),
  /\b(?:today|2day|hoy)\b/,
  new RegExp(
    `\\b(?:in|back in|was in|around|early|late|en) ((?:${MONTH})|(?:19|20)\\d\\d)\\b(?! (?:st|ave|street))`,
  ),
];
/** "se escapo hace 3 semanas. anoche lo vi": what was seen counts, not the day of the flight. */
const LEFT_HOME =
  /\b(?:ran (?:away|off)|run ?away|left (?:home|the house)|went missing|missing|disappeared|took off|reported|se (?:salio|fue|escapo|largo|perdio|huyo)|huyo|desaparecio|desaparecid[oa]|escapo)\b[^.!?;\n]{0,40}$/;
const SEEN_LATER =
  /\b(?:saw|seen|spotted|vi|vio|vimos|vieron|encontre)\b[^.!?;\n]{0,40}\b(?:today|yesterday|tonight|last n|this (?:morning|afternoon|evening)|hoy|ayer|anoche|ahorita|esta (?:manana|tarde|noche)|\d+ (?:min|hours?|hrs?))|\b(?:today|yesterday|tonight|last nit?e?|last night|this (?:morning|afternoon|evening)|hoy|ayer|anoche|ahorita|esta (?:manana|tarde|noche)|\d+ (?:min|hours?|hrs?)\w* ago)\b[^.!?;\n]{0,40}\b(?:saw|seen|spotted|vi|vio|vimos|vieron|encontre)\b/;
const NOW_INDEX = PHRASES.findIndex((pattern) => pattern.source.includes('ahora mismo'));

export interface TimeInput {
  doc: Doc;
  now: Date;
  zone: string;
  spanish: boolean;
  /** Stretches that speak of something else: a call-back time, an arrival. */
  taken: readonly (readonly [number, number])[];
}

export function findTime({ doc, now, zone, spanish, taken }: TimeInput): TimeFacts {
  for (const [index, pattern] of PHRASES.entries()) {
    const match = pattern.exec(doc.flat);
    if (match === null) continue;
    const written = match[1] ?? match[0];
    const start =
      match.index +
      match[0].length -
      (match[1] === undefined ? match[0].length : match[0].length - match[0].indexOf(match[1]));
    const end = start + written.length;
    if (taken.some(([from, to]) => start < to && end > from)) continue;
    const before = doc.flat.slice(Math.max(0, start - 60), start);
    if (
      /\b(?:call|(?<!\b(?:a|the|her|his|my|this|got|sent) )text|llam(?!o\b|aron\b|aba)\w+|reach)[^.]{0,18}$/.test(
        before.slice(-30),
      )
    )
      continue;
    // When she ran away is not when she was seen, where both are told.
    if (LEFT_HOME.test(before) && SEEN_LATER.test(doc.flat)) continue;
    // "midnight on school nights": the "on" says nothing.
    const time = doc.text.slice(start, end).trim().replace(/ on$/i, '');
    if (index === NOW_INDEX) return { time, timeFrom: now.toISOString() };
    const instant = resolve(doc.flat.slice(start, end), now, zone, spanish);
    return { time, ...instant };
  }
  return {};
}

/** Minutes east of UTC of a zone at an instant. */
export function offsetMinutes(zone: string, at: Date): number {
  const parts = formatter(zone).formatToParts(at);
  const get = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const local = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour') % 24,
    get('minute'),
    get('second'),
  );
  return Math.round((local - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const MAX_FORMATTERS = 64;

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  if (formatters.size < MAX_FORMATTERS) formatters.set(zone, made);
  return made;
}

/** The instant or interval a phrase means, seen from `now` in `zone`; nothing when it is only a habit. */
export function resolve(
  phrase: string,
  now: Date,
  zone: string,
  spanish: boolean,
): { timeFrom?: string; timeTo?: string } {
  if (/ (?:now|straight|running|in a row)$/.test(phrase)) return {};
  if (/\b(?:every|each|most|cada|todos|todas|daily|nightly|all)\b/.test(phrase)) return {};
  // "two Tuesdays ago", "2016 thru 2019": would be read as a day or an hour of today.
  if (/days ago\b/.test(phrase) && !/\bdays ago/.test(phrase)) return {};
  if (/\b(?:19|20)\d\d\D+(?:19|20)\d\d\b/.test(phrase)) return {};
  const clean = phrase
    .replace(/\bnite\b/g, 'night')
    .replace(/\btonite|2nite\b/g, 'tonight')
    .replace(/\bmornin\b/g, 'morning')
    .replace(/\bthis am\b/g, 'this morning')
    .replace(/\babt\b/g, 'about')
    .replace(/\b(since|desde|starting|on|el)\b/g, '')
    .replace(/\blst\b/g, 'last')
    .replace(/\byest\b/g, 'yesterday')
    .replace(/\bwks\b/g, 'weeks')
    .replace(/\bwk\b/g, 'week')
    .replace(/\bwknd\b/g, 'weekend')
    .replace(/\blike |about |around |maybe |como |unos |unas |casi |over |almost /g, '')
    .trim();
  const timezone = offsetMinutes(zone, now);
  const parser = spanish ? es.casual : en.casual;
  const [result] = parser.parse(clean, { instant: now, timezone }, { forwardDate: false });
  if (result === undefined) return {};
  const from = result.start.date();
  const to = result.end?.date();
  if (Number.isNaN(from.getTime())) return {};
  return {
    timeFrom: from.toISOString(),
    ...(to === undefined || Number.isNaN(to.getTime()) ? {} : { timeTo: to.toISOString() }),
  };
}
