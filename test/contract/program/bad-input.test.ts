/** Whatever a phone, a carrier or a stranger posts: nothing breaks, nothing is lost, nothing unsigned is kept. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  expectAllAnswered,
  type Program,
  PUBLIC_URL,
  startProgram,
} from '../../support/program.js';
import { signTwilioRequest } from '../../../src/sandbox/stand-ins/twilio.js';

let program: Program;
let taken = 0;
beforeAll(async () => {
  program = await startProgram({ replySettleMs: 300 });
});
afterAll(() => program.stop());

const NUL = '\u0000';

describe('a text', () => {
  it.each([
    ['with nothing in it', ''],
    ['of blanks', ' \n\t  '],
    ['of 1,600 characters', 'there is a van at the motel. '.repeat(56).slice(0, 1600)],
    ['of 1,600 characters that take two units each', '😢'.repeat(800)],
    ['of emoji only', '😢🚐🏨'],
    ['of control characters', '\u0001\u0002\u001b[31m\u007f\u0085\u2028'],
    ['with NUL bytes', `a mot${NUL}el in jop${NUL}lin${NUL}`],
    ['of one NUL byte', NUL],
    ['with half an emoji', 'a girl \ud83d is crying \ude22'],
    ['written from right to left', '\u202eabc motel 6 joplin\u202c'],
    ['that looks like SQL', `'); drop table witnesses; --`],
    ['that looks like a template', '{name} {{name}} ${name} {count, plural, one {x}}'],
    ['that looks like Slack markup', '<!channel> <@U0SANDBOX01> *bold* <https://evil.example|click>'],
    ['of one very long word', 'x'.repeat(1600)],
    ['of combining marks', `z${'\u0301'.repeat(1000)}`],
    ['of digits only', '9'.repeat(1600)],
  ])(
    '%s gets an answer',
    async (_what, body) => {
      const { number } = plantSecrets();
      const answer = await program.text(number, body);
      expect(answer.status).toBe(200);
      taken += 1;
      await eventually(() => program.answersTo(number).length === 1, { what: 'an answer' });
      // And it can be carried to the end: a tip, a mail, a card.
      await program.text(number, `motel 6 joplin missouri ${body}`.slice(0, 1600));
      await program.text(number, 'DANGER');
      taken += 2;
      await eventually(
        async () =>
          (
            await program.rows(
              `select 1 from tips t join witnesses w on w.id = t.witness_id where w.address_hash = $1 and not exists (
               select 1 from deliveries d where d.tip_id = t.id and d.state not in ('handed_over', 'acknowledged'))
             and not exists (select 1 from liaison_cards c where c.tip_id = t.id and c.state <> 'posted')`,
              [program.vault.lookupHash('address', `sms:${number}`)],
            )
          ).length === 1,
        { timeoutMs: 40_000, what: 'webhook, mail and card' },
      );
    },
    60_000,
  );

  it('to an unknown number of ours is answered from the configured one', async () => {
    const { number } = plantSecrets();
    const { status } = await program.twilio.receive({
      from: number,
      to: '+15735550177',
      body: 'a motel in joplin',
    });
    expect(status).toBe(200);
    taken += 1;
    await eventually(() => program.answersTo(number).length === 1);
    expect(program.log).toContainEqual(expect.objectContaining({ reason: 'unknown_to' }));
  });

  it('30 in a second of one person: few answers, none lost, danger at once', async () => {
    const { number, word } = plantSecrets();
    const texts = Array.from({ length: 30 }, (_, index) =>
      index === 17 ? 'help he has a gun' : `part ${index} of it ${word} motel 6 joplin missouri`,
    );
    const startedAt = Date.now();
    const results = await Promise.all(texts.map((body) => program.text(number, body)));
    expect(results.every(({ status }) => status === 200)).toBe(true);
    taken += texts.length;
    await eventually(() => program.answersTo(number).some((text) => text.includes('Call 911 now')), {
      timeoutMs: 10_000,
    });
    const dangerAfterMs = Date.now() - startedAt;
    await expectAllAnswered(program, taken);
    expect(program.answersTo(number).length).toBeLessThanOrEqual(20);
    expect(dangerAfterMs).toBeLessThan(10_000);
    const [tip] = program.hotline.posts.slice(-1);
    await eventually(
      () =>
        texts.every(
          (_, index) =>
            index === 17 || JSON.stringify(program.hotline.posts).includes(`part ${index} of it ${word}`),
        ),
      { timeoutMs: 10_000, what: 'every text in a tip' },
    );
    expect(tip).toBeDefined();
  }, 60_000);
});

describe('a request that is refused', () => {
  const sms = `${PUBLIC_URL}/twilio/sms`;
  const fields = (): Record<string, string> => ({
    MessageSid: `SM${'a'.repeat(32)}`,
    From: plantSecrets().number,
    To: program.sandbox.number,
    Body: 'a motel',
  });
  const token = () => program.sandbox.environment.TWILIO_AUTH_TOKEN ?? '';

  it.each([
    ['without From', 400, () => without(fields(), 'From')],
    ['with a name as From', 400, () => ({ ...fields(), From: 'Aunt May' })],
    ['with an empty From', 400, () => ({ ...fields(), From: '' })],
    ['with 40 digits as From', 400, () => ({ ...fields(), From: `+1${'5'.repeat(40)}` })],
    ['with NUL in From', 400, () => ({ ...fields(), From: `+1417555${NUL}3219` })],
    ['without MessageSid', 400, () => without(fields(), 'MessageSid')],
    ['with NUL in MessageSid', 400, () => ({ ...fields(), MessageSid: `SM${NUL}` })],
    ['with a huge form', 413, () => ({ ...fields(), Body: 'x'.repeat(200_000) })],
    [
      'with 2,000 fields',
      413,
      () => ({ ...fields(), ...Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`F${n}`, '1'])) }),
    ],
  ])('%s: %i', async (_what, status, make) => {
    const form = make();
    expect(await post(form, { 'x-twilio-signature': signTwilioRequest(token(), sms, form) })).toBe(status);
  });

  it.each([
    ['without a signature', {}],
    ['with an empty signature', { 'x-twilio-signature': '' }],
    ['with a wrong signature', { 'x-twilio-signature': 'bm90IGEgc2lnbmF0dXJl' }],
  ])('%s: 403', async (_what, headers: Record<string, string>) => {
    expect(await post(fields(), headers)).toBe(403);
  });

  it('signed for another form: 403', async () => {
    const form = fields();
    expect(
      await post(
        { ...form, Body: 'changed' },
        { 'x-twilio-signature': signTwilioRequest(token(), sms, form) },
      ),
    ).toBe(403);
  });

  it('signed for the address it really came to, and not for PUBLIC_URL: 403', async () => {
    const form = fields();
    expect(
      await post(form, {
        'x-twilio-signature': signTwilioRequest(token(), `${program.url}/twilio/sms`, form),
      }),
    ).toBe(403);
  });

  it('as JSON instead of a form: 403', async () => {
    const form = fields();
    const response = await fetch(`${program.url}/twilio/sms`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-twilio-signature': signTwilioRequest(token(), sms, form),
      },
      body: JSON.stringify(form),
    });
    expect(response.status).toBe(403);
  });

  it.each([
    ['a stale timestamp', -600, (secret: string) => secret],
    ['a wrong secret', 0, () => 'another-secret'],
  ])('Slack: %s: 401', async (_what, shiftSeconds, secretOf) => {
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: 'Ev1',
      team_id: 'T1',
      event: { type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text: 'x' },
    });
    expect(
      await postSlack(body, {
        shiftSeconds,
        secret: secretOf(program.sandbox.environment.SLACK_SIGNING_SECRET ?? ''),
      }),
    ).toBe(401);
  });

  it.each([
    ['no JSON', '{"type":'],
    ['an empty body', ''],
    ['an event without its fields', JSON.stringify({ type: 'event_callback', event: { type: 'message' } })],
    [
      'a NUL as event id',
      JSON.stringify({
        type: 'event_callback',
        event_id: `Ev${NUL}`,
        team_id: 'T1',
        event: { type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text: 'x' },
      }),
    ],
  ])('Slack: signed, but %s: 4xx', async (_what, body) => {
    const status = await postSlack(body, {
      shiftSeconds: 0,
      secret: program.sandbox.environment.SLACK_SIGNING_SECRET ?? '',
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('left nothing behind, and the program well', async () => {
    const [row] = await program.rows<{ count: number }>('select count(*)::int from inbound_messages');
    expect(row?.count).toBe(taken);
    expect((await program.readyz()).status).toBe(200);
    expect(program.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    expect(alertsOf(program)).toEqual([]);
  });

  async function post(form: Record<string, string>, headers: Record<string, string>): Promise<number> {
    const response = await fetch(`${program.url}/twilio/sms`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    });
    await response.text();
    return response.status;
  }

  async function postSlack(
    body: string,
    { shiftSeconds, secret }: { shiftSeconds: number; secret: string },
  ): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1000) + shiftSeconds);
    const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const response = await fetch(`${program.url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${digest}`,
      },
      body,
    });
    await response.text();
    return response.status;
  }
});

function without(form: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([key]) => key !== name));
}
