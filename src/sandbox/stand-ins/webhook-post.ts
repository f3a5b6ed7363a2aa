/**
 * How a stand-in calls the program: one keep-alive pool of connections, a provider's time limit, and a plain answer.
 * No answer at all is status 0, since a killed server is an ordinary event in the tests this serves.
 */

import { Agent, request } from 'node:http';

export interface WebhookAnswer {
  /** HTTP status; 0: refused, cut off or timed out. */
  status: number;
  body: string;
  durationMs: number;
  contentType?: string;
}

export interface WebhookPoster {
  post(url: string, headers: Record<string, string>, body: string): Promise<WebhookAnswer>;
  get(url: string, headers: Record<string, string>): Promise<WebhookAnswer>;
  stop(): void;
}

/** `timeoutMs`: Twilio gives 15 s, Slack 3 s. */
export function createWebhookPoster(options: { timeoutMs: number; maxSockets?: number }): WebhookPoster {
  const agent = new Agent({ keepAlive: true, maxSockets: options.maxSockets ?? 256 });

  const attempt = (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<WebhookAnswer> =>
    new Promise((resolve) => {
      const startedAt = performance.now();
      const finish = (status: number, text: string, contentType = '') => {
        resolve({ status, body: text, durationMs: performance.now() - startedAt, contentType });
      };
      const outgoing = request(
        url,
        {
          method,
          agent,
          timeout: options.timeoutMs,
          headers: method === 'GET' ? headers : { ...headers, 'Content-Length': Buffer.byteLength(body) },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => {
            finish(response.statusCode ?? 0, text, response.headers['content-type']);
          });
          response.on('error', () => {
            finish(0, '');
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy());
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection just as it was taken up again: nothing was read, so ask anew.
        if (outgoing.reusedSocket && error.code === 'ECONNRESET')
          resolve(attempt(method, url, headers, body));
        else finish(0, '');
      });
      outgoing.end(body);
    });

  return {
    post: (url, headers, body) => attempt('POST', url, headers, body),
    get: (url, headers) => attempt('GET', url, headers, ''),
    stop: () => {
      agent.destroy();
    },
  };
}

/** Where the program listens, and the address it is configured to check signatures against. */
export interface WebhookTarget {
  /** Where requests are sent, for example http://127.0.0.1:3000. */
  base: string;
  /** PUBLIC_URL; default the same as `base`. */
  publicUrl?: string;
}

/** A public address of the program, turned into the one it listens on. */
export function toLocalAddress(address: string, target: WebhookTarget): string {
  const publicUrl = target.publicUrl ?? target.base;
  return address.startsWith(publicUrl) ? target.base + address.slice(publicUrl.length) : address;
}
