/**
 * The whole program: a text becomes a tip at the hotline, which says later that a person has it; its mail is encrypted,
 * and comes back.
 */

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { startApplication } from '../../../src/application.js';
import { postfixBounce } from '../../support/bounces.js';
import { type ImapStandIn, startImapStandIn } from '../../support/imap-stand-in.js';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';
import { postReceipt } from '../../support/signed-receipt.js';

let program: Program;
let imap: ImapStandIn;
let folder: string;

beforeAll(async () => {
  imap = await startImapStandIn();
  folder = mkdtempSync(join(tmpdir(), 'sightline-pgp-'));
  const keyFile = join(folder, 'hotline.asc');
  const { publicKey } = await generateKey({ userIDs: [{ name: 'Hotline' }], format: 'armored' });
  writeFileSync(keyFile, publicKey);
  program = await startProgram({
    environment: {
      MAIL_FROM: 'line@tips.example',
      HOTLINE_PGP_KEY: keyFile,
      BOUNCE_IMAP_URL: imap.url,
    },
  });
});
afterAll(async () => {
  await program.stop();
  await imap.stop();
  rmSync(folder, { recursive: true });
});

it('the hotline acknowledges by call-back, and the tip says so', async () => {
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const post = await eventually(() => program.hotline.posts.at(-1), { what: 'the tip at the hotline' });
  const secret = program.sandbox.environment.HOTLINE_WEBHOOK_SECRET ?? '';
  const call = (): Promise<Response> =>
    postReceipt(program.url, { secret, body: { 'webhook-id': post.webhookId, receipt: 'CASE-1' } });
  expect(await (await call()).json()).toEqual({ status: 'acknowledged' });
  expect(await (await call()).json()).toEqual({ status: 'already' });
  const rows = await program.rows(
    `select state, receipt from deliveries where idempotency_key = $1 and route = 'webhook'`,
    [post.webhookId],
  );
  expect(rows).toEqual([{ state: 'acknowledged', receipt: 'CASE-1' }]);
});

it('the mail is encrypted; when it comes back the delivery has failed and the operators know', async () => {
  const mail = await eventually(() => program.mailbox.mails[0], { what: 'the mail' });
  expect(mail).toMatchObject({ envelopeFrom: 'line@tips.example', text: '' });
  expect(mail.headers['content-type']).toMatch(/^multipart\/encrypted/);
  const envid = mail.dsn.envid ?? '';
  imap.deliver(postfixBounce({ envid }));
  // The watch looks every minute; the first look was at the start, so another worker starts.
  const worker = await startApplication({ ...program.options, web: false });
  const failed = () =>
    program.rows(
      `select state from deliveries where idempotency_key = $1 and route = 'email' and state = 'failed'`,
      [envid],
    );
  await eventually(async () => (await failed()).length > 0, { what: 'the bounce' }).finally(() =>
    worker.stop(),
  );
  await eventually(() => alertsOf(program).some((text) => text.includes('DELIVERY_BOUNCED')), {
    what: 'the operators being told',
  });
});

it('publishes what it posts, with its own address', async () => {
  const response = await fetch(`${program.url}/schema/openapi.json`);
  expect(response.headers.get('content-type')).toContain('application/vnd.oai.openapi+json');
  expect(await response.json()).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: 'https://tips.example.test' }],
    webhooks: { tipRevised: {} },
    paths: { '/hotline/receipts': {} },
  });
});
