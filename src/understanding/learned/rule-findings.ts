/** What the rules found in a text, as names for the learned part, which learns how far to trust each. */
import type { Facts } from '../facts.js';
import type { PhraseHit } from '../phrases.js';

export function ruleFindings(facts: Facts, hits: readonly PhraseHit[]): string[] {
  const findings = new Set(hits.map((hit) => hit.code));
  for (const code of facts.indicators ?? []) findings.add(`R:${code}`);
  findings.add(`R:signs${Math.min(3, facts.indicators?.length ?? 0)}`);
  findings.add(`R:lang=${facts.lang ?? ''}`);
  if (facts.tip === true) findings.add('R:tip');
  if (facts.urgency === 'immediate_danger') findings.add('R:danger');
  if (facts.selfReport === true) findings.add('R:selfReport');
  if (facts.people?.minors === true) findings.add('R:minors');
  if (facts.venue !== undefined) findings.add('R:venue').add(`R:venue=${facts.venue}`);
  if ((facts.states ?? facts.city ?? facts.road ?? facts.address) !== undefined) findings.add('R:place');
  return [...findings];
}
