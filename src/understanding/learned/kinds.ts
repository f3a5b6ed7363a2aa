/**
 * Kinds of words that matter here, English and Spanish together: "beats" and "golpea" are both a STRIKE. What is
 * learned of a kind then holds for every word of it, also for those that no learned text has.
 */
import { VOCABULARY } from '../words/vocabulary.js';
import { GRAMMAR } from './grammar.js';
import { TOPICS } from './topics.js';

/** kind → vocabulary lists of the rules. */
const LISTS: Readonly<Record<string, string>> = {
  CHILD: 'child minor menor',
  STRIKE: 'strike golpear hurting hurt_past',
  SEIZE: 'seize',
  KILL: 'kill matar to_hurt',
  INJURE: 'injure',
  WOUND: 'hurt',
  WEAPON: 'weapon gun tool arma',
  BODY: 'body limb parte cuerpo',
  SHUT: 'shut hideout',
  HUNT: 'hunt',
  DOC: 'id_doc id_es',
  MONEY: 'money',
  HOLD: 'hold quito keepback',
  LEAVE: 'leave salir',
  LET: 'let deja',
  SPEAK: 'speak hablar',
  PAY: 'pay',
  AFRAID: 'scared miedo',
  LAW: 'cops migra',
  WORK: 'work working trabajar',
  TELL: 'tell',
  LIVE: 'live vive',
  MAKE: 'make',
  GOODS: 'goods cosas',
  CAR: 'car carro_es',
};

/** How many kinds one word may have. */
const MOST_KINDS = 5;
const LEAST_BEGINNING = 3;
const LONGEST_BEGINNING = 12;

export interface Kinds {
  /** The kinds that make pairs with others: few, by grammar and deed. */
  of: (word: string) => readonly string[];
  /** The subjects a word may belong to: broad, each seen alone. */
  topicsOf: (word: string) => readonly string[];
}

export function gatherKinds(): Kinds {
  const kinds = new Map<string, string[]>();
  const topics = new Map<string, string[]>();
  for (const [kind, words] of Object.entries(GRAMMAR)) join(kinds, kind, words.split(/\s+/));
  for (const [kind, lists] of Object.entries(LISTS)) join(kinds, kind, wordsOf(lists));
  for (const [topic, words] of Object.entries(TOPICS)) join(topics, topic, words.trim().split(/\s+/));
  const remember = new Map<string, readonly string[]>();
  return {
    of: (word) => {
      const known = kinds.get(word) ?? NONE;
      return WE_ENDING.test(word) ? [...known, 'WE'] : known;
    },
    topicsOf: (word) => {
      let known = remember.get(word);
      if (known === undefined) {
        known = beginnings(topics, word);
        if (remember.size < REMEMBERED) remember.set(word, known);
      }
      return known;
    },
  };
}

const NONE: readonly string[] = [];
/** "vivimos", "trabajamos": the subject is in the ending. */
const WE_ENDING = /^[a-z]{2,20}[aei]mos$/;
const REMEMBERED = 8192;

function join(map: Map<string, string[]>, kind: string, words: readonly string[]): void {
  for (const word of words) {
    const known = map.get(word);
    if (known === undefined) map.set(word, [kind]);
    else if (!known.includes(kind) && known.length < MOST_KINDS) known.push(kind);
  }
}

/** The kinds of the word and of its listed beginnings ("abc*"). */
function beginnings(map: ReadonlyMap<string, readonly string[]>, word: string): readonly string[] {
  const found = new Set(map.get(word));
  for (let length = LEAST_BEGINNING; length <= Math.min(word.length, LONGEST_BEGINNING); length++)
    for (const kind of map.get(`${word.slice(0, length)}*`) ?? []) found.add(kind);
  return [...found].slice(0, MOST_KINDS);
}

/** The single words of some vocabulary lists; lists may name others ("{car}"). */
function wordsOf(lists: string): string[] {
  return lists
    .split(' ')
    .flatMap((name) => (VOCABULARY[name] ?? '').trim().split(/\s+/))
    .flatMap((word) => (/^\{[\w:]+\}$/.test(word) ? wordsOf(word.slice(1, -1)) : [word]))
    .filter((word) => /^[\p{L}\p{N}]+$/u.test(word));
}
