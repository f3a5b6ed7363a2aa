/** Is the texter the one affected? "They took my passport" is; "she asked me to help her" is not. */
import type { Plain } from './normalize.js';
import type { PhraseHit } from './phrases.js';

const REPORTED =
  / (?:she|he|they|girl|woman|lady|kid|one|worker|muchacha|ella|nina) (?:[\p{L}\p{N}]+ ){0,3}(?:said|says|told|tells|whispered|texted|asked|asks|begged|screaming|yelling|dijo|dice|conto|pidio|screamed|yelled|whispering|mouthed|mouthing|crying|saying|wrote) (?:[\p{L}\p{N}]+ ){0,6}$/u;
/** Somebody else is spoken of: a cry for help may then be made for them. */
const OTHERS =
  / (?:she|her|girl|girls|woman|women|lady|friend|cousin|sister|daughter|niece|neighbor|neighbors|kid|kids|child|children|coworker|student|someone|somebody|workers|victim|victims|ella|muchacha|muchachas|mujer|mujeres|amiga|amigo|prima|hermana|hija|vecina|vecino|nina|ninas|alguien|trabajadores|senora|people|boy|teen|him) /;
/** A note or a message is quoted. */
const QUOTED =
  / (?:note|napkin|paper|letter|sign|text|message|nota|papel|papelito|recado)(?: [\p{L}\p{N}]+){0,6} (?:. )?(?:says|said|saying|read|reads|that|decia|dice|sent) /u;
const WINDOW = 80;

export function findSelfReport(plain: Plain, hits: readonly PhraseHit[]): boolean {
  if (
    hits.some((hit) => hit.code === 'self' && !isReported(plain.text, hit.start) && !isStaff(plain.text, hit))
  )
    return true;
  return (
    !OTHERS.test(plain.text) &&
    hits.some((hit) => hit.code === 'self.cry' && !isReported(plain.text, hit.start))
  );
}

/** "They won't let me in room 8": a cleaner, not a captive. */
function isStaff(text: string, hit: PhraseHit): boolean {
  return (
    /let (?:me|us) (?:in|inside|clean|enter|see|talk|help|check|near|come in|look|speak|translate|ask) /.test(
      text.slice(hit.start, hit.end + 16),
    ) && !/ (?:leave|out|go home|my family) /.test(text.slice(hit.start, hit.end + 30))
  );
}

/** Inside someone else's words: "she whispered help me". */
function isReported(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - WINDOW), start);
  const clause = before.slice(Math.max(0, before.lastIndexOf(' . ')));
  return REPORTED.test(clause) || QUOTED.test(before);
}
