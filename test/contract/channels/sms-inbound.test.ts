/** What Twilio posts to us: signed as it signs, answered as it expects, and nothing of it in the log. */

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSmsRouter } from '../../../src/channels/sms/sms-router.js';
import { redirectTo } from '../../../src/channels/sms/voice-redirect.js';
import { createWebServer, type WebServer } from '../../../src/channels/web-server.js';
import { type DeliveryStatus, type InboundMessage } from '../../../src/conversation/ports.js';
import { SightlineError } from '../../../src/errors.js';
import { captureLog, signTwilio, type CapturedLog } from '../../support/channels-servers.js';

const PUBLIC_URL = 'https://tips.example.org';
const AUTH_TOKEN = 'a-token-for-tests';
const OUR_NUMBER = '+15735550199';
const WITNESS = '+15735550123';
const WORDS = 'planted words about room 214';
const NOW = new Date('2026-11-22T12:00:00Z');

const SMS_FIELDS = {
  ToCountry: 'US',
  ToState: 'MO',
  SmsMessageSid: 'SM00000000000000000000000000000001',
  NumMedia: '0',
  FromZip: '65101',
  SmsSid: 'SM00000000000000000000000000000001',
  SmsStatus: 'received',
  Body: WORDS,
  To: OUR_NUMBER,
  NumSegments: '1',
  MessageSid: 'SM00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000000',
  From: WITNESS,
  ApiVersion: '2010-04-01',
  AFieldFromNextYear: 'x',
};

function without(field: string): Record<string, string> {
  return Object.fromEntries(Object.entries(SMS_FIELDS).filter(([name]) => name !== field));
}

let server: WebServer;
let address: string;
let log: CapturedLog;
let received: InboundMessage[];
let statuses: DeliveryStatus[];
let fault: Error | undefined;

beforeEach(async () => {
  log = captureLog();
  received = [];
  statuses = [];
  fault = undefined;
  const router = createSmsRouter({
    settings: {
      accountSid: 'AC00000000000000000000000000000000',
      authToken: AUTH_TOKEN,
      from: { number: OUR_NUMBER },
      apiUrl: undefined,
    },
    publicUrl: PUBLIC_URL,
    takeTurn: (message) => {
      if (fault !== undefined) return Promise.reject(fault);
      received.push(message);
      return Promise.resolve('accepted');
    },
    recordDeliveryStatus: (status) => {
      if (fault !== undefined) return Promise.reject(fault);
      statuses.push(status);
      return Promise.resolve();
    },
    voice: redirectTo('National Human Trafficking Hotline', '1-555-555-0177'),
    logger: log.logger,
    now: () => NOW,
  });
  server = createWebServer({ routers: [router], logger: log.logger });
  address = `http://127.0.0.1:${await server.start({ port: 0, host: '127.0.0.1' })}`;
});

afterEach(async () => {
  await server.stop();
  for (const planted of [WITNESS, WITNESS.slice(1), WORDS, 'room 214'])
    expect(log.text()).not.toContain(planted);
});

async function post(path: string, fields: Record<string, string>, signedAddress = PUBLIC_URL + path) {
  return await fetch(address + path, { method: 'POST', ...signTwilio(AUTH_TOKEN, signedAddress, fields) });
}

describe('POST /twilio/sms', () => {
  test('a signed text becomes one turn and an empty TwiML answer', async () => {
    const response = await post('/twilio/sms', SMS_FIELDS);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/xml');
    expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(received).toEqual([
      {
        channel: 'sms',
        providerId: 'SM00000000000000000000000000000001',
        address: WITNESS,
        replyFrom: OUR_NUMBER,
        input: { type: 'text', text: WORDS },
        mediaCount: 0,
        receivedAt: NOW,
      },
    ]);
  });

  test.each([
    ['no Body', undefined, ''],
    ['an empty Body', '', ''],
    ['emoji and control characters', '🚨\u0000\u0007é', '🚨\u0000\u0007é'],
    ['1,600 characters', 'ü'.repeat(1600), 'ü'.repeat(1600)],
  ])('%s is a text like any other', async (_name, value, text) => {
    const fields = value === undefined ? without('Body') : { ...SMS_FIELDS, Body: value };
    expect((await post('/twilio/sms', fields)).status).toBe(200);
    expect(received[0]?.input).toEqual({ type: 'text', text });
  });

  test.each([
    ['3', 3],
    ['10', 10],
    ['99', 10],
    ['many', 0],
    ['-1', 0],
  ])('NumMedia %s counts as %d', async (given, counted) => {
    await post('/twilio/sms', { ...SMS_FIELDS, NumMedia: given });
    expect(received[0]?.mediaCount).toBe(counted);
  });

  test('OptOutType says that Twilio has answered; an unknown one says nothing', async () => {
    await post('/twilio/sms', { ...SMS_FIELDS, Body: 'STOP', OptOutType: 'STOP' });
    await post('/twilio/sms', { ...SMS_FIELDS, OptOutType: 'PAUSE' });
    expect(received.map((message) => message.answeredByProvider)).toEqual(['STOP', undefined]);
  });

  test('a To that is not ours is taken, answered from our number, and noted without the number', async () => {
    expect((await post('/twilio/sms', { ...SMS_FIELDS, To: '+15735550188' })).status).toBe(200);
    expect(received[0]?.replyFrom).toBe(OUR_NUMBER);
    expect(log.lines()).toMatchObject([{ reason: 'unknown_to' }]);
    expect(log.text()).not.toContain('5550188');
  });

  test.each([
    ['missing', undefined],
    ['a name', 'TWILIO'],
    ['a short code', '233733'],
    ['whatsapp', `whatsapp:${WITNESS}`],
  ])('From %s cannot be answered: 400, nothing stored, one coded line', async (_name, from) => {
    const response = await post(
      '/twilio/sms',
      from === undefined ? without('From') : { ...SMS_FIELDS, From: from },
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'MESSAGE_INVALID' });
    expect(received).toEqual([]);
    expect(log.lines()).toMatchObject([{ code: 'MESSAGE_INVALID', path: '/twilio/sms', status: 400 }]);
  });

  test('behind a proxy the signature is over PUBLIC_URL, and Host decides nothing', async () => {
    expect((await post('/twilio/sms', SMS_FIELDS, `${address}/twilio/sms`)).status).toBe(403);
    expect((await post('/twilio/sms', SMS_FIELDS, 'https://tips.example.org:443/twilio/sms')).status).toBe(
      200,
    );
    const signed = signTwilio(AUTH_TOKEN, 'https://evil.example/twilio/sms', SMS_FIELDS);
    const response = await fetch(`${address}/twilio/sms`, {
      method: 'POST',
      body: signed.body,
      headers: { ...signed.headers, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(response.status).toBe(403);
  });

  test('no signature, a wrong one, a changed field, another token: 403 and nothing stored', async () => {
    const { body, headers } = signTwilio(AUTH_TOKEN, `${PUBLIC_URL}/twilio/sms`, SMS_FIELDS);
    const { 'x-twilio-signature': signature = '', ...unsigned } = headers;
    const foreign = signTwilio('another-token', `${PUBLIC_URL}/twilio/sms`, SMS_FIELDS);
    const attempts = [
      { body, headers: unsigned },
      { body, headers: { ...headers, 'x-twilio-signature': 'x' } },
      { body, headers: { ...headers, 'x-twilio-signature': `${signature}x` } },
      { body: `${body}&Body=other`, headers },
      { body: body.replace('214', '215'), headers },
      foreign,
    ];
    for (const attempt of attempts) {
      const response = await fetch(`${address}/twilio/sms`, { method: 'POST', ...attempt });
      expect(response.status).toBe(403);
    }
    expect(received).toEqual([]);
    expect(log.lines()).toHaveLength(attempts.length);
    expect(log.lines()[0]).toMatchObject({ code: 'SIGNATURE_INVALID', status: 403 });
  });

  test('JSON where a form is expected is not signed as a form: 403', async () => {
    const response = await fetch(`${address}/twilio/sms`, {
      method: 'POST',
      body: JSON.stringify(SMS_FIELDS),
      headers: {
        ...signTwilio(AUTH_TOKEN, `${PUBLIC_URL}/twilio/sms`, SMS_FIELDS).headers,
        'content-type': 'application/json',
      },
    });
    expect(response.status).toBe(403);
  });

  test('a body over the limit is refused unread, with one coded line', async () => {
    const response = await post('/twilio/sms', { ...SMS_FIELDS, Body: WORDS.repeat(5000) });
    expect(response.status).toBe(413);
    expect(received).toEqual([]);
    expect(log.lines()).toMatchObject([{ code: 'MESSAGE_INVALID', status: 413 }]);
  });

  test('two thousand fields are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`f${index}`, '']));
    expect((await post('/twilio/sms', { ...SMS_FIELDS, ...many })).status).toBe(413);
  });

  test('the database down is 503, any other fault 500, each with one coded line and no words', async () => {
    fault = new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
    expect((await post('/twilio/sms', SMS_FIELDS)).status).toBe(503);
    fault = new Error(`unexpected: ${WORDS} from ${WITNESS}`);
    const response = await post('/twilio/sms', SMS_FIELDS);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"INTERNAL"}');
    expect(log.lines()).toMatchObject([
      { level: 50, code: 'DATABASE_UNAVAILABLE', path: '/twilio/sms', status: 503 },
      { level: 50, code: 'INTERNAL', causeClass: 'Error', path: '/twilio/sms', status: 500 },
    ]);
  });

  test('GET is not a route', async () => {
    expect((await fetch(`${address}/twilio/sms`)).status).toBe(404);
  });
});

describe('POST /twilio/status', () => {
  const fields = (status: string, more: Record<string, string> = {}) => ({
    MessageSid: 'SM00000000000000000000000000000002',
    MessageStatus: status,
    To: WITNESS,
    ...more,
  });
  const path = '/twilio/status?outbound=0197b5d2-0000-7000-8000-000000000001';

  test('final states are recorded with their error code; states on the way are not', async () => {
    for (const status of ['queued', 'accepted', 'sending', 'sent', 'delivered', 'a-state-from-next-year'])
      expect((await post(path, fields(status))).status).toBe(204);
    await post(path, fields('undelivered', { ErrorCode: '30003' }));
    await post(path, fields('failed', { ErrorCode: '30007' }));
    const base = {
      outboundId: '0197b5d2-0000-7000-8000-000000000001',
      providerId: 'SM00000000000000000000000000000002',
    };
    expect(statuses).toEqual([
      { ...base, status: 'sent' },
      { ...base, status: 'delivered' },
      { ...base, status: 'undelivered', errorCode: '30003' },
      { ...base, status: 'failed', errorCode: '30007' },
    ]);
  });

  test('the query is signed too', async () => {
    const response = await post(`${path}9`, fields('sent'), PUBLIC_URL + path);
    expect(response.status).toBe(403);
    expect(statuses).toEqual([]);
  });

  test('no id of ours: 400. Database down: 503', async () => {
    expect((await post('/twilio/status', fields('sent'))).status).toBe(400);
    fault = new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
    expect((await post(path, fields('sent'))).status).toBe(503);
  });
});

describe('POST /twilio/voice', () => {
  test('a signed call hears one sentence per language and is put through to the hotline', async () => {
    const response = await post('/twilio/voice', { CallSid: 'CA1', From: WITNESS });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Say language="en-US">Please hold while we connect you to the National Human Trafficking Hotline.</Say>' +
        '<Dial answerOnBridge="true">+15555550177</Dial></Response>',
    );
  });

  test('an unsigned call is refused', async () => {
    expect((await fetch(`${address}/twilio/voice`, { method: 'POST' })).status).toBe(403);
  });
});
