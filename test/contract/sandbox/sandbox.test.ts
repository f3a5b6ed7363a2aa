/** The sandbox over HTTP: its settings, the page's API, the event stream, and what it refuses. */

import { request as httpRequest, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import express from 'express';
import { parseSettings } from '../../../src/settings.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';
import { sandboxRouter } from '../../../src/sandbox/sandbox-router.js';
import { type SandboxTip } from '../../../src/sandbox/sandbox-view.js';
import { newCall } from '../../../src/sandbox/stand-ins/twilio-call.js';
import { eventually, startListeningProgram, type ListeningProgram } from './listening-program.js';

let program: ListeningProgram;
let sandbox: Sandbox;
let server: Server;
let base: string;
let tips: SandboxTip[];
let databaseIsUp: boolean;

beforeEach(async () => {
  program = await startListeningProgram();
  sandbox = await startSandbox({ publicUrl: 'http://localhost:3000' });
  sandbox.connect({ base: program.url });
  tips = [];
  databaseIsUp = true;
  const listTips = () => (databaseIsUp ? Promise.resolve(tips) : Promise.reject(new Error('down')));
  const app = express();
  app.use('/sandbox', sandboxRouter({ sandbox, clock: { listTips } }));
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => {
      resolve(listening);
    });
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await sandbox.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await program.stop();
});

async function post(path: string, body: unknown) {
  const response = await fetch(`${base}/sandbox/api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: base },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

/** Reads the event stream until it is left; `seen` grows as events arrive. */
function listen() {
  const seen: { event: string; data: Record<string, unknown> }[] = [];
  const ended = fetch(`${base}/sandbox/api/events`)
    .then(async (response) => {
      let rest = '';
      for await (const chunk of response.body ?? []) {
        const parts = (rest + Buffer.from(chunk as Uint8Array).toString()).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const [, event, data] = /^event: (\w+)\ndata: (.*)$/s.exec(part) ?? [];
          if (event !== undefined && data !== undefined)
            seen.push({ event, data: JSON.parse(data) as Record<string, unknown> });
        }
      }
    })
    .catch(() => undefined);
  return {
    seen,
    ended,
    named: (event: string) => seen.filter((one) => one.event === event).map(({ data }) => data),
  };
}

test('its environment is one that settings accept', () => {
  const settings = parseSettings(sandbox.environment);
  expect(settings).toMatchObject({
    publicUrl: 'http://localhost:3000',
    twilio: { apiUrl: sandbox.standIns.twilio.url, from: { number: sandbox.number } },
    slack: { apiUrl: sandbox.standIns.slack.apiUrl },
    email: { smtpUrl: sandbox.standIns.mailbox.url },
    webhook: { url: sandbox.standIns.hotline.url },
  });
  const channels = [
    settings.slack?.nationalChannel,
    settings.slack?.operatorChannel,
    ...Object.values(sandbox.stateChannels),
  ];
  for (const channel of channels)
    expect(sandbox.standIns.slack.workspace.findChannel(String(channel))).toBeDefined();
  expect(channels.every((channel) => /^[CG][A-Z0-9]{6,}$/.test(String(channel)))).toBe(true);
});

test('a text and a DM reach the program; the page hears of both, and of the clock', async () => {
  const stream = listen();
  await eventually(() => stream.named('snapshot').length === 1 && stream.named('clock').length === 1);
  const { number, slackUser } = sandbox.witness();
  expect(await post('text', { from: number, body: 'hi' })).toMatchObject({
    status: 200,
    answer: { status: 200 },
  });
  expect(await post('dm', { user: slackUser, text: 'hello' })).toMatchObject({ answer: { status: 200 } });
  expect(program.requests.map(({ path }) => path)).toEqual(['/twilio/sms', '/slack/events']);
  tips = [
    {
      reference: 'MO-7K3QF-2X',
      urgency: 'recent',
      revision: 1,
      firstContactAt: new Date(0),
      submittedAt: null,
      deliveries: [{ route: 'webhook', state: 'queued', handedOverAt: null }],
      cards: [],
    },
  ];
  await eventually(() => stream.named('clock').length === 2);
  databaseIsUp = false;
  await eventually(() => stream.named('clock').length === 3);
  expect(stream.named('text')).toMatchObject([{ phone: number, from: 'witness', text: 'hi' }]);
  expect(stream.named('slack')).toMatchObject([{ author: 'Witness', text: 'hello', fromBot: false }]);
  expect(
    stream.named('clock').map(({ available, tips: shown }) => [available, (shown as unknown[]).length]),
  ).toEqual([
    [true, 0],
    [true, 1],
    [false, 0],
  ]);
  await sandbox.stop();
  await stream.ended;
});

test('a liaison presses a button in a channel, the witness in their DM', async () => {
  const { slack } = sandbox.standIns;
  const button = {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
  };
  const press = async (channel: string) => {
    const place = slack.workspace.findChannel(channel);
    if (place === undefined) throw new Error('no such channel');
    const { ts } = slack.workspace.post({ user: 'U0', fromBot: true, text: '', blocks: [button] }, place);
    const pressed = await post('click', { channel: place.id, ts, actionId: 'go' });
    const payload = new URLSearchParams(program.requests.at(-1)?.body).get('payload');
    return [pressed.answer, (JSON.parse(String(payload)) as { user: { id: string } }).user.id];
  };
  expect(await press(String(sandbox.stateChannels.MO))).toEqual([{ status: 200 }, sandbox.liaison.id]);
  expect(await press(sandbox.witness().slackUser)).toEqual([{ status: 200 }, sandbox.witness().slackUser]);
  expect((await post('click', { channel: 'C0NOWHERE', ts: '1', actionId: 'go' })).status).toBe(404);
});

test('a new phone is another number and another Slack user', async () => {
  const before = sandbox.witness();
  const { answer } = await post('reset-phone', {});
  expect(answer).toMatchObject(sandbox.witness());
  expect(answer.slackUser).not.toBe(before.slackUser);
  expect(answer.number).toMatch(/^\+1\d{3}55501\d\d$/);
});

test('the page and its files come with a strict policy; anything else is refused', async () => {
  const page = await fetch(`${base}/sandbox`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  );
  expect(page.headers.get('cache-control')).toBe('no-store');
  for (const [, file] of (await page.text()).matchAll(/(?:href|src)="(\/sandbox\/[^"]+)"/g))
    expect([file, (await fetch(`${base}${String(file)}`)).status]).toEqual([file, 200]);
  expect((await fetch(`${base}/sandbox/../sandbox-router.ts`)).status).toBe(404);
  expect((await fetch(`${base}/sandbox/%2e%2e/sandbox.ts`)).status).toBe(404);

  expect((await post('text', { from: '+14155551234', body: 'a real number' })).status).toBe(400);
  expect((await post('text', { from: sandbox.witness().number })).status).toBe(400);
  const unsigned = await fetch(`${base}/sandbox/api/reset-phone`, { method: 'POST' });
  expect([unsigned.status, await unsigned.json()]).toEqual([403, { error: 'foreign_origin' }]);
  const unreadable = await fetch(`${base}/sandbox/api/text`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: base },
    body: '{"from": zanzibarine',
  });
  expect([unreadable.status, await unreadable.text()]).toEqual([400, '{"error":"invalid_request"}']);
});

test('another Host is refused, whatever is asked', async () => {
  const statuses = await Promise.all(
    ['/sandbox', '/sandbox/api/events', '/sandbox/scripts/main.js'].map(
      (path) =>
        new Promise((resolve) => {
          httpRequest(`${base}${path}`, { headers: { Host: 'tips.example.org' } }, (response) => {
            response.resume();
            resolve(response.statusCode);
          }).end();
        }),
    ),
  );
  expect(statuses).toEqual([403, 403, 403]);
});

test('a form: opened by a press, refused, submitted, closed; only what the person sees', async () => {
  const { slack } = sandbox.standIns;
  const client = new WebClient(sandbox.environment.SLACK_BOT_TOKEN, { slackApiUrl: slack.apiUrl });
  const user = sandbox.liaison.id;
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const stream = listen();
  const { triggerId } = await slack.slashCommand(user, String(sandbox.stateChannels.MO), '/none', '');
  const opened = await client.views.open({
    trigger_id: triggerId,
    view: {
      type: 'modal',
      title: plain('Note'),
      submit: plain('Save'),
      blocks: [
        {
          type: 'input',
          block_id: 'note',
          label: plain('Note'),
          element: { type: 'plain_text_input', action_id: 'text' },
        },
      ],
    },
  });
  const viewId = String(opened.view?.id);
  await eventually(() => stream.named('screen').length === 1);
  expect(stream.named('screen')).toMatchObject([{ user, views: [{ id: viewId, title: { text: 'Note' } }] }]);
  const submit = (text: string, who = user) =>
    post('view-submit', { user: who, viewId, values: { note: { text } } });
  expect(await submit('')).toMatchObject({
    answer: { action: 'incomplete', errors: { note: expect.any(String) } },
  });
  expect((await submit('x', 'U0SANDBOX02')).status).toBe(409);
  program.answerNext(500);
  expect(await submit('x')).toMatchObject({ answer: { action: 'trouble', status: 500 } });
  expect(await post('view-close', { user, viewId })).toMatchObject({ status: 200 });
  await eventually(() => JSON.stringify(stream.named('screen').at(-1)?.views) === '[]');
  expect(stream.named('screen').at(-1)).toMatchObject({ user, views: [] });
  expect((await post('view-close', { user, viewId })).status).toBe(409);
  expect((await post('command', { user, channel: 'C0NOWHERE', command: '/tip', text: '' })).status).toBe(409);
  expect((await post('command', { user, channel: 'C0', command: 'tip', text: '' })).status).toBe(400);
});

test('a picture by text; the page is given pictures and nothing else', async () => {
  const png = Buffer.from('png').toString('base64');
  const from = sandbox.witness().number;
  const picture = { contentType: 'image/png', data: png };
  const { answer } = await post('text', { from, body: '', pictures: [picture] });
  const id = String(answer.id);
  const [media] = sandbox.standIns.twilio.media.of(id);
  const shown = await fetch(`${base}/sandbox/api/picture/${id}/${String(media?.sid)}`);
  expect([shown.status, shown.headers.get('content-type'), await shown.text()]).toEqual([
    200,
    'image/png',
    'png',
  ]);
  expect((await fetch(`${base}/sandbox/api/picture/${id}/ME0`)).status).toBe(404);
  expect((await post('text', { from, body: '' })).status).toBe(400);
  const svg = { contentType: 'image/svg+xml', data: png };
  expect((await post('text', { from, body: 'x', pictures: [svg] })).status).toBe(400);
  const { files } = sandbox.standIns.slack.workspace;
  files.set('F0PAGE00001', { id: 'F0PAGE00001', name: 'x.html', size: 1, content: Buffer.from('<b>') });
  expect((await fetch(`${base}/sandbox/api/file/F0PAGE00001`)).status).toBe(404);
});

test('a call to the phone in real time: declined, and made', async () => {
  const { calls } = sandbox.standIns.twilio;
  const { phone } = sandbox;
  const act = (action: string, key?: string) => post('call', { action, ...(key !== undefined && { key }) });
  const ringing = phone.ring(newCall({ direction: 'outbound-api', from: sandbox.number, to: '' }), 30);
  await act('hang-up');
  expect(await ringing).toMatchObject({ outcome: 'busy' });
  await act('start');
  await eventually(() => calls.journal.entries.length === 1);
  const call = calls.journal.entries[0];
  await calls.ended(String(call?.sid));
  expect(program.requests.at(-1)?.path).toBe('/twilio/voice');
  expect(phone.state.status).toBe('idle');
  expect((await act('press', 'x')).status).toBe(400);
});
