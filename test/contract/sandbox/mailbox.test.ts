/** The mailbox stand-in, driven by the real nodemailer. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTransport, type Transporter } from 'nodemailer';
import { startMailbox, type Mailbox } from '../../../src/sandbox/stand-ins/mailbox.js';

let mailbox: Mailbox;
let transport: Transporter;

beforeEach(async () => {
  mailbox = await startMailbox();
  transport = createTransport(`${mailbox.url}?connectionTimeout=1500&socketTimeout=1500`);
});

afterEach(async () => {
  transport.close();
  await mailbox.stop();
});

function send(subject: string) {
  return transport.sendMail({
    from: 'tips@example.org',
    to: 'hotline@example.org',
    subject,
    messageId: '<tip-1.1@sightline>',
    text: 'Motel 6, room 214\nDoña Ana',
    headers: { 'Idempotency-Key': 'tip-1.1' },
    attachments: [
      { filename: 'tip.json', content: '{"reference":"MO-7K3QF-2X"}', contentType: 'application/json' },
    ],
  });
}

test('a mail is kept readable, with its attachment and headers', async () => {
  const heard: string[] = [];
  mailbox.subscribe(({ subject }) => heard.push(subject));
  await send('Tip MO-7K3QF-2X');
  expect(heard).toEqual(['Tip MO-7K3QF-2X']);
  const [mail] = mailbox.mails;
  expect(mail).toMatchObject({
    messageId: '<tip-1.1@sightline>',
    from: 'tips@example.org',
    to: 'hotline@example.org',
    subject: 'Tip MO-7K3QF-2X',
    headers: { 'idempotency-key': 'tip-1.1' },
  });
  expect(mail?.text.trim()).toBe('Motel 6, room 214\nDoña Ana');
  expect(mail?.attachments.map(({ filename, content }) => [filename, String(content)])).toEqual([
    ['tip.json', '{"reference":"MO-7K3QF-2X"}'],
  ]);
});

test.each([
  [{ stage: 'connect', code: 421 }, 421],
  [{ stage: 'rcpt', code: 450 }, 450],
  [{ stage: 'rcpt', code: 550 }, 550],
  [{ stage: 'data', code: 451 }, 451],
  [{ stage: 'data', code: 554 }, 554],
] as const)('%j is answered once, the next mail is taken', async (fault, responseCode) => {
  mailbox.fault(fault);
  await expect(send('refused')).rejects.toMatchObject({ responseCode });
  await send('taken');
  expect(mailbox.mails.map(({ subject }) => subject)).toEqual(['taken']);
});

test('a lost answer after the mail was kept, a hung server, a server that is down', async () => {
  mailbox.fault({ stage: 'data', dropSocket: true, when: 'after' });
  await expect(send('kept')).rejects.toThrow();
  mailbox.fault({ stage: 'rcpt', hangMs: 5000, dropSocket: true });
  await expect(send('hung')).rejects.toThrow();
  await mailbox.goDown();
  await expect(send('down')).rejects.toMatchObject({ code: 'ESOCKET' });
  await mailbox.comeBack();
  await send('back');
  expect(mailbox.mails.map(({ subject }) => subject)).toEqual(['kept', 'back']);
});
