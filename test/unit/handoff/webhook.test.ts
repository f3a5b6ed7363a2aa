import { describe, expect, it } from '@jest/globals';
import { pickReceipt } from '../../../src/handoff/route.js';
import { createWebhookRoute, parseRetryAfter } from '../../../src/handoff/webhook.js';

describe('parseRetryAfter', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  it.each([
    ['17', 17_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', undefined],
    ['999999', 3_600_000],
    ['soon', undefined],
    ['-5', undefined],
    [null, undefined],
  ])('%s → %s', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});

describe('receipts', () => {
  it.each([
    ['HL-1/2026:7', 'HL-1/2026:7'],
    [4711, '4711'],
    ['someone@hotline.example', undefined],
    ['two words', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s → %s', (given, expected) => {
    expect(pickReceipt(given)).toBe(expected);
  });
});

it('a secret that is none is a mistake in the settings', () => {
  const create = (): unknown => createWebhookRoute({ url: 'http://127.0.0.1:1', secret: 'whsec_' });
  expect(create).toThrow('HOTLINE_WEBHOOK_SECRET: must be whsec_ and base64');
});
