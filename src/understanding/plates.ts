/** Licence plates, whole or in part, with the state that issued them where it was said. */
import { correctionEnd } from './corrections.js';
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';
import { isSpoken, spokenDigits } from './spoken-numbers.js';
import { MAKE, MODEL } from './vehicles.js';
import { STATE_CODES, STATE_NAMES, WORDY_CODES } from './words/states.js';

export interface PlateFacts {
  plates?: string[];
  plateStates?: Record<string, string>;
  spans: Span[];
}

const STATE = [...STATE_NAMES.keys()].sort((a, b) => b.length - a.length).join('|');
const CODE = [...STATE_CODES].map((code) => code.toLowerCase()).join('|');
const CUE =
  /\b(?:license plates?|licence plates?|lic(?:ense)? ?(?:plate|tag|#|no\.?)|plates?|plate|tags?|lp|placas?|matricula|tablilla|lic|plt|registration|plak|bien so(?: xe)?)\b|车牌号?码?/g;
const FILLER = new Set(
  'is are was were number numbers no num says said reads read starts starting begins beginning ends ending with in partial partially looks like maybe part parcial first last es son de la las del dice empieza empiezan termina con numero from out of i think a an the on it plate plates license lic rear front back and got its temp temporary paper state saw unos creo que some something my his her their this for to n w w/ plt tag tags my son'.split(
    ' ',
  ),
);
const STOPPER = /[.!?;\n]/;
const MAX_FILLERS = 9;
const STATE_HERE = new RegExp(`^(${STATE}|${CODE})\\b(?!-)`);
const STATE_BEFORE = new RegExp(`\\b(${STATE}|${CODE})[ .]*$`);

const STATE_AFTER = new RegExp(
  `^[ ,(]{1,3}(?:plates? )?(?:from |de |out of )?(${STATE}|${CODE})(?= ?(?:plates?\\b|tags?\\b|\\)|$|[.,;]))`,
);

/** Makes and models beside which a bare plate may stand. */
const CAR_BESIDE = new RegExp(`\\b(?:${MAKE}|${MODEL.replace('|300|', '|')})\\b`);

export function findPlates(given: Doc, taken: readonly Span[]): PlateFacts {
  const doc = spellOut(given);
  const { flat } = doc;
  const facts: PlateFacts = { spans: [] };
  const plates: string[] = [];
  const states: Record<string, string> = {};
  for (const cue of flat.matchAll(CUE)) {
    const end = cue.index + cue[0].length;
    if (/^tags?$/.test(cue[0]) && /\b(?:toe|price|name|dog|graffiti|hash) ?$/.test(flat.slice(0, cue.index)))
      continue;
    const read = readAfterCue(doc, end);
    if (read === undefined) continue;
    const { plate, start } = read;
    const before = STATE_BEFORE.exec(flat.slice(Math.max(0, cue.index - 24), cue.index));
    if (taken.some(([from, to]) => start < to && start + plate.length > from)) continue;
    if (!plates.includes(plate.value)) plates.push(plate.value);
    facts.spans.push([cue.index, start + plate.length]);
    const later = STATE_AFTER.exec(flat.slice(start + plate.length, start + plate.length + 30));
    const written = read.state ?? before?.[1] ?? later?.[1];
    if (read.state === undefined && before === null && later !== null)
      facts.spans.push([start + plate.length, start + plate.length + later[0].length]);
    if (before !== null) facts.spans.push([cue.index - before[0].length, cue.index]);
    const code = written === undefined ? undefined : (STATE_NAMES.get(written) ?? written.toUpperCase());
    if (code !== undefined && STATE_CODES.has(code)) states[plate.value] = code;
  }
  addUncued(doc, taken, facts.spans, plates);
  correctPlate(flat, plates);
  if (plates.length > 0) facts.plates = plates;
  if (Object.keys(states).length > 0) facts.plateStates = states;
  return facts;
}

/** "plate 90B 417 no wait its 90D 417": what stands after a correction in the place of what stood right before it. */
const CORRECTED_PLATE =
  /^[ ,.]*(?:(?:its|it's|it is|es|era|is) )?(?:([a-z]{2,4})\b(?![ -]?\d))?[ ,.]*([a-z0-9]{1,4}[ -]?[a-z0-9]{2,4}\b)?/;
const NEAR_CHARS = 24;

function correctPlate(flat: string, plates: string[]): void {
  const from = correctionEnd(flat);
  if (from === 0) return;
  const [, letters, whole] = CORRECTED_PLATE.exec(flat.slice(from)) ?? [];
  const after = whole?.replace(/[^a-z0-9]/g, '').toUpperCase() ?? '';
  const before = flat
    .slice(0, from)
    .replace(/[^a-z0-9]/g, '')
    .slice(-NEAR_CHARS)
    .toUpperCase();
  for (const [index, plate] of plates.entries()) {
    if (!before.includes(plate)) continue;
    const part = letters?.toUpperCase() ?? '';
    const mended = plate.replace(/(?<![A-Z])[A-Z]{2,4}(?![A-Z])/, (old) =>
      old.length === part.length ? part : old,
    );
    const later = /\d/.test(after) && after.length === plate.length ? after : mended;
    if (later === plate) continue;
    plates.splice(index, 1, ...(plates.includes(later) ? [] : [later]));
    return;
  }
}

/** Letters as the police spell them, when written after "plate": "6 Tango Mike". */
const SPELT =
  /^(?:alpha|alfa|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|x-?ray|yankee|zulu)$/;
const SPELT_RUN_CHARS = 60;

/** The text with a plate that was dictated after a cue as one word, padded so that every offset stays. */
function spellOut(doc: Doc): Doc {
  for (const cue of doc.flat.matchAll(CUE)) {
    const from = cue.index + cue[0].length;
    const found = readDictated(doc.flat.slice(from, from + SPELT_RUN_CHARS));
    if (found === undefined) continue;
    const write = (text: string, value: string): string =>
      text.slice(0, from + found.start) +
      value.padEnd(found.end - found.start, ' ') +
      text.slice(from + found.end);
    return {
      ...doc,
      flat: write(doc.flat, found.value),
      text: write(doc.text, found.value.toUpperCase()),
    };
  }
  return doc;
}

interface Dictated {
  value: string;
  start: number;
  end: number;
}

/** "six papa romeo one two niner", "k d w zero four", "L J P 9 0 4 2": the first run of such words. */
function readDictated(run: string): Dictated | undefined {
  let parts: string[] = [];
  let start = 0;
  let end = 0;
  const finish = (): Dictated | undefined => {
    const spelt = parts.filter((part) => SPELT.test(part)).length;
    const single = parts.filter((part) => part.length === 1 || isSpoken(part)).length;
    if (spelt < 2 && (parts.length < 4 || spelt + single < 4)) return undefined;
    const value = joinDictated(parts);
    return value.length < 3 || value.length > 8 || !/\d/.test(value) ? undefined : { value, start, end };
  };
  for (const token of run.matchAll(/x-ray\b|[a-z0-9]+/g)) {
    const word = token[0];
    const dictated =
      SPELT.test(word) || isSpoken(word) || /^[a-z]$/.test(word) || /^(?=.*\d)[a-z0-9]{1,4}$/.test(word);
    const joined = /^[ ,-]{1,3}$/.test(run.slice(end, token.index));
    if (parts.length > 0 && (!dictated || !joined)) {
      // "…six one two i think": the "i" begins what follows.
      if (joined && /^[ai]$/.test(parts.at(-1) ?? '')) parts.pop();
      const found = finish();
      if (found !== undefined) return found;
      parts = [];
    }
    if (STOPPER.test(run.slice(end, token.index)) && end > 0) return undefined;
    // "is a 6 one two": an article, unless a letter follows.
    if (parts.length === 0 && word === 'a' && !/^ [a-z]\b/.test(run.slice(token.index + 1))) continue;
    if (dictated && parts.length === 0) start = token.index;
    if (dictated) parts.push(word);
    end = token.index + word.length;
  }
  return finish();
}

function joinDictated(parts: readonly string[]): string {
  let value = '';
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? '';
    const next = parts[at + 1] ?? '';
    if (SPELT.test(part)) value += part.charAt(0);
    else if (part.length > 1 && isSpoken(part)) {
      const pair = part.endsWith('ty') && /^(?:one|two|three|four|five|six|seven|eight|nine)$/.test(next);
      value += spokenDigits(pair ? `${part} ${next}` : part) ?? '';
      if (pair) at++;
    } else value += part;
  }
  return value;
}

interface CuedPlate {
  plate: ReadPlate;
  start: number;
  state?: string;
}

/** Walks over "is", "texas", "#" and the like to the plate; stops at the end of the sentence. */
function readAfterCue(doc: Doc, end: number): CuedPlate | undefined {
  const { flat } = doc;
  let at = end;
  let state: string | undefined;
  for (let skipped = 0; skipped < MAX_FILLERS; skipped++) {
    const gap = /^[\s:：是#=,"'“”(*-]*/.exec(flat.slice(at, at + 12))?.[0] ?? '';
    at += gap.length;
    const word = /^[a-z0-9/.]+/.exec(flat.slice(at, at + 20))?.[0];
    if (word === undefined || (skipped > 0 && STOPPER.test(gap))) return undefined;
    const named =
      state === undefined && !(WORDY_CODES.has(word) && !/^[A-Z]{2}$/.test(doc.text.slice(at, at + 2)))
        ? STATE_HERE.exec(flat.slice(at, at + 24))?.[1]
        : undefined;
    if (named !== undefined && !/^[ -]?\d{3,4}\b/.test(flat.slice(at + named.length))) {
      state = named;
      at += named.length;
    } else if (named !== undefined && /^[ -]\d{3,4} ?[a-z]{3}\b/.test(flat.slice(at + named.length))) {
      state = named;
      at += named.length;
    } else if (FILLER.has(word)) {
      at += word.length;
    } else {
      const partial =
        /\b(?:starts?|starting|begins?|beginning|ends?|ending|partial|part|parcial|empiezan?|terminan?)\b/.test(
          flat.slice(end, at),
        );
      const plate = readPlate(flat.slice(at, at + 30), doc, at, partial ? 2 : 3);
      return plate === undefined
        ? undefined
        : { plate, start: at, ...(state === undefined ? {} : { state }) };
    }
  }
  return undefined;
}

interface ReadPlate {
  value: string;
  length: number;
}

/** Reads "512 QXJ", "31-K704", "lkv 4821" from the start of `text`; stops before words. */
function readPlate(text: string, doc: Doc, offset: number, least: number): ReadPlate | undefined {
  const parts =
    /^([a-z0-9]{1,8})(?:([ -]{1,3}|[.·•](?=\d{3,4}\b))([a-z0-9]{1,6}))?(?:([ -]{1,3})([a-z0-9]{1,4}))?(?![a-z0-9])/.exec(
      text,
    );
  if (parts?.[1] === undefined) return undefined;
  const capital = (at: number, length: number): boolean =>
    !doc.shouting && /^[A-Z]+$/.test(doc.text.slice(offset + at, offset + at + length));
  if (/^[a-z]{4,}$/.test(parts[1]) && parts[2] !== undefined && !parts[2].includes('-')) return undefined;
  let value = parts[1];
  let length = value.length;
  let at = length;
  for (const [gap, piece] of [
    [parts[2], parts[3]],
    [parts[4], parts[5]],
  ] as const) {
    if (gap === undefined || piece === undefined) break;
    const start = at + gap.length;
    if (PRONOUN_NEXT.test(text.slice(start))) break;
    const hyphen = gap.trim() === '-' && (gap === '-' || /\d/.test(piece));
    const fits = /\d/.test(piece)
      ? !NUMBER_WORD.test(text.slice(start))
      : hyphen ||
        capital(start, piece.length) ||
        (piece.length === 3 && /^\d{1,4}$/.test(value) && !COMMON_TRIPLE.has(piece)) ||
        (piece.length === 1 &&
          /\d$/.test(value) &&
          !/^[aisnwyoex]$/.test(piece) &&
          !PRONOUN_NEXT.test(text.slice(start)));
    if (!fits || (value + piece).length > 8) break;
    value += piece;
    at = start + piece.length;
    length = at;
  }
  if (!/\d/.test(value)) {
    const vanity = capital(0, parts[1].length) && value.length >= 3 && !STATE_CODES.has(value.toUpperCase());
    const quoted = /["“]$/.test(doc.text.slice(0, offset));
    if (!vanity && !quoted) return undefined;
  }
  if (value.length < least || value.length > 8) return undefined;
  if (/^\d{1,3}(?:st|nd|rd|th|pm|am|yo|ish|min|mins|hrs?|ft)$|^(?:19|20)\d\d$|^i\d+$|^rm\d+$/.test(value))
    return undefined;
  return { value: value.toUpperCase(), length };
}

/** "GXP8821 I'm sure": the next word is no part of the plate. */
const PRONOUN_NEXT = /^(?:i['’]?(?:m|ve|ll|d)?|we|he|she|it|my) (?![0-9])|^(?:i['’]|im |ive )/;
const NUMBER_WORD =
  /^\d{1,2}(?::\d\d| ?(?:girls?|women|men|guys|kids|people|am\b|pm\b|min|mins|minutes|hours?|days?|weeks?|muchach|mujer|hombre|year|yo\b|workers?|of\b|mile))/;
const COMMON_TRIPLE = new Set(
  'the and she his her him has was they who for not but are you can now all out one two man men car van bus red tan big old new off two per with gmc kia bmw suv then just that parked near out que con los las una por hay muy una sin son'.split(
    ' ',
  ),
);

/** Three letters and as many numbers or the like, in capitals. */
const SHAPE =
  '[A-Z]{3}[- ]?\\d{3,4}|\\d{3}[- ]?[A-Z]{3}|\\d[A-Z]{3}\\d{3}|[A-Z]{2,3}\\d[- ]?[A-Z]?\\d{2,4}|[A-Z]{2}[- ]\\d{2}[- ]?\\d{3}|[A-Z]{3}-\\d{2}[A-Z]|[A-Z]{3}-[A-Z]\\d{2}|[A-Z]\\d{2} \\d[A-Z]{2}|\\d[A-Z]{2}[- ]\\d{3}|[A-Z]\\d{2}[- ]?[A-Z]{3}|\\d{2}[A-Z][- ]?\\d{3,4}';
const BARE_PLATE = new RegExp(`\\b(?:${SHAPE})\\b`, 'g');
/** Four numbers and two letters only where plates are spoken of: "Maine plates oddly, 7718 QT". */
const SPOKEN_OF_PLATE = /(?<=\b[Pp]lates?\b[^.!?\d]{0,30})\b\d{4} (?!AM|PM|CT|DR|ST|RD|LN)[A-Z]{2}\b/g;
const PLATE_WORD_NEAR = /\b(?:plates?|tags?|placas?)\b[^.!?\d]{0,30}$/;
/** Between brackets there may be more gaps: "(HAB 31 07)". */
const BRACKETED_PLATE = /(?<=[([])(?:[A-Z]{2,3}[ -]\d{2}[ -]\d{2,3}|\d{2}[ -][A-Z]{2,3}[ -]\d{2})(?=[)\]])/g;
/** In small letters only what no word or road is: "7kmp220", "lkv4821". */
const SMALL_PLATE = /\b(?:\d[a-z]{3}\d{3}|[a-z]{3}\d{4})\b/g;
const NO_SMALL_PLATE =
  /^(?:apt|hwy|mph|exit|unit|fwy|rte|ste|lot|bus|flt|pin|usd|exp|gmc|bmw|may|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)/;
const VEHICLE_NEAR =
  /\b(?:car|van|truck|suv|sedan|minivan|pickup|tahoe|suburban|honda|toyota|chevy|ford|nissan|dodge|altima|camry|civic|accord|camioneta|carro|troca|explorer|escalade|impala|charger|jeep|bus|malibu|sienna|odyssey|caravan|transit|sprinter|econoline|ram|silverado|f-?150|hyundai|kia|lexus|bmw|mercedes|cadillac|gmc|yukon|subaru|mazda|coche|chrysler|lincoln|acura|infiniti|volvo|vw|volkswagen|buick|pontiac|rv|camper|motorhome|furgoneta)\b/;
const NO_PLATE_BEFORE =
  /\b(?:train|flight|bus|route|room|rm|exit|trailer|unit|hwy|highway|vuelo|fm|sr|us|load|pin|code|case|order|gate|door|model|invoice|ticket|badge)\s*(?:#|is|no|number)?\s*$|\b(?:sign|logo|shirt|jacket|side) [^.!?]{0,20}(?:says|reads|dice)\s*$/;

/** "150 USD", "400 LBS", "XLT 2019": an amount, or a model and its year. */
const MEASURED =
  /^\d+[ -]?(?:USD|CAD|MXN|LBS|MPH|KMH|HRS|MIN|GAL|EST|CST|MST|PST|EDT|CDT|MDT|PDT|MEN)$|^USD|^[A-Z]{3} (?:19|20)\d\d$/;

/** A plate beside a vehicle and with no word for it: "black Tahoe LKV-4821", "gray van. 447-LQD." */
function addUncued(doc: Doc, taken: readonly Span[], spans: Span[], plates: string[]): void {
  if (doc.shouting || plates.length > 0) return;
  for (const pattern of [BARE_PLATE, SPOKEN_OF_PLATE, BRACKETED_PLATE, SMALL_PLATE]) {
    for (const match of doc.text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (taken.some(([from, to]) => match.index < to && end > from)) continue;
      if (pattern === SMALL_PLATE && NO_SMALL_PLATE.test(match[0])) continue;
      const near = doc.flat.slice(Math.max(0, match.index - 50), match.index);
      const beside = CAR_BESIDE.test(near) || VEHICLE_NEAR.test(near) || PLATE_WORD_NEAR.test(near);
      if (!(beside || (pattern === BARE_PLATE && standsAlone(doc, match.index, end)))) continue;
      if (NO_PLATE_BEFORE.test(near) || MEASURED.test(match[0])) continue;
      plates.push(match[0].replace(/[- ]/g, '').toUpperCase());
      spans.push([match.index, end]);
    }
    if (plates.length > 0) return;
  }
}

/** A sentence of its own, with a vehicle told before: three of each, so that no room or model is meant. */
function standsAlone({ text, flat }: Doc, start: number, end: number): boolean {
  return (
    /^(?:[A-Z]{3}[- ]?\d{3,4}|\d{3}[- ]?[A-Z]{3}|\d[A-Z]{3}\d{3})$/.test(text.slice(start, end)) &&
    /[.!?;\n([] *$/.test(text.slice(Math.max(0, start - 3), start)) &&
    /^ *(?:[.!?;,)\]\n]|$)/.test(text.slice(end, end + 3)) &&
    (CAR_BESIDE.test(flat.slice(0, start)) || VEHICLE_NEAR.test(flat.slice(0, start)))
  );
}
