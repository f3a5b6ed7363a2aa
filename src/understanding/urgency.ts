/** How urgent it is, and whether the texter is the one affected. */
import type { Facts, Urgency } from './facts.js';
import type { Plain } from './normalize.js';
import type { PhraseHit } from './phrases.js';

export function findUrgency(plain: Plain, hits: readonly PhraseHit[], facts: Facts): Urgency {
  const of = (code: string): PhraseHit[] => hits.filter((hit) => hit.code === code);
  const now = of('urgency.now').some(
    (hit) =>
      !/ (?:safe|until|for|not|away|ok|okay|fine|free|better|out) $/.test(
        plain.text.slice(Math.max(0, hit.start - 8), hit.start),
      ),
  );
  const past = of('danger.past');
  const danger = of('danger.now')
    .filter((hit) => !isArmour(plain.text, hit))
    .filter((hit) => !past.some((when) => sameClause(plain.text, hit, when)));
  if (danger.length > 0) return 'immediate_danger';
  if (now) return 'in_progress';
  if (of('urgency.recent').length > 0) return 'recent';
  if (of('urgency.past').length > 0) return 'past';
  if (
    facts.venue === 'transit_vehicle' ||
    facts.transit?.nextStop !== undefined ||
    facts.transit?.arrival !== undefined
  )
    return 'in_progress';
  return 'unknown';
}

/** A gun safe, and a guard who wears a gun, threaten nobody yet. */
function isArmour(text: string, hit: PhraseHit): boolean {
  if (
    !/ (?:guns?|pistols?|rifles?|weapons?|knife|knives|pistola|arma|armas|armados?)\b/.test(
      ` ${text.slice(hit.start, hit.end)}`,
    )
  )
    return false;
  const after = text.slice(hit.end, hit.end + 12);
  const before = text.slice(Math.max(0, hit.start - 28), hit.start);
  return (
    / (?:safe|store|shop|range|show|rack|cabinet|license) /.test(after) ||
    / (?:security|guard|guards|cop|cops|police|officer|sheriff|guardia|guardias) (?:[^ .]+ ){0,2}$/.test(
      before,
    )
  );
}

/** Do the two stand in one sentence? */
function sameClause(text: string, a: PhraseHit, b: PhraseHit): boolean {
  const [from, to] = a.start < b.start ? [a.end, b.start] : [b.end, a.start];
  return from >= to || !text.slice(Math.max(0, from - 1), to + 1).includes(' . ');
}
