/** Danger and what only sounds like it, in equal shares: a blow that is missed is worse than one too many. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { read } from './support.js';

interface Pair {
  id: string;
  text: string;
  danger: boolean;
}

const pairs = readFileSync(new URL('../../eval/danger.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Pair);
const found = (pair: Pair): boolean => read(pair.text).urgency === 'immediate_danger';

it('misses no danger of a hundred but three, and cries wolf at most once in ten', () => {
  const dangers = pairs.filter(({ danger }) => danger);
  const missed = dangers.filter((pair) => !found(pair)).map(({ id }) => id);
  const wolf = pairs.filter((pair) => !pair.danger && found(pair)).map(({ id }) => id);
  const hits = dangers.length - missed.length;
  expect({ missed, recall: hits / dangers.length >= 0.97 }).toMatchObject({ recall: true });
  expect({ wolf, precision: hits / (hits + wolf.length) >= 0.9 }).toMatchObject({ precision: true });
});
