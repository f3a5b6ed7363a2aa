/** The signed webhook on real HTTP, with faults. */

import { describe, expect, it } from '@jest/globals';
import { createAcknowledgeDelivery } from '../../../src/handoff/acknowledge-delivery.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { expectNoPlantedWord, failureOf, HANG_MS, type WrittenTip } from '../../support/handoff-servers.js';
import { hotelReport, PLANTED } from '../../support/tips.js';

const bench = new HandOffBench();

describe('webhook', () => {
  it('hands a tip over once, signed, with its receipt, and then does nothing', async () => {
    const written = await bench.world.writeRevision();
    const deliveryId = await bench.findDelivery(written, 'webhook');
    await bench.handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 });
    await bench.handOffTip({ deliveryId }, { attempt: 2, maxAttempts: 40 });

    const [post] = bench.postsOf(written);
    expect(bench.postsOf(written)).toHaveLength(1);
    expect(post).toMatchObject({ attempts: 1, signatureVerified: true });
    expect(post?.headers['idempotency-key']).toBe(`${written.tip.id}.1`);
    expect(post?.document).toMatchObject({ type: 'tip.revised', data: written.tip });
    expect(await bench.readRow(deliveryId)).toMatchObject({
      ...{ state: 'handed_over', attempts: 1, receipt: post?.receiptId, acknowledged_at: null, alerts: [] },
    });
    expect(await bench.world.events(written.tip.id)).toEqual([
      'revision: r1 submitted',
      'handed_over: webhook r1',
    ]);
  });

  it('survives 500, a lost answer, a hung socket and a cut one with one idempotency key and one body', async () => {
    bench.hotline.fault({ status: 500, times: 3 });
    bench.hotline.fault({ status: 502, when: 'after' });
    bench.hotline.fault({ hangMs: HANG_MS });
    bench.hotline.fault({ dropSocket: true });
    const written = await bench.world.writeRevision();
    const deliveryId = await bench.findDelivery(written, 'webhook');
    const { attempts, failures } = await bench.runUntilDone(deliveryId);

    expect(attempts).toBe(7);
    expect(failures.map((failure) => (failure as { providerCode?: string }).providerCode)).toEqual([
      ...['500', '500', '500', '502', 'timeout', 'connection'],
    ]);
    expectNoPlantedWord(...failures);
    expect(bench.postsOf(written)).toHaveLength(1);
    expect(bench.postsOf(written)[0]).toMatchObject({ conflicting: false });
    expect(await bench.readRow(deliveryId)).toMatchObject({
      state: 'handed_over',
      attempts: 7,
      last_error_code: null,
    });
  });

  it('waits as long as it is asked to', async () => {
    const { deliveryIds } = await bench.world.writeRevision({ routes: ['webhook'] });
    const deliveryId = deliveryIds[0] ?? '';
    bench.hotline.fault({ status: 429, retryAfterSeconds: 17 });
    expect(await failureOf(bench.handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 }))).toMatchObject({
      ...{ code: 'DELIVERY_UNAVAILABLE', retryable: true, retryAfterMs: 17_000 },
    });
    bench.hotline.fault({ status: 503, retryAfterSeconds: 99_999 });
    expect(await failureOf(bench.handOffTip({ deliveryId }, { attempt: 2, maxAttempts: 40 }))).toMatchObject({
      retryAfterMs: 3_600_000,
    });
  });

  it.each([401, 404, 301])('%d: tells the operators at once, once, and goes on trying', async (status) => {
    const { deliveryIds, tip } = await bench.world.writeRevision({ routes: ['webhook'] });
    const deliveryId = deliveryIds[0] ?? '';
    bench.hotline.fault({ status, times: 3 });
    const { attempts, failures } = await bench.runUntilDone(deliveryId);
    expect(attempts).toBe(4);
    expect(failures[0]).toMatchObject({ code: 'DELIVERY_REFUSED', retryable: true });
    const alerts = await bench.world.jobs('alertOperators');
    expect(alerts.map(({ payload }) => payload)).toEqual([
      {
        code: 'DELIVERY_REFUSED',
        detail: `webhook r1, attempt 1: DELIVERY_REFUSED ${status} (delivery ${deliveryId})`,
        tipId: tip.id,
      },
    ]);
  });

  it('is never silently late: one alert, sooner in danger', async () => {
    const calm = await bench.world.writeRevision({ routes: ['webhook'] });
    const danger = await bench.world.writeRevision({
      report: { ...hotelReport(), urgency: 'immediate_danger' },
      routes: ['webhook'],
    });
    bench.hotline.fault({ status: 500, times: 8 });
    const attempt = async (written: WrittenTip): Promise<void> => {
      await failureOf(
        bench.handOffTip({ deliveryId: written.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }),
      );
    };
    const late = async (): Promise<unknown[]> =>
      (await bench.world.jobs('alertOperators')).map(({ payload }) => [payload.code, payload.tipId]);
    await attempt(calm);
    await attempt(danger);
    expect(await late()).toEqual([]);
    bench.world.pass(61_000);
    await attempt(calm);
    await attempt(danger);
    expect(await late()).toEqual([['DELIVERY_LATE', danger.tip.id]]);
    bench.world.pass(240_000);
    await attempt(calm);
    await attempt(calm);
    await attempt(danger);
    expect(await late()).toEqual([
      ['DELIVERY_LATE', danger.tip.id],
      ['DELIVERY_LATE', calm.tip.id],
    ]);
  });

  it('tells of a tip that was handed over late on the first attempt', async () => {
    const { deliveryIds } = await bench.world.writeRevision({ routes: ['webhook'] });
    bench.world.pass(600_000);
    await bench.handOffTip({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await bench.world.jobs('alertOperators')).toMatchObject([{ payload: { code: 'DELIVERY_LATE' } }]);
  });

  it('fails for good with an alert in the same transaction', async () => {
    const { deliveryIds, tip } = await bench.world.writeRevision({ routes: ['webhook'] });
    const deliveryId = deliveryIds[0] ?? '';
    bench.hotline.fault({ status: 500, times: 3 });
    await bench.runUntilDone(deliveryId, 3);
    expect(await bench.readRow(deliveryId)).toMatchObject({
      state: 'failed',
      last_error_code: 'DELIVERY_UNAVAILABLE 500',
    });
    expect((await bench.world.jobs('alertOperators')).map(({ payload }) => payload.code)).toEqual([
      'DELIVERY_FAILED',
    ]);
    expect(await bench.world.events(tip.id)).toContain(
      'delivery_failed: webhook r1 DELIVERY_UNAVAILABLE 500',
    );
    await bench.handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 3 });
    expect(bench.hotline.posts.some(({ webhookId }) => webhookId === `${tip.id}.1`)).toBe(false);
  });

  it('takes an acknowledgement in the answer, or by a later call-back, once', async () => {
    const acknowledge = createAcknowledgeDelivery(bench.world);
    bench.hotline.fault({ status: 200, body: { acknowledged: true, receiptId: 'R-1' } });
    const inAnswer = await bench.world.writeRevision({ routes: ['webhook'] });
    await bench.handOffTip({ deliveryId: inAnswer.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await bench.readRow(inAnswer.deliveryIds[0] ?? '')).toMatchObject({
      state: 'acknowledged',
      receipt: 'R-1',
    });

    const later = await bench.world.writeRevision({ routes: ['webhook'] });
    const idempotencyKey = `${later.tip.id}.1`;
    await bench.handOffTip({ deliveryId: later.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await acknowledge({ idempotencyKey, receipt: 'CASE-77' })).toBe('acknowledged');
    expect(await acknowledge({ idempotencyKey, receipt: 'CASE-78' })).toBe('already');
    expect(await acknowledge({ idempotencyKey: 'nobody.1' })).toBe('unknown');
    expect(await bench.readRow(later.deliveryIds[0] ?? '')).toMatchObject({
      state: 'acknowledged',
      receipt: 'CASE-77',
    });
    expect(await bench.world.events(later.tip.id)).toEqual([
      ...['revision: r1 submitted', 'handed_over: webhook r1', 'acknowledged: webhook r1'],
    ]);
  });

  it('does not lose an acknowledgement that overtakes the answer', async () => {
    const { deliveryIds, tip } = await bench.world.writeRevision({ routes: ['webhook'] });
    await createAcknowledgeDelivery(bench.world)({ idempotencyKey: `${tip.id}.1`, receipt: 'CASE-1' });
    await bench.handOffTip({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await bench.readRow(deliveryIds[0] ?? '')).toMatchObject({
      state: 'acknowledged',
      receipt: 'CASE-1',
    });
  });

  it.each([
    ['words', { receiptId: `call ${PLANTED[2]} please` }],
    ['an object', { receiptId: { a: 1 } }],
    ['no JSON', 'Thanks!'],
    ['too long', { receiptId: 'x'.repeat(500) }],
    ['an endless answer', { receiptId: 'R-1', filler: 'x'.repeat(200_000) }],
  ])('keeps no receipt that is %s', async (_, body) => {
    bench.hotline.fault({ status: 200, body });
    const { deliveryIds } = await bench.world.writeRevision({ routes: ['webhook'] });
    await bench.handOffTip({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await bench.readRow(deliveryIds[0] ?? '')).toMatchObject({ state: 'handed_over', receipt: null });
  });
});
