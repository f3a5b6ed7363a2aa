import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { clip, countSegments, isGsm7, toGsm7 } from '../../../src/flow/segments.js';

const gsm = fc.string({
  unit: fc.constantFrom(...Array.from('abc XYZ 019 ñé¿¡üà€[]{}~\n')),
  maxLength: 500,
});
const mixed = fc.string({
  unit: fc.constantFrom(...Array.from('abc ñ'), 'á', 'í', '中', '😀', 'ي', '’'),
  maxLength: 300,
});

test('segments are counted as sms-segments-calculator counts them', () => {
  fc.assert(
    fc.property(fc.oneof(gsm, mixed), (text) => {
      expect(countSegments(text)).toBe(Math.max(1, new SegmentedMessage(text).segmentsCount));
    }),
    { numRuns: 300 },
  );
});

test('a recap never flips a message to UCS-2', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(isGsm7(toGsm7(text))).toBe(true);
    }),
  );
});

test.each([
  ['“she’s” – scared…', `"she's" - scared...`],
  ['José 😀 está aquí', 'José esta aqui'],
])('%s is plain as %s', (text, plain) => {
  expect(toGsm7(text)).toBe(plain);
});

test('a clipped text ends at a word and says that it was cut', () => {
  expect(clip('behind the old walmart on fifth street', 20)).toBe('behind the old..');
});
