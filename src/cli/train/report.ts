/** What cross-validation says of each label, also of each independent source, and the texts left out, as a table. */
import { scoreOf } from './logistic.js';
import type { LabelHead } from '../../understanding/learned/table.js';
import { judge, type Example } from './cross-validate.js';
import type { Numbers } from './rows.js';
import { fScore, tallyOf, type Judged, type Tally } from './thresholds.js';

export interface Report {
  labels: readonly string[];
  heads: readonly LabelHead[];
  judged: ReadonlyMap<string, readonly Judged[]>;
  /** The texts left out of the training. */
  measured: readonly Example[];
  numbers: Numbers;
  columns: readonly Int16Array[];
}

export function printReport({ labels, heads, judged, measured, numbers, columns }: Report): void {
  console.log(
    'label                        n  | rules, learned: cross-validation | of it A | of it B | left out',
  );
  const sums: Tally[] = Array.from({ length: 8 }, empty);
  for (const [index, label] of labels.entries()) {
    const head = heads[index];
    if (head === undefined) continue;
    const own = judged.get(label) ?? [];
    const weights = Float64Array.from(
      { length: numbers.size },
      (_, at) => (columns[index]?.[at] ?? 0) * head.scale,
    );
    const there = measured.flatMap((example) =>
      judge(example, label, scoreOf({ weights, bias: head.bias }, example.row)),
    );
    const from = (source: string): Judged[] => own.filter(({ id }) => id.startsWith(source));
    const groups = [own, from('independent-a'), from('independent-b'), there];
    const tallies = groups.flatMap((group) => [tallyOf(group, RULES_ALONE), tallyOf(group, head)]);
    const n = own.filter(({ holds }) => holds).length;
    const lines = `add ${head.add.toFixed(1)} veto ${head.veto.toFixed(1)}`;
    console.log(
      `${label.padEnd(26)} ${String(n).padStart(4)} | ${tallies.map(figures).join(' | ')} | ${lines}`,
    );
    if (label.includes('.') || label === 'asks_for_help')
      tallies.forEach((tally, at) => {
        const sum = sums[at] ?? empty();
        sum.right += tally.right;
        sum.wrong += tally.wrong;
        sum.missed += tally.missed;
      });
  }
  console.log(`${'all signs'.padEnd(31)} | ${sums.map(figures).join(' | ')}`);
}

/** Whatever the score. */
const RULES_ALONE = { add: Infinity, veto: -Infinity };
const empty = (): Tally => ({ right: 0, wrong: 0, missed: 0 });

function figures(tally: Tally): string {
  const { right, wrong, missed } = tally;
  if (right + wrong + missed === 0) return '-';
  const share = (of: number): string => (of === 0 ? '  - ' : (right / of).toFixed(2));
  return `P ${share(right + wrong)} R ${share(right + missed)} F ${fScore(tally).toFixed(3)}`;
}
