/**
 * Falling silent: what was told leaves as a partial tip and the phone stays quiet, though the worker is killed while the timer
 * fires; a text in time cancels the timer; a later one revises the same tip. The flow is the product's, its 15 minutes
 * are four seconds here.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyFlows } from '../support/flows-copy.js';
import { keepRunning, type Keeper } from '../support/keep-running.js';
import {
  createProgramWorld,
  markerOf,
  numberOf,
  type Program,
  type ProgramWorld,
  type SentText,
  waitUntil,
} from '../support/program-world.js';
import { checkPromises } from '../support/promises.js';

const SILENCE_MS = 4_000;
/** Below the silence, however slow the machine: three of them are longer than one silence. */
const GAP_MS = 1_500;

let world: ProgramWorld;
let web: Program;
let workers: Keeper;
const told: { person: string; texts: SentText[]; markers: string[]; revisions: number }[] = [];

beforeAll(async () => {
  world = await createProgramWorld({
    environment: {
      FLOWS_DIR: await copyFlows({ silence: `${SILENCE_MS / 1_000}s` }),
      REPLY_SETTLE_MS: '100',
    },
  });
  workers = keepRunning(world, 'worker', { environments: [{ SIGHTLINE_CRASH_AT: 'timer:before-commit' }] });
  [web] = await Promise.all([world.start('web'), workers.next()]);
}, 60_000);

afterAll(async () => {
  await workers.stop();
  await world.close();
});

test('a silent conversation leaves as a partial tip, once, though the worker is killed as the timer fires', async () => {
  const person = numberOf(0);
  const markers = [markerOf(0, 0)];
  const text = await world.text(person, `2 girls at motel 6 joplin missouri ${markers[0] ?? ''}`, web);
  await world.waitForReplies(person, 1);
  await waitUntil('the partial tip', () => Promise.resolve(statuses(markers[0] ?? '').length > 0), 40_000);
  expect(workers.ended.map(({ how }) => how)).toEqual(['SIGKILL']);
  await sleep(500);
  expect(statuses(markers[0] ?? '')).toEqual(['r1 partial']);
  expect(world.repliesTo(person)).toHaveLength(1);
  told.push({ person, texts: [text], markers, revisions: 1 });
}, 60_000);

test('a text in time cancels the old timer; a later one revises the same tip under the same reference', async () => {
  const person = numberOf(1);
  const markers = [0, 1, 2, 3, 4].map((index) => markerOf(1, index));
  const bodies = [
    `2 girls at motel 6 joplin missouri ${markers[0] ?? ''}`,
    `an older guy wont let them talk ${markers[1] ?? ''}`,
    `they are in room 214 ${markers[2] ?? ''}`,
    `they look very scared ${markers[3] ?? ''}`,
  ];
  const texts: SentText[] = [];
  for (const body of bodies) {
    texts.push(await world.text(person, body, web));
    await sleep(GAP_MS);
  }
  await waitUntil('the partial tip', () => Promise.resolve(statuses(markers[0] ?? '').length > 0), 30_000);
  expect(await silenceBefore(person)).toBeGreaterThanOrEqual(SILENCE_MS - 50);
  expect(statuses(markers[0] ?? '')).toEqual(['r1 partial']);

  const quiet = world.repliesTo(person).length;
  texts.push(await world.text(person, `now they leave in a white van ${markers[4] ?? ''}`, web));
  await world.waitForReplies(person, quiet + 1);
  await waitUntil('the revision', () => Promise.resolve(statuses(markers[0] ?? '').length > 1), 30_000);
  told.push({ person, texts, markers, revisions: 2 });
}, 60_000);

test('and no promise is broken by any of it', async () => {
  // A silence is shorter than what drain() looks ahead: the last timer is among what it waits for.
  await world.drain();
  const { broken } = await checkPromises(world, told);
  expect(broken.filter((line) => !line.endsWith('was never told the reference'))).toEqual([]);
});

/** The revisions of the tip with this word, by status, as the hotline has them. */
function statuses(marker: string): string[] {
  return world.hotline.posts
    .map(
      (post) =>
        (post.document as { data: { revision: number; status: string; narrative: { text: string }[] } }).data,
    )
    .filter(({ narrative }) => narrative.some(({ text }) => text.includes(marker)))
    .map(({ revision, status }) => `r${revision} ${status}`);
}

/** Milliseconds from the person's last text to the first revision. */
async function silenceBefore(person: string): Promise<number> {
  const { rows } = await world.pool.query<{ ms: number }>(
    `select extract(epoch from t.created_at - max(i.received_at)) * 1000 as ms
       from tips t join inbound_messages i on i.conversation_id = t.conversation_id and i.received_at < t.created_at
      where i.provider_id = any($1) group by t.id, t.created_at`,
    [world.twilio.received.filter(({ from }) => from === person).map(({ sid }) => sid)],
  );
  return Number(rows[0]?.ms);
}
