/**
 * Learns a label from the texts of some writers and judges those of the others, so that every unseen text is judged
 * once, and by what strangers to its writer said: wordings of one hand are alike.
 */
import type { Facts } from '../../understanding/facts.js';
import { fitLogistic, scoreOf, type Fit, type Row } from './logistic.js';
import type { Judged } from './thresholds.js';
import { isLabelled, type TrainingText } from './training-texts.js';

export interface Example {
  text: TrainingText;
  /** What the rules alone make of it. */
  facts: Facts;
  row: Row;
}

const FOLDS = 4;
const PENALTY = 0.1;
const MOST_WEIGHT = 8;

export function crossValidate(examples: readonly Example[], label: string, features: number): Judged[] {
  const unseen = examples.filter(({ text }) => text.unseen);
  const writers = [...new Set(unseen.map(({ text }) => text.writer))];
  const foldOf = new Map(unseen.map((example) => [example, writers.indexOf(example.text.writer) % FOLDS]));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const fit = fitLabel(
      examples.filter((example) => foldOf.get(example) !== fold),
      label,
      features,
    );
    return unseen
      .filter((example) => foldOf.get(example) === fold)
      .flatMap((example) => judge(example, label, scoreOf(fit, example.row)));
  }).flat();
}

/** Nothing where the label is unknown for the text, or is never asked for because the text is no tip. */
export function judge({ text, facts }: Example, label: string, score: number): Judged[] {
  const holds = isLabelled(text, label);
  return holds === undefined || (label === 'selfReport' && !text.holds.has('tip'))
    ? []
    : [{ id: text.id, score, ruleSaid: saidByRules(facts, label), holds }];
}

/** The rarer a label, the more each text that has it counts. */
export function fitLabel(examples: readonly Example[], label: string, features: number): Fit {
  const known = examples.filter(({ text }) => isLabelled(text, label) !== undefined);
  const labels = Float64Array.from(known, ({ text }) => (isLabelled(text, label) === true ? 1 : 0));
  const positives = labels.reduce((sum, value) => sum + value, 0);
  const rarity = Math.min(MOST_WEIGHT, Math.sqrt((known.length - positives) / Math.max(1, positives)));
  const weights = labels.map((value, index) => (value === 1 ? rarity : 1) * (known[index]?.text.weight ?? 1));
  return fitLogistic({ rows: known.map(({ row }) => row), labels, weights, features }, PENALTY);
}

function saidByRules(facts: Facts, label: string): boolean {
  if (label === 'tip') return facts.tip === true;
  if (label === 'danger') return facts.urgency === 'immediate_danger';
  if (label === 'selfReport') return facts.selfReport === true;
  if (label === 'minors') return facts.people?.minors === true;
  if (label.startsWith('venue=')) return label === `venue=${facts.venue ?? ''}`;
  return (facts.indicators ?? []).includes(label);
}
