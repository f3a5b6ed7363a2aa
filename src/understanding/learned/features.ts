/**
 * What the learned part sees of a text: its words, pairs and triples of them, pairs with a gap, pieces of words (for
 * slips and endings), kinds of words and pairs of those, subjects, and what the rules found. Each feature has the
 * words it came from, so that what weighed most can be quoted.
 *
 * A feature's name ("k:HE>STRIKE") is never built while reading: its key is worked out from the name's parts.
 * Training asks for the names. Two names with the same key are one feature.
 *
 * Pure and linear: every word adds a bounded number of features, and of a long text only the first MAX_TOKENS
 * words are seen. Training and reading share this file: weights learned from other features are refused by their
 * fingerprint, so FEATURE_SPEC changes whenever this file does.
 */
import type { Plain } from '../normalize.js';
import { GRAMMAR } from './grammar.js';
import { gatherKinds } from './kinds.js';
import { TOPICS } from './topics.js';

export interface Feature {
  key: number;
  /** How much it counts in this text: a family of features weighs the same in a short text and a long one. */
  value: number;
  /** Half-open range of word positions; empty for what belongs to the whole text. */
  from: number;
  to: number;
}

/** What else is known of the text before the learned part reads it. */
export interface FeatureInput {
  plain: Plain;
  /** The text as given: marks and pictures are seen there. */
  text: string;
  /** What the rules found (rule-findings.ts). */
  findings: readonly string[];
}

const FEATURE_SPEC = 'words 1-3, skips 2-3, pieces 3-5, kinds and pairs 5, subjects, marks, findings; 3';
export const MAX_TOKENS = 240;

const KINDS = gatherKinds();
const PAIR_REACH = 5;
const SKIP_REACH = 3;
const MAX_PIECED = 14;
const FINDING_VALUE = 0.3;
/** What a text of ten words has: a single word must not weigh as much as a whole story. */
const USUAL = { words: 10, phrases: 38, pieces: 60, kinds: 20, subjects: 10 };

/** Tells features of one make from those of another: the specification and the lists beside it. */
export function featureFingerprint(): string {
  let hash = 0x811c9dc5;
  for (const unit of JSON.stringify([FEATURE_SPEC, MAX_TOKENS, GRAMMAR, TOPICS]))
    hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16);
}

/** The key of the name that these parts make. */
export function keyOf(a: string, b = '', c = '', d = '', e = ''): number {
  return extend(extend(extend(extend(extend(KEY_SEED, a), b), c), d), e);
}

const KEY_SEED = 0x811c9dc5 | 0;

/** FNV-1a, so that a name's key is the same however it is cut into parts. */
function extend(key: number, part: string): number {
  let extended = key;
  for (let index = 0; index < part.length; index++)
    extended = Math.imul(extended ^ part.charCodeAt(index), 0x01000193);
  return extended;
}

type Add = (from: number, to: number, a: string, b?: string, c?: string, d?: string, e?: string) => void;

/** `names`, where given, learns the name of every key. */
export function featuresOf({ plain, text, findings }: FeatureInput, names?: Map<number, string>): Feature[] {
  const tokens = tokensOf(plain);
  const features: Feature[] = [];
  /** Adds a family: each name once; together they weigh one, or less where a short text has few of them. */
  const family = (usual: number, fill: (add: Add) => void): void => {
    const begin = features.length;
    const seen = new Set<number>();
    fill((from, to, a, b = '', c = '', d = '', e = '') => {
      const key = keyOf(a, b, c, d, e);
      if (seen.has(key)) return;
      seen.add(key);
      features.push({ key, value: 0, from, to });
      names?.set(key, a + b + c + d + e);
    });
    const value = 1 / Math.sqrt(Math.max(usual, features.length - begin));
    for (const feature of features.slice(begin)) feature.value = value;
  };
  const addWhole = (kind: 'r:' | 'm:', of: string): void => {
    const key = keyOf(kind, of);
    features.push({ key, value: FINDING_VALUE, from: 0, to: 0 });
    names?.set(key, kind + of);
  };
  family(USUAL.words, (add) => {
    tokens.forEach((token, at) => {
      add(at, at + 1, token);
    });
  });
  family(USUAL.phrases, (add) => {
    addPhrases(tokens, add);
  });
  family(USUAL.pieces, (add) => {
    tokens.forEach((token, at) => {
      addPieces(token, at, add);
    });
  });
  family(USUAL.kinds, (add) => {
    addKinds(tokens, add);
  });
  family(USUAL.subjects, (add) => {
    tokens.forEach((token, at) => {
      for (const topic of KINDS.topicsOf(token)) add(at, at + 1, 't:', topic);
    });
  });
  for (const finding of new Set(findings)) addWhole('r:', finding);
  for (const mark of marksOf(text, tokens.length)) addWhole('m:', mark);
  return features;
}

/** The canonical words and marks; numbers by their size, since 15 and 16 mean the same here. */
export function tokensOf(plain: Plain): string[] {
  return plain.text
    .slice(1, -1)
    .split(' ', MAX_TOKENS)
    .filter((word) => word !== '')
    .map((word) => (/^\d/.test(word) ? numberKind(word) : word));
}

function numberKind(word: string): string {
  const value = Number(word);
  if (Number.isNaN(value)) return /^\d+(?:am|pm)$/.test(word) ? '#hour' : '#mixed';
  if (value < 6) return '#few';
  if (value < 18) return '#young';
  if (value < 100) return '#tens';
  return value < 1000 ? '#hundreds' : '#thousands';
}

/** Pairs, triples and pairs with a gap, the text's ends marked by "<" and ">". */
function addPhrases(tokens: readonly string[], add: Add): void {
  const row = ['<', ...tokens, '>'];
  for (let at = 0; at + 1 < row.length; at++) {
    const [one = '', two = '', three] = [row[at], row[at + 1], row[at + 2]];
    const from = Math.max(0, at - 1);
    const upTo = (end: number): number => Math.min(end, tokens.length);
    add(from, upTo(at + 1), one, ' ', two);
    if (three !== undefined) add(from, upTo(at + 2), one, ' ', two, ' ', three);
    for (let gap = 2; gap <= SKIP_REACH; gap++) {
      const far = row[at + gap];
      if (far !== undefined) add(from, upTo(at + gap), one, '~', far);
    }
  }
}

/** Three to five letters in a row, the word's ends marked. */
function addPieces(token: string, at: number, add: Add): void {
  if (token.length < 4) return;
  const word = `^${token.slice(0, MAX_PIECED)}$`;
  for (let size = 3; size <= 5; size++)
    for (let start = 0; start + size <= word.length; start++)
      add(at, at + 1, 'c:', word.slice(start, start + size));
}

/** Kinds alone, with the words beside them, and in pairs. */
function addKinds(tokens: readonly string[], add: Add): void {
  const placed = tokens.flatMap((token, at) => KINDS.of(token).map((kind) => ({ kind, at })));
  for (const [index, { kind, at }] of placed.entries()) {
    add(at, at + 1, 'k:', kind);
    for (let next = index + 1; next < placed.length; next++) {
      const other = placed[next];
      if (other === undefined || other.at - at > PAIR_REACH) break;
      if (other.at > at) add(at, other.at + 1, 'k:', kind, '>', other.kind);
    }
    const after = tokens[at + 1];
    if (after !== undefined) add(at, at + 2, 'k:', kind, ' ', after);
    const before = tokens[at - 1];
    if (before !== undefined) add(at - 1, at + 1, 'k:', before, ' ', kind);
  }
}

const MOST_PICTURES = 6;

function marksOf(text: string, length: number): string[] {
  const marks = [`length${Math.min(6, Math.floor(Math.log2(length + 1)))}`];
  if (/[?¿]/.test(text)) marks.push('question');
  if (text.includes('!')) marks.push('exclamation');
  if (text.includes('"') || / '\p{L}/u.test(text)) marks.push('quoted');
  if (/\d/.test(text)) marks.push('digits');
  const pictures = text.match(/\p{Extended_Pictographic}/gu)?.slice(0, MOST_PICTURES) ?? [];
  return [...marks, ...new Set(pictures)];
}
