/** Turns one text into what the machine takes: its values, what it picks, and how it answers the open question. */

import { type Facts } from '../understanding/facts.js';
import { type FlowContext, type Heard } from './context.js';
import { withoutDenied } from './denials.js';
import { type FlowDocument, type Step } from './schema.js';
import { type FieldValues, readFieldValues } from './field-values.js';
import { clean, fold, hasLetters, hasWords } from './normalise.js';
import { readChoice, type ShownChoice } from './read-choice.js';
import { shownChoices } from './shown-choices.js';
import { soundsLikeNone, soundsLikeYes, soundsUnsure, whereAfterDoubt } from './words.js';
import { type FlowTexts } from './texts.js';

/** How a text relates to the open question. */
export type Hearing = { type: 'answer' | 'aside' | 'missed'; heard: Heard };

interface Source {
  document: FlowDocument;
  texts: FlowTexts;
}

export function hearText(
  flow: Source,
  context: FlowContext,
  step: Step | undefined,
  text: string,
  read: Facts,
  at: string,
): Hearing {
  const shown: ShownChoice[] = step ? shownChoices(flow, context, step) : [];
  const picked = findPicked(text, shown, step, read);
  const words = clean(text);
  const told = readFieldValues(
    read,
    picked ? picked.rest : words,
    isAboutTheCall(step, picked !== undefined),
  );
  const { facts, values } = withoutDenied(context.report, text, read, told);
  const folded = fold(text);
  const nothing = shown.length === 0 && step !== undefined && soundsLikeNone(folded);
  const unsure = !picked && (facts.unsure === true || soundsUnsure(folded) || nothing);
  const heard: Heard = {
    at,
    text: isWorthKeeping(words, picked?.rest, values, step) ? words : '',
    facts,
    values,
    picks: picked?.keys ?? [],
    unsure,
    taken: false,
    rest: picked ? picked.rest : words,
    ...(step ? { step: step.key } : {}),
  };
  return judge(heard, step, context);
}

/** A question that nothing waits for is answered by an answer alone: "no wait, room 214" says something else. */
function findPicked(
  text: string,
  shown: readonly ShownChoice[],
  step: Step | undefined,
  read: Facts,
): ReturnType<typeof readChoice> {
  const picked = readChoice(text, shown, step?.multiple ?? false, read);
  return step?.with === 'sent' && picked !== undefined && picked.rest !== '' ? undefined : picked;
}

/** A bare number picks or counts; it is no part of the story. */
function isWorthKeeping(
  words: string,
  rest: string | undefined,
  values: FieldValues,
  step: Step | undefined,
): boolean {
  if (rest === '') return false;
  return (
    hasLetters(words) || Object.keys(values).length > 0 || (step?.takes === 'peopleText' && hasWords(words))
  );
}

/** "two" counts something or picks a choice; it describes no car. */
const NUMBER_WORD =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|un|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)$/;

/** The step takes these words as they are; a bare "yes" tells nothing. */
function takesWords(step: Step, words: string): boolean {
  if (step.takes === undefined || soundsLikeYes(fold(words))) return false;
  if (step.takes === 'vehicle' && NUMBER_WORD.test(fold(words))) return false;
  return step.takes === 'peopleText' ? hasWords(words) : hasLetters(words);
}

/** Where a call is arranged, "after 6" is when it is safe to call, not when it happened. */
function isAboutTheCall(step: Step | undefined, picked: boolean): boolean {
  if (!step) return false;
  return step.collects.includes('callbackTime') || (picked && step.collects.includes('callbackWanted'));
}

/** Said at "where?", these tell where. */
const SAYS_WHERE = ['venue', 'county', 'states', 'direction', 'mileMarker', 'exit', 'room'] as const;

/** Not known, unless the rest says where after all: "idk somewhere on 44" is kept as "somewhere on 44". */
function notKnown(heard: Heard, step: Step): Hearing {
  const where = step.takes === 'placeText' ? whereAfterDoubt(heard.rest) : undefined;
  if (where === undefined) return { type: 'answer', heard };
  return { type: 'answer', heard: { ...heard, unsure: false, taken: true, rest: where } };
}

function judge(heard: Heard, step: Step | undefined, context: FlowContext): Hearing {
  const learned = Object.keys(heard.values).length > 0;
  if (!step) return { type: hasWords(heard.text) ? 'answer' : 'missed', heard };
  const takes = takesWords(step, heard.rest);
  if (heard.picks.length > 0) return { type: 'answer', heard: { ...heard, taken: takes } };
  const answers = step.collects.some((name) => heard.values[name] !== undefined);
  if (answers) return { type: 'answer', heard: { ...heard, taken: takes && step.takes === 'placeText' } };
  const road = takes && step.takes === 'placeText' && heard.values.road !== undefined;
  if (heard.unsure && (!learned || road)) return notKnown(heard, step);
  // A correction of something else is no answer to this question.
  if (heard.facts.correction === true && !learned) return { type: 'aside', heard };
  // "By the gas station" says where, though nothing on a map: kept as written, and never asked again.
  const where = SAYS_WHERE.some((name) => heard.values[name] !== undefined);
  if (takes && step.takes === 'placeText' && where)
    return { type: 'answer', heard: { ...heard, taken: true } };
  if (takes && step.takes === 'story' && step.choices === undefined) {
    return { type: 'answer', heard: { ...heard, taken: true } };
  }
  // A numbered question that also takes words: what was said answers it, and nothing is asked twice.
  const takesAnything = step.takes === 'story' || step.takes === 'placeText';
  if (learned && !(takes && takesAnything && step.choices)) return { type: 'aside', heard };
  if (learned) return { type: 'answer', heard: { ...heard, taken: true } };
  // "What would help find it?" beside a yes or no: any words answer.
  const asksWords = step.choices === undefined || step.takes === 'placeText' || step.for === 'affected';
  if (takes && (asksWords || context.missesHere > 0))
    return { type: 'answer', heard: { ...heard, taken: true } };
  return { type: 'missed', heard };
}
