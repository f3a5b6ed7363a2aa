/** E-mail through a real SMTP server, with faults. */

import { describe, expect, it } from '@jest/globals';
import { createEmailRoute } from '../../../src/handoff/email.js';
import { createHandOff } from '../../../src/handoff/hand-off-tip.js';
import { startMailbox } from '../../../src/sandbox/stand-ins/mailbox.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { expectNoPlantedWord, failureOf, HANG_MS } from '../../support/handoff-servers.js';
import { hotelReport, withFields } from '../../support/tips.js';

const bench = new HandOffBench();

describe('e-mail', () => {
  it('mails text and JSON; revisions form one thread; the subject holds codes only', async () => {
    const first = await bench.world.writeRevision();
    await bench.runUntilDone(await bench.findDelivery(first, 'email'));
    const report = withFields(hotelReport(), { vehicle: 'black altima' });
    const second = await bench.world.writeRevision({ of: first, report });
    await bench.runUntilDone(await bench.findDelivery(second, 'email'));

    const [mail] = bench.mailsOf(second);
    expect(mail).toMatchObject({ to: 'intake@hotline.example' });
    expect(mail?.subject).toBe(`Happening now | ${first.tip.reference} | MO | revision 2`);
    expect(mail?.headers).toMatchObject({
      ...{ references: `<${first.tip.id}.1@localhost>`, 'in-reply-to': `<${first.tip.id}.1@localhost>` },
      'x-idempotency-key': `${first.tip.id}.2`,
    });
    expect(mail?.text).toContain('REVISION 2 (replaces all earlier ones; changed: vehicle)');
    expect(JSON.parse(mail?.attachments[0]?.content.toString() ?? '')).toEqual(second.tip);
    expect(bench.mailsOf(first)[0]?.headers).not.toHaveProperty('references');
    for (const { subject } of bench.mailbox.mails) expectNoPlantedWord(subject);
  });

  it('asks to be told of failure and delay, without the mail coming back', async () => {
    const written = await bench.world.writeRevision({ routes: ['email'] });
    await bench.runUntilDone(written.deliveryIds[0] ?? '');
    expect(bench.mailsOf(written)[0]?.dsn).toEqual({
      ...{ ret: 'HDRS', envid: `${written.tip.id}.1`, notify: ['FAILURE', 'DELAY'] },
    });
  });

  it('asks nothing of a server that does not offer it', async () => {
    const plain = await startMailbox({ offersDsn: false });
    const email = createEmailRoute({
      ...{ smtpUrl: plain.url, to: 'intake@hotline.example', from: 'line@tips.example' },
    });
    const written = await bench.world.writeRevision({ routes: ['email'] });
    const deliveryId = written.deliveryIds[0] ?? '';
    await createHandOff({ ...bench.world, routes: { email } })(
      { deliveryId },
      { attempt: 1, maxAttempts: 1 },
    );
    email.close();
    await plain.stop();
    expect(plain.mails).toMatchObject([
      { envelopeFrom: 'line@tips.example', dsn: { ret: null, envid: null, notify: [] } },
    ]);
  });

  it('says what the witness agreed to; a tip that was taken back says so first', async () => {
    const first = await bench.world.writeRevision({ routes: ['email'] });
    await bench.runUntilDone(first.deliveryIds[0] ?? '');
    const withdrawn = await bench.world.writeRevision({
      ...{ of: first, tip: { status: 'withdrawn' }, routes: ['email'] },
    });
    await bench.runUntilDone(withdrawn.deliveryIds[0] ?? '');
    const [before] = bench.mailsOf(first);
    const [after] = bench.mailsOf(withdrawn);
    for (const mail of [before, after]) {
      expect(mail?.text).toMatch(/^CONSENT {4}share with state: yes; further questions: yes$/m);
      expect(JSON.parse(mail?.attachments[0]?.content.toString() ?? '')).toMatchObject({
        consent: { shareWithState: true, followUp: true },
      });
    }
    expect(before?.text).toMatch(/^CALL BACK {2}yes, /m);
    const story = first.tip.narrative[0]?.text.slice(0, 20) ?? 'no story';
    expect(before?.text).toContain(story);
    expect(after?.text).not.toContain(story);
    expect(after?.attachments[0]?.content.toString()).not.toContain(story);
    expect(JSON.parse(after?.attachments[0]?.content.toString() ?? '')).toMatchObject({
      ...{ status: 'withdrawn', narrative: [], callback: {} },
    });
    expect(before?.text.split('\n')[0]).toBe(`HAPPENING NOW | tip ${first.tip.reference}`);
    expect(after?.text.split('\n')[0]).toBe('*** WITHDRAWN by the witness ***');
    expect(after?.text).toContain('REVISION 2 (replaces all earlier ones; changed: status)');
    expect(after?.subject).toMatch(/^WITHDRAWN \| /);
  });

  it('tries again after 4xx at every stage, a hung and a cut connection', async () => {
    bench.mailbox.fault({ stage: 'connect', code: 421 });
    bench.mailbox.fault({ stage: 'rcpt', code: 450 });
    bench.mailbox.fault({ stage: 'data', code: 451 });
    bench.mailbox.fault({ stage: 'data', dropSocket: true });
    bench.mailbox.fault({ stage: 'connect', hangMs: HANG_MS });
    const written = await bench.world.writeRevision({ routes: ['email'] });
    const { failures } = await bench.runUntilDone(written.deliveryIds[0] ?? '');
    expect(failures.every((failure) => (failure as { code?: string }).code === 'DELIVERY_UNAVAILABLE')).toBe(
      true,
    );
    expect(failures.length).toBeGreaterThanOrEqual(4);
    expectNoPlantedWord(...failures);
    expect(failures.some((failure) => failure.message.includes('hotline.example'))).toBe(false);
    expect(bench.mailsOf(written)).toHaveLength(1);
    expect(await bench.readRow(written.deliveryIds[0] ?? '')).toMatchObject({
      state: 'handed_over',
      alerts: [],
    });
  });

  it('a lost 250 repeats the mail with the same Message-ID, by which mailboxes drop the second', async () => {
    bench.mailbox.fault({ stage: 'data', when: 'after', dropSocket: true });
    const written = await bench.world.writeRevision({ routes: ['email'] });
    await bench.runUntilDone(written.deliveryIds[0] ?? '');
    expect(new Set(bench.mailsOf(written).map(({ messageId }) => messageId)).size).toBe(1);
    expect(bench.mailsOf(written).length).toBe(2);
  });

  it.each([550, 554])('%d: tells the operators at once and goes on trying', async (code) => {
    bench.mailbox.fault({ stage: 'rcpt', code });
    const { deliveryIds } = await bench.world.writeRevision({ routes: ['email'] });
    const { attempts, failures } = await bench.runUntilDone(deliveryIds[0] ?? '');
    expect(attempts).toBe(2);
    expect(failures[0]).toMatchObject({ code: 'DELIVERY_REFUSED', providerCode: String(code) });
    expect(failures[0]?.message).not.toContain('@');
    expect(await bench.world.jobs('alertOperators')).toHaveLength(1);
  });

  it('waits for a mail server that is down and comes back', async () => {
    const written = await bench.world.writeRevision({ routes: ['email'] });
    await bench.mailbox.goDown();
    const down = await failureOf(
      bench.handOffTip({ deliveryId: written.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }),
    );
    expect(down).toMatchObject({ code: 'DELIVERY_UNAVAILABLE' });
    await bench.mailbox.comeBack();
    await bench.runUntilDone(written.deliveryIds[0] ?? '');
    expect(bench.mailsOf(written)).toHaveLength(1);
  });
});

describe('transport security', () => {
  it('sends nothing in the clear to another machine, unless SMTP_URL says so', async () => {
    const written = await bench.world.writeRevision({ routes: ['email'] });
    // The same server, which has no TLS, under an address that does not look like this machine.
    const elsewhere = bench.mailbox.url.replace(/127\.0\.0\.1|localhost/, '[::ffff:127.0.0.1]');
    const send = async (smtpUrl: string): Promise<void> => {
      const email = createEmailRoute({ smtpUrl, to: 'intake@hotline.example', timeoutMs: 1000 });
      const deliveryId = written.deliveryIds[0] ?? '';
      await createHandOff({ ...bench.world, routes: { email } })(
        { deliveryId },
        { attempt: 1, maxAttempts: 40 },
      ).finally(() => {
        email.close();
      });
    };
    expect(await failureOf(send(elsewhere))).toMatchObject({ code: 'DELIVERY_REFUSED' });
    expect(bench.mailsOf(written)).toHaveLength(0);
    await send(`${elsewhere}?requireTLS=false`);
    expect(bench.mailsOf(written)).toHaveLength(1);
  });
});
