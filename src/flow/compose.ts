/**
 * One message from what a turn has to say: opening words, what was understood, the question and its choices.
 * It never exceeds the document's segments: the language offer goes first, then the recap part by part, then
 * the opening words. The question, the choices and words that must be said (danger, STOP, the introduction) stay.
 */

import { type ReplyChoice, type ReplyEffect } from './effects.js';
import { clip, countSegments } from './segments.js';

/** Words before the question. `must`: never trimmed; `line`: what follows starts a new line. */
export interface Opening {
  text: string;
  must: boolean;
  line?: boolean;
}

export interface MessageParts {
  openings: readonly Opening[];
  /** What was understood, best part first, and the sentence it stands in. */
  recap: readonly string[];
  recapSentence: (recap: string) => string;
  question: string;
  /** The question with a shorter recap inside it, for a review that shows everything. */
  questionWith?: (summary: string) => string;
  summary: readonly string[];
  choices: readonly ReplyChoice[];
  /** Said only when there is room. */
  offer: string;
}

/** The message's text within `segments`, without its choices. */
export function composeText(parts: MessageParts, segments: number): { text: string; offered: boolean } {
  const fits = (text: string) => countSegments(renderPlain({ text, choices: parts.choices })) <= segments;
  const build = (openings: readonly Opening[], recapCount: number, summaryCount: number, offer: string) => {
    const recap = parts.recap.slice(0, recapCount).join(', ');
    const question = parts.questionWith
      ? parts.questionWith(parts.summary.slice(0, summaryCount).join(', '))
      : parts.question;
    const got = recap === '' ? '' : parts.recapSentence(recap);
    return joinParts([...openings, { text: got }, { text: question }, { text: offer }]);
  };
  const summaryLength = parts.summary.length;
  if (parts.offer !== '') {
    const whole = build(parts.openings, parts.recap.length, summaryLength, parts.offer);
    if (fits(whole)) return { text: whole, offered: true };
  }
  for (let count = parts.recap.length; count >= 0; count -= 1) {
    const text = build(parts.openings, count, summaryLength, '');
    if (fits(text)) return { text, offered: false };
  }
  const musts = parts.openings.filter(({ must }) => must);
  for (let count = summaryLength; count >= 0; count -= 1) {
    const text = build(musts, 0, count, '');
    if (fits(text)) return { text, offered: false };
  }
  return { text: shorten(build(musts, 0, 0, ''), fits), offered: false };
}

/** A new line costs what a space costs, and reads better on a phone. */
function joinParts(parts: readonly { text: string; line?: boolean }[]): string {
  let joined = '';
  let gap = '';
  for (const { text, line } of parts) {
    if (text === '') continue;
    joined += gap + text;
    gap = line === true ? '\n' : ' ';
  }
  return joined;
}

/** The last resort for a document nobody linted: cut at a word until it fits. */
function shorten(text: string, fits: (text: string) => boolean): string {
  let length = text.length;
  while (length > 20 && !fits(clip(text, length))) length -= 10;
  return clip(text, length);
}

/** The message as an SMS or a terminal shows it: the text, then each choice with its number on a line of its own. */
export function renderPlain(reply: Pick<ReplyEffect, 'text'> & { choices: readonly ReplyChoice[] }): string {
  const numbered = reply.choices.map(({ label }, index) => `${index + 1} ${label}`);
  return [reply.text, ...numbered].filter((part) => part !== '').join('\n');
}
