/** Features by number: only those that several texts have are learned from. */
import type { Feature } from '../../understanding/learned/features.js';
import type { Row } from './logistic.js';

const LEAST_TEXTS = 3;

export type Numbers = ReadonlyMap<string, number>;

export function numberFeatures(texts: readonly (readonly Feature[])[]): Numbers {
  const counts = new Map<string, number>();
  for (const features of texts)
    for (const { name } of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  const numbers = new Map<string, number>();
  for (const [name, count] of counts) if (count >= LEAST_TEXTS) numbers.set(name, numbers.size);
  return numbers;
}

export function toRow(features: readonly Feature[], numbers: Numbers): Row {
  const known = features.filter(({ name }) => numbers.has(name));
  return {
    ids: Int32Array.from(known, ({ name }) => numbers.get(name) ?? 0),
    values: Float64Array.from(known, ({ value }) => value),
  };
}
