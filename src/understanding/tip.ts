/** Is this a tip at all? A greeting, a thank-you, a question about the line, a wrong number and spam are not. */
import type { Facts } from './facts.js';
import type { PhraseHit } from './phrases.js';

export interface TipEvidence {
  facts: Facts;
  hits: readonly PhraseHit[];
  words: number;
  mainLanguage: boolean;
}

const LONG_FOREIGN = 7;

export function isTip({ facts, hits, words, mainLanguage }: TipEvidence): boolean {
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
  if (facts.latitude !== undefined) score += 1;
  if (facts.urgency === 'immediate_danger') score += 2.5;
  if (facts.selfReport === true) score += 2;
  if (facts.people !== undefined) score += 1;
  if (facts.plates !== undefined || facts.vehicle !== undefined) score += 1;
  if (place) score += mainLanguage ? 0.8 : 2;
  if (facts.business !== undefined || facts.venue !== undefined) score += 0.5;
  if (facts.transit !== undefined) score += 0.5;
  if (!mainLanguage && words >= LONG_FOREIGN) score += 1;
  return score >= 1;
}
