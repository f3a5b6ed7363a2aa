/**
 * Which numbered choices a text picks: "1", "b)", "1 3 5", "yes", "not sure. he's 40s…", "1 but after 6". What
 * follows the pick is kept as `rest`, so that a free answer to a numbered question is taken whole.
 */

import { type Facts } from '../understanding/facts.js';
import { fold } from './normalise.js';
import { findNumber, wordsMeaning } from './words.js';

/** A choice as it was shown. */
export interface ShownChoice {
  key: string;
  label: string;
  /** Plain words that pick it, folded or not. */
  words: readonly string[];
}

export interface Picked {
  keys: string[];
  /** What was said besides, as written. */
  rest: string;
}

/** A number in front of these counts something; it picks nothing ("2 girls", "5 pm", "1 block away"). */
const COUNTED =
  /^(?:girls?|women|woman|men|man|guys?|kids?|child|children|boys?|people|persons?|teens?|ladies|lady|females?|males?|workers?|cars?|vans?|trucks?|rooms?|blocks?|miles?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|am|pm|oclock|st|nd|rd|th|or|of|more|other|muchachas?|muchachos?|mujer(?:es)?|hombres?|ninas?|ninos?|chicas?|chicos?|personas?|senoras?|horas?|dias?|semanas?|mes(?:es)?|anos|cuadras?|millas?|carros?|o|de)\b/;
const LIST = /^\W*([0-9](?:(?:\s*(?:,|&|\+|\/|\.|;|\band\b|\by\b|\be\b|\s)\s*)[0-9])*)(?![0-9:])(?=\W|$)/i;
const DIGIT_RUN = /^\W*([1-9]{2,6})\W*$/;
const LETTER = /^\W*([a-h])\W*$|^\W*([a-h])\)\s*/i;

export function readChoice(
  text: string,
  choices: readonly ShownChoice[],
  multiple: boolean,
  facts: Facts,
): Picked | undefined {
  if (choices.length === 0) return undefined;
  return readNumbers(text, choices, multiple, facts) ?? readLetter(text, choices) ?? readWords(text, choices);
}

function readNumbers(
  text: string,
  choices: readonly ShownChoice[],
  multiple: boolean,
  facts: Facts,
): Picked | undefined {
  const run = multiple ? DIGIT_RUN.exec(text)?.[1] : undefined;
  const match = run === undefined ? LIST.exec(text) : undefined;
  const digits = run ?? match?.[1] ?? '';
  let numbers = Array.from(digits.matchAll(/[0-9]/g), ([digit]) => Number(digit));
  let rest = match ? text.slice(match[0].length) : '';
  if (numbers.length === 0) {
    const [word = '', ...more] = fold(text).split(' ');
    const number = word.length > 1 ? findNumber(word) : undefined;
    if (number === undefined || more.length > 0) return undefined;
    numbers = [number];
    rest = '';
  }
  if (!multiple && numbers.length > 1) return undefined;
  if (numbers.some((number) => number < 1 || number > choices.length)) return undefined;
  if (countsSomething(fold(rest), numbers, facts, text)) return undefined;
  const keys = numbers.map((number) => choices[number - 1]?.key ?? '');
  return { keys: [...new Set(keys)], rest: trimRest(rest) };
}

function countsSomething(rest: string, numbers: readonly number[], facts: Facts, text: string): boolean {
  if (rest === '') return false;
  if (COUNTED.test(rest)) return true;
  const start = text.trim().slice(0, 6);
  if (facts.address?.startsWith(String(numbers[0])) === true && facts.address.startsWith(start)) return true;
  return (
    facts.people?.victims !== undefined &&
    numbers.length === 1 &&
    facts.people.victims === numbers[0] &&
    !/^\W*\d\W*[,.):-]/.test(text)
  );
}

function readLetter(text: string, choices: readonly ShownChoice[]): Picked | undefined {
  const match = LETTER.exec(text);
  const letter = (match?.[1] ?? match?.[2])?.toLowerCase();
  if (!match || letter === undefined) return undefined;
  const choice = choices[letter.charCodeAt(0) - 97];
  return choice && { keys: [choice.key], rest: trimRest(text.slice(match[0].length)) };
}

/** The longest words win, so that "no idea" is not "no". */
function readWords(text: string, choices: readonly ShownChoice[]): Picked | undefined {
  const folded = fold(text);
  let best: { key: string; length: number } | undefined;
  for (const choice of choices) {
    for (const word of [...choice.words, choice.label]) {
      const words = fold(word);
      if (words === '' || words.length <= (best?.length ?? 0)) continue;
      if (folded === words || folded.startsWith(`${words} `))
        best = { key: choice.key, length: words.length };
    }
  }
  if (!best || saysMore(folded, best.length)) return undefined;
  return { keys: [best.key], rest: restAfter(text, best.length) };
}

/** "no idea" where not knowing is no choice; "no one speaks english": the first word alone would mislead. */
function saysMore(folded: string, length: number): boolean {
  const unsure = [...wordsMeaning('unsure', 'en')].some(
    (word) => word.length > length && (folded === word || folded.startsWith(`${word} `)),
  );
  return (
    unsure ||
    /^(?:no one|nobody|no body|right (?:now|there|here|by|behind|next)|ya (?:no|que)|si (?:no|me))\b/.test(
      folded,
    )
  );
}

/** The original text after as many folded characters as were matched. */
function restAfter(text: string, foldedLength: number): string {
  for (let end = 1; end <= text.length; end += 1) {
    if (fold(text.slice(0, end)).length >= foldedLength) return trimRest(text.slice(end));
  }
  return '';
}

function trimRest(rest: string): string {
  return rest.replace(/^[\s.,;:)\-–—]+/, '').trim();
}
