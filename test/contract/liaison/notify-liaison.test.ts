/** The desk on real parts: PostgreSQL, the real WebClient, a loopback Slack that checks every block. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createLiaison, type Liaison } from '../../../src/liaison/desk.js';
import { type LiaisonDeps } from '../../../src/liaison/liaison-deps.js';
import { parseStates } from '../../../src/liaison/states-loader.js';
import { type States } from '../../../src/liaison/states.js';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';
import { listInterpreted } from '../../support/block-kit.js';
import {
  CHANNELS,
  createDesk,
  createWorld,
  type Desk,
  expectNoPlantedWord,
  failureOf,
  HANG_MS,
  PATIENCE_MS,
  type World,
  type WrittenTip,
} from '../../support/handoff-servers.js';
import { busReport, hotelReport, SIGN_LABELS, withFields } from '../../support/tips.js';

const shipped = parseStates(readFileSync('config/states.yaml', 'utf8'), 'states.yaml');
const states: States = {
  ...shipped,
  MO: { ...pick(shipped, 'MO'), channel: CHANNELS.missouri },
};

function pick(from: States, code: string): States[string] {
  const state = from[code];
  if (state === undefined) throw new Error(`no ${code}`);
  return state;
}

let world: World;
let desk: Desk;
let liaison: Liaison;

beforeAll(async () => {
  desk = await createDesk({ timeoutMs: PATIENCE_MS });
});

afterAll(async () => {
  await desk.slack.stop();
});

beforeEach(async () => {
  world = await createWorld();
  desk.slack.clearFaults();
  liaison = make();
});

afterEach(async () => {
  expectNoPlantedWord(world.lines, await world.jobs('alertOperators'));
  for (const message of desk.slack.messages) expectNoPlantedWord(listInterpreted(message));
  await world.close();
});

function make(changes: Partial<LiaisonDeps> = {}): Liaison {
  return createLiaison({
    ...world,
    slack: desk.client,
    states,
    channels: { national: CHANNELS.national, operator: CHANNELS.operator },
    signLabels: SIGN_LABELS,
    postIntervalMs: 0,
    ...changes,
  });
}

/** Every message about this tip outside threads. */
function cardsOf({ tip }: WrittenTip, channel?: string): SlackMessage[] {
  return desk.slack.messages.filter(
    (message) =>
      message.threadTs === undefined &&
      message.metadata?.event_type === 'sightline_card' &&
      message.text.includes(tip.reference) &&
      (channel === undefined || message.channel === channel),
  );
}

const linesOf = ({ tip }: WrittenTip): string[] =>
  desk.slack.messages
    .filter(({ threadTs, text }) => threadTs !== undefined && text.includes(tip.reference))
    .map(({ text }) => text);

async function findCard(written: WrittenTip, jurisdiction = 'MO'): Promise<string> {
  const { rows } = await world.store.pool.query<{ id: string }>(
    'select id from liaison_cards where tip_id = $1 and jurisdiction = $2',
    [written.tip.id, jurisdiction],
  );
  if (rows[0] === undefined) throw new Error(`no card for ${jurisdiction}`);
  return rows[0].id;
}

interface CardRow {
  state: string;
  channel: string | null;
  message_ts: string | null;
  revision_shown: number;
  acknowledged_by: string | null;
  alerts: string[];
}
const readRow = (cardId: string): Promise<CardRow> => world.row<CardRow>('liaison_cards', cardId);

async function runUntilDone(cardId: string, maxAttempts = 40): Promise<Error[]> {
  const failures: Error[] = [];
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    try {
      await liaison.notifyLiaison({ cardId }, { attempt, maxAttempts });
      return failures;
    } catch (thrown) {
      failures.push(thrown as Error);
    }
  }
  return failures;
}

describe('posting', () => {
  it('posts one card in every state concerned; a state without a channel gets it in the national one', async () => {
    const written = await world.writeRevision({ report: busReport() });
    for (const cardId of written.cardIds) await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written, CHANNELS.missouri)).toHaveLength(1);
    const [illinois] = cardsOf(written, CHANNELS.national);
    expect(JSON.stringify(illinois?.blocks)).toContain('*For Illinois:* no channel is set for it');
    expect(illinois?.metadata).toEqual({
      event_type: 'sightline_card',
      event_payload: { card_id: await findCard(written, 'IL'), revision: 1 },
    });
    expect(await readRow(await findCard(written))).toMatchObject({
      ...{ state: 'posted', channel: CHANNELS.missouri, revision_shown: 1 },
    });
    expect((await world.events(written.tip.id)).sort()).toEqual([
      ...['card_posted: IL r1', 'card_posted: MO r1', 'revision: r1 submitted'],
    ]);
  });

  it('goes nowhere without consent, and to the national channel when no state is known', async () => {
    const secret = await world.writeRevision({
      report: withFields(hotelReport(), { shareWithState: false }),
    });
    expect(secret.cardIds).toEqual([]);
    const report = { ...hotelReport(), urgency: 'immediate_danger' as const };
    delete report.fields.states;
    delete report.fields.shareWithState;
    const unknown = await world.writeRevision({ report });
    await liaison.notifyLiaison({ cardId: await findCard(unknown, 'US') });
    expect(JSON.stringify(cardsOf(unknown, CHANNELS.national)[0]?.blocks)).toContain('*State not known.*');
    expect((await world.jobs('notifyLiaison'))[0]).toMatchObject({ priority: -10 });
  });

  it('fails visibly and tells the operators when there is no channel or no Slack', async () => {
    const nowhere = make({ channels: { national: undefined, operator: CHANNELS.operator } });
    const written = await world.writeRevision({ report: busReport() });
    const cardId = await findCard(written, 'IL');
    for (const one of [nowhere, nowhere, make({ slack: undefined })])
      expect(await failureOf(one.notifyLiaison({ cardId }))).toMatchObject({
        ...{ code: 'PROVIDER_REFUSED', retryable: true, providerCode: 'no_channel' },
      });
    expect((await world.jobs('alertOperators')).map(({ payload }) => payload.code)).toEqual(['CARD_REFUSED']);
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written, CHANNELS.national)).toHaveLength(1);
  });
});

describe('faults of Slack', () => {
  it('429 with Retry-After, 500, a lost answer, a hang and a cut line: one card in the end', async () => {
    desk.slack.fault({ status: 429, retryAfterSeconds: 9 });
    desk.slack.fault({ status: 500 });
    desk.slack.fault({ match: ({ method }) => method === 'chat.postMessage', status: 500, when: 'after' });
    desk.slack.fault({ match: ({ method }) => method === 'conversations.history', hangMs: HANG_MS });
    desk.slack.fault({ match: ({ method }) => method === 'conversations.history', dropSocket: true });
    const written = await world.writeRevision();
    const failures = await runUntilDone(await findCard(written));
    expect(failures[0]).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', retryAfterMs: 9000 });
    expect(failures.every((failure) => (failure as { code?: string }).code === 'PROVIDER_UNAVAILABLE')).toBe(
      true,
    );
    expect(failures.length).toBeGreaterThanOrEqual(5);
    expectNoPlantedWord(...failures);
    expect(cardsOf(written)).toHaveLength(1);
    expect(await readRow(await findCard(written))).toMatchObject({ state: 'posted' });
  });

  it('posted but not recorded (the answer hung): found again, not posted twice', async () => {
    desk.slack.fault({
      match: ({ method }) => method === 'chat.postMessage',
      hangMs: HANG_MS,
      when: 'after',
    });
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await failureOf(liaison.notifyLiaison({ cardId }));
    expect(await readRow(cardId)).toMatchObject({ state: 'posting', message_ts: null });
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written)).toHaveLength(1);
    expect(await readRow(cardId)).toMatchObject({ state: 'posted', message_ts: cardsOf(written)[0]?.ts });
  });

  it('a worker that died between posting and recording: no second card', async () => {
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await liaison.notifyLiaison({ cardId });
    await world.store.pool.query(
      `update liaison_cards set state = 'posting', message_ts = null, posted_at = null, revision_shown = 0 where id = $1`,
      [cardId],
    );
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written)).toHaveLength(1);
  });

  it('a worker that died before posting: the card is posted', async () => {
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await world.store.pool.query(
      `update liaison_cards set state = 'posting', channel = $2, claimed_at = now() where id = $1`,
      [cardId, CHANNELS.missouri],
    );
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written, CHANNELS.missouri)).toHaveLength(1);
  });

  it('ten jobs at the same card at once: one card', async () => {
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await Promise.allSettled(Array.from({ length: 10 }, () => liaison.notifyLiaison({ cardId })));
    expect(cardsOf(written)).toHaveLength(1);
    expect(await readRow(cardId)).toMatchObject({ state: 'posted' });
  });

  it('a clear no is told at once, once, and retried; the last attempt is told as well', async () => {
    desk.slack.fault({
      match: ({ method }) => method === 'chat.postMessage',
      error: 'channel_not_found',
      times: 3,
    });
    const written = await world.writeRevision();
    const failures = await runUntilDone(await findCard(written), 3);
    expect(failures[0]).toMatchObject({ code: 'PROVIDER_REFUSED', providerCode: 'channel_not_found' });
    expect((await world.jobs('alertOperators')).map(({ payload }) => payload.code)).toEqual([
      'CARD_REFUSED',
      'CARD_FAILED',
    ]);
    expect(await readRow(await findCard(written))).toMatchObject({ state: 'failed' });
    await liaison.notifyLiaison({ cardId: await findCard(written) });
    expect(cardsOf(written)).toHaveLength(1);
  });

  it('a card that is late is told, once', async () => {
    desk.slack.fault({ status: 500, times: 3 });
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await failureOf(liaison.notifyLiaison({ cardId }));
    expect(await world.jobs('alertOperators')).toEqual([]);
    world.pass(301_000);
    await failureOf(liaison.notifyLiaison({ cardId }));
    await failureOf(liaison.notifyLiaison({ cardId }));
    expect((await world.jobs('alertOperators')).map(({ payload }) => payload.code)).toEqual(['CARD_LATE']);
  });

  it('without the scope to look, a card twice is better than none, and is logged', async () => {
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await world.store.pool.query(`update liaison_cards set state = 'posting', channel = $2 where id = $1`, [
      ...[cardId, CHANNELS.missouri],
    ]);
    desk.slack.fault({
      match: ({ method }) => method === 'conversations.history',
      error: 'missing_scope',
    });
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written)).toHaveLength(1);
    expect(world.lines.some((line) => line.includes('missing_scope'))).toBe(true);
  });
});

describe('revisions', () => {
  it('update the card and say in its thread what changed, once', async () => {
    const first = await world.writeRevision();
    const cardId = await findCard(first);
    await liaison.notifyLiaison({ cardId });
    const report = withFields(hotelReport(), { vehicle: 'black altima', city: 'Webb City' });
    const second = await world.writeRevision({ of: first, report });
    expect(second.cardIds).toEqual([cardId]);
    desk.slack.fault({
      match: ({ method, args }) => method === 'chat.postMessage' && args.thread_ts !== undefined,
      ...{ dropSocket: true, when: 'after' },
    });
    expect(await runUntilDone(cardId)).toHaveLength(1);
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(first)).toHaveLength(1);
    expect(linesOf(first)).toEqual([`Revision 2 of ${first.tip.reference}: changed: place, vehicle`]);
    expect(JSON.stringify(cardsOf(first)[0]?.blocks)).toContain('black altima');
    expect(await readRow(cardId)).toMatchObject({ revision_shown: 2 });
  });

  it('freeze what is shown when the witness no longer shares with the state', async () => {
    const first = await world.writeRevision({ report: { ...hotelReport(), urgency: 'immediate_danger' } });
    const cardId = await findCard(first);
    await liaison.notifyLiaison({ cardId });
    const report = withFields(hotelReport(), { shareWithState: false, vehicle: 'secret green truck' });
    await world.writeRevision({ of: first, report });
    await liaison.notifyLiaison({ cardId });
    const blocks = JSON.stringify(cardsOf(first)[0]?.blocks);
    expect(blocks).toContain('no longer shares with the state team');
    expect(blocks).toContain('gray altima');
    expect(blocks).not.toContain('secret green truck');
    expect(linesOf(first)).toEqual([
      `Revision 2 of ${first.tip.reference}: the witness no longer shares with the state team`,
    ]);
  });

  it('a card someone deleted in Slack comes back', async () => {
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await liaison.notifyLiaison({ cardId });
    const [card] = cardsOf(written);
    if (card !== undefined) desk.slack.workspace.remove(card);
    await liaison.notifyLiaison({ cardId });
    expect(cardsOf(written).filter(({ deleted }) => deleted !== true)).toHaveLength(1);
  });
});

describe('acknowledging', () => {
  it('two at once: the first wins, the second is told who; a failing redraw loses nothing', async () => {
    const written = await world.writeRevision();
    const cardId = await findCard(written);
    await liaison.notifyLiaison({ cardId });
    const outcomes = await Promise.all(
      ['U0ANNA0001', 'U0BEN00002'].map((userId) => liaison.steps.acknowledge(cardId, userId)),
    );
    const winner = (await readRow(cardId)).acknowledged_by;
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'done']);
    expect(outcomes.find(({ kind }) => kind === 'already')).toMatchObject({ by: winner });
    expect(await liaison.steps.acknowledge(cardId, 'U0CARL0003')).toMatchObject({
      kind: 'already',
      by: winner,
    });
    expect(await world.events(written.tip.id)).toContain('card_acknowledged: MO');
    expect((await world.jobs('notifyLiaison')).filter(({ key }) => key === `card:${cardId}`)).toHaveLength(1);

    desk.slack.fault({ match: ({ method }) => method === 'chat.update', status: 500 });
    expect(await runUntilDone(cardId)).toHaveLength(1);
    const blocks = JSON.stringify(cardsOf(written)[0]?.blocks);
    expect(blocks).toContain(`*Acknowledged* by <@${String(winner)}>`);
    expect(blocks).not.toContain('tip_acknowledge');
    expect(linesOf(written)).toEqual([]);
  });

  it('of a card that is not there is said so', async () => {
    const cardId = '0198f3a0-1111-7000-8000-00000000dead';
    expect(await liaison.steps.acknowledge(cardId, 'U0ANNA0001')).toEqual({ kind: 'unknown' });
    await expect(liaison.notifyLiaison({ cardId })).rejects.toMatchObject({ code: 'INTERNAL' });
  });
});

describe('alerts', () => {
  const alert = { code: 'DELIVERY_FAILED', detail: 'email r1 <!channel> & more' };

  it('reach the operator channel with the reference, escaped', async () => {
    const { tip } = await world.writeRevision();
    await liaison.alertOperators({ ...alert, tipId: tip.id });
    const posted = desk.slack.messagesIn(CHANNELS.operator).at(-1);
    expect(posted?.text).toBe(
      `:rotating_light: *DELIVERY_FAILED* tip ${tip.reference}: email r1 &lt;!channel&gt; &amp; more`,
    );
  });

  it('throw to be retried and log an error when they cannot be posted', async () => {
    desk.slack.fault({ status: 500 });
    expect(await failureOf(liaison.alertOperators(alert))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    const nobody = make({ channels: { national: undefined, operator: undefined } });
    expect(await failureOf(nobody.alertOperators(alert))).toMatchObject({ providerCode: 'no_channel' });
    expect(world.lines.filter((line) => line.includes('operators not told'))).toHaveLength(2);
  });

  it('go to the national channel when there is none for operators', async () => {
    const before = desk.slack.messagesIn(CHANNELS.national).length;
    await make({ channels: { national: CHANNELS.national, operator: undefined } }).alertOperators(alert);
    expect(desk.slack.messagesIn(CHANNELS.national)).toHaveLength(before + 1);
  });
});
