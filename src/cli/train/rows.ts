/** Features by number: only those that several texts have are learned from. */
import type { Feature } from '../../understanding/learned/features.js';
import type { Row } from './logistic.js';

const LEAST_TEXTS = 3;

/** Feature's key → its number. */
export type Numbers = ReadonlyMap<number, number>;

export function numberFeatures(texts: readonly (readonly Feature[])[]): Numbers {
  const counts = new Map<number, number>();
  for (const features of texts) for (const { key } of features) counts.set(key, (counts.get(key) ?? 0) + 1);
  const numbers = new Map<number, number>();
  for (const [key, count] of counts) if (count >= LEAST_TEXTS) numbers.set(key, numbers.size);
  return numbers;
}

export function toRow(features: readonly Feature[], numbers: Numbers): Row {
  const known = features.filter(({ key }) => numbers.has(key));
  return {
    ids: Int32Array.from(known, ({ key }) => numbers.get(key) ?? 0),
    values: Float64Array.from(known, ({ value }) => value),
  };
}
