/**
 * Where a text takes an earlier word back ("exit 41, sorry i meant exit 34", "i said 4 guys but its 7"): of two
 * values of one kind the one after it counts. Reads the flat and the plain view alike.
 */
import type { Span } from './facts.js';

const TAKES_BACK =
  /\b(?:(?:oh )?no,? wait|wait,? no|no,? no|no,? (?:sorry|oops|perdon|disculpe)\b(?! (?:about|for|to|that|que|si))|hold on|i mean(?:t)?\b(?! it)|meant to (?:say|put|type)|correction|scratch that|strike that|my bad|my mistake|i misspoke|make (?:that|it)(?= (?:\d|one|two|three|four|five|six|seven|eight|the|exit|room))|(?:sorry|oops|whoops|actually|wait|ups),? (?:no,? )?(?:its|it's|it is|thats|that's|that is|make that|theres|there's|there is|i meant)|(?:its|it's|it is|thats|is) actually|i (?:said|put|wrote|typed) [^.!?\n]{1,24}? but\b|not [a-z0-9]+,? but|quise decir|mejor dicho|digo|corrijo|(?:perdon|disculpe|disculpa|no),? (?:es|era|son|eran|fue) (?:en )?(?!que)|no,? (?:espera|espere|perdon)|(?:perdon|disculpe|disculpa|perdone),? (?:la|el|en) (?=salida|milla|cuarto|habitacion|placas?\b|exit|interestatal)|me equivoque|dije [^.!?\n]{1,24}? pero)|\? (?:uh |um |oh )?(?:no|nope)\b/g;

/** Where what was taken back ends; 0 where nothing is. */
export function correctionEnd(text: string): number {
  return listCorrectionEnds(text)[0] ?? 0;
}

/** The last one first. */
function listCorrectionEnds(text: string): number[] {
  return [...text.matchAll(TAKES_BACK)].map((match) => match.index + match[0].length).reverse();
}

/** "4 women wait no 5", "exit 9, wait no exit 7": what takes a number back takes no place back. */
const NUMBER_NEXT =
  /^[ ,.]{0,2}(?:its |it is |there(?:'?s| are) |like |about |the |la |el )*(?:(?:exit|mile(?: marker)?|mm|room|rm|unit|apt|salida|milla|cuarto|habitacion) )?#?(?:\d{1,3}[a-d]?|two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b(?! ?(?:st|nd|rd|th)\b)/;

/** Where what was taken back ends, if it can be a place; 0 where nothing is. */
export const placeCorrectionEnd = (text: string): number =>
  listCorrectionEnds(text).find((end) => !NUMBER_NEXT.test(text.slice(end))) ?? 0;

/** What the pattern finds after the last correction that is followed by one, or anywhere where none is. */
export function execCorrected(pattern: RegExp, text: string): RegExpExecArray | null {
  for (const from of listCorrectionEnds(text)) {
    const later = pattern.exec(' '.repeat(from) + text.slice(from));
    if (later !== null) return later;
  }
  return pattern.exec(text);
}

const TAKING_BACK =
  '(?:oh |uh |um )?(?:no|nope|wait|sorry|oops|whoops|ups|my bad|my mistake|scratch that|strike that|correction|i meant?|make (?:that|it)|actually|rather|perdon|disculpe|digo|mejor dicho|quise decir|espere?)';
/** What may stand between a number and the one that corrects it. */
const CORRECTED_BY = new RegExp(
  `^[ ,.;:!?…-]{0,4}(?:${TAKING_BACK}[ ,.;:!…-]{1,4}){1,3}(?:its |it's |it is |thats |es |la |el |its actually |i meant? )?(?:exit |salida |mm |mile(?: marker)? |milla )?#?(\\d{1,3}(?:-?[a-d]\\b)?)(?![\\d:-])(?! ?(?:girls?|guys?|men|women|kids?|people|of|mins?|am|pm)\\b)`,
);
/** "i said mile marker 212 its 221": there the second number needs no other word. */
const SAID_BEFORE = /\b(?:i (?:said|put|wrote|typed|told you)|dije|puse) [^.!?\n]{0,20}$/;
const IT_IS =
  /^[ ,.;:-]{0,3}(?:but )?(?:its|it's|it is|es)(?: really| actually)? (\d{1,3}(?:-?[a-d]\b)?)(?![\d:])/;

/** The bare number that a correction puts in the place of the one at `span` ("exit 123 no wait its 120"). */
export function correctedNumber(text: string, [start, end]: Span): string | undefined {
  const after = text.slice(end);
  const match = CORRECTED_BY.exec(after);
  if (match !== null) return match[1];
  return SAID_BEFORE.test(text.slice(0, start)) ? IT_IS.exec(after)?.[1] : undefined;
}
