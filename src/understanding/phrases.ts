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
 * Only phrases of which a rare word occurs in the text are tried, only where their first word stands, and every gap
 * is bounded: the work is linear in the text's length.
 */
import type { Plain } from './normalize.js';

export interface PhraseHit {
  code: string;
  start: number;
  end: number;
}

/** One place in a phrase: a choice of words, or a gap of up to `gap` words. */
interface Part {
  words: ReadonlySet<string>;
  stems: readonly string[];
  /** Alternatives of more than one word. */
  rows: readonly (readonly string[])[];
  optional: boolean;
  gap: number;
  /** Marks that the gap may not cross. */
  barriers: string;
}

interface Phrase {
  code: string;
  parts: readonly Part[];
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

const PREFIX_LENGTHS = [3, 4, 5] as const;
const NEVER_NEGATED = /^(?:venue|scene|hint)=|^danger\.(?:now|carried)$|^cue\./;

interface Index {
  phrases: readonly Phrase[];
  /** Rarest word (or "abc*") of a phrase → the phrases that need it. */
  byTrigger: ReadonlyMap<string, readonly number[]>;
  /** Word (or "abc*") that may open a phrase → those phrases. */
  byFirst: ReadonlyMap<string, readonly number[]>;
}

export function compilePhrases(books: readonly PhraseBook[], vocabulary: Vocabulary): FindPhrases {
  const byTrigger = new Map<string, number[]>();
  const byFirst = new Map<string, number[]>();
  const phrases: Phrase[] = [];
  const lists = new Map<string, Choice>();
  for (const book of books) {
    for (const [code, lines] of Object.entries(book)) {
      for (const line of lines) {
        const { triggers, firsts, ...compiled } = compile(line, vocabulary, lists);
        // A place is a place though nobody may leave it; what denies a danger is read closely in urgency.ts.
        const phrase = NEVER_NEGATED.test(code) ? { ...compiled, canBeNegated: false } : compiled;
        for (const trigger of triggers) push(byTrigger, trigger, phrases.length);
        for (const first of firsts) push(byFirst, first, phrases.length);
        phrases.push({ code, ...phrase });
      }
    }
  }
  const index: Index = { phrases, byTrigger, byFirst };
  return (plain) => find(plain.text, index);
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else if (known.at(-1) !== value) known.push(value);
}

function find(text: string, { phrases, byTrigger, byFirst }: Index): PhraseHit[] {
  const words = text.trim().split(' ');
  const starts: number[] = [];
  let at = 1;
  for (const word of words) {
    starts.push(at);
    at += word.length + 1;
  }
  const keys = new Map<string, string[]>();
  for (const word of words) if (!keys.has(word)) keys.set(word, keysOf(word));
  const wanted = new Uint8Array(phrases.length);
  for (const group of keys.values())
    for (const key of group) for (const index of byTrigger.get(key) ?? []) wanted[index] = 1;
  const found: (PhraseHit & { index: number })[] = [];
  const from = new Map<number, number>();
  words.forEach((word, position) => {
    for (const key of keys.get(word) ?? []) {
      for (const index of byFirst.get(key) ?? []) {
        if (wanted[index] === 0) continue;
        const phrase = phrases[index];
        if (phrase === undefined || position < (from.get(index) ?? 0)) continue;
        const after = matchFrom(words, position, phrase.parts, 0);
        if (after === undefined) continue;
        from.set(index, after);
        const start = starts[position] ?? 0;
        const end = (starts[after - 1] ?? 0) + (words[after - 1]?.length ?? 0);
        if (phrase.canBeNegated && isNegated(text, start)) continue;
        found.push({ code: phrase.code, start, end, index });
      }
    }
  });
  return found
    .sort((a, b) => a.index - b.index || a.start - b.start)
    .map(({ code, start, end }) => ({ code, start, end }));
}

/** A word and its beginnings as "abc*". */
function keysOf(word: string): string[] {
  const keys = [word];
  for (const length of PREFIX_LENGTHS) if (word.length >= length) keys.push(word.slice(0, length) + '*');
  return keys;
}

/** The position after the match of `parts` from the `next`th on, as the longest gaps that fit allow. */
function matchFrom(
  words: readonly string[],
  position: number,
  parts: readonly Part[],
  next: number,
): number | undefined {
  const part = parts[next];
  if (part === undefined) return position;
  if (part.gap > 0) {
    let reach = 0;
    while (reach < part.gap && position + reach < words.length) {
      if (part.barriers.includes(words[position + reach] ?? '')) break;
      reach++;
    }
    for (; reach >= 0; reach--) {
      const after = matchFrom(words, position + reach, parts, next + 1);
      if (after !== undefined) return after;
    }
    return undefined;
  }
  for (const length of lengthsAt(words, position, part)) {
    const after = matchFrom(words, position + length, parts, next + 1);
    if (after !== undefined) return after;
  }
  return part.optional ? matchFrom(words, position, parts, next + 1) : undefined;
}

const NO_LENGTH: readonly number[] = [];
const ONE_WORD: readonly number[] = [1];

/** How many words the part can take at this position. */
function lengthsAt(words: readonly string[], position: number, part: Part): readonly number[] {
  const word = words[position];
  if (word === undefined) return NO_LENGTH;
  const isOne =
    part.words.has(word) || (part.stems.length > 0 && part.stems.some((stem) => word.startsWith(stem)));
  if (part.rows.length === 0) return isOne ? ONE_WORD : NO_LENGTH;
  const lengths = isOne ? [1] : [];
  for (const row of part.rows)
    if (row.every((wanted, offset) => isWord(words[position + offset], wanted))) lengths.push(row.length);
  return lengths;
}

function isWord(word: string | undefined, wanted: string): boolean {
  if (word === undefined) return false;
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
}

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
  return NEGATION.test(clause) && !NOT_A_DENIAL.test(clause);
}

interface Compiled {
  parts: readonly Part[];
  triggers: readonly string[];
  firsts: readonly string[];
  canBeNegated: boolean;
}

/** What a place in a phrase offers, worked out once for all phrases that offer the same. */
type Choice = Pick<Part, 'words' | 'stems' | 'rows'> & {
  triggers: readonly string[];
  firsts: readonly string[];
  rarity: number;
};

const NO_WORDS = { words: new Set<string>(), stems: [], rows: [] };
const BARRIERS: Readonly<Record<string, string>> = { '~': '.,', '^': '.', '+': '' };

function compile(line: string, vocabulary: Vocabulary, lists: Map<string, Choice>): Compiled {
  const canBeNegated = !line.startsWith('!');
  const parts: Part[] = [];
  const firsts: string[] = [];
  let rarest: Choice | undefined;
  let opened = false;
  for (const source of line.replace(/^!/, '').trim().split(/\s+/)) {
    const gap = /^([~^+])(\d)$/.exec(source);
    if (gap) {
      const barriers = BARRIERS[gap[1] ?? '~'] ?? '';
      parts.push({ ...NO_WORDS, optional: false, gap: Number(gap[2]), barriers });
      continue;
    }
    const optional = source.endsWith('?');
    const choice = choiceOf(optional ? source.slice(0, -1) : source, vocabulary, lists);
    parts.push({
      words: choice.words,
      stems: choice.stems,
      rows: choice.rows,
      optional,
      gap: 0,
      barriers: '',
    });
    if (!opened) firsts.push(...choice.firsts);
    if (optional) continue;
    opened = true;
    if (rarest === undefined || choice.rarity > rarest.rarity) rarest = choice;
  }
  if (rarest === undefined) throw new RangeError(`phrase has no word to look for: ${line}`);
  return { parts, triggers: rarest.triggers, firsts, canBeNegated };
}

function choiceOf(source: string, vocabulary: Vocabulary, lists: Map<string, Choice>): Choice {
  const known = lists.get(source);
  if (known !== undefined) return known;
  const choice = toChoice(expand(source, vocabulary));
  lists.set(source, choice);
  return choice;
}

function toChoice(alternatives: readonly string[]): Choice {
  const all = alternatives.map((alternative) => alternative.split(' '));
  const single = all.filter((row) => row.length === 1).map((row) => row.join(''));
  const rows = all.filter((row) => row.length > 1);
  const words = new Set(single.filter((word) => !word.endsWith('*')));
  const stems = single.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  const triggers = keysFor(words, stems, rows.map(longestOf));
  const firsts = keysFor(
    words,
    stems,
    rows.map((row) => row[0] ?? ''),
  );
  return { words, stems, rows, triggers, firsts, rarity: rarity(triggers) };
}

const longestOf = (row: readonly string[]): string => row.reduce((a, b) => (b.length > a.length ? b : a), '');
const stemKey = (stem: string): string => stem.slice(0, 5) + '*';

/** The words, and beginnings of words as "abc*", of which one is in the text wherever the choice is. */
function keysFor(words: ReadonlySet<string>, stems: readonly string[], ofRows: readonly string[]): string[] {
  const fromRows = ofRows.map((word) => (word.endsWith('*') ? stemKey(word.slice(0, -1)) : word));
  return [...new Set([...words, ...stems.map(stemKey), ...fromRows])];
}

function expand(part: string, vocabulary: Vocabulary): string[] {
  return part.split('|').flatMap((alternative) => {
    const name = /^\{([\w:]+)\}$/.exec(alternative)?.[1];
    if (name === undefined) return [alternative.replaceAll('_', ' ')];
    const list = vocabulary[name];
    if (list === undefined) throw new RangeError(`no such vocabulary list: ${name}`);
    return list
      .trim()
      .split(/\s+/)
      .flatMap((word) => expand(word, vocabulary));
  });
}

const COMMON = new Set(
  'a an the of to in on at and or is are was be he she they it i you we her his their them him for with that this not no do does has have had can will from by as my me so el la los las un una de que y en a su se le lo no es me nos te con por para'.split(
    ' ',
  ),
);

/** Higher for lists whose words are few and rare in ordinary text. */
function rarity(triggers: readonly string[]): number {
  const common = triggers.filter((trigger) => COMMON.has(trigger)).length;
  return -common * 50 - triggers.length;
}
