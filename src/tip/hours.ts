/** Times of day in a time zone: opening hours, and when it is next so late. Pure. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type Hours = 'always' | { from: string; to: string; days: readonly Weekday[] };

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `from` is within, `to` is not. Hours over midnight belong to the day they begin on; equal ones last a day. */
export function isWithinHours(hours: Hours, now: Date, timeZone: string): boolean {
  if (hours === 'always') return true;
  const { from, to, days } = hours;
  const { time, day } = readClock(now, timeZone);
  const isOpenOn = (index: number): boolean => days.includes(WEEKDAYS[(index + 7) % 7] ?? 'mon');
  if (from < to) return isOpenOn(day) && time >= from && time < to;
  return (isOpenOn(day) && time >= from) || (isOpenOn(day - 1) && time < to);
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** The next instant after `now` at which the clock there shows `time`. Over a change of the clock, the next that does. */
export function nextTimeOfDay(time: string, now: Date, timeZone: string): Date {
  const first = Math.floor(now.getTime() / MINUTE_MS) + 1;
  const wanted = toMinutes(time);
  const shown = toMinutes(readClock(new Date(first * MINUTE_MS), timeZone).time);
  const guess = first + ((wanted - shown + DAY_MINUTES) % DAY_MINUTES);
  const drift = toMinutes(readClock(new Date(guess * MINUTE_MS), timeZone).time) - wanted;
  const corrected =
    guess - (Math.abs(drift) > DAY_MINUTES / 2 ? drift - Math.sign(drift) * DAY_MINUTES : drift);
  return new Date(Math.max(corrected, first) * MINUTE_MS);
}

function toMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** `day`: 0 is Monday. */
function readClock(at: Date, timeZone: string): { time: string; day: number } {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const day = WEEKDAYS.findIndex((name) => name === parts.weekday?.toLowerCase());
  return { time: `${parts.hour ?? '00'}:${parts.minute ?? '00'}`, day };
}

/** Making one costs fifty times what using it costs. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  formatters.set(timeZone, made);
  return made;
}
