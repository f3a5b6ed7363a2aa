/** Small changes to a conversation, each named after the machine action that makes it. Pure. */

import { isNeeded } from './conditions.js';
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

/** The tip is the witness's word now; what is asked with "Sent" opens, if it is still needed. */
export function submit(context: FlowContext, document: FlowDocument): FlowContext {
  const sent = { ...noteCallLanguage(context), submitted: true };
  const asked = document.steps.find((step) => step.with === 'sent' && isNeeded(step, sent));
  return asked === undefined ? closeStep(sent) : openStep(sent, asked, document);
}

/** A call is in the language they used. */
function noteCallLanguage(context: FlowContext): FlowContext {
  const { report } = context;
  const wanted = report.fields.callbackWanted;
  if (wanted?.value !== true || report.fields.callbackLanguage) return context;
  const callbackLanguage = {
    value: report.spokenLanguage ?? report.language,
    source: 'inferred' as const,
    at: wanted.at,
  };
  return { ...context, report: { ...report, fields: { ...report.fields, callbackLanguage } } };
}

/** Nobody may text a question any more. */
export function stopAsking(context: FlowContext, at: string): FlowContext {
  const { fields } = context.report;
  const before = fields.followUp;
  if (before?.value === false) return context;
  const replaced =
    before === undefined
      ? {}
      : { replaced: [...(before.replaced ?? []), { value: before.value, at: before.at }] };
  const followUp = { value: false, source: 'said' as const, at, ...replaced };
  return { ...context, unsent: true, report: { ...context.report, fields: { ...fields, followUp } } };
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
