/**
 * Compares facts with labels by the rules of the evaluation guide: some fields must not appear unlabelled
 * (strict), some are compared only where labelled (lenient), names loosely.
 */
import type { Facts } from './facts.js';

export interface LabelledText {
  id: string;
  text: string;
  lang: string;
  tip: boolean;
  set?: 'train' | 'held';
  expect: Partial<Facts> & { cityOptional?: boolean };
}

export interface FieldScore {
  field: string;
  /** Labelled values. */
  count: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface Evaluation {
  scores: FieldScore[];
  /** One line for each wrong or missing value: ids and values, never the text. */
  misses: string[];
}

const STRICT = [
  'states',
  'city',
  'postalCode',
  'road',
  'mileMarker',
  'exit',
  'direction',
  'plates',
  'callbackPhone',
  'callbackName',
  'noCallback',
  'selfReport',
  'ambiguousPlace',
  'minors',
  'indicators',
];
const LENIENT = [
  'address',
  'business',
  'venue',
  'vehicle',
  'urgency',
  'time',
  'victims',
  'operator',
  'route',
  'nextStop',
  'arrival',
];
const LOOSE = new Set(['address', 'business', 'vehicle', 'time', 'operator', 'route', 'nextStop', 'arrival']);
/** All that is labelled in languages the conversation does not speak. */
const PLACE_ONLY = new Set([
  'states',
  'city',
  'postalCode',
  'road',
  'mileMarker',
  'exit',
  'direction',
  'ambiguousPlace',
  'callbackPhone',
  'victims',
]);

interface Tally {
  hits: number;
  wrong: number;
  missed: number;
}

export function evaluate(texts: readonly LabelledText[], read: (text: string) => Facts): Evaluation {
  const tallies = new Map<string, Tally>();
  const misses: string[] = [];
  const at = (field: string): Tally => {
    const known = tallies.get(field) ?? { hits: 0, wrong: 0, missed: 0 };
    tallies.set(field, known);
    return known;
  };
  const compare = (id: string, field: string, gold: readonly unknown[], found: readonly unknown[]): void => {
    const left = [...found];
    for (const value of gold) {
      const index = left.findIndex((other) =>
        LOOSE.has(field) ? isLoose(value, other) : isSame(value, other),
      );
      if (index >= 0) {
        left.splice(index, 1);
        at(field).hits++;
      } else {
        at(field).missed++;
        misses.push(
          `${id} ${field}: missed ${String(value)}${found.length > 0 ? `, got ${found.join('|')}` : ''}`,
        );
      }
    }
    for (const value of left) {
      at(field).wrong++;
      misses.push(`${id} ${field}: wrong ${String(value)}`);
    }
  };
  for (const item of texts) {
    const facts = read(item.text);
    compare(item.id, 'lang', [item.lang], listOf(facts.lang));
    compare(item.id, 'tip', [item.tip], [facts.tip ?? true]);
    if (!item.tip) continue;
    const full = item.lang === 'en' || item.lang === 'es';
    for (const field of STRICT) {
      if ((!full && !PLACE_ONLY.has(field)) || (field === 'city' && item.expect.cityOptional === true))
        continue;
      compare(item.id, field, listOf(valueOf(item.expect, field)), listOf(valueOf(facts, field)));
    }
    for (const field of LENIENT) {
      const gold = listOf(valueOf(item.expect, field));
      if (gold.length > 0 && (full || PLACE_ONLY.has(field)))
        compare(item.id, field, gold, listOf(valueOf(facts, field)));
    }
  }
  return { scores: [...tallies].map(([field, tally]) => score(field, tally)), misses };
}

function score(field: string, { hits, wrong, missed }: Tally): FieldScore {
  const precision = hits + wrong === 0 ? 1 : hits / (hits + wrong);
  const recall = hits + missed === 0 ? 1 : hits / (hits + missed);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { field, count: hits + missed, precision, recall, f1 };
}

function valueOf(facts: Partial<Facts>, field: string): unknown {
  if (field === 'minors') return facts.people?.minors;
  if (field === 'victims') return facts.people?.victims;
  if (field === 'operator' || field === 'route' || field === 'nextStop' || field === 'arrival')
    return facts.transit?.[field];
  return facts[field as keyof Facts];
}

const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null || value === false || value === ''
    ? []
    : Array.isArray(value)
      ? value
      : [value];

function normal(value: unknown): string {
  return String(value)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/&|\band\b|\by\b/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const isSame = (a: unknown, b: unknown): boolean => normal(a) === normal(b);

function isLoose(a: unknown, b: unknown): boolean {
  const [x, y] = [normal(a), normal(b)];
  return x !== '' && y !== '' && (x.includes(y) || y.includes(x));
}

/** The scores as lines of a table. */
export function tableOf(scores: readonly FieldScore[]): string[] {
  return scores.map(
    ({ field, count, precision, recall, f1 }) =>
      `${field.padEnd(15)} n=${String(count).padStart(4)}  P=${precision.toFixed(3)}  R=${recall.toFixed(3)}  F1=${f1.toFixed(3)}`,
  );
}
