/** Corrections that name the old value, words that hold a place after "idk", and the person who writes. */

import { expect, test } from '@jest/globals';
import { withoutDenied } from '../../../src/flow/denials.js';
import { findPeople } from '../../../src/flow/phrases.js';
import { whereAfterDoubt } from '../../../src/flow/words.js';
import { type Report, createReport } from '../../../src/tip/report.js';

const at = '2026-11-22T12:00:00Z';
const said = <T>(value: T) => ({ value, source: 'said' as const, at });
const known: Report = {
  ...createReport('en'),
  fields: {
    states: said(['OK']),
    plates: said([{ plate: 'KTR8824' }]),
    victims: said(2),
    city: said('Jasper'),
  },
};

test.each([
  ['sorry i meant missouri not oklahoma', { states: { value: ['OK', 'MO'], source: 'said' as const } }],
  [
    'wait plate is KTR8842 not KTR8824',
    { plates: { value: [{ plate: 'KTR8842' }, { plate: 'KTR8824' }], source: 'said' as const } },
  ],
  ['there were 3 girls not 2', { victims: { value: 3, source: 'said' as const } }],
  ['son 3 muchachas, no 2', { victims: { value: 3, source: 'said' as const } }],
  ['its Joplin, not in Jasper', { city: { value: 'Joplin', source: 'said' as const } }],
])('"%s" corrects, and what it denies is gone', (text, values) => {
  const { facts, values: left } = withoutDenied(known, text, {}, values);
  expect(facts.correction).toBe(true);
  expect(left.states?.value ?? ['MO']).toEqual(['MO']);
  expect(left.plates?.value ?? [{ plate: 'KTR8842' }]).toEqual([{ plate: 'KTR8842' }]);
});

test.each([
  'there are 2 girls, not free to leave',
  'no 2 ways about it, still in jasper',
  'not far from ok inn',
])('"%s" corrects nothing', (text) => {
  expect(withoutDenied(known, text, {}, {}).facts.correction).toBeUndefined();
});

test.each([
  ['idk somewhere on 44', 'somewhere on 44'],
  ['not sure, behind the dollar general', 'behind the dollar general'],
  ['no sé, por la gasolinera', 'por la gasolinera'],
  ["I don't know the number", undefined],
  ['idk', undefined],
  ['not sure what it is', undefined],
])('"%s" says where: %s', (text, where) => {
  expect(whereAfterDoubt(text)).toBe(where);
});

test.each([
  ['i am an old woman and hear crying', undefined],
  ['soy una mujer mayor, hay 2 muchachas', '2 muchachas'],
  ['im a maid here, 3 women never leave', '3 women'],
])('"%s" is about %s', (text, people) => {
  expect(findPeople(text)).toBe(people);
});
