/**
 * kill -9 while the ladder is climbed: timers survive, each rung is climbed once, one text and one call leave. A restart between
 * any two steps of it is the same.
 */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyConfig } from '../support/config-copy.js';
import { wakeJobs, withLadder } from '../support/ladder.js';
import {
  createProgramWorld,
  NATIONAL_CHANNEL,
  type ProgramWorld,
  waitUntil,
} from '../support/program-world.js';

const ON_CALL = '+15735550177';
const WITNESS = '+12015550131';
const POINTS = [
  'escalate:before-commit',
  'escalate:after-commit',
  'notice:after-claim',
  'notice:after-send',
  'call:after-claim',
  'call:after-place',
];

let world: ProgramWorld;
beforeAll(async () => {
  const configDir = await copyConfig({
    'states.yaml': withLadder(`[{ after: 1, text: '${ON_CALL}' }, { after: 1, call: '${ON_CALL}' }]`),
  });
  world = await createProgramWorld({ environment: { CONFIG_DIR: configDir } });
  world.twilio.calls.phone(ON_CALL, { answer: 'no-answer' });
}, 60_000);
afterAll(() => world.close());

const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await world.pool.query<Row & Record<string, unknown>>(sql, values)).rows;

test('every rung once, whatever dies in between', async () => {
  const web = await world.start('web');
  let worker = await world.start('worker');
  await world.text(WITNESS, 'hes hitting her right now room 12 sunset inn tulsa', web);
  const [card] = await waitUntil('the card', async () => {
    const found = await rows<{ id: string }>(`select id from liaison_cards where state = 'posted'`);
    return found.length > 0 ? found : undefined;
  });
  const timers = () =>
    rows<{ due: boolean }>(
      `select run_at > now() + interval '1 minute' as due from graphile_worker.jobs where key like 'escalate:%'`,
    );
  await waitUntil('its timer', async () => (await timers())[0]?.due);
  await worker.kill();
  expect(await timers()).toEqual([{ due: true }]);

  const died: string[] = [];
  const overdue = () =>
    rows(
      `update liaison_cards set created_at = created_at - interval '5 min', escalated_at = escalated_at - interval '5 min'
        where id = $1`,
      [card?.id],
    );
  await overdue();
  for (const point of POINTS) {
    worker = world.startDying('worker', point);
    const ended = worker.gone.then((how) => {
      if (how === 'SIGKILL') died.push(point);
      return true;
    });
    const isGone = { yet: false };
    void ended.then(() => (isGone.yet = true));
    await waitUntil(
      point,
      async () => {
        // Before that the call would be over by the time a later worker is to die of it.
        if (point.startsWith('call:')) await overdue();
        await wakeJobs(rows, 'escalate');
        return isGone.yet;
      },
      40_000,
      { everyMs: 200 },
    );
  }
  worker = await world.start('worker');
  await waitUntil(
    'the end of the call',
    async () => {
      await overdue();
      for (const kind of ['escalate', 'placeCall', 'sendNotice']) await wakeJobs(rows, kind);
      return (await rows(`select 1 from calls where state = 'ended'`)).length === 1;
    },
    30_000,
    { everyMs: 200 },
  );
  await world.drain();

  expect(died).toEqual(POINTS);
  expect(world.twilio.messages.filter(({ to }) => to === ON_CALL)).toHaveLength(1);
  expect(world.twilio.calls.journal.entries.filter(({ to }) => to === ON_CALL)).toHaveLength(1);
  const climbed = await rows<{ detail: string }>(
    `select detail from tip_events where kind = 'escalated' and detail not like '%operators' order by id`,
  );
  expect(climbed.map(({ detail }) => detail)).toEqual(['OK rung 1 text', 'OK rung 2 call']);
  const texts = world.slack.messagesIn(NATIONAL_CHANNEL).map(({ text }) => text);
  for (const line of ['gets a text', 'is being rung', 'nobody answered'])
    expect(texts.filter((text) => text.includes(line))).toHaveLength(1);
}, 180_000);
