import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { evaluate, tableOf, type LabelledText } from '../../../src/understanding/evaluate.js';
import { read } from './support.js';

const load = (name: string): LabelledText[] =>
  readFileSync(new URL(`../../eval/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LabelledText);

const own = load('own');
const SETS: Record<string, LabelledText[]> = {
  train: own.filter((text) => text.set !== 'held'),
  held: own.filter((text) => text.set === 'held'),
  addresses: load('addresses'),
  dev: load('dev'),
  meaning: load('meaning'),
  places: load('places'),
  // Written by somebody who has not seen the code: the rules were tuned on the odd lines, and all are learned from.
  independent: load('independent'),
  // Sets by people who have not seen the code either, met by it late: most of what they showed was then mended.
  'probe-a': load('probe-a'),
  'probe-b': load('probe-b'),
  'probe-c': load('probe-c'),
  'probe-d': load('probe-d'),
  'probe-e': load('probe-e'),
  'probe-f': load('probe-f'),
  'probe-g': load('probe-g'),
  // The even lines: the rules were not tuned on them.
  measured: load('independent').filter(({ id }) => Number(id.slice(-1)) % 2 === 0),
};

type Floors = Record<string, Partial<Record<'precision' | 'recall' | 'f1', number>>>;

/** Of the sets by writers who did not know the program, once their misses had mended the rules. */
const STRANGERS: Floors = {
  lang: { f1: 0.99 },
  tip: { f1: 0.98 },
  states: { precision: 0.99, recall: 0.99 },
  city: { f1: 0.99 },
  postalCode: { f1: 1 },
  road: { f1: 0.99 },
  exit: { f1: 0.97 },
  mileMarker: { f1: 0.97 },
  direction: { f1: 0.97 },
  plates: { f1: 0.97 },
  callbackPhone: { f1: 0.97 },
  callbackName: { f1: 0.97 },
  noCallback: { f1: 0.97 },
  selfReport: { precision: 0.9, recall: 0.97 },
  indicators: { f1: 0.95 },
  venue: { f1: 0.97 },
  minors: { f1: 0.97 },
  victims: { f1: 0.97 },
  time: { f1: 0.95 },
  business: { f1: 0.97 },
};

/** Floors: a change may raise them, never lower them without saying why. */
const FLOORS: Record<string, Floors> = {
  train: {
    lang: { f1: 0.99 },
    tip: { f1: 0.97 },
    states: { precision: 0.99, recall: 0.97 },
    indicators: { f1: 0.9 },
  },
  held: {
    lang: { f1: 0.99 },
    tip: { f1: 0.97 },
    states: { precision: 0.99, recall: 0.96 },
    indicators: { f1: 0.88 },
  },
  addresses: {
    lang: { f1: 0.99 },
    states: { precision: 0.99, recall: 0.99 },
    city: { precision: 0.99, recall: 0.99 },
    postalCode: { f1: 0.99 },
  },
  meaning: {
    tip: { f1: 0.98 },
    urgency: { f1: 0.95 },
    selfReport: { precision: 0.9, recall: 0.97 },
    indicators: { f1: 0.95 },
    venue: { f1: 0.95 },
  },
  places: {
    lang: { f1: 0.99 },
    states: { precision: 0.99, recall: 0.98 },
    city: { f1: 0.99 },
    postalCode: { f1: 1 },
    ambiguousPlace: { f1: 1 },
    road: { f1: 0.99 },
    exit: { f1: 0.99 },
    mileMarker: { f1: 0.99 },
    direction: { f1: 0.97 },
    plates: { f1: 1 },
    business: { f1: 0.97 },
    venue: { f1: 0.95 },
    route: { f1: 0.97 },
    nextStop: { f1: 0.97 },
    arrival: { f1: 0.97 },
    time: { f1: 0.95 },
  },
  independent: {
    tip: { f1: 0.94 },
    selfReport: { precision: 0.85, recall: 0.9 },
    indicators: { f1: 0.82 },
    urgency: { f1: 0.85 },
    minors: { precision: 0.88, recall: 0.9 },
  },
  measured: {
    tip: { f1: 0.95 },
    selfReport: { precision: 0.85, recall: 0.94 },
    indicators: { f1: 0.82 },
    minors: { precision: 0.92, recall: 0.95 },
  },
  'probe-a': STRANGERS,
  'probe-b': { ...STRANGERS, minors: { f1: 0.95 } },
  // As first read by a program that had not seen it: signs 0.96, venue 0.96, minors 0.88, exit 0.83, danger 20 of 20 with 3 false.
  'probe-c': {
    lang: { f1: 0.99 },
    tip: { f1: 0.95 },
    states: { precision: 0.98, recall: 0.99 },
    city: { f1: 0.97 },
    postalCode: { f1: 1 },
    road: { f1: 0.99 },
    exit: { f1: 0.97 },
    mileMarker: { f1: 0.97 },
    plates: { f1: 0.97 },
    callbackPhone: { f1: 0.97 },
    selfReport: { f1: 0.98 },
    minors: { f1: 0.96 },
    venue: { f1: 0.95 },
    indicators: { f1: 0.95 },
  },
  'probe-d': { ...STRANGERS, time: { f1: 0.94 } },
  'probe-e': {
    ...STRANGERS,
    city: { f1: 0.98 },
    indicators: { f1: 0.93 },
    time: { f1: 0.94 },
    selfReport: { precision: 0.94, recall: 0.95 },
  },
  'probe-f': { ...STRANGERS, selfReport: { precision: 0.82, recall: 0.97 } },
  // Not learned. As first read: states P 0.99 R 0.96, signs P 0.86 R 0.73, setting 0.78, plates 0.82, danger 9 of 9 with 1 false.
  'probe-g': {
    lang: { f1: 0.99 },
    tip: { f1: 0.98 },
    states: { precision: 0.99, recall: 0.97 },
    city: { f1: 0.93 },
    postalCode: { f1: 1 },
    road: { f1: 0.92 },
    exit: { f1: 1 },
    mileMarker: { f1: 1 },
    plates: { f1: 1 },
    callbackPhone: { f1: 1 },
    callbackName: { f1: 0.93 },
    noCallback: { f1: 0.91 },
    selfReport: { precision: 0.82, recall: 1 },
    minors: { f1: 0.94 },
    venue: { f1: 0.76 },
    indicators: { f1: 0.78 },
  },
  dev: {
    lang: { f1: 1 },
    tip: { f1: 1 },
    states: { precision: 1, recall: 1 },
    indicators: { f1: 0.95 },
    plates: { f1: 1 },
    urgency: { f1: 0.95 },
  },
};

describe.each(Object.keys(FLOORS))('labelled texts: %s', (name) => {
  const { scores, misses } = evaluate(SETS[name] ?? [], read);

  it('has at least the texts it had', () => {
    expect((SETS[name] ?? []).length).toBeGreaterThanOrEqual(
      {
        train: 100,
        held: 50,
        addresses: 181,
        dev: 40,
        meaning: 120,
        places: 200,
        independent: 338,
        measured: 169,
        'probe-a': 150,
        'probe-b': 150,
        'probe-c': 120,
        'probe-d': 160,
        'probe-e': 220,
        'probe-f': 220,
        'probe-g': 160,
      }[name] ?? 1,
    );
  });

  it.each(Object.entries(FLOORS[name] ?? {}))('%s keeps its floor', (field, floor) => {
    const score = scores.find((row) => row.field === field);
    const report = [...tableOf(scores), ...misses.filter((miss) => miss.includes(` ${field}:`))].join('\n');
    for (const [measure, least] of Object.entries(floor) as ['precision' | 'recall' | 'f1', number][])
      if ((score?.[measure] ?? 0) < least)
        throw new Error(`${field} ${measure} ${String(score?.[measure])} < ${least}\n${report}`);
    expect(score).toBeDefined();
  });
});

it.each(['probe-a', 'probe-b', 'probe-f', 'probe-g'])(
  'of %s misses no danger and cries wolf at most once in ten',
  (name) => {
    const texts = SETS[name] ?? [];
    const found = texts.filter(({ text }) => read(text).urgency === 'immediate_danger');
    const dangers = texts.filter(({ tip, expect: { urgency } }) => tip && urgency === 'immediate_danger');
    const ids = (list: readonly LabelledText[]): string[] => list.map(({ id }) => id);
    expect(ids(dangers.filter((text) => !found.includes(text)))).toEqual([]);
    expect(found.filter((text) => dangers.includes(text)).length / found.length).toBeGreaterThanOrEqual(0.9);
  },
);
