/** Numbers as they are dictated to a phone: "one eighty five", "three oh one", "one-two-six". */

const ONES: Readonly<Record<string, string>> = {
  ...{ zero: '0', oh: '0', o: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6' },
  ...{ seven: '7', eight: '8', nine: '9', niner: '9' },
};
const TEENS: Readonly<Record<string, string>> = {
  ...{ ten: '10', eleven: '11', twelve: '12', thirteen: '13', fourteen: '14', fifteen: '15' },
  ...{ sixteen: '16', seventeen: '17', eighteen: '18', nineteen: '19' },
};
const TENS: Readonly<Record<string, string>> = {
  ...{ twenty: '2', thirty: '3', forty: '4', fourty: '4', fifty: '5', sixty: '6', seventy: '7' },
  ...{ eighty: '8', ninety: '9' },
};
const names = [ONES, TEENS, TENS].flatMap((words) => Object.keys(words)).join('|');
/** Pattern source for a run of such words, up to six of them. */
export const SPOKEN = `(?:(?:${names}|hundred)\\b[ -]?){1,6}`;

/** Is it a word for a number, as one dictates it? */
export const isSpoken = (word: string): boolean => word === 'hundred' || IS_NAME.test(word);
const IS_NAME = new RegExp(`^(?:${names})$`);

/** The digits of a run of number words; undefined where a word is none. */
export function spokenDigits(run: string): string | undefined {
  const words = run.trim().split(/[ -]+/);
  let digits = '';
  for (const [at, word] of words.entries()) {
    const next = words[at + 1] ?? '';
    const ten = TENS[word];
    if (ten !== undefined) digits += ten + (ONES[next] === undefined ? '0' : '');
    else if (word === 'hundred') digits += next === '' ? '00' : ONES[next] === undefined ? '' : '0';
    else {
      const value = ONES[word] ?? TEENS[word];
      if (value === undefined) return undefined;
      digits += value;
    }
  }
  return digits === '' ? undefined : digits;
}
