/** Where pictures are fetched from, and where never: a server that answers whatever a hostile one would. */

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createTwilioMediaSource } from '../../../src/channels/sms/twilio-media-source.js';
import { type SightlineError } from '../../../src/errors.js';
import { type MediaSource } from '../../../src/conversation/ports.js';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const PATH = `/2010-04-01/Accounts/${ACCOUNT}/Messages/MM1/Media/ME1`;
const MAX = 1000;
/** A few kilobytes that unpack to five million bytes. */
const BOMB = gzipSync(Buffer.alloc(5_000_000));
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let servers: Server[];
let asked: { path: string; authorization: string | undefined; method: string | undefined }[];
let answer: Answer;
let origin: string;
let other: string;
let source: MediaSource;

async function listen(): Promise<string> {
  const server = createServer((request, response) => {
    const { url = '', headers, method } = request;
    asked.push({ path: `${headers.host}${url}`, authorization: headers.authorization, method });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  servers = [];
  asked = [];
  origin = await listen();
  other = await listen();
  source = createTwilioMediaSource(
    {
      accountSid: ACCOUNT,
      authToken: 'token-of-the-account',
      from: { number: '+15735550100' },
      apiUrl: origin,
    },
    500,
  );
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const redirectTo =
  (location: string): Answer =>
  (request, response) => {
    if (request.url === PATH) response.writeHead(307, { location }).end();
    else response.end('picture');
  };
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no fault',
    (thrown: unknown) => {
      const { code, providerCode, retryable } = thrown as SightlineError;
      return `${code} ${providerCode} ${retryable}`;
    },
  );

it('a redirect of Twilio’s own is followed, without the credentials', async () => {
  answer = redirectTo('/stored/1');
  const fetched = await source.fetch(origin + PATH, MAX);
  expect(fetched).toEqual({ kind: 'fetched', content: Buffer.from('picture') });
  expect(asked.map(({ authorization }) => authorization !== undefined)).toEqual([true, false]);
});

it.each([
  ['another host', () => `${other}/x`],
  ['a name that only looks like Twilio’s', () => 'https://twilio.com.evil.example/x'],
  ['Twilio without encryption', () => 'http://api.twilio.com/x'],
  ['the machine’s own metadata', () => 'http://169.254.169.254/latest/meta-data'],
  ['a file', () => 'file:///etc/passwd'],
])('a redirect to %s is not followed', async (_what, location) => {
  answer = redirectTo(location());
  expect(await source.fetch(origin + PATH, MAX)).toEqual({ kind: 'elsewhere' });
  expect(asked).toHaveLength(1);
});

it('an address that is not our own account’s media is not asked at all', async () => {
  answer = (_request, response) => response.end('x');
  for (const address of [
    `${other}${PATH}`,
    `${origin}/2010-04-01/Accounts/AC${'b'.repeat(32)}/Messages/MM1/Media/ME1`,
    `${origin}/anything`,
    `${origin}${PATH}/../../../../x`,
    `https://api.twilio.com.evil.example${PATH}`,
    `http://api.twilio.com${PATH}`,
    `https://api.twilio.com:8443${PATH}`,
    `https://user@evil.example${PATH}`,
  ])
    expect([address, await source.fetch(address, MAX)]).toEqual([address, { kind: 'elsewhere' }]);
  expect(asked).toEqual([]);
});

it('redirects in a circle end', async () => {
  answer = (_request, response) => response.writeHead(302, { location: PATH }).end();
  expect(await source.fetch(origin + PATH, MAX)).toEqual({ kind: 'elsewhere' });
  expect(asked.length).toBeLessThan(6);
});

it('no more than the limit is read: announced, not announced, endless, or packed', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(MAX + 1));
  expect(await source.fetch(origin + PATH, MAX)).toEqual({ kind: 'too_big' });
  answer = (_request, response) => {
    const more = setInterval(() => response.write(Buffer.alloc(200)), 2);
    response.on('close', () => {
      clearInterval(more);
    });
  };
  expect(await source.fetch(origin + PATH, MAX)).toEqual({ kind: 'too_big' });
  answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB);
  expect(await source.fetch(origin + PATH, MAX)).toEqual({ kind: 'too_big' });
  answer = (_request, response) => response.end(Buffer.alloc(MAX));
  expect(await source.fetch(origin + PATH, MAX)).toMatchObject({ kind: 'fetched' });
});

it('hanging, dripping, breaking off: a coded fault that says nothing of the picture', async () => {
  answer = () => undefined;
  expect(await codeOf(source.fetch(origin + PATH, MAX))).toBe('PROVIDER_UNAVAILABLE ETIMEDOUT true');
  answer = (_request, response) => response.write('a');
  expect(await codeOf(source.fetch(origin + PATH, MAX))).toBe('PROVIDER_UNAVAILABLE ETIMEDOUT true');
  answer = (request) => request.socket.destroy();
  expect(await codeOf(source.fetch(origin + PATH, MAX))).toMatch(/^PROVIDER_UNAVAILABLE \w+ true$/);
});

it.each([
  [401, 'PROVIDER_REFUSED 401 true'],
  [403, 'PROVIDER_REFUSED 403 true'],
  [429, 'PROVIDER_UNAVAILABLE 429 true'],
  [500, 'PROVIDER_UNAVAILABLE 500 true'],
])('HTTP %i is %s', async (status, code) => {
  answer = (_request, response) => response.writeHead(status).end('secret words');
  expect(await codeOf(source.fetch(origin + PATH, MAX))).toBe(code);
  expect(await codeOf(source.remove(origin + PATH))).toBe(code);
});

it('what is gone is gone, for fetching and for deleting', async () => {
  answer = (_request, response) => response.writeHead(404).end();
  expect(await source.fetch(origin + PATH, MAX)).toEqual({ kind: 'gone' });
  await source.remove(origin + PATH);
  answer = (_request, response) => response.writeHead(204).end();
  await source.remove(origin + PATH);
  expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path: expect.stringContaining(`${PATH}.json`) });
});
