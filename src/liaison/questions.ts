/** The questions a liaison can choose from and the words around each, from config/questions.yaml. Pure. */

import { z } from 'zod';
import { countSegments, isGsm7 } from '../flow/segments.js';

export const QUESTION_LANGUAGES = ['en', 'es'] as const;
export type QuestionLanguage = (typeof QUESTION_LANGUAGES)[number];

/** A witness reads two segments at most, from a person as from the bot. */
export const MAX_SEGMENTS = 2;
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const MAX_LABEL = 75;
const MAX_QUESTIONS = 100;

const both = z.strictObject({ en: z.string().trim().min(1), es: z.string().trim().min(1) });
const withState = both.refine(
  (texts) => QUESTION_LANGUAGES.every((language) => texts[language].includes('{state}')),
  'each language must name the {state}',
);

export const questionsFileSchema = z.strictObject({
  prefix: z.strictObject({ state: withState, national: both }),
  ending: both,
  questions: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, 'an id has small letters, digits and _'),
        label: z.string().trim().min(1).max(MAX_LABEL, `at most ${MAX_LABEL} characters`),
        text: both,
      }),
    )
    .min(1)
    .max(MAX_QUESTIONS, `at most ${MAX_QUESTIONS} questions`),
});
export type QuestionTexts = z.infer<typeof questionsFileSchema>;

export interface ComposedQuestion {
  /** Exactly what the witness gets. */
  text: string;
  characters: number;
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
}

export interface QuestionDraft {
  words: string;
  language: QuestionLanguage;
  /** Undefined: the national desk. */
  stateName: string | undefined;
  /** The first question to this witness says how to end them. */
  isFirst: boolean;
}

/** Who asks, the words, and on the first one how to end questions on a line of its own. */
export function composeQuestion(texts: QuestionTexts, draft: QuestionDraft): ComposedQuestion {
  const { words, language, stateName, isFirst } = draft;
  const prefix =
    stateName === undefined
      ? texts.prefix.national[language]
      : texts.prefix.state[language].replaceAll('{state}', stateName);
  return measure(`${prefix} ${words.trim()}${isFirst ? `\n${texts.ending[language]}` : ''}`);
}

/** What a text costs a witness to get. */
export function measure(text: string): ComposedQuestion {
  return {
    text,
    characters: Array.from(text).length,
    encoding: isGsm7(text) ? 'GSM-7' : 'UCS-2',
    segments: countSegments(text),
  };
}
