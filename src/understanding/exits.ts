/** Exits and mile markers, as digits or as spoken words; of a corrected one the correction counts. */
import { correctedNumber, execCorrected } from './corrections.js';
import type { Doc } from './normalize.js';
import type { Span } from './facts.js';
import { SPOKEN, spokenDigits } from './spoken-numbers.js';

export interface FoundNumber {
  value: string;
  span: Span;
}

const EXIT_WORD =
  '\\b(?:exits?|xit|ext|ex(?=[.#: ]{1,2}\\d)|salida|sal(?=\\.? \\d{1,3} (?:de|en|por) la\\b)|saida|sortie|loi ra|off ?ramp)(?: (?:number|numero|num|no\\.?|so|#))?[ .:#-]{0,2}';
const EXIT = new RegExp(
  `${EXIT_WORD}(\\d{1,3}(?:-?[a-d]\\b| [a-d]\\b(?= (?:like|as in|for) | *(?![ a-z\\d])))?)(?!\\d|:\\d)`,
);
const COUNTED_AFTER =
  '(?! ?(?:miles?|mi|blocks?|of|time|more|minutes?|mins?|girls?|guys?|men|women|am|pm)\\b)';
const SPOKEN_EXIT = new RegExp(`${EXIT_WORD}(${SPOKEN})${COUNTED_AFTER}`);
const EXIT_AFTER = /\b(?:the )?(\d{1,3}[a-d]?) exit\b/;
/** "104번 출구". */
const EXIT_AFTER_EAST_ASIAN = /(\d{1,3})(?:번 ?출구|号? ?出口)/;
/** "x53" beside the road it belongs to. */
const EXIT_BEFORE_ROAD = /(?:(?<![\w-] )\bx ?|(?<!\d )\bx)(\d{1,3})(?= (?:off|on|i-?\d))/;
const EXIT_BEHIND_ROAD = /^[ ,]{1,2}x ?(\d{1,3})\b/;

/** `road`: where the road stands, so that its number is not taken for an exit's. */
export function findExit({ flat }: Doc, road: Span | undefined): FoundNumber | undefined {
  const match = execCorrected(EXIT, flat) ?? SPOKEN_EXIT.exec(flat) ?? findShortExit(flat, road);
  if (match?.[1] === undefined) return undefined;
  const found = /^[a-z]/.test(match[1]) ? spokenDigits(match[1]) : match[1];
  if (found === undefined || found.length > 4) return undefined;
  const span: Span = [match.index, match.index + match[0].length];
  const value = correctedNumber(flat, span) ?? found;
  return { value: value.replace(/[ -]/g, '').toUpperCase(), span };
}

function findShortExit(flat: string, road: Span | undefined): RegExpExecArray | null {
  const after = EXIT_AFTER.exec(flat) ?? EXIT_AFTER_EAST_ASIAN.exec(flat);
  if (after !== null || road === undefined) return after;
  const before = EXIT_BEFORE_ROAD.exec(flat);
  if (before !== null) return before;
  const behind = EXIT_BEHIND_ROAD.exec(flat.slice(road[1]));
  if (behind !== null) behind.index += road[1];
  return behind;
}

const MARKER_WORD =
  '(?:\\b(?:mm|m\\.m\\.|mile ?(?:marker|mark|post|maker|mrkr|mkr)?s?|milemarker|mile-marker|mp|m\\.p\\.|milepost|marker|mrkr|millas?|milhas?|mille|marcador(?: de (?:la )?milla)?|dam|km)|里程)[ :#.-]{0,2}';
const MARKER = new RegExp(`${MARKER_WORD}(\\d{1,3}(?:\\.\\d)?)\\b(?!:\\d)(?! ?(?:miles|feet))`);
const SPOKEN_MARKER = new RegExp(
  `\\b(?:mile ?(?:marker|mark|post)|milepost|mm|mp)[ :#.-]{0,2}(${SPOKEN})${COUNTED_AFTER}`,
);

export function findMarker({ flat }: Doc, hasRoad: boolean): { value: number; span: Span } | undefined {
  const match = execCorrected(MARKER, flat) ?? SPOKEN_MARKER.exec(flat);
  if (match?.[1] === undefined || (!hasRoad && /^(?:km|marker)/.test(match[0]))) return undefined;
  const found = /^[a-z]/.test(match[1]) ? spokenDigits(match[1]) : match[1];
  if (found === undefined || found.length > 5) return undefined;
  const span: Span = [match.index, match.index + match[0].length];
  return { value: Number(correctedNumber(flat, span) ?? found), span };
}
