/** A test tip through the whole program, and what is told when it does not come back; the digest of a day. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkHeartbeat } from '../../../src/handoff/heartbeat/watch-heartbeat.js';
import { createOperatorMail } from '../../../src/liaison/operator-mail.js';
import { createLogger } from '../../../src/logger.js';
import { createMailer } from '../../../src/mailer.js';
import { createTellBeside } from '../../../src/wiring/operator-jobs.js';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

let program: Program;
beforeAll(async () => {
  // The first one by itself would come at midnight.
  program = await startProgram({ environment: { HEARTBEAT_MINUTES: '1440' } });
});
afterAll(() => program.stop());

const beat = () => program.rows(`select graphile_worker.add_job('heartbeat', '{}', job_key := 'heartbeat')`);
const outcomes = () =>
  program.rows<{ outcome: string | null }>('select outcome from heartbeats order by started_at');
const OPERATOR_PHONE = '+15735550178';
const watch = async (startedAt: Date, now: Date) => {
  const mailer = createMailer({ smtpUrl: program.mailbox.url });
  const operators = { email: 'operators@example.org', phone: OPERATOR_PHONE };
  const texts = { send: sendText, find: () => Promise.resolve(undefined) };
  const tellBeside = createTellBeside({ mail: createOperatorMail(mailer), texts }, operators);
  const { store } = program.application;
  const everyMs = 60 * 60_000;
  await checkHeartbeat(
    { store, tellBeside, everyMs, logger: createLogger('silent'), now: () => now },
    startedAt,
  );
  mailer.close();
};
const texted: string[] = [];
const sendText = ({ to, body }: { to: string; body: string }) => {
  texted.push(`${to} ${body}`);
  return Promise.resolve('SM1');
};
const mailsToOperators = () => program.mailbox.mails.filter(({ to }) => to === 'operators@example.org');

describe('a heartbeat', () => {
  it('goes from a text to every route and a card for the operators alone, marked as a test', async () => {
    await beat();
    await eventually(async () => (await outcomes())[0]?.outcome === 'came_back', { timeoutMs: 60_000 });
    const subjects = program.mailbox.mails.map(({ subject }) => subject);
    expect(subjects.length).toBeGreaterThan(0);
    for (const subject of subjects) expect(subject).toMatch(/^TEST \| /);
    for (const { document } of program.hotline.posts)
      expect(document).toMatchObject({ data: { provenance: { test: true } } });
    const operators = program.slack.messagesIn(program.sandbox.environment.SLACK_OPERATOR_CHANNEL ?? '');
    expect(operators.some(({ text }) => text.startsWith('TEST '))).toBe(true);
    for (const channel of ['C0SANDBOXMO', 'C0SANDBOXUS'])
      expect(program.slack.messagesIn(channel)).toEqual([]);
    // Its answers reach no provider, and it resembles no real tip.
    expect(program.twilio.messages).toEqual([]);
    expect(await program.rows('select 1 from tip_keys')).toEqual([]);
    expect(await program.rows('select is_test from tips')).toEqual([{ is_test: true }]);
    // One begins the next.
    expect(await program.rows(`select 1 from graphile_worker.jobs where key = 'heartbeat'`)).toHaveLength(1);
  }, 90_000);

  it('that does not come back is told by the second path, once, whoever looks', async () => {
    program.hotline.fault({ status: 503, forMs: 60_000 });
    await beat();
    await eventually(async () => (await outcomes()).length === 2);
    const late = new Date(Date.now() + 4 * 60_000);
    await Promise.all([watch(new Date(), late), watch(new Date(), late)]);
    await eventually(() => mailsToOperators().length > 0);
    const lost = /Sightline alert: HEARTBEAT_LOST: .* did not come back within 3 minutes$/;
    expect(mailsToOperators().map(({ subject }) => subject)).toEqual([expect.stringMatching(lost)]);
    expect(texted).toEqual([expect.stringMatching(lost)]);
    await eventually(() => alertsOf(program).some((text) => text.includes('HEARTBEAT_LOST')));
    expect((await outcomes())[1]?.outcome).toBe('lost');
    program.hotline.clearFaults();
  }, 60_000);

  it('that does not begin, because no worker runs, is told as well', async () => {
    const later = new Date(Date.now() + 4 * 60 * 60_000);
    await watch(new Date(), later);
    expect(mailsToOperators()).toHaveLength(2);
    await watch(new Date(), later);
    expect(mailsToOperators()).toHaveLength(2);
    expect(mailsToOperators()[1]?.text).toContain('no worker runs jobs');
  }, 30_000);
});

describe('the daily digest', () => {
  it('counts the real tips of yesterday, and names what has not arrived', async () => {
    const planted = plantSecrets();
    await tellStory(program, planted);
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(await sayAndHear(program, planted.number, '1'))?.[0] ?? '';
    await eventually(
      async () =>
        (
          await program.rows(
            `select 1 from deliveries d join tips t on t.id = d.tip_id where t.reference = $1 and d.handed_over_at is null`,
            [reference],
          )
        ).length === 0,
      { what: 'recorded as handed over' },
    );
    program.pass(24 * 60 * 60_000);
    await program.rows(`select graphile_worker.add_job('dailyDigest', '{}', job_key := 'daily-digest')`);
    const digest = await eventually(() => alertsOf(program).find((text) => text.includes('Hotline: ')));
    program.pass(-24 * 60 * 60_000);
    expect(digest).toMatch(/: 1 tip, 0 in danger, 0 withdrawn\n/);
    expect(digest).toContain(`(${reference})`);
    expect(digest).toContain('Every tip reached the hotline.');
    expect(digest).toMatch(/Heartbeats: \d, [12] lost/);
    expect(digest).not.toContain(planted.word);
    expect(await program.rows(`select 1 from graphile_worker.jobs where key = 'daily-digest'`)).toHaveLength(
      1,
    );
  }, 60_000);
});
