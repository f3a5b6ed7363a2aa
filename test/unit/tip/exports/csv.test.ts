import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CSV_COLUMNS } from '../../../../src/tip/exports/csv-columns.js';
import { renderCsv } from '../../../../src/tip/exports/csv.js';
import { exportTip, exportTips } from '../../../../src/tip/exports/index.js';
import { createReport } from '../../../../src/tip/report.js';
import { busReport, hotelReport, makeTip, withFields } from '../../../support/tips.js';
import { readCsv, readRows, shippedOptions } from './support.js';

const options = await shippedOptions();

/** Quotes, commas, line breaks, formulas, emoji, right to left, invisible characters, and anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '"',
          '""',
          ',',
          ';',
          '\n',
          '\r',
          '\r\n',
          '\t',
          "'",
          '=',
          '+',
          '-',
          '@',
          '＝',
          '＠',
          ' ',
          '\u00a0',
        ],
        ...['\ufeff', '\u200b', '\u202e', '\u2028', '\0', '🚍', '👩‍👧', 'مرحبا', 'שלום', 'Nuñez', 'cmd|'],
        ...['=1+1', '+1', '-2', '@SUM(A1)', '=HYPERLINK("https://x.example","go")', "'=1", '|', '%'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What a spreadsheet shows: an apostrophe before something it would have calculated is not shown. */
function readText(cell: string): string {
  return cell.startsWith("'") && mayRun(cell.slice(1)) ? cell.slice(1) : cell;
}

/** Written apart from ours: skip what a spreadsheet might skip, and look at the first character left. */
function mayRun(cell: string): boolean {
  const bare = cell.replace(/^'+/, '');
  if (/^[\t\r\n]/.test(bare)) return true;
  const first = Array.from(cell).find((character) => !/[\s\p{Cc}\p{Cf}']/u.test(character));
  return first !== undefined && '=+-@＝＋－＠'.includes(first);
}

describe('renderCsv', () => {
  it('writes RFC 4180 with a byte order mark', () => {
    expect(
      renderCsv(
        ['a', 'b'],
        [
          ['x', 'say "hi", twice'],
          [undefined, 'two\nlines'],
          [1.5, true],
        ],
      ),
    ).toBe('\ufeffa,b\r\nx,"say ""hi"", twice"\r\n,"two\nlines"\r\n1.5,yes\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+15735550142', "'+15735550142"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\u200b=1', "'\u200b=1"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ['\tx', "'\tx"],
    ["it's fine", "it's fine"],
    ["'quoted'", "'quoted'"],
    ['a = b', 'a = b'],
    ['', ''],
  ])('keeps %j from running as a formula', (text, cell) => {
    expect(readCsv(renderCsv(['x'], [[text]]))).toEqual([['x'], [cell]]);
  });

  it('guards a carriage return at the start, and quotes it', () => {
    expect(renderCsv(['x'], [['\r=1']])).toBe('\ufeffx\r\n"\'\r=1"\r\n');
  });

  it('leaves our own numbers numbers', () => {
    expect(renderCsv(['x'], [[-94.513]])).toBe('\ufeffx\r\n-94.513\r\n');
  });

  it('gives every text back exactly, and none that may run', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { maxLength: 5 }), (rows) => {
        const [header, ...read] = readCsv(renderCsv(['a', 'b', 'c'], rows));
        expect(header).toEqual(['a', 'b', 'c']);
        for (const cell of read.flat()) expect(mayRun(cell) && !cell.startsWith("'")).toBe(false);
        expect(read.map((row) => row.map(readText))).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the spreadsheet of tips', () => {
  it('has one row a tip and the same columns whatever is known', () => {
    const tips = [makeTip(), makeTip(busReport()), makeTip(createReport('es'))];
    const rows = readCsv(exportTips(tips, options).body);
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([CSV_COLUMNS.length]));
  });

  it('is the header alone when there are no tips', () => {
    expect(readCsv(exportTips([], options).body)).toEqual([CSV_COLUMNS.map(({ name }) => name)]);
    expect(exportTips([], options).fileName).toBe('sightline-tips.csv');
  });

  it('never renames, moves or drops a column; a new one goes at the end', () => {
    const published =
      'test status consent_share_with_state consent_follow_up reference revision urgency self_report channel language jurisdictions venue venue_label place_text business room address city county state postal_code road direction mile_marker exit latitude longitude precision place_confirmed signs sign_labels people_text victims minors witness_safe vehicles plates transit_operator transit_route transit_next_stop transit_gets_off_there transit_arrival_text transit_arrival_at when_text when_from when_to happening_now time_zone callback_wanted callback_connect_now callback_name callback_phone callback_language callback_best_time callback_voicemail_ok attachments not_known narrative first_contact submitted_at revised_at id niem_trafficked_venue niem_exploitation_industry htcds_methods_of_control htcds_type_of_exploitation'.split(
        ' ',
      );
    const names = CSV_COLUMNS.map(({ name }) => name);
    expect(names.slice(0, published.length)).toEqual(published);
    expect(new Set(names).size).toBe(names.length);
    expect(CSV_COLUMNS.every(({ meaning }) => meaning.length > 2)).toBe(true);
  });

  it('says what is known, and leaves the rest empty rather than "no"', () => {
    const [row = {}] = readRows(exportTip(makeTip(), 'csv', options).body);
    expect(row).toMatchObject({
      test: 'no',
      status: 'submitted',
      consent_share_with_state: 'yes',
      reference: 'MO-7K3QF-N4',
      venue: 'hotel',
      victims: '2',
      minors: 'yes',
      witness_safe: '',
      signs: 'venue.cash_many_rooms; control.spoken_for',
      plates: '4T7PLANT TN',
      callback_phone: "'+15735550142",
      callback_voicemail_ok: 'no',
      niem_trafficked_venue: 'Hotel/Motel-Based',
      niem_exploitation_industry: '',
    });
    const [empty = {}] = readRows(exportTip(makeTip(createReport('en')), 'csv', options).body);
    expect(empty).toMatchObject({
      consent_share_with_state: 'not asked',
      consent_follow_up: 'not asked',
      venue: '',
      signs: '',
      callback_wanted: '',
      attachments: '0',
    });
  });

  it('has labels in the language of the reader and headers in one', () => {
    const { body } = exportTip(makeTip(), 'csv', { ...options, language: 'es' });
    const [row = {}] = readRows(body);
    expect(row.venue_label).toBe('Hotel o motel');
    expect(row.sign_labels).toContain('otra persona contesta por ella o por ellos');
  });

  it('holds the words of a hostile witness and lets none of them out of its cell', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (place, name, story) => {
        const report = withFields(hotelReport(), { placeText: place, callbackName: name, vehicle: story });
        report.narrative = [{ at: '2026-11-22T11:55:00.000Z', text: story }];
        const [row = {}, ...others] = readRows(exportTip(makeTip(report), 'csv', options).body);
        expect(others).toEqual([]);
        expect(readText(row.place_text ?? '')).toBe(place);
        expect(readText(row.callback_name ?? '')).toBe(name);
        expect(readText(row.narrative ?? '')).toBe(story);
        expect(row.status).toBe('submitted');
      }),
      { numRuns: 100 },
    );
  });
});
