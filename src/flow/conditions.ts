/** Decides whether a step is still needed: its declared conditions, and whether what it collects is known. */

import { type FieldName, findValue } from '../tip/report.js';
import { type FlowContext } from './context.js';
import { countWords } from './normalise.js';
import { type Condition, type FieldPath, type Step } from './schema.js';

export function holds(condition: Condition, context: FlowContext): boolean {
  if ('known' in condition) return list(condition.known).every((path) => isKnown(path, context));
  if ('missing' in condition) return list(condition.missing).every((path) => !isKnown(path, context));
  if ('unknown' in condition)
    return list(condition.unknown).every((name) => context.report.unknown.includes(name));
  if ('inferred' in condition) {
    return list(condition.inferred).every((path) => context.report.fields[root(path)]?.source === 'inferred');
  }
  if ('is' in condition) {
    return Object.entries(condition.is).every(([name, wanted]) =>
      list<unknown>(wanted).includes(findValue(context.report, name as FieldName)),
    );
  }
  if ('fewer' in condition) {
    const { signs, words, questions } = condition.fewer;
    return (
      (signs === undefined || countSigns(context) < signs) &&
      (words === undefined || countTold(context) < words) &&
      (questions === undefined || Object.keys(context.asked).length < questions)
    );
  }
  if ('ambiguous' in condition) return context.candidates.length > 1;
  if ('danger' in condition) return (context.report.urgency === 'immediate_danger') === condition.danger;
  if ('told' in condition) return context.story === condition.told;
  if ('firstMessage' in condition)
    return (Object.keys(context.asked).length === 0) === condition.firstMessage;
  if ('all' in condition) return condition.all.every((inner) => holds(inner, context));
  if ('any' in condition) return condition.any.some((inner) => holds(inner, context));
  return !holds(condition.not, context);
}

/** The step would be asked now: for this person, not settled, its conditions hold, something is missing. */
export function isNeeded(step: Step, context: FlowContext): boolean {
  if (step.when === 'never' || context.settled.includes(step.key)) return false;
  if (!isFor(step, context)) return false;
  if (step.when !== undefined && !list(step.when).every((condition) => holds(condition, context)))
    return false;
  if (step.collects.length === 0) return true;
  return !step.collects.some((name) => isKnown(name, context));
}

export function isFor(step: Step, context: FlowContext): boolean {
  return step.for === 'everyone' || (step.for === 'affected') === context.report.selfReport;
}

function isKnown(path: FieldPath, context: FlowContext): boolean {
  const value: unknown = context.report.fields[root(path)]?.value;
  if (value === undefined) return false;
  const [, part] = path.split('.');
  if (part !== undefined) return (value as Record<string, unknown>)[part] !== undefined;
  return !Array.isArray(value) || value.length > 0;
}

function root(path: FieldPath): FieldName {
  return path.split('.')[0] as FieldName;
}

function countSigns(context: FlowContext): number {
  return findValue(context.report, 'indicators')?.length ?? 0;
}

function countTold(context: FlowContext): number {
  return context.report.narrative.reduce((sum, entry) => sum + countWords(entry.text), 0);
}

function list<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
