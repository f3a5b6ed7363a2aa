/** The warning signs among the phrases found: one piece of evidence per code, the longest. */
import type { PhraseHit } from './phrases.js';

const CODE = /^(?:control|condition|labor|sex|minor|venue)\.|^asks_for_help$/;

export function readSigns(hits: readonly PhraseHit[]): PhraseHit[] {
  const best = new Map<string, PhraseHit>();
  for (const hit of hits) {
    if (!CODE.test(hit.code)) continue;
    const known = best.get(hit.code);
    if (known === undefined || hit.end - hit.start > known.end - known.start) best.set(hit.code, hit);
  }
  return [...best.values()].sort((a, b) => a.start - b.start || a.code.localeCompare(b.code));
}
