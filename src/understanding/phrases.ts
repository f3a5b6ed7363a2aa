/**
 * Phrases that mean something, written so that a person can read them, and one matcher for all of them.
 *
 * A phrase is words with single spaces, over the `plain` view:
 *   word          that word                      a|b        either
 *   {name}        a list from the vocabulary     word?      may be missing
 *   ~3            up to three words of any kind  stem*      that beginning
 *   +3            the same, over a full stop too ^3         the same, over a comma but no full stop
 *   !phrase       (first sign) is not undone by a "no" or "not" before it
 * Two words in one alternative are joined by "_" ("green_card"). A list's verb may be narrowed to some of its forms:
 * {strike:ing} (see morphology.ts).
 *
 * Every choice of words is looked for once, in all phrases at a time; only phrases of which every needed choice occurs
 * are tried, only where their first one stands, and every gap is bounded: the work is linear in the text's length.
 */
import type { Plain } from './normalize.js';

export interface PhraseHit {
  code: string;
  start: number;
  end: number;
}

/** What a place in a phrase offers, worked out once for all phrases that offer the same. */
interface Choice {
  /** Its number among all choices. */
  id: number;
  words: ReadonlySet<string>;
  stems: readonly string[];
  /** Alternatives of more than one word. */
  rows: readonly (readonly string[])[];
  /** Where the choice begins, one of these words stands, or a word with one of these beginnings. */
  openings: { words: ReadonlySet<string>; stems: ReadonlySet<string> };
  rarity: number;
}

/** One place in a phrase: a choice of words, or a gap of up to `reach` words that crosses none of `barriers`. */
type Part = { choice: Choice; optional: boolean } | { choice?: undefined; reach: number; barriers: string };

interface Phrase {
  code: string;
  parts: readonly Part[];
  /** Choices that may open the phrase. */
  firsts: readonly number[];
  /** Choices without which there is no match, the rarest first. */
  needs: readonly number[];
  canBeNegated: boolean;
}

/** code → phrases. */
export type PhraseBook = Readonly<Record<string, readonly string[]>>;
/** name → words, with single spaces. */
export type Vocabulary = Readonly<Record<string, string>>;
export type FindPhrases = (plain: Plain) => PhraseHit[];

/** One book of several: the phrases of a code stand together, in order. */
export function mergeBooks(books: readonly PhraseBook[]): PhraseBook {
  const merged: Record<string, string[]> = {};
  for (const book of books)
    for (const [code, lines] of Object.entries(book)) merged[code] = [...(merged[code] ?? []), ...lines];
  return merged;
}

/** A longer stem is looked up by so many of its letters. */
const LONGEST_STEM_KEY = 5;
const NEVER_NEGATED = /^(?:venue|scene|hint)=|^danger\.(?:now|carried)$|^cue\./;

interface Index {
  phrases: readonly Phrase[];
  choiceCount: number;
  /** Word, or its beginning → the choices that may begin with it. */
  byWord: ReadonlyMap<string, readonly number[]>;
  byStem: ReadonlyMap<string, readonly number[]>;
  /** Choice → the phrases of which it is the rarest. */
  byRarest: readonly (readonly number[] | undefined)[];
}

export function compilePhrases(books: readonly PhraseBook[], vocabulary: Vocabulary): FindPhrases {
  const read = createChoiceReader(vocabulary);
  const byRarest: number[][] = [];
  const phrases: Phrase[] = [];
  for (const book of books) {
    for (const [code, lines] of Object.entries(book)) {
      for (const line of lines) {
        const phrase = compile(line, code, read.choice);
        (byRarest[phrase.needs[0] ?? 0] ??= []).push(phrases.length);
        phrases.push(phrase);
      }
    }
  }
  const byWord = new Map<string, number[]>();
  const byStem = new Map<string, number[]>();
  const choices = read.all();
  for (const { id, openings } of choices) {
    for (const word of openings.words) push(byWord, word, id);
    for (const stem of openings.stems) push(byStem, stem, id);
  }
  const ofRarest = choices.map(({ id }) => byRarest[id]);
  const index: Index = { phrases, choiceCount: choices.length, byWord, byStem, byRarest: ofRarest };
  return (plain) => find(plain.text, index);
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else if (known.at(-1) !== value) known.push(value);
}

/** A text's words, and where each choice may begin among them. */
interface Scan {
  words: readonly string[];
  /** Choice → its last entry; 0 for none. */
  last: Int32Array;
  /** Entry → word position, and the entry of the same choice before it. */
  positions: readonly number[];
  previous: readonly number[];
}

function find(text: string, index: Index): PhraseHit[] {
  const words = text.trim().split(' ');
  const scan = scanChoices(words, index);
  const starts: number[] = [];
  let at = 1;
  for (const word of words) {
    starts.push(at);
    at += word.length + 1;
  }
  const hits: PhraseHit[] = [];
  for (const number of listCandidates(scan, index)) {
    const phrase = index.phrases[number];
    if (phrase === undefined) continue;
    let from = 0;
    for (const position of openingsOf(scan, phrase)) {
      if (position < from) continue;
      const after = matchFrom(scan, position, phrase.parts, 0);
      if (after === undefined) continue;
      from = after;
      const start = starts[position] ?? 0;
      const end = (starts[after - 1] ?? 0) + (words[after - 1]?.length ?? 0);
      if (!phrase.canBeNegated || !isNegated(text, start)) hits.push({ code: phrase.code, start, end });
    }
  }
  return hits;
}

function scanChoices(words: readonly string[], { choiceCount, byWord, byStem }: Index): Scan {
  const last = new Int32Array(choiceCount);
  const positions = [-1];
  const previous = [0];
  const add = (position: number, choices: readonly number[]): void => {
    for (const id of choices) {
      const before = last[id] ?? 0;
      if (positions[before] === position) continue;
      last[id] = positions.length;
      positions.push(position);
      previous.push(before);
    }
  };
  for (const [position, word] of words.entries()) {
    add(position, byWord.get(word) ?? NO_CHOICES);
    for (let length = Math.min(word.length, LONGEST_STEM_KEY); length > 0; length--)
      add(position, byStem.get(word.slice(0, length)) ?? NO_CHOICES);
  }
  return { words, last, positions, previous };
}

const NO_CHOICES: readonly number[] = [];

/** The phrases of which every needed choice occurs, in the order of the books. */
function listCandidates({ last }: Scan, { phrases, byRarest }: Index): number[] {
  const candidates: number[] = [];
  for (let id = 0; id < last.length; id++) {
    if (last[id] === 0) continue;
    for (const number of byRarest[id] ?? NO_CHOICES)
      if (phrases[number]?.needs.every((needed) => last[needed] !== 0) === true) candidates.push(number);
  }
  return candidates.sort((a, b) => a - b);
}

/** Where the phrase may begin, from the front of the text on. */
function openingsOf({ last, positions, previous }: Scan, { firsts }: Phrase): number[] {
  const found: number[] = [];
  for (const id of firsts)
    for (let entry = last[id] ?? 0; entry !== 0; entry = previous[entry] ?? 0)
      found.push(positions[entry] ?? 0);
  return found.sort((a, b) => a - b);
}

/** The position after the match of `parts` from the `next`th on, as the longest gaps that fit allow. */
function matchFrom(scan: Scan, position: number, parts: readonly Part[], next: number): number | undefined {
  const part = parts[next];
  if (part === undefined) return position;
  if (part.choice === undefined) {
    const following = parts[next + 1];
    const end = position + reachOf(scan.words, position, part);
    if (following?.choice !== undefined && !following.optional) {
      const { last, positions, previous } = scan;
      for (let entry = last[following.choice.id] ?? 0; entry !== 0; entry = previous[entry] ?? 0) {
        const at = positions[entry] ?? 0;
        if (at < position) return undefined;
        const after = at > end ? undefined : matchFrom(scan, at, parts, next + 1);
        if (after !== undefined) return after;
      }
      return undefined;
    }
    for (let at = end; at >= position; at--) {
      const after = matchFrom(scan, at, parts, next + 1);
      if (after !== undefined) return after;
    }
    return undefined;
  }
  for (const length of lengthsAt(scan.words, position, part.choice)) {
    const after = matchFrom(scan, position + length, parts, next + 1);
    if (after !== undefined) return after;
  }
  return part.optional ? matchFrom(scan, position, parts, next + 1) : undefined;
}

/** How many words the gap may take here. */
function reachOf(
  words: readonly string[],
  position: number,
  { reach, barriers }: { reach: number; barriers: string },
): number {
  let length = 0;
  while (length < reach && position + length < words.length) {
    if (barriers.includes(words[position + length] ?? '')) break;
    length++;
  }
  return length;
}

const NO_LENGTH: readonly number[] = [];
const ONE_WORD: readonly number[] = [1];

/** How many words the choice can take at this position. */
function lengthsAt(
  words: readonly string[],
  position: number,
  { words: single, stems, rows }: Choice,
): readonly number[] {
  const word = words[position];
  if (word === undefined) return NO_LENGTH;
  const isOne = single.has(word) || (stems.length > 0 && stems.some((stem) => word.startsWith(stem)));
  if (rows.length === 0) return isOne ? ONE_WORD : NO_LENGTH;
  const lengths = isOne ? [1] : [];
  for (const row of rows)
    if (row.every((wanted, offset) => isWord(words[position + offset], wanted))) lengths.push(row.length);
  return lengths;
}

function isWord(word: string | undefined, wanted: string): boolean {
  if (word === undefined) return false;
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
}

/** Asked first: most stretches have no such word near them, and the two patterns below cost more. */
const NEGATIVE_WORD =
  / (?:no|not|never|without|nobody|none|neither|nor|sin|ni|nunca|nadie|tampoco|ningun|ninguna) /;
const NEGATION =
  / (?:no|not|never|without|nobody|none|neither|nor|sin|ni|nunca|nadie|tampoco|ningun|ninguna)(?: (?!(?:but|pero|just|only|solo|and|y|because|porque|so|then) )[\p{L}\p{N}]+){0,4} $/u;
/** "no doubt", "not only", "not sure if he is hitting her": these do not deny what follows. */
const NOT_A_DENIAL =
  / (?:not (?:her|his|their|the|a|my) (?:real )?(?:mom|mother|dad|father|parents?|uncle|aunt|family|relatives?|kids?|husband|boss)|no suelta\w* [\p{L}]+|(?:do not|dont) (?:call|text|tell|contact|come|reply|respond|say)|no (?:doubt|wait|joke|way|se si|more|day|days|food|money|longer|lie)|not (?:only|sure|just|going to lie|kidding|family|related|certain|know)|i do not know|do not know|can not|will not|would not|could not|no (?:los|las|la|lo|le|les|nos|me|te) [\p{L}]+|no (?:puede|pueden|podemos|puedo|deja|dejan|quiere|quieren|habla|hablan|paga|pagan|ha|han|hay|tiene|tienen|sabe|saben)|has not|have not|no es [\p{L}]+|do not want|does not want)(?: [\p{L}\p{N}]+){0,5} $/u;
const NEGATION_WINDOW = 60;

/** Is the stretch that begins at `start` denied by a word shortly before it in the same clause? */
export function isNegated(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - NEGATION_WINDOW), start);
  const clause = before.slice(Math.max(before.lastIndexOf(' . '), before.lastIndexOf(' , '), 0));
  return NEGATIVE_WORD.test(clause) && NEGATION.test(clause) && !NOT_A_DENIAL.test(clause);
}

type ReadChoice = (source: string) => Choice;

const BARRIERS: Readonly<Record<string, string>> = { '~': '.,', '^': '.', '+': '' };

function compile(line: string, code: string, read: ReadChoice): Phrase {
  const parts: Part[] = [];
  const firsts: number[] = [];
  const needs: Choice[] = [];
  for (const source of line.replace(/^!/, '').trim().split(/\s+/)) {
    const gap = /^([~^+])(\d)$/.exec(source);
    if (gap) {
      parts.push({ reach: Number(gap[2]), barriers: BARRIERS[gap[1] ?? '~'] ?? '' });
      continue;
    }
    const optional = source.endsWith('?');
    const choice = read(optional ? source.slice(0, -1) : source);
    parts.push({ choice, optional });
    if (needs.length === 0) firsts.push(choice.id);
    if (!optional) needs.push(choice);
  }
  if (needs.length === 0) throw new RangeError(`phrase has no word to look for: ${line}`);
  // A place is a place though nobody may leave it; what denies a danger is read closely in urgency.ts.
  const canBeNegated = !line.startsWith('!') && !NEVER_NEGATED.test(code);
  const rarestFirst = needs.sort((a, b) => b.rarity - a.rarity).map(({ id }) => id);
  return { code, parts, firsts, needs: rarestFirst, canBeNegated };
}

function createChoiceReader(vocabulary: Vocabulary): { choice: ReadChoice; all: () => readonly Choice[] } {
  const known = new Map<string, Choice>();
  const lists = new Map<string, readonly string[]>();
  return {
    choice: (source) => {
      const before = known.get(source);
      if (before !== undefined) return before;
      const choice = toChoice(known.size, expand(source, vocabulary, lists));
      known.set(source, choice);
      return choice;
    },
    all: () => [...known.values()],
  };
}

function toChoice(id: number, alternatives: readonly string[]): Choice {
  const words = new Set<string>();
  const stems: string[] = [];
  const rows: string[][] = [];
  for (const alternative of alternatives) {
    if (alternative.includes(' ')) rows.push(alternative.split(' '));
    else if (alternative.endsWith('*')) stems.push(alternative.slice(0, -1));
    else words.add(alternative);
  }
  const openings = { words: new Set(words), stems: new Set(stems.map(stemKey)) };
  for (const [first = ''] of rows)
    if (first.endsWith('*')) openings.stems.add(stemKey(first.slice(0, -1)));
    else openings.words.add(first);
  return { id, words, stems, rows, openings, rarity: rarityOf(openings) };
}

const stemKey = (stem: string): string => stem.slice(0, LONGEST_STEM_KEY);

/** The alternatives of a place; those of a list are remembered in `lists`. */
function expand(
  part: string,
  vocabulary: Vocabulary,
  lists: Map<string, readonly string[]>,
): readonly string[] {
  return part.split('|').flatMap((alternative) => {
    const name = /^\{([\w:]+)\}$/.exec(alternative)?.[1];
    if (name === undefined) return [alternative.replaceAll('_', ' ')];
    const known = lists.get(name);
    if (known !== undefined) return known;
    const list = vocabulary[name];
    if (list === undefined) throw new RangeError(`no such vocabulary list: ${name}`);
    const words = list
      .trim()
      .split(/\s+/)
      .flatMap((word) => expand(word, vocabulary, lists));
    lists.set(name, words);
    return words;
  });
}

const COMMON = new Set(
  'a an the of to in on at and or is are was be he she they it i you we her his their them him for with that this not no do does has have had can will from by as my me so el la los las un una de que y en a su se le lo no es me nos te con por para'.split(
    ' ',
  ),
);

/** Higher for lists whose words are few and rare in ordinary text. */
function rarityOf({ words, stems }: Choice['openings']): number {
  let rarity = -stems.size;
  for (const word of words) rarity -= COMMON.has(word) ? 51 : 1;
  return rarity;
}
