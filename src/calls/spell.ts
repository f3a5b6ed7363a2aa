/** For the ear: codes, plates and numbers one character at a time. Pure. */

/** "MO-7K3QF-2X" → "M O 7 K 3 Q F 2 X". */
export function spell(code: string): string {
  return Array.from(code.toUpperCase())
    .filter((character) => /[\p{L}\p{N}]/u.test(character))
    .join(' ');
}

/** Numbers of three digits and more, with the letters at them, one by one: "room 214B" → "room 2 1 4 B". All else stays. */
export function sayDigits(text: string): string {
  return text.replace(/[\p{L}\d]*\d{3,}[\p{L}\d]*/gu, spell);
}
