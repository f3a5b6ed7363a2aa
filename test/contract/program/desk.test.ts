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

let program: Program;
beforeAll(async () => {
  program = await startProgram();
  program.slack.workspace.addUser({ id: BEN, name: 'ben.ortiz', realName: 'Ben Ortiz' });
  for (const id of ['C0SANDBOXMO', 'C0SANDBOXIL']) program.slack.workspace.findChannel(id)?.members?.add(BEN);
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
  const cardId = String((card.metadata?.event_payload as { card_id: string }).card_id);
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
    expect(shown(illinois)).toContain('"In place"');
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
          .find((one) => JSON.stringify(one.blocks ?? '').includes('Given on by Missouri')),
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
