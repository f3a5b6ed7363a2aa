/**
 * The hotline's end of our webhook: checks the Standard Webhooks signature, takes every webhook-id once, answers a
 * receipt. https://www.standardwebhooks.com
 */

import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { type Fault } from './faults.js';
import { createJournal } from './journal.js';
import {
  startLoopbackServer,
  type FaultControls,
  type LoopbackAnswer,
  type LoopbackRequest,
} from './loopback-server.js';

export interface HotlineWebhookOptions {
  /** Starts with whsec_. */
  secret: string;
  /** Bounds the memory under load: about this many posts are kept. */
  keepLast?: number;
}

export interface HotlinePost {
  webhookId: string;
  receiptId: string;
  /** The JSON document, parsed. */
  document: unknown;
  headers: Record<string, string>;
  receivedAt: Date;
  /** How often the same webhook-id arrived; the hotline acts on the first. */
  attempts: number;
  /** The same webhook-id once came with another document: a fault of the sender. */
  conflicting: boolean;
  signatureVerified: true;
}

export interface HotlineWebhook extends FaultControls<Fault<LoopbackRequest>> {
  /** For HOTLINE_WEBHOOK_URL. */
  readonly url: string;
  /** One entry per webhook-id, in order of arrival. */
  readonly posts: readonly HotlinePost[];
  /** Requests refused because their signature was missing, wrong or old. */
  readonly refused: number;
  subscribe(listener: (post: HotlinePost) => void): () => void;
  stop(): Promise<void>;
}

export async function startHotlineWebhook(options: HotlineWebhookOptions): Promise<HotlineWebhook> {
  const webhook = new Webhook(options.secret);
  const byId = new Map<string, { post: HotlinePost; body: string }>();
  const posts = createJournal<HotlinePost>({
    keepLast: options.keepLast,
    onForget(post) {
      byId.delete(post.webhookId);
    },
  });
  let refused = 0;

  function answer(request: LoopbackRequest): LoopbackAnswer {
    const headers = textHeaders(request);
    const document = verify(request.body, headers);
    const webhookId = headers['webhook-id'];
    if (request.method !== 'POST') return { status: 405, body: { error: 'method_not_allowed' } };
    if (document === undefined || webhookId === undefined) {
      refused += 1;
      return { status: 401, body: { error: 'signature_invalid' } };
    }
    const known = byId.get(webhookId);
    if (known !== undefined) {
      known.post.attempts += 1;
      known.post.conflicting ||= known.body !== request.body;
      posts.touch(known.post);
      return { status: 200, body: { receiptId: known.post.receiptId } };
    }
    const receiptId = `HL-${createHash('sha256').update(webhookId).digest('hex').slice(0, 10).toUpperCase()}`;
    const post: HotlinePost = {
      webhookId,
      receiptId,
      document,
      headers,
      receivedAt: new Date(),
      attempts: 1,
      conflicting: false,
      signatureVerified: true,
    };
    byId.set(webhookId, { post, body: request.body });
    posts.add(post);
    return { status: 200, body: { receiptId } };
  }

  function verify(body: string, headers: Record<string, string>): unknown {
    try {
      return webhook.verify(body, headers);
    } catch {
      return undefined;
    }
  }

  const server = await startLoopbackServer({
    parse: (request) => request,
    answer,
    faultBody: (status) => ({ error: status === 429 ? 'slow_down' : 'unavailable' }),
  });

  return {
    url: `${server.url}/tips`,
    posts: posts.entries,
    get refused() {
      return refused;
    },
    subscribe: (listener) => posts.subscribe(listener),
    ...server.controls,
    stop: () => server.stop(),
  };
}

function textHeaders(request: LoopbackRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
