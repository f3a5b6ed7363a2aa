/** How Twilio calls the program: signed, by POST with a form or by GET with a query. https://www.twilio.com/docs/usage/security */

import { createHmac, randomBytes } from 'node:crypto';
import {
  toLocalAddress,
  type WebhookAnswer,
  type WebhookPoster,
  type WebhookTarget,
} from './webhook-post.js';

export interface SignedRequests {
  /** The address as the program gave it; it is sent to where the program listens. */
  send(url: string, fields: Record<string, string>, method?: string): Promise<WebhookAnswer>;
  target: WebhookTarget;
}

export function createSignedRequests(
  authToken: string,
  poster: WebhookPoster,
  target: WebhookTarget,
): SignedRequests {
  return {
    target,
    send(url, fields, method = 'POST') {
      const query = new URLSearchParams(fields).toString();
      const asked = method === 'GET' ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url;
      const headers = {
        'User-Agent': 'TwilioProxy/1.1',
        'I-Twilio-Idempotency-Token': randomBytes(16).toString('hex'),
        'X-Twilio-Signature': signTwilioRequest(authToken, asked, method === 'GET' ? {} : fields),
      };
      const local = toLocalAddress(asked, this.target);
      if (method === 'GET') return poster.get(local, headers);
      return poster.post(
        local,
        { ...headers, 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
        query,
      );
    },
  };
}

/** X-Twilio-Signature: https://www.twilio.com/docs/usage/security#validating-requests */
export function signTwilioRequest(authToken: string, url: string, fields: Record<string, string>): string {
  const data = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64');
}
