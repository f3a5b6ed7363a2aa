/**
 * kill -9 at every named point of a liaison's question and of a picture: the worker dies there, another takes its
 * place, and in the end the witness has the question once, the thread the picture once, and Twilio nothing.
 */

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { makeJpeg } from '../support/pictures.js';
import { keepRunning, type Keeper } from '../support/keep-running.js';
import {
  createProgramWorld,
  NATIONAL_CHANNEL,
  type Program,
  type ProgramWorld,
  waitUntil,
} from '../support/program-world.js';

const QUESTION_POINTS = ['relay:before-commit', 'relay:after-commit', 'send:after-claim', 'send:after-send'];
const PICTURE_POINTS = [
  ...[
    'media:after-fetch',
    'media:after-store',
    'media:before-upload',
    'media:after-upload',
    'media:after-delete',
  ],
];
const WITNESS = '+15735550177';
const LIAISON = 'U0LIAISON1';

let world: ProgramWorld;
let web: Keeper;
let cardTs: string;
/** Stopped while another dies, so that it does not take its job; a start costs more than the wait. */
let whole: Program;

beforeAll(async () => {
  world = await createProgramWorld();
  web = keepRunning(world, 'web', { environments: [{}] });
  await web.next();
  world.slack.workspace.addUser({ id: LIAISON, name: 'dana', realName: 'Dana' });
  world.slack.workspace.findChannel(NATIONAL_CHANNEL)?.members?.add(LIAISON);
  const worker = await world.start('worker');
  let count = 0;
  for (const text of [
    'front desk at motel 6 joplin missouri. 2 girls room 214 look 15, older guy paid cash wont let them talk. here rn',
    'SEND',
    '1',
    '1',
  ]) {
    await world.text(WITNESS, text, () => web.current());
    await world.waitForReplies(WITNESS, ++count);
  }
  await waitUntil('a card with a question button', async () =>
    Promise.resolve(
      JSON.stringify(world.slack.messagesIn(NATIONAL_CHANNEL)[0]?.blocks ?? '').includes('tip_ask'),
    ),
  );
  cardTs = world.slack.messagesIn(NATIONAL_CHANNEL)[0]?.ts ?? '';
  await world.drain();
  whole = worker;
}, 120_000);

afterAll(async () => {
  await web.stop();
  await world.close();
});

/** A worker that kills itself there; then the whole one, until nothing is under way. */
async function dieAt(point: string): Promise<string> {
  const how = await world.startDying('worker', point).gone;
  whole.child.kill('SIGCONT');
  await world.drain();
  return how;
}

const thread = () => world.slack.messagesIn(NATIONAL_CHANNEL).filter(({ threadTs }) => threadTs === cardTs);

beforeEach(() => {
  whole.child.kill('SIGSTOP');
});

test.each(QUESTION_POINTS)(
  'a question, killed at %s: asked once, told once',
  async (point) => {
    world.slack.connect({ base: web.current()?.base ?? '' });
    const words = `Is the door ${point.replace(/\W/g, ' ')}?`;
    await world.pool.query(
      `update questions set asked_at = asked_at - interval '2 hours', answered_at = now() - interval '1 hour', state = 'answered'`,
    );
    await world.slack.pressButton(LIAISON, cardTs, { actionId: 'tip_ask' });
    const view = () => world.slack.lookAt(LIAISON).views.at(-1)?.id ?? '';
    await world.slack.submitView(LIAISON, view(), { words });
    await world.slack.submitView(LIAISON, view(), {});
    expect(await dieAt(point)).toBe('SIGKILL');
    expect(world.repliesTo(WITNESS).filter(({ body }) => body.includes(words))).toHaveLength(1);
    expect(thread().filter((line) => JSON.stringify(line.blocks).includes(words))).toHaveLength(1);
  },
  60_000,
);

test.each(PICTURE_POINTS)(
  'a picture, killed at %s: in the thread once, and gone at Twilio',
  async (point) => {
    const files = () => thread().flatMap((message) => message.files ?? []).length;
    const before = files();
    world.twilio.connect({ base: web.current()?.base ?? '', publicUrl: 'https://tips.example.test' });
    const { messageSid } = await world.twilio.receive({
      from: WITNESS,
      body: '',
      media: [{ content: makeJpeg() }],
    });
    expect(await dieAt(point)).toBe('SIGKILL');
    expect(files()).toBe(before + 1);
    expect(world.twilio.media.of(messageSid)).toEqual([]);
    const { rows } = await world.pool.query(
      `select 1 from attachments where deleted_at_provider_at is null or state <> 'stored'`,
    );
    expect(rows).toEqual([]);
  },
  60_000,
);
