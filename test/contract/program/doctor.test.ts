/** `npm run doctor` on the mail side of a working set-up, as a process of its own. */

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey } from 'openpgp';
import { type Mailbox, startMailbox } from '../../../src/sandbox/stand-ins/mailbox.js';
import { createTestDatabase } from '../../support/database.js';
import { type ImapStandIn, startImapStandIn } from '../../support/imap-stand-in.js';

const DOCTOR = join(import.meta.dirname, '../../../dist/cli/doctor.js');
const DAY_SECONDS = 24 * 60 * 60;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let mailbox: Mailbox;
let imap: ImapStandIn;
let folder: string;

beforeAll(async () => {
  [database, mailbox, imap] = await Promise.all([createTestDatabase(), startMailbox(), startImapStandIn()]);
  folder = mkdtempSync(join(tmpdir(), 'sightline-doctor-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([database.drop(), mailbox.stop(), imap.stop()]);
});

async function runDoctor(environment: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: database.connectionString,
    DATA_DIR: folder,
    DATA_KEY: randomBytes(32).toString('base64'),
    SMTP_URL: mailbox.url,
    HOTLINE_EMAIL: 'intake@hotline.example',
    ...environment,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [DOCTOR], { env }, (error, output) => {
      resolve({ code: error === null ? 0 : Number(error.code), lines: output.split('\n') });
    });
  });
}

it('tells of a key that expires soon and of a mailbox that cannot be read, without a password', async () => {
  const keyFile = join(folder, 'hotline.asc');
  const { publicKey } = await generateKey({
    ...{ userIDs: [{ name: 'Hotline' }], format: 'armored', keyExpirationTime: 20 * DAY_SECONDS },
  });
  writeFileSync(keyFile, publicKey);
  const environment = { HOTLINE_PGP_KEY: keyFile, BOUNCE_IMAP_URL: imap.url };
  const { lines } = await runDoctor(environment);
  expect(lines).toContain(
    'soon hotline PGP key    expires in 19 days: ask the hotline for its next public key',
  );
  expect(lines).toContain('ok   bounce mailbox     can be opened; bounces are looked for every minute');

  const wrong = await runDoctor({ ...environment, BOUNCE_IMAP_URL: imap.url.replace('secret', 'guess') });
  expect(wrong.code).toBe(1);
  expect(wrong.lines.join('\n')).toContain(
    'MEND bounce mailbox     BOUNCE_IMAP_URL: the mail server refuses',
  );
  expect(wrong.lines.join('\n')).not.toContain('guess');
});

it('tells which way a tip takes to the hotline, whether it ends at a person, and who is told beside Slack', async () => {
  const { lines } = await runDoctor({});
  expect(lines).toContain(
    'soon way to the hotline email; nobody takes a tip when they fail: set SLACK_OPERATOR_CHANNEL',
  );
  expect(lines).toContain('ok   second path        not needed: Slack is not set up');
  expect(lines).toContain(
    'ok   heartbeat          off: set HEARTBEAT_MINUTES once the hotline agrees to get test tips',
  );
  const twilio = {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_NUMBER: '+15735550100',
    TWILIO_API_URL: 'http://127.0.0.1:9',
    PUBLIC_URL: 'https://tips.example.test',
  };
  const spoken = await runDoctor({ ...twilio, HOTLINE_PHONE: '+12025550111', HEARTBEAT_MINUTES: '60' });
  expect(spoken.lines).toContain('ok   way to the hotline email, then voice');
  expect(spoken.lines).toContain('ok   heartbeat          a test tip every 60 minutes');
  const none = await runDoctor({ ...twilio, SMTP_URL: '', HOTLINE_EMAIL: '' });
  expect(none.lines.join('\n')).toContain(
    'MEND way to the hotline no route to the hotline: set HOTLINE_WEBHOOK_URL',
  );
}, 60_000);
