/** The number of a witness: who sees it, who does not, and what is kept of it. Against the real program. */

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';
import { deskNotePlace } from '../../../src/store/queries/turn-taking.js';
import { type Planted, plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually as waitUntil,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

const DANA = 'U0SANDBOX01';
const LEAD = 'U0LEADMISSOURI';
const GROUPED = 'U0GROUPMEMBER';
const GROUP = 'S0LEADSGROUP';
const REASON = 'Trooper must reach the clerk before the door';
const eventually: typeof waitUntil = (probe, options) => waitUntil(probe, { timeoutMs: 10_000, ...options });

let program: Program;
beforeAll(async () => {
  const configDir = await mkdtemp(join(tmpdir(), 'sightline-config-'));
  await cp('config', configDir, { recursive: true });
  const file = join(configDir, 'states.yaml');
  const states = await readFile(file, 'utf8');
  await writeFile(file, states.replace('reveal: []', `reveal: [${LEAD}, ${GROUP}]`));
  program = await startProgram({ configDir });
  const { workspace } = program.slack;
  for (const id of [LEAD, GROUPED]) {
    workspace.addUser({ id, name: id.toLowerCase(), realName: id });
    workspace.findChannel('C0SANDBOXMO')?.members?.add(id);
  }
  workspace.addGroup({ id: GROUP, handle: 'leads', name: 'Leads', users: [GROUPED] });
});
afterAll(() => program.stop());

async function tell(): Promise<{ card: SlackMessage; planted: Planted }> {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)), { what: 'a card' });
  await eventually(
    async () =>
      (await program.rows('select 1 from liaison_cards where message_ts = $1', [card.ts])).length === 1,
    { what: 'a card that is recorded' },
  );
  return { card, planted };
}

const topView = (user: string) => {
  const view = program.slack.lookAt(user).views.at(-1);
  if (view === undefined) throw new Error('no modal is open');
  return view;
};
async function open(user: string, card: SlackMessage): Promise<string> {
  const { card_id: cardId } = card.metadata?.event_payload as { card_id: string };
  await program.slack.pressButton(user, card.ts, { actionId: 'tip_more', value: `reveal:${cardId}` });
  return topView(user).id;
}
const seenBy = (user: string): string =>
  JSON.stringify(program.slack.lookAt(user).ephemerals.map(({ text }) => text));
const thread = (card: SlackMessage): string[] =>
  program.slack
    .messagesIn(card.channel)
    .filter(({ threadTs }) => threadTs === card.ts)
    .map(({ text }) => text);
const eventsOf = (card: SlackMessage) =>
  program.rows<{ kind: string; actor: string }>(
    `select e.kind, e.actor from tip_events e join liaison_cards c on c.tip_id = e.tip_id
      where c.message_ts = $1 and e.kind like 'reveal%' order by e.id`,
    [card.ts],
  );

it.each([LEAD, GROUPED])(
  '%s holds the role: sees it alone, and the thread says that they did',
  async (user) => {
    const { card, planted } = await tell();
    const id = await open(user, card);
    const short = await program.slack.submitView(user, id, { reason: 'curious' }).catch(String);
    expect(JSON.stringify(short)).not.toContain(planted.number);
    await program.slack.submitView(user, id, { reason: REASON });
    expect(seenBy(user)).toContain(planted.number);
    expect(seenBy(DANA)).not.toContain(planted.number);
    await eventually(() => thread(card).some((text) => text.includes(`<@${user}> saw the witness’s number`)));
    expect(await eventsOf(card)).toEqual([{ kind: 'revealed', actor: user }]);
    // The reason is kept, sealed, and said nowhere.
    const [note] = await program.rows<{ id: string; body: Buffer }>(
      `select n.id, n.body_sealed as body from desk_notes n join liaison_cards c on c.id = n.card_id
      where c.message_ts = $1 and n.kind = 'revealed'`,
      [card.ts],
    );
    expect(program.vault.open(note?.body ?? Buffer.alloc(0), deskNotePlace(note?.id ?? ''))).toBe(REASON);
    expect(thread(card).join()).not.toContain('Trooper');
    // Nowhere else: no message, no view, no metadata, no event.
    const said = program.slack.messages.filter(({ ephemeralTo }) => ephemeralTo === undefined);
    expect(JSON.stringify(said)).not.toContain(planted.number.slice(2));
    expect(JSON.stringify(program.slack.lookAt(user).views)).not.toContain(planted.number.slice(2));
    const kept = await program.rows('select kind, actor, detail from tip_events');
    expect(JSON.stringify(kept)).not.toContain(planted.number.slice(2));
  },
  60_000,
);

it('without the role they are told plainly, and the attempt is on record', async () => {
  const { card, planted } = await tell();
  await program.slack.submitView(DANA, await open(DANA, card), { reason: REASON });
  expect(JSON.stringify(topView(DANA))).toContain('you do not have that role');
  expect(seenBy(DANA)).not.toContain(planted.number);
  expect(await eventsOf(card)).toEqual([{ kind: 'reveal_refused', actor: DANA }]);
  expect(thread(card).join()).not.toContain('saw the witness');
}, 60_000);

it('when Slack does not say who is in the group, or take the message, nothing is shown and it says so', async () => {
  const { card, planted } = await tell();
  program.pass(2 * 60_000);
  program.slack.fault({ method: 'usergroups.users.list', error: 'missing_scope', times: 1 });
  await program.slack.submitView(GROUPED, await open(GROUPED, card), { reason: REASON });
  expect(JSON.stringify(topView(GROUPED))).toContain('usergroups:read');
  program.slack.fault({ method: 'chat.postEphemeral', error: 'fatal_error', times: 1 });
  const id = await open(LEAD, card);
  await program.slack.submitView(LEAD, id, { reason: REASON });
  expect(JSON.stringify(topView(LEAD))).toContain('did not take the message');
  expect(seenBy(LEAD)).not.toContain(planted.number);
  expect((await eventsOf(card)).map(({ kind }) => kind)).toEqual(['reveal_refused', 'revealed']);
}, 60_000);

it('a witness in Slack has no number, and it says so', async () => {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const user = 'U0WITNESS78';
  const say = async (text: string) => (await program.slack.dm({ user, text })).channel;
  const dm = await say(
    'front desk at motel 6 joplin missouri. 2 girls room 214 look 15, older guy paid cash wont let them talk. here rn',
  );
  const heard = () => program.slack.messagesIn(dm).filter(({ fromBot }) => fromBot).length;
  await eventually(() => heard() === 1);
  await say('SEND');
  await eventually(() => heard() === 2);
  await say('1');
  const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)));
  await open(LEAD, card);
  expect(JSON.stringify(topView(LEAD))).toContain('no number');
  expect(topView(LEAD).view.submit).toBeUndefined();
}, 60_000);
