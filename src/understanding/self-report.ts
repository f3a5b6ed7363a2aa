/**
 * Is the texter the one affected? "They took my passport" is; "she asked me to help her" is not, and neither is a
 * note that is read out, a passenger who is quoted, or a cleaner who is not let into a room.
 */
import type { Plain } from './normalize.js';
import type { PhraseHit } from './phrases.js';

const TELLERS =
  'she|girl|girls|woman|lady|kid|one|worker|passenger|patient|student|coworker|friend|cousin|sister|niece|nanny|maid|waitress|neighbor|victim|guest|customer|boy|teen|child|someone|somebody|dancer|dishwasher|cook|muchacha|muchacho|ella|nina|mujer|senora|amiga|amigo|prima|primo|vecina|companera|companero|alumna|pasajera|clienta';
const TELLS =
  'said|says|told|tells|whispered|texted|asked|asks|begged|screaming|yelling|dijo|dice|conto|pidio|screamed|yelled|whispering|mouthed|mouthing|crying|saying|wrote|signed|conto|escribio|platico|susurro';
const REPORTED = new RegExp(` (?:${TELLERS}) (?:[^ .]+ ){0,3}(?:${TELLS}) (?:[^ .]+ ){0,9}$`, 'u');
/** "He said": a boss threatens, unless a man who is himself affected was spoken of before. */
const HE_SAID = new RegExp(` (?:he|they) (?:[^ .]+ ){0,2}(?:${TELLS}) (?:[^ .]+ ){0,6}$`, 'u');
const AFFECTED_MAN =
  / (?:boy|kid|child|worker|workers|coworker|cook|cooks|dishwasher|roofers?|student|students|one of (?:them|the [^ ]+)|(?:1|2|3|4|5|6|7|8|two|three|four|five|six|several) (?:guys|men|workers|people)) /;
/** Somebody else is spoken of: a cry for help may then be made for them. */
const OTHERS =
  / (?:she|her|girl|girls|woman|women|lady|friend|cousin|sister|daughter|niece|neighbor|neighbors|kid|kids|child|children|coworker|student|someone|somebody|workers|victim|victims|ella|muchacha|muchachas|mujer|mujeres|amiga|amigo|prima|hermana|hija|vecina|vecino|nina|ninas|alguien|trabajadores|senora|people|boy|teen|him) /;
/** A note or a message is quoted. */
const QUOTED =
  / (?:note|napkin|paper|letter|sign|sticker|receipt|text|message|mirror|window|nota|papel|papelito|recado|letrero|servilleta)(?: [^ ]+){0,8} (?:says|said|saying|read|reads|that|decia|dice|sent|written) /u;
const WINDOW = 90;

export function findSelfReport(plain: Plain, hits: readonly PhraseHit[]): boolean {
  const own = hits.filter((hit) => !isReported(plain.text, hit.start));
  if (own.some((hit) => hit.code === 'self' && !isStaff(plain.text, hit) && !isIdle(plain.text, hit)))
    return true;
  if (own.some((hit) => OWN_SIGN.test(hit.code) && isMine(plain.text, hit))) return true;
  return !OTHERS.test(plain.text) && own.some((hit) => hit.code === 'self.cry' && !isErrand(plain.text, hit));
}

/** "Help me with my order", "help us find her". */
function isErrand(text: string, hit: PhraseHit): boolean {
  return /^ (?:with|find|understand|know|order|report|con|encontrar|entender) /.test(
    text.slice(hit.end, hit.end + 14),
  );
}

/** Signs whose object, where it is "me" or "us", is the one affected. */
const OWN_SIGN =
  /^(?:control\.(?:not_free_to_leave|id_held|money_held|watched)|labor\..*|sex\.(?:commercial_sex|controller|online_ad)|danger\.now)$/;
const MINE =
  / (?:us|me|myself|nos|(?:my|our|mi|mis|nuestr[oa]s?) (?:own )?(?:passports?|ids?|papers|paperwork|documents|visas?|licenses?|green card|money|pay|paychecks?|checks?|tips|wages|phones?|pasaportes?|papeles|documentos|identificacion|dinero|sueldo|cheques?|propinas|celular|telefono)) /;

function isMine(text: string, hit: PhraseHit): boolean {
  const quote = ` ${text.slice(hit.start, hit.end)} `;
  return MINE.test(quote) && !isStaff(text, hit) && !NOT_MINE.test(quote);
}

/** "She told me he hits her": "me" is only who was told. */
const NOT_MINE =
  / (?:told|tells|tell|asked|asks|texted|showed|called|gave|gives|handed|calls|begged|dijo|conto|pidio|dio|help|ayud\w+) (?:me|us|nos) | (?:let|lets) (?:me|us) (?:in|inside|clean|enter|see|talk|help|check|near|call|look|speak) /;

/** "Hit me up", "my phone made me late", "it made me sad", "I cant leave my post". */
function isIdle(text: string, hit: PhraseHit): boolean {
  return (
    / leave (?:my|the) (?:post|shift|desk|station|truck|bus|counter|register|floor|class) /.test(
      text.slice(hit.start, hit.end + 20),
    ) ||
    /(?:hit|hits|hitting|beat|beats) (?:me|us) up/.test(text.slice(hit.start, hit.end + 4)) ||
    (/^(?:make|makes|made|making) (?:me|us)/.test(text.slice(hit.start, hit.end)) &&
      (/ (?:phone|it|that|this|which|what|story|news|seeing|battery|traffic|really|kinda|just) $/.test(
        text.slice(Math.max(0, hit.start - 10), hit.start),
      ) ||
        /^(?:make|makes|made|making) (?:me|us) (?:late|sad|sick|mad|angry|uncomfortable|nervous|think|wonder|feel|worried|suspicious|cry|uneasy|want to (?:call|report))/.test(
          text.slice(hit.start, hit.end + 16),
        )))
  );
}

/** "They won't let me in room 8": a cleaner, not a captive. */
function isStaff(text: string, hit: PhraseHit): boolean {
  return (
    /let (?:me|us) (?:in|inside|clean|enter|see|talk|help|check|near|come in|look|speak|translate|ask|call) /.test(
      text.slice(hit.start, hit.end + 16),
    ) &&
    (!/ (?:leave|out|go home|my family|my (?:mom|kids|mother|home|husband|sister|daughter)) /.test(
      text.slice(hit.start, hit.end + 34),
    ) ||
      / (?:room|towels|clean|housekeep\w*|disturb|maid) /.test(text)) &&
    !/ (?:my|our) (?:family|mom|kids|mother|home)/.test(text.slice(hit.start, hit.end + 34))
  );
}

/** Inside someone else's words: "she whispered help me". */
function isReported(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - WINDOW), start);
  const sentence = before.slice(Math.max(0, before.lastIndexOf(' . ')));
  return (
    REPORTED.test(sentence) ||
    QUOTED.test(before) ||
    (HE_SAID.test(sentence) && AFFECTED_MAN.test(text.slice(0, start)))
  );
}
