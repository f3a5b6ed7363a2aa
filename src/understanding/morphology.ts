/**
 * Verbs in all their forms, from a short note of each: a phrase written over a verb's list then finds every tense,
 * and can ask for one ("{strike:ing}": under way; "{strike:past}": done).
 */
import type { Vocabulary } from './phrases.js';

type Forms = Record<string, string[]>;

/**
 * English lists of a name: `name`, `name:base`, `name:s`, `name:ing`, `name:past` (past and participle).
 * A note is "base", or "base:past" or "base:past:participle" where the past is irregular.
 */
export function englishVerbs(name: string, notes: string): Vocabulary {
  const forms: Forms = { base: [], s: [], ing: [], past: [] };
  for (const note of notes.trim().split(/\s+/)) {
    const [base = '', past, participle] = note.split(':');
    forms.base?.push(base);
    forms.s?.push(thirdPerson(base));
    forms.ing?.push(ending(base, 'ing'));
    forms.past?.push(past ?? ending(base, 'ed'), ...(participle === undefined ? [] : [participle]));
  }
  return toLists(name, forms);
}

/** Splits "beat_up" so that only its first word is bent. */
function bend(verb: string, how: (word: string) => string): string {
  const [first = '', ...rest] = verb.split('_');
  return [how(first), ...rest].join('_');
}

function thirdPerson(base: string): string {
  return bend(base, (word) => {
    if (/(?:s|x|z|ch|sh|o)$/.test(word)) return `${word}es`;
    return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
  });
}

/** "-ing" or "-ed": a silent e goes, a final consonant after one short vowel is doubled. */
function ending(base: string, suffix: 'ing' | 'ed'): string {
  return bend(base, (word) => {
    if (word.endsWith('ie')) return suffix === 'ing' ? `${word.slice(0, -2)}ying` : `${word}d`;
    if (word.endsWith('e') && !word.endsWith('ee')) return word.slice(0, -1) + suffix;
    if (suffix === 'ed' && /[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ied`;
    return /^[^aeiou]*[aeiou][bdgklmnprt]$/.test(word) ? word + word.slice(-1) + suffix : word + suffix;
  });
}

const CLITICS = 'me nos te lo la le los las les'.split(' ');

/**
 * Spanish lists of a name: `name`, `name:pres` (he, they), `name:ger` and `name:inf` (with what is hung on them),
 * `name:past` (he, they), `name:part`, `name:sub`, `name:yo` (I, we), `name:me` (with -me or -nos). A note is the
 * infinitive with a hyphen before its ending ("golpe-ar"); a stem that changes is noted twice ("encerr-ar encierr-ar").
 */
export function spanishVerbs(name: string, notes: string): Vocabulary {
  const forms: Forms = { pres: [], ger: [], inf: [], past: [], part: [], sub: [], yo: [], me: [] };
  for (const note of notes.trim().split(/\s+/)) {
    const [stem = '', kind = 'ar'] = note.split('-');
    const first = kind === 'ar';
    const soft = first ? softStem(stem) : stem;
    const bare = { ger: `${stem}${first ? 'ando' : 'iendo'}`, inf: `${stem}${kind}` };
    forms.pres?.push(...(first ? ['a', 'an'] : ['e', 'en']).map((end) => stem + end));
    forms.past?.push(
      ...(first ? ['o', 'aron', 'aba', 'aban'] : ['io', 'ieron', 'ia', 'ian']).map((end) => stem + end),
    );
    forms.part?.push(...['o', 'a', 'os', 'as'].map((end) => stem + (first ? 'ad' : 'id') + end));
    forms.sub?.push(...(first ? ['e', 'en', 'emos'] : ['a', 'an', 'amos']).map((end) => soft + end));
    forms.yo?.push(
      ...(first ? ['o', 'amos'] : ['o', 'imos', 'emos']).map((end) => stem + end),
      soft + (first ? 'e' : 'i'),
    );
    for (const [form, word] of Object.entries(bare))
      forms[form]?.push(word, ...CLITICS.map((clitic) => word + clitic), `${word}se`);
    forms.me?.push(...Object.values(bare).flatMap((word) => [`${word}me`, `${word}nos`]));
  }
  return toLists(name, forms);
}

/** "pagar" is "pague": the sound is kept before an e. */
function softStem(stem: string): string {
  if (stem.endsWith('g')) return `${stem}u`;
  if (stem.endsWith('c')) return `${stem.slice(0, -1)}qu`;
  return stem.endsWith('z') ? `${stem.slice(0, -1)}c` : stem;
}

function toLists(name: string, forms: Forms): Vocabulary {
  const lists = Object.entries(forms).map(([form, words]) => [`${name}:${form}`, words.join(' ')] as const);
  return Object.fromEntries([...lists, [name, lists.map(([, words]) => words).join(' ')] as const]);
}
