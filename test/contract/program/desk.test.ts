/** The liaison desk, tapped by several people through signed payloads, against the real program. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';

const DANA = 'U0SANDBOX01';
const BEN = 'U0BENLIAISON';
const STRANGER = 'U0STRANGER1';

let program: Program;
beforeAll(async () => {
  program = await startProgram();
  program.slack.workspace.addUser({ id: BEN, name: 'ben.ortiz', realName: 'Ben Ortiz' });
  program.slack.workspace.addUser({ id: STRANGER, name: 'sam.lee', realName: 'Sam Lee' });
  for (const { id } of program.slack.lookAt(DANA).channels) {
    const channel = program.slack.workspace.findChannel(id);
    if (channel !== undefined && channel.kind !== 'im') channel.members = new Set([DANA, BEN]);
  }
});
afterAll(() => program.stop());

async function hotelCard(): Promise<SlackMessage> {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  return eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)), { what: 'a card' });
}

const shown = (card: SlackMessage): string =>
  JSON.stringify(program.slack.workspace.findMessage(card.channel, card.ts)?.blocks);
const thread = (card: SlackMessage): string[] =>
  program.slack
    .messagesIn(card.channel)
    .filter(({ threadTs }) => threadTs === card.ts)
    .map(({ text }) => text);
const press = (user: string, card: SlackMessage, actionId: string, value?: string) =>
  program.slack.pressButton(user, card.ts, value === undefined ? { actionId } : { actionId, value });
const more = async (user: string, card: SlackMessage, name: string) => {
  const cardId = (card.metadata?.event_payload as { card_id: string }).card_id;
  return press(user, card, 'tip_more', `${name}:${cardId}`);
};
const topView = (user: string) => {
  const view = program.slack.lookAt(user).views.at(-1);
  if (view === undefined) throw new Error('no modal is open');
  return view;
};

describe('the hotel story at the desk', () => {
  it('acknowledged, an officer and two troopers sent, en route, on scene, closed: card, thread and record agree', async () => {
    const card = await hotelCard();
    await press(DANA, card, 'tip_acknowledge');
    await eventually(() => shown(card).includes('*Acknowledged* by <@U0SANDBOX01>'));
    expect(shown(card)).not.toContain('tip_acknowledge"');

    await press(DANA, card, 'tip_assign');
    const empty = await program.slack.submitView(DANA, topView(DANA).id, { role: 'local_police' });
    expect(JSON.stringify(empty)).toContain('Choose people above');
    await program.slack.submitView(DANA, topView(DANA).id, {
      role: 'local_police',
      units: 'Joplin PD, unit 12',
    });
    await press(BEN, card, 'tip_assign');
    await program.slack.submitView(BEN, topView(BEN).id, {
      role: 'state_police',
      people: [BEN],
      units: 'Troop D 412\nTroop D 418',
    });
    await eventually(() => shown(card).includes('Troop D 418'));
    const [first] = await program.rows<{ id: string }>(
      `select p.id from card_parties p join liaison_cards c on c.id = p.card_id where c.message_ts = $1 order by assigned_at limit 1`,
      [card.ts],
    );
    const party = first?.id ?? '';
    await press(BEN, card, 'party_en_route', party);
    await eventually(() => shown(card).includes('en route +'));
    await press(DANA, card, 'party_on_scene', party);
    await eventually(() => shown(card).includes('(yardstick 29)'));

    await press(DANA, card, 'tip_close');
    await program.slack.submitView(DANA, topView(DANA).id, { outcome: 'helped', note: 'Two are safe.' });
    await eventually(() => shown(card).includes('Closed: Helped'));
    expect(shown(card)).toContain('Two are safe.');
    await eventually(() => thread(card).length >= 6);
    expect(thread(card).map((line) => line.replace(/\d+ min/, 'n min'))).toEqual([
      '<@U0SANDBOX01> acknowledged, n min after first contact',
      '<@U0SANDBOX01> assigned Local police: Joplin PD, unit 12',
      `<@${BEN}> assigned Highway patrol or state police: <@${BEN}>, Troop D 412, Troop D 418`,
      `Local police: Joplin PD, unit 12 en route, n min after first contact, says <@${BEN}>`,
      'Local police: Joplin PD, unit 12 on scene, n min after first contact, says <@U0SANDBOX01>',
      '<@U0SANDBOX01> closed it: Helped',
    ]);
    const events = await program.rows<{ kind: string }>(
      `select e.kind from tip_events e join liaison_cards c on c.tip_id = e.tip_id where c.message_ts = $1
         and e.kind ~ '^(party|card_(ack|clo))' order by e.id`,
      [card.ts],
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      ...[
        'card_acknowledged',
        'party_assigned',
        'party_assigned',
        'party_en_route',
        'party_on_scene',
        'card_closed',
      ],
    ]);
  }, 60_000);

  it('two at once: one wins, the other is told in words only they see', async () => {
    const card = await hotelCard();
    await Promise.all([press(DANA, card, 'tip_acknowledge'), press(BEN, card, 'tip_acknowledge')]);
    const told = await eventually(() => {
      const texts = [DANA, BEN].flatMap((user) =>
        program.slack.lookAt(user).ephemerals.map(({ text }) => ({ user, text })),
      );
      return texts.find(({ text }) => text.includes('did that already'));
    });
    const [row] = await program.rows<{ by: string }>(
      'select acknowledged_by as by from liaison_cards where message_ts = $1',
      [card.ts],
    );
    expect(told.text).toContain(`<@${String(row?.by)}>`);
    expect(told.user).not.toBe(row?.by);
    await eventually(() => thread(card).length === 1);
  }, 60_000);

  it('takes back the newest step within a minute, and not after', async () => {
    const card = await hotelCard();
    await press(DANA, card, 'tip_acknowledge');
    await eventually(() => shown(card).includes('*Acknowledged*'));
    await more(BEN, card, 'undo');
    await more(DANA, card, 'undo');
    await eventually(() => !shown(card).includes('*Acknowledged*'));
    expect(shown(card)).toContain('tip_acknowledge');
    await press(BEN, card, 'tip_acknowledge');
    await eventually(() => shown(card).includes(`*Acknowledged* by <@${BEN}>`));
    program.pass(61_000);
    await more(BEN, card, 'undo');
    await eventually(() =>
      program.slack
        .lookAt(BEN)
        .ephemerals.some(({ text }) => text.includes('nothing here in the last minute')),
    );
    expect(shown(card)).toContain(`*Acknowledged* by <@${BEN}>`);
  }, 60_000);
});

describe('finding', () => {
  it('shows a tip by its code to those in its channel, and to nobody else', async () => {
    const card = await hotelCard();
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(card.text)?.[0] ?? '';
    const ask = async (user: string, text: string) =>
      JSON.stringify((await program.slack.slashCommand(user, card.channel, '/tip', text)).response);
    const answer = await ask(DANA, reference.toLowerCase());
    expect(answer).toContain('front desk at motel 6');
    expect(answer).toContain('Open its thread');
    expect(answer).not.toMatch(/\+1\d{10}/);
    expect(await ask(DANA, 'MO-00000-00')).toContain('has a typo');

    const elsewhere = program.slack.workspace.openDm(STRANGER).id;
    const other = await program.slack.slashCommand(STRANGER, elsewhere, '/tip', reference);
    expect(other.response).toMatchObject({ text: `No tip ${reference} in your channels.` });
    const none = await program.slack.slashCommand(STRANGER, elsewhere, '/tips', 'open');
    expect(none.response).toMatchObject({ text: 'Open in your channels: none.' });
  }, 60_000);

  it('lists open tips and mine, and draws App Home with the clock', async () => {
    const card = await hotelCard();
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(card.text)?.[0] ?? '';
    const list = async (which: string) =>
      JSON.stringify((await program.slack.slashCommand(BEN, card.channel, '/tips', which)).response);
    expect(await list('open')).toContain(reference);
    expect(await list('mine')).not.toContain(reference);
    await press(BEN, card, 'tip_acknowledge');
    expect(await list('mine')).toContain(reference);
    expect(await list('')).toContain('/tips open');

    expect((await program.slack.openHome(BEN)).status).toBe(200);
    const home = JSON.stringify(program.slack.lookAt(BEN).home?.view);
    expect(home).toContain(reference);
    expect(home).toMatch(/Acknowledged {3}█*░* /);
    expect((await program.slack.openHome(STRANGER)).status).toBe(200);
    expect(JSON.stringify(program.slack.lookAt(STRANGER).home?.view)).not.toContain(reference);
  }, 60_000);

  it('links tips about the same room, merges them, and tells a later text in both threads', async () => {
    const one = await hotelCard();
    const planted = plantSecrets();
    const room = /room (\w+)/.exec(JSON.stringify(one.blocks))?.[1] ?? '';
    await tellStory(program, { ...planted, room });
    await sayAndHear(program, planted.number, '1');
    const other = await eventually(() =>
      cardsOf(program).find(({ ts, blocks }) => ts > one.ts && JSON.stringify(blocks).includes(room)),
    );
    const referenceOf = (card: SlackMessage) => /[A-Z]{2}-\w{5}-\w{2}/.exec(card.text)?.[0] ?? '';
    await eventually(() => shown(other).includes(`*${referenceOf(one)}* (same`));
    await eventually(() => shown(one).includes(`*${referenceOf(other)}* (same`));

    await more(DANA, other, 'merge');
    const itself = await program.slack.submitView(DANA, topView(DANA).id, { reference: referenceOf(other) });
    expect(itself.errors).toEqual({ reference: 'That is this tip.' });
    await program.slack.submitView(DANA, topView(DANA).id, { reference: referenceOf(one) });
    await eventually(() => shown(other).includes('Closed: Duplicate'));
    await sayAndHear(program, planted.number, 'they are leaving in a black suv now');
    await eventually(() =>
      [one, other].every((card) => thread(card).some((line) => line.startsWith('Revision 2'))),
    );
  }, 60_000);
});

describe('several states', () => {
  it('the bus: a card in each, each shows what the other did; in place against the arrival', async () => {
    const planted = plantSecrets();
    const say = (text: string) => sayAndHear(program, planted.number, text);
    await say(
      'bus driver, greyhound 1430 stl to chicago, girl 15 w older guy he holds her id, next stop springfield 4:20',
    );
    for (let turn = 0; turn < 5 && program.slack.messagesIn('C0SANDBOXIL').length === 0; turn++)
      await say(turn === 4 ? 'SEND' : turn % 2 === 0 ? 'SEND' : '1');
    const illinois = await eventually(() => program.slack.messagesIn('C0SANDBOXIL')[0], {
      what: 'the card in IL',
    });
    const reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(illinois.text)?.[0] ?? '';
    const missouri = await eventually(() => cardsOf(program).find(({ text }) => text.includes(reference)));
    await press(DANA, missouri, 'tip_acknowledge');
    await eventually(() => shown(illinois).includes('*Missouri:* acknowledged +'));
    expect(shown(missouri)).toContain('*Illinois:* not acknowledged yet');

    await press(BEN, illinois, 'tip_assign');
    await program.slack.submitView(BEN, topView(BEN).id, { role: 'advocate', units: 'Springfield advocate' });
    await eventually(() => shown(missouri).includes('Springfield advocate'));
    await eventually(() => shown(illinois).includes('"In place"'));
    await eventually(() => thread(missouri).some((line) => line.startsWith('*Illinois:*')));
  }, 60_000);

  it('not ours: the other desk gets it with the reason, both sides keep a record', async () => {
    const card = await hotelCard();
    await more(DANA, card, 'reroute');
    await program.slack.submitView(DANA, topView(DANA).id, {
      desk: 'IL',
      reason: 'That motel is over the river',
    });
    const given = await eventually(
      () =>
        program.slack
          .messagesIn('C0SANDBOXIL')
          .find((one) => JSON.stringify(one.blocks).includes('Given on by Missouri')),
      { what: 'the card in Illinois' },
    );
    expect(JSON.stringify(given.blocks)).toContain('That motel is over the river');
    await eventually(() => shown(card).includes('Closed: Not ours'));
    expect(shown(card)).toContain('given to Illinois');
    await eventually(() => thread(given).some((line) => line.includes('gave it to Illinois')));
  }, 60_000);

  it('shows the whole story in a modal, without the number', async () => {
    const card = await hotelCard();
    await more(DANA, card, 'showAll');
    const view = JSON.stringify(topView(DANA).view);
    expect(view).toContain('front desk at motel 6');
    expect(view).not.toMatch(/\+1\d{10}/);
  }, 60_000);
});
