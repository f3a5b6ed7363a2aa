import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { applyCrosswalk, type Crosswalk } from '../../../../src/tip/exports/crosswalks.js';
import { loadCrosswalks, parseHtcds, parseNiem } from '../../../../src/tip/exports/crosswalks-loader.js';
import { VENUE_CODES } from '../../../../src/tip/labels.js';
import { loadSignLabels } from '../../../../src/tip/signs-loader.js';

const crosswalks = await loadCrosswalks('config');
const signs = Object.keys((await loadSignLabels('config')).en);
const niemFile = readFileSync('config/crosswalks/niem.yaml', 'utf8');
const htcdsFile = readFileSync('config/crosswalks/htcds.yaml', 'utf8');

const tables: [name: string, ours: readonly string[], table: Crosswalk<string>][] = [
  ['niem', VENUE_CODES, crosswalks.niem],
  ['htcds', signs, crosswalks.htcds],
];

describe('config/crosswalks', () => {
  it.each(tables)('%s has a row for every code of ours and for no other', (_, ours, { entries }) => {
    expect(Object.keys(entries).sort()).toEqual([...ours].sort());
  });

  it.each(tables)('%s names only codes of the standard, and otherwise says why not', (_, __, table) => {
    for (const [code, row] of Object.entries(table.entries)) {
      for (const [list, entry] of Object.entries(row)) {
        if ('none' in entry) expect(entry.none.length).toBeGreaterThan(7);
        else
          for (const target of entry.targets) {
            expect([code, list, table.lists[list]?.codes]).toEqual([
              code,
              list,
              expect.arrayContaining([target.code]),
            ]);
          }
      }
    }
  });

  it.each(tables)('%s gives source, version and day of every list', (_, __, { lists }) => {
    for (const list of Object.values(lists)) {
      expect(list.source).toMatch(/^https:\/\/github\.com\/(niemopen|UNMigration)\/.*[0-9a-f]{40}/);
      expect(list.version).not.toBe('');
      expect(list.date).toBe('2026-11-22');
    }
  });

  it('has the lists as long as DOMAIN.md says: 34 venues, 31 industries, 16 methods', () => {
    expect(crosswalks.niem.lists.traffickedVenue.codes).toHaveLength(34);
    expect(crosswalks.niem.lists.exploitationIndustry.codes).toHaveLength(31);
    expect(crosswalks.htcds.lists.vic_MethodsOfControl.codes).toHaveLength(16);
    expect(crosswalks.htcds.lists.vic_TraffickingStatus?.codes).toContain('PossibleVictimOfTrafficking');
  });

  it('says that NIEM was read and the HTCDS 2.0 workbook was not', () => {
    expect(Object.values(crosswalks.niem.lists).map(({ verified }) => verified)).toEqual([true, true]);
    expect(Object.values(crosswalks.htcds.lists).map(({ verified }) => verified)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('maps to no kind of exploitation that DOMAIN.md does not name while the list is unverified', () => {
    const named = Object.values(crosswalks.htcds.entries).flatMap(({ vic_TypeOfExploitation: entry }) =>
      'none' in entry ? [] : entry.targets.map(({ code }) => code),
    );
    expect([...new Set(named)].sort()).toEqual(['ChildLabour', 'ForcedLabour', 'SexualExploitation']);
  });

  it('knows the same signs as the flow', () => {
    const flow = readFileSync('flows/witness-tip.yaml', 'utf8');
    for (const code of signs) expect(flow).toContain(`  ${code}:`);
  });
});

function messageOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
    return (error as Error).message;
  }
  throw new Error('the mistake was not found');
}

function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  expect(result).not.toBe(text);
  return result;
}

describe('a mistake in config/crosswalks', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    [
      'a code that is not in the list',
      'traffickedVenue: Farm/Ranch',
      'traffickedVenue: Farm',
      /^niem\.yaml:\d+: venues\.farm\.traffickedVenue: is not a code in lists\.traffickedVenue/,
    ],
    [
      'a code in a list that is not in the standard',
      '{ code: Outdoor Solicitation, when: sex }',
      '{ code: Outdoors, when: sex }',
      /^niem\.yaml:\d+: venues\.street\.exploitationIndustry\.0\.code: is not a code/,
    ],
    [
      'a venue without a row',
      / {2}school:\n(?: {4}.*\n)+/,
      '',
      /^niem\.yaml:\d+: venues\.school: is missing; add it$/,
    ],
    [
      'a row without a list',
      '    traffickedVenue: Farm/Ranch\n',
      '',
      /^niem\.yaml:\d+: venues\.farm\.traffickedVenue: is missing; /,
    ],
    [
      'a row for a venue that is not ours',
      '  farm:\n',
      '  ranch: {}\n  farm:\n',
      /^niem\.yaml:\d+: venues\.ranch: not a known name/,
    ],
    [
      'none without a why',
      "{ none: 'the list has no airport' }",
      "{ none: '' }",
      /^niem\.yaml:\d+: venues\.airport\.traffickedVenue\.none: say why/,
    ],
    [
      'a why that a comma ended',
      "{ none: 'the list has no airport' }",
      '{ none: the list has no airport, alas }',
      /^niem\.yaml:\d+: venues\.airport\.traffickedVenue: alas: not a known name; a why with a comma needs quotes$/,
    ],
    [
      'a condition nobody knows',
      '{ code: Construction, when: labor }',
      '{ code: Construction, when: work }',
      /^niem\.yaml:\d+: venues\.construction\.exploitationIndustry\.when: must be labor or sex$/,
    ],
    [
      'an entry that says nothing',
      'traffickedVenue: Farm/Ranch',
      'traffickedVenue: 7',
      /^niem\.yaml:\d+: venues\.farm\.traffickedVenue: write a code of the list/,
    ],
    [
      'a code twice in a list',
      '      - Casino\n',
      '      - Casino\n      - Casino\n',
      /^niem\.yaml:\d+: lists\.traffickedVenue\.codes: holds a code twice$/,
    ],
    [
      'a list without source',
      / {4}source: .*\n/,
      '',
      /^niem\.yaml:\d+: lists\.traffickedVenue\.source: is missing; add it$/,
    ],
    ['broken YAML', 'venues:', 'venues', /^niem\.yaml:\d+: /],
  ])('%s is named with its line', (_, from, to, expected) => {
    expect(messageOf(() => parseNiem(changed(niemFile, from, to), 'niem.yaml'))).toMatch(expected);
  });

  it.each([
    '',
    '7',
    '[]',
    'lists: 7',
    'lists:\n  traffickedVenue: 7\nvenues: []',
    'venues: { farm: [[[]]] }',
  ])('is found in a file that is nothing like one: %j', (text) => {
    for (const line of messageOf(() => parseNiem(text, 'niem.yaml')).split('\n')) {
      expect(line).toMatch(/^niem\.yaml:\d+: \S.*: \S/);
    }
  });

  it('points at the very line', () => {
    const line = niemFile.slice(0, niemFile.indexOf('traffickedVenue: Farm/Ranch')).split('\n').length;
    const text = changed(niemFile, 'traffickedVenue: Farm/Ranch', 'traffickedVenue: Farm');
    expect(messageOf(() => parseNiem(text, 'niem.yaml'))).toContain(`niem.yaml:${line}:`);
  });

  it('does not hide another one', () => {
    const text = changed(
      changed(niemFile, 'traffickedVenue: Farm/Ranch', 'traffickedVenue: Farm'),
      /date: 2026-11-22/,
      'date: yesterday',
    );
    const lines = messageOf(() => parseNiem(text, 'niem.yaml')).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('lists.traffickedVenue.date: must be the day');
    expect(lines[1]).toContain('venues.farm.traffickedVenue');
  });

  it('is found when a sign or a venue is added to ours and not to the crosswalk', () => {
    expect(messageOf(() => parseNiem(niemFile, 'niem.yaml', [...VENUE_CODES, 'casino']))).toContain(
      'venues.casino: is missing',
    );
    expect(messageOf(() => parseHtcds(htcdsFile, 'htcds.yaml', [...signs, 'sex.new']))).toContain(
      'signs.sex.new: is missing',
    );
  });

  it('is told when the folder is wrong', async () => {
    await expect(loadCrosswalks('nowhere')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('applyCrosswalk', () => {
  const tipWith = (...codes: string[]) => ({
    indicators: codes.map((code) => ({ code, source: 'said' as const })),
  });
  const industryOf = (venue: string, ...codes: string[]) =>
    applyCrosswalk(crosswalks.niem, 'exploitationIndustry', venue, tipWith(...codes));

  it('counts an industry only when the tip has a sign of that work', () => {
    expect(industryOf('hotel', 'sex.many_visitors')).toEqual({
      none: 'only for a tip with a sign of labor, and this one has none',
    });
    expect(industryOf('hotel', 'labor.unpaid')).toEqual({
      targets: [{ code: 'Hotels and Hospitality', when: 'labor' }],
    });
    expect(industryOf('street', 'minor.working', 'sex.controller')).toMatchObject({
      targets: [{ code: 'Outdoor Solicitation' }, { code: 'Peddling and Begging' }],
    });
    expect(industryOf('street')).toEqual({
      none: 'only for a tip with a sign of sex or labor, and this one has none',
    });
  });

  it('hands on the why', () => {
    expect(applyCrosswalk(crosswalks.niem, 'traffickedVenue', 'airport', tipWith())).toEqual({
      none: 'the list has no airport',
    });
  });

  it.each(['casino', 'constructor', '__proto__', ''])('has no word for %j, which is not ours', (code) => {
    expect(industryOf(code)).toEqual({ none: 'not one of the codes this crosswalk was made for' });
  });
});
