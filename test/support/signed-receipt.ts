/** A call-back as the hotline posts it, signed by the official package. */

import { Webhook } from 'standardwebhooks';

export interface SignedReceipt {
  secret: string;
  body: unknown;
  id?: string;
  at?: Date;
  /** Instead of what was signed. */
  headers?: Record<string, string>;
  sent?: string;
}

export function postReceipt(base: string, receipt: SignedReceipt): Promise<Response> {
  const { id = 'call-back-1', at = new Date() } = receipt;
  const body = typeof receipt.body === 'string' ? receipt.body : JSON.stringify(receipt.body);
  return fetch(`${base}/hotline/receipts`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(receipt.secret).sign(id, at, body),
      ...receipt.headers,
    },
    body: receipt.sent ?? body,
  });
}
