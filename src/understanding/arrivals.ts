/**
 * When a bus or train gets in: the words that say so, and the instant they mean. The arrival is the deadline of
 * a tip from the road, so it is read as a time that lies ahead.
 */
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';
import { offsetMinutes } from './times.js';

export interface Arrival {
  /** As written. */
  written: string;
  span: Span;
  /** Said of getting somewhere ("gets in"), not of a stop on the way. */
  atTheEnd: boolean;
}

/** A time of day, also without a colon or "am" ("420", "5"): only beside words of arrival. */
export const ARRIVAL_CLOCK =
  '\\d{1,2}(?::?\\d\\d)?(?: ?(?:am|pm|a\\.m\\.|p\\.m\\.|a|p))?\\b(?: (?:tonight|tomorrow(?: (?:morning|night|evening|afternoon))?|this (?:morning|evening|afternoon)|in the (?:morning|evening|afternoon)|at night|y (?:media|cuarto)(?: de la (?:manana|tarde|noche))?|de la (?:manana|tarde|noche|madrugada)))?|noon|midnight|mediodia|medianoche';
const NOT_A_CLOCK =
  '(?! ?(?:girls?|women|men|man|min|mins|minutes|hours?|hrs?|minutos|horas?|people|kids|guys|years?|yrs?|yo\\b|stops?|miles?|mi\\b|of\\b|muchach|mujer|hombre|seats?|rows?|dollars|bucks|days?))';
const AT =
  '\\b(?:at |by |around |about |abt |@ ?|like |a las? |como a las? |por ahi de las |tipo |is |in )?(?<![\\d-])(?<!\\b(?:off|off of|on|hwy|highway|exit|mile|mm|interstate|route|carretera) )';
export const ARRIVES =
  'arriv\\w*|gets? (?:in|into|there|to)|getting (?:in|into|there|to)|get(?: us)? there|due(?: in| into| at)?|eta|pull(?:s|ing)? (?:in|into|up)|roll(?:s|ing)? (?:in|into)|be there|will be in|lands?|landing|llega(?:mos|n|ndo|remos|ra)?|entra(?:mos|ndo)? a|para(?:mos)? en|there at|reach(?:es|ing)?';
export const STOPS_AT =
  '(?<!\\b(?:bus|rest|truck|gas|train|pit|metro|transit|subway|the|a|this|that|my|her|his|each|every) )(?:stop(?:s|ping)?|parar|parando|hace(?:mos)? parada) (?:next |now |soon |briefly |off )?(?:in|at|en)';
const NEXT_STOP = '(?:next|last|final|first|1st|proxima|siguiente) (?:stop|station|parada|estacion)';

const AT_THE_END = new RegExp(`\\b(?:${ARRIVES})\\b[^.!?\\n]{0,30}?${AT}(${ARRIVAL_CLOCK})${NOT_A_CLOCK}`);
const ON_THE_WAY = new RegExp(
  `(?:\\b${NEXT_STOP}|\\bnext(?= at| around| about)|\\b${STOPS_AT})\\b[^.!?\\n]{0,34}?${AT}(${ARRIVAL_CLOCK})${NOT_A_CLOCK}`,
);
/** "off at Bloomington 11:43". */
const OFF_AT = /\boff (?:at|in) (?:[a-z]+ ){1,3}(?:at |around |about )?(\d{1,2}:\d\d(?: ?(?:am|pm|a|p)\b)?)/;
/** "Tulsa is next 9:40am", "tulsa 9:40p next". */
const NEXT_CLOCK =
  /\b(?:is next|next is [a-z]+(?: [a-z]+)?),? (?:at |@ ?)?(\d{1,2}(?::\d\d ?(?:am|pm|a|p)?|(?:\d\d)? ?(?:am|pm))\b)|\b(\d{1,2}:\d\d(?: ?(?:am|pm|a|p)\b)?) (?:is )?next\b(?! ?(?:day|week|morning|time))/;
const LENGTH =
  '(?:in|en) (?:about |abt |like |como |unos |around |maybe )?(?:\\d{1,3}|an?|una?|half an?|media|ten|five|fifteen|twenty|thirty|diez|quince|veinte|treinta) ?(?:more )?(?:min|mins|minutes|minutos|hours?|hrs?|hora|horas)';
const AFTER_A_WHILE = new RegExp(
  `\\b(?:${ARRIVES}|${NEXT_STOP}|${STOPS_AT}|there|stops?)\\b[^.!?\\n]{0,30}?\\b(${LENGTH})\\b`,
);

/** The first arrival a text about a ride names. */
export function findArrival({ flat, text }: Doc): Arrival | undefined {
  for (const pattern of [AFTER_A_WHILE, ON_THE_WAY, AT_THE_END, OFF_AT, NEXT_CLOCK]) {
    const match = pattern.exec(flat);
    const clock = match?.[1] ?? match?.[2];
    if (match === null || clock === undefined) continue;
    const start = match.index + match[0].lastIndexOf(clock);
    const end = start + clock.length;
    return { written: text.slice(start, end).trim(), span: [start, end], atTheEnd: pattern === AT_THE_END };
  }
  return undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SPOKEN: Record<string, number> = {
  a: 1,
  an: 1,
  un: 1,
  una: 1,
  media: 0.5,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  diez: 10,
  quince: 15,
  veinte: 20,
  treinta: 30,
};

/** The instant an arrival means, seen from `now` in `zone` (ISO 8601 UTC). */
export function arrivalInstant(written: string, now: Date, zone: string): string | undefined {
  const flat = written
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  const length = /\b(?:in|en) (?:[a-z]+ )??(half )?(\d{1,3}|[a-z]+) ?(?:more )?(min|hour|hr|hora)/.exec(flat);
  if (length?.[2] !== undefined) {
    const spoken = /^\d/.test(length[2]) ? Number(length[2]) : SPOKEN[length[2]];
    if (spoken === undefined) return undefined;
    const unit = length[3] === 'min' ? MINUTE_MS : HOUR_MS;
    return new Date(now.getTime() + spoken * (length[1] === undefined ? 1 : 0.5) * unit).toISOString();
  }
  return nextClock(flat.replace(/noon|mediodia/, '12 pm').replace(/midnight|medianoche/, '12 am'), now, zone);
}

/** A clock time on the day of `now` or, when that has passed by more than half an hour, the next. */
function nextClock(flat: string, now: Date, zone: string): string | undefined {
  const match =
    /(?<!\d)(\d{1,2})(?::?(\d\d))?(?!\d)(?: ?(am|pm|a\.m\.|p\.m\.|a\b|p\b))?(?: y (media|cuarto))?/.exec(
      flat,
    );
  if (match?.[1] === undefined) return undefined;
  const half = match[3]?.charAt(0);
  let hour = Number(match[1]);
  const minute = match[4] === undefined ? Number(match[2] ?? 0) : match[4] === 'media' ? 30 : 15;
  if (hour > 23 || minute > 59) return undefined;
  const offsetMs = offsetMinutes(zone, now) * MINUTE_MS;
  const local = new Date(now.getTime() + offsetMs);
  const day = local.getUTCDate() + (/\btomorrow\b/.test(flat) ? 1 : 0);
  const wanted = (hours: number): number =>
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), day, hours, minute) - offsetMs;
  const late = half === 'p' || (half === undefined && /noche|tarde|night|evening|afternoon/.test(flat));
  const early = half === 'a' || (half === undefined && /manana|morning|madrugada/.test(flat));
  if (late) hour = (hour % 12) + 12;
  else if (early) hour %= 12;
  const open = !late && !early && hour >= 1 && hour <= 12;
  const hours = open ? [hour % 12, (hour % 12) + 12, (hour % 12) + 24] : [hour, hour + 24];
  const next = hours.map(wanted).find((instant) => instant >= now.getTime() - HOUR_MS / 2);
  return next === undefined ? undefined : new Date(next).toISOString();
}
