/**
 * How many texts a witness sends to a complete tip: place with state, signs, who, when, the call and consent, each
 * told or answered with "not known". Measured over the golden conversations; five is the aim. Pure.
 */

import { type FieldName, type Report } from '../tip/report.js';
import { type GoldenConversation, type GoldenRun } from './golden.js';

/** Each part with the fields that tell it. */
const PARTS: readonly (readonly FieldName[])[] = [
  ['states'],
  ['indicators'],
  ['victims', 'minors', 'peopleText'],
  ['happeningNow', 'timeText', 'timeFrom', 'transit'],
  ['callbackWanted'],
];

/** Texts until the tip was submitted; undefined when it never was, or a part was neither told nor asked. */
export function countTextsToCompleteTip(golden: GoldenConversation, run: GoldenRun): number | undefined {
  const sent = run.actual.findIndex(({ effects }) => effects.includes('handOff submitted'));
  if (sent < 0) return undefined;
  const asked = new Set(run.actual.slice(0, sent).map(({ state }) => state));
  const complete = PARTS.every(
    (fields) => answers(run.report, fields) || (fields.includes('indicators') && asked.has('signs')),
  );
  const consent = run.report.fields.shareWithState;
  if (!complete || consent === undefined || consent.source === 'inferred') return undefined;
  return golden.turns.slice(0, sent + 1).filter(({ W, press }) => W !== undefined || press !== undefined)
    .length;
}

/** The middle one, or the mean of the two in the middle; undefined for none. */
export function findMedian(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function answers({ fields, unknown }: Report, names: readonly FieldName[]): boolean {
  return names.some((name) => fields[name] !== undefined || unknown.includes(name));
}
