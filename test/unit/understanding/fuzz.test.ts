import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read } from './support.js';

const fragment = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'plate ',
    'texas ',
    'in ',
    '1234 ',
    ' st ',
    'I-',
    'no ',
    'not ',
    '😞',
    '\u0000',
    '\n',
    'á',
    'http://',
    '0000000000',
    '&',
    ' and ',
    'a ',
    '((((',
    "'''",
    '....',
    'call me after ',
    '12 ',
  ),
);
const text = fc.array(fragment, { maxLength: 400 }).map((parts) => parts.join('').slice(0, 2400));

/** Processor time, which other work on the machine does not lengthen. */
function cpuMs(value: string): number {
  const before = process.cpuUsage();
  read(value);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('any text', () => {
  it('is read without a fault, quotes only itself, and twice the same', () => {
    fc.assert(
      fc.property(text, (value) => {
        const facts = read(value);
        for (const { quote } of facts.indicatorEvidence ?? [])
          expect(value.normalize('NFC')).toContain(quote);
        expect(read(value)).toEqual(facts);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'a ',
    '1 ',
    'plate is ',
    'in in in ',
    '12 main ',
    'no not no ',
    'call me after ',
    '1234567890',
    "o'",
    'texas ',
    'x, ',
    '5 am to ',
    '😞 ',
    'calle ',
    'and 4th ',
  ])('takes time in proportion to its length: %s', (unit) => {
    const time = (length: number): number => {
      const value = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      return Math.min(...[1, 2, 3, 4].map(() => cpuMs(value)));
    };
    expect(time(1600)).toBeLessThan(60);
    expect(time(100_000)).toBeLessThan(150);
  });
});
