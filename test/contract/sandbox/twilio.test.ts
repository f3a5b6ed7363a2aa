/** The Twilio stand-in, driven by the real Twilio client and checked by Twilio's own signature check. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { startTwilioStandIn, type TwilioStandIn } from '../../../src/sandbox/stand-ins/twilio.js';
import { eventually, startListeningProgram, type ListeningProgram } from './listening-program.js';

const ACCOUNT = 'AC00000000000000000000000000000001';
const TOKEN = 'token-for-tests';
const LINE = '+15735550100';
const WITNESS = '+14175550123';
const PUBLIC_URL = 'https://tips.example.org';

let program: ListeningProgram;
let standIn: TwilioStandIn;
let client: twilio.Twilio;

beforeEach(async () => {
  program = await startListeningProgram();
  standIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    number: LINE,
    statusDelayMs: 1,
  });
  standIn.connect({ base: program.url, publicUrl: PUBLIC_URL });
  client = clientFor(TOKEN);
});

afterEach(async () => {
  await standIn.stop();
  await program.stop();
});

/** The real client; only the base address of its requests is rewritten. */
function clientFor(token: string): twilio.Twilio {
  const httpClient = new twilio.RequestClient({ timeout: 1500 });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) =>
    request({ ...options, uri: options.uri.replace('https://api.twilio.com', standIn.url) });
  return twilio(ACCOUNT, token, { httpClient });
}

function send(body: string, extra: { statusCallback?: string; to?: string } = {}) {
  return client.messages.create({ to: WITNESS, from: LINE, body, ...extra });
}

test('a message is created as Twilio creates it', async () => {
  // Twilio tells whole seconds.
  const sentAt = Math.floor(Date.now() / 1000) * 1000;
  const created = await send('Where is it?');
  expect(created).toMatchObject({
    accountSid: ACCOUNT,
    body: 'Where is it?',
    direction: 'outbound-api',
    from: LINE,
    numSegments: '1',
    status: 'queued',
    to: WITNESS,
  });
  expect(created.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(created.dateCreated.getTime()).toBeGreaterThanOrEqual(sentAt);
  expect((await client.messages(created.sid).fetch()).body).toBe('Where is it?');
  await expect(client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({
    status: 404,
    code: 20404,
  });
});

test('segments are counted by alphabet', async () => {
  const counted = [];
  for (const body of ['a'.repeat(160), 'a'.repeat(161), 'í'.repeat(70), 'í'.repeat(71), '€'.repeat(81)])
    counted.push((await send(body)).numSegments);
  expect(counted).toEqual(['1', '2', '1', '2', '2']);
});

test('status callbacks arrive in order, signed over the public address', async () => {
  await send('one', { statusCallback: `${PUBLIC_URL}/twilio/status?o=7` });
  await eventually(() => program.requests.length === 2);
  const statuses = program.requests.map(({ path, query, body, headers }) => {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const signature = String(headers['x-twilio-signature']);
    expect(twilio.validateRequest(TOKEN, signature, `${PUBLIC_URL}/twilio/status?o=7`, fields)).toBe(true);
    expect([path, query.get('o')]).toEqual(['/twilio/status', '7']);
    return fields.MessageStatus;
  });
  expect(statuses).toEqual(['sent', 'delivered']);
});

test('a text arrives with the fields and the signature of Twilio', async () => {
  const answer = await standIn.receive({
    from: WITNESS,
    body: 'hi ñ & more',
    numMedia: 1,
    extra: { OptOutType: 'STOP' },
  });
  expect(answer).toMatchObject({ status: 200, body: '<Response/>' });
  const [request] = program.requests;
  const fields = Object.fromEntries(new URLSearchParams(request?.body));
  expect(fields).toMatchObject({
    From: WITNESS,
    To: LINE,
    Body: 'hi ñ & more',
    NumMedia: '1',
    MediaContentType0: 'image/jpeg',
    MessageSid: answer.messageSid,
    SmsStatus: 'received',
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    ToCountry: 'US',
    OptOutType: 'STOP',
  });
  const signature = String(request?.headers['x-twilio-signature']);
  expect(twilio.validateRequest(TOKEN, signature, `${PUBLIC_URL}/twilio/sms`, fields)).toBe(true);
  expect(twilio.validateRequest('other', signature, `${PUBLIC_URL}/twilio/sms`, fields)).toBe(false);
});

test('a retried text keeps its id; a program that is gone is status 0', async () => {
  program.answerNext(503);
  const first = await standIn.receive({ from: WITNESS, body: 'hi' });
  const again = await standIn.receive({ from: WITNESS, body: 'hi', messageSid: first.messageSid });
  expect([first.status, again.status, again.messageSid]).toEqual([503, 200, first.messageSid]);
  expect(await client.messages.list({ from: WITNESS })).toHaveLength(1);
  await program.stop();
  expect(await standIn.receive({ from: WITNESS, body: 'hi' })).toMatchObject({ status: 0 });
});

test('the list filters by parties and date, newest first, page by page', async () => {
  for (const body of ['1', '2', '3']) await send(body);
  await send('x', { to: '+14175550199' });
  await standIn.receive({ from: WITNESS, body: 'in' });
  const bodies = async (filter: Parameters<typeof client.messages.list>[0]) =>
    (await client.messages.list(filter)).map(({ body }) => body).sort();
  const minute = 60_000;
  expect(await bodies({ to: WITNESS, pageSize: 2 })).toEqual(['1', '2', '3']);
  expect(await bodies({ from: WITNESS })).toEqual(['in']);
  expect(await bodies({ to: LINE })).toEqual(['in']);
  expect(await bodies({ to: WITNESS, dateSentAfter: new Date(Date.now() - minute) })).toHaveLength(3);
  expect(await bodies({ to: WITNESS, dateSentAfter: new Date(Date.now() + minute) })).toEqual([]);
  expect(await bodies({ limit: 50 })).toHaveLength(5);
});

test('Twilio refuses what Twilio refuses', async () => {
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'accepted',
      (error: unknown) => (error as { status: number; code: number }).code,
    );
  standIn.optOut(WITNESS);
  expect(await refusal(send('hi'))).toBe(21610);
  standIn.optIn(WITNESS);
  expect(await refusal(send('hi'))).toBe('accepted');
  expect(await refusal(send(''))).toBe(21602);
  expect(await refusal(send('a'.repeat(1601)))).toBe(21617);
  expect(await refusal(send('hi', { to: 'nobody' }))).toBe(21211);
  expect(await refusal(client.messages.create({ to: WITNESS, from: '+15005550006', body: 'hi' }))).toBe(
    21606,
  );
  expect(await refusal(clientFor('wrong').messages.create({ to: WITNESS, from: LINE, body: 'hi' }))).toBe(
    20003,
  );
});

test('faults: refused before, lost after, slow, down; each as often as ordered', async () => {
  standIn.fault({ status: 429, retryAfterSeconds: 3 });
  await expect(send('a')).rejects.toMatchObject({ status: 429, code: 20429 });
  standIn.fault({ dropSocket: true, when: 'after', match: ({ form }) => form.get('Body') === 'b' });
  await expect(send('b')).rejects.toThrow();
  standIn.fault({ hangMs: 5000, dropSocket: true });
  await expect(send('c')).rejects.toThrow(/timeout/);
  await standIn.goDown();
  await expect(send('d')).rejects.toThrow(/ECONNREFUSED/);
  await standIn.comeBack();
  await send('e');
  expect(standIn.messages.map(({ body }) => body)).toEqual(['b', 'e']);
});

test('memory is bounded when asked, and the newest messages stay', async () => {
  await standIn.stop();
  standIn = await startTwilioStandIn({
    accountSid: ACCOUNT,
    authToken: TOKEN,
    number: LINE,
    keepLast: 5,
    statuses: [],
  });
  for (let index = 0; index < 23; index += 1) await send(String(index));
  expect(standIn.messages.length).toBeLessThan(10);
  expect(standIn.messages.at(-1)?.body).toBe('22');
  expect(await client.messages.list({ to: WITNESS })).toHaveLength(standIn.messages.length);
});
