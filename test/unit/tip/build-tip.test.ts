import { describe, expect, it } from '@jest/globals';
import { findJurisdictions } from '../../../src/tip/build-tip.js';
import { listChanges } from '../../../src/tip/changes.js';
import { createReport } from '../../../src/tip/report.js';
import { TIP_SCHEMA_ID, tipJsonSchema, tipSchema } from '../../../src/tip/schema.js';
import { listCardJurisdictions } from '../../../src/tip/sharing.js';
import { busReport, hotelReport, makeTip, withFields } from '../../support/tips.js';

describe('buildTip', () => {
  it('carries the hotel story in full and passes its own schema', () => {
    const tip = makeTip();
    expect(tipSchema.parse(tip)).toEqual(tip);
    expect(Object.keys(tip)).toEqual([
      ...['schema', 'id', 'reference', 'revision', 'status', 'channel', 'language', 'urgency', 'selfReport'],
      ...['narrative', 'indicators', 'people', 'vehicles', 'venue', 'location', 'transit', 'occurred'],
      ...['jurisdictions', 'attachments', 'callback', 'consent', 'provenance'],
    ]);
    expect(tip.vehicles).toEqual([{ description: 'gray altima', plate: '4T7PLANT', state: 'TN' }]);
    expect(tip.location).toMatchObject({ state: 'MO', precision: 'business', confirmed: true });
    expect(tip.callback).toMatchObject({ wanted: true, phone: '+15735550142', bestTime: 'after 6' });
  });

  it('survives JSON unchanged', () => {
    const tip = makeTip(busReport());
    expect(JSON.parse(JSON.stringify(tip))).toEqual(tip);
  });

  it('takes the own number only when nothing else is given and a call is not refused', () => {
    const asked = withFields(createReport('en'), { callbackWanted: true });
    expect(makeTip(asked, { callbackAddress: '+15735550100' }).callback.phone).toBe('+15735550100');
    const refused = withFields(hotelReport(), { callbackWanted: false });
    expect(makeTip(refused, { callbackAddress: '+15735550100' }).callback).toEqual({ wanted: false });
  });

  it('hides earlier contact details of someone who decided to stay anonymous', () => {
    const report = withFields(hotelReport(), { callbackWanted: false });
    report.fields.callbackPhone = {
      ...{ value: '+15735550143', source: 'said', at: '2026-11-22T11:56:00.000Z' },
      replaced: [{ value: '+15735550142', at: '2026-11-22T11:55:00.000Z' }],
    };
    report.fields.city = {
      ...{ value: 'Joplin', source: 'said', at: '2026-11-22T11:56:00.000Z' },
      replaced: [{ value: 'Springfield', at: '2026-11-22T11:55:00.000Z' }],
    };
    expect(makeTip(report).provenance.corrections).toEqual([
      { field: 'city', value: 'Springfield', at: '2026-11-22T11:55:00.000Z' },
    ]);
  });

  it('invents nothing: an empty report gives an empty tip', () => {
    const tip = makeTip(createReport('es'));
    expect(tip).toMatchObject({
      people: {},
      vehicles: [],
      venue: null,
      transit: null,
      location: { precision: 'unknown', confirmed: false },
      jurisdictions: [],
      callback: {},
      consent: {},
    });
    expect(tipSchema.safeParse(tip).success).toBe(true);
  });

  it('says that a vehicle and two plates belong together in an unknown way', () => {
    const report = withFields(createReport('en'), {
      vehicle: 'white van',
      plates: [{ plate: 'AAA1' }, { plate: 'BBB2' }],
    });
    expect(makeTip(report).vehicles).toEqual([
      { description: 'white van' },
      { plate: 'AAA1' },
      { plate: 'BBB2' },
    ]);
  });
});

describe('jurisdictions', () => {
  it.each([
    ['a journey concerns every state on it', busReport(), ['MO', 'IL']],
    ['no state known', createReport('en'), []],
    ['one inferred state counts', withFields(createReport('en'), { states: ['OK'] }, 'inferred'), ['OK']],
    [
      'two inferred states are a doubt',
      withFields(createReport('en'), { states: ['MO', 'KS'] }, 'inferred'),
      [],
    ],
    [
      'confirmed, they count',
      withFields(createReport('en'), { states: ['MO', 'KS'] }, 'confirmed'),
      ['MO', 'KS'],
    ],
  ])('%s', (_, report, expected) => {
    expect(findJurisdictions(report)).toEqual(expected);
  });

  it('a desk sees a tip by consent, or in danger before the question', () => {
    const base = { consent: {}, urgency: 'in_progress' as const, jurisdictions: ['MO'] };
    const danger = { ...base, urgency: 'immediate_danger' as const };
    expect(listCardJurisdictions(base)).toEqual([]);
    expect(listCardJurisdictions(danger)).toEqual(['MO']);
    expect(listCardJurisdictions(danger, { shareDangerBeforeConsent: false })).toEqual([]);
    expect(listCardJurisdictions({ ...danger, consent: { shareWithState: false } })).toEqual([]);
    expect(listCardJurisdictions({ ...base, consent: { shareWithState: true } })).toEqual(['MO']);
    expect(listCardJurisdictions({ ...danger, jurisdictions: [] })).toEqual(['US']);
  });
});

describe('listChanges', () => {
  it('names sections, in reading order', () => {
    const before = makeTip();
    const report = withFields(hotelReport(), { vehicle: 'black altima', city: 'Webb City' });
    report.narrative.push({ at: '2026-11-22T12:05:00.000Z', text: 'its black' });
    expect(listChanges(before, makeTip(report, { revision: 2 }))).toEqual(['place', 'vehicle', 'story']);
    expect(listChanges(before, makeTip())).toEqual([]);
  });
});

describe('JSON Schema', () => {
  it('is published with an address, describes every top-level key, and allows additions', () => {
    const schema = tipJsonSchema();
    expect(schema).toMatchObject({
      $id: TIP_SCHEMA_ID,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
    });
    expect(schema.additionalProperties).toBeUndefined();
    expect(tipJsonSchema()).toBe(schema);
    expect(Object.keys(schema.properties as object)).toEqual(Object.keys(makeTip()));
  });
});
