/** The one reply of a turn, from what the machine said it wants said. Decision 2 of ARCHITECTURE.md. */

import { type FieldName } from '../tip/report.js';
import { type CompiledFlow } from './compile.js';
import { type MessageParts, type Opening, composeText } from './compose.js';
import { type FlowContext, type FlowEvent } from './context.js';
import { type ReplyChoice, type ReplyEffect } from './effects.js';
import { describePlace, describeStates, recapParts, wordsOf } from './recap.js';
import { type Step } from './schema.js';
import { clip, toGsm7 } from './segments.js';
import { replyChoices } from './shown-choices.js';
import { type Variables, findText, say } from './texts.js';

/** What the machine asked to be said in this turn. */
export interface Turn {
  event: FlowEvent;
  /** Text keys, in order. */
  says: string[];
  /** The question to ask. */
  ask: string | undefined;
  /** A fixed answer in another language. */
  elsewhere: string | undefined;
  /** Fields that a correction replaced. */
  replaced: FieldName[];
  state: string;
}

/** Texts that are never trimmed: they carry what must be said. */
const MUST = new Set(
  [
    'intro',
    'danger',
    'dangerAgain',
    'stopped',
    'help',
    'sent',
    'sentAffected',
    'call',
    'withdrawn',
    'newTip',
  ].map((key) => `message.${key}`),
);
/** Answers that introduce the programme by themselves. */
const INTRODUCES = new Set(['message.help', 'message.stopped']);
const LONGEST_PLACE = 48;

/** Composes the reply; the context comes back with what was said once. */
export function composeReply(
  flow: CompiledFlow,
  context: FlowContext,
  turn: Turn,
): { reply: ReplyEffect; context: FlowContext } {
  const { language } = context.report;
  const variables = conversationVariables(flow, context);
  const step = flow.document.steps.find(({ key }) => key === turn.ask);
  const choices = step ? replyChoices(flow, context, step, variables) : [];
  const said = new Set(context.said);
  if (turn.elsewhere !== undefined)
    return finish(flow, context, turn, { text: turn.elsewhere, choices: [], said });

  const openings = openingsOf(flow, context, turn, step, variables, said);
  const question = step ? questionKey(context, step) : undefined;
  const questionText = question === undefined ? undefined : findText(flow.texts, question, language);
  const showsRecap =
    step !== undefined && !said.has('recap') && (openings.introduces || turn.event.type === 'danger');
  // A question that shows the place needs no recap of it.
  const shown = questionText?.variables.includes('place') === true ? String(variables.place) : '';
  const recap =
    showsRecap && !context.report.selfReport
      ? recapParts(context.report, flow.texts).filter((part) => shown === '' || !shown.startsWith(part))
      : [];
  if (recap.length > 0) said.add('recap');
  if (turn.event.type === 'language') said.add('languageOffer');
  const wantsOffer = openings.introduces && !said.has('languageOffer');
  const parts: MessageParts = {
    openings: openings.list,
    recap,
    recapSentence: (text) => say(flow.texts, 'message.gotIt', language, { recap: text }),
    question: questionText?.format(variables) ?? '',
    summary: questionText?.variables.includes('summary') === true ? summaryOf(flow, context) : [],
    choices,
    offer: wantsOffer ? say(flow.texts, 'message.languageOffer', language, variables) : '',
    ...(questionText?.variables.includes('summary') === true
      ? { questionWith: (summary: string) => questionText.format({ ...variables, summary }) }
      : {}),
  };
  const composed = composeText(parts, flow.document.limits.segments);
  if (composed.offered) said.add('languageOffer');
  return finish(flow, context, turn, { text: composed.text, choices, said });
}

/** What would be sent; when nothing was understood, the first words as they were written. */
function summaryOf(flow: CompiledFlow, context: FlowContext): string[] {
  const parts = recapParts(context.report, flow.texts);
  const words = context.report.narrative[0]?.text ?? '';
  return parts.length > 0 ? parts : [clip(toGsm7(words), LONGEST_PLACE)];
}

function finish(
  flow: CompiledFlow,
  context: FlowContext,
  turn: Turn,
  made: { text: string; choices: ReplyChoice[]; said: Set<string> },
): { reply: ReplyEffect; context: FlowContext } {
  const step = flow.document.steps.find(({ key }) => key === turn.ask);
  const fallback = turn.state === 'sent' ? 'message.sentIdle' : 'message.noted';
  const { language } = context.report;
  const text =
    made.text === '' ? say(flow.texts, fallback, language, conversationVariables(flow, context)) : made.text;
  const reply: ReplyEffect = {
    type: 'reply',
    text,
    step: step?.key ?? turn.state,
    choices: made.choices,
    multiple: step?.multiple ?? false,
    settle: settles(turn.event),
    intent: intentOf(turn),
  };
  return { reply, context: { ...context, said: [...made.said] } };
}

/** The second asking has other words, the third the first again: never the same twice in a row. */
function questionKey(context: FlowContext, step: Step): string {
  const times = step.key === 'review' ? context.inARow : (context.asked[step.key] ?? 1);
  return times % 2 === 0 ? `step.${step.key}.again` : `step.${step.key}.text`;
}

function openingsOf(
  flow: CompiledFlow,
  context: FlowContext,
  turn: Turn,
  step: Step | undefined,
  variables: Variables,
  said: Set<string>,
): { list: Opening[]; introduces: boolean } {
  const { language } = context.report;
  const list: Opening[] = [];
  let introduces = false;
  const interrupted = turn.event.type === 'danger' || turn.event.type === 'affected';
  if (turn.says.some((key) => INTRODUCES.has(key))) said.add('intro');
  if (interrupted) said.add('interrupted');
  else if (step && !said.has('intro')) {
    introduces = !said.has('interrupted');
    const key = introduces ? 'message.intro' : 'message.introLater';
    list.push({ text: say(flow.texts, key, language, variables), must: introduces, line: true });
    said.add('intro');
  }
  for (const key of turn.says) {
    if (introduces && introSaysIt(flow, key)) continue;
    const text = say(flow.texts, key, language, variables);
    list.push({ text, must: MUST.has(key) || !step, line: step?.with === 'sent' });
  }
  if (list.length === 0 && step && step.key !== 'review' && !interrupted) {
    const showsIt =
      findText(flow.texts, questionKey(context, step), language)?.variables.includes('place') ?? false;
    const text = acknowledge(flow, context, showsIt ? { ...turn, replaced: [] } : turn, variables, said);
    if (text !== undefined) list.push({ text, must: false });
  }
  return { list, introduces };
}

function introSaysIt(flow: CompiledFlow, key: string): boolean {
  const topic = Object.entries(flow.document.answers).find(([name]) => key === `answer.${name}`);
  return topic?.[1].introSaysIt ?? false;
}

/** Words get a short thanks, once, then "Noted"; a correction is said back; a bare number needs nothing. */
function acknowledge(
  flow: CompiledFlow,
  context: FlowContext,
  turn: Turn,
  variables: Variables,
  said: Set<string>,
): string | undefined {
  if (!('heard' in turn.event) || turn.event.heard.text === '') return undefined;
  const { language } = context.report;
  if (turn.replaced.length > 0) {
    const recap = recapParts(context.report, flow.texts, turn.replaced).join(', ');
    if (recap !== '') return say(flow.texts, 'message.changed', language, { ...variables, recap });
  }
  const { unsure, taken, values } = turn.event.heard;
  if (unsure && !taken && Object.keys(values).length === 0) {
    return say(flow.texts, 'message.skipped', language, variables);
  }
  const key = said.has('thanks') ? 'message.noted' : 'message.thanks';
  said.add('thanks');
  return say(flow.texts, key, language, variables);
}

/** A burst may follow words; numbers, commands, danger and carrier keywords are answered at once. */
function settles(event: FlowEvent): boolean {
  if (event.type === 'danger') return false;
  if (event.type === 'chat') return true;
  return 'heard' in event && event.heard.picks.length === 0;
}

const INTENTS: Partial<Record<FlowEvent['type'], ReplyEffect['intent']>> = {
  danger: 'danger',
  affected: 'affected',
  stop: 'stop',
  help: 'help',
  start: 'start',
};

function intentOf({ event, says, ask }: Turn): ReplyEffect['intent'] {
  const own = INTENTS[event.type];
  if (own) return own;
  if (says.some((key) => key === 'message.sent' || key === 'message.sentAffected')) return 'sent';
  return ask === undefined ? 'info' : 'question';
}

/** What texts may name in braces; fixed ones (programme, hotline) are filled in when the flow is compiled. */
export function conversationVariables(flow: CompiledFlow, context: FlowContext): Variables {
  const { report } = context;
  const place = describePlace(report, wordsOf(report, flow.texts)) ?? '';
  const { count, states } = describeStates(report);
  const transit = report.fields.transit?.value;
  return {
    place: clip(toGsm7(place), LONGEST_PLACE),
    teams: say(flow.texts, 'message.teams', report.language, { count, states }),
    reference: context.reference ?? '',
    nextStop: clip(toGsm7(transit?.nextStop ?? ''), LONGEST_PLACE),
    summary: '',
  };
}
