/** Texts out through the real Twilio client against a loopback server; no fault quotes the words or the number. */

import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHub } from '../../../src/channels/hub.js';
import { TwilioAdapter } from '../../../src/channels/sms/twilio-adapter.js';
import { createTwilioClient } from '../../../src/channels/sms/twilio-client.js';
import { type MessageSender, type OutgoingMessage } from '../../../src/conversation/ports.js';
import { SightlineError } from '../../../src/errors.js';
import { describeError } from '../../../src/logger.js';
import { type TwilioSettings } from '../../../src/settings.js';
import {
  captureLog,
  findClosedAddress,
  startProvider,
  type ProviderServer,
} from '../../support/channels-servers.js';

const ACCOUNT = 'AC00000000000000000000000000000000';
const WITNESS = '+15735550123';
const WORDS = 'planted words about room 214';
const CREATED_AT = new Date('2026-11-22T12:00:00.500Z');

const message: OutgoingMessage = {
  outboundId: '0197b5d2-0000-7000-8000-000000000001',
  channel: 'sms',
  address: WITNESS,
  replyFrom: '+15735550199',
  text: 'without choices',
  plainText: WORDS,
  step: 'where',
  choices: [{ key: 'here', label: 'Here' }],
  createdAt: CREATED_AT,
};

const sent = (overrides: Record<string, unknown> = {}) => ({
  sid: 'SM00000000000000000000000000000009',
  body: WORDS,
  direction: 'outbound-api',
  status: 'delivered',
  date_created: 'Sun, 22 Nov 2026 12:00:00 +0000',
  ...overrides,
});

let provider: ProviderServer;
let known: Set<string>;

beforeEach(async () => {
  provider = await startProvider(() => ({ status: 201, json: sent() }));
  known = new Set();
});
afterEach(async () => {
  await provider.close();
});

function senderFor(settings: Partial<TwilioSettings> = {}, timeoutMs = 1000): MessageSender {
  const full: TwilioSettings = {
    accountSid: ACCOUNT,
    authToken: 'token',
    from: { number: '+15735550199' },
    apiUrl: provider.url,
    ...settings,
  };
  const adapter = new TwilioAdapter({
    client: createTwilioClient(full, timeoutMs),
    from: full.from,
    publicUrl: 'https://tips.example.org',
    findKnownProviderIds: (ids) => Promise.resolve(new Set(ids.filter((id) => known.has(id)))),
  });
  return createHub({ adapters: [adapter], receiveMessage: () => Promise.resolve('accepted') });
}

/** What was thrown, after checking that nothing planted can be read from it or from its log line. */
async function faultOf(work: Promise<unknown>): Promise<SightlineError> {
  const fault: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(fault instanceof SightlineError)) throw new Error('expected a coded fault');
  const log = captureLog();
  log.logger.error(describeError(fault), 'send failed');
  for (const planted of [WITNESS, WITNESS.slice(1), WORDS, 'room 214', encodeURIComponent(WITNESS)]) {
    expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain(planted);
    expect(log.text()).not.toContain(planted);
  }
  return fault;
}

const refusal = (status: number, code: number) => () => ({
  status,
  json: {
    status,
    code,
    message: `cannot send "${WORDS}" to ${WITNESS}`,
    more_info: 'x',
    details: { to: WITNESS },
  },
});

describe('send', () => {
  test('one call with the number, the plain text and the address for its state', async () => {
    await expect(senderFor().send(message)).resolves.toEqual({
      kind: 'sent',
      providerId: 'SM00000000000000000000000000000009',
    });
    expect(provider.requests).toMatchObject([
      {
        method: 'POST',
        path: `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
        form: {
          To: WITNESS,
          From: '+15735550199',
          Body: WORDS,
          StatusCallback:
            'https://tips.example.org/twilio/status?outbound=0197b5d2-0000-7000-8000-000000000001',
        },
      },
    ]);
    expect(provider.requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from(`${ACCOUNT}:token`).toString('base64')}`,
    );
  });

  test('a messaging service sends instead of a number', async () => {
    await senderFor({ from: { messagingServiceSid: 'MG1' } }).send(message);
    expect(provider.requests[0]?.form).toMatchObject({ MessagingServiceSid: 'MG1' });
    expect(provider.requests[0]?.form).not.toHaveProperty('From');
  });

  test('TWILIO_API_URL may have a path', async () => {
    await senderFor({ apiUrl: `${provider.url}/twilio-stand-in/` }).send(message);
    expect(provider.requests[0]?.path).toBe(`/twilio-stand-in/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
  });

  test('21610 is an outcome, not a fault', async () => {
    provider.answer = refusal(400, 21610);
    await expect(senderFor().send(message)).resolves.toEqual({ kind: 'opted_out', providerCode: '21610' });
  });

  test.each([21211, 21612, 21614, 21635, 30006])('%d will never be deliverable', async (code) => {
    provider.answer = refusal(400, code);
    await expect(senderFor().send(message)).resolves.toEqual({ kind: 'refused', providerCode: String(code) });
  });

  test.each([
    [401, 20003, true],
    [403, 20005, true],
    [404, 20404, true],
    [400, 21999, false],
  ])('HTTP %d with %d is the account’s fault (retryable %p)', async (status, code, retryable) => {
    provider.answer = refusal(status, code);
    const fault = await faultOf(senderFor().send(message));
    expect(fault).toMatchObject({ code: 'PROVIDER_REFUSED', providerCode: String(code), retryable });
  });

  test('429 is worth another try, after Retry-After, and is not tried again here', async () => {
    provider.answer = () => ({ ...refusal(429, 20429)(), headers: { 'retry-after': '7' } });
    const fault = await faultOf(senderFor().send(message));
    expect(fault).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      retryable: true,
      providerCode: '429',
      retryAfterMs: 7000,
    });
    expect(provider.requests).toHaveLength(1);
  });

  test('Retry-After may be a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    provider.answer = () => ({ status: 503, headers: { 'retry-after': date } });
    const { retryAfterMs = 0 } = await faultOf(senderFor().send(message));
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('20429 under another status is the same', async () => {
    provider.answer = refusal(400, 20429);
    expect(await faultOf(senderFor().send(message))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  test.each([500, 502, 503])('HTTP %d is worth another try', async (status) => {
    provider.answer = refusal(status, 20500);
    expect(await faultOf(senderFor().send(message))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      providerCode: String(status),
    });
  });

  test('a socket that hangs ends in time', async () => {
    provider.answer = () => ({ hang: true });
    const startedAt = Date.now();
    expect(await faultOf(senderFor({}, 150).send(message))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      providerCode: 'ECONNABORTED',
    });
    expect(Date.now() - startedAt).toBeLessThan(2000);
  });

  test('a refused connection is worth another try', async () => {
    const apiUrl = await findClosedAddress();
    expect(await faultOf(senderFor({ apiUrl }).send(message))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      providerCode: 'ECONNREFUSED',
    });
  });
});

describe('findSent', () => {
  const listed = (...messages: unknown[]) => {
    provider.answer = () => ({ json: { messages, page: 0, page_size: 50 } });
  };

  test('asks once, for this person and our number', async () => {
    listed(sent());
    await expect(senderFor().findSent(message)).resolves.toBe('SM00000000000000000000000000000009');
    expect(provider.requests).toHaveLength(1);
    expect(Object.fromEntries(provider.requests[0]?.query ?? [])).toEqual({
      To: WITNESS,
      From: '+15735550199',
      PageSize: '50',
    });
  });

  test.each([
    ['other words', { body: `${WORDS}!` }],
    ['an inbound text', { direction: 'inbound' }],
    ['an older one', { date_created: 'Sun, 22 Nov 2026 11:58:00 +0000' }],
    ['one that Twilio never sent', { status: 'failed' }],
  ])('%s is not it', async (_name, overrides) => {
    listed(sent(overrides));
    await expect(senderFor().findSent(message)).resolves.toBeUndefined();
  });

  test.each([
    ['one still queued', { status: 'queued' }],
    ['one the carrier refused', { status: 'undelivered' }],
    ['one with the trial account’s prefix', { body: `Sent from your Twilio trial account - ${WORDS}` }],
  ])('%s is it', async (_name, overrides) => {
    listed(sent(overrides));
    await expect(senderFor().findSent(message)).resolves.toBe('SM00000000000000000000000000000009');
  });

  test('of two with the same words, the oldest that no row of ours knows', async () => {
    listed(
      sent({ sid: 'SM3', date_created: 'Sun, 22 Nov 2026 12:00:30 +0000' }),
      sent({ sid: 'SM2', date_created: 'Sun, 22 Nov 2026 12:00:20 +0000' }),
      sent({ sid: 'SM1', date_created: 'Sun, 22 Nov 2026 12:00:10 +0000' }),
    );
    known = new Set(['SM1']);
    await expect(senderFor().findSent(message)).resolves.toBe('SM2');
    known = new Set(['SM1', 'SM2', 'SM3']);
    await expect(senderFor().findSent(message)).resolves.toBeUndefined();
  });

  test('a provider that is down is a coded fault', async () => {
    provider.answer = refusal(503, 20503);
    expect(await faultOf(senderFor().findSent(message))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    provider.answer = refusal(401, 20003);
    expect(await faultOf(senderFor().findSent(message))).toMatchObject({ code: 'PROVIDER_REFUSED' });
  });
});
