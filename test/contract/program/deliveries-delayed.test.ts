/**
 * Twilio, Slack, mail and webhook fail in every way they can: everything arrives afterwards, once, and somebody is told.
 * Those that hang are in providers-hang.test.ts.
 */

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { countArrived, isPostOf, openOf, readReference } from '../../support/arrivals.js';
import { expectAnswerOnce, expectTipOnceEach } from '../../support/once-each.js';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

/** Attempts in a row that fail. */
const BAD_TIMES = 2;

let program: Program;
beforeAll(async () => {
  program = await startProgram();
});
afterEach(() => {
  program.twilio.clearFaults();
  program.slack.clearFaults();
  program.mailbox.clearFaults();
  program.hotline.clearFaults();
});
afterAll(() => program.stop());

describe('the hotline and the state', () => {
  it.each([
    {
      what: 'a webhook that answers 500 for a while',
      job: 'handOffTip',
      break: () => program.hotline.fault({ status: 500, times: BAD_TIMES }),
    },
    {
      what: 'a webhook that answers 429',
      job: 'handOffTip',
      break: () => program.hotline.fault({ status: 429, retryAfterSeconds: 2 }),
    },
    {
      what: 'a webhook whose answer gets lost',
      job: 'handOffTip',
      break: () => program.hotline.fault({ dropSocket: true, when: 'after' }),
    },
    {
      what: 'a mail server that says 451',
      job: 'handOffTip',
      break: () => program.mailbox.fault({ stage: 'data', code: 451, times: BAD_TIMES }),
    },
    {
      what: 'a mail server that is busy',
      job: 'handOffTip',
      break: () => program.mailbox.fault({ stage: 'rcpt', code: 450, times: BAD_TIMES }),
    },
    {
      what: 'a Slack that answers 429',
      job: 'notifyLiaison',
      break: () => program.slack.fault({ match: isPostOf(program), status: 429, retryAfterSeconds: 2 }),
    },
    {
      what: 'a Slack that answers 500',
      job: 'notifyLiaison',
      break: () => program.slack.fault({ match: isPostOf(program), status: 500, times: BAD_TIMES }),
    },
    {
      what: 'a Slack whose answer gets lost',
      job: 'notifyLiaison',
      break: () => program.slack.fault({ match: isPostOf(program), dropSocket: true, when: 'after' }),
    },
  ])(
    'get everything once from $what',
    ({ break: breakIt, job }) => expectTipOnceEach(program, breakIt, job),
    90_000,
  );

  it('a mail server that is gone and comes back', async () => {
    const planted = plantSecrets();
    await tellStory(program, planted);
    await program.mailbox.goDown();
    const reference = readReference(await sayAndHear(program, planted.number, '1'));
    await eventually(() => countArrived(program, reference)[0] === 1);
    await eventually(
      async () =>
        (await program.rows(`select 1 from deliveries where last_error_code is not null`)).length === 1,
      { what: 'a failed attempt' },
    );

    await program.rows(
      `update deliveries set created_at = created_at - interval '20 seconds' where state in ('queued', 'attempting')`,
    );
    const { status, body } = await program.readyz();
    expect(status).toBe(200);
    expect(body.degraded.join('\n')).toMatch(/^hotline email: 1 waiting since .*DELIVERY_UNAVAILABLE/m);

    await program.mailbox.comeBack();
    await eventually(() => countArrived(program, reference).every((count) => count === 1), {
      timeoutMs: 60_000,
    });
    await eventually(async () => (await program.readyz()).body.degraded.length === 0, {
      what: 'nothing degraded',
    });
  }, 90_000);
});

describe('the operators', () => {
  it('are told when an urgent tip is late, once, and again when it has left', async () => {
    const planted = plantSecrets();
    program.hotline.fault({ status: 500, forMs: 60_000 });
    await sayAndHear(
      program,
      planted.number,
      `he has a gun and beats her, motel 6 joplin missouri ${planted.word}`,
    );
    await eventually(
      async () =>
        (await program.rows(`select 1 from deliveries where attempts > 0 and last_error_code is not null`))
          .length > 0,
    );
    await eventually(
      async () =>
        (
          await program.rows(
            `select 1 from deliveries where route = 'email' and state in ('queued', 'attempting')`,
          )
        ).length === 0,
      { what: 'the mail gone in time' },
    );
    program.pass(61_000);
    await eventually(async () => (await retryNow()) > 0, { what: 'an attempt to wake' });
    try {
      await eventually(() => alertsOf(program).some((text) => text.includes('DELIVERY_LATE')), {
        timeoutMs: 40_000,
      });
    } finally {
      program.pass(-61_000);
    }
    program.hotline.clearFaults();
    await retryNow();
    await eventually(
      async () =>
        (await program.rows(`select 1 from deliveries where state in ('queued','attempting')`)).length === 0,
      { timeoutMs: 60_000 },
    );
    expect(alertsOf(program).filter((text) => text.includes('DELIVERY_LATE'))).toHaveLength(1);
    expect(alertsOf(program).join()).toMatch(/tip (MO|US)-/);
  }, 120_000);

  it('are told of a final failure, and /readyz keeps saying so', async () => {
    const planted = plantSecrets();
    await tellStory(program, planted);
    program.mailbox.fault({ stage: 'rcpt', code: 450, forMs: 60_000 });
    const reference = readReference(await sayAndHear(program, planted.number, '1'));
    await eventually(async () => (await openOf(program, reference)).length === 1);
    // Between attempts: one that runs cannot be changed.
    await eventually(
      async () =>
        (
          await program.rows(
            `update graphile_worker._private_jobs j set max_attempts = greatest(attempts, 1) + 1
               from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'handOffTip'
                 and locked_by is null and attempts < max_attempts returning 1`,
          )
        ).length === 1,
      { what: 'an attempt that is the last' },
    );
    await eventually(
      () => alertsOf(program).some((text) => text.includes('DELIVERY_FAILED') && text.includes(reference)),
      { timeoutMs: 60_000 },
    );
    expect((await program.readyz()).body.degraded.join('\n')).toContain('hotline email failed for good: 1');
    await eventually(() => program.log.some(({ msg }) => msg === 'a job failed and is given up'));
    expect(program.log).toContainEqual(
      expect.objectContaining({
        msg: 'a job failed and is given up',
        job: 'handOffTip',
        code: 'DELIVERY_UNAVAILABLE',
      }),
    );
  }, 120_000);

  it('are told of a card that Slack will not take, once it takes anything', async () => {
    const planted = plantSecrets();
    await tellStory(program, planted);
    program.slack.fault({
      match: ({ method, args }) =>
        method === 'chat.postMessage' && args.channel === program.sandbox.stateChannels.MO,
      error: 'channel_not_found',
      times: 2,
    });
    const reference = readReference(await sayAndHear(program, planted.number, '1'));
    await eventually(
      () => alertsOf(program).some((text) => text.includes('CARD_REFUSED') && text.includes(reference)),
      { timeoutMs: 40_000 },
    );
    await eventually(() => countArrived(program, reference)[2] === 1, { timeoutMs: 60_000 });
  }, 120_000);
});

describe('the witness', () => {
  it.each([
    {
      what: 'Twilio answers 500',
      break: () => program.twilio.fault({ match: isSend, status: 500, times: 2 }),
    },
    {
      what: 'Twilio answers 429',
      break: () => program.twilio.fault({ match: isSend, status: 429, retryAfterSeconds: 1 }),
    },
    {
      what: 'the answer of Twilio gets lost',
      break: () => program.twilio.fault({ match: isSend, dropSocket: true, when: 'after' }),
    },
    {
      what: 'Twilio rejects our credentials for a moment',
      break: () => program.twilio.fault({ match: isSend, status: 401 }),
    },
  ])(
    'gets the answer later, once, when $what',
    ({ break: breakIt }) => expectAnswerOnce(program, breakIt),
    90_000,
  );

  it('hears nothing more after 21610, and that is recorded', async () => {
    const planted = plantSecrets();
    program.twilio.optOut(planted.number);
    await program.text(planted.number, `a motel in joplin ${planted.word}`);
    await eventually(
      async () =>
        (
          await program.rows(
            `select 1 from outbound_messages where error_code = '21610' and state = 'failed'`,
          )
        ).length === 1,
    );
    expect(await program.rows('select 1 from witnesses where opted_out_at is not null')).toHaveLength(1);
    expect(program.answersTo(planted.number)).toHaveLength(0);
  });
});

/** Waiting hand-offs run now instead of after their back-off. */
async function retryNow(): Promise<number> {
  const woken = await program.rows(
    `update graphile_worker._private_jobs j set run_at = now()
       from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'handOffTip' and locked_by is null
       and attempts < max_attempts returning 1`,
  );
  return woken.length;
}

function isSend({ method }: { method: string }): boolean {
  return method === 'POST';
}
