/** Ask the witness: from the button to the phone and back, against the real program. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';
import { type Planted, plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

const DANA = 'U0SANDBOX01';
const BEN = 'U0BENLIAISON';
const MINUTE_MS = 60_000;

let program: Program;
beforeAll(async () => {
  program = await startProgram();
  program.slack.workspace.addUser({ id: BEN, name: 'ben.ortiz', realName: 'Ben Ortiz' });
  for (const id of ['C0SANDBOXMO', 'C0SANDBOXIL']) program.slack.workspace.findChannel(id)?.members?.add(BEN);
});
afterAll(() => program.stop());

interface Told {
  card: SlackMessage;
  planted: Planted;
}

/** A hotel tip whose witness said what they think of questions. */
async function tell(consent?: '1' | '2'): Promise<Told> {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const planted = plantSecrets();
  await tellStory(program, planted);
  expect(await sayAndHear(program, planted.number, '1')).toContain('May the team text you a question');
  const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)), { what: 'a card' });
  if (consent !== undefined) {
    await sayAndHear(program, planted.number, consent);
    await eventually(() => shown(card).includes('may be asked more') || consent === '2', { what: 'consent' });
  }
  return { card, planted };
}

const shown = ({ channel, ts }: SlackMessage): string =>
  JSON.stringify(program.slack.workspace.findMessage(channel, ts)?.blocks);
const thread = (card: SlackMessage): SlackMessage[] =>
  program.slack.messagesIn(card.channel).filter(({ threadTs }) => threadTs === card.ts);
const lines = (card: SlackMessage): string =>
  JSON.stringify(thread(card).map(({ text, blocks }) => [text, blocks]));
const topView = (user: string) => {
  const view = program.slack.lookAt(user).views.at(-1);
  if (view === undefined) throw new Error('no modal is open');
  return view;
};
const idOf = (card: SlackMessage): string => (card.metadata?.event_payload as { card_id: string }).card_id;

/** The modal as it opens from the button; by the menu when there is no button. */
async function open(user: string, card: SlackMessage) {
  await program.slack.pressButton(user, card.ts, { actionId: 'tip_ask' });
  return topView(user);
}

async function ask(user: string, card: SlackMessage, values: Record<string, string>) {
  await open(user, card);
  await program.slack.submitView(user, topView(user).id, values);
  return program.slack.submitView(user, topView(user).id, {});
}

const textsTo = ({ planted }: Told): string[] => program.answersTo(planted.number);

describe('asking', () => {
  it('a chosen question reaches the witness, the answer the thread, and the bot keeps out of it', async () => {
    const told = await tell('1');
    const { card, planted } = told;
    await open(DANA, card);
    expect(JSON.stringify(topView(DANA))).toContain('writes in *English*');
    await program.slack.submitView(DANA, topView(DANA).id, { question: 'vehicle' });
    const preview = JSON.stringify(topView(DANA));
    expect(preview).toContain('Missouri team: Do you see a car? Color, make and plate help.');
    expect(preview).toContain('GSM-7');
    expect(preview).toContain('1 of 2 segments');
    expect(topView(DANA).view.private_metadata).toBe(idOf(card));
    await program.slack.submitView(DANA, topView(DANA).id, {});

    const question =
      'Missouri team: Do you see a car? Color, make and plate help.\nTo get no more questions, text STOP ASKING';
    await eventually(() => textsTo(told).at(-1) === question, { what: 'the question' });
    await eventually(() => lines(card).includes('*Asked* by <@U0SANDBOX01>'));
    const count = textsTo(told).length;

    await program.text(planted.number, `yes a gray altima ${planted.word} call me ${planted.number}`);
    await program.text(planted.number, '2 men in it');
    await eventually(() => lines(card).includes('2 men in it'), { what: 'the answers' });
    expect(lines(card)).toContain('*The witness answers* <@U0SANDBOX01>');
    expect(lines(card)).toContain('[number hidden]');
    expect(lines(card)).not.toContain(planted.number);
    expect(lines(card)).not.toContain(planted.number.slice(2));
    await eventually(() => shown(card).includes('gray altima'), { what: 'the revision' });
    expect(textsTo(told)).toHaveLength(count);
    const silent = await program.rows<{ reason: string }>(
      `select i.silence_reason as reason from inbound_messages i join conversations c on c.id = i.conversation_id
         join liaison_cards l on l.tip_id = c.tip_id where l.message_ts = $1 and i.silence_reason is not null`,
      [card.ts],
    );
    expect(silent.map(({ reason }) => reason)).toEqual(['human_asks', 'human_asks']);

    // The answer is in and a while has passed: the bot goes on.
    program.pass(5 * MINUTE_MS);
    expect(await sayAndHear(program, planted.number, 'they drove off to the north')).toContain('Added to');
  }, 60_000);

  it('while a person asks, HELP, danger and STOP are answered as ever', async () => {
    const told = await tell('1');
    const { card, planted } = told;
    await ask(DANA, card, { words: 'Which door did they use?' });
    await eventually(() => lines(card).includes('*Asked* by'));
    expect(await sayAndHear(program, planted.number, 'HELP')).toContain('tip line on human trafficking');
    expect(await sayAndHear(program, planted.number, 'he is hitting her now')).toMatch(/^Call 911/);
    await eventually(() => lines(card).includes('he is hitting her now'));
    await ask(DANA, card, { words: 'Is she still there?' });
    await eventually(() => textsTo(told).some((text) => text.includes('Is she still there?')));
    expect(await sayAndHear(program, planted.number, 'STOP')).toContain('no more texts');
    await eventually(() => lines(card).includes('The witness texted STOP'));
    // Once stopped, the button says why and nothing is sent.
    await open(DANA, card);
    expect(JSON.stringify(topView(DANA))).toContain('texted STOP');
    expect(topView(DANA).view.submit).toBeUndefined();
  }, 60_000);

  it('without an answer the bot goes on after half an hour, and a late answer still lands in the thread', async () => {
    const told = await tell('1');
    await ask(DANA, told.card, { question: 'still_there' });
    await eventually(() => lines(told.card).includes('*Asked* by'));
    program.pass(31 * MINUTE_MS);
    expect(await sayAndHear(program, told.planted.number, 'yes still in the room')).toContain('Added to');
    await eventually(() => lines(told.card).includes('yes still in the room'));
  }, 60_000);

  it('STOP ASKING ends questions only: confirmed once, told, and a question on its way is not sent', async () => {
    const told = await tell('1');
    const { card, planted } = told;
    await ask(DANA, card, { question: 'looks' });
    await eventually(() => lines(card).includes('*Asked* by'));
    expect(await sayAndHear(program, planted.number, 'please stop asking me')).toContain('no more questions');
    await eventually(() => lines(card).includes('asks for no more questions'));
    await eventually(() => shown(card).includes('asked not to be asked more'));
    const states = await program.rows<{ state: string }>(
      'select q.state from questions q join liaison_cards c on c.id = q.card_id where c.message_ts = $1',
      [card.ts],
    );
    expect(states).toEqual([{ state: 'refused' }]);
    expect(await sayAndHear(program, planted.number, 'the van is white')).toContain('Added to');
  }, 60_000);
});

describe('what is not sent', () => {
  it('without a yes there is no button, and the action itself only says why', async () => {
    const { card } = await tell();
    expect(shown(card)).not.toContain('tip_ask');
    await program.slack
      .pressButton(DANA, card.ts, { actionId: 'tip_more', value: `ask:${idOf(card)}` })
      .catch(() => undefined);
    const refused = await tell('2');
    await eventually(() => shown(refused.card).includes('asked not to be asked more'));
    expect(shown(refused.card)).not.toContain('tip_ask');
    const asked = await program.rows(
      'select 1 from questions q join liaison_cards c on c.id = q.card_id where c.message_ts = any($1)',
      [[card.ts, refused.card.ts]],
    );
    expect(asked).toEqual([]);
  }, 60_000);

  it('a question over two segments is refused where it is written; one in another language is warned of', async () => {
    const { card } = await tell('1');
    await open(DANA, card);
    const { id } = topView(DANA);
    const refused = await program.slack.submitView(DANA, id, { words: 'ó'.repeat(130) });
    expect(JSON.stringify(refused)).toContain('segments; 2 is the most');
    const none = await program.slack.submitView(DANA, id, {});
    expect(JSON.stringify(none)).toContain('Choose a question above');
    await program.slack.submitView(DANA, id, { words: '¿En qué cuarto están las muchachas ahora?' });
    expect(JSON.stringify(topView(DANA))).toContain(
      'This looks like *Spanish*; the witness writes in *English*',
    );
  }, 60_000);

  it('a modal sent twice is one question', async () => {
    const told = await tell('1');
    await open(DANA, told.card);
    await program.slack.submitView(DANA, topView(DANA).id, { words: 'Which side of the road?' });
    const { id } = topView(DANA);
    await Promise.allSettled([
      program.slack.submitView(DANA, id, {}),
      program.slack.submitView(DANA, id, {}),
      program.slack.submitView(DANA, id, {}),
    ]);
    await eventually(() => lines(told.card).includes('*Asked* by'));
    expect(textsTo(told).filter((text) => text.includes('Which side of the road?'))).toHaveLength(1);
  }, 60_000);

  it('of two people at once one is first; the other sees who, and decides', async () => {
    const told = await tell('1');
    const { card } = told;
    for (const [user, words] of [
      [DANA, 'What color is the door?'],
      [BEN, 'What is the room number?'],
    ] as const) {
      await open(user, card);
      await program.slack.submitView(user, topView(user).id, { words });
    }
    await Promise.all([DANA, BEN].map((user) => program.slack.submitView(user, topView(user).id, {})));
    await eventually(() => lines(card).includes('*Asked* by'));
    const losing = [DANA, BEN].filter((user) =>
      JSON.stringify(program.slack.lookAt(user).views.at(-1) ?? '').includes('a moment faster'),
    );
    expect(losing).toHaveLength(1);
    const sent = () => textsTo(told).filter((text) => text.startsWith('Missouri team:'));
    expect(sent()).toHaveLength(1);
    // A minute later it may go.
    program.pass(2 * MINUTE_MS);
    const [loser = ''] = losing;
    await program.slack.submitView(loser, topView(loser).id, {});
    await eventually(() => sent().length === 2);
  }, 60_000);

  it('what people write in the thread, or in the channel, never reaches a witness', async () => {
    const told = await tell('1');
    const { card, planted } = told;
    const before = program.twilio.messages.length;
    for (const more of [{}, { thread_ts: card.ts }])
      await program.slack.sendEvent({
        ...{ type: 'message', channel: card.channel, channel_type: 'channel', user: DANA, ts: '1.2' },
        ...{ text: `tell the witness to run ${planted.word}`, ...more },
      });
    await sayAndHear(program, planted.number, 'a red door');
    expect(program.twilio.messages.slice(before).map(({ body }) => body)).toEqual([
      expect.stringContaining('Added to'),
    ]);
  }, 60_000);

  it('a provider that refuses for good is told in the thread', async () => {
    const told = await tell('1');
    const { card, planted } = told;
    program.twilio.optOut(planted.number);
    await ask(DANA, card, { question: 'safe' });
    await eventually(() => lines(card).includes('*Did not arrive*'));
    expect(lines(card)).toContain('the witness texted STOP');
    program.twilio.optIn(planted.number);
  }, 60_000);
});

it('a witness in Slack is asked in their DM', async () => {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const user = 'U0WITNESS77';
  const say = async (text: string) => {
    const { channel } = await program.slack.dm({ user, text });
    return channel;
  };
  const dm = await say(
    'front desk at motel 6 joplin missouri. 2 girls room 214 look 15, older guy paid cash wont let them talk. here rn',
  );
  const heard = () =>
    program.slack
      .messagesIn(dm)
      .filter(({ fromBot }) => fromBot)
      .map(({ text }) => text);
  await eventually(() => heard().length === 1);
  await say('SEND');
  await eventually(() => heard().length === 2);
  await say('1');
  await eventually(() => heard().at(-1)?.includes('May the team text you a question') === true);
  const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)));
  await say('yes');
  await eventually(() => shown(card).includes('may be asked more'));
  await ask(DANA, card, { question: 'still_there' });
  await eventually(() => heard().at(-1)?.startsWith('Missouri team: Are they still there?') === true);
  await eventually(() => lines(card).includes('*Asked* by'));
  const count = heard().length;
  await say('yes both of them');
  await eventually(() => lines(card).includes('yes both of them'));
  expect(heard()).toHaveLength(count);
}, 60_000);
