/** Every golden conversation, with real understanding, over SMS as written and over Slack by its rules. */

import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { countTextsToCompleteTip, findMedian } from '../../../src/flow/golden-length.js';
import { runGolden, updateGolden } from '../../../src/flow/golden.js';
import { parseGolden, stringifyGolden } from '../../../src/flow/golden-yaml.js';
import { createUnderstand } from '../../../src/understanding/index.js';
import { loadTables } from '../../../src/understanding/tables-loader.js';
import { witnessTip } from './play.js';

const FOLDER = 'flows/witness-tip';
const flow = witnessTip();
const understand = createUnderstand(loadTables());
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const read = (name: string) => parseGolden(readFileSync(`${FOLDER}/${name}`, 'utf8'), name);

describe('word for word', () => {
  test.each(files)('%s', (name) => {
    expect(runGolden(flow, read(name), understand).mismatches).toEqual([]);
  });
});

test('a witness sends five texts to a complete tip, or fewer, in the middle of all of them', () => {
  const lengths = files.flatMap((name) => {
    const golden = read(name);
    return countTextsToCompleteTip(golden, runGolden(flow, golden, understand)) ?? [];
  });
  expect(lengths.length).toBeGreaterThan(20);
  expect(findMedian(lengths)).toBeLessThanOrEqual(5);
});

test('the median of an even number is between the two in the middle', () => {
  expect(findMedian([9, 4, 5, 1])).toBe(4.5);
  expect(findMedian([3])).toBe(3);
  expect(findMedian([])).toBeUndefined();
});

describe('in a Slack DM, one answer or a reason for each turn', () => {
  test.each(files)('%s', (name) => {
    const golden = { ...read(name), channel: 'slack' as const };
    const broken = runGolden(flow, golden, understand).mismatches.filter(
      ({ what }) => what === 'answers' || what === 'neverSays' || what === 'segments',
    );
    expect(broken).toEqual([]);
  });
});

test('the runner sees a word, an effect and a turn that differ', () => {
  const golden = read('wrong-number.yaml');
  const [first, ...rest] = golden.turns;
  if (!first) throw new Error('the conversation is empty');
  const changed = { ...golden, turns: [{ ...first, B: 'Hello.', effects: [] }, ...rest] };
  const { mismatches } = runGolden(flow, changed, understand);
  expect(mismatches.map(({ turn, what }) => `${turn} ${what}`)).toEqual(['1 B', '1 effects']);
});

test('an update changes expectations only, never inputs or what must always hold', () => {
  const golden = read('hotel.yaml');
  const stale = { ...golden, turns: golden.turns.map((turn) => ({ ...turn, B: 'stale', effects: [] })) };
  const updated = updateGolden(stale, runGolden(flow, stale, understand));
  expect(updated.always).toEqual(golden.always);
  expect(updated.turns.map(({ W, at }) => ({ W, at }))).toEqual(golden.turns.map(({ W, at }) => ({ W, at })));
  expect(updated.turns.map(({ B }) => B)).not.toContain('stale');
});

test('a golden conversation survives being written and read', () => {
  const golden = read('bus.yaml');
  expect(parseGolden(stringifyGolden(golden), 'bus.yaml')).toEqual(golden);
});
