/**
 * Providers that take a request and say nothing. The program's patience is ten seconds for each, so each has a program of its
 * own and all of them wait at the same time.
 */

import { afterAll, beforeAll, it } from '@jest/globals';
import { isPostOf } from '../../support/arrivals.js';
import { expectAnswerOnce, expectTipOnceEach } from '../../support/once-each.js';
import { type Program, startProgram } from '../../support/program.js';

const HANG = { hangMs: 20_000, dropSocket: true };

const CASES: readonly { what: string; check: (program: Program) => Promise<void> }[] = [
  {
    what: 'a tip reaches everyone once: a webhook that hangs',
    check: (program) => expectTipOnceEach(program, () => program.hotline.fault(HANG), 'handOffTip'),
  },
  {
    what: 'a tip reaches everyone once: a mail server that hangs',
    check: (program) =>
      expectTipOnceEach(program, () => program.mailbox.fault({ stage: 'rcpt', ...HANG }), 'handOffTip'),
  },
  {
    what: 'a tip reaches everyone once: a Slack that hangs',
    check: (program) =>
      expectTipOnceEach(
        program,
        () => program.slack.fault({ match: isPostOf(program), ...HANG }),
        'notifyLiaison',
      ),
  },
  {
    what: 'a witness gets the answer later, once: a Twilio that hangs',
    check: (program) =>
      expectAnswerOnce(program, () =>
        program.twilio.fault({ match: ({ method }) => method === 'POST', ...HANG }),
      ),
  },
];

const checks = new Map<string, Promise<void>>();
beforeAll(() => {
  for (const { what, check } of CASES) {
    const checked = startProgram().then((program) => check(program).finally(() => program.stop()));
    // Its own test tells of it.
    checked.catch(() => undefined);
    checks.set(what, checked);
  }
});
afterAll(() => Promise.allSettled(checks.values()), 90_000);

it.each(CASES)('$what', ({ what }) => checks.get(what), 90_000);
