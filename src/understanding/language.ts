/**
 * Which language a text is in: by its script, or by the small words that each language cannot do without.
 * Spanglish is in the language of its grammar, which is what those words show.
 */
import type { Language } from './facts.js';
import type { Doc } from './normalize.js';
import { LANGUAGE_WORDS } from './words/languages.js';
import { STATE_CODES } from './words/states.js';

const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ['ko', /[\uac00-\ud7af\u1100-\u11ff]/g],
  ['zh', /[\u4e00-\u9fff\u3400-\u4dbf]/g],
  ['ru', /[\u0400-\u04ff]/g],
  ['ar', /[\u0600-\u06ff]/g],
];
/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/g;
const MARKS: readonly (readonly [Language, RegExp, number])[] = [
  ['es', /[ñ¿¡]/g, 2],
  ['es', /[íúó](?=[nsl]?(?:\b|\s))/g, 0.4],
  ['pt', /[ãõ]/g, 2.5],
  ['fr', /[èêëœçâîû]|\b[ldjcnsqm]['’][aeiouéhê]/g, 1],
  ['ht', /[òè](?=\b|\s|n)/g, 0.8],
  ['pt', /ç/g, 0.8],
];

/** A line such as people write on an envelope: its short words ("S", "Ave", "De", "La") belong to no language. */
const ADDRESS_SHAPE =
  /^[^a-z\d]{0,3}(?:address:? )?\d+(?:-\d+)?[a-z]? [^?!]*$|\b(?:box|lot) \d|\b\d{1,6} [a-z.'-]+(?: [a-z.'-]+){0,3} (?:st|ave|rd|dr|ln|blvd|hwy|ct|way|pkwy|pike|street|avenue|road|drive|lane)\b|\b(?:hwy|highway|rd|route) \d+,/;
const ADDRESS_WORDS = new Set(
  'ave av ne se nw sw avenue st rd dr ln ct pl blvd hwy rte rt no num san santa los las la el de del des le les du fort mt po box ste lot fl apt unit monte villa plaza plantation main ma va pa me co or in mo al oh id'.split(
    ' ',
  ),
);

/** Does this word name a part of an address rather than say something? */
function isAddressWord(doc: Doc, index: number, atAddress: boolean): boolean {
  const word = doc.words[index];
  if (word === undefined) return false;
  const closes = /^[\s,.]*(?:\d{5}(?:-\d{4})?)?[\s.]*$/.test(doc.flat.slice(word.end));
  if (closes && index > 0 && STATE_CODES.has(word.flat.toUpperCase()))
    return doc.words.length < 5 || atAddress;
  const following = doc.words[index + 1];
  if (/^(?:las|los|el|del|la)$/.test(word.flat) && PLACE_AFTER_ARTICLE.has(following?.flat ?? ''))
    return true;
  if (
    index > 0 &&
    word.capital &&
    following?.capital === true &&
    /^(?:el|la|los|las|san|santa|del|des)$/.test(word.flat)
  )
    return true;
  return atAddress && (word.flat.length === 1 || ADDRESS_WORDS.has(word.flat) || STATE_WORDS.has(word.flat));
}

/** "las vegas", "el paso": an article that belongs to a town here. */
const PLACE_AFTER_ARTICLE = new Set(
  'vegas cruces angeles paso monte cajon mirada jolla crosse grande porte habra quinta puente verne alamos gatos lunas banos altos reno segundo dorado rio mar valle'.split(
    ' ',
  ),
);

const STATE_WORDS = new Set(
  'florida colorado montana nevada virginia carolina california michigan georgia'.split(' '),
);

/** "LA", "DE" and "S" in an address are letters, not words. */
const isLetters = (raw: string, shouting: boolean): boolean =>
  (raw.length === 1 && !/[aioyeéà]/i.test(raw)) ||
  (!shouting &&
    raw.length <= 2 &&
    raw !== 'I' &&
    raw !== 'A' &&
    raw === raw.toUpperCase() &&
    raw !== raw.toLowerCase());

/** "pegandole", "gritaban", "vendieron": forms that hardly an English word has. */
const SPANISH_VERB =
  /^[a-z]{2,}(?:andol[aoe]s?|iendol[aoe]s?|[^m]ando|iendo|aron|ieron|aban|arl[aoe]s?|erl[aoe]s?)$/;
const VERB_POINTS = 0.8;

/** A language the conversation does not speak needs more than one small word. */
const LEAST_FOREIGN = 1.5;

/** Where little is said, a language of the conversation is likelier. */
const MAIN_BONUS = 0.4;

export function detectLanguage(doc: Doc, fallback: Language | undefined): Language {
  const letters = doc.text.replace(/[^\p{L}]/gu, '').length;
  if (letters === 0) return fallback ?? 'en';
  for (const [language, script] of SCRIPTS) {
    const count = (doc.text.match(script) ?? []).length;
    if (count >= 2 && count / letters > (language === 'zh' ? 0.15 : 0.3)) return language;
  }
  const scores = new Map<Language, number>();
  const add = (language: Language, points: number): void => {
    scores.set(language, (scores.get(language) ?? 0) + points);
  };
  const vietnamese = (doc.text.match(VIETNAMESE) ?? []).length;
  if (vietnamese >= 2 || (vietnamese === 1 && doc.words.length < 5)) add('vi', vietnamese * 3);
  for (const [language, mark, points] of MARKS) {
    const count = (doc.text.match(mark) ?? []).length;
    if (count > 0) add(language, Math.min(count, 6) * points);
  }
  const atAddress = ADDRESS_SHAPE.test(doc.flat);
  for (const [index, word] of doc.words.entries()) {
    if (isLetters(word.raw, doc.shouting) || isAddressWord(doc, index, atAddress)) continue;
    const known = LANGUAGE_WORDS.get(word.flat);
    for (const [language, points] of known ?? []) add(language, points);
    if (known === undefined && !word.capital && SPANISH_VERB.test(word.flat)) add('es', VERB_POINTS);
  }
  for (const language of ['en', 'es'] as const) if (scores.has(language)) add(language, MAIN_BONUS);
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] <= 0) return fallback ?? 'en';
  if (best[0] !== 'en' && best[0] !== 'es' && best[1] < LEAST_FOREIGN)
    return fallback ?? (scores.has('es') && !scores.has('en') ? 'es' : 'en');
  if (fallback !== undefined && doc.words.length < 3 && best[1] - (second?.[1] ?? 0) < 2) return fallback;
  return best[0];
}
