/**
 * Scores a text's features by the learned weights: for each label the log odds that it holds, and the words that
 * speak most for it. A sum of weights, so that every decision can be traced to words.
 */
import type { Feature } from './features.js';
import type { LabelHead, LearnedTable } from './table.js';

export interface Scores {
  /** Log odds; undefined for a label that was not learned. */
  of: (label: string) => number | undefined;
  /** What is decided, given what the rules said; the rules' word where the label was not learned. */
  decide: (label: string, ruleSaid: boolean) => boolean;
  /** The stretch of words that speaks most for a label: half-open word positions. */
  spanOf: (label: string) => readonly [from: number, to: number] | undefined;
}

export type Model = (features: readonly Feature[]) => Scores;

/** Longer stretches are no quote but a story. */
const LONGEST_QUOTE = 9;

export function createModel(table: LearnedTable): Model {
  const { heads, rows, cells } = table;
  const numberOf = new Map(heads.map(({ label }, index) => [label, index]));
  return (features) => {
    const sums = new Float64Array(heads.length);
    for (const { key, value } of features) {
      const begin = rows.get(key);
      if (begin === undefined) continue;
      const end = begin + (cells[begin] ?? 0);
      for (let at = begin + 1; at < end; at += 2) {
        const label = cells[at] ?? 0;
        sums[label] = (sums[label] ?? 0) + (cells[at + 1] ?? 0) * value;
      }
    }
    const headOf = (label: string): { head: LabelHead; score: number } | undefined => {
      const index = numberOf.get(label);
      const head = index === undefined ? undefined : heads[index];
      return head === undefined || index === undefined
        ? undefined
        : { head, score: head.bias + head.scale * (sums[index] ?? 0) };
    };
    return {
      of: (label) => headOf(label)?.score,
      decide: (label, ruleSaid) => {
        const found = headOf(label);
        if (found === undefined) return ruleSaid;
        return found.score >= (ruleSaid ? found.head.veto : found.head.add);
      },
      spanOf: (label) => bestSpan(features, table, numberOf.get(label) ?? -1),
    };
  };
}

function eachWeight(
  { rows, cells }: LearnedTable,
  key: number,
  see: (label: number, weight: number) => void,
): void {
  const begin = rows.get(key);
  if (begin === undefined) return;
  const end = begin + (cells[begin] ?? 0);
  for (let at = begin + 1; at < end; at += 2) see(cells[at] ?? 0, cells[at + 1] ?? 0);
}

/** The stretch whose features weigh most for the label: a wider one must earn its words. */
function bestSpan(
  features: readonly Feature[],
  table: LearnedTable,
  label: number,
): readonly [number, number] | undefined {
  const length = features.reduce((most, { to }) => Math.max(most, to), 0);
  const worth = new Float64Array(length);
  for (const { key, value, from, to } of features) {
    if (to <= from) continue;
    eachWeight(table, key, (of, weight) => {
      if (of !== label) return;
      for (let at = from; at < to; at++) worth[at] = (worth[at] ?? 0) + (weight * value) / (to - from);
    });
  }
  const mean = worth.reduce((sum, value) => sum + Math.max(0, value), 0) / Math.max(1, length);
  // Where all words weigh alike, the heaviest will do.
  const peak = worth.indexOf(Math.max(...worth));
  let best: readonly [number, number] | undefined = (worth[peak] ?? 0) > 0 ? [peak, peak + 1] : undefined;
  let most = 0;
  for (let from = 0; from < length; from++) {
    let sum = 0;
    for (let to = from; to < Math.min(length, from + LONGEST_QUOTE); to++) {
      sum += (worth[to] ?? 0) - mean;
      if (sum > most) {
        most = sum;
        best = [from, to + 1];
      }
    }
  }
  return best;
}
