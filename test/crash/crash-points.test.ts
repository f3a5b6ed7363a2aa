/**
 * kill -9 at every named point, one after the other: each process kills itself at its point and the next one takes its
 * place, to die at the next point, sometimes while it cleans up after the last. People hold whole conversations meanwhile, and
 * the provider posts each text until it gets its 200. At the end every promise is counted.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepRunning, type Keeper } from '../support/keep-running.js';
import { createProgramWorld, type ProgramWorld } from '../support/program-world.js';
import { checkPromises, type WitnessStory } from '../support/promises.js';
import { tellStory } from '../support/witness-script.js';

const WEB_POINTS = ['receive:after-save-turn#3', 'receive:before-commit#3', 'receive:after-commit#3'];
const WORKER_POINTS = [
  'send:after-claim',
  'send:after-send',
  'handoff:after-claim',
  'handoff:after-webhook',
  'handoff:after-email',
  'liaison:after-claim',
  'liaison:after-card_posted',
  'liaison:after-card_updated',
];
const MAX_PEOPLE = 30;

let world: ProgramWorld;
let keepers: Keeper[] = [];
const stories: WitnessStory[] = [];

beforeAll(async () => {
  world = await createProgramWorld();
  // Whoever looks for a card that a dead worker may have posted is refused at first, and must look again.
  world.slack.fault({
    match: ({ method }) => method === 'conversations.history',
    status: 429,
    retryAfterSeconds: 1,
    times: 2,
  });
  const dyingAt = (points: string[]) => points.map((point) => ({ SIGHTLINE_CRASH_AT: point }));
  const web = keepRunning(world, 'web', { environments: dyingAt(WEB_POINTS) });
  const worker = keepRunning(world, 'worker', { environments: dyingAt(WORKER_POINTS) });
  keepers = [web, worker];
  await Promise.all([web.next(), worker.next()]);
  // Everybody passes every point, so each process comes to its own; one person more for each that dies keeps them busy.
  const allDead = () => web.ended.length >= WEB_POINTS.length && worker.ended.length >= WORKER_POINTS.length;
  const telling: Promise<WitnessStory>[] = [];
  for (let index = 0; index < MAX_PEOPLE && !allDead(); index += 1) {
    telling.push(tellStory(world, index, () => web.current(), { timeoutMs: 120_000 }));
    await worker.next(worker.current());
  }
  stories.push(...(await Promise.all(telling)));
  await world.drain();
}, 200_000);

afterAll(async () => {
  await Promise.all(keepers.map((keeper) => keeper.stop()));
  await world.close();
});

test.each([...WEB_POINTS, ...WORKER_POINTS])('a process killed itself at %s', (point) => {
  const died = keepers.flatMap(({ ended }) => ended);
  expect(died).toContainEqual({ environment: { SIGHTLINE_CRASH_AT: point }, how: 'SIGKILL' });
});

test('every text is answered, nothing twice, every tip left under one key a revision, with one card', async () => {
  const { broken, figures } = await checkPromises(world, stories);
  expect(broken).toEqual([]);
  expect(figures).toMatchObject({ tips: stories.length, cards: stories.length });
  process.stdout.write(`crash points: ${JSON.stringify({ people: stories.length, ...figures })}\n`);
});
