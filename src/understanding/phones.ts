/**
 * Telephone numbers, and which of them is the witness's own. A number in an advert or on a van is evidence,
 * not a way to call back.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { correctionEnd } from './corrections.js';
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';

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
  for (const match of doc.flat.matchAll(CANDIDATE)) {
    const digits = match[0].replace(/\D/g, '');
    if (digits.length < 10 || digits.length > 13) continue;
    const number = toE164(match[0], digits);
    if (number === undefined) continue;
    const between = doc.flat.slice(facts.spans.at(-1)?.[1] ?? 0, match.index);
    facts.spans.push([match.index, match.index + match[0].length]);
    const before = doc.flat.slice(Math.max(0, match.index - 70), match.index);
    if (
      facts.callbackPhone !== undefined ? isTakenBack(between) : !OTHERS.test(before) && !isAdvertised(before)
    )
      facts.callbackPhone = number;
  }
  return facts;
}

/** "303 555 0138 oops i mean 303 555 0183": the number after such words stands for the one before them. */
const isTakenBack = (between: string): boolean =>
  between.length <= CORRECTION_CHARS &&
  (correctionEnd(between) > 0 ||
    /^\W*(?:(?:oh|no|sorry|oops|ups|perdon|rather|actually)\W+){1,3}$/.test(between));
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
