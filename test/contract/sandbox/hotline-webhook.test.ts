/** The hotline's webhook stand-in, called with signatures of the Standard Webhooks library. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { startHotlineWebhook, type HotlineWebhook } from '../../../src/sandbox/stand-ins/hotline-webhook.js';

const SECRET = `whsec_${Buffer.from('a secret of 24 bytes here').toString('base64')}`;
let hotline: HotlineWebhook;

beforeEach(async () => {
  hotline = await startHotlineWebhook({ secret: SECRET });
});

afterEach(() => hotline.stop());

async function post(id: string, document: unknown, options: { secret?: string; at?: Date } = {}) {
  const body = JSON.stringify(document);
  const at = options.at ?? new Date();
  const response = await fetch(hotline.url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(options.secret ?? SECRET).sign(id, at, body),
    },
    body,
  });
  return { status: response.status, answer: (await response.json()) as { receiptId?: string } };
}

test('a signed tip gets a receipt; the same id again gets the same receipt and is one tip', async () => {
  const first = await post('tip-1.1', { reference: 'MO-7K3QF-2X' });
  const again = await post('tip-1.1', { reference: 'MO-7K3QF-2X' });
  expect(first).toMatchObject({ status: 200, answer: { receiptId: expect.stringMatching(/^HL-/) } });
  expect(again).toEqual(first);
  expect(hotline.posts).toMatchObject([
    { webhookId: 'tip-1.1', document: { reference: 'MO-7K3QF-2X' }, attempts: 2, conflicting: false },
  ]);
});

test('the same id with another document is marked', async () => {
  await post('tip-1.1', { revision: 1 });
  await post('tip-1.1', { revision: 2 });
  expect(hotline.posts).toMatchObject([{ conflicting: true, document: { revision: 1 } }]);
});

test('a wrong, missing or old signature is refused and kept out', async () => {
  const otherSecret = `whsec_${Buffer.from('another secret, same size').toString('base64')}`;
  expect((await post('a', {}, { secret: otherSecret })).status).toBe(401);
  expect((await post('b', {}, { at: new Date(Date.now() - 6 * 60_000) })).status).toBe(401);
  expect((await fetch(hotline.url, { method: 'POST', body: '{}' })).status).toBe(401);
  expect([hotline.posts.length, hotline.refused]).toEqual([0, 3]);
});

test('failing for a while, then well again', async () => {
  hotline.fault({ status: 500, forMs: 60_000 });
  expect((await post('a', {})).status).toBe(500);
  expect((await post('a', {})).status).toBe(500);
  const now = Date.now;
  Date.now = () => now() + 60_000;
  expect((await post('a', {})).status).toBe(200);
  Date.now = now;
  hotline.fault({ dropSocket: true, when: 'after' });
  await expect(post('b', {})).rejects.toThrow();
  expect(hotline.posts.map(({ webhookId }) => webhookId)).toEqual(['a', 'b']);
});
