/** DMs out through the real Slack client against a loopback server; no fault quotes the words. */

import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHub } from '../../../src/channels/hub.js';
import { SlackAdapter } from '../../../src/channels/slack/slack-adapter.js';
import { createSlackWebClient } from '../../../src/channels/slack/slack-client.js';
import { type MessageSender, type OutgoingMessage } from '../../../src/conversation/ports.js';
import { SightlineError } from '../../../src/errors.js';
import { describeError } from '../../../src/logger.js';
import {
  captureLog,
  findClosedAddress,
  startProvider,
  type CapturedLog,
  type ProviderServer,
} from '../../support/channels-servers.js';

const WORDS = 'planted <words> & room 214';
const ADDRESS = 'T0001:U0WITNESS:D0001';

const message: OutgoingMessage = {
  outboundId: '0197b5d2-0000-7000-8000-000000000001',
  channel: 'slack',
  address: ADDRESS,
  replyFrom: 'T0001',
  text: WORDS,
  plainText: `${WORDS} 1 Yes 2 No`,
  step: 'danger',
  choices: [
    { key: 'yes', label: 'Yes' },
    { key: 'no', label: 'No' },
  ],
  createdAt: new Date('2026-11-22T12:00:00.500Z'),
};

let provider: ProviderServer;
let log: CapturedLog;

beforeEach(async () => {
  log = captureLog();
  provider = await startProvider(() => ({ json: { ok: true, channel: 'D0001', ts: '1763812800.000100' } }));
});
afterEach(async () => {
  await provider.close();
  for (const planted of ['room 214', 'U0WITNESS', 'D0001']) expect(log.text()).not.toContain(planted);
});

function sender(apiUrl = `${provider.url}/api`): MessageSender {
  const settings = {
    botToken: 'xoxb-test',
    signingSecret: 'secret-for-tests',
    apiUrl,
    nationalChannel: undefined,
    operatorChannel: undefined,
    postIntervalMs: 0,
  };
  const client = createSlackWebClient(settings, log.logger, { timeoutMs: 1000 });
  return createHub({
    adapters: [new SlackAdapter(client)],
    receiveMessage: () => Promise.resolve('accepted'),
  });
}

/** What was thrown, after checking that nothing planted can be read from it or from its log line. */
async function faultOf(work: Promise<unknown>): Promise<SightlineError> {
  const fault: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(fault instanceof SightlineError)) throw new Error('expected a coded fault');
  log.logger.error(describeError(fault), 'send failed');
  for (const planted of ['room 214', 'U0WITNESS', 'D0001'])
    expect(inspect(fault, { depth: 10, showHidden: true })).not.toContain(planted);
  return fault;
}

describe('send', () => {
  test('one call: words as plain text, a button per choice, our id as metadata', async () => {
    const outcome = await sender().send(message);
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect(outcome.kind === 'sent' && outcome.providerId).toMatch(/^1763812800\.000100\/[0-9a-f]{12}$/);
    expect(provider.requests).toHaveLength(1);
    const [request] = provider.requests;
    expect(request).toMatchObject({
      path: '/api/chat.postMessage',
      headers: { authorization: 'Bearer xoxb-test' },
      form: {
        channel: 'D0001',
        text: 'planted &lt;words&gt; &amp; room 214',
        unfurl_links: 'false',
        unfurl_media: 'false',
      },
    });
    expect(JSON.parse(request?.form.metadata ?? '')).toEqual({
      event_type: 'sightline_outbound',
      event_payload: { outbound_id: message.outboundId },
    });
    expect(JSON.parse(request?.form.blocks ?? '')).toEqual([
      { type: 'section', text: { type: 'plain_text', text: WORDS, emoji: false } },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'choice:danger:yes',
            value: 'yes',
            text: { type: 'plain_text', text: 'Yes', emoji: false },
          },
          {
            type: 'button',
            action_id: 'choice:danger:no',
            value: 'no',
            text: { type: 'plain_text', text: 'No', emoji: false },
          },
        ],
      },
    ]);
  });

  test.each(['channel_not_found', 'user_disabled', 'msg_too_long'])(
    '%s will never be deliverable',
    async (error) => {
      provider.answer = () => ({ json: { ok: false, error } });
      await expect(sender().send(message)).resolves.toEqual({ kind: 'refused', providerCode: error });
    },
  );

  test.each(['invalid_auth', 'token_revoked', 'missing_scope'])(
    '%s is the installation’s fault',
    async (error) => {
      provider.answer = () => ({ json: { ok: false, error, needed: 'chat:write' } });
      expect(await faultOf(sender().send(message))).toMatchObject({
        code: 'PROVIDER_REFUSED',
        providerCode: error,
        retryable: true,
      });
    },
  );

  test('429 is worth another try, after Retry-After, and is not tried again here', async () => {
    provider.answer = () => ({ status: 429, headers: { 'retry-after': '7' }, json: { ok: false } });
    expect(await faultOf(sender().send(message))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      providerCode: '429',
      retryAfterMs: 7000,
    });
    expect(provider.requests).toHaveLength(1);
  });

  test.each([
    ['429 without Retry-After', { status: 429 }, 'NO_ANSWER'],
    ['HTTP 500', { status: 500, json: { echo: WORDS } }, '500'],
    ['internal_error', { json: { ok: false, error: 'internal_error' } }, 'internal_error'],
    ['an error nobody knows', { json: { ok: false, error: 'a_new_error' } }, 'a_new_error'],
    ['an answer that is no answer', { json: `room 214 ${WORDS}` }, 'NO_ANSWER'],
    ['a socket that hangs', { hang: true }, 'ETIMEDOUT'],
  ])('%s is worth another try', async (_name, answer, providerCode) => {
    provider.answer = () => answer;
    expect(await faultOf(sender().send(message))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      retryable: true,
      providerCode,
    });
  });

  test('a refused connection is worth another try', async () => {
    expect(await faultOf(sender(await findClosedAddress()).send(message))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      providerCode: 'ECONNREFUSED',
    });
  });
});

describe('findSent', () => {
  const posted = (outboundId: string, ts: string) => ({
    type: 'message',
    ts,
    bot_id: 'B1',
    text: WORDS,
    metadata: { event_type: 'sightline_outbound', event_payload: { outbound_id: outboundId } },
  });

  test('the id in the metadata names the message, and send gives the same provider id', async () => {
    provider.answer = () => ({
      json: {
        ok: true,
        messages: [
          { type: 'message', ts: '1763812803.000100', user: 'U0WITNESS', text: 'hi' },
          posted('another', '1763812802.000100'),
          posted(message.outboundId, '1763812801.000100'),
        ],
      },
    });
    const found = await sender().findSent(message);
    expect(provider.requests[0]).toMatchObject({
      path: '/api/conversations.history',
      form: { channel: 'D0001', oldest: '1795348740.500000', limit: '100', include_all_metadata: 'true' },
    });
    provider.answer = () => ({ json: { ok: true, ts: '1763812801.000100' } });
    expect(await sender().send(message)).toEqual({ kind: 'sent', providerId: found });
  });

  test('not there: undefined. Slack down: a coded fault', async () => {
    provider.answer = () => ({ json: { ok: true, messages: [posted('another', '1.1')] } });
    await expect(sender().findSent(message)).resolves.toBeUndefined();
    provider.answer = () => ({ status: 503 });
    expect(await faultOf(sender().findSent(message))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    provider.answer = () => ({ json: { ok: false, error: 'channel_not_found' } });
    expect(await faultOf(sender().findSent(message))).toMatchObject({
      code: 'PROVIDER_REFUSED',
      retryable: false,
    });
  });
});
