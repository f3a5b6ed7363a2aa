/** The whole hand-off on real parts: PostgreSQL, HTTP and SMTP on loopback, with faults. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createAcknowledgeDelivery } from '../../../src/handoff/acknowledge-delivery.js';
import { createEmailRoute } from '../../../src/handoff/email.js';
import { createHandOff, type HandOffTip } from '../../../src/handoff/hand-off-tip.js';
import { type HotlineRoute } from '../../../src/handoff/route.js';
import { createWebhookRoute } from '../../../src/handoff/webhook.js';
import { startHotlineWebhook, type HotlineWebhook } from '../../../src/sandbox/stand-ins/hotline-webhook.js';
import { startMailbox, type Mailbox } from '../../../src/sandbox/stand-ins/mailbox.js';
import { type DeliveryRoute } from '../../../src/store/schema.js';
import {
  createWorld,
  expectNoPlantedWord,
  failureOf,
  WEBHOOK_SECRET,
  type World,
  type WrittenTip,
} from '../../support/handoff-servers.js';
import { hotelReport, PLANTED, withFields } from '../../support/tips.js';

let world: World;
let hotline: HotlineWebhook;
let mailbox: Mailbox;
let routes: Record<DeliveryRoute, HotlineRoute>;
let handOffTip: HandOffTip;

beforeAll(async () => {
  hotline = await startHotlineWebhook({ secret: WEBHOOK_SECRET });
  mailbox = await startMailbox();
});

afterAll(async () => {
  await hotline.stop();
  await mailbox.stop();
});

beforeEach(async () => {
  world = await createWorld();
  hotline.clearFaults();
  mailbox.clearFaults();
  routes = {
    webhook: createWebhookRoute({ url: hotline.url, secret: WEBHOOK_SECRET, timeoutMs: 300 }),
    email: createEmailRoute({ smtpUrl: mailbox.url, to: 'intake@hotline.example', timeoutMs: 300 }),
  };
  handOffTip = createHandOff({ ...world, routes });
});

afterEach(async () => {
  for (const route of Object.values(routes)) route.close();
  expectNoPlantedWord(world.lines, await world.jobs('alertOperators'));
  await world.close();
});

interface DeliveryRow {
  state: string;
  attempts: number;
  receipt: string | null;
  last_error_code: string | null;
  handed_over_at: Date | null;
  acknowledged_at: Date | null;
  alerts: string[];
}

async function findDelivery(written: WrittenTip, route: DeliveryRoute): Promise<string> {
  const { rows } = await world.store.pool.query<{ id: string }>(
    'select id from deliveries where tip_id = $1 and revision = $2 and route = $3',
    [written.tip.id, written.tip.revision, route],
  );
  return rows[0]?.id ?? '';
}

const readRow = (deliveryId: string): Promise<DeliveryRow> =>
  world.row<DeliveryRow>('deliveries', deliveryId);

/** As the job runner does: again until it works. */
async function runUntilDone(
  deliveryId: string,
  maxAttempts = 40,
): Promise<{ attempts: number; failures: Error[] }> {
  const failures: Error[] = [];
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      await handOffTip({ deliveryId }, { attempt, maxAttempts });
      return { attempts: attempt, failures };
    } catch (thrown) {
      failures.push(thrown as Error);
    }
  }
  return { attempts: maxAttempts, failures };
}

const postsOf = (written: WrittenTip) =>
  hotline.posts.filter(({ webhookId }) => webhookId === `${written.tip.id}.${written.tip.revision}`);
const mailsOf = (written: WrittenTip) =>
  mailbox.mails.filter(({ messageId }) =>
    messageId.startsWith(`<${written.tip.id}.${written.tip.revision}@`),
  );

describe('webhook', () => {
  it('hands a tip over once, signed, with its receipt, and then does nothing', async () => {
    const written = await world.writeRevision();
    const deliveryId = await findDelivery(written, 'webhook');
    await handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 });
    await handOffTip({ deliveryId }, { attempt: 2, maxAttempts: 40 });

    const [post] = postsOf(written);
    expect(postsOf(written)).toHaveLength(1);
    expect(post).toMatchObject({ attempts: 1, signatureVerified: true });
    expect(post?.headers['idempotency-key']).toBe(`${written.tip.id}.1`);
    expect(post?.document).toMatchObject({ type: 'tip.revised', data: written.tip });
    expect(await readRow(deliveryId)).toMatchObject({
      ...{ state: 'handed_over', attempts: 1, receipt: post?.receiptId, acknowledged_at: null, alerts: [] },
    });
    expect(await world.events(written.tip.id)).toEqual(['revision: r1 submitted', 'handed_over: webhook r1']);
  });

  it('survives 500, a lost answer, a hung socket and a cut one with one idempotency key and one body', async () => {
    hotline.fault({ status: 500, times: 3 });
    hotline.fault({ status: 502, when: 'after' });
    hotline.fault({ hangMs: 600 });
    hotline.fault({ dropSocket: true });
    const written = await world.writeRevision();
    const deliveryId = await findDelivery(written, 'webhook');
    const { attempts, failures } = await runUntilDone(deliveryId);

    expect(attempts).toBe(7);
    expect(failures.map((failure) => (failure as { providerCode?: string }).providerCode)).toEqual([
      ...['500', '500', '500', '502', 'timeout', 'connection'],
    ]);
    expectNoPlantedWord(...failures);
    expect(postsOf(written)).toHaveLength(1);
    expect(postsOf(written)[0]).toMatchObject({ conflicting: false });
    expect(await readRow(deliveryId)).toMatchObject({
      state: 'handed_over',
      attempts: 7,
      last_error_code: null,
    });
  });

  it('waits as long as it is asked to', async () => {
    const { deliveryIds } = await world.writeRevision({ routes: ['webhook'] });
    const deliveryId = deliveryIds[0] ?? '';
    hotline.fault({ status: 429, retryAfterSeconds: 17 });
    expect(await failureOf(handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 }))).toMatchObject({
      ...{ code: 'DELIVERY_UNAVAILABLE', retryable: true, retryAfterMs: 17_000 },
    });
    hotline.fault({ status: 503, retryAfterSeconds: 99_999 });
    expect(await failureOf(handOffTip({ deliveryId }, { attempt: 2, maxAttempts: 40 }))).toMatchObject({
      retryAfterMs: 3_600_000,
    });
  });

  it.each([401, 404, 301])('%d: tells the operators at once, once, and goes on trying', async (status) => {
    const { deliveryIds, tip } = await world.writeRevision({ routes: ['webhook'] });
    const deliveryId = deliveryIds[0] ?? '';
    hotline.fault({ status, times: 3 });
    const { attempts, failures } = await runUntilDone(deliveryId);
    expect(attempts).toBe(4);
    expect(failures[0]).toMatchObject({ code: 'DELIVERY_REFUSED', retryable: true });
    const alerts = await world.jobs('alertOperators');
    expect(alerts.map(({ payload }) => payload)).toEqual([
      {
        code: 'DELIVERY_REFUSED',
        detail: `webhook r1, attempt 1: DELIVERY_REFUSED ${status} (delivery ${deliveryId})`,
        tipId: tip.id,
      },
    ]);
  });

  it('is never silently late: one alert, sooner in danger', async () => {
    const calm = await world.writeRevision({ routes: ['webhook'] });
    const danger = await world.writeRevision({
      report: { ...hotelReport(), urgency: 'immediate_danger' },
      routes: ['webhook'],
    });
    hotline.fault({ status: 500, times: 8 });
    const attempt = async (written: WrittenTip): Promise<void> => {
      await failureOf(
        handOffTip({ deliveryId: written.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }),
      );
    };
    const late = async (): Promise<unknown[]> =>
      (await world.jobs('alertOperators')).map(({ payload }) => [payload.code, payload.tipId]);
    await attempt(calm);
    await attempt(danger);
    expect(await late()).toEqual([]);
    world.pass(61_000);
    await attempt(calm);
    await attempt(danger);
    expect(await late()).toEqual([['DELIVERY_LATE', danger.tip.id]]);
    world.pass(240_000);
    await attempt(calm);
    await attempt(calm);
    await attempt(danger);
    expect(await late()).toEqual([
      ['DELIVERY_LATE', danger.tip.id],
      ['DELIVERY_LATE', calm.tip.id],
    ]);
  });

  it('tells of a tip that was handed over late on the first attempt', async () => {
    const { deliveryIds } = await world.writeRevision({ routes: ['webhook'] });
    world.pass(600_000);
    await handOffTip({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await world.jobs('alertOperators')).toMatchObject([{ payload: { code: 'DELIVERY_LATE' } }]);
  });

  it('fails for good with an alert in the same transaction', async () => {
    const { deliveryIds, tip } = await world.writeRevision({ routes: ['webhook'] });
    const deliveryId = deliveryIds[0] ?? '';
    hotline.fault({ status: 500, times: 3 });
    await runUntilDone(deliveryId, 3);
    expect(await readRow(deliveryId)).toMatchObject({
      state: 'failed',
      last_error_code: 'DELIVERY_UNAVAILABLE 500',
    });
    expect((await world.jobs('alertOperators')).map(({ payload }) => payload.code)).toEqual([
      'DELIVERY_FAILED',
    ]);
    expect(await world.events(tip.id)).toContain('delivery_failed: webhook r1 DELIVERY_UNAVAILABLE 500');
    await handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 3 });
    expect(hotline.posts.some(({ webhookId }) => webhookId === `${tip.id}.1`)).toBe(false);
  });

  it('takes an acknowledgement in the answer, or by a later call-back, once', async () => {
    const acknowledge = createAcknowledgeDelivery(world);
    hotline.fault({ status: 200, body: { acknowledged: true, receiptId: 'R-1' } });
    const inAnswer = await world.writeRevision({ routes: ['webhook'] });
    await handOffTip({ deliveryId: inAnswer.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await readRow(inAnswer.deliveryIds[0] ?? '')).toMatchObject({
      state: 'acknowledged',
      receipt: 'R-1',
    });

    const later = await world.writeRevision({ routes: ['webhook'] });
    const idempotencyKey = `${later.tip.id}.1`;
    await handOffTip({ deliveryId: later.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await acknowledge({ idempotencyKey, receipt: 'CASE-77' })).toBe('acknowledged');
    expect(await acknowledge({ idempotencyKey, receipt: 'CASE-78' })).toBe('already');
    expect(await acknowledge({ idempotencyKey: 'nobody.1' })).toBe('unknown');
    expect(await readRow(later.deliveryIds[0] ?? '')).toMatchObject({
      state: 'acknowledged',
      receipt: 'CASE-77',
    });
    expect(await world.events(later.tip.id)).toEqual([
      ...['revision: r1 submitted', 'handed_over: webhook r1', 'acknowledged: webhook r1'],
    ]);
  });

  it('does not lose an acknowledgement that overtakes the answer', async () => {
    const { deliveryIds, tip } = await world.writeRevision({ routes: ['webhook'] });
    await createAcknowledgeDelivery(world)({ idempotencyKey: `${tip.id}.1`, receipt: 'CASE-1' });
    await handOffTip({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await readRow(deliveryIds[0] ?? '')).toMatchObject({ state: 'acknowledged', receipt: 'CASE-1' });
  });

  it.each([
    ['words', { receiptId: `call ${PLANTED[2]} please` }],
    ['an object', { receiptId: { a: 1 } }],
    ['no JSON', 'Thanks!'],
    ['too long', { receiptId: 'x'.repeat(500) }],
    ['an endless answer', { receiptId: 'R-1', filler: 'x'.repeat(200_000) }],
  ])('keeps no receipt that is %s', async (_, body) => {
    hotline.fault({ status: 200, body });
    const { deliveryIds } = await world.writeRevision({ routes: ['webhook'] });
    await handOffTip({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
    expect(await readRow(deliveryIds[0] ?? '')).toMatchObject({ state: 'handed_over', receipt: null });
  });
});

describe('e-mail', () => {
  it('mails text and JSON; revisions form one thread; the subject holds codes only', async () => {
    const first = await world.writeRevision();
    const report = withFields(hotelReport(), { vehicle: 'black altima' });
    const second = await world.writeRevision({ of: first, report });
    for (const written of [first, second]) await runUntilDone(await findDelivery(written, 'email'));

    const [mail] = mailsOf(second);
    expect(mail).toMatchObject({ to: 'intake@hotline.example' });
    expect(mail?.subject).toBe(`Happening now | ${first.tip.reference} | MO | revision 2`);
    expect(mail?.headers).toMatchObject({
      ...{ references: `<${first.tip.id}.1@localhost>`, 'in-reply-to': `<${first.tip.id}.1@localhost>` },
      'x-idempotency-key': `${first.tip.id}.2`,
    });
    expect(mail?.text).toContain('REVISION 2 (replaces all earlier ones; changed: vehicle)');
    expect(JSON.parse(mail?.attachments[0]?.content.toString() ?? '')).toEqual(second.tip);
    expect(mailsOf(first)[0]?.headers).not.toHaveProperty('references');
    for (const { subject } of mailbox.mails) expectNoPlantedWord(subject);
  });

  it('tries again after 4xx at every stage, a hung and a cut connection', async () => {
    mailbox.fault({ stage: 'connect', code: 421 });
    mailbox.fault({ stage: 'rcpt', code: 450 });
    mailbox.fault({ stage: 'data', code: 451 });
    mailbox.fault({ stage: 'data', dropSocket: true });
    mailbox.fault({ stage: 'connect', hangMs: 800 });
    const written = await world.writeRevision({ routes: ['email'] });
    const { failures } = await runUntilDone(written.deliveryIds[0] ?? '');
    expect(failures.every((failure) => (failure as { code?: string }).code === 'DELIVERY_UNAVAILABLE')).toBe(
      true,
    );
    expect(failures.length).toBeGreaterThanOrEqual(4);
    expectNoPlantedWord(...failures);
    expect(failures.some((failure) => failure.message.includes('hotline.example'))).toBe(false);
    expect(mailsOf(written)).toHaveLength(1);
    expect(await readRow(written.deliveryIds[0] ?? '')).toMatchObject({ state: 'handed_over', alerts: [] });
  });

  it('a lost 250 repeats the mail with the same Message-ID, by which mailboxes drop the second', async () => {
    mailbox.fault({ stage: 'data', when: 'after', dropSocket: true });
    const written = await world.writeRevision({ routes: ['email'] });
    await runUntilDone(written.deliveryIds[0] ?? '');
    expect(new Set(mailsOf(written).map(({ messageId }) => messageId)).size).toBe(1);
    expect(mailsOf(written).length).toBe(2);
  });

  it.each([550, 554])('%d: tells the operators at once and goes on trying', async (code) => {
    mailbox.fault({ stage: 'rcpt', code });
    const { deliveryIds } = await world.writeRevision({ routes: ['email'] });
    const { attempts, failures } = await runUntilDone(deliveryIds[0] ?? '');
    expect(attempts).toBe(2);
    expect(failures[0]).toMatchObject({ code: 'DELIVERY_REFUSED', providerCode: String(code) });
    expect(failures[0]?.message).not.toContain('@');
    expect(await world.jobs('alertOperators')).toHaveLength(1);
  });

  it('waits for a mail server that is down and comes back', async () => {
    const written = await world.writeRevision({ routes: ['email'] });
    await mailbox.goDown();
    const down = await failureOf(
      handOffTip({ deliveryId: written.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }),
    );
    expect(down).toMatchObject({ code: 'DELIVERY_UNAVAILABLE' });
    await mailbox.comeBack();
    await runUntilDone(written.deliveryIds[0] ?? '');
    expect(mailsOf(written)).toHaveLength(1);
  });
});

describe('every route', () => {
  it('one that is no longer configured tells the operators', async () => {
    const { deliveryIds } = await world.writeRevision({ routes: ['email'] });
    const withoutEmail = createHandOff({ ...world, routes: { webhook: routes.webhook } });
    await failureOf(withoutEmail({ deliveryId: deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }));
    expect(await world.jobs('alertOperators')).toMatchObject([{ payload: { code: 'DELIVERY_REFUSED' } }]);
  });

  it('a document that does not open is final, and told', async () => {
    const { deliveryIds, tip } = await world.writeRevision({ routes: ['webhook'] });
    await world.store.pool.query(`update tip_revisions set document_sealed = '\\x01' where tip_id = $1`, [
      tip.id,
    ]);
    const deliveryId = deliveryIds[0] ?? '';
    await failureOf(handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 }));
    expect(await readRow(deliveryId)).toMatchObject({
      state: 'failed',
      last_error_code: 'DECRYPTION_FAILED',
    });
    expect(await world.jobs('alertOperators')).toMatchObject([{ payload: { code: 'DELIVERY_FAILED' } }]);
  });

  it('an unknown delivery is a fault', async () => {
    const deliveryId = '0198f3a0-1111-7000-8000-00000000dead';
    await expect(handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 })).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });

  it('withdrawn before anything left: nothing leaves', async () => {
    const first = await world.writeRevision();
    const withdrawn = await world.writeRevision({ of: first, tip: { status: 'withdrawn' } });
    for (const deliveryId of [...first.deliveryIds, ...withdrawn.deliveryIds]) {
      await handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 });
      expect(await readRow(deliveryId)).toMatchObject({ state: 'withdrawn', handed_over_at: null });
    }
    expect(hotline.posts.filter(({ webhookId }) => webhookId.startsWith(first.tip.id))).toEqual([]);
  });

  it('withdrawn after it left: the hotline is told', async () => {
    const first = await world.writeRevision({ routes: ['webhook'] });
    await runUntilDone(first.deliveryIds[0] ?? '');
    const withdrawn = await world.writeRevision({
      of: first,
      tip: { status: 'withdrawn' },
      routes: ['webhook'],
    });
    await runUntilDone(withdrawn.deliveryIds[0] ?? '');
    expect(postsOf(withdrawn)[0]?.document).toMatchObject({ data: { status: 'withdrawn' } });
  });
});

describe('transport security', () => {
  it('sends nothing in the clear to another machine, unless SMTP_URL says so', async () => {
    const written = await world.writeRevision({ routes: ['email'] });
    // The same server, which has no TLS, under an address that does not look like this machine.
    const elsewhere = mailbox.url.replace(/127\.0\.0\.1|localhost/, '[::ffff:127.0.0.1]');
    const send = async (smtpUrl: string): Promise<void> => {
      const email = createEmailRoute({ smtpUrl, to: 'intake@hotline.example', timeoutMs: 1000 });
      const deliveryId = written.deliveryIds[0] ?? '';
      await createHandOff({ ...world, routes: { email } })(
        { deliveryId },
        { attempt: 1, maxAttempts: 40 },
      ).finally(() => {
        email.close();
      });
    };
    expect(await failureOf(send(elsewhere))).toMatchObject({ code: 'DELIVERY_REFUSED' });
    expect(mailsOf(written)).toHaveLength(0);
    await send(`${elsewhere}?requireTLS=false`);
    expect(mailsOf(written)).toHaveLength(1);
  });
});
