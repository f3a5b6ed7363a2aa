/** Places that no list of towns holds: regions that fix a state, and names written right before one. */
import type { Doc } from './normalize.js';
import { adjacent, type StateMention } from './state-mentions.js';
import { NICKNAME_STARTS, NICKNAMES, STATE_NAMES } from './words/states.js';

/** Regions that fix a state without naming it. */
export function nicknameStates(doc: Doc): [string][] {
  const found: [string][] = [];
  for (const [i, word] of doc.words.entries())
    for (let length = 1; length <= (NICKNAME_STARTS.has(word.flat) ? 4 : 0); length++) {
      const nickname = NICKNAMES.get(
        doc.words
          .slice(i, i + length)
          .map((word) => word.flat)
          .join(' '),
      );
      if (nickname?.[0] === '' && nickname[1] !== '') found.push([nickname[1]]);
    }
  return found;
}

/** "Tinyville, MT": a capitalised name right before a state that no list knows. */
export function unlistedCity(
  doc: Doc,
  states: readonly StateMention[],
): { city: string; state: string } | undefined {
  for (const state of states) {
    if (!state.strong) continue;
    const before = doc.words.slice(Math.max(0, state.from - 3), state.from);
    const gap = doc.flat.slice(before.at(-1)?.end ?? 0, doc.words[state.from]?.start ?? 0);
    if (!gap.includes(',')) continue;
    const names: string[] = [];
    for (const word of before.toReversed()) {
      if (
        !word.capital ||
        STATE_NAMES.has(word.flat) ||
        /^(?:In|Near|At|From|On|Road|Rd|St|Ave|Hwy|Highway|Drive|Dr|Lane|Ln|Street|Avenue|Blvd|En|De|Is|The)$/.test(
          word.raw,
        )
      )
        break;
      names.unshift(word.raw);
    }
    const slice = before.slice(before.length - names.length);
    if (names.length > 0 && adjacent(doc.flat, slice)) return { city: names.join(' '), state: state.code };
  }
  return undefined;
}
