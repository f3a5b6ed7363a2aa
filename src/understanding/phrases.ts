/**
 * Phrases that mean something, written so that a person can read them, and one matcher for all of them.
 *
 * A phrase is words with single spaces, over the `plain` view:
 *   word          that word                      a|b        either
 *   {name}        a list from the vocabulary     word?      may be missing
 *   ~3            up to three words of any kind  stem*      that beginning
 *   +3            the same, over a full stop too
 *   !phrase       (first sign) is not undone by a "no" or "not" before it
 * Two words in one alternative are joined by "_" ("green_card").
 *
 * Only phrases of which a rare word occurs in the text are tried at all, and every gap is bounded: the work is
 * linear in the text's length.
 */
import type { Plain } from './normalize.js';

export interface PhraseHit {
  code: string;
  start: number;
  end: number;
}

interface Phrase {
  code: string;
  pattern: RegExp;
  /** Of each of these lists one word must be in the text as well. */
  alsoNeeds: readonly (readonly string[])[];
  canBeNegated: boolean;
}

/** code → phrases. */
export type PhraseBook = Readonly<Record<string, readonly string[]>>;
export type Vocabulary = Readonly<Record<string, string>>;
export type FindPhrases = (plain: Plain) => PhraseHit[];

/** The plain view holds words, "." and "," with single spaces: no Unicode classes are needed, and they cost double. */
const GAP_WORD = '[^ .,]+';
const ANY_WORD = '[^ ]+';
/** Longer lists cost more to look through than the pattern does to try. */
const MAX_CHECKED = 60;
const PREFIX_LENGTHS = [3, 4, 5] as const;

const NEVER_NEGATED = /^(?:venue|scene|hint)=|^danger\.(?:now|carried)$/;

export function compilePhrases(books: readonly PhraseBook[], vocabulary: Vocabulary): FindPhrases {
  const byTrigger = new Map<string, number[]>();
  const phrases: Phrase[] = [];
  for (const book of books) {
    for (const [code, lines] of Object.entries(book)) {
      for (const line of lines) {
        const { triggers, ...compiled } = compile(line, vocabulary);
        // A place is a place though nobody may leave it; what denies a danger is read closely in urgency.ts.
        const phrase = NEVER_NEGATED.test(code) ? { ...compiled, canBeNegated: false } : compiled;
        for (const trigger of triggers)
          byTrigger.set(trigger, [...(byTrigger.get(trigger) ?? []), phrases.length]);
        phrases.push({ code, ...phrase });
      }
    }
  }
  return (plain) => find(plain, phrases, byTrigger);
}

function find(
  plain: Plain,
  phrases: readonly Phrase[],
  byTrigger: ReadonlyMap<string, number[]>,
): PhraseHit[] {
  const present = presentTriggers(plain.text);
  const wanted = new Set<number>();
  for (const trigger of present) for (const index of byTrigger.get(trigger) ?? []) wanted.add(index);
  const hits: PhraseHit[] = [];
  for (const index of [...wanted].sort((a, b) => a - b)) {
    const phrase = phrases[index];
    if (!phrase?.alsoNeeds.every((triggers) => triggers.some((trigger) => present.has(trigger)))) continue;
    const { pattern } = phrase;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(plain.text); match !== null; match = pattern.exec(plain.text)) {
      const start = match.index + 1;
      const end = match.index + match[0].length - 1;
      pattern.lastIndex = end;
      if (phrase.canBeNegated && isNegated(plain.text, start)) continue;
      hits.push({ code: phrase.code, start, end });
    }
  }
  return hits;
}

/** Every word of the text, and its beginnings as "abc*". */
function presentTriggers(text: string): Set<string> {
  const present = new Set<string>();
  for (const word of text.split(' ')) {
    if (present.has(word)) continue;
    present.add(word);
    for (const length of PREFIX_LENGTHS) if (word.length >= length) present.add(word.slice(0, length) + '*');
  }
  return present;
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
  pattern: RegExp;
  triggers: readonly string[];
  alsoNeeds: readonly (readonly string[])[];
  canBeNegated: boolean;
}

function compile(line: string, vocabulary: Vocabulary): Compiled {
  const canBeNegated = !line.startsWith('!');
  const source = line.replace(/^!/, '').trim();
  let body = '';
  const lists: string[][] = [];
  for (const part of source.split(/\s+/)) {
    const gap = /^([~+])(\d)$/.exec(part);
    if (gap) {
      body += `(?:${gap[1] === '+' ? ANY_WORD : GAP_WORD} ){0,${gap[2] ?? '0'}}`;
      continue;
    }
    const optional = part.endsWith('?');
    const alternatives = expand(optional ? part.slice(0, -1) : part, vocabulary);
    const choice = `(?:${alternatives.map(toPattern).join('|')}) `;
    body += optional ? `(?:${choice})?` : choice;
    if (optional) continue;
    const candidates = alternatives.map(triggerOf);
    if (candidates.every((trigger) => trigger !== undefined)) lists.push(candidates);
  }
  lists.sort((a, b) => rarity(b) - rarity(a));
  const [triggers, ...others] = lists;
  if (triggers === undefined) throw new RangeError(`phrase has no word to look for: ${line}`);
  const alsoNeeds = others.filter((list) => list.length <= MAX_CHECKED).slice(0, 2);
  return { pattern: new RegExp(` ${body}`, 'g'), triggers, alsoNeeds, canBeNegated };
}

function expand(part: string, vocabulary: Vocabulary): string[] {
  return part.split('|').flatMap((alternative) => {
    const name = /^\{(\w+)\}$/.exec(alternative)?.[1];
    if (name === undefined) return [alternative.replaceAll('_', ' ')];
    const list = vocabulary[name];
    if (list === undefined) throw new RangeError(`no such vocabulary list: ${name}`);
    return list
      .trim()
      .split(/\s+/)
      .flatMap((word) => expand(word, vocabulary));
  });
}

const toPattern = (alternative: string): string => alternative.replaceAll('.', '\\.').replace(/\*/g, '[^ ]*');

/** The word, or the beginning of a word, that must be in the text for this alternative to occur. */
function triggerOf(alternative: string): string | undefined {
  const words = alternative.split(' ');
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (!longest.includes('*')) return longest;
  const stem = longest.slice(0, longest.indexOf('*'));
  const length = Math.min(5, stem.length);
  return length < 3 ? undefined : stem.slice(0, length) + '*';
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
