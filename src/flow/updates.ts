/** Small changes to a conversation, each named after the machine action that makes it. Pure. */

import { type FlowContext, createContext } from './context.js';
import { markUnknown, withKey } from './hear.js';
import { type FlowDocument, type FlowLanguage, type Step } from './schema.js';
import { offerChoices } from './shown-choices.js';

/** A step is shown: its choices are kept in the order shown, so that "2" means what the witness saw. */
export function openStep(context: FlowContext, step: Step, document: FlowDocument): FlowContext {
  const same = context.open === step.key;
  return {
    ...context,
    forced: undefined,
    open: step.key,
    inARow: same ? context.inARow + 1 : 1,
    offered: offerChoices(document, context, step, context.channel),
    asked: { ...context.asked, [step.key]: (context.asked[step.key] ?? 0) + 1 },
    trail: context.trail.at(-1) === step.key ? context.trail : [...context.trail, step.key],
    missesHere: same ? context.missesHere : 0,
  };
}

/** Nothing is asked: the next text is taken as it comes. */
export function closeStep(context: FlowContext): FlowContext {
  return { ...context, open: undefined, forced: undefined, offered: [], missesHere: 0 };
}

/** The open question is asked again after an interrupt. */
export function keepOpen(context: FlowContext): FlowContext {
  return context.open === undefined ? context : { ...context, forced: context.open };
}

/** One question back, whatever is known. */
export function goBack(context: FlowContext): FlowContext {
  const previous = context.trail.at(-2);
  if (previous === undefined) return keepOpen(context);
  return {
    ...context,
    trail: context.trail.slice(0, -2),
    settled: context.settled.filter((key) => key !== previous && key !== context.open),
    forced: previous,
  };
}

/** The open question is left: what it collects is not known. */
export function skipStep(context: FlowContext, document: FlowDocument): FlowContext {
  const step = document.steps.find(({ key }) => key === context.open);
  if (!step) return context;
  return {
    ...context,
    forced: undefined,
    report: markUnknown(context.report, step),
    settled: withKey(context.settled, step.key),
    missesHere: 0,
  };
}

/** Everything told is dropped; the language and what was said once stay. */
export function startOver(context: FlowContext, document: FlowDocument): FlowContext {
  const fresh = createContext(document, context.channel);
  return {
    ...fresh,
    report: { ...fresh.report, language: context.report.language },
    languageSettled: context.languageSettled,
    said: context.said,
    open: undefined,
    forced: undefined,
    reference: undefined,
  };
}

export function speak(context: FlowContext, language: FlowLanguage): FlowContext {
  return { ...context, languageSettled: true, report: { ...context.report, language } };
}

export function requestCall(context: FlowContext): FlowContext {
  return { ...context, unsent: true, report: { ...context.report, callRequested: true } };
}

/** Danger was answered; with `shareInDanger` the state's team gets the tip until the witness decides. */
export function answerDanger(context: FlowContext, shareInDanger: boolean, at: string): FlowContext {
  const { fields } = context.report;
  const report = { ...context.report, urgency: 'immediate_danger' as const };
  if (shareInDanger && !fields.shareWithState) {
    report.fields = { ...fields, shareWithState: { value: true, source: 'inferred', at } };
  }
  return { ...context, report, dangerAnswered: true, story: true, unsent: true };
}

/** The tip is the witness's word now; a call is in the language they used. */
export function submit(context: FlowContext): FlowContext {
  const { report } = context;
  const wanted = report.fields.callbackWanted;
  if (wanted?.value !== true || report.fields.callbackLanguage) return { ...context, submitted: true };
  const callbackLanguage = {
    value: report.spokenLanguage ?? report.language,
    source: 'inferred' as const,
    at: wanted.at,
  };
  return {
    ...context,
    submitted: true,
    report: { ...report, fields: { ...report.fields, callbackLanguage } },
  };
}

/** The witness took the tip back: no state's team may have it. */
export function withdraw(context: FlowContext): FlowContext {
  const before = context.report.fields.shareWithState;
  const shareWithState = {
    value: false,
    source: 'chosen' as const,
    at: before?.at ?? context.report.narrative.at(-1)?.at ?? '',
  };
  return { ...context, report: { ...context.report, fields: { ...context.report.fields, shareWithState } } };
}
