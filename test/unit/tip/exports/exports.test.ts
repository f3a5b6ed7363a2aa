import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  EXPORT_FORMATS,
  exportTip,
  exportTips,
  type ExportFormat,
} from '../../../../src/tip/exports/index.js';
import { type READER_LANGUAGES, VENUE_CODES } from '../../../../src/tip/labels.js';
import { createReport } from '../../../../src/tip/report.js';
import { tipSchema, type Tip } from '../../../../src/tip/schema.js';
import { busReport, hotelReport, makeTip, withFields } from '../../../support/tips.js';
import { readRows, shippedOptions } from './support.js';

const options = await shippedOptions();

function bodyOf(tip: Tip, format: ExportFormat, language: (typeof READER_LANGUAGES)[number] = 'en'): string {
  return exportTip(tip, format, { ...options, language }).body;
}

function parsed(tip: Tip, format: 'json' | 'niem' | 'htcds'): Record<string, unknown> {
  return JSON.parse(bodyOf(tip, format)) as Record<string, unknown>;
}

function testTip(): Tip {
  const tip = makeTip();
  tip.provenance.test = true;
  return tip;
}

describe('exportTip', () => {
  it.each<[string, Tip, ExportFormat, 'en' | 'es']>([
    ['hotel.es.txt', makeTip(), 'text', 'es'],
    ['bus.es.txt', makeTip(busReport()), 'text', 'es'],
    ['hotel.niem.json', makeTip(), 'niem', 'en'],
    ['hotel.htcds.json', makeTip(), 'htcds', 'en'],
    ['hotel.csv', makeTip(), 'csv', 'en'],
  ])('golden %s (UPDATE_GOLDEN=1 writes it anew)', (name, tip, format, language) => {
    const file = `test/unit/tip/exports/golden/${name}`;
    const body = bodyOf(tip, format, language);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, body);
    expect(body).toBe(readFileSync(file, 'utf8'));
  });

  it.each(EXPORT_FORMATS)('%s: says what the witness agreed to', (format) => {
    const withConsent = (shareWithState?: boolean): string => {
      const tip = makeTip();
      tip.consent = shareWithState === undefined ? {} : { shareWithState, followUp: false };
      return bodyOf(tip, format);
    };
    const all = [withConsent(true), withConsent(false), withConsent()];
    expect(new Set(all).size).toBe(3);
    expect(all[0]).toMatch(/[cC]onsent|CONSENT/);
    expect(all[0]).toMatch(/share_?[wW]ith_?[sS]tate|share with state/);
  });

  it.each(EXPORT_FORMATS)('%s: says that a withdrawn tip is withdrawn', (format) => {
    const { body, fileName } = exportTip(makeTip(hotelReport(), { status: 'withdrawn' }), format, options);
    expect(body).toMatch(/withdrawn/i);
    expect(bodyOf(makeTip(), format)).not.toMatch(/WITHDRAWN|"withdrawn": true|,withdrawn,/);
    expect(fileName).toContain('-WITHDRAWN.');
  });

  it.each(EXPORT_FORMATS)('%s: marks a test', (format) => {
    const { body, fileName } = exportTip(testTip(), format, options);
    expect(body).toMatch(/TEST: do not act|"test": true|^\ufefftest,[^]*\r\nyes,/);
    expect(bodyOf(makeTip(), format)).not.toMatch(/TEST: do not act|"test": true|\r\nyes,/);
    expect(fileName).toMatch(/^TEST-sightline-MO-7K3QF-N4-r1\./);
  });

  it('says so in our own fields and in the fields of the standard, for readers who see only one of them', () => {
    const tip = makeTip(hotelReport(), { status: 'withdrawn' });
    tip.provenance.test = true;
    const standing = { status: 'withdrawn', withdrawn: true, test: true, verified: false };
    const niem = parsed(tip, 'niem');
    const htcds = parsed(tip, 'htcds');
    expect(niem.tip).toMatchObject(standing);
    expect(htcds.tip).toMatchObject(standing);
    expect(niem['hs:TraffickingEvent']).toMatchObject({
      'nc:ActivityDescriptionText':
        '*** TEST: do not act on this *** *** WITHDRAWN by the witness *** Tip MO-7K3QF-N4, revision 1. Unverified. Consent: share with state: yes; further questions: yes.',
    });
    expect(htcds.record).toMatchObject({
      cas_IncomingReferralDetails: expect.stringMatching(/TEST: do not act[^]*WITHDRAWN[^]*CONSENT {4}share/),
    });
    expect(parsed(makeTip(), 'niem').tip).toMatchObject({ withdrawn: false, test: false });
    expect(parsed(makeTip(), 'htcds').tip).toMatchObject({ withdrawn: false, test: false });
  });

  it('names files by reference, revision and format', () => {
    const tip = makeTip(hotelReport(), { revision: 3 });
    expect(EXPORT_FORMATS.map((format) => exportTip(tip, format, options).fileName)).toEqual([
      'sightline-MO-7K3QF-N4-r3.json',
      'sightline-MO-7K3QF-N4-r3.txt',
      'sightline-MO-7K3QF-N4-r3.niem.json',
      'sightline-MO-7K3QF-N4-r3.htcds.json',
      'sightline-MO-7K3QF-N4-r3.csv',
    ]);
    expect(exportTip(tip, 'text', { ...options, language: 'es' }).fileName).toBe(
      'sightline-MO-7K3QF-N4-r3.es.txt',
    );
    expect(exportTips([testTip(), testTip()], options).fileName).toBe('TEST-sightline-tips.csv');
    expect(exportTips([testTip(), makeTip()], options).fileName).toBe('sightline-tips.csv');
  });

  it('json: is the tip itself, by its schema, word for word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const report = withFields(hotelReport(), { placeText: words, callbackName: words });
        report.narrative.push({ at: '2026-11-22T11:56:00.000Z', text: words });
        const tip = makeTip(report);
        expect(tipSchema.parse(parsed(tip, 'json'))).toEqual(tip);
      }),
    );
    expect(bodyOf(makeTip(), 'json')).toMatch(/^\{\n {2}"schema": .*\n/);
  });
});

describe('NIEM', () => {
  const eventOf = (tip: Tip) => parsed(tip, 'niem')['hs:TraffickingEvent'] as Record<string, unknown>;
  const at = (venue: string, ...codes: string[]) =>
    makeTip(
      withFields(createReport('en'), {
        venue,
        indicators: codes.map((code) => ({ code, source: 'said' as const })),
      }),
    );

  it('gives the code alone when it is true of every such tip', () => {
    const event = eventOf(at('farm', 'labor.debt'));
    expect(event).toMatchObject({
      'hs:CurrentTraffickedVenueCode': 'Farm/Ranch',
      'hs:CurrentExploitationIndustryCode': 'Agriculture and Animal Husbandry',
    });
    expect(event).not.toHaveProperty('hs:CurrentTraffickedVenueText');
  });

  it('adds our own words when it is true of some only, and says why', () => {
    const tip = at('massage_or_salon');
    expect(eventOf(tip)).toMatchObject({
      'hs:CurrentTraffickedVenueCode': 'Massage Parlor',
      'hs:CurrentTraffickedVenueText': 'Massage parlor or salon',
      'hs:CurrentExploitationIndustryCode': 'Health and Beauty Services',
    });
    expect(parsed(tip, 'niem').tip).toMatchObject({
      mapped: [
        { codes: [{ trueOf: 'some such tips', because: 'our code covers beauty and nail salons too' }] },
        { codes: [{ trueOf: 'every such tip' }] },
      ],
    });
  });

  it('gives our own words when the standard has none, and says why', () => {
    const tip = makeTip(busReport());
    expect(eventOf(tip)).toMatchObject({ 'hs:CurrentTraffickedVenueText': 'Bus, train or other transit' });
    expect(eventOf(tip)).not.toHaveProperty('hs:CurrentTraffickedVenueCode');
    expect(parsed(tip, 'niem').tip).toMatchObject({
      mapped: [{ ours: 'transit_vehicle', none: expect.stringContaining('no bus or train under way') }, {}],
    });
  });

  it('says several industries when several are seen', () => {
    expect(eventOf(at('street', 'sex.commercial_sex', 'minor.working'))).toMatchObject({
      'hs:CurrentExploitationIndustryCode': ['Outdoor Solicitation', 'Peddling and Begging'],
    });
  });

  it('calls what is over Past', () => {
    const event = eventOf(makeTip({ ...hotelReport(), urgency: 'past' }));
    expect(event).toMatchObject({ 'hs:PastTraffickedVenueCode': 'Hotel/Motel-Based' });
    expect(Object.keys(event).filter((name) => name.includes('Current'))).toEqual([]);
  });

  it('says nothing of a place that is not known', () => {
    const tip = makeTip(createReport('en'));
    expect(Object.keys(eventOf(tip)).filter((name) => name.startsWith('hs:'))).toEqual([]);
    expect(parsed(tip, 'niem').tip).toMatchObject({ venue: null, mapped: [] });
  });

  it.each([...VENUE_CODES, 'somewhere_new', 'constructor'])('names only codes of the list at %s', (venue) => {
    const event = eventOf(at(venue, 'labor.unpaid', 'sex.online_ad'));
    const { lists } = options.crosswalks.niem;
    for (const [name, value] of Object.entries(event)) {
      const list = name.endsWith('VenueCode')
        ? lists.traffickedVenue
        : name.endsWith('IndustryCode')
          ? lists.exploitationIndustry
          : undefined;
      if (list !== undefined) expect(list.codes).toEqual(expect.arrayContaining([value].flat()));
    }
    expect(event['hs:CurrentTraffickedVenueCode'] ?? event['hs:CurrentTraffickedVenueText']).toBeDefined();
  });

  it("carries none of the witness's words, no name and no number", () => {
    const body = bodyOf(makeTip(), 'niem');
    for (const planted of ['zanzibarine', 'Quillamette', '5735550142', '4T7PLANT', 'motel 6', 'older guy']) {
      expect(body).not.toContain(planted);
    }
  });
});

describe('HTCDS', () => {
  const recordOf = (tip: Tip) => parsed(tip, 'htcds').record as Record<string, unknown>;
  const seen = (...codes: string[]) =>
    makeTip(
      withFields(createReport('en'), {
        indicators: codes.map((code) => ({ code, source: 'said' as const })),
      }),
    );

  it('never says more than possible, whatever is seen', () => {
    const { crosswalks, signLabels } = options;
    const all = seen(...Object.keys(signLabels.en));
    expect(recordOf(all).vic_TraffickingStatus).toBe('PossibleVictimOfTrafficking');
    expect(crosswalks.htcds.lists.vic_TraffickingStatus?.codes).toContain('PossibleVictimOfTrafficking');
    expect(recordOf(all).vic_TypeOfExploitation).toEqual([
      'ForcedLabour',
      'SexualExploitation',
      'ChildLabour',
    ]);
  });

  it('names each code once, in the order of the list', () => {
    expect(
      recordOf(
        seen('control.isolated', 'control.money_held', 'labor.debt', 'control.watched', 'labor.unpaid'),
      ),
    ).toMatchObject({
      vic_MethodsOfControl: ['DebtBondage', 'TakesEarnings', 'RestrictsFinancialAccess', 'Other'],
      vic_TypeOfExploitation: ['ForcedLabour'],
    });
  });

  it('says of every sign what became of it, an unknown one included', () => {
    expect(parsed(seen('control.lost', 'sex.new_sign', '__proto__'), 'htcds').tip).toMatchObject({
      mapped: [
        { ours: 'control.lost', list: 'vic_MethodsOfControl', none: expect.stringContaining('not knowing') },
        { ours: 'control.lost', list: 'vic_TypeOfExploitation', none: expect.any(String) },
        { ours: 'sex.new_sign', none: 'not one of the codes this crosswalk was made for' },
        { ours: 'sex.new_sign' },
        { ours: '__proto__', none: 'not one of the codes this crosswalk was made for' },
        { ours: '__proto__' },
      ],
    });
  });

  it("keeps the witness's consent apart from the affected person's, and leaves persons out", () => {
    const record = recordOf(makeTip());
    expect(Object.keys(record).filter((name) => /^(con_|prs_)/.test(name))).toEqual([]);
    expect(parsed(makeTip(), 'htcds').tip).toMatchObject({
      consent: { shareWithState: 'yes', givenBy: 'a witness, not the person affected' },
    });
    expect(parsed(makeTip({ ...hotelReport(), selfReport: true }), 'htcds').tip).toMatchObject({
      consent: { givenBy: 'the person affected' },
    });
  });

  it('dates by the calendar of the place', () => {
    const report = withFields(createReport('en'), { timeFrom: '2026-11-22T04:00:00.000Z', states: ['MO'] });
    expect(recordOf(makeTip(report))).toMatchObject({
      hte_Date: '2026-11-21',
      hte_State: 'MO',
      hte_Country: 'US',
    });
    expect(recordOf(makeTip(report, { timeZone: undefined }))).toMatchObject({ hte_Date: '2026-11-22' });
  });

  it('tells the reader which lists were not seen', () => {
    expect(parsed(makeTip(), 'htcds').tip).toMatchObject({
      lists: [
        { name: 'vic_MethodsOfControl', verified: false, note: expect.stringContaining('workbook') },
        { verified: false, note: expect.any(String) },
        { verified: false, note: expect.any(String) },
      ],
    });
  });
});

describe('every export', () => {
  it.each(EXPORT_FORMATS)('%s: takes a tip that says nothing', (format) => {
    const nothing = makeTip(createReport('es'), { timeZone: undefined });
    expect(bodyOf(nothing, format, 'es')).not.toMatch(/undefined|\[object|NaN/);
  });

  it('names the language of a witness whom the flow does not speak', () => {
    const tip = makeTip({ ...hotelReport(), spokenLanguage: 'vi' });
    expect(parsed(tip, 'json').language).toBe('vi');
    expect(parsed(tip, 'niem').tip).toMatchObject({ language: 'vi' });
    expect(parsed(tip, 'htcds').tip).toMatchObject({ language: 'vi' });
    expect(bodyOf(tip, 'text', 'es')).toContain('en vietnamita.');
    expect(readRows(bodyOf(tip, 'csv'))[0]?.language).toBe('vi');
  });
});
