/**
 * Small loopback stand-ins for the channel tests: a provider that answers as scripted and remembers what it was
 * asked, a logger whose lines can be searched, and requests signed as Twilio and Slack sign them.
 */

import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import twilio from 'twilio';
import { createLogger, type Logger } from '../../src/logger.js';

export interface ProviderRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  form: Record<string, string>;
}

export interface ProviderAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  /** Takes the request and never answers. */
  hang?: boolean;
}

export interface ProviderServer {
  url: string;
  requests: ProviderRequest[];
  answer: (request: ProviderRequest) => ProviderAnswer;
  close(): Promise<void>;
}

/** A provider on loopback; set `answer` to script it. */
export async function startProvider(answer: ProviderServer['answer']): Promise<ProviderServer> {
  const requests: ProviderRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
      const seen: ProviderRequest = {
        method: request.method ?? '',
        path: pathname,
        query: searchParams,
        headers: request.headers,
        form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      };
      requests.push(seen);
      const { status = 200, headers = {}, json = {}, hang = false } = provider.answer(seen);
      if (hang) return;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(json));
    });
  });
  const url = await listenOnLoopback(server);
  const provider: ProviderServer = { url, requests, answer, close: () => closeAll(server) };
  return provider;
}

/** An address on which nothing listens. */
export async function findClosedAddress(): Promise<string> {
  const server = createServer();
  const url = await listenOnLoopback(server);
  await closeAll(server);
  return url;
}

async function listenOnLoopback(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function closeAll(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

export interface CapturedLog {
  logger: Logger;
  /** Everything written, as it was written. */
  text(): string;
  lines(): Record<string, unknown>[];
}

export function captureLog(): CapturedLog {
  let written = '';
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  return {
    logger: createLogger('debug', destination),
    text: () => written,
    lines: () =>
      written
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** A webhook as Twilio posts it: the signature is over the public address, wherever the request really goes. */
export function signTwilio(
  authToken: string,
  publicAddress: string,
  fields: Record<string, string>,
): { body: string; headers: Record<string, string> } {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, publicAddress, fields),
    },
  };
}

/** A request as Slack signs it (v0, https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export function signSlack(
  signingSecret: string,
  body: string,
  options: { contentType?: string; timestampSeconds?: number } = {},
): { body: string; headers: Record<string, string> } {
  const timestamp = options.timestampSeconds ?? Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': options.contentType ?? 'application/json',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${digest}`,
    },
  };
}
