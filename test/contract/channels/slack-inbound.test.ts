/** What Slack posts to us: signed as it signs, acknowledged only once it is durable, and nothing of it in the log. */

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type DeskAction } from '../../../src/liaison/ports.js';
import { createSlackApp } from '../../../src/channels/slack/slack-app.js';
import { createSlackWebClient } from '../../../src/channels/slack/slack-client.js';
import { createWebServer, type WebServer } from '../../../src/channels/web-server.js';
import { type InboundMessage } from '../../../src/conversation/ports.js';
import { SightlineError } from '../../../src/errors.js';
import {
  captureLog,
  signSlack,
  startProvider,
  type CapturedLog,
  type ProviderServer,
} from '../../support/channels-servers.js';

const SECRET = 'a-signing-secret-for-tests';
const WORDS = 'planted words about room 214';
const NOW = new Date('2026-11-22T12:00:00Z');

const dm = (event: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) => ({
  token: 'x',
  team_id: 'T0001',
  api_app_id: 'A0001',
  type: 'event_callback',
  event_id: 'Ev0001',
  event_time: 1_763_812_800,
  authorizations: [{ enterprise_id: null, team_id: 'T0001', user_id: 'U0BOT', is_bot: true }],
  a_field_from_next_year: {},
  event: {
    type: 'message',
    channel: 'D0001',
    channel_type: 'im',
    user: 'U0WITNESS',
    text: WORDS,
    ts: '1763812800.000100',
    team: 'T0001',
    ...event,
  },
  ...envelope,
});

const click = (actionId: string, overrides: Record<string, unknown> = {}) => ({
  type: 'block_actions',
  team: { id: 'T0001', domain: 'x' },
  user: { id: 'U0WITNESS', username: 'pat', name: 'pat', team_id: 'T0001' },
  api_app_id: 'A0001',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
  container: { type: 'message', message_ts: '1763812800.000200', channel_id: 'D0001' },
  channel: { id: 'D0001', name: 'directmessage' },
  message: {
    type: 'message',
    ts: '1763812800.000200',
    text: 'Are you in danger?',
    blocks: [
      { type: 'section', block_id: 's', text: { type: 'plain_text', text: 'Are you in danger?' } },
      { type: 'actions', block_id: 'a', elements: [] },
    ],
  },
  response_url: 'https://hooks.slack.com/actions/T0001/1/x',
  actions: [
    {
      type: 'button',
      block_id: 'a',
      action_id: actionId,
      action_ts: '1763812801.000300',
      value: 'yes',
      text: { type: 'plain_text', text: 'Yes, now' },
    },
  ],
  ...overrides,
});

let provider: ProviderServer;
let server: WebServer;
let address: string;
let log: CapturedLog;
let received: InboundMessage[];
let actions: DeskAction[];
let fault: Error | undefined;
/** Lets a test hold the durable write open. */
let gate: Promise<void>;

beforeEach(async () => {
  log = captureLog();
  received = [];
  actions = [];
  fault = undefined;
  gate = Promise.resolve();
  provider = await startProvider(() => ({ json: { ok: true } }));
  const settings = {
    botToken: 'xoxb-test',
    signingSecret: SECRET,
    apiUrl: `${provider.url}/api/`,
    nationalChannel: undefined,
    operatorChannel: undefined,
    postIntervalMs: 0,
  };
  const app = createSlackApp({
    settings,
    client: createSlackWebClient(settings, log.logger, { timeoutMs: 1000 }),
    takeTurn: async (message) => {
      await gate;
      if (fault !== undefined) throw fault;
      received.push(message);
      return 'accepted';
    },
    logger: log.logger,
    now: () => NOW,
  });
  app.register({
    actions: {
      acknowledge: async (action) => {
        await gate;
        if (fault !== undefined) throw fault;
        actions.push(action);
      },
    },
    views: {},
    commands: {},
  });
  server = createWebServer({ routers: [app.router], logger: log.logger });
  address = `http://127.0.0.1:${await server.start({ port: 0, host: '127.0.0.1' })}`;
});

afterEach(async () => {
  await server.stop();
  await provider.close();
  for (const planted of [WORDS, 'room 214', 'U0WITNESS', 'D0001']) expect(log.text()).not.toContain(planted);
});

async function post(signed: ReturnType<typeof signSlack>) {
  return await fetch(`${address}/slack/events`, { method: 'POST', ...signed });
}
const postEvent = (body: unknown) => post(signSlack(SECRET, JSON.stringify(body)));
const postClick = (body: unknown) =>
  post(
    signSlack(SECRET, new URLSearchParams({ payload: JSON.stringify(body) }).toString(), {
      contentType: 'application/x-www-form-urlencoded',
    }),
  );

describe('direct messages', () => {
  test('a signed DM becomes one turn, and nothing is asked of Slack for it', async () => {
    expect((await postEvent(dm())).status).toBe(200);
    expect(received).toEqual([
      {
        channel: 'slack',
        providerId: 'Ev0001',
        address: 'T0001:U0WITNESS:D0001',
        replyFrom: 'T0001',
        input: { type: 'text', text: WORDS },
        mediaCount: 0,
        receivedAt: NOW,
      },
    ]);
    expect(provider.requests).toEqual([]);
  });

  test('Slack gets its answer only once the message is durable', async () => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    let answered = false;
    const response = postEvent(dm()).then((answer) => {
      answered = true;
      return answer.status;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(false);
    open();
    expect(await response).toBe(200);
    expect(received).toHaveLength(1);
  });

  test('a photo with or without words counts', async () => {
    await postEvent(dm({ subtype: 'file_share', text: '', files: [{ id: 'F1' }, { id: 'F2' }] }));
    expect(received).toMatchObject([{ input: { type: 'text', text: '' }, mediaCount: 2 }]);
  });

  test('escapes and links arrive as typed', async () => {
    await postEvent(dm({ text: 'A &amp; B &lt;3 at <http://motel.example|motel.example>' }));
    expect(received[0]?.input).toEqual({ type: 'text', text: 'A & B <3 at motel.example' });
  });

  test.each([
    ['our own post', { bot_id: 'B1', user: 'U0BOT' }],
    ['an edit', { subtype: 'message_changed', message: { text: WORDS }, user: undefined }],
    ['a deletion', { subtype: 'message_deleted' }],
    ['a bot', { subtype: 'bot_message', bot_id: 'B2' }],
    ['a message in a channel', { channel: 'C0001', channel_type: 'channel' }],
  ])('%s is acknowledged and no turn', async (_name, event) => {
    expect((await postEvent(dm(event))).status).toBe(200);
    expect(received).toEqual([]);
  });

  test('events without a listener are acknowledged', async () => {
    expect((await postEvent(dm({ type: 'app_home_opened', tab: 'home' }))).status).toBe(200);
  });

  test('losing the workspace is an error in the log', async () => {
    expect((await postEvent(dm({ type: 'app_uninstalled', channel: undefined }))).status).toBe(200);
    expect(log.lines()).toMatchObject([{ level: 50, reason: 'app_uninstalled' }]);
  });

  test('the database down is 503, any other fault 500, each with one coded line', async () => {
    fault = new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
    expect((await postEvent(dm())).status).toBe(503);
    fault = new Error(`unexpected: ${WORDS}`);
    const response = await postEvent(dm());
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"error":"INTERNAL"}');
    expect(log.lines().filter(({ level }) => level !== 20)).toMatchObject([
      { level: 50, code: 'DATABASE_UNAVAILABLE', path: '/slack/events', status: 503 },
      { level: 50, code: 'INTERNAL', causeClass: 'Error', path: '/slack/events', status: 500 },
    ]);
  });
});

describe('buttons', () => {
  test('a witness’s button is a choice, once per press', async () => {
    expect((await postClick(click('choice:danger:yes'))).status).toBe(200);
    expect((await postClick(click('choice:danger:yes'))).status).toBe(200);
    expect(received[0]).toMatchObject({
      channel: 'slack',
      address: 'T0001:U0WITNESS:D0001',
      replyFrom: 'T0001',
      input: { type: 'choice', step: 'danger', choice: 'yes' },
    });
    expect(received[0]?.providerId).toMatch(/^click-[0-9a-f]{32}$/);
    expect(received[1]?.providerId).toBe(received[0]?.providerId);
  });

  test('its buttons give way to what was chosen', async () => {
    await postClick(click('choice:danger:yes'));
    await waitFor(() => provider.requests.length === 1);
    expect(provider.requests[0]).toMatchObject({
      path: '/api/chat.update',
      form: { channel: 'D0001', ts: '1763812800.000200', text: 'Are you in danger?' },
    });
    const blocks = JSON.parse(provider.requests[0]?.form.blocks ?? '') as { type: string }[];
    expect(blocks).toMatchObject([
      { type: 'section' },
      { type: 'context', elements: [{ type: 'plain_text', text: '✓ Yes, now' }] },
    ]);
  });

  test('when they cannot be replaced, the turn stands', async () => {
    provider.answer = () => ({ status: 500 });
    expect((await postClick(click('choice:danger:yes'))).status).toBe(200);
    await waitFor(() => log.text().includes('buttons left in place'));
    expect(received).toHaveLength(1);
  });

  test('the same button in a channel is no choice of a witness', async () => {
    const body = click('choice:danger:yes', { channel: { id: 'C0001' } });
    expect((await postClick(body)).status).toBe(200);
    expect(received).toEqual([]);
  });

  test('a fault in the turn is a 5xx, and the buttons stay', async () => {
    fault = new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
    expect((await postClick(click('choice:danger:yes'))).status).toBe(503);
    expect(provider.requests).toEqual([]);
  });

  test('a registered action reaches its handler; its faults are 5xx', async () => {
    const body = click('acknowledge', { channel: { id: 'C0LIAISON' } });
    expect((await postClick(body)).status).toBe(200);
    expect(actions).toEqual([
      {
        userId: 'U0WITNESS',
        actionId: 'acknowledge',
        value: 'yes',
        channelId: 'C0LIAISON',
        messageTs: '1763812800.000200',
        triggerId: '13345224609.738474920.8088930838d88f008e0',
        view: undefined,
      },
    ]);
    fault = new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
    expect((await postClick(body)).status).toBe(503);
    fault = new TypeError(WORDS);
    expect((await postClick(body)).status).toBe(500);
    expect(log.lines().filter(({ level }) => level === 50)).toMatchObject([
      { code: 'DATABASE_UNAVAILABLE', status: 503 },
      { code: 'INTERNAL', causeClass: 'TypeError', status: 500 },
    ]);
  });

  test('a button that nobody listens to, such as a link, is acknowledged at once', async () => {
    const startedAt = Date.now();
    expect((await postClick(click('open_map'))).status).toBe(200);
    expect(Date.now() - startedAt).toBeLessThan(1000);
    expect([...received, ...actions]).toEqual([]);
  });

  test('an action without what an action must have: 400', async () => {
    expect((await postClick(click('acknowledge', { channel: { id: '' } }))).status).toBe(400);
  });
});

describe('who is calling', () => {
  test('url_verification is answered', async () => {
    const response = await postEvent({ type: 'url_verification', challenge: 'c', token: 'x' });
    expect(await response.json()).toEqual({ challenge: 'c' });
  });

  test('a wrong, missing, foreign or stale signature: 401, nothing stored, one coded line', async () => {
    const body = JSON.stringify(dm());
    const signed = signSlack(SECRET, body);
    const unsigned = { ...signed.headers, 'x-slack-signature': '' };
    const attempts = [
      { body, headers: unsigned },
      { body, headers: { ...signed.headers, 'x-slack-signature': 'v0=00' } },
      { body, headers: { ...signed.headers, 'x-slack-signature': 'x' } },
      { ...signed, body: body.replace('214', '215') },
      signSlack('another-secret', body),
      signSlack(SECRET, body, { timestampSeconds: Math.floor(Date.now() / 1000) - 301 }),
      { body, headers: { ...signed.headers, 'x-slack-request-timestamp': 'soon' } },
    ];
    for (const attempt of attempts)
      expect((await fetch(`${address}/slack/events`, { method: 'POST', ...attempt })).status).toBe(401);
    expect(received).toEqual([]);
    expect(log.lines().filter(({ code }) => code === 'SIGNATURE_INVALID')).toHaveLength(attempts.length);
  });

  test('a body over the limit: 413; one that is not JSON: 400', async () => {
    expect((await postEvent(dm({ text: WORDS.repeat(40_000) }))).status).toBe(413);
    expect((await post(signSlack(SECRET, `{"text":"${WORDS}`))).status).toBe(400);
    expect(received).toEqual([]);
    expect(log.lines().filter(({ level }) => level === 40)).toMatchObject([
      { code: 'MESSAGE_INVALID', status: 413 },
      { code: 'MESSAGE_INVALID', status: 400 },
    ]);
  });
});

async function waitFor(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error('it did not happen within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
