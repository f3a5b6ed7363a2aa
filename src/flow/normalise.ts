/**
 * One way to look at a text when only its words matter: small letters, no accents, no punctuation, single
 * spaces. Never used for what is kept or handed on.
 */

const CONTROL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
const COMBINING = /\p{M}/gu;
const APOSTROPHES = /['\u2018\u2019\u02BC`\u00B4]/g;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;

/** "Please, STOP texting me!" → "please stop texting me". Apostrophes vanish: "don't" → "dont". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(COMBINING, '')
    .replace(APOSTROPHES, '')
    .toLowerCase()
    .replace(NOT_WORD, ' ')
    .trim();
}

/** The text as kept: control and invisible direction characters removed, ends trimmed. */
export function clean(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}

export function countWords(text: string): number {
  const folded = fold(text);
  return folded === '' ? 0 : folded.split(' ').length;
}

/** Has at least one letter or digit of any script. */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Has words to keep: two letters at least, or one sign of a script that writes words with signs. */
export function hasLetters(text: string): boolean {
  return /\p{L}.*\p{L}|\p{Lo}/su.test(text);
}
