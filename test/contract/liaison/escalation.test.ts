/** The ladder on real parts: PostgreSQL, the real Slack and Twilio clients, stand-ins that keep what left. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createPhoneTexts } from '../../../src/channels/sms/phone-texts.js';
import { createTwilioClient } from '../../../src/channels/sms/twilio-client.js';
import { createLiaison, type Liaison } from '../../../src/liaison/desk.js';
import { type Rung } from '../../../src/liaison/desk-rules.js';
import { parseStates } from '../../../src/liaison/states-loader.js';
import { type States } from '../../../src/liaison/states.js';
import { startTwilioStandIn, type TwilioStandIn } from '../../../src/sandbox/stand-ins/twilio.js';
import { listInterpreted } from '../../support/block-kit.js';
import {
  CHANNELS,
  createDesk,
  createWorld,
  type Desk,
  expectNoPlantedWord,
  failureOf,
  PATIENCE_MS,
  type World,
  type WrittenTip,
} from '../../support/handoff-servers.js';
import { hotelReport, SIGN_LABELS } from '../../support/tips.js';

const LINE = '+15735550100';
const ON_CALL = '+15735550177';
const ACCOUNT = `AC${'0'.repeat(32)}`;
const SECOND = CHANNELS.operator;
const MINUTE = 60_000;

const LADDER: Rung[] = [
  { after: 0, kind: 'mention', to: 'S0ONCALL' },
  { after: 2, kind: 'post', to: SECOND },
  { after: 2, kind: 'text', to: ON_CALL },
  { after: 3, kind: 'call', to: ON_CALL },
];

let world: World;
let desk: Desk;
let twilio: TwilioStandIn;
let liaison: Liaison;

beforeAll(async () => {
  desk = await createDesk({ timeoutMs: PATIENCE_MS });
  twilio = await startTwilioStandIn({ accountSid: ACCOUNT, authToken: 'token', number: LINE });
});
afterAll(async () => {
  await desk.slack.stop();
  await twilio.stop();
});
beforeEach(async () => {
  world = await createWorld();
  desk.slack.clearFaults();
  twilio.clearFaults();
  liaison = make();
});
afterEach(async () => {
  expectNoPlantedWord(world.lines, await world.jobs('alertOperators'), twilio.messages);
  for (const message of desk.slack.messages) expectNoPlantedWord(listInterpreted(message));
  expect(JSON.stringify(world.lines)).not.toContain(ON_CALL);
  await world.close();
});

function make(ladder: Rung[] = LADDER, crashPoint?: (name: string) => void): Liaison {
  const shipped = parseStates(readFileSync('config/states.yaml', 'utf8'), 'states.yaml');
  const { MO } = shipped;
  if (MO === undefined) throw new Error('no Missouri');
  const states: States = {
    ...shipped,
    MO: { ...MO, channel: CHANNELS.missouri, desk: { ...MO.desk, ladder } },
  };
  const settings = { accountSid: ACCOUNT, authToken: 'token', from: { number: LINE }, apiUrl: twilio.url };
  return createLiaison({
    ...world,
    slack: desk.client,
    states,
    channels: { national: CHANNELS.national, operator: CHANNELS.operator },
    texts: createPhoneTexts(createTwilioClient(settings), settings.from),
    signLabels: SIGN_LABELS,
    postIntervalMs: 0,
    ...(crashPoint === undefined ? {} : { crashPoint }),
  });
}

async function writeTip(): Promise<{ written: WrittenTip; cardId: string }> {
  const written = await world.writeRevision();
  const [cardId = ''] = written.cardIds;
  await liaison.notifyLiaison({ cardId });
  return { written, cardId };
}

const rung = async (cardId: string) =>
  (await world.row<{ escalation_rung: number }>('liaison_cards', cardId)).escalation_rung;
const threadOf = ({ tip }: WrittenTip): string[] => {
  const card = desk.slack.messages.find(
    ({ text, threadTs }) => threadTs === undefined && text.includes(tip.reference),
  );
  return desk.slack.messages.filter(({ threadTs }) => threadTs === card?.ts).map(({ text }) => text);
};
const escalated = async ({ tip }: WrittenTip): Promise<string[]> =>
  (await world.events(tip.id)).filter((event) => event.startsWith('escalated'));
const escalateJobs = () => world.jobs('escalate');

async function dueOf(): Promise<number> {
  const { rows } = await world.store.pool.query<{ run_at: Date }>(
    `select run_at from graphile_worker.jobs where key like 'escalate:%'`,
  );
  return rows[0]?.run_at.getTime() ?? 0;
}

async function runNotices(): Promise<void> {
  for (const { payload } of await world.jobs('sendNotice'))
    await liaison.sendNotice({ noticeId: String(payload.noticeId) });
}

describe('the ladder', () => {
  it('waits for the limit, climbs one rung at a time, and tells the operators after the last', async () => {
    const { written, cardId } = await writeTip();
    const { tip } = written;
    expect(await escalateJobs()).toMatchObject([{ key: `escalate:${cardId}` }]);
    await liaison.escalate({ cardId });
    expect(await rung(cardId)).toBe(0);
    const { created_at: createdAt } = await world.row<{ created_at: Date }>('liaison_cards', cardId);
    expect(await dueOf()).toBe(createdAt.getTime() + 5 * MINUTE);

    world.pass(5 * MINUTE);
    await liaison.escalate({ cardId });
    await liaison.notifyLiaison({ cardId });
    expect(threadOf(written)).toEqual([
      expect.stringMatching(/Not acknowledged after 5 min\.\* <!subteam\^S0ONCALL>, please take this tip/),
    ]);
    await liaison.escalate({ cardId });
    expect(await rung(cardId)).toBe(1);
    expect(await dueOf()).toBe(createdAt.getTime() + 7 * MINUTE);

    for (const minutes of [2, 2, 3, 5]) {
      world.pass(minutes * MINUTE);
      await liaison.escalate({ cardId });
    }
    await runNotices();
    await liaison.escalate({ cardId });
    expect(await escalated(written)).toEqual([
      'escalated: MO rung 1 mention',
      'escalated: MO rung 2 post',
      'escalated: MO rung 3 text',
      'escalated: MO rung 4 call',
      'escalated: MO rung 5 operators',
    ]);
    expect(twilio.messages.at(-1)).toMatchObject({
      to: ON_CALL,
      body: `Sightline: tip ${tip.reference}, Happening now, not acknowledged after 9 min. Open Slack.`,
      numSegments: 1,
    });
    const posted = desk.slack.messagesIn(SECOND).at(-1)?.text ?? '';
    expect(posted).toContain(
      `*${tip.reference}* (Missouri): Happening now, not acknowledged after 7 min. <https://`,
    );
    expect(await world.jobs('placeCall')).toHaveLength(1);
    expect(await world.jobs('alertOperators')).toMatchObject([
      { payload: { code: 'CARD_UNACKNOWLEDGED', tipId: tip.id } },
    ]);
  });

  it('climbs each rung once, however many runs there are at the same time', async () => {
    const { written, cardId } = await writeTip();
    world.pass(5 * MINUTE);
    await Promise.all(Array.from({ length: 6 }, () => liaison.escalate({ cardId })));
    expect(await escalated(written)).toEqual(['escalated: MO rung 1 mention']);
  });

  it('without a ladder the operators are told at the limit, once', async () => {
    liaison = make([]);
    const { written, cardId } = await writeTip();
    world.pass(5 * MINUTE);
    await liaison.escalate({ cardId });
    await liaison.escalate({ cardId });
    expect(await escalated(written)).toEqual(['escalated: MO rung 1 operators']);
    expect(await world.jobs('alertOperators')).toHaveLength(1);
  });

  it('acknowledging stops it, taking that back goes on, closing and withdrawing end it', async () => {
    const { written, cardId } = await writeTip();
    await liaison.steps.acknowledge(cardId, 'U0DANA');
    world.pass(5 * MINUTE);
    await liaison.escalate({ cardId });
    expect(await rung(cardId)).toBe(0);

    const other = await writeTip();
    await liaison.steps.acknowledge(other.cardId, 'U0DANA');
    await world.store.pool.query('select graphile_worker.remove_job($1)', [`escalate:${other.cardId}`]);
    expect(await liaison.steps.undo(other.cardId, 'U0DANA')).toMatchObject({ kind: 'done' });
    expect((await escalateJobs()).map(({ key }) => key)).toContain(`escalate:${other.cardId}`);
    world.pass(5 * MINUTE);
    await liaison.escalate({ cardId: other.cardId });
    expect(await rung(other.cardId)).toBe(1);

    await liaison.steps.close(other.cardId, { outcome: 'referred', note: undefined }, 'U0DANA');
    world.pass(10 * MINUTE);
    await liaison.escalate({ cardId: other.cardId });
    expect(await rung(other.cardId)).toBe(1);
    expect(await escalated(written)).toEqual([]);
    const withdrawn = await writeTip();
    await world.writeRevision({ of: withdrawn.written, tip: { status: 'withdrawn' } });
    world.pass(10 * MINUTE);
    await liaison.escalate({ cardId: withdrawn.cardId });
    expect(await rung(withdrawn.cardId)).toBe(0);
  });

  it('a revision that makes it more urgent shortens the wait', async () => {
    const calm = { ...hotelReport(), urgency: 'past' as const };
    const written = await world.writeRevision({ report: calm });
    const [cardId = ''] = written.cardIds;
    await liaison.escalate({ cardId });
    const before = await dueOf();
    await world.writeRevision({ of: written, report: { ...calm, urgency: 'immediate_danger' as const } });
    await liaison.escalate({ cardId });
    expect(before - (await dueOf())).toBe((240 - 3) * MINUTE);
    world.pass(3 * MINUTE);
    await liaison.escalate({ cardId });
    expect(await rung(cardId)).toBe(1);
  });

  it('a card given to another desk has its own clock', async () => {
    const { cardId } = await writeTip();
    await liaison.steps.reroute(cardId, { to: 'US', reason: 'not ours' }, 'U0DANA');
    expect(await escalateJobs()).toHaveLength(2);
  });
});

describe('a notice', () => {
  const climbTo = async (ladder: Rung[]): Promise<{ noticeId: string; written: WrittenTip }> => {
    liaison = make(ladder);
    const { written, cardId } = await writeTip();
    // Not by the clock: the stand-ins go by their own.
    await world.store.pool.query(
      `update liaison_cards set created_at = created_at - interval '5 min' where id = $1`,
      [cardId],
    );
    await liaison.escalate({ cardId });
    const [job] = await world.jobs('sendNotice');
    return { noticeId: String(job?.payload.noticeId), written };
  };
  const read = (noticeId: string) =>
    world.row<{ state: string; provider_id: string | null; error_code: string | null }>('notices', noticeId);
  const dieAfterSending = (ladder: Rung[]) =>
    make(ladder, (name) => {
      if (name === 'notice:after-send') throw new Error('died here');
    });

  it.each([
    ['text', ON_CALL, () => twilio.messages.length],
    ['post', SECOND, () => desk.slack.messagesIn(SECOND).length],
  ] as const)('%s: a worker that died after sending leaves one, not two', async (kind, to, count) => {
    const ladder: Rung[] = [{ after: 0, kind, to }];
    const { noticeId } = await climbTo(ladder);
    const before = count();
    liaison = dieAfterSending(ladder);
    await failureOf(liaison.sendNotice({ noticeId }));
    expect(await read(noticeId)).toMatchObject({ state: 'sending' });
    liaison = make(ladder);
    await liaison.sendNotice({ noticeId });
    expect(count()).toBe(before + 1);
    expect(await read(noticeId)).toMatchObject({ state: 'sent', provider_id: expect.any(String) });
  });

  it('is tried again after 429 and 500, and told to the operators when the phone cannot be texted', async () => {
    const { noticeId } = await climbTo([{ after: 0, kind: 'text', to: ON_CALL }]);
    for (const status of [429, 500]) {
      twilio.fault({ status });
      expect(await failureOf(liaison.sendNotice({ noticeId }))).toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
      });
    }
    twilio.optOut(ON_CALL);
    await liaison.sendNotice({ noticeId });
    twilio.optIn(ON_CALL);
    expect(await read(noticeId)).toMatchObject({ state: 'failed', error_code: 'PROVIDER_REFUSED 21610' });
    expect(await world.jobs('alertOperators')).toMatchObject([{ payload: { code: 'RUNG_FAILED' } }]);
  });

  it('waits for a second channel that is gone and is posted when it is back', async () => {
    const { noticeId, written } = await climbTo([{ after: 0, kind: 'post', to: SECOND }]);
    desk.slack.fault({ error: 'channel_not_found', method: 'chat.postMessage', times: 1 });
    expect(await failureOf(liaison.sendNotice({ noticeId }))).toMatchObject({ code: 'PROVIDER_REFUSED' });
    expect(await read(noticeId)).toMatchObject({ state: 'queued' });
    await liaison.sendNotice({ noticeId });
    expect(
      desk.slack.messagesIn(SECOND).filter(({ text }) => text.includes(written.tip.reference)),
    ).toHaveLength(1);
  });
});
