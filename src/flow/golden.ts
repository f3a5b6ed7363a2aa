/**
 * Golden conversations: whole conversations as data, which a flow must reproduce word for word. The runner keeps
 * nothing between turns but the snapshot as JSON text, exactly as the database would, and compares whole lists,
 * so that an effect too many or too few is seen. Pure; time, ids and understanding are given.
 *
 * Updating may change what the bot is expected to say and do. It never changes what the witness says, when, or
 * `always`: what must hold whoever rewords the flow.
 */

import { z } from 'zod';
import { type Report, type Sourced } from '../tip/report.js';
import { type Understand } from '../understanding/facts.js';
import { type CompiledFlow, parseDuration } from './compile.js';
import { renderPlain } from './compose.js';
import { type Channel } from './context.js';
import { type Effect, type FlowInput, type StepResult } from './effects.js';
import { FIELD_NAMES } from './schema.js';
import { countSegments } from './segments.js';
import { step } from './step.js';

const turn = z.strictObject({
  /** How long after the start: `2m`. Without it, as long after the turn before as a reply takes, 20 seconds. */
  at: z.string().optional(),
  /** What the witness texts, */
  W: z.string().optional(),
  /** while a person of the team waits for an answer, */
  humanAsks: z.literal(true).optional(),
  /** or the button pressed, as `step.choice`, */
  press: z.string().optional(),
  /** or the timer that fires. */
  timer: z.string().optional(),
  /** What the bot answers, as an SMS; absent when it is silent. */
  B: z.string().optional(),
  /** Every other effect, in order: `handOff urgent`, `timer silence 15m`, `silence opted_out`. */
  effects: z.array(z.string()).default([]),
  /** The state afterwards. */
  state: z.string().optional(),
});

export const goldenConversation = z.strictObject({
  title: z.string(),
  note: z.string().optional(),
  flow: z.string(),
  channel: z.enum(['sms', 'slack', 'sim']).default('sms'),
  startsAt: z.iso.datetime().default('2026-11-22T12:00:00Z'),
  /** What must hold, whatever the wording. Never changed by an update. */
  always: z
    .strictObject({
      /** Texts the witness sends until the tip is submitted, at most. */
      textsToSend: z.int().optional(),
      /** Report fields at the end, by value. */
      fields: z.partialRecord(z.enum(FIELD_NAMES), z.unknown()).optional(),
      /** Earlier values that a field replaced, oldest first: the tip's history. */
      replaced: z.partialRecord(z.enum(FIELD_NAMES), z.array(z.unknown())).optional(),
      /** Report fields that must not be there. */
      without: z.array(z.enum(FIELD_NAMES)).optional(),
      /** Hand-offs in order, by reason. */
      handOffs: z.array(z.string()).optional(),
      language: z.enum(['en', 'es']).optional(),
      selfReport: z.boolean().optional(),
      /** Words no answer contains. */
      neverSays: z.array(z.string()).optional(),
      /** Signs the report has, among others. */
      signs: z.array(z.string()).optional(),
    })
    .default({}),
  turns: z.array(turn).min(1),
});
export type GoldenConversation = z.infer<typeof goldenConversation>;
export type GoldenTurn = z.infer<typeof turn>;

export interface GoldenMismatch {
  /** Counted from 1; 0 for what must always hold. */
  turn: number;
  what: string;
  expected: unknown;
  actual: unknown;
}

export interface GoldenRun {
  mismatches: GoldenMismatch[];
  /** What happened, ready to become the expectation. */
  actual: Pick<GoldenTurn, 'B' | 'effects' | 'state'>[];
  report: Report;
}

const REFERENCE_BODY = '7K3QF';
const REPLY_TAKES_MS = 20_000;
/** Never in any answer, in any conversation (CONVERSATIONS.md, "Rules seen in all of them"). */
const NEVER = ['!', 'victim', 'trafficker', 'report a crime', 'we will send police', 'víctima', 'traficante'];

export function runGolden(flow: CompiledFlow, golden: GoldenConversation, understand: Understand): GoldenRun {
  const results = playTurns(flow, golden, understand);
  const actual = results.map(describeResult);
  const mismatches = golden.turns.flatMap((expected, index) => {
    const got = actual[index];
    return (['B', 'effects', 'state'] as const)
      .filter((what) => JSON.stringify(expected[what]) !== JSON.stringify(got?.[what]))
      .map((what) => ({ turn: index + 1, what, expected: expected[what], actual: got?.[what] }));
  });
  const report = results.at(-1)?.report;
  if (!report) throw new RangeError('a golden conversation has at least one turn');
  return { mismatches: [...mismatches, ...checkAlways(golden, results, report)], actual, report };
}

/** The same conversation with what happened as its expectation. */
export function updateGolden(golden: GoldenConversation, run: GoldenRun): GoldenConversation {
  const turns = golden.turns.map(({ at, W, humanAsks, press, timer }, index) => ({
    ...definedOnly({ at, W, humanAsks, press, timer }),
    ...definedOnly(run.actual[index] ?? {}),
    effects: run.actual[index]?.effects ?? [],
  }));
  return { ...golden, turns };
}

function definedOnly<T extends object>(object: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

function playTurns(flow: CompiledFlow, golden: GoldenConversation, understand: Understand): StepResult[] {
  const started = Date.parse(golden.startsAt);
  let nowMs = started - REPLY_TAKES_MS;
  let kept: string | undefined;
  return golden.turns.map((given) => {
    nowMs = given.at === undefined ? nowMs + REPLY_TAKES_MS : started + parseDuration(given.at);
    const now = new Date(nowMs);
    const snapshot: unknown = kept === undefined ? undefined : JSON.parse(kept);
    const input = readInput(given, snapshot, now, understand);
    const moment = { now, channel: golden.channel satisfies Channel, referenceBody: REFERENCE_BODY };
    const result = step(flow, snapshot, input, moment);
    const another = result.effects.some(({ type }) => type === 'newConversation');
    kept = another ? undefined : JSON.stringify(result.snapshot);
    return result;
  });
}

function readInput(given: GoldenTurn, snapshot: unknown, now: Date, understand: Understand): FlowInput {
  if (given.timer !== undefined) return { type: 'timer', name: given.timer };
  if (given.press !== undefined) {
    const [key = '', ...choice] = given.press.split('.');
    return { type: 'choice', step: key, choice: choice.join('.') };
  }
  const text = given.W ?? '';
  const settled = snapshot as { context: { languageSettled: boolean; report: Report } } | undefined;
  const context =
    settled?.context.languageSettled === true ? { now, language: settled.context.report.language } : { now };
  const facts = understand(text, context);
  return { type: 'text', text, facts, ...(given.humanAsks === true ? { humanAsks: true } : {}) };
}

function describeResult({ effects, state }: StepResult): GoldenRun['actual'][number] {
  const reply = effects.find((effect) => effect.type === 'reply');
  const others = effects.filter((effect) => effect.type !== 'reply').map(describeEffect);
  return { ...(reply ? { B: renderPlain(reply) } : {}), effects: others, state };
}

/** `handOff urgent`, `timer silence 15m`: an effect as one line. */
export function describeEffect(effect: Exclude<Effect, { type: 'reply' }>): string {
  if (effect.type === 'timer') return `timer ${effect.name} ${describeDuration(effect.delayMs)}`;
  if (effect.type === 'cancelTimer') return `cancelTimer ${effect.name}`;
  return 'reason' in effect ? `${effect.type} ${effect.reason}` : effect.type;
}

function describeDuration(milliseconds: number): string {
  return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000}m` : `${milliseconds / 1000}s`;
}

function checkAlways(
  golden: GoldenConversation,
  results: readonly StepResult[],
  report: Report,
): GoldenMismatch[] {
  const { always } = golden;
  const mismatches: GoldenMismatch[] = [];
  const check = (what: string, expected: unknown, actual: unknown) => {
    if (expected !== undefined && JSON.stringify(expected) !== JSON.stringify(actual)) {
      mismatches.push({ turn: 0, what, expected, actual });
    }
  };
  for (const [name, expected] of Object.entries(always.fields ?? {})) {
    check(`fields.${name}`, expected, report.fields[name as keyof Report['fields']]?.value);
  }
  for (const [name, expected] of Object.entries(always.replaced ?? {})) {
    const field: Sourced<unknown> | undefined = report.fields[name as keyof Report['fields']];
    check(`replaced.${name}`, expected, field?.replaced?.map(({ value }) => value) ?? []);
  }
  for (const name of always.without ?? []) check(`without.${name}`, false, report.fields[name] !== undefined);
  check('language', always.language, report.language);
  check('selfReport', always.selfReport, report.selfReport);
  const told = report.fields.indicators?.value.map(({ code }) => code) ?? [];
  check(
    'signs',
    [],
    (always.signs ?? []).filter((code) => !told.includes(code)),
  );
  const effects = results.flatMap((result) => result.effects);
  const handOffs = effects.flatMap((effect) => (effect.type === 'handOff' ? [effect.reason] : []));
  check('handOffs', always.handOffs, handOffs);
  if (always.textsToSend !== undefined) {
    const sent = results.findIndex(({ state }) => state === 'sent');
    const needed =
      sent < 0 ? Infinity : golden.turns.slice(0, sent + 1).filter(({ W }) => W !== undefined).length;
    check('textsToSend', true, needed <= always.textsToSend);
  }
  for (const [index, { effects: given }] of results.entries()) {
    const replies = given.filter((effect) => effect.type === 'reply');
    const silences = given.filter((effect) => effect.type === 'silence');
    if (replies.length + silences.length !== 1)
      mismatches.push({
        turn: index + 1,
        what: 'answers',
        expected: 1,
        actual: replies.length + silences.length,
      });
    for (const reply of replies) {
      const plain = renderPlain(reply);
      const said = [...NEVER, ...(always.neverSays ?? [])].filter((word) =>
        plain.toLowerCase().includes(word.toLowerCase()),
      );
      if (said.length > 0)
        mismatches.push({ turn: index + 1, what: 'neverSays', expected: [], actual: said });
      if (countSegments(plain) > 2)
        mismatches.push({ turn: index + 1, what: 'segments', expected: 2, actual: countSegments(plain) });
    }
  }
  return mismatches;
}
