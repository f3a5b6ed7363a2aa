/** The hotline's later call-back on real HTTP: who is believed, and what a repetition changes. */

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createWebServer, type WebServer } from '../../../src/channels/web-server.js';
import { SightlineError } from '../../../src/errors.js';
import { createAcknowledgeDelivery } from '../../../src/handoff/acknowledge-delivery.js';
import { createReceiptsRouter } from '../../../src/handoff/receipts-router.js';
import { createWebhookRoute } from '../../../src/handoff/webhook.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { expectNoPlantedWord, WEBHOOK_SECRET, type WrittenTip } from '../../support/handoff-servers.js';
import { postReceipt, type SignedReceipt } from '../../support/signed-receipt.js';
import { PLANTED } from '../../support/tips.js';

const bench = new HandOffBench();
const NEW_SECRET = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;

let server: WebServer;
let base: string;
let written: WrittenTip;
let idempotencyKey: string;
let deliveryId: string;

beforeEach(async () => {
  server = createWebServer({
    routers: [
      createReceiptsRouter({
        secret: `${NEW_SECRET} ${WEBHOOK_SECRET}`,
        acknowledge: createAcknowledgeDelivery(bench.world),
        logger: bench.world.logger,
      }),
    ],
    logger: bench.world.logger,
  });
  base = `http://127.0.0.1:${await server.start({ port: 0, host: '127.0.0.1' })}`;
  written = await bench.world.writeRevision({ routes: ['webhook'] });
  idempotencyKey = `${written.tip.id}.1`;
  deliveryId = written.deliveryIds[0] ?? '';
  await bench.runUntilDone(deliveryId);
});
afterEach(async () => {
  await server.stop();
});

async function post(receipt: Partial<SignedReceipt>): Promise<{ status: number; body: unknown }> {
  const response = await postReceipt(base, { secret: WEBHOOK_SECRET, body: { idempotencyKey }, ...receipt });
  return { status: response.status, body: await response.json() };
}

describe('POST /hotline/receipts', () => {
  it('records a receipt once; replays and later ones change nothing', async () => {
    const body = { idempotencyKey, receipt: 'CASE-77' };
    expect(await post({ body })).toEqual({ status: 200, body: { status: 'acknowledged' } });
    const recorded = await bench.readRow(deliveryId);
    expect(recorded).toMatchObject({ state: 'acknowledged', receipt: 'CASE-77' });
    expect(await post({ body })).toEqual({ status: 200, body: { status: 'already' } });
    expect(await post({ id: 'another', body: { idempotencyKey, receipt: 'CASE-78' } })).toEqual({
      ...{ status: 200, body: { status: 'already' } },
    });
    expect(await bench.readRow(deliveryId)).toEqual(recorded);
    expect(await bench.world.events(written.tip.id)).toEqual([
      ...['revision: r1 submitted', 'handed_over: webhook r1', 'acknowledged: webhook r1'],
    ]);
  });

  it('takes the key under its header name, and the hotline’s own time within reason', async () => {
    const { handed_over_at: handedOverAt } = await bench.readRow(deliveryId);
    bench.world.pass(60_000);
    const acknowledgedAt = new Date((handedOverAt?.getTime() ?? 0) + 30_000).toISOString();
    const body = { 'webhook-id': idempotencyKey, receipt: 4711, acknowledgedAt };
    expect(await post({ body })).toMatchObject({ status: 200 });
    expect(await bench.readRow(deliveryId)).toMatchObject({
      ...{ receipt: '4711', acknowledged_at: new Date(acknowledgedAt) },
    });
  });

  it.each([
    ['before the hand-over', '1999-01-01T00:00:00Z'],
    ['in the future', '2999-01-01T00:00:00+02:00'],
  ])('does not believe a time %s', async (_, acknowledgedAt) => {
    const before = bench.world.now();
    await post({ body: { idempotencyKey, acknowledgedAt } });
    const row = await bench.readRow(deliveryId);
    const at = row.acknowledged_at?.getTime() ?? 0;
    expect(at).toBeGreaterThanOrEqual(row.handed_over_at?.getTime() ?? Infinity);
    expect(at).toBeLessThanOrEqual(before.getTime() + 5000);
  });

  it('accepts both secrets while one is replaced; the first signs', async () => {
    expect(await post({ secret: NEW_SECRET })).toMatchObject({ status: 200 });
    const secret = `${WEBHOOK_SECRET} ${NEW_SECRET}`;
    const route = createWebhookRoute({ url: bench.hotline.url, secret });
    const next = await bench.world.writeRevision({ routes: ['webhook'] });
    const { tip } = next;
    await route.deliver({
      ...{ idempotencyKey: `${tip.id}.1`, tip, previous: undefined, createdAt: bench.world.now() },
    });
    expect(bench.postsOf(next)).toMatchObject([{ signatureVerified: true }]);
  });

  it.each<[string, Partial<SignedReceipt>]>([
    ['another secret', { secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` }],
    ['a stale timestamp', { at: new Date(Date.now() - 6 * 60_000) }],
    ['a timestamp to come', { at: new Date(Date.now() + 6 * 60_000) }],
    ['a changed timestamp', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 60) } }],
    ['a changed id', { headers: { 'webhook-id': 'other' } }],
    ['a changed body', { sent: '{}' }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['an odd signature', { headers: { 'webhook-signature': 'v1 , v2,x v1,~' } }],
  ])('401 for %s, and nothing is recorded', async (_, receipt) => {
    expect(await post(receipt)).toEqual({ status: 401, body: { error: 'SIGNATURE_INVALID' } });
    expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'handed_over', acknowledged_at: null });
  });

  it.each([
    ['an unknown key', { idempotencyKey: '0198f3a0-1111-7000-8000-00000000dead.1' }, 404, 'NOT_FOUND'],
    ['no key', { receipt: 'CASE-1' }, 400, 'MESSAGE_INVALID'],
    ['a key that is none', { idempotencyKey: { a: 1 } }, 400, 'MESSAGE_INVALID'],
    ['a time that is none', { idempotencyKey: 'x', acknowledgedAt: 'yesterday' }, 400, 'MESSAGE_INVALID'],
    ['no JSON', 'acknowledged!', 400, 'MESSAGE_INVALID'],
    ['a large body', { idempotencyKey: 'x', filler: 'x'.repeat(20_000) }, 413, 'MESSAGE_INVALID'],
  ])('signed, but %s', async (_, body, status, error) => {
    expect(await post({ body })).toEqual({ status, body: { error } });
  });

  it('never logs what it was sent, and keeps no words as a receipt', async () => {
    const word = PLANTED[0];
    await post({ body: { idempotencyKey, receipt: `call ${word} please` } });
    await post({ body: `{"${word}` });
    await post({ body: { idempotencyKey: word } });
    await post({ id: word, secret: NEW_SECRET, headers: { 'webhook-signature': word } });
    expectNoPlantedWord(bench.world.lines);
    expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'acknowledged' });
    expect((await bench.readRow(deliveryId)).receipt).toMatch(/^HL-/);
  });

  it('says "later" while the database is away, and takes it after', async () => {
    const broken = { ...bench.world, store: { transaction: () => Promise.reject(unavailableDatabase()) } };
    const failing = createWebServer({
      routers: [
        createReceiptsRouter({
          ...{ secret: WEBHOOK_SECRET, logger: bench.world.logger },
          acknowledge: createAcknowledgeDelivery(broken),
        }),
      ],
      logger: bench.world.logger,
    });
    const port = await failing.start({ port: 0, host: '127.0.0.1' });
    const response = await postReceipt(`http://127.0.0.1:${port}`, {
      ...{ secret: WEBHOOK_SECRET, body: { idempotencyKey } },
    });
    await failing.stop();
    expect(response.status).toBe(503);
    expect(await post({})).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
  });
});

function unavailableDatabase(): Error {
  return new SightlineError('DATABASE_UNAVAILABLE', 'gone');
}
