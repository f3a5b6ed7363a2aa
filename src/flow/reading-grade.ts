/**
 * How hard a text is to read. English: Flesch–Kincaid grade (Kincaid et al. 1975), at most 6. Spanish: the
 * Fernández-Huerta ease score (1959), at least 70, which its table calls "fairly easy", sixth school year.
 *
 * Both are made for pages; on a text of one line a single long word decides. So the texts a person reads in one
 * message are judged together with the sentence ends a question or a line makes, and names are left out.
 */

import { type FlowLanguage } from './schema.js';

export const HIGHEST_GRADE = 6;
export const LOWEST_EASE = 70;

interface Counts {
  sentences: number;
  words: number;
  syllables: number;
}

/** The Flesch–Kincaid grade of an English text. */
export function readingGrade(text: string): number {
  const { sentences, words, syllables } = count(text, syllablesInEnglish);
  return words === 0 ? 0 : 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

/** The Fernández-Huerta ease of a Spanish text: 100 is very easy, 0 very hard. */
export function readingEase(text: string): number {
  const { sentences, words, syllables } = count(text, syllablesInSpanish);
  return words === 0 ? 100 : 206.84 - 60 * (syllables / words) - 1.02 * (words / sentences);
}

/** The measure a text exceeds, in words, or undefined when it is easy enough. */
export function judgeReading(text: string, language: FlowLanguage): string | undefined {
  if (language === 'en') {
    const grade = readingGrade(text);
    return grade > HIGHEST_GRADE
      ? `reads at grade ${grade.toFixed(1)}; ${HIGHEST_GRADE} is the highest`
      : undefined;
  }
  const ease = readingEase(text);
  return ease < LOWEST_EASE
    ? `has a Fernández-Huerta ease of ${ease.toFixed(0)}; ${LOWEST_EASE} is the lowest`
    : undefined;
}

function count(text: string, syllablesIn: (word: string) => number): Counts {
  const sentences = text
    .split(/[.?;:\n]+(?=\s|$)|,\s(?=or\b|o\b)/)
    .filter((part) => /\p{L}/u.test(part)).length;
  // Words in capitals are commands and names of things, and are read at a glance.
  const words = (text.match(/\p{L}[\p{L}']*/gu) ?? []).filter(
    (word) => word.length === 1 || word !== word.toUpperCase(),
  );
  return {
    sentences: Math.max(1, sentences),
    words: words.length,
    syllables: words.reduce((sum, word) => sum + syllablesIn(word.toLowerCase()), 0),
  };
}

function syllablesInEnglish(word: string): number {
  const bare = word.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (end) => end.charAt(0));
  return Math.max(1, bare.match(/[aeiouy]{1,2}/g)?.length ?? 1);
}

function syllablesInSpanish(word: string): number {
  const groups = word.replace(/qu|gu(?=[eiéí])/g, 'k').match(/[aeoáéó]|[iuíúü]+(?=[^aeoáéó]|$)/g) ?? [];
  const hiatus = word.match(/[íú][aeo]|[aeo][íú]/g)?.length ?? 0;
  const diphthongs = word.match(/[aeoáéó][iu](?![aeoáéó])/g)?.length ?? 0;
  return Math.max(1, groups.length + hiatus - diphthongs);
}
