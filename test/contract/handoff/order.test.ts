/** The order of routes: what leaves when, what takes the place of what, and what is told. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { createHandOff, type HandOffTip } from '../../../src/handoff/hand-off-tip.js';
import { type CheckRoutes, createCheckRoutes } from '../../../src/handoff/next-route.js';
import { createRouteGate } from '../../../src/handoff/route-gate.js';
import { type HotlinePlan } from '../../../src/tip/hotline-plan.js';
import { loadHotlinePlan } from '../../../src/tip/hotline-plan-loader.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { type WrittenTip } from '../../support/handoff-servers.js';
import { hotelReport, withFields } from '../../support/tips.js';

const bench = new HandOffBench();
let plan: HotlinePlan;
let checkRoutes: CheckRoutes;
let handOffTip: HandOffTip;

beforeEach(async () => {
  plan = await loadHotlinePlan('config');
  const { world, routes } = bench;
  checkRoutes = createCheckRoutes({ ...world, plan, configured: ['webhook', 'email', 'desk'] });
  handOffTip = createHandOff({ ...world, routes, gate: createRouteGate({ ...world, plan }) });
});

async function states({ tip }: WrittenTip): Promise<string[]> {
  const { rows } = await bench.world.store.pool.query<{ is: string }>(
    `select route || ' r' || revision || ' ' || state as is from deliveries where tip_id = $1 order by revision, route`,
    [tip.id],
  );
  return rows.map(({ is }) => is);
}
async function evidence(deliveryId: string): Promise<string[]> {
  const { rows } = await bench.world.store.pool.query<{ is: string }>(
    `select state || coalesce(': ' || evidence, '') as is from delivery_events where delivery_id = $1 order by id`,
    [deliveryId],
  );
  return rows.map(({ is }) => is);
}
const alerts = async (): Promise<unknown[]> =>
  (await bench.world.jobs('alertOperators')).map(({ payload }) => payload.code);
const look = ({ tip }: WrittenTip) => checkRoutes({ tipId: tip.id, revision: tip.revision });
const attempt = (deliveryId: string, count = 1) =>
  handOffTip({ deliveryId }, { attempt: count, maxAttempts: 40 }).catch(() => undefined);

describe('the next step', () => {
  it('waits for the deadline, then is the desk, and the operators are told', async () => {
    const written = await bench.world.writeRevision();
    await look(written);
    expect(await states(written)).toEqual(['email r1 queued', 'webhook r1 queued']);
    bench.world.pass(5 * 60_000);
    await look(written);
    expect(await states(written)).toContain('desk r1 queued');
    await look(written);
    expect(await alerts()).toEqual(['NEXT_ROUTE']);
    expect(await bench.world.jobs('showDeskTask')).toHaveLength(1);
  });

  it('does not come when one route has it', async () => {
    const written = await bench.world.writeRevision();
    await attempt(await bench.findDelivery(written, 'email'));
    bench.world.pass(5 * 60_000);
    await look(written);
    expect(await states(written)).toEqual(['email r1 handed_over', 'webhook r1 queued']);
    expect(await alerts()).toEqual([]);
  });

  it('comes at once when all failed for good', async () => {
    const written = await bench.world.writeRevision({ routes: ['webhook'] });
    bench.hotline.fault({ status: 401, times: 1 });
    await handOffTip({ deliveryId: written.deliveryIds[0] ?? '' }, { attempt: 40, maxAttempts: 40 }).catch(
      () => undefined,
    );
    expect(await bench.world.jobs('routeDeadline')).toHaveLength(1);
    await look(written);
    expect(await states(written)).toEqual(['email r1 queued', 'webhook r1 failed']);
  });

  it('is nobody when none is left: told once', async () => {
    checkRoutes = createCheckRoutes({ ...bench.world, plan, configured: ['webhook'] });
    const written = await bench.world.writeRevision({ routes: ['webhook'] });
    bench.world.pass(5 * 60_000);
    await look(written);
    await look(written);
    expect(await alerts()).toEqual(['NO_ROUTE_LEFT']);
  });

  it('is not for a tip that was withdrawn', async () => {
    const written = await bench.world.writeRevision();
    const withdrawn = await bench.world.writeRevision({ of: written, tip: { status: 'withdrawn' } });
    bench.world.pass(5 * 60_000);
    await look(written);
    await look(withdrawn);
    expect((await states(withdrawn)).filter((state) => state.startsWith('desk'))).toEqual([]);
  });
});

describe('a newer revision', () => {
  it('takes the place of what has not left, and says what changed since what did', async () => {
    const first = await bench.world.writeRevision();
    await attempt(await bench.findDelivery(first, 'email'));
    const black = withFields(hotelReport(), { vehicle: 'black altima' });
    const second = await bench.world.writeRevision({ of: first, report: black });
    const third = await bench.world.writeRevision({ of: second, report: withFields(black, { victims: 3 }) });
    expect(await states(first)).toEqual([
      ...['email r1 handed_over', 'webhook r1 withdrawn'],
      ...['email r2 withdrawn', 'webhook r2 withdrawn'],
      ...['email r3 queued', 'webhook r3 queued'],
    ]);
    for (const written of [first, second, third])
      for (const deliveryId of written.deliveryIds) await attempt(deliveryId);
    expect(bench.postsOf(first)).toHaveLength(0);
    expect(bench.postsOf(third)).toHaveLength(1);
    expect(bench.mailsOf(second)).toHaveLength(0);
    expect(bench.mailsOf(third)[0]?.text).toContain('changed: people, vehicle)');
  });

  it('goes to whoever had an earlier one', async () => {
    const first = await bench.world.writeRevision({ routes: ['email'] });
    await attempt(first.deliveryIds[0] ?? '');
    const { store } = bench.world;
    const second = await bench.world.writeRevision({ of: first, routes: ['webhook'] });
    expect(await states(second)).toEqual(['email r1 handed_over', 'webhook r2 queued']);
    await store.pool.query(`update deliveries set route = 'email' where route = 'webhook'`);
    const third = await bench.world.writeRevision({ of: second, routes: ['email', 'webhook'] });
    expect(third.deliveryIds).toHaveLength(2);
  });
});

describe('a route that fails in a row', () => {
  it('rests for all; what waits uses up no attempt; then one tries, and all goes out', async () => {
    const tips: WrittenTip[] = [];
    for (let index = 0; index < 7; index++)
      tips.push(await bench.world.writeRevision({ routes: ['webhook'] }));
    const ids = tips.map(({ deliveryIds }) => deliveryIds[0] ?? '');
    bench.hotline.fault({ status: 503, times: 5 });
    for (const id of ids) await attempt(id);
    expect(
      bench.hotline.posts.filter(({ webhookId }) => tips.some(({ tip }) => webhookId === `${tip.id}.1`)),
    ).toEqual([]);
    expect(await bench.readRow(ids[6] ?? '')).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await alerts()).toEqual(['ROUTE_RESTS']);
    // The next route's turn comes at once for what is put off.
    expect(await bench.world.jobs('routeDeadline')).toHaveLength(2);
    const last = tips.at(-1);
    if (last !== undefined) await look(last);
    expect(last && (await states(last))).toEqual(['email r1 queued', 'webhook r1 queued']);

    bench.world.pass(10_000);
    for (const id of ids) await attempt(id);
    expect(await alerts()).toEqual(['ROUTE_RESTS', 'NEXT_ROUTE', 'ROUTE_WORKS_AGAIN']);
    for (const written of tips) expect(bench.postsOf(written)).toHaveLength(1);
  });
});

describe('evidence', () => {
  it('keeps every state with what proves it, and nothing can change it', async () => {
    const written = await bench.world.writeRevision({ routes: ['webhook'] });
    const deliveryId = written.deliveryIds[0] ?? '';
    bench.hotline.fault({ status: 503, times: 1 });
    await attempt(deliveryId);
    await attempt(deliveryId, 2);
    expect(await evidence(deliveryId)).toEqual([
      'queued',
      'attempting: attempt 1',
      'attempting: DELIVERY_UNAVAILABLE 503',
      'attempting: attempt 2',
      expect.stringMatching(/^handed_over: HL-/),
    ]);
    await expect(bench.world.store.pool.query(`update delivery_events set evidence = 'x'`)).rejects.toThrow(
      'rows of delivery_events are only added',
    );
  });

  it('a receipt acknowledges where the plan says so', async () => {
    const byReceipt = createHandOff({
      ...bench.world,
      routes: bench.routes,
      receiptAcknowledges: ['webhook'],
    });
    const written = await bench.world.writeRevision();
    for (const deliveryId of written.deliveryIds)
      await byReceipt({ deliveryId }, { attempt: 1, maxAttempts: 40 });
    expect(await states(written)).toEqual(['email r1 handed_over', 'webhook r1 acknowledged']);
  });
});
