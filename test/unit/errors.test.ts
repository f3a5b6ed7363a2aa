import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ERROR_CODES, SightlineError, toSightlineError } from '../../src/errors.js';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'errors.ts')
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

it.each(Object.keys(ERROR_CODES))('%s is raised somewhere', (code) => {
  expect(sources).toContain(`'${code}'`);
});

it('the catalogue is in alphabetical order', () => {
  const codes = Object.keys(ERROR_CODES);
  expect(codes).toEqual(codes.toSorted((one, other) => one.localeCompare(other, 'en')));
});

it('a coded error passes through; anything else becomes INTERNAL without its message', () => {
  const coded = new SightlineError('FLOW_INVALID', 'flows/x.yaml:3');
  expect(toSightlineError(coded)).toBe(coded);
  const wrapped = toSightlineError(new Error('words of a witness'));
  expect(wrapped).toMatchObject({ code: 'INTERNAL', retryable: false });
  expect(wrapped.message).not.toContain('witness');
});
