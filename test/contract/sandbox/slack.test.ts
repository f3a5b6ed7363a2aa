/** The Slack stand-in, driven by the real WebClient and checked by Bolt's own signature check. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { verifySlackRequest } from '@slack/bolt';
import {
  LogLevel,
  WebClient,
  type ConversationsHistoryResponse,
  type Logger,
  type View,
} from '@slack/web-api';
import { startSlackStandIn, type SlackStandIn } from '../../../src/sandbox/stand-ins/slack.js';
import { eventually, startListeningProgram, type ListeningProgram } from './listening-program.js';

const TOKEN = 'xoxb-for-tests';
const SECRET = 'signing-secret-for-tests';
const CHANNEL = 'C0MISSOURI1';
const LIAISON = { id: 'U0LIAISON01', name: 'dana', realName: 'Dana Reyes' };

/** The WebClient's own logger prints what Slack complains about. */
const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

let program: ListeningProgram;
let standIn: SlackStandIn;
let client: WebClient;

beforeEach(async () => {
  program = await startListeningProgram();
  standIn = await startSlackStandIn({
    botToken: TOKEN,
    signingSecret: SECRET,
    webhookBase: program.url,
    channels: [{ id: CHANNEL, name: 'mo-liaison' }],
    users: [LIAISON],
    retryDelaysMs: [1, 1],
  });
  client = clientFor(TOKEN);
});

afterEach(async () => {
  await standIn.stop();
  await program.stop();
});

function clientFor(token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: standIn.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
  });
}

const acknowledge = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      text: { type: 'plain_text', text: 'Acknowledge' },
      action_id: 'acknowledge',
      value: 'tip-1',
      style: 'primary',
    },
  ],
} as const;

function expectSigned(index: number): URLSearchParams | Record<string, unknown> {
  const request = program.requests[index];
  if (request === undefined) throw new Error('nothing was sent');
  const headers = {
    'x-slack-signature': String(request.headers['x-slack-signature']),
    'x-slack-request-timestamp': Number(request.headers['x-slack-request-timestamp']),
  };
  verifySlackRequest({ signingSecret: SECRET, body: request.body, headers });
  expect(() => {
    verifySlackRequest({ signingSecret: 'another-secret', body: request.body, headers });
  }).toThrow();
  expect(request.path).toBe('/slack/events');
  return request.headers['content-type'] === 'application/json'
    ? (JSON.parse(request.body) as Record<string, unknown>)
    : new URLSearchParams(request.body);
}

test('a message is posted, answered in its thread, updated and read back with its metadata', async () => {
  const metadata = { event_type: 'sightline_card', event_payload: { card: '7' } };
  const card = await client.chat.postMessage({
    channel: CHANNEL,
    text: 'A tip',
    blocks: [acknowledge],
    metadata,
  });
  expect(card.ts).toMatch(/^\d{10}\.\d{6}$/);
  await client.chat.postMessage({ channel: CHANNEL, text: 'Revision 2', thread_ts: String(card.ts) });
  await client.chat.update({
    channel: CHANNEL,
    ts: String(card.ts),
    text: 'A tip, acknowledged',
    blocks: [],
  });
  const history = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });
  expect(history.messages).toHaveLength(1);
  expect(history.messages?.[0]).toMatchObject({ text: 'A tip, acknowledged', metadata, ts: card.ts });
  expect(history.messages?.[0]?.blocks).toBeUndefined();
  const thread = await client.conversations.replies({ channel: CHANNEL, ts: String(card.ts) });
  expect(thread.messages?.map(({ text }) => text)).toEqual(['Revision 2', 'A tip, acknowledged']);
});

test('history pages by cursor and honours oldest', async () => {
  const posted = [];
  for (const text of ['1', '2', '3', '4', '5'])
    posted.push(await client.chat.postMessage({ channel: CHANNEL, text }));
  const seen: string[] = [];
  for await (const page of client.paginate('conversations.history', { channel: CHANNEL, limit: 2 }))
    for (const message of (page as ConversationsHistoryResponse).messages ?? [])
      seen.push(String(message.text));
  expect(seen).toEqual(['5', '4', '3', '2', '1']);
  const after = await client.conversations.history({ channel: CHANNEL, oldest: String(posted[2]?.ts) });
  expect(after.messages?.map(({ text }) => text)).toEqual(['5', '4']);
});

test('blocks that Slack would refuse are refused, with the place of the mistake', async () => {
  const long = { ...acknowledge, elements: [{ ...acknowledge.elements[0], value: 'x'.repeat(2001) }] };
  await expect(
    client.chat.postMessage({ channel: CHANNEL, text: 'x', blocks: [long] }),
  ).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: { messages: [expect.stringContaining('json-pointer:/blocks/0/elements/0/value')] },
    },
  });
  expect(standIn.messages).toHaveLength(0);
});

test('wrong token, wrong channel, unknown message, empty message', async () => {
  const error = (code: string) => ({ data: { error: code } });
  await expect(clientFor('xoxb-other').auth.test()).rejects.toMatchObject(error('invalid_auth'));
  await expect(client.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' })).rejects.toMatchObject(
    error('channel_not_found'),
  );
  await expect(client.chat.update({ channel: CHANNEL, ts: '1.000000', text: 'x' })).rejects.toMatchObject(
    error('message_not_found'),
  );
  await expect(client.chat.postMessage({ channel: CHANNEL, text: '' })).rejects.toMatchObject(
    error('no_text'),
  );
  expect(await client.auth.test()).toMatchObject({ bot_id: standIn.workspace.botId });
  expect((await client.users.info({ user: LIAISON.id })).user?.real_name).toBe('Dana Reyes');
});

test('a direct message is a signed event; a failed one comes again with the same event_id', async () => {
  program.answerNext(500, 503, 200);
  const dm = await standIn.dm({ user: 'U0WITNESS01', text: 'hi & hello' });
  await eventually(() => program.requests.length === 3);
  const retries = program.requests.map((request, index) => {
    const event = expectSigned(index) as { event_id: string };
    return [event.event_id, request.headers['x-slack-retry-num']];
  });
  expect(retries).toEqual([
    [dm.eventId, undefined],
    [dm.eventId, '1'],
    [dm.eventId, '2'],
  ]);
  expect(expectSigned(0)).toMatchObject({
    type: 'event_callback',
    event: {
      type: 'message',
      channel_type: 'im',
      channel: dm.channel,
      user: 'U0WITNESS01',
      text: 'hi & hello',
    },
  });
  await standIn.redeliver(dm.eventId);
  expect(program.requests).toHaveLength(4);
  const opened = await client.conversations.open({ users: 'U0WITNESS01' });
  expect(opened.channel?.id).toBe(dm.channel);
});

test('a press of a button is signed interactivity, and its response_url and trigger work', async () => {
  const card = await client.chat.postMessage({ channel: CHANNEL, text: 'A tip', blocks: [acknowledge] });
  const place = { user: LIAISON.id, channel: CHANNEL, ts: String(card.ts) };
  expect(await standIn.click({ ...place, actionId: 'acknowledge' })).toMatchObject({ status: 200 });
  const form = expectSigned(0) as URLSearchParams;
  const payload = JSON.parse(String(form.get('payload'))) as { response_url: string; trigger_id: string };
  expect(payload).toMatchObject({
    type: 'block_actions',
    user: { id: LIAISON.id, name: 'dana' },
    channel: { id: CHANNEL, name: 'mo-liaison' },
    container: { type: 'message', message_ts: card.ts, channel_id: CHANNEL },
    message: { text: 'A tip' },
    actions: [{ action_id: 'acknowledge', value: 'tip-1', type: 'button' }],
  });
  await fetch(payload.response_url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ replace_original: true, text: 'Taken', blocks: [] }),
  });
  expect(standIn.messagesIn(CHANNEL)[0]).toMatchObject({ text: 'Taken', blocks: [] });
  const view: View = {
    type: 'modal',
    title: { type: 'plain_text', text: 'Ask' },
    blocks: [{ type: 'divider' }],
  };
  const opened = await client.views.open({ trigger_id: payload.trigger_id, view });
  await expect(client.views.open({ trigger_id: payload.trigger_id, view })).rejects.toThrow(
    /exchanged_trigger_id/,
  );
  await expect(
    client.views.update({ view_id: String(opened.view?.id), hash: 'stale', view }),
  ).rejects.toThrow(/hash_conflict/);
  await expect(standIn.click({ ...place, actionId: 'no such' })).rejects.toThrow(/no such button/);
});

test('a file is uploaded into a thread', async () => {
  const card = await client.chat.postMessage({ channel: CHANNEL, text: 'A tip' });
  await client.files.uploadV2({
    channel_id: CHANNEL,
    thread_ts: String(card.ts),
    file: Buffer.from('image'),
    filename: 'photo.jpg',
  });
  expect(standIn.messagesIn(CHANNEL).at(-1)).toMatchObject({
    threadTs: card.ts,
    files: [{ name: 'photo.jpg', size: 5 }],
  });
});

test('faults: rate limit with Retry-After, ok false, 500, lost answer', async () => {
  const post = (text: string) => client.chat.postMessage({ channel: CHANNEL, text });
  standIn.fault({ status: 429, retryAfterSeconds: 7 });
  await expect(post('a')).rejects.toMatchObject({ retryAfter: 7 });
  standIn.fault({ error: 'is_archived', match: ({ method }) => method === 'chat.postMessage' });
  await expect(post('b')).rejects.toMatchObject({ data: { error: 'is_archived' } });
  standIn.fault({ status: 500 });
  await expect(post('c')).rejects.toThrow(/500/);
  standIn.fault({ dropSocket: true, when: 'after' });
  await expect(post('d')).rejects.toThrow();
  await post('e');
  expect(standIn.messages.map(({ text }) => text)).toEqual(['d', 'e']);
});
