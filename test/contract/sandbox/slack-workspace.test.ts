/** Who is who, who is where, files, the posting limit and refusals of the Slack stand-in, through the real WebClient. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type WebClient } from '@slack/web-api';
import {
  actions,
  button,
  DANA,
  GONE,
  HIDDEN,
  LEE,
  MISSOURI,
  OLD,
  OPEN_CHANNEL,
  SAM,
  startSlackWorld,
  UNINVITED,
  type SlackWorld,
} from './slack-world.js';

let world: SlackWorld;
let client: WebClient;

beforeEach(async () => {
  world = await startSlackWorld();
  client = world.client;
});
afterEach(() => world.stop());

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (fault: unknown) => (fault as { data?: { error?: string } }).data?.error,
  );

test('people, groups and members', async () => {
  expect((await client.users.info({ user: SAM.id })).user).toMatchObject({
    real_name: 'Sam Okafor',
    tz: 'America/Denver',
    deleted: false,
  });
  expect((await client.users.info({ user: GONE.id })).user?.deleted).toBe(true);
  expect((await client.usergroups.users.list({ usergroup: 'S0LIAISONS1' })).users).toEqual([DANA.id, SAM.id]);
  expect(await refusal(client.usergroups.users.list({ usergroup: 'S0NOBODY001' }))).toBe('no_such_subteam');
  const bot = world.slack.workspace.botUserId;
  const first = await client.conversations.members({ channel: MISSOURI, limit: 2 });
  const cursor = String(first.response_metadata?.next_cursor);
  const rest = await client.conversations.members({ channel: MISSOURI, limit: 2, cursor });
  expect([first.members, rest.members]).toEqual([[DANA.id, SAM.id], [bot]]);
  expect((await client.conversations.info({ channel: MISSOURI })).channel).toMatchObject({
    is_private: true,
    is_member: true,
  });
  expect((await client.conversations.info({ channel: UNINVITED })).channel?.is_member).toBe(false);
  expect(await refusal(client.conversations.members({ channel: HIDDEN }))).toBe('channel_not_found');
});

test('a person’s conversations: private ones only where the app is too', async () => {
  const types = 'public_channel,private_channel';
  const of = async (user: string, extra: object = {}) =>
    (await client.users.conversations({ user, types, ...extra })).channels?.map(({ id }) => id);
  expect(await of(SAM.id, { exclude_archived: true })).toEqual([MISSOURI, OPEN_CHANNEL, UNINVITED]);
  expect(await of(LEE.id)).toEqual([OPEN_CHANNEL, UNINVITED, OLD]);
  expect((await client.users.conversations({ exclude_archived: true })).channels).toMatchObject([
    { id: OPEN_CHANNEL },
  ]);
});

test('posting where the app is not, or nobody is any more', async () => {
  const post = (channel: string) => refusal(client.chat.postMessage({ channel, text: 'x' }));
  expect([await post(UNINVITED), await post(HIDDEN), await post(OLD), await post('C0NOWHERE01')]).toEqual([
    'not_in_channel',
    'channel_not_found',
    'is_archived',
    'channel_not_found',
  ]);
  world.slack.workspace.addChannel({ id: OPEN_CHANNEL, name: 'general', isArchived: true });
  expect(await post(OPEN_CHANNEL)).toBe('is_archived');
});

test('who is not in a private channel cannot press there; somebody new has just come in', async () => {
  const blocks = [actions(button('go', '1'))];
  const { ts = '' } = await client.chat.postMessage({ channel: MISSOURI, text: 'card', blocks });
  const press = { channel: MISSOURI, ts, actionId: 'go' };
  world.app.action('go', ({ ack }) => ack());
  await expect(world.slack.click({ ...press, user: LEE.id })).rejects.toThrow(/does not see/);
  expect(await world.slack.click({ ...press, user: 'U0BRANDNEW1' })).toMatchObject({ status: 200 });
  expect(world.slack.lookAt('U0BRANDNEW1').messages.map(({ text }) => text)).toEqual(['card']);
});

test('faults by method and channel', async () => {
  const post = (channel: string) => refusal(client.chat.postMessage({ channel, text: 'x' }));
  const lift = world.slack.fault({ method: 'chat.postMessage', error: 'token_revoked', times: Infinity });
  expect([await post(MISSOURI), await refusal(client.auth.test())]).toEqual(['token_revoked', 'ok']);
  lift();
  world.slack.fault({ channel: MISSOURI, error: 'not_in_channel', times: Infinity });
  expect([await post(OPEN_CHANNEL), await post(MISSOURI)]).toEqual(['ok', 'not_in_channel']);
  world.slack.clearFaults();
  world.slack.fault({ error: 'account_inactive' });
  expect([await refusal(client.users.info({ user: DANA.id })), await post(MISSOURI)]).toEqual([
    'account_inactive',
    'ok',
  ]);
});

test('one post a second and channel, when asked; measured', async () => {
  const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' });
  world.slack.postLimit.isOn = true;
  await post(MISSOURI);
  await expect(post(MISSOURI)).rejects.toMatchObject({ retryAfter: 1 });
  await post(OPEN_CHANNEL);
  await new Promise((resolve) => setTimeout(resolve, 1001));
  await post(MISSOURI);
  expect(world.slack.postLimit.limited).toBe(1);
  const { accepted = [], limited } = world.slack.postLimit.channels.get(MISSOURI) ?? {};
  expect([accepted.length, limited]).toEqual([2, 1]);
  expect(Number(accepted[1]) - Number(accepted[0])).toBeGreaterThanOrEqual(1000);
});

test('permalinks, also to a reply', async () => {
  const card = await client.chat.postMessage({ channel: MISSOURI, text: 'card' });
  const reply = await client.chat.postMessage({
    channel: MISSOURI,
    text: 'reply',
    thread_ts: String(card.ts),
  });
  const linkTo = (ts: unknown) => client.chat.getPermalink({ channel: MISSOURI, message_ts: String(ts) });
  const digits = String(card.ts).replace('.', '');
  expect((await linkTo(card.ts)).permalink).toBe(
    `https://sightline-sandbox.slack.com/archives/${MISSOURI}/p${digits}`,
  );
  expect((await linkTo(reply.ts)).permalink).toContain(`?thread_ts=${String(card.ts)}&cid=${MISSOURI}`);
  expect(await refusal(linkTo('1.000001'))).toBe('message_not_found');
});

test('a picture: uploaded, processed a moment later, shown in a card, deleted', async () => {
  await world.stop();
  world = await startSlackWorld({ fileProcessingMs: 60_000 });
  client = world.client;
  const content = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x0d, 0x0a, 0x80]);
  const uploaded = await client.files.uploadV2({ file: content, filename: 'photo.jpg', alt_text: 'A car' });
  const [first] = (uploaded as { files?: { files?: { id?: string; mimetype?: string }[] }[] }).files ?? [];
  const [complete] = first?.files ?? [];
  const id = String(complete?.id);
  expect(complete?.mimetype).toBe('');
  expect(world.slack.messages).toHaveLength(0);
  const show = (file: object) =>
    client.chat.postMessage({
      channel: MISSOURI,
      text: 'A picture',
      blocks: [{ type: 'image', alt_text: 'A car', slack_file: file as { id: string } }],
    });
  await expect(show({ id })).rejects.toMatchObject({
    data: {
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]'] },
    },
  });
  const now = Date.now;
  Date.now = () => now() + 60_000;
  const { file } = await client.files.info({ file: id });
  expect(file).toMatchObject({ mimetype: 'image/jpeg', filetype: 'jpg', size: content.length });
  await show({ id });
  Date.now = now;
  await expect(show({ id: 'F0NOWHERE99' })).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
  await expect(show({ id, url: 'x' })).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
  const download = await fetch(String(file?.url_private), {
    headers: { Authorization: 'Bearer xoxb-for-tests' },
  });
  expect(Buffer.from(await download.arrayBuffer()).equals(content)).toBe(true);
  expect(await (await fetch(String(file?.url_private))).json()).toEqual({ ok: false, error: 'not_authed' });
  await client.files.delete({ file: id });
  expect(await refusal(client.files.info({ file: id }))).toBe('file_deleted');
  await expect(show({ id })).rejects.toMatchObject({ data: { error: 'invalid_blocks' } });
});

test('an upload into a thread; a PDF is no image; a person’s own picture arrives with their DM', async () => {
  const card = await client.chat.postMessage({ channel: MISSOURI, text: 'card' });
  await client.files.uploadV2({
    channel_id: MISSOURI,
    thread_ts: String(card.ts),
    initial_comment: 'the tip',
    file: Buffer.from('%PDF'),
    filename: 'tip.pdf',
  });
  const replies = await client.conversations.replies({ channel: MISSOURI, ts: String(card.ts) });
  const [posted] = replies.messages?.filter(({ text }) => text === 'the tip') ?? [];
  expect(posted).toMatchObject({
    thread_ts: card.ts,
    files: [{ name: 'tip.pdf', mimetype: 'application/pdf' }],
  });
  const id = String(posted?.files?.[0]?.id);
  const blocks = [{ type: 'image' as const, alt_text: 'x', slack_file: { id } }];
  expect(await refusal(client.chat.postMessage({ channel: MISSOURI, text: 'x', blocks }))).toBe(
    'invalid_blocks',
  );
  const events: unknown[] = [];
  world.app.event('message', ({ event }) => {
    events.push(event);
    return Promise.resolve();
  });
  await world.slack.dm({
    user: LEE.id,
    text: 'look',
    files: [{ name: 'a.png', content: Buffer.from('png') }],
  });
  expect(events).toMatchObject([
    { subtype: 'file_share', text: 'look', files: [{ name: 'a.png', mimetype: 'image/png', user: LEE.id }] },
  ]);
});
