/** The route that ends at a human: a task in the operator channel, taken by one, filed with the hotline's reference. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';
import { copyConfig, withOrder } from '../../support/config-copy.js';
import { plantSecrets, type Planted } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

const DANA = 'U0SANDBOX01';
const BEN = 'U0BENOPERATOR';

let program: Program;
beforeAll(async () => {
  program = await startProgram({ configDir: await copyConfig({ 'hotline.yaml': withOrder([['desk']]) }) });
  program.slack.workspace.addUser({ id: BEN, name: 'ben.ortiz', realName: 'Ben Ortiz' });
  const operators = program.slack.workspace.findChannel('C0SANDBOXOP');
  if (operators !== undefined) operators.members = new Set([DANA, BEN]);
});
afterAll(() => program.stop());

const heads = (): SlackMessage[] =>
  program.slack
    .messagesIn('C0SANDBOXOP')
    .filter(({ threadTs, text }) => threadTs === undefined && text.includes('with the hotline'));
const shown = (task: SlackMessage): string =>
  JSON.stringify(program.slack.workspace.findMessage(task.channel, task.ts)?.blocks);
const thread = (task: SlackMessage): SlackMessage[] =>
  program.slack.messagesIn(task.channel).filter(({ threadTs }) => threadTs === task.ts);
const press = (user: string, task: SlackMessage, actionId: string) =>
  program.slack.pressButton(user, task.ts, { actionId });
const topView = (user: string) => {
  const view = program.slack.lookAt(user).views.at(-1);
  if (view === undefined) throw new Error('no modal is open');
  return view;
};

async function newTask(): Promise<{ task: SlackMessage; planted: Planted }> {
  const before = new Set(heads().map(({ ts }) => ts));
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const task = await eventually(() => heads().find(({ ts }) => !before.has(ts)), { what: 'a task' });
  await eventually(async () => (await deliveriesOf(task))[0]?.state === 'attempting', {
    what: 'a task that is recorded',
  });
  return { task, planted };
}

async function deliveriesOf(task: SlackMessage) {
  return program.rows<{ revision: number; state: string; receipt: string | null; evidence: string | null }>(
    `select d.revision, d.state, d.receipt, d.evidence from deliveries d join desk_tasks k on k.tip_id = d.tip_id
      where k.message_ts = $1 and d.route = 'desk' order by d.revision`,
    [task.ts],
  );
}

describe('a task', () => {
  it('holds the tip in the order of the form, is taken by the first, and filed with the reference', async () => {
    const { task, planted } = await newTask();
    const text = shown(task);
    const titles = [
      '1. WHO IS REPORTING',
      '2. WHERE',
      '3. WHAT HAPPENED',
      '4. POTENTIAL VICTIM',
      '5. POTENTIAL TRAFF',
    ];
    const places = [...titles, '6. VEHICLES', '7. WHEN', '8. HOW URGENT'].map((title) => text.indexOf(title));
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
    expect(text).toContain(planted.word);
    // The words of a witness are in preformatted text alone.
    expect(JSON.stringify(task.text)).not.toContain(planted.word);

    await Promise.all([press(DANA, task, 'desk_task_take'), press(BEN, task, 'desk_task_take')]);
    await eventually(() => shown(task).includes('Taken by'));
    await eventually(() =>
      [DANA, BEN].some((user) =>
        program.slack.lookAt(user).ephemerals.some(({ text: told }) => told.includes('has it already')),
      ),
    );
    await press(BEN, task, 'desk_task_filed');
    const refused = await program.slack.submitView(BEN, topView(BEN).id, { reference: 'my words, about it' });
    expect(JSON.stringify(refused)).toContain('no spaces');
    await program.slack.submitView(BEN, topView(BEN).id, { reference: 'NHTH-2026-114' });
    await eventually(() => shown(task).includes('reference NHTH-2026-114'));
    expect(shown(task)).not.toContain('desk_task_filed');
    expect(await deliveriesOf(task)).toEqual([
      { revision: 1, state: 'acknowledged', receipt: 'NHTH-2026-114', evidence: `filed ${BEN}` },
    ]);
    expect(program.hotline.posts).toEqual([]);

    // A later text: the same task says what changed.
    await sayAndHear(program, planted.number, 'gray altima plate 4T7PLANT tennessee');
    await eventually(() => shown(task).includes('add it to that report'));
    expect(shown(task)).toMatch(/Changed: [a-z, ]*vehicle/);
    expect(shown(task)).toContain('desk_task_filed');
    await eventually(async () => (await deliveriesOf(task))[1]?.state === 'attempting');
    expect((await deliveriesOf(task))[0]?.state).toBe('acknowledged');
  }, 60_000);

  it('that cannot be filed says so, and the operators are told that nobody has it', async () => {
    const { task } = await newTask();
    await press(DANA, task, 'desk_task_cannot');
    await program.slack.submitView(DANA, topView(DANA).id, { reason: 'Their form is down' });
    await eventually(() => shown(task).includes('could not file it'));
    await eventually(() => alertsOf(program).some((text) => text.includes('DESK_CANNOT_FILE')));
    await eventually(() => alertsOf(program).some((text) => text.includes('NO_ROUTE_LEFT')));
    expect((await deliveriesOf(task)).map(({ state }) => state)).toEqual(['failed']);
    const notes = await program.rows<{ body: string }>(
      `select encode(body_sealed, 'escape') as body from desk_notes`,
    );
    expect(JSON.stringify(notes)).not.toContain('form is down');
  }, 60_000);

  it('that nobody takes, or files, is told again and again', async () => {
    const { task } = await newTask();
    const told = (code: string): number => alertsOf(program).filter((text) => text.includes(code)).length;
    // Only one that is there can be woken: the job that shows the task plans it, and would plan it anew.
    const runDeadline = () =>
      eventually(async () => {
        const woken = await program.rows(
          `update graphile_worker._private_jobs set run_at = now() where locked_at is null and key =
             (select 'desk-deadline:' || tip_id from desk_tasks where message_ts = $1) returning 1`,
          [task.ts],
        );
        return woken.length === 1;
      });
    for (const count of [1, 2]) {
      program.pass(5 * 60_000);
      await runDeadline();
      await eventually(() => told('DESK_TASK_WAITS') === count);
    }
    await press(DANA, task, 'desk_task_take');
    await eventually(() => shown(task).includes('Taken by'));
    program.pass(30 * 60_000);
    await runDeadline();
    await eventually(() => told('DESK_TASK_NOT_FILED') === 1);
  }, 60_000);

  it('is never cut: what does not fit follows in the thread', async () => {
    const { task, planted } = await newTask();
    const long = Array.from(
      { length: 9 },
      (_, index) => `part${index} ${'and then they moved again '.repeat(55)}`,
    );
    for (const text of long) await sayAndHear(program, planted.number, text);
    await eventually(() => thread(task).some(({ blocks }) => JSON.stringify(blocks).includes('part8 ')), {
      what: 'the last of it',
    });
    const whole =
      shown(task) +
      thread(task)
        .map(({ blocks }) => JSON.stringify(blocks))
        .join('');
    for (const index of long.keys()) expect(whole).toContain(`part${index} `);
  }, 60_000);

  it('withdrawn before it was filed shows nothing of it any more', async () => {
    const { task, planted } = await newTask();
    expect(shown(task)).toContain(planted.word);
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(task.text)?.[0] ?? '';
    expect(await admin(`withdraw ${reference}`)).toContain('revision 2');
    await eventually(() => shown(task).includes('Do not file it'));
    expect(shown(task)).not.toContain(planted.word);
    expect(shown(task)).not.toContain('desk_task_filed');
    expect((await deliveriesOf(task)).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
  }, 60_000);

  it('withdrawn after it was filed asks for the hotline to be told', async () => {
    const { task } = await newTask();
    await press(DANA, task, 'desk_task_filed');
    await program.slack.submitView(DANA, topView(DANA).id, { reference: 'NHTH-7' });
    await eventually(() => shown(task).includes('reference NHTH-7'));
    await admin(`withdraw ${/[A-Z]{2}-\w{5}-\w{2}/.exec(task.text)?.[0] ?? ''}`);
    await eventually(() => shown(task).includes('tell the hotline, with that reference'));
    await press(DANA, task, 'desk_task_filed');
    await program.slack.submitView(DANA, topView(DANA).id, { reference: 'NHTH-7' });
    await eventually(async () => (await deliveriesOf(task)).every(({ state }) => state === 'acknowledged'));
  }, 60_000);
});

async function admin(text: string, user = DANA, channel = 'C0SANDBOXMO'): Promise<string> {
  const answer = await program.slack.slashCommand(user, channel, '/tips-admin', text);
  return JSON.stringify(answer.response);
}

describe('/tips-admin', () => {
  it('is for members of the operator channel', async () => {
    program.slack.workspace.addUser({ id: 'U0STRANGER', name: 'stranger', realName: 'A Stranger' });
    const elsewhere = program.slack.workspace.openDm('U0STRANGER').id;
    expect(await admin('list', 'U0STRANGER', elsewhere)).toContain('members of the operator channel');
  });

  it('lists, shows the clock and the evidence, and has a delivery tried again; without a word of a witness', async () => {
    const { task, planted } = await newTask();
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(task.text)?.[0] ?? '';
    const list = await admin('list');
    expect(list).toContain(reference);
    expect(list).toContain('desk attempting');
    await press(DANA, task, 'desk_task_cannot');
    await program.slack.submitView(DANA, topView(DANA).id, { reason: 'Their form is down' });
    await eventually(async () => (await admin(`show ${reference}`)).includes(`cannot_file ${DANA}`));
    expect(await admin(`retry ${reference}`)).toContain('Tried again now: desk');
    await eventually(() => shown(task).includes('desk_task_filed'));
    const history = await admin(`show ${reference.toLowerCase()}`);
    expect(history).toContain(`retry by ${DANA}`);
    expect(await admin('show XX-00000-00')).toContain('No tip has that reference');
    for (const word of [planted.word, planted.name, planted.number])
      expect(list + history).not.toContain(word);
  }, 60_000);

  it('exports the whole tip as a file into the operator channel, with who wanted it', async () => {
    const { task, planted } = await newTask();
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(task.text)?.[0] ?? '';
    expect(await admin(`export ${reference} wordperfect`)).toContain('json, text, niem, htcds, csv, text-es');
    for (const [format, signs] of [
      ['niem', [reference, 'Trafficked']],
      ['text-es', ['OCURRE AHORA', planted.word]],
    ] as const) {
      const said = await admin(`export ${reference} ${format}`);
      expect(said).toContain('operator channel');
      expect(said).not.toContain(planted.word);
      await eventually(
        () => {
          const shared = program.slack
            .messagesIn(program.sandbox.environment.SLACK_OPERATOR_CHANNEL ?? '')
            .filter(({ text }) => text.includes(`${reference}, exported by <@${DANA}>`));
          const bodies = shared
            .flatMap(({ files }) => files ?? [])
            .map(({ content }) => content?.toString('utf8') ?? '');
          return bodies.some((body) => signs.every((sign) => body.includes(sign)));
        },
        { what: format },
      );
    }
    expect(await admin(`show ${reference}`)).toMatch(new RegExp(`read_by_operator +${DANA}`));
  }, 60_000);
});
