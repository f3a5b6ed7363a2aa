/** The database refuses, is cut off, hangs, comes back: what the providers see, and that nothing is lost or doubled. */

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually,
  expectAllAnswered,
  type Program,
  startProgram,
  tellStory,
} from '../../support/program.js';

/** Slack gives up after three seconds, Twilio after fifteen. */
const AT_ONCE_MS = 4000;

let program: Program;

beforeEach(async () => {
  program = await startProgram();
});
afterEach(() => program.stop());

describe.each([
  { how: 'refuses', fail: async () => program.database.refuse() },
  { how: 'hangs', fail: async () => program.database.hang() },
])('a database that $how', ({ fail }) => {
  it('makes webhooks answer 503 at once, then recovers by itself and takes each retry once', async () => {
    const { number, word } = plantSecrets();
    const [first, second] = [plantSecrets(), plantSecrets()];
    await program.text(number, `Motel 6 in Joplin, Missouri. ${word}`);
    await eventually(() => program.answersTo(number).length === 1);

    await fail();
    const sids = [newSid(), newSid(), newSid()];
    const [known, stranger, again, dm] = await Promise.all([
      program.text(number, `a girl is crying, ${word}`, sids[0]),
      program.text(first.number, `a van with ${first.name}`, sids[1]),
      // The second text of one person waits behind the first: it must not wait twice as long.
      program.text(number, 'and a man shouts', sids[2]),
      program.slack.dm({ user: 'U0DOWN1', text: `a motel, ${second.word}` }),
    ]);
    for (const answer of [known, stranger, again, dm]) {
      expect(answer.status).toBe(503);
      expect(answer.durationMs).toBeLessThan(AT_ONCE_MS);
    }

    const unready = await program.readyz();
    expect(unready).toMatchObject({ status: 503, body: { ready: false, database: 'unreachable' } });
    expect(unready.body.degraded.join()).toContain('database');
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
    expect(program.log).toContainEqual(
      expect.objectContaining({ code: 'DATABASE_UNAVAILABLE', status: 503, path: '/twilio/sms' }),
    );

    await program.database.heal();
    await eventually(async () => (await program.readyz()).status === 200, { what: 'ready again' });
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect(await program.text(number, `a girl is crying, ${word}`, sids[0])).toMatchObject({ status: 200 });
      expect(await program.text(first.number, `a van with ${first.name}`, sids[1])).toMatchObject({
        status: 200,
      });
      expect(await program.text(number, 'and a man shouts', sids[2])).toMatchObject({ status: 200 });
      expect(await program.slack.redeliver(dm.eventId)).toMatchObject({ status: 200 });
    }
    await expectAllAnswered(program, 5);
  });

  it('delays jobs and does not lose or double them', async () => {
    const planted = plantSecrets();
    await tellStory(program, planted);
    const letGo = program.hotline.fault({ hangMs: 1500 });
    expect((await program.text(planted.number, '1')).status).toBe(200);
    await sleep(300);
    await fail();
    await sleep(3000);
    letGo();
    await program.database.heal();

    await eventually(() => program.hotline.posts.length === 1 && program.mailbox.mails.length >= 1, {
      timeoutMs: 40_000,
    });
    await eventually(() => cardsOf(program).length === 1, { timeoutMs: 30_000 });
    await eventually(
      async () => {
        const open = await program.rows(
          `select 1 from deliveries where state not in ('handed_over', 'acknowledged')`,
        );
        return open.length === 0;
      },
      { timeoutMs: 30_000, what: 'all handed over' },
    );
    await expectAllAnswered(program, 3);
    expect(program.hotline.posts).toHaveLength(1);
    expect(program.hotline.posts[0]?.conflicting).toBe(false);
    // A mail may come twice when the database went while it was on its way: with the same Message-ID, and only then.
    expect(new Set(program.mailbox.mails.map(({ messageId }) => messageId)).size).toBe(1);
  }, 90_000);
});

it('a cut in the middle of everything loses no accepted text', async () => {
  const people = Array.from({ length: 20 }, () => plantSecrets());
  const texts = people.map((person) => ({ person, sid: newSid(), status: 0 }));
  const cutting = (async () => {
    for (let cut = 0; cut < 5; cut += 1) {
      await sleep(40);
      program.database.cut();
    }
  })();
  await Promise.all(
    texts.map(async (text) => {
      await eventually(async () => {
        text.status = (
          await program.text(text.person.number, `a motel in Joplin, ${text.person.word}`, text.sid)
        ).status;
        expect([200, 503]).toContain(text.status);
        return text.status === 200;
      });
    }),
  );
  await cutting;
  await expectAllAnswered(program, people.length);
}, 60_000);

function newSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}
