/** The choices of a step as this person sees them: those of the document, or made from what is known. */

import { findValue } from '../tip/report.js';
import { type FlowContext } from './context.js';
import { type ReplyChoice } from './effects.js';
import { type ShownChoice } from './read-choice.js';
import { type Choice, type FlowDocument, type Step } from './schema.js';
import { clip, toGsm7 } from './segments.js';
import { type FlowTexts, type Variables, say } from './texts.js';
import { wordsMeaning } from './words.js';

const MOST_CANDIDATES = 4;
/** Characters of "Springfield, MO" at most. */
export const LONGEST_CANDIDATE = 20;
const MOST_SIGNS = 6;

interface Source {
  document: FlowDocument;
  texts: FlowTexts;
}

/** Keys of what is offered now, in order. */
export function offerChoices(
  document: FlowDocument,
  context: FlowContext,
  step: Step,
  channel: string,
): string[] {
  const declared = (step.choices ?? [])
    .filter(({ channels }) => !channels || channels.some((name) => name === channel))
    .map(({ key }) => key);
  return [...madeKeys(document, context, step), ...declared];
}

function madeKeys(document: FlowDocument, context: FlowContext, step: Step): string[] {
  switch (step.choicesFrom) {
    case 'candidates':
      return context.candidates.slice(0, MOST_CANDIDATES).map(({ state }) => state);
    case 'signs': {
      const venue = findValue(context.report, 'venue') ?? 'other';
      const codes = document.signsByVenue[venue] ?? document.signsByVenue.other ?? [];
      const told = new Set((findValue(context.report, 'indicators') ?? []).map(({ code }) => code));
      return codes.filter((code) => !told.has(code)).slice(0, MOST_SIGNS);
    }
    case undefined:
      return [];
  }
}

export function findChoice(step: Step, key: string): Choice | undefined {
  return step.choices?.find((choice) => choice.key === key);
}

/** The choices the witness saw, with the words that pick each. */
export function shownChoices(flow: Source, context: FlowContext, step: Step): ShownChoice[] {
  return context.offered.map((key) => ({
    key,
    label: choiceLabel(flow, context, step, key, {}),
    words: choiceWords(findChoice(step, key), context),
  }));
}

function choiceWords(choice: Choice | undefined, context: FlowContext): string[] {
  if (!choice) return [];
  const { language } = context.report;
  const own = [
    ...(choice.words?.[language] ?? []),
    ...(choice.words?.[language === 'en' ? 'es' : 'en'] ?? []),
  ];
  return choice.means === undefined ? own : [...own, ...wordsMeaning(choice.means, language)];
}

export function replyChoices(
  flow: Source,
  context: FlowContext,
  step: Step,
  variables: Variables,
): ReplyChoice[] {
  return context.offered.map((key) => ({ key, label: choiceLabel(flow, context, step, key, variables) }));
}

function choiceLabel(
  flow: Source,
  context: FlowContext,
  step: Step,
  key: string,
  variables: Variables,
): string {
  const declared = flow.texts.get(`choice.${step.key}.${key}`);
  if (declared) return declared[context.report.language]?.format(variables) ?? key;
  if (step.choicesFrom === 'signs') return say(flow.texts, `sign.${key}`, context.report.language, {});
  const candidate = context.candidates.find(({ state }) => state === key);
  return candidate ? `${clip(toGsm7(candidate.city), LONGEST_CANDIDATE - 4)}, ${candidate.state}` : key;
}
