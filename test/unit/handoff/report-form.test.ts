import { describe, expect, it } from '@jest/globals';
import { layOutForm, splitText } from '../../../src/handoff/desk/report-form.js';
import { hotelReport, makeTip, SIGN_LABELS, withFields } from '../../support/tips.js';

describe('the form', () => {
  it('says what the witness agreed to, whether they may be called, and what changed', () => {
    const previous = makeTip();
    const report = withFields(hotelReport(), { shareWithState: false, vehicle: 'black altima' });
    const form = layOutForm(makeTip(report, { revision: 2 }), { signLabels: SIGN_LABELS, previous });
    expect(form).toContain('Agreed to: share with state: NO; further questions: yes');
    expect(form).toContain('May be called: yes');
    expect(form).toContain('Voicemail: NO');
    expect(form).toContain('revision 2, changed: vehicle, consent');
    expect(form).toContain('6. VEHICLES\nblack altima, plate 4T7PLANT (TN)');
  });

  it('is cut into parts that are together the whole text', () => {
    const text = Array.from(
      { length: 900 },
      (_, index) => `line ${index} ${'\u{1F697}'.repeat(index % 30)}`,
    ).join('\n');
    const parts = splitText(text, 500);
    expect(parts.join('')).toBe(text);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(500);
    for (const part of parts) expect(part).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });
});
