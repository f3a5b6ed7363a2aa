/**
 * One text, made ready to be read: words with their places in the text, and two views of it.
 *
 * `flat` has the text's own length, in lower case and without accents: numbers, roads and plates are looked
 * for there. `plain` is a line of canonical words with one space between them (shorthand written out,
 * apostrophes gone, sentence ends as "."): meanings are looked for there, so that one phrase finds
 * "wont let her leave", "WON'T LET HER LEAVE" and "wont let her leve". Every word keeps its offsets, so that
 * a finding can always be quoted in the witness's own words.
 */
import type { Span } from './facts.js';
import { ENGLISH_SHORTHAND, SPANISH_SHORTHAND } from './words/shorthand.js';

export interface Word {
  /** As typed. */
  raw: string;
  /** Lower case, without accents and apostrophes. */
  flat: string;
  start: number;
  end: number;
  /** Begins with a capital in a text that is not all capitals. */
  capital: boolean;
}

export interface Doc {
  text: string;
  flat: string;
  words: readonly Word[];
  /** Most letters are capitals, so that a capital says nothing. */
  shouting: boolean;
}

/** The canonical view for one language. */
export interface Plain {
  text: string;
  /** For each character of `text`, the offsets in the original of the word it came from. */
  starts: readonly number[];
  ends: readonly number[];
}

/** Longer texts are read up to here: a text message is at most 1,600 characters. */
export const MAX_CHARS = 4000;

const WORD = /[\p{L}\p{N}]+(?:['’`´][\p{L}\p{N}]+)*/gu;
const foldCache = new Map<string, string>();
const FOLD_CACHE_LIMIT = 4096;

/** Lower case without accents, of exactly the same length. */
export function foldSameLength(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let out = '';
  for (let i = 0; i < text.length; i++) out += foldUnit(text.charAt(i));
  return out;
}

function foldUnit(unit: string): string {
  if (unit < '\u0080') return unit.toLowerCase();
  const known = foldCache.get(unit);
  if (known !== undefined) return known;
  const special = SPECIAL_UNITS[unit];
  if (special === undefined && !LATIN.test(unit))
    return unit.toLowerCase().length === 1 ? unit.toLowerCase() : unit;
  const folded = special ?? unit.normalize('NFD').charAt(0).toLowerCase();
  const result = folded.length === 1 ? folded : unit;
  if (foldCache.size < FOLD_CACHE_LIMIT) foldCache.set(unit, result);
  return result;
}

/** Only Latin letters lose their accents: taking Korean or Russian letters apart would spoil them. */
const LATIN = /[\u00c0-\u024f\u1e00-\u1eff]/;
const SPECIAL_UNITS: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': ' ',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 's',
  º: 'o',
  ª: 'a',
};

export function readDoc(given: string): Doc {
  const text = given.slice(0, MAX_CHARS).normalize('NFC');
  const flat = foldSameLength(text);
  const capitals = text.replace(/[^A-Z]/g, '').length;
  const smalls = text.replace(/[^a-z]/g, '').length;
  const shouting = capitals > smalls * 2 && capitals > 3;
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    const start = match.index;
    const end = start + raw.length;
    words.push({
      raw,
      flat: flat.slice(start, end).replaceAll("'", ''),
      start,
      end,
      capital: !shouting && /^\p{Lu}/u.test(raw),
    });
  }
  return { text, flat, words, shouting };
}

/** Writes the words out in full, with shorthand of the given language, and remembers where each came from. */
export function plainView(doc: Doc, language: 'en' | 'es'): Plain {
  const table = language === 'es' ? SPANISH_SHORTHAND : ENGLISH_SHORTHAND;
  let text = ' ';
  const starts = [0];
  const ends = [0];
  const add = (piece: string, start: number, end: number): void => {
    text += piece + ' ';
    for (let i = 0; i <= piece.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  let previousEnd = 0;
  for (const [index, word] of doc.words.entries()) {
    const between = doc.flat.slice(previousEnd, word.start);
    const mark = markBetween(between, language);
    if (mark !== '' && index > 0) add(mark, previousEnd, word.start);
    previousEnd = word.end;
    const slash = doc.flat[word.end] === '/';
    const canonical =
      slash && word.flat === 'w'
        ? 'with'
        : isNurse(word, doc)
          ? 'nurse'
          : (table.get(word.flat) ?? dropG(word.flat, language));
    add(canonical, word.start, word.end);
  }
  return { text, starts, ends };
}

/** "Wound care RN": a registered nurse, where "rn" is right now. */
const isNurse = ({ raw }: Word, { shouting }: Doc): boolean => raw === 'RN' && !shouting;

/** What stands between two words, as one mark: the end of a sentence, a comma, "and", or nothing. */
function markBetween(between: string, language: 'en' | 'es'): string {
  if (between === ' ' || between === '') return '';
  if (/[.!?\n;:]/.test(between))
    return between.includes('.') && !/[.] |[.]$|[!?\n;:]/.test(between) ? '' : '.';
  if (/[&+]/.test(between)) return language === 'es' ? 'y' : 'and';
  if (/[,()]/.test(between) || between.includes(' - ')) return ',';
  if (/\p{Extended_Pictographic}/u.test(between)) return '.';
  return '';
}

const KEEPS_IN = new Set(
  `again train chain captain certain cabin cousin begin brain main plain rain pain muffin robin within remain obtain
  contain mountain fountain curtain bargain basin admin explain complain strain drain grain spain martin austin kevin
  justin benjamin franklin berlin joplin latin twin spin skin chin thin grin coffin medicin heroin insulin assassin
  login cumin satin stain vitamin margin origin urin toxin resin raisin rodin lupin merlin gavin calvin melvin erin
  catherin captin sargin orphanin crain swain slain twain domain bin kin tin fin gin pin sin win vin lin in join
  violin goblin javelin penguin pumpkin napkin darwin irvin colin dustin robyn corin marin erwin edwin alvin`.split(
    /\s+/,
  ),
);

/** "sittin" is "sitting". */
function dropG(word: string, language: 'en' | 'es'): string {
  if (language !== 'en' || word.length < 4 || !word.endsWith('in') || KEEPS_IN.has(word)) return word;
  return word + 'g';
}

/** The original words that a stretch of the plain view came from. */
export function quoteOf(doc: Doc, plain: Plain, start: number, end: number): { quote: string; span: Span } {
  const from = plain.starts[start] ?? 0;
  const to = plain.ends[Math.max(start, end - 1)] ?? from;
  return { quote: doc.text.slice(from, to), span: [from, to] };
}
