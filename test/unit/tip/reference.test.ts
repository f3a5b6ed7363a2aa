import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createReference, createReferenceBody, parseReference } from '../../../src/tip/reference.js';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const prefixes = fc.constantFrom('MO', 'US', 'OH', 'IL', 'PR', 'MP', 'HI', 'OK');
const references = fc
  .tuple(prefixes, fc.uint8Array({ minLength: 5, maxLength: 5 }))
  .map(([prefix, bytes]) => createReference(prefix, createReferenceBody(bytes)));

describe('reference codes', () => {
  it('are stable for ever', () => {
    expect(createReference('MO', '7K3QF')).toBe('MO-7K3QF-N4');
    expect(createReference('US', '00000')).toBe('US-00000-BR');
  });

  it('read back as typed: lower case, spaces, no dashes, look-alikes', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const typed = reference.toLowerCase().replaceAll('-', ' ');
        const [prefix = '', body = '', check = ''] = reference.split('-');
        const lookAlikes = `${prefix}${body.replaceAll('0', 'o').replaceAll('1', 'l')}${check.replaceAll('1', 'i')}`;
        expect(parseReference(typed)).toBe(reference);
        expect(parseReference(lookAlikes)).toBe(reference);
      }),
    );
  });

  it('catch every single wrong character', () => {
    fc.assert(
      fc.property(references, (reference) => {
        for (let index = 0; index < reference.length; index++) {
          const original = reference.charAt(index);
          if (original === '-') continue;
          const alphabet = index < 2 ? 'ABCDEFGHIJKLMNOPQRSTUVWXYZ' : CROCKFORD;
          for (const wrong of alphabet) {
            if (wrong === original) continue;
            expect(
              parseReference(reference.slice(0, index) + wrong + reference.slice(index + 1)),
            ).toBeUndefined();
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('catch every swap of neighbours', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const compact = reference.replaceAll('-', '');
        for (let index = 0; index + 1 < compact.length; index++) {
          const left = compact.charAt(index);
          const right = compact.charAt(index + 1);
          if (left === right) continue;
          const swapped = compact.slice(0, index) + right + left + compact.slice(index + 2);
          expect(parseReference(swapped)).toBeUndefined();
        }
      }),
    );
  });

  it('refuse anything else without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseReference(text);
        expect(parsed === undefined || /^[A-Z]{2}-[0-9A-Z]{5}-[0-9A-Z]{2}$/.test(parsed)).toBe(true);
      }),
    );
    expect(() => createReferenceBody(new Uint8Array(4))).toThrow(RangeError);
  });
});
