/**
 * kill -9 at random under load: two web and two worker processes, killed again and again, some while they start and the
 * others a moment after they are ready, and started anew at once, while people hold whole conversations side by side. Nothing is
 * tolerated at the end: every promise is counted exactly.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepRunning, type Keeper } from '../support/keep-running.js';
import { createProgramWorld, type Program, type ProgramWorld } from '../support/program-world.js';
import { checkPromises, type Tally, type WitnessStory } from '../support/promises.js';
import { tellStory } from '../support/witness-script.js';

const PEOPLE = 64;
const KILLS = 100;
/** A start costs two seconds of CPU; those killed early cost less, and a start must bear a kill as well. */
const SHARE_KILLED_WHILE_STARTING = 0.5;
const STARTING_MS = 1_500;
/** A worker must live for two sweeps now and then, to free what a dead one held; hence the spread. */
const MAX_LIFE_MS = { web: 2_000, worker: 6_000 };
const TELL_TIMEOUT_MS = 300_000;

let world: ProgramWorld;
let keepers: Keeper[] = [];
let stories: WitnessStory[] = [];
let tally: Tally;
const kills = { starting: 0, serving: 0 };
const pending = new Set<NodeJS.Timeout>();

beforeAll(async () => {
  world = await createProgramWorld();
  keepers = (['web', 'web', 'worker', 'worker'] as const).map((role) =>
    keepRunning(world, role, { onSpawn: killLater }),
  );
  const startedAt = Date.now();
  let people = 0;
  // The last ones begin before the last kill, so that kills hit conversations from first to last.
  const holdConversations = async () => {
    const told: WitnessStory[] = [];
    do {
      people += 1;
      told.push(await tellStory(world, people, pickWeb, { timeoutMs: TELL_TIMEOUT_MS }));
    } while (!enough());
    return told;
  };
  stories = (await Promise.all(Array.from({ length: PEOPLE }, holdConversations))).flat();
  await world.drain(120_000);
  tally = await checkPromises(world, stories);
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const figures = { kills, people: stories.length, ...tally.figures, seconds };
  process.stdout.write(`random kills: ${JSON.stringify(figures)}\n`);
}, 400_000);

afterAll(async () => {
  for (const timer of pending) clearTimeout(timer);
  await Promise.all(keepers.map((keeper) => keeper.stop()));
  await world.close();
});

function enough(): boolean {
  return kills.starting + kills.serving >= KILLS;
}

function killLater(program: Program): void {
  const killAfter = (ms: number, what: keyof typeof kills) => {
    const timer = setTimeout(() => {
      pending.delete(timer);
      if (enough()) return;
      kills[what] += 1;
      void program.kill();
    }, ms);
    pending.add(timer);
  };
  if (Math.random() < SHARE_KILLED_WHILE_STARTING) killAfter(Math.random() * STARTING_MS, 'starting');
  else
    program.ready.then(
      () => {
        killAfter(Math.random() * MAX_LIFE_MS[program.role], 'serving');
      },
      () => undefined,
    );
}

/** As a load balancer that knows who listens. */
function pickWeb(): Program | undefined {
  const listening = keepers
    .filter(({ role }) => role === 'web')
    .map((keeper) => keeper.current())
    .filter((program) => program !== undefined);
  return listening[Math.floor(Math.random() * listening.length)];
}

test('a hundred processes were killed, and none ended by itself', () => {
  const ended = keepers.flatMap((keeper) => keeper.ended.map(({ how }) => how));
  expect(ended.length).toBeGreaterThanOrEqual(KILLS);
  expect(ended).toEqual(ended.map(() => 'SIGKILL'));
  expect(kills.serving).toBeGreaterThanOrEqual(KILLS / 4);
});

test('no promise is broken', () => {
  expect(tally.broken).toEqual([]);
  expect(tally.figures).toMatchObject({ tips: stories.length, cards: stories.length });
});
