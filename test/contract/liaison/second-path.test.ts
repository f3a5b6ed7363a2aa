/**
 * Every way in which Slack can fail a card: the operators are told, by a second path where Slack cannot; the tip is safe; the card is
 * posted once when it is mended.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createPhoneTexts } from '../../../src/channels/sms/phone-texts.js';
import { createTwilioClient } from '../../../src/channels/sms/twilio-client.js';
import { createLiaison, type Liaison } from '../../../src/liaison/desk.js';
import { createOperatorMail } from '../../../src/liaison/operator-mail.js';
import { parseStates } from '../../../src/liaison/states-loader.js';
import { createMailer, type Mailer } from '../../../src/mailer.js';
import { checkReadiness } from '../../../src/ops/health.js';
import { startMailbox, type Mailbox } from '../../../src/sandbox/stand-ins/mailbox.js';
import { type SlackFault } from '../../../src/sandbox/stand-ins/slack.js';
import { startTwilioStandIn, type TwilioStandIn } from '../../../src/sandbox/stand-ins/twilio.js';
import { type JobPayloads } from '../../../src/store/queue.js';
import {
  CHANNELS,
  createDesk,
  createWorld,
  type Desk,
  expectNoPlantedWord,
  failureOf,
  HANG_MS,
  PATIENCE_MS,
  type World,
} from '../../support/handoff-servers.js';
import { SIGN_LABELS } from '../../support/tips.js';

const LINE = '+15735550100';
const PHONE = '+15735550188';
const EMAIL = 'duty@operators.example';
const ACCOUNT = `AC${'0'.repeat(32)}`;

let world: World;
let desk: Desk;
let twilio: TwilioStandIn;
let mailbox: Mailbox;
let mailer: Mailer;
let liaison: Liaison;

beforeAll(async () => {
  desk = await createDesk({ timeoutMs: PATIENCE_MS });
  twilio = await startTwilioStandIn({ accountSid: ACCOUNT, authToken: 'token', number: LINE });
  mailbox = await startMailbox();
  mailer = createMailer({ smtpUrl: mailbox.url, timeoutMs: 1000 });
});
afterAll(async () => {
  mailer.close();
  await Promise.all([desk.slack.stop(), twilio.stop(), mailbox.stop()]);
});
beforeEach(async () => {
  world = await createWorld();
  desk.slack.clearFaults();
  const settings = { accountSid: ACCOUNT, authToken: 'token', from: { number: LINE }, apiUrl: twilio.url };
  liaison = createLiaison({
    ...world,
    slack: desk.client,
    states: parseStates(readFileSync('config/states.yaml', 'utf8'), 'states.yaml'),
    channels: { national: CHANNELS.national, operator: CHANNELS.operator },
    texts: createPhoneTexts(createTwilioClient(settings), settings.from),
    mail: createOperatorMail(mailer),
    operators: { email: EMAIL, phone: PHONE },
    signLabels: SIGN_LABELS,
    postIntervalMs: 0,
  });
});
afterEach(async () => {
  expectNoPlantedWord(world.lines, await world.jobs('alertOperators'), twilio.messages);
  expectNoPlantedWord(mailbox.mails.map(({ text, subject }) => subject + text));
  for (const secret of [PHONE, EMAIL]) expect(JSON.stringify(world.lines)).not.toContain(secret);
  await world.close();
});

const alerts = async (): Promise<JobPayloads['alertOperators'][]> =>
  (await world.jobs('alertOperators')).map(
    ({ payload }) => payload as unknown as JobPayloads['alertOperators'],
  );
const runNotices = async (): Promise<void> => {
  for (const { payload } of await world.jobs('sendNotice'))
    await liaison.sendNotice({ noticeId: String(payload.noticeId) });
};
const alert = (attempt: number, jobId: string, createdAt = world.now()) =>
  alerts().then(([first]) => {
    if (first === undefined) throw new Error('no alert');
    return liaison.alertOperators(first, { attempt, maxAttempts: 40, jobId, createdAt });
  });
const textsOf = (reference: string): string[] =>
  twilio.messages.filter(({ to, body }) => to === PHONE && body.includes(reference)).map(({ body }) => body);
const mailsOf = (reference: string) => mailbox.mails.filter(({ subject }) => subject.includes(reference));

describe.each<[string, SlackFault, 'clear' | 'later', string]>([
  ['a deleted channel', { error: 'channel_not_found' }, 'clear', 'channel_not_found'],
  ['an archived channel', { error: 'is_archived' }, 'clear', 'is_archived'],
  ['a removed bot', { error: 'not_in_channel' }, 'clear', 'not_in_channel'],
  ['a revoked token', { error: 'token_revoked' }, 'clear', 'token_revoked'],
  ['a wrong token', { error: 'invalid_auth' }, 'clear', 'invalid_auth'],
  ['an account switched off', { error: 'account_inactive' }, 'clear', 'account_inactive'],
  ['429', { status: 429, retryAfterSeconds: 1 }, 'later', 'ratelimited'],
  ['500', { status: 500 }, 'later', '500'],
  ['no answer in time', { hangMs: HANG_MS }, 'later', 'connection'],
])('%s', (_name, fault, kind, providerCode) => {
  it('ends in one alert by mail and text, and the card is posted once after mending', async () => {
    const { tip, cardIds } = await world.writeRevision();
    const [cardId = ''] = cardIds;
    desk.slack.fault({ ...fault, times: 1000 });
    await failureOf(liaison.notifyLiaison({ cardId }, { attempt: 1, maxAttempts: 40 }));
    if (kind === 'later') {
      expect(await alerts()).toEqual([]);
      world.pass(6 * 60_000);
      await failureOf(liaison.notifyLiaison({ cardId }, { attempt: 2, maxAttempts: 40 }));
    }
    expect(await alerts()).toMatchObject([
      { code: kind === 'clear' ? 'CARD_REFUSED' : 'CARD_LATE', tipId: tip.id },
    ]);

    const added = world.now();
    await failureOf(alert(1, '77', added));
    await runNotices();
    expect(textsOf(tip.reference)).toHaveLength(kind === 'clear' ? 1 : 0);
    world.pass(2 * 60_000);
    await failureOf(alert(2, '77', added));
    await failureOf(alert(3, '77', added));
    await runNotices();
    expect(textsOf(tip.reference)).toEqual([
      expect.stringMatching(/^Sightline alert: CARD_\w+ tip \S+\. Slack could not be told \(\w+\)\.$/),
    ]);
    expect(textsOf(tip.reference)[0]).toContain(providerCode);
    expect(mailsOf(tip.reference)).toHaveLength(1);
    expect(mailsOf(tip.reference)[0]?.to).toContain(EMAIL);

    desk.slack.clearFaults();
    await alert(4, '77', added);
    await liaison.notifyLiaison({ cardId }, { attempt: 3, maxAttempts: 40 });
    const cards = desk.slack.messages.filter(
      ({ metadata, text }) => metadata?.event_type === 'sightline_card' && text.includes(tip.reference),
    );
    expect(cards).toHaveLength(1);
    expect(textsOf(tip.reference)).toHaveLength(1);
    expect(await world.row('tips', tip.id)).toMatchObject({ revision: 1 });
  });
});

describe('the second path', () => {
  it('is taken when nothing of Slack is set up, and when Slack says that the app is gone', async () => {
    await liaison.interactions.lostAccess?.('tokens_revoked');
    await liaison.interactions.lostAccess?.('tokens_revoked');
    expect(await alerts()).toMatchObject([{ code: 'SLACK_ACCESS_LOST' }]);
    desk.slack.fault({ error: 'token_revoked', times: 10 });
    await failureOf(alert(1, '5'));
    await runNotices();
    expect(mailsOf('SLACK_ACCESS_LOST')).toHaveLength(1);
  });

  it('waits for a mail server that is away and does not mail twice', async () => {
    const { tip, cardIds } = await world.writeRevision();
    desk.slack.fault({ error: 'is_archived', times: 10 });
    await failureOf(liaison.notifyLiaison({ cardId: cardIds[0] ?? '' }, { attempt: 1, maxAttempts: 40 }));
    await failureOf(alert(1, '9'));
    mailbox.fault({ stage: 'data', code: 451, times: 1 });
    await expect(runNotices()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await runNotices();
    await runNotices();
    expect(mailsOf(tip.reference)).toHaveLength(1);
    expect(textsOf(tip.reference)).toHaveLength(1);
  });

  it('/readyz tells what failed for good and which alerts wait', async () => {
    const { cardIds } = await world.writeRevision();
    const [cardId = ''] = cardIds;
    desk.slack.fault({ error: 'channel_not_found', times: 10 });
    await failureOf(liaison.notifyLiaison({ cardId }, { attempt: 40, maxAttempts: 40 }));
    await world.store.pool.query(
      `update graphile_worker._private_jobs set created_at = now() - interval '1 minute'`,
    );
    const { ready, degraded } = await checkReadiness(world.store);
    expect(ready).toBe(true);
    expect(degraded.join('\n')).toMatch(/liaison cards failed for good: 1 waiting since/);
    expect(degraded.join('\n')).toMatch(/alerts to the operators: 1 waiting since/);
  });
});
