/**
 * Posts a tip as signed JSON, by the Standard Webhooks specification
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), with an
 * Idempotency-Key so that the receiver can drop what it already has. The body is the same on every attempt.
 *
 * | answer                         | outcome                                             |
 * |--------------------------------|-----------------------------------------------------|
 * | 2xx                            | handed over; `{"acknowledged": true}` counts as such |
 * | 408, 409, 425, 429, 5xx        | DELIVERY_UNAVAILABLE, after Retry-After when given   |
 * | no answer in 10 s, no socket   | DELIVERY_UNAVAILABLE                                |
 * | 3xx (never followed), else 4xx | DELIVERY_REFUSED                                    |
 */

import { type Accepted, type HotlineRoute, type Parcel, pickReceipt, refused, unavailable } from './route.js';
import { type TipEvent } from './webhook-schema.js';
import { createWebhookSignature, type WebhookSignature } from './webhook-signature.js';

export interface WebhookRouteOptions {
  url: string;
  /** `whsec_` and base64. Of several, separated by spaces, the first one signs. */
  secret: string;
  timeoutMs?: number;
  now?: () => Date;
}

const TIMEOUT_MS = 10_000;
/** An answer is a receipt, not a document. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_RETRY_AFTER_MS = 60 * 60_000;
/** Statuses below 500 that mean "later": timeout, the first attempt is still being worked on, too early, too many. */
const LATER_STATUSES = new Set([408, 409, 425, 429]);

export function createWebhookRoute(options: WebhookRouteOptions): HotlineRoute {
  const { url, timeoutMs = TIMEOUT_MS, now = () => new Date() } = options;
  const signer = createWebhookSignature(options.secret);

  return {
    name: 'webhook',
    async deliver(parcel) {
      const body = JSON.stringify({
        type: 'tip.revised',
        timestamp: parcel.createdAt.toISOString(),
        data: parcel.tip,
      } satisfies TipEvent);
      const response = await post(url, body, signHeaders(signer, parcel, body, now()), timeoutMs);
      if (response.ok) return readAnswer(response);
      await response.body?.cancel().catch(() => undefined);
      const reason = String(response.status);
      if (response.status >= 500 || LATER_STATUSES.has(response.status))
        throw unavailable('webhook', reason, parseRetryAfter(response.headers.get('retry-after'), now()));
      throw refused('webhook', reason);
    },
    close: () => undefined,
  };
}

function signHeaders(
  signer: WebhookSignature,
  parcel: Parcel,
  body: string,
  now: Date,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Sightline',
    'idempotency-key': parcel.idempotencyKey,
    'webhook-id': parcel.idempotencyKey,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signer.sign(parcel.idempotencyKey, now, body),
  };
}

/** Nothing can have arrived. */
const UNREACHED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH']);

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  } catch (thrown) {
    const { code } = ((thrown as Error).cause ?? {}) as { code?: unknown };
    const reason = typeof code === 'string' && UNREACHED.has(code) ? code : 'connection';
    throw unavailable('webhook', signal.aborted ? 'timeout' : reason);
  }
}

/** 2xx is the hand-over, whatever the answer says; an answer that is cut off or odd only gives no receipt. */
async function readAnswer(response: Response): Promise<Accepted> {
  const answer = await readJson(response);
  return {
    receipt: pickReceipt(answer.receiptId) ?? pickReceipt(answer.id),
    acknowledged: answer.acknowledged === true,
  };
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > MAX_ANSWER_BYTES) return {};
      chunks.push(chunk);
    }
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Seconds or an HTTP date (RFC 9110, section 10.2.3), at most an hour. */
export function parseRetryAfter(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, MAX_RETRY_AFTER_MS) : undefined;
}
