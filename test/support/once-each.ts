/** A tip through providers that fail, on any program: it arrives everywhere once, and the log says which job failed. */

import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { countArrived, openOf, readReference } from './arrivals.js';
import { plantSecrets } from './planted-secrets.js';
import { eventually, type Program, sayAndHear, tellStory } from './program.js';

/** `job`: the one whose first attempt fails. */
export async function expectTipOnceEach(
  program: Program,
  breakIt: () => unknown,
  job: string,
): Promise<void> {
  const planted = plantSecrets();
  await tellStory(program, planted);
  const from = program.log.length;
  breakIt();
  const reference = readReference(await sayAndHear(program, planted.number, '1'));

  await eventually(() => countArrived(program, reference).every((count) => count === 1), {
    timeoutMs: 60_000,
    what: 'all there',
  });
  await eventually(async () => (await openOf(program, reference)).length === 0, { what: 'recorded' });
  await sleep(300);
  expect(countArrived(program, reference)).toEqual([1, 1, 1]);
  expect(program.hotline.posts.every(({ conflicting }) => !conflicting)).toBe(true);
  // The log says which job failed, and why, in a code.
  expect(program.log.slice(from)).toContainEqual(
    expect.objectContaining({
      msg: 'a job failed; it runs again',
      job,
      code: expect.stringMatching(/_UNAVAILABLE$/),
    }),
  );
}

/** The answer to a witness, while Twilio fails. */
export async function expectAnswerOnce(program: Program, breakIt: () => unknown): Promise<void> {
  const planted = plantSecrets();
  breakIt();
  expect(await program.text(planted.number, `a motel in joplin ${planted.word}`)).toMatchObject({
    status: 200,
  });
  await eventually(() => program.answersTo(planted.number).length === 1, { timeoutMs: 60_000 });
  await eventually(
    async () =>
      (await program.rows(`select 1 from outbound_messages where state in ('queued', 'sending')`)).length ===
      0,
  );
  await sleep(500);
  expect(program.answersTo(planted.number)).toHaveLength(1);
}
