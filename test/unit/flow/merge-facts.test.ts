import { describe, expect, test } from '@jest/globals';
import { type FieldValues } from '../../../src/flow/field-values.js';
import { mergeValues } from '../../../src/flow/merge-facts.js';
import { type Report, createReport } from '../../../src/tip/report.js';

const FIRST = '2026-11-22T12:00:00.000Z';
const LATER = '2026-11-22T12:05:00.000Z';
const plainly = { correction: false, asked: [] };

function told(values: FieldValues): Report {
  return mergeValues(createReport('en'), values, { at: FIRST, ...plainly }).report;
}

describe('a second value', () => {
  test('a state said elsewhere in the story does not replace the one the town lies in', () => {
    const before = told({ states: { value: ['MO'], source: 'inferred' } });
    const { report } = mergeValues(
      before,
      { states: { value: ['GA'], source: 'said' } },
      { at: LATER, ...plainly },
    );
    expect(report.fields.states).toMatchObject({ value: ['MO', 'GA'], source: 'inferred' });
  });

  test('said beats inferred, and the earlier is kept', () => {
    const before = told({ states: { value: ['TN'], source: 'inferred' } });
    const { report, replaced } = mergeValues(
      before,
      { states: { value: ['MO'], source: 'said' }, city: { value: 'Springfield', source: 'said' } },
      { at: LATER, ...plainly },
    );
    expect(report.fields.states).toEqual({
      value: ['MO'],
      source: 'said',
      at: LATER,
      replaced: [{ value: ['TN'], at: FIRST }],
    });
    expect(replaced).toEqual(['states']);
  });

  test('inferred never beats said', () => {
    const before = told({ states: { value: ['MO'], source: 'said' } });
    const { report } = mergeValues(
      before,
      { states: { value: ['TN'], source: 'inferred' } },
      { at: LATER, ...plainly },
    );
    expect(report.fields.states?.value).toEqual(['MO']);
  });

  test('another state said later is concerned as well', () => {
    const before = told({ states: { value: ['MO'], source: 'said' } });
    const { report } = mergeValues(
      before,
      { states: { value: ['IL'], source: 'said' } },
      { at: LATER, ...plainly },
    );
    expect(report.fields.states?.value).toEqual(['MO', 'IL']);
  });

  test('a corrected city takes with it what hung on the old one', () => {
    const before = told({
      city: { value: 'Columbus', source: 'said' },
      states: { value: ['OH'], source: 'inferred' },
      postalCode: { value: '43085', source: 'said' },
      business: { value: 'Red Roof Inn', source: 'said' },
    });
    const { report } = mergeValues(
      before,
      { city: { value: 'Joplin', source: 'said' } },
      { at: LATER, correction: true, asked: [] },
    );
    expect(Object.keys(report.fields).toSorted()).toEqual(['business', 'city']);
  });

  test('signs, plates and descriptions grow; nothing is told twice', () => {
    const before = told({
      indicators: { value: [{ code: 'control.id_held', source: 'said' }], source: 'said' },
      vehicle: { value: 'white van', source: 'said' },
    });
    const { report, changed } = mergeValues(
      before,
      {
        indicators: {
          value: [
            { code: 'control.id_held', source: 'said' },
            { code: 'labor.unpaid', source: 'said' },
          ],
          source: 'said',
        },
        vehicle: { value: 'red truck', source: 'said' },
      },
      { at: LATER, ...plainly },
    );
    expect(report.fields.indicators?.value.map(({ code }) => code)).toEqual([
      'control.id_held',
      'labor.unpaid',
    ]);
    expect(report.fields.vehicle?.value).toBe('white van; red truck');
    expect(changed).toEqual(['indicators', 'vehicle']);
  });

  test('the report given is not changed', () => {
    const before = told({ room: { value: '214', source: 'said' } });
    const copy = JSON.stringify(before);
    mergeValues(
      before,
      { room: { value: '241', source: 'said' } },
      { at: LATER, correction: true, asked: [] },
    );
    expect(JSON.stringify(before)).toBe(copy);
  });
});
