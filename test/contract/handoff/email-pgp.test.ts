/** Mails encrypted to the hotline (PGP/MIME), through a real SMTP server and opened with a key made here. */

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { decrypt, generateKey, type PrivateKey, readMessage, readPrivateKey } from 'openpgp';
import { checkPgpKey } from '../../../src/handoff/check-pgp-key.js';
import { createEmailRoute } from '../../../src/handoff/email.js';
import { createHandOff, type HandOffTip } from '../../../src/handoff/hand-off-tip.js';
import { type HotlineRoute } from '../../../src/handoff/route.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { expectNoPlantedWord, failureOf, type WrittenTip } from '../../support/handoff-servers.js';
import { hotelReport, PLANTED, withFields } from '../../support/tips.js';

const DAY_SECONDS = 24 * 60 * 60;
const bench = new HandOffBench();

let folder: string;
let file: string;
let email: HotlineRoute;
let handOffTip: HandOffTip;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-pgp-'));
  file = join(folder, 'hotline.asc');
  email = createEmailRoute({
    ...{ smtpUrl: bench.mailbox.url, to: 'intake@hotline.example', from: 'line@tips.example' },
    ...{ pgpKeyFile: file, now: bench.world.now },
  });
  handOffTip = createHandOff({ ...bench.world, routes: { email } });
});
afterEach(() => {
  email.close();
  rmSync(folder, { recursive: true });
});

interface KeyPair {
  publicKey: string;
  privateKey: PrivateKey;
}

async function makeKey(expiresInDays = 0): Promise<KeyPair> {
  const { publicKey, privateKey } = await generateKey({
    userIDs: [{ name: 'Hotline', email: 'intake@hotline.example' }],
    // Made a day ago, so that a test may look at it from a little before now.
    date: new Date(Date.now() - DAY_SECONDS * 1000),
    keyExpirationTime: expiresInDays === 0 ? 0 : (expiresInDays + 1) * DAY_SECONDS,
    format: 'armored',
  });
  return { publicKey, privateKey: await readPrivateKey({ armoredKey: privateKey }) };
}

async function handOff(written: WrittenTip): Promise<void> {
  await handOffTip({ deliveryId: written.deliveryIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 });
}

/** What a mail program makes of it. */
async function open(written: WrittenTip, key: KeyPair) {
  const [mail] = bench.mailsOf(written);
  if (mail === undefined) throw new Error('no mail');
  const armored = mail.attachments.find(({ contentType }) => contentType === 'application/octet-stream');
  const message = await readMessage({ armoredMessage: armored?.content.toString() ?? '' });
  const opened: object = await decrypt({ message, decryptionKeys: key.privateKey, format: 'binary' });
  return { mail, inner: await simpleParser(Buffer.from((opened as { data: Uint8Array }).data)) };
}

describe('with a key', () => {
  it('text and JSON are inside, and nothing but codes outside', async () => {
    const key = await makeKey();
    writeFileSync(file, key.publicKey);
    const first = await bench.world.writeRevision({ routes: ['email'] });
    await handOff(first);
    const report = withFields(hotelReport(), { vehicle: 'black altima' });
    const second = await bench.world.writeRevision({ routes: ['email'], of: first, report });
    await handOff(second);

    const { mail, inner } = await open(second, key);
    expect(mail.headers['content-type']).toMatch(
      /^multipart\/encrypted;\s+protocol="application\/pgp-encrypted"/,
    );
    expect(mail).toMatchObject({
      subject: `Happening now | ${first.tip.reference} | MO | revision 2`,
      ...{ to: 'intake@hotline.example', from: '"Sightline tip line" <line@tips.example>', text: '' },
      ...{ messageId: `<${first.tip.id}.2@tips.example>`, envelopeFrom: 'line@tips.example' },
    });
    expect(mail.headers).toMatchObject({
      ...{ 'mime-version': '1.0', 'in-reply-to': `<${first.tip.id}.1@tips.example>` },
      ...{ 'x-idempotency-key': `${first.tip.id}.2`, 'auto-submitted': 'auto-generated' },
    });
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual([
      ...['application/pgp-encrypted', 'application/octet-stream'],
    ]);
    expect(mail.attachments[0]?.content.toString().trim()).toBe('Version: 1');
    expectNoPlantedWord(
      mail.headers,
      mail.attachments.map(({ content }) => content.toString('latin1')),
    );

    expect(inner.text).toContain('REVISION 2 (replaces all earlier ones; changed: vehicle)');
    for (const word of PLANTED.slice(0, 2)) expect(inner.text).toContain(word);
    expect(inner.attachments[0]).toMatchObject({
      ...{ contentType: 'application/json', filename: `${first.tip.reference}-r2.json` },
    });
    expect(JSON.parse(inner.attachments[0]?.content.toString() ?? '')).toEqual(second.tip);
  });

  it('a new key counts from the moment it is in the file', async () => {
    const [old, next] = [await makeKey(), await makeKey()];
    writeFileSync(file, old.publicKey);
    const first = await bench.world.writeRevision({ routes: ['email'] });
    await handOff(first);
    writeFileSync(file, next.publicKey);
    const second = await bench.world.writeRevision({ routes: ['email'] });
    await handOff(second);
    expect((await open(second, next)).inner.attachments).toHaveLength(1);
    await expect(open(second, old)).rejects.toThrow();
  });
});

describe('without a usable key', () => {
  it('expired: nothing leaves in the clear, the operators get the remedy, and a new key lets it go', async () => {
    const key = await makeKey(1);
    writeFileSync(file, key.publicKey);
    const written = await bench.world.writeRevision({ routes: ['email'] });
    bench.world.pass(2 * DAY_SECONDS * 1000);
    expect(await failureOf(handOff(written))).toMatchObject({
      ...{ code: 'DELIVERY_REFUSED', providerCode: 'pgp_key_expired', retryable: true },
    });
    await failureOf(handOff(written));
    expect(bench.mailsOf(written)).toEqual([]);
    const alerts = await bench.world.jobs('alertOperators');
    expect(alerts).toMatchObject([{ payload: { code: 'DELIVERY_REFUSED' } }]);
    expect(alerts[0]?.payload.detail).toContain(
      'ask the hotline for its new public key and put it there (no restart needed)',
    );
    const next = await makeKey();
    writeFileSync(file, next.publicKey);
    await handOff(written);
    expect((await open(written, next)).inner.attachments).toHaveLength(1);
  });

  it.each([
    ['no file', () => undefined],
    ['no key', () => 'not a key'],
    ['a private key', async () => (await makeKey()).privateKey.armor()],
    ['a key for signing only', () => makeSigningKey()],
  ])('%s: refused, and a worker does not start with it', async (_, make) => {
    const text = await make();
    if (text !== undefined) writeFileSync(file, text);
    const written = await bench.world.writeRevision({ routes: ['email'] });
    expect(await failureOf(handOff(written))).toMatchObject({
      ...{ code: 'DELIVERY_REFUSED', providerCode: 'pgp_key_unusable' },
    });
    expect(bench.mailsOf(written)).toEqual([]);
    expect(await failureOf(checkPgpKey({ ...bench.world, file }))).toMatchObject({
      code: 'SETTINGS_INVALID',
    });
  });
});

describe('at the start of a worker', () => {
  const eventsAbout = () => bench.world.lines.filter((line) => line.includes('pgp_key'));

  it('a key that lasts says nothing; thirty days before its end it is told', async () => {
    writeFileSync(file, (await makeKey(40)).publicKey);
    await checkPgpKey({ ...bench.world, file });
    expect(eventsAbout()).toEqual([]);
    bench.world.pass(15 * DAY_SECONDS * 1000);
    await checkPgpKey({ ...bench.world, file });
    expect(eventsAbout().map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 40, reason: 'pgp_key_expires', count: 24 },
    ]);
    expect(await bench.world.jobs('alertOperators')).toEqual([]);
  });

  it('an expired one is told to the operators, once for many starts, and the worker starts', async () => {
    writeFileSync(file, (await makeKey(1)).publicKey);
    bench.world.pass(3 * DAY_SECONDS * 1000);
    await checkPgpKey({ ...bench.world, file });
    await checkPgpKey({ ...bench.world, file });
    expect(await bench.world.jobs('alertOperators')).toMatchObject([
      { payload: { code: 'PGP_KEY_EXPIRED' } },
    ]);
  });
});

async function makeSigningKey(): Promise<string> {
  const { publicKey } = await generateKey({
    userIDs: [{ name: 'Hotline' }],
    subkeys: [{ sign: true }],
    format: 'armored',
  });
  return publicKey;
}
