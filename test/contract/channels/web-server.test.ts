/** The web server: its headers, its faults, and an end that loses no open request. */

import { Agent, request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { json, Router } from 'express';
import { createChannels } from '../../../src/channels/channels.js';
import { redirectTo } from '../../../src/channels/sms/voice-redirect.js';
import { createWebServer, type WebServer } from '../../../src/channels/web-server.js';
import { SightlineError } from '../../../src/errors.js';
import { captureLog, signSlack, signTwilio, type CapturedLog } from '../../support/channels-servers.js';

let server: WebServer;
let log: CapturedLog;
let address: string;
let port: number;
let finish: () => void;
let slowCame: () => void;

beforeEach(async () => {
  log = captureLog();
  const router = Router();
  router.get('/ok', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/slow', async (_request, response) => {
    await new Promise<void>((resolve) => {
      finish = resolve;
      slowCame();
    });
    response.json({ ok: true });
  });
  router.get('/fault/:words', () => {
    throw new SightlineError('DATABASE_UNAVAILABLE', 'no connection');
  });
  router.post('/json', json(), (_request, response) => {
    response.json({ ok: true });
  });
  server = createWebServer({ routers: [router], logger: log.logger });
  port = await server.start({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  await server.stop();
});

test('sensible headers and no word of what it is built of', async () => {
  const response = await fetch(`${address}/ok`);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  });
  expect(response.headers.get('x-powered-by')).toBeNull();
});

test('what is not there is 404 in JSON, without an echo', async () => {
  const response = await fetch(`${address}/planted-words`);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('{"error":"NOT_FOUND"}');
});

test('a fault is a status, a code and one line that names the route and not the address', async () => {
  const response = await fetch(`${address}/fault/planted-words`);
  expect(response.status).toBe(503);
  expect(await response.text()).toBe('{"error":"DATABASE_UNAVAILABLE"}');
  expect(log.lines()).toMatchObject([{ code: 'DATABASE_UNAVAILABLE', path: '/fault/:words', status: 503 }]);
  expect(log.text()).not.toContain('planted');
});

test('a malformed body is 400, an address that cannot be decoded too', async () => {
  const response = await fetch(`${address}/json`, {
    method: 'POST',
    body: '{"planted-words',
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toBe('{"error":"MESSAGE_INVALID"}');
  expect((await fetch(`${address}/fault/%E0%A4%A`)).status).toBe(400);
  expect(log.text()).not.toContain('planted');
});

test('a port that is taken is a rejection', async () => {
  const second = createWebServer({ routers: [], logger: log.logger });
  await expect(second.start({ port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.stop();
});

test('stop lets an open request finish, takes no new one, and does not wait for idle connections', async () => {
  const agent = new Agent({ keepAlive: true });
  await get('/ok', agent);
  const came = new Promise<void>((resolve) => (slowCame = resolve));
  const slow = get('/slow', agent);
  await came;
  const stopped = server.stop();
  await expect(fetch(`${address}/ok`)).rejects.toThrow();
  finish();
  expect(await slow).toBe('{"ok":true}');
  const startedAt = Date.now();
  await stopped;
  expect(Date.now() - startedAt).toBeLessThan(1000);
  agent.destroy();
});

describe('createChannels', () => {
  const options = {
    logger: captureLog().logger,
    recordDeliveryStatus: () => Promise.resolve(),
    findKnownProviderIds: () => Promise.resolve(new Set<string>()),
    voice: redirectTo('National Human Trafficking Hotline', '1-555-555-0177'),
  };
  const twilio = {
    accountSid: 'AC00000000000000000000000000000000',
    authToken: 'token',
    from: { number: '+15735550199' },
    apiUrl: undefined,
  };
  const slack = {
    botToken: 'xoxb-test',
    signingSecret: 'secret-for-tests',
    apiUrl: undefined,
    nationalChannel: undefined,
    operatorChannel: undefined,
    postIntervalMs: 0,
  };

  test('both channels on one server, each turn through the hub', async () => {
    const received: string[] = [];
    const channels = createChannels({
      ...options,
      settings: { twilio, slack, publicUrl: 'https://tips.example.org' },
      receiveMessage: (message) => {
        received.push(message.channel);
        return Promise.resolve('accepted');
      },
    });
    const whole = createWebServer({ routers: channels.routers, logger: log.logger });
    const base = `http://127.0.0.1:${await whole.start({ port: 0, host: '127.0.0.1' })}`;
    const sms = signTwilio('token', 'https://tips.example.org/twilio/sms', {
      MessageSid: 'SM1',
      From: '+15735550123',
      To: '+15735550199',
      Body: 'hi',
    });
    const event = signSlack(
      'secret-for-tests',
      JSON.stringify({
        type: 'event_callback',
        event_id: 'Ev1',
        team_id: 'T1',
        event: { type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text: 'hi', ts: '1.1' },
      }),
    );
    expect((await fetch(`${base}/twilio/sms`, { method: 'POST', ...sms })).status).toBe(200);
    expect((await fetch(`${base}/slack/events`, { method: 'POST', ...event })).status).toBe(200);
    expect(received).toEqual(['sms', 'slack']);
    await whole.stop();
  });

  test('without settings there is no route and no Slack; Twilio needs PUBLIC_URL', () => {
    const receiveMessage = () => Promise.resolve('accepted' as const);
    const none = createChannels({
      ...options,
      receiveMessage,
      settings: { twilio: undefined, slack: undefined, publicUrl: undefined },
    });
    expect(none).toMatchObject({ routers: [], slack: undefined });
    expect(() =>
      createChannels({
        ...options,
        receiveMessage,
        settings: { twilio, slack: undefined, publicUrl: undefined },
      }),
    ).toThrow('PUBLIC_URL');
  });
});

function get(path: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(address + path, { agent }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => {
        resolve(text);
      });
    });
    call.on('error', reject);
    call.end();
  });
}
