/** Mails that come back, read with the real IMAP client from a mailbox on loopback. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createBounceMailbox } from '../../../src/handoff/bounces/bounce-mailbox.js';
import { createRecordBounce } from '../../../src/handoff/bounces/record-bounce.js';
import { type BounceWatch, readOnce, startBounceWatch } from '../../../src/handoff/bounces/watch-bounces.js';
import { createAcknowledgeDelivery } from '../../../src/handoff/acknowledge-delivery.js';
import { exchangeBounce, humanReply, postfixBounce } from '../../support/bounces.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { failureOf, type WrittenTip } from '../../support/handoff-servers.js';
import { type ImapStandIn, startImapStandIn } from '../../support/imap-stand-in.js';
import { eventually } from '../../support/program.js';

const bench = new HandOffBench();
let imap: ImapStandIn;
let look: () => Promise<number>;
let written: WrittenTip;
let deliveryId: string;
let key: string;

beforeAll(async () => {
  imap = await startImapStandIn();
});
afterAll(() => imap.stop());

beforeEach(async () => {
  const mailbox = createBounceMailbox(imap.url);
  const recordBounce = createRecordBounce(bench.world);
  const { logger } = bench.world;
  look = () => readOnce({ mailbox, recordBounce, logger });
  written = await bench.world.writeRevision({ routes: ['email'] });
  deliveryId = written.deliveryIds[0] ?? '';
  key = `${written.tip.id}.1`;
  await bench.runUntilDone(deliveryId);
  expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'handed_over' });
});

const alerts = async () => (await bench.world.jobs('alertOperators')).map(({ payload }) => payload);

describe('a bounce', () => {
  it('takes the hand-over back, tells the operators, and is read once', async () => {
    const bounce = imap.deliver(postfixBounce({ envid: key, messageId: `${key}@localhost` }));
    expect(await look()).toBe(1);
    expect(bounce.flags).toContain('\\Seen');
    const row = await bench.readRow(deliveryId);
    expect(row).toMatchObject({
      ...{ state: 'failed', handed_over_at: null, last_error_code: 'DELIVERY_REFUSED 5.1.1 550' },
      alerts: ['bounced'],
    });
    expect(await alerts()).toEqual([
      {
        code: 'DELIVERY_BOUNCED',
        detail: `email r1: the hotline's mail system reported 5.1.1 550 (delivery ${deliveryId})`,
        tipId: written.tip.id,
      },
    ]);
    expect(await bench.world.events(written.tip.id)).toEqual([
      ...['revision: r1 submitted', 'handed_over: email r1', 'delivery_bounced: email r1 5.1.1 550'],
    ]);
    expect(await look()).toBe(0);
    expect(bounce.opened).toBe(1);
  });

  it.each([
    ['its Message-ID alone', () => postfixBounce({ messageId: `${key}@localhost` })],
    ['the envelope id alone', () => postfixBounce({ envid: key })],
    ['the whole mail that came back', () => exchangeBounce({ messageId: `${key}@localhost` })],
  ])('is known by %s', async (_, write) => {
    imap.deliver(write());
    expect(await look()).toBe(1);
    expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'failed' });
  });

  it('twice changes nothing, nor does it in two workers at once', async () => {
    const bounces = [1, 2, 3].map(() => imap.deliver(postfixBounce({ envid: key })));
    const other = createBounceMailbox(imap.url);
    const recordBounce = createRecordBounce(bench.world);
    await Promise.all([look(), readOnce({ mailbox: other, recordBounce, logger: bench.world.logger })]);
    const before = await bench.readRow(deliveryId);
    imap.deliver(postfixBounce({ envid: key }));
    imap.deliver(postfixBounce({ envid: key, action: 'delayed', status: '4.4.1' }));
    expect(await look()).toBe(2);
    expect(await bench.readRow(deliveryId)).toEqual(before);
    expect(await alerts()).toHaveLength(1);
    expect(bounces.every(({ flags }) => flags.has('\\Seen'))).toBe(true);
  });

  it('that only tells of a delay is told, and the mail counts as handed over', async () => {
    imap.deliver(
      postfixBounce({ envid: key, action: 'delayed', status: '4.4.1', diagnostic: 'X-Postfix; timed out' }),
    );
    expect(await look()).toBe(1);
    expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'handed_over', alerts: ['delayed'] });
    expect(await alerts()).toMatchObject([{ code: 'DELIVERY_DELAYED' }]);
    imap.deliver(postfixBounce({ envid: key }));
    await look();
    expect(await bench.readRow(deliveryId)).toMatchObject({
      state: 'failed',
      alerts: ['delayed', 'bounced'],
    });
  });

  it('does not undo what a person said', async () => {
    await createAcknowledgeDelivery(bench.world)({ idempotencyKey: key, route: 'email' });
    imap.deliver(postfixBounce({ envid: key }));
    await look();
    expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'acknowledged', alerts: ['bounced'] });
    expect((await bench.readRow(deliveryId)).handed_over_at).not.toBeNull();
  });
});

describe('the rest of the mailbox', () => {
  it('stays unread and unopened; what names no tip of ours stays unread', async () => {
    const reply = imap.deliver(humanReply(`${key}@localhost`));
    const foreign = imap.deliver(postfixBounce({ envid: 'abc', messageId: 'someone@else.example' }));
    const delivered = imap.deliver(postfixBounce({ envid: key, action: 'relayed', status: '2.0.0' }));
    const torn = imap.deliver(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x',
    );
    const bounce = imap.deliver(postfixBounce({ envid: key }));
    expect(await look()).toBe(1);
    expect(reply.opened).toBe(0);
    for (const mail of [reply, foreign, delivered, torn]) expect(mail.flags.size).toBe(0);
    expect(bounce.flags.size).toBe(1);
    expect(await look()).toBe(0);
    expect(foreign.opened).toBe(1);
  });

  it('is read from the start when the server numbers it anew', async () => {
    imap.deliver(humanReply('x@y'));
    await look();
    const bounce = imap.deliver(postfixBounce({ envid: key }));
    bounce.flags.clear();
    imap.renumber();
    expect(await look()).toBe(1);
  });
});

describe('the watch', () => {
  let watch: BounceWatch | undefined;
  afterEach(async () => {
    await watch?.stop();
    watch = undefined;
  });
  const start = (url = imap.url): void => {
    watch = startBounceWatch({
      ...bench.world,
      mailbox: createBounceMailbox(url),
      recordBounce: createRecordBounce(bench.world),
      intervalMs: 20,
    });
  };

  it('tells once that the mailbox cannot be read, and reads it when it is back', async () => {
    await imap.goDown();
    start();
    await eventually(async () => (await alerts()).length > 0, { what: 'the operators being told' });
    imap.deliver(postfixBounce({ envid: key }));
    await imap.comeBack();
    await eventually(async () => (await bench.readRow(deliveryId)).state === 'failed', {
      what: 'the bounce',
    });
    expect((await alerts()).map(({ code }) => code)).toEqual(['BOUNCES_UNREADABLE', 'DELIVERY_BOUNCED']);
  });

  it('names a refused login, and never the password', async () => {
    const url = imap.url.replace('secret', 'wrong');
    const refusal = await failureOf(createBounceMailbox(url).check());
    expect(refusal).toMatchObject({ code: 'PROVIDER_REFUSED', providerCode: 'login' });
    start(url);
    await eventually(() => bench.world.lines.some((line) => line.includes('cannot be read')));
    expect([...bench.world.lines, refusal.message].join()).not.toMatch(/wrong|secret/);
    await createBounceMailbox(imap.url).check();
  });

  it('sends no password in the clear to another machine', async () => {
    const logins = imap.logins;
    const elsewhere = imap.url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
    expect(await failureOf(createBounceMailbox(elsewhere).check())).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
    expect(imap.logins).toBe(logins);
  });

  it('stops at once, also while the server says nothing', async () => {
    start();
    const startedAt = Date.now();
    await watch?.stop();
    expect(Date.now() - startedAt).toBeLessThan(2000);
  });
});
