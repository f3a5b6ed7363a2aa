/**
 * Is this a tip at all? A greeting, a thank-you, a question about the line, a wrong number and spam are not. A short
 * answer that carries a fact ("exit 77", "around 9pm", a bare address) is; "2", "yes" and "idk" carry none.
 */
import type { Facts } from './facts.js';
import type { Doc } from './normalize.js';
import type { PhraseHit } from './phrases.js';
import { idleKinds } from './urgency.js';
import { FOREIGN_TROUBLE } from './words/foreign.js';

export interface TipEvidence {
  facts: Facts;
  hits: readonly PhraseHit[];
  doc: Doc;
  mainLanguage: boolean;
}

const LONG_FOREIGN = 7;
const SHORT_ANSWER_WORDS = 12;
const SONG = /[\u{1f3a4}\u{1f3b5}\u{1f3b6}\u266a\u266b]/u;
/** Scripts whose words are not set apart by spaces say much in few "words". */
const DENSE_SCRIPT = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{8,}/u;

/** Whole texts that ask about the line or are a carrier's keyword. */
const ABOUT_THE_LINE =
  /^\W*(?:help|info|stop|end|quit|cancel|start|yes|no|is this (?:the |a |an )?(?:[a-z]+ ){0,4}(?:hotline|hot line|line|number|text line|tip line)|what happens (?:after|when|if) i [a-z ]{1,30})\W*$/;

export function isTip({ facts, hits, doc, mainLanguage }: TipEvidence): boolean {
  const words = doc.words.length;
  if (ABOUT_THE_LINE.test(doc.flat)) return false;
  const count = (code: string): number => hits.filter((hit) => hit.code === code).length;
  const story = Math.min(3, count('tip.story'));
  const signs = facts.indicators?.length ?? 0;
  const grave = signs > 0 || facts.urgency === 'immediate_danger' || facts.selfReport === true;
  // Among signs, a "no" or a "thank you" does not make a text idle.
  const not = Math.min(3, count('tip.not')) * (grave ? 0.5 : 1.6) + Math.min(2, count('tip.idle')) * 2.5;
  const idle = idleKinds(hits);
  const place =
    facts.states !== undefined ||
    facts.city !== undefined ||
    facts.address !== undefined ||
    facts.road !== undefined ||
    facts.latitude !== undefined;
  if (SONG.test(doc.text) && signs === 0) return false;
  let score = signs * 2 + story - not - idleWeight(hits, doc);
  if (facts.latitude !== undefined) score += 2.6;
  // an address, a road or a ZIP sent to a tip line is where it happens
  if (not === 0 && (facts.states !== undefined || facts.exit !== undefined || facts.mileMarker !== undefined))
    score += 0.5;
  if (facts.urgency === 'immediate_danger') score += 2.5;
  else if (count('danger.now') > 0 && count('danger.not') === 0 && not === 0) score += 1;
  if (facts.selfReport === true && idle === 0) score += 2;
  if (facts.people !== undefined) score += 1;
  if (facts.plates !== undefined || facts.vehicle !== undefined) score += 1;
  if (place) score += mainLanguage ? 0.8 : 2;
  if (facts.business !== undefined || facts.venue !== undefined) score += 0.5;
  if (facts.transit !== undefined) score += 0.5;
  if (!mainLanguage && (words >= LONG_FOREIGN || DENSE_SCRIPT.test(doc.text))) score += 1;
  if (!mainLanguage && FOREIGN_TROUBLE.some((pattern) => pattern.test(doc.flat))) score += 1.5;
  return (
    score >= 1 || (carriesFact(facts, count('tip.fact')) && count('tip.idle') === 0 && isAnswer(doc, not))
  );
}

/** What a text loses for each kind of idle talk; a laugh alone weighs little. */
const IDLE_WEIGHTS: Readonly<Record<string, number>> = {
  'idle.fun': 4,
  'idle.wrong': 3.5,
  'idle.home': 3,
  'idle.shop': 3,
  'idle.thanks': 3,
  'idle.work': 2.5,
  'idle.weather': 2.5,
  'idle.laugh': 1,
};
const LAUGHING = /[\u{1f602}\u{1f923}\u{1f606}\u{1f480}\u{1f62d}\u{1f605}\u{1f644}\u{1f926}]/u;
/** A long text tells a story beside its jokes. */
const LONG_TALK_WORDS = 24;

/** "lol but", "jaja pero en serio": the joke is over. */
const IN_EARNEST =
  /\b(?:lol|haha|lmao|jaja\w*)[ ,.]+(?:no )?(?:but|pero|fr)\b|\b(?:en serio|for real|no joke|but fr|seriously)\b/;

function idleWeight(hits: readonly PhraseHit[], doc: Doc): number {
  let weight = LAUGHING.test(doc.text) ? 1.5 : 0;
  for (const code of new Set(hits.map((hit) => hit.code))) weight += IDLE_WEIGHTS[code] ?? 0;
  return doc.words.length > LONG_TALK_WORDS || IN_EARNEST.test(doc.flat) ? weight / 2 : weight;
}

/** Words of time that say nothing by themselves: "nice weather today". */
const NO_TIME = /^(?:today|tonight|now|right now|rn|hoy|ahorita|every day)$/i;

/** A hard fact that a witness gives when asked. */
function carriesFact(facts: Facts, factWords: number): boolean {
  return (
    factWords > 0 ||
    facts.address !== undefined ||
    facts.postalCode !== undefined ||
    facts.road !== undefined ||
    facts.exit !== undefined ||
    facts.mileMarker !== undefined ||
    facts.plates !== undefined ||
    facts.callbackPhone !== undefined ||
    facts.callbackName !== undefined ||
    facts.callbackTime !== undefined ||
    facts.noCallback !== undefined ||
    (facts.time !== undefined && !NO_TIME.test(facts.time)) ||
    facts.people !== undefined ||
    facts.business !== undefined ||
    (facts.correction === true && (facts.city !== undefined || facts.states !== undefined)) ||
    facts.urgency === 'in_progress'
  );
}

/** Short, and not a question or a piece of advertising. */
function isAnswer(doc: Doc, not: number): boolean {
  return (
    doc.words.length <= SHORT_ANSWER_WORDS + (not === 0 ? 6 : 0) &&
    doc.words.length >= 1 &&
    not < 3.2 &&
    !/[?¿]|https?:|\bwww\b|\$/.test(doc.text)
  );
}
