/**
 * What a text is, in order of weight: a carrier keyword, danger, the person affected, a language we do not speak,
 * a command, a choice, small talk, an answer. The first that fits decides; facts of every text are kept whichever
 * it is. Pure reading: nothing changes here.
 */

import { type Facts } from '../understanding/facts.js';
import { type CompiledFlow } from './compile.js';
import { type FlowContext, type FlowEvent, type Heard } from './context.js';
import { hearText } from './heard.js';
import { findCarrierKeyword } from './keywords.js';
import { countWords, fold } from './normalise.js';
import { type OtherLanguage, type Step } from './schema.js';
import { findTopic } from './small-talk.js';

/** A foreign word or two inside a settled conversation is a name, not a language. */
const WORDS_THAT_SHOW_A_LANGUAGE = 3;
const LONGEST_COMMAND = 40;
/** A cry for help by someone who may be held; a bare HELP stays the carrier's word. */
const CRY_FOR_HELP =
  /^(?:(?:please|pls|por favor) )*(?:help (?:me|us)|save me|get me out|rescue me|need help|i need help|we need help|necesito ayuda|ayud(?:en|a)me|ayudenos|auxilio|socorro|sos)(?: (?:please|pls|now|por favor|me|us))*$/;

export function classifyText(
  flow: CompiledFlow,
  context: FlowContext,
  text: string,
  facts: Facts,
  at: string,
  optedOut: boolean,
): FlowEvent {
  const keyword = findCarrierKeyword(text, optedOut);
  if (keyword === 'start' && !optedOut) return { type: 'chat', topic: 'hello' };
  if (keyword) return { type: keyword };

  const step = openStepOf(flow, context);
  const { type, heard } = hearText(flow, context, step, text, facts, at);
  const folded = fold(text);
  const word = text.length <= LONGEST_COMMAND ? flow.commandWords.get(folded) : undefined;
  const other = otherLanguageOf(flow, context, facts, text);
  if (other) return { type: 'elsewhere', heard, language: other };
  if (facts.urgency === 'immediate_danger') return { type: 'danger', heard };
  const command = word && 'command' in word ? word.command : undefined;
  if (command === 'danger') return { type: 'danger', heard: asWords(heard, text) };
  if (isFirstSelfReport(flow, context, facts)) return { type: 'affected', heard };
  if (!context.report.selfReport && CRY_FOR_HELP.test(folded)) {
    return { type: 'affected', heard: { ...asWords(heard, text), facts: { ...facts, selfReport: true } } };
  }
  if (command) return { type: command };
  if (word && 'language' in word) return { type: 'language', language: word.language };
  if (heard.picks.length > 0) return { type: 'answer', heard };
  const topic = findTopic(text, facts);
  if (topic !== undefined) return { type: 'chat', topic };
  return { type, heard };
}

/** Once: someone who then said they write for another is not asked again. */
function isFirstSelfReport(flow: CompiledFlow, context: FlowContext, facts: Facts): boolean {
  return (
    facts.selfReport === true &&
    !context.report.selfReport &&
    !context.settled.includes(flow.document.interrupts.affected)
  );
}

/** A button: the choice of the step it was shown with; of another step it is late, and still carried out. */
export function classifyChoice(context: FlowContext, step: string, choice: string, at: string): FlowEvent {
  const heard: Heard = {
    at,
    text: '',
    facts: {},
    values: {},
    step,
    picks: [choice],
    unsure: false,
    taken: false,
    rest: '',
  };
  if (context.open === step && context.offered.includes(choice)) return { type: 'answer', heard };
  return { type: 'late', heard };
}

export function openStepOf(flow: CompiledFlow, context: FlowContext): Step | undefined {
  return context.open === undefined ? undefined : flow.document.steps.find(({ key }) => key === context.open);
}

function asWords(heard: Heard, text: string): Heard {
  return { ...heard, text: text.trim() };
}

function otherLanguageOf(
  flow: CompiledFlow,
  context: FlowContext,
  facts: Facts,
  text: string,
): OtherLanguage | undefined {
  const language = facts.lang as OtherLanguage | undefined;
  if (language === undefined || !flow.elsewhere.has(language)) return undefined;
  // Chinese and Korean put few spaces, so their words are not counted.
  const counted = language === 'zh' || language === 'ko' ? text.length / 2 : countWords(text);
  return context.languageSettled && counted < WORDS_THAT_SHOW_A_LANGUAGE ? undefined : language;
}
