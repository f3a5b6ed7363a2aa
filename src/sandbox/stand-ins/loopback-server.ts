/**
 * The HTTP server under every stand-in: bare node:http on 127.0.0.1, a free port, faults on request. It listens on
 * loopback alone and logs nothing.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaults, type Fault } from './faults.js';

export interface LoopbackRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** The body as it came, for uploads. */
  bytes: Buffer;
}

export interface LoopbackAnswer {
  status: number;
  /** An object is sent as JSON, a string as text, a buffer as it is. */
  body: unknown;
  headers?: Record<string, string>;
}

/** What every stand-in offers to a test that wants it to fail. */
export interface FaultControls<F> {
  /** Orders a fault; the returned function takes it back. */
  fault: (fault: F) => () => void;
  clearFaults: () => void;
  /** Refuses every connection from now on, like a provider that is down. */
  goDown: () => Promise<void>;
  /** Listens again, on the same port. */
  comeBack: () => Promise<void>;
}

export interface LoopbackServer<R> {
  readonly url: string;
  readonly controls: FaultControls<Fault<R>>;
  stop(): Promise<void>;
}

export interface LoopbackOptions<R> {
  /** What handler and faults look at, for example the parsed form. */
  parse: (request: LoopbackRequest) => R;
  answer: (request: R) => LoopbackAnswer | Promise<LoopbackAnswer>;
  /** How this provider words a failure. */
  faultBody: (status: number) => unknown;
}

const MAX_BODY_BYTES = 12 * 1024 * 1024;

export async function startLoopbackServer<R>(options: LoopbackOptions<R>): Promise<LoopbackServer<R>> {
  const faults = createFaults<Fault<R>>();
  const stopped = new AbortController();

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = options.parse(await readRequest(incoming));
    const fault = faults.take((candidate) => candidate.match?.(request) ?? true);
    if (fault?.when === 'after') {
      const answer = await options.answer(request);
      if (!(await inflict(fault, response))) send(response, answer);
    } else if (fault === undefined || !(await inflict(fault, response))) {
      send(response, await options.answer(request));
    }
  };

  /** True when the fault has used up the request. */
  const inflict = async (fault: Fault<R>, response: ServerResponse): Promise<boolean> => {
    if (fault.hangMs !== undefined)
      await sleep(fault.hangMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    if (fault.dropSocket === true) {
      response.destroy();
      return true;
    }
    if (fault.status === undefined) return false;
    send(response, {
      status: fault.status,
      body: fault.body ?? options.faultBody(fault.status),
      ...(fault.retryAfterSeconds !== undefined && {
        headers: { 'Retry-After': String(fault.retryAfterSeconds) },
      }),
    });
    return true;
  };

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => {
      response.destroy();
    });
  });
  server.keepAliveTimeout = 30_000;
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    controls: {
      fault: (fault) => faults.add(fault),
      clearFaults: () => {
        faults.clear();
      },
      goDown: () => close(server),
      comeBack: () => listen(server, port),
    },
    stop: async () => {
      stopped.abort();
      await close(server);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

async function readRequest(incoming: IncomingMessage): Promise<LoopbackRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('request body too large for a stand-in');
    chunks.push(chunk);
  }
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const bytes = Buffer.concat(chunks);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: bytes.toString('utf8'),
    bytes,
  };
}

function send(response: ServerResponse, answer: LoopbackAnswer): void {
  if (response.destroyed) return;
  const { body } = answer;
  const isText = typeof body === 'string';
  response.writeHead(answer.status, {
    'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    ...answer.headers,
  });
  response.end(isText || Buffer.isBuffer(body) ? body : JSON.stringify(body));
}
