import { expect, it } from '@jest/globals';
import { sayDigits, spell } from '../../../src/calls/spell.js';
import { speakTip } from '../../../src/handoff/spoken-tip.js';
import { hotelReport, makeTip, SIGN_LABELS } from '../../support/tips.js';

it('spells codes one character at a time', () => {
  expect(spell('MO-7K3QF-2X')).toBe('M O 7 K 3 Q F 2 X');
  expect(spell('4T7 plant')).toBe('4 T 7 P L A N T');
});

it.each([
  ['room 214B, exit 8', 'room 2 1 4 B, exit 8'],
  ['2 girls, 15 or 16, at 4:20', '2 girls, 15 or 16, at 4:20'],
  ['+15735550142', '+1 5 7 3 5 5 5 0 1 4 2'],
])('%s', (text, spoken) => {
  expect(sayDigits(text)).toBe(spoken);
});

it('a tip for the ear: plate and name letter by letter, in both languages, no line too long to be spoken', () => {
  for (const language of ['en', 'es'] as const) {
    const lines = speakTip(makeTip(hotelReport()), undefined, { language, signLabels: SIGN_LABELS });
    const whole = lines.map(({ text }) => text).join('\n');
    expect(whole).toContain('4 T 7 P L A N T');
    expect(whole).toContain('Q U I L L A M E T T E');
    expect(whole).not.toMatch(/\d{3}/);
    expect(lines.every((line) => line.language === language && line.text.length <= 1500)).toBe(true);
  }
});
