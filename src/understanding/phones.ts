/**
 * Telephone numbers, and which of them is the witness's own. A number in an advert or on a van is evidence,
 * not a way to call back.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { correctionEnd } from './corrections.js';
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';
import { isSpoken, spokenDigits } from './spoken-numbers.js';

export interface PhoneFacts {
  callbackPhone?: string;
  spans: Span[];
}

const CANDIDATE =
  /(?<![\w$-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})[ .·-]{0,3}\d{3,4}[ .·-]{0,3}\d{2,4}(?:[ .-]?\d{2,4})?(?![\w-])/g;
const OTHERS =
  /(?:\b(?:his|her|their|its|the (?:ad|van|sign|truck|website|site|poster|flyer|card|pimps?|boss|owner|spa|massage)s?|ad(?:s|vert)?|anuncio|listed|listing|posted|pimps?|boss(?:es)?|guys|mans|owners?|su|del|van|sign|website|business|truck|hotline|spa|shop|cards?) (?:(?:phone|cell|number|numero|tel|telefono|#|num|with|says|has|is|es|number is|phone number|phone number is|was|at|call|text|to|calls)\s*){1,5}[:#]?\s*$)|\b(?:number|phone|#) (?:in|on) (?:it|them|the \w+)(?: is| was| says)?[: ]*$|(?:wrong number|is this|text(?:ing)? (?:stop )?to) ?$/;

export function findPhones(doc: Doc): PhoneFacts {
  const facts: PhoneFacts = { spans: [] };
  const { flat, ends } = writeDictated(doc.flat);
  for (const match of flat.matchAll(CANDIDATE)) {
    const digits = match[0].replace(/\D/g, '');
    if (digits.length < 10 || digits.length > 13) continue;
    const number = toE164(match[0], digits);
    if (number === undefined) continue;
    const between = doc.flat.slice(facts.spans.at(-1)?.[1] ?? 0, match.index);
    const end = ends.get(match.index) ?? match.index + match[0].length;
    facts.spans.push([match.index, end]);
    const before = doc.flat.slice(Math.max(0, match.index - 70), match.index);
    const others =
      OTHERS.test(before) || isAdvertised(before) || OTHERS_AFTER.test(doc.flat.slice(end, end + 40));
    if (facts.callbackPhone !== undefined ? isTakenBack(between) : !others) facts.callbackPhone = number;
  }
  return facts;
}

/** "that number on the ad", "555-0150 del anuncio", "555-0150 is his". */
const OTHERS_AFTER =
  /^,? (?:(?:is )?(?:on|in|from|off|of|del?|d|en) (?:the |his |her |their |el |la |su )?(?:ads?|adverts?|anuncio|listing|flyers?|poster|billboard|website|page|pagina|sign|letrero|cards?|tarjeta)\b|(?:is|es) (?:his|hers|theirs|not mine|not hers|(?:del|de el|de la|d la|de su|the) (?:boss|owner|pimp|patrona?|duen[oa]|jef[ea]))\b|(?:no es|aint|isnt|isn't) (?:mio|mi numero|mine|hers|d|de)\b)/;

interface Dictated {
  flat: string;
  /** Where a dictated number begins → where it ends. */
  ends: ReadonlyMap<number, number>;
}

/** "nine one eight 555 oh one two two", "918 555 o122": written as digits, padded so that every offset stays. */
function writeDictated(flat: string): Dictated {
  const ends = new Map<number, number>();
  const tokens = [...flat.matchAll(/[a-z0-9]+/g)];
  let out = flat;
  for (let first = 0; first < tokens.length; first++) {
    const number = dictatedFrom(flat, tokens, first);
    const start = tokens[first]?.index;
    if (number === undefined || start === undefined) continue;
    out = out.slice(0, start) + number.digits.padEnd(number.end - start, ' ') + out.slice(number.end);
    ends.set(start, number.end);
    first += number.tokens - 1;
  }
  return { flat: out, ends };
}

const NATIONAL_DIGITS = 10;

function dictatedFrom(
  flat: string,
  tokens: readonly RegExpExecArray[],
  first: number,
): { digits: string; end: number; tokens: number } | undefined {
  const run: string[] = [];
  let misspelt = false;
  let end = tokens[first]?.index ?? 0;
  for (let at = first; at <= first + NATIONAL_DIGITS; at++) {
    const token = tokens[at];
    if (token === undefined || (at > first && !/^[ .,()-]{1,3}$/.test(flat.slice(end, token.index)))) break;
    const digits = /^(?=.*\d)[\do]+$/.test(token[0]) ? token[0].replaceAll('o', '0') : undefined;
    if (digits === undefined && !isSpoken(token[0])) break;
    misspelt ||= digits !== token[0];
    run.push(digits ?? token[0]);
    end = token.index + token[0].length;
    const written = readRun(run);
    if (written.length > NATIONAL_DIGITS) break;
    // "five five" may go on as "fifty five": the number ends where no digit follows.
    if (written.length === NATIONAL_DIGITS && !isOne(tokens[at + 1]?.[0], token[0]))
      return misspelt && toE164(written, written) !== undefined
        ? { digits: written, end, tokens: run.length }
        : undefined;
  }
  return undefined;
}

/** "…twenty" before "two": the next word belongs to it. */
const isOne = (next: string | undefined, word: string): boolean =>
  word.endsWith('ty') &&
  next !== undefined &&
  /^(?:one|two|three|four|five|six|seven|eight|nine)$/.test(next);

function readRun(run: readonly string[]): string {
  let digits = '';
  let words: string[] = [];
  for (const part of [...run, '']) {
    if (part !== '' && !/^\d/.test(part)) {
      words.push(part);
      continue;
    }
    if (words.length > 0) digits += spokenDigits(words.join(' ')) ?? '';
    words = [];
    digits += part;
  }
  return digits;
}

/** "303 555 0138 oops i mean 303 555 0183": the number after such words stands for the one before them. */
const isTakenBack = (between: string): boolean =>
  between.length <= CORRECTION_CHARS &&
  (correctionEnd(between) > 0 ||
    /^\W*(?:(?:oh|no|sorry|oops|ups|perdon|rather|actually)\W+){1,3}$/.test(between) ||
    USE_ANOTHER.test(between));
/** "no thats my work use": the number to come is the one to call. */
const USE_ANOTHER =
  /^\W*(?:oh |uh )?(?:no|nope|wait|sorry|dont use|do not use)\b[^!?\n]{0,40}\b(?:use|try|call|text|es el|mejor|llame|llamen|marque|marquen)(?: (?:me at|me on|this|al))? ?$/;
const CORRECTION_CHARS = 60;

/** Spoken of with an advert or a sign, and not called one's own. */
function isAdvertised(before: string): boolean {
  const advert =
    /\b(?:ads?|adverts?|advertised|anuncio|listing|flyers?|poster|billboard|website|escort sites?)\b([^.!?]*)$/.exec(
      before,
    );
  return advert !== null && !/\b(?:my|mine|me|mi|mio|myself|reach|i am|im)\b/.test(advert[1] ?? '');
}

function toE164(written: string, digits: string): string | undefined {
  if (written.startsWith('+')) {
    const parsed = parsePhoneNumberFromString(written);
    return parsed?.isPossible() === true ? parsed.number : undefined;
  }
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (
    national.length !== 10 ||
    !/^[2-9]\d{2}[2-9]\d{6}$/.test(national) ||
    /^(?:888373|800|911)/.test(national)
  )
    return undefined;
  const parsed = parsePhoneNumberFromString(national, 'US');
  return parsed?.isPossible() === true ? parsed.number : undefined;
}
