/** Slack as a witness's channel and as the state's desk, end to end; the telephone and the schema beside them. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually,
  type Program,
  PUBLIC_URL,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';
import { slackHeaders } from '../../../src/sandbox/stand-ins/slack-payloads.js';
import { signTwilioRequest } from '../../../src/sandbox/stand-ins/twilio.js';

let program: Program;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program.stop());

describe('a witness in Slack', () => {
  it('writes, presses buttons, and the tip reaches hotline and state', async () => {
    const planted = plantSecrets();
    const user = newUser();
    const channel = await startStory(user, planted);
    expect(saidTo(channel)).toHaveLength(1);

    await program.slack.dm({ user, text: 'SEND' });
    await eventually(() => saidTo(channel).length === 2);
    const question = saidTo(channel)[1];
    if (question === undefined) throw new Error('no question');
    const press = { channel, ts: question.ts, actionId: 'choice:review:share', user };
    expect(program.slack.findButton(press)).toBeDefined();
    expect((await program.slack.click(press)).status).toBe(200);
    await eventually(() => saidTo(channel).length === 3);

    const post = await eventually(() =>
      program.hotline.posts.find(({ document }) => JSON.stringify(document).includes(planted.word)),
    );
    expect(post.document).toMatchObject({
      data: {
        channel: 'slack',
        status: 'submitted',
        consent: { shareWithState: true },
        jurisdictions: ['MO'],
      },
    });
    const { reference } = (post.document as { data: { reference: string } }).data;
    expect(saidTo(channel)[2]?.text).toContain(reference);
    await eventually(() => cardsOf(program).some((card) => card.text.includes(reference)));
    await eventually(() => program.mailbox.mails.some(({ subject }) => subject.includes(reference)));
    // Pressed: what was chosen stands there instead of the buttons.
    await eventually(() => program.slack.findButton(press) === undefined, { what: 'buttons gone' });
  }, 60_000);

  it('sends the same event twice: one step, one answer', async () => {
    const planted = plantSecrets();
    const { eventId, channel, status } = await program.slack.dm({
      user: newUser(),
      text: `a motel ${planted.word}`,
    });
    expect(status).toBe(200);
    await eventually(() => saidTo(channel).length === 1);
    const again = await Promise.all([program.slack.redeliver(eventId), program.slack.redeliver(eventId)]);
    expect(again.map((answer) => answer.status)).toEqual([200, 200]);
    await sleep(500);
    expect(saidTo(channel)).toHaveLength(1);
  });

  it('edits, deletes, or is a bot: taken for no message', async () => {
    const planted = plantSecrets();
    const user = newUser();
    const { channel } = await program.slack.dm({ user, text: `a motel ${planted.word}` });
    await eventually(() => saidTo(channel).length === 1);
    const before = await countInbound();
    const message = { type: 'message', channel, channel_type: 'im', ts: '1.000001' };
    for (const event of [
      { ...message, subtype: 'message_changed', message: { user, text: 'edited', ts: '1.0' } },
      { ...message, subtype: 'message_deleted', deleted_ts: '1.0' },
      { ...message, subtype: 'bot_message', bot_id: 'B0OTHER', text: 'I am a bot' },
      {
        ...message,
        user: program.slack.workspace.botUserId,
        bot_id: program.slack.workspace.botId,
        text: 'our own',
      },
      { ...message, channel: 'C0SANDBOXMO', channel_type: 'channel', user, text: 'said in a channel' },
    ])
      expect(await postEvent(event)).toBe(200);
    await sleep(300);
    expect(await countInbound()).toBe(before);
    expect(saidTo(channel)).toHaveLength(1);
  });

  it('is one person, and the next DM another', async () => {
    const [one, other] = [plantSecrets(), plantSecrets()];
    const first = await startStory(newUser(), one);
    const second = await startStory(newUser(), other);
    expect(first).not.toBe(second);
    await eventually(() => saidTo(first).length === 1 && saidTo(second).length === 1);
    expect(JSON.stringify(saidTo(first))).toContain(one.room);
    expect(JSON.stringify(saidTo(first))).not.toContain(other.room);
    expect(JSON.stringify(saidTo(second))).not.toContain(one.room);
  });
});

describe('the Acknowledge button', () => {
  it('records who and when, changes the card, and tells the second person who was first', async () => {
    const planted = plantSecrets();
    await tellStory(program, planted);
    const answer = await sayAndHear(program, planted.number, '1');
    const reference = /\b[A-Z]{2}-\w{5}-\w{2}\b/.exec(answer)?.[0] ?? 'none';
    const card = await eventually(() => cardsOf(program).find((one) => one.text.includes(reference)));
    await eventually(
      async () => (await program.rows(`select 1 from liaison_cards where state <> 'posted'`)).length === 0,
    );
    const press = { channel: card.channel, ts: card.ts, actionId: 'tip_acknowledge' };
    const [dana, sam] = ['U0SANDBOX01', newUser()];

    // Sam sees the card before it changes.
    const heal = program.slack.fault({
      match: ({ method }) => method === 'chat.update',
      status: 500,
      times: Infinity,
    });
    expect((await program.slack.click({ ...press, user: dana })).status).toBe(200);
    const [row] = await program.rows<{ by: string; at: Date }>(
      `select acknowledged_by as by, acknowledged_at as at from liaison_cards c join tips t on t.id = c.tip_id where reference = $1`,
      [reference],
    );
    expect(row?.by).toBe(dana);
    expect(Date.now() - (row?.at.getTime() ?? 0)).toBeLessThan(30_000);

    expect((await program.slack.click({ ...press, user: sam })).status).toBe(200);
    const told = await eventually(
      () => program.slack.messages.find(({ ephemeralTo }) => ephemeralTo === sam),
      { what: 'told who was first' },
    );
    expect(told.text).toContain(`<@${dana}> acknowledged`);
    heal();
    await eventually(() => JSON.stringify(card.blocks).includes(dana), {
      what: 'the card names who acknowledged',
    });
    const events = await program.rows(
      `select 1 from tip_events e join tips t on t.id = e.tip_id where reference = $1 and kind = 'card_acknowledged'`,
      [reference],
    );
    expect(events).toHaveLength(1);
    expect(cardsOf(program).filter((one) => one.text.includes(reference))).toHaveLength(1);
  }, 60_000);
});

it('a call to our number is passed on to the configured hotline', async () => {
  const form = {
    CallSid: `CA${randomBytes(16).toString('hex')}`,
    From: plantSecrets().number,
    To: program.sandbox.number,
  };
  const response = await fetch(`${program.url}/twilio/voice`, {
    method: 'POST',
    headers: {
      'x-twilio-signature': signTwilioRequest(
        program.sandbox.environment.TWILIO_AUTH_TOKEN ?? '',
        `${PUBLIC_URL}/twilio/voice`,
        form,
      ),
    },
    body: new URLSearchParams(form),
  });
  const twiml = await response.text();
  expect(response.headers.get('content-type')).toContain('xml');
  expect(/<Dial[^>]*>([^<]*)<\/Dial>/.exec(twiml)?.[1]?.replaceAll(/\D/g, '')).toBe('18883737888');
  expect(twiml).toContain('<Say');
});

it('what is delivered is what /schema/tip.json describes', async () => {
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const post = await eventually(() =>
    program.hotline.posts.find(({ document }) => JSON.stringify(document).includes(planted.word)),
  );
  const { data } = post.document as { data: { schema: string } };
  const published = (await (await fetch(`${program.url}/schema/tip.json`)).json()) as Parameters<
    typeof z.fromJSONSchema
  >[0];
  const schema = z.fromJSONSchema(published);
  expect(schema.safeParse(data).error?.issues).toBeUndefined();
  // And it is not a schema that takes anything.
  expect(schema.safeParse({ ...data, urgency: 'whenever' }).success).toBe(false);
  expect(schema.safeParse({ ...data, reference: undefined }).success).toBe(false);
  const attached = await eventually(() =>
    program.mailbox.mails
      .flatMap(({ attachments }) => attachments)
      .find(({ content }) => content.toString().includes(planted.word)),
  );
  expect(schema.safeParse(JSON.parse(attached.content.toString())).success).toBe(true);
});

async function startStory(user: string, { room, word }: { room: string; word: string }): Promise<string> {
  const { channel, status } = await program.slack.dm({
    user,
    text: `motel 6 joplin missouri. 2 girls room ${room} look 15, older guy paid cash wont let them talk ${word}. here rn`,
  });
  expect(status).toBe(200);
  await eventually(() => saidTo(channel).length === 1);
  return channel;
}

function saidTo(channel: string) {
  return program.slack.messagesIn(channel).filter(({ fromBot }) => fromBot);
}

async function countInbound(): Promise<number> {
  const [row] = await program.rows<{ count: number }>('select count(*)::int from inbound_messages');
  return row?.count ?? 0;
}

async function postEvent(event: object): Promise<number> {
  const { workspace } = program.slack;
  const body = JSON.stringify({
    type: 'event_callback',
    event_id: `Ev${randomBytes(6).toString('hex')}`,
    team_id: workspace.teamId,
    api_app_id: workspace.appId,
    event,
  });
  const response = await fetch(`${program.url}/slack/events`, {
    method: 'POST',
    headers: slackHeaders(program.sandbox.environment.SLACK_SIGNING_SECRET ?? '', body, 'application/json'),
    body,
  });
  return response.status;
}

function newUser(): string {
  return `U0${randomBytes(5).toString('hex').toUpperCase()}`;
}
