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
import { clean, fold } from './normalise.js';
import { type OtherLanguage, type Step } from './schema.js';
import { findTopic } from './small-talk.js';

const LONGEST_COMMAND = 40;
const COURTESY = /^(?:please|pls|por favor) | (?:please|pls|plz|por favor)$/g;
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
  const word =
    text.length <= LONGEST_COMMAND ? flow.commandWords.get(folded.replace(COURTESY, '')) : undefined;
  const other = otherLanguageOf(flow, context, facts, text);
  if (other && !word) return { type: 'elsewhere', heard, language: other };
  const command = word && 'command' in word ? word.command : undefined;
  // A whole text that is a command is no cry, whatever its words mean elsewhere: "please stop asking me".
  if (facts.urgency === 'immediate_danger' && command === undefined) return { type: 'danger', heard };
  if (command === 'danger') return { type: 'danger', heard: asWords(heard, text) };
  if (isFirstSelfReport(flow, context, facts)) return { type: 'affected', heard };
  if (!context.report.selfReport && CRY_FOR_HELP.test(folded)) {
    return { type: 'affected', heard: { ...asWords(heard, text), facts: { ...facts, selfReport: true } } };
  }
  if (command === 'stopAsking') return { type: command, at };
  if (command) return { type: command };
  if (word && 'change' in word) return { type: 'change' };
  if (word && 'language' in word) return { type: 'language', language: word.language };
  if (heard.picks.length > 0) return { type: 'answer', heard };
  const topic = findTopic(text, facts);
  if (topic !== undefined) return { type: 'chat', topic };
  return { type, heard };
}

/** What a text is when it comes while a person of the team waits for an answer. */
const FOR_THE_ASKER: ReadonlySet<string> = new Set(['answer', 'aside', 'missed', 'chat']);

/**
 * While a person of the team asks: words, small talk and bare numbers are for them; danger, the carriers' words and
 * commands are what they always are. No question of the bot is answered by them.
 */
export function classifyForAsker(
  flow: CompiledFlow,
  context: FlowContext,
  { text, facts }: { text: string; facts: Facts },
  at: string,
): FlowEvent {
  const nothingOpen = { ...context, open: undefined, offered: [] };
  const event = classifyText(flow, nothingOpen, text, facts, at, false);
  const calm = event.type === 'elsewhere' && facts.urgency !== 'immediate_danger';
  if (!calm && !FOR_THE_ASKER.has(event.type)) return event;
  const { heard } = hearText(flow, nothingOpen, undefined, text, facts, at);
  // Thanks and the like are read by the asker and are no part of the story; anything else is, a bare number too.
  return { type: 'told', heard: { ...heard, text: event.type === 'chat' ? '' : clean(text) } };
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

/** Scripts that no English or Spanish text is written in. */
const OWN_SCRIPT: ReadonlySet<string> = new Set(['zh', 'ko', 'ru', 'ar']);
/** Words that show a language written in our letters: at first, when it was spoken before, and in a settled conversation. */
const FEWEST_WORDS = { first: 4, before: 2, settled: 6, tells: 3 };

/** The language of a text that the flow answers but does not speak, when that is beyond doubt. */
export function otherLanguageOf(
  flow: CompiledFlow,
  context: FlowContext,
  facts: Facts,
  text: string,
): OtherLanguage | undefined {
  const { report, languageSettled } = context;
  const words = text.match(/\p{L}[\p{L}\p{M}']*/gu)?.length ?? 0;
  // Too short to tell: still the person who wrote in that language before.
  if (report.spokenLanguage !== undefined && !languageSettled && words < FEWEST_WORDS.tells) {
    return report.spokenLanguage as OtherLanguage;
  }
  const language = facts.lang as OtherLanguage | undefined;
  if (language === undefined || !flow.elsewhere.has(language)) return undefined;
  if (OWN_SCRIPT.has(language)) return language;
  const fewest =
    report.spokenLanguage === language
      ? FEWEST_WORDS.before
      : languageSettled
        ? FEWEST_WORDS.settled
        : FEWEST_WORDS.first;
  return words >= fewest ? language : undefined;
}
