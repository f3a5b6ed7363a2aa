/**
 * What a text does to a conversation: its words are kept, its values merged, its choices carried out, and the
 * open question settled, asked again or given up. Facts are merged whatever was asked. Pure.
 */

import { type FieldName, type Report, type Sourced } from '../tip/report.js';
import { type PlaceCandidate } from '../understanding/facts.js';
import { type FlowContext, type Heard } from './context.js';
import { type FieldValues } from './field-values.js';
import { mergeValues } from './merge-facts.js';
import { type Choice, type FlowDocument, type Step } from './schema.js';
import { findChoice } from './shown-choices.js';

export type HearingKind = 'answer' | 'aside' | 'missed' | 'late' | 'interrupt';

/** The conversation after a text. `interrupt`: danger or the like; the open question is neither answered nor missed. */
export function hear(
  context: FlowContext,
  heard: Heard,
  kind: HearingKind,
  document: FlowDocument,
): FlowContext {
  const step = document.steps.find(({ key }) => key === heard.step);
  let report = keepWords(context.report, heard);
  report = noteUrgency(report, heard);
  const writesForAnother = context.settled.includes(document.interrupts.affected) && !report.selfReport;
  if (heard.facts.selfReport === true && !writesForAnother) report = { ...report, selfReport: true };
  const answering = step !== undefined && kind === 'answer';
  const merged = mergeValues(report, withTakenWords(heard, step), {
    at: heard.at,
    correction: heard.facts.correction === true,
    asked: answering ? step.collects : [],
  });
  report = merged.report;
  if (step) for (const key of heard.picks) report = carryOut(report, step, key, heard, context.candidates);
  if (answering && heard.unsure) report = markUnknown(report, step);
  return {
    ...settle({ ...context, report }, step, kind, document, heard.facts.correction === true),
    candidates: candidatesAfter(context, heard, report),
    story: context.story || tellsAStory(heard, step),
    unsent: context.unsent || heard.text !== '' || heard.picks.length > 0 || merged.changed.length > 0,
  };
}

/** Fields whose earlier value this text replaced, for "Changed: …". */
export function replacedBy(context: FlowContext, heard: Heard, document: FlowDocument): FieldName[] {
  if (heard.facts.correction !== true) return [];
  const step = document.steps.find(({ key }) => key === heard.step);
  const rules = { at: heard.at, correction: true, asked: step?.collects ?? [] };
  return mergeValues(context.report, heard.values, rules).replaced;
}

function keepWords(report: Report, heard: Heard): Report {
  if (heard.text === '') return report;
  return { ...report, narrative: [...report.narrative, { at: heard.at, text: heard.text }] };
}

function noteUrgency(report: Report, heard: Heard): Report {
  const { urgency } = heard.facts;
  if (urgency === undefined || urgency === 'unknown' || report.urgency === 'immediate_danger') return report;
  return { ...report, urgency };
}

/** The words as they are, where a step takes them and nothing more exact was read for that field. */
function withTakenWords(heard: Heard, step: Step | undefined): FieldValues {
  const field = step?.takes;
  if (!heard.taken || field === undefined || field === 'story' || heard.rest === '') return heard.values;
  return { ...heard.values, [field]: heard.values[field] ?? { value: heard.rest, source: 'said' } };
}

function carryOut(
  report: Report,
  step: Step,
  key: string,
  heard: Heard,
  candidates: readonly PlaceCandidate[],
): Report {
  const choice = findChoice(step, key);
  if (choice) return carryOutChoice(report, choice, heard);
  const rules = { at: heard.at, correction: false, asked: step.collects };
  if (step.choicesFrom === 'signs') {
    return mergeValues(
      report,
      { indicators: { value: [{ code: key, source: 'chosen' }], source: 'chosen' } },
      rules,
    ).report;
  }
  const place = candidates.find(({ state }) => state === key);
  if (!place) return report;
  const values: FieldValues = {
    city: { value: place.city, source: 'chosen' },
    states: { value: [place.state], source: 'chosen' },
  };
  return mergeValues(report, values, rules).report;
}

function carryOutChoice(report: Report, choice: Choice, heard: Heard): Report {
  const values = Object.fromEntries(
    Object.entries(choice.sets ?? {}).map(([name, value]) => [name, { value, source: 'chosen' }]),
  ) as FieldValues;
  const merged = mergeValues(report, values, { at: heard.at, correction: false, asked: [] }).report;
  const fields: Report['fields'] = { ...merged.fields };
  for (const name of choice.confirms ?? []) {
    const field: Sourced<unknown> | undefined = fields[name];
    if (field?.source === 'inferred') Object.assign(fields, { [name]: { ...field, source: 'confirmed' } });
  }
  for (const name of choice.forgets ?? []) {
    if (heard.values[name] === undefined) Reflect.deleteProperty(fields, name);
  }
  const urgency = choice.urgency ?? (choice.sets?.happeningNow === true ? 'in_progress' : undefined);
  return {
    ...merged,
    fields,
    urgency: urgency === undefined || report.urgency === 'immediate_danger' ? report.urgency : urgency,
    selfReport: report.selfReport && choice.forSomeoneElse !== true,
    callRequested: report.callRequested || choice.call === true,
    unknown:
      choice.means === 'unsure'
        ? [...new Set([...merged.unknown, ...(choice.forgets ?? [])])]
        : merged.unknown,
  };
}

/** Fields asked for and not known, once each. */
export function markUnknown(report: Report, step: Step): Report {
  const missing = step.collects.filter((name) => report.fields[name] === undefined);
  return { ...report, unknown: [...new Set([...report.unknown, ...missing])] };
}

function settle(
  context: FlowContext,
  step: Step | undefined,
  kind: HearingKind,
  document: FlowDocument,
  corrects: boolean,
): FlowContext {
  if (!step || kind === 'late' || kind === 'interrupt') return context;
  if (kind === 'answer') return { ...context, settled: withKey(context.settled, step.key), missesHere: 0 };
  // Putting something right is no miss: the question is still open, and nothing was wasted.
  if (kind === 'aside' && corrects) return context;
  const missesHere = context.missesHere + 1;
  const misses = kind === 'missed' ? context.misses + 1 : context.misses;
  if (missesHere < document.limits.misunderstood) return { ...context, missesHere, misses };
  return {
    ...context,
    report: markUnknown(context.report, step),
    settled: withKey(context.settled, step.key),
    missesHere: 0,
    misses,
  };
}

export function withKey(keys: readonly string[], key: string): string[] {
  return keys.includes(key) ? [...keys] : [...keys, key];
}

function candidatesAfter(context: FlowContext, heard: Heard, report: Report): PlaceCandidate[] {
  if (heard.facts.ambiguousPlace === true && heard.facts.placeCandidates) {
    return heard.facts.placeCandidates.slice(0, 4).map(({ city, state }) => ({ city, state }));
  }
  return (report.fields.states?.value.length ?? 0) > 0 ? [] : context.candidates;
}

function tellsAStory(heard: Heard, step: Step | undefined): boolean {
  if (heard.facts.tip === true || heard.facts.selfReport === true) return true;
  if (heard.picks.length > 0 && step?.choicesFrom === 'signs') return true;
  return heard.values.indicators !== undefined || (heard.taken && step?.takes === 'story');
}
