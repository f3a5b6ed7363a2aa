import { Writable } from 'node:stream';
import { expect, it } from '@jest/globals';
import { SightlineError } from '../../src/errors.js';
import { createLogger, describeError, type LogFields } from '../../src/logger.js';

function capture() {
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { lines, logger: createLogger('debug', destination) };
}

it('drops every field that is not on the allow-list', () => {
  const { lines, logger } = capture();
  logger.info({ tipId: 'id-1', body: 'she is in room 12' } as LogFields, 'tip stored');
  expect(JSON.parse(lines[0] ?? '')).toEqual(expect.objectContaining({ tipId: 'id-1', msg: 'tip stored' }));
  expect(lines.join()).not.toContain('room 12');
});

it('tells an error by code and class, never by its message', () => {
  const { lines, logger } = capture();
  const cause = Object.assign(new TypeError('To +15735550199 is not a number'), { code: 'ECONNRESET' });
  logger.error(describeError(new SightlineError('PROVIDER_UNAVAILABLE', 'x', { cause })), 'send failed');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    code: 'PROVIDER_UNAVAILABLE',
    retryable: true,
    causeClass: 'TypeError',
    causeCode: 'ECONNRESET',
  });
  expect(lines.join()).not.toContain('5735550199');
});
