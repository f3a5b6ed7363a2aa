/** Is this a tip at all? A greeting, a thank-you, a question about the line, a wrong number and spam are not. */
import type { Facts } from './facts.js';
import type { PhraseHit } from './phrases.js';
import { FOREIGN_TROUBLE } from './words/foreign.js';

export interface TipEvidence {
  facts: Facts;
  hits: readonly PhraseHit[];
  words: number;
  mainLanguage: boolean;
  /** The text in small letters without accents. */
  flat: string;
}

const LONG_FOREIGN = 7;

/** Whole texts that ask about the line or are a carrier's keyword. */
const ABOUT_THE_LINE =
  /^\W*(?:help|info|stop|end|quit|cancel|start|yes|no|is this (?:the |a |an )?(?:[a-z]+ ){0,4}(?:hotline|hot line|line|number|text line|tip line)|what happens (?:after|when|if) i [a-z ]{1,30})\W*$/;

export function isTip({ facts, hits, words, mainLanguage, flat }: TipEvidence): boolean {
  if (ABOUT_THE_LINE.test(flat)) return false;
  const count = (code: string): number => hits.filter((hit) => hit.code === code).length;
  const story = Math.min(3, count('tip.story'));
  const not = Math.min(3, count('tip.not'));
  const signs = facts.indicators?.length ?? 0;
  const place =
    facts.states !== undefined ||
    facts.city !== undefined ||
    facts.address !== undefined ||
    facts.road !== undefined ||
    facts.latitude !== undefined;
  let score = signs * 2 + story - not * 1.6;
  if (facts.latitude !== undefined) score += 3;
  // an address, a road or a ZIP sent to a tip line is where it happens
  if (not === 0 && (facts.states !== undefined || facts.exit !== undefined || facts.mileMarker !== undefined))
    score += 0.5;
  if (facts.urgency === 'immediate_danger') score += 2.5;
  if (facts.selfReport === true) score += 2;
  if (facts.people !== undefined) score += 1;
  if (facts.plates !== undefined || facts.vehicle !== undefined) score += 1;
  if (place) score += mainLanguage ? 0.8 : 2;
  if (facts.business !== undefined || facts.venue !== undefined) score += 0.5;
  if (facts.transit !== undefined) score += 0.5;
  if (!mainLanguage && words >= LONG_FOREIGN) score += 1;
  if (!mainLanguage && FOREIGN_TROUBLE.some((pattern) => pattern.test(flat))) score += 1.5;
  return score >= 1;
}
