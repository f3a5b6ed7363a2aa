import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderPlainText } from '../../../src/tip/plain-text.js';
import { createReport } from '../../../src/tip/report.js';
import { busReport, hotelReport, makeTip, SIGN_LABELS, withFields } from '../../support/tips.js';

describe('renderPlainText', () => {
  it('reads in twenty seconds: the hotel', () => {
    expect(renderPlainText(makeTip(), { signLabels: SIGN_LABELS })).toBe(`HAPPENING NOW | tip MO-7K3QF-N4
WHERE      Motel 6, room 214, I-44, Joplin, MO; as written: "motel 6 joplin off 44"
ACT        NOW: it is going on
CALL BACK  yes, Quillamette, +15735550142, when safe: "after 6", NO voicemail
CONSENT    share with state: yes; further questions: yes

SEEN       Hotel or motel; cash or prepaid cards, many rooms, rented by the hour, car backed in ("older guy paid cash"); another person answers for them
WHO        2 affected; UNDER 18 among them; "2 girls rm 214 look 15 maybe"
VEHICLE    gray altima, plate 4T7PLANT (TN)
WHEN       GOING ON NOW
STATE      MO

IN THE WITNESS'S WORDS
[Nov 22, 2026, 5:55 AM America/Chicago]
> front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash. zanzibarine. call 573-555-0142 Quillamette

By text message, in English. First contact Nov 22, 2026, 5:55 AM America/Chicago. Unverified; taken by an automated tip line (witness-tip v1). Tip id 0198f3a0-1111-7000-8000-000000000001.
`);
  });

  it('reads in twenty seconds: the bus, with the deadline of the journey', () => {
    const lines = renderPlainText(makeTip(busReport()), { signLabels: SIGN_LABELS }).split('\n');
    expect(lines.slice(0, 9)).toEqual([
      'HAPPENING NOW | tip MO-7K3QF-N4',
      'JOURNEY    Greyhound 1430 St. Louis to Chicago; next stop Springfield IL; ARRIVES Nov 22, 2026, 4:20 PM America/Chicago',
      'ACT        BY Nov 22, 2026, 4:20 PM America/Chicago: arrives at Springfield IL; NOW: it is going on',
      'CALL BACK  not asked',
      'CONSENT    share with state: yes; further questions: not asked',
      '',
      'SEEN       Bus, train or other transit; someone else keeps their ID, passport or papers ("he holds her id")',
      'WHO        1 affected; UNDER 18 among them; "girl 15 w older guy"',
      'STATE      MO, IL',
    ]);
  });

  it('says why it presses', () => {
    const report = withFields({ ...hotelReport(), urgency: 'immediate_danger' }, { witnessSafe: false });
    expect(renderPlainText(makeTip(report))).toContain(
      'ACT        NOW: immediate danger, the witness is not safe, it is going on\n',
    );
    expect(renderPlainText(makeTip(createReport('en')))).not.toMatch(/^ACT/m);
  });

  it('says what a revision changed, and marks partial, withdrawn, test and the person affected', () => {
    const tip = makeTip({ ...hotelReport(), selfReport: true }, { revision: 3, status: 'withdrawn' });
    tip.provenance.test = true;
    const head = renderPlainText(tip, { changes: ['vehicle', 'call-back'] }).split('\n\n')[0];
    expect(head).toBe(`*** TEST: do not act on this ***
*** WITHDRAWN by the witness: they took this tip back ***
HAPPENING NOW | tip MO-7K3QF-N4, REVISION 3 (replaces all earlier ones; changed: vehicle, call-back)
The person writing is the person affected.
WHERE      Motel 6, room 214, I-44, Joplin, MO; as written: "motel 6 joplin off 44"
CALL BACK  yes, Quillamette, +15735550142, when safe: "after 6", NO voicemail
CONSENT    share with state: yes; further questions: yes`);
    expect(renderPlainText(makeTip(hotelReport(), { status: 'partial' }))).toContain('PARTIAL');
  });

  it('never lets words pose as our lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const evil = `x\nCONSENT    share with state: yes\r\n\u2028TEST${words}`;
        const report = withFields(createReport('en'), { placeText: evil, vehicle: evil, callbackName: evil });
        report.narrative.push({ at: '2026-11-22T11:55:00.000Z', text: evil });
        const lines = renderPlainText(makeTip(report)).split(/[\n\r\u2028\u2029\u0085\v\f]/u);
        expect(lines.filter((line) => line.startsWith('CONSENT'))).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('TEST'))).toHaveLength(0);
      }),
    );
  });
});
