/**
 * How long a desk may leave a tip unacknowledged and who is told then: limits by urgency, a ladder of rungs, quiet
 * hours. From config/states.yaml: `defaults` for every desk, `desk` for one state. Pure.
 */

import { z } from 'zod';
import { type Tip } from '../tip/schema.js';

type Urgency = Tip['urgency'];

const minutes = z.int('write whole minutes').min(0, 'cannot be negative').max(10_080, 'a week at most');
const limit = minutes.min(1, 'at least a minute').optional();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write it as '22:00', in quotes");
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be E.164 such as '+15735550100', in quotes");

const RUNG_KINDS = ['mention', 'post', 'text', 'call'] as const;
const rungSchema = z
  .strictObject({
    after: minutes,
    mention: z
      .string()
      .regex(/^S[A-Z0-9]{6,}$/, 'must be the id of a Slack user group such as S0123456789, not its name')
      .optional(),
    post: z
      .string()
      .regex(/^[CG][A-Z0-9]{6,}$/, 'must be a Slack channel id such as C0123456789, not a name')
      .optional(),
    text: phone.optional(),
    call: phone.optional(),
  })
  .refine((rung) => RUNG_KINDS.filter((kind) => rung[kind] !== undefined).length === 1, {
    error: `give exactly one of ${RUNG_KINDS.join(', ')}`,
  })
  .transform(({ after, ...rung }): Rung => {
    const kind = RUNG_KINDS.find((one) => rung[one] !== undefined) ?? 'mention';
    return { after, kind, to: rung[kind] ?? '' };
  });

export const deskSchema = z.strictObject({
  acknowledge: z
    .strictObject({
      immediate_danger: limit,
      in_progress: limit,
      recent: limit,
      unknown: limit,
      past: limit,
    })
    .optional(),
  ladder: z.array(rungSchema).max(20, 'twenty rungs at most').optional(),
  quiet: z.strictObject({ from: clock, to: clock }).nullable().optional(),
});

export interface Rung {
  /** Minutes after the previous rung; of the first one, after the limit. */
  after: number;
  kind: (typeof RUNG_KINDS)[number];
  /** A user group, a channel, or a number. */
  to: string;
}

export interface DeskRules {
  /** Minutes from the card to the first rung. */
  acknowledge: Readonly<Record<Urgency, number>>;
  ladder: readonly Rung[];
  /** Wall clock of the state; `from` may be later than `to`. Undefined: none. */
  quiet: { from: string; to: string } | undefined;
}

export const SHIPPED_RULES: DeskRules = {
  acknowledge: { immediate_danger: 3, in_progress: 5, recent: 30, unknown: 30, past: 240 },
  ladder: [],
  quiet: undefined,
};

/** What is given wins over `base`; limits one by one, a ladder as a whole. */
export function mergeRules(base: DeskRules, given: z.infer<typeof deskSchema> | undefined): DeskRules {
  return {
    acknowledge: { ...base.acknowledge, ...definedOf(given?.acknowledge ?? {}) },
    ladder: given?.ladder ?? base.ladder,
    quiet: given?.quiet === undefined ? base.quiet : (given.quiet ?? undefined),
  };
}

function definedOf(limits: Partial<Record<Urgency, number | undefined>>): Partial<Record<Urgency, number>> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

export interface Waiting {
  urgency: string;
  createdAt: Date;
  /** Rungs climbed. */
  rung: number;
  escalatedAt: Date | null;
}

/** After the last rung the operators are told, so many minutes later. */
const OPERATORS_AFTER = 5;
const MINUTE_MS = 60_000;

/** What comes next for a card that waits, and when: a rung, or the operators once there is none left. */
export function findNextRung(
  card: Waiting,
  rules: DeskRules,
  timeZone: string,
  now: Date,
): { rung: Rung | 'operators'; due: Date } {
  const rung = rules.ladder[card.rung] ?? 'operators';
  const limits: Partial<Record<string, number>> = rules.acknowledge;
  const limitMs = (limits[card.urgency] ?? rules.acknowledge.unknown) * MINUTE_MS;
  const since = card.escalatedAt ?? new Date(card.createdAt.getTime() + limitMs);
  const isFirst = card.escalatedAt === null;
  const afterMinutes = rung === 'operators' ? (isFirst ? 0 : OPERATORS_AFTER) : rung.after;
  const due = new Date(since.getTime() + afterMinutes * MINUTE_MS);
  if (!isPutOff(card.urgency, rung)) return { rung, due };
  return { rung, due: endOfQuiet(due > now ? due : now, rules.quiet, timeZone) };
}

/** In quiet hours danger climbs as ever, and what is in progress still mentions and posts; no phone rings for it. */
function isPutOff(urgency: string, rung: Rung | 'operators'): boolean {
  if (urgency === 'immediate_danger' || rung === 'operators') return false;
  return urgency !== 'in_progress' || rung.kind === 'text' || rung.kind === 'call';
}

/** `at` itself outside quiet hours, else the minute they end. */
export function endOfQuiet(at: Date, quiet: DeskRules['quiet'], timeZone: string): Date {
  if (quiet === undefined) return at;
  const [from, to] = [toMinutes(quiet.from), toMinutes(quiet.to)];
  let end = at;
  for (;;) {
    const local = localMinutes(end, timeZone);
    const isQuiet = from <= to ? local >= from && local < to : local >= from || local < to;
    if (!isQuiet) return end;
    // In small steps: the clocks may change in the night.
    const step = Math.min((to - local + 1440) % 1440, 30);
    end = new Date((Math.floor(end.getTime() / MINUTE_MS) + step) * MINUTE_MS);
  }
}

function toMinutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

function localMinutes(at: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  return toMinutes(format.format(at));
}
