/** For the ear: codes, plates and numbers one character at a time. Pure. */

/** "MO-7K3QF-2X" → "M O 7 K 3 Q F 2 X". */
export function spell(code: string): string {
  return Array.from(code.toUpperCase())
    .filter((character) => /[\p{L}\p{N}]/u.test(character))
    .join(' ');
}

/** Every run of digits, one by one: "room 214" → "room 2 1 4". Single digits and all else stay. */
export function sayDigits(text: string): string {
  return text.replace(/\d{2,}/g, (digits) => Array.from(digits).join(' '));
}
