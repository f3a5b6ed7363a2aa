/** A phone on call is rung by the real program: signed requests in, the real Twilio client out, a person who presses keys. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readTranscript } from '../../../src/sandbox/stand-ins/twilio-call.js';
import { signTwilioRequest } from '../../../src/sandbox/stand-ins/twilio.js';
import { type PhoneScript } from '../../../src/sandbox/stand-ins/twilio-phones.js';
import { copyConfig } from '../../support/config-copy.js';
import { wakeJobs, withLadder } from '../../support/ladder.js';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  cardsOf,
  eventually,
  type Program,
  PUBLIC_URL,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';

const ON_CALL = '+15735550177';
const DANA = 'U0SANDBOX01';

let program: Program;
beforeAll(async () => {
  program = await startProgram({
    configDir: await copyConfig({ 'states.yaml': withLadder(`[{ after: 0, call: '${ON_CALL}' }]`) }),
  });
});
afterAll(() => program.stop());
beforeEach(() => {
  program.twilio.clearFaults();
  program.slack.clearFaults();
});

const cardIdOf = (card: SlackMessage) => (card.metadata?.event_payload as { card_id: string }).card_id;
const threadOf = (card: SlackMessage): string =>
  program.slack
    .messagesIn(card.channel)
    .filter(({ threadTs }) => threadTs === card.ts)
    .map(({ text }) => text)
    .join('\n');
const shown = (card: SlackMessage): string =>
  JSON.stringify(program.slack.workspace.findMessage(card.channel, card.ts)?.blocks);

interface CallRow {
  id: string;
  state: string;
  outcome: string | null;
  keys: string;
  provider_sid: string | null;
}
const rowOf = async (card: SlackMessage): Promise<CallRow | undefined> =>
  (
    await program.rows<CallRow & Record<string, unknown>>('select * from calls where card_id = $1', [
      cardIdOf(card),
    ])
  )[0];

async function postCard(): Promise<SlackMessage> {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  return eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)), { what: 'a card' });
}

/** The card is overdue, and the phone on call rings. */
async function ring(phone: PhoneScript): Promise<SlackMessage> {
  const card = await postCard();
  phoneDoes(phone);
  await makeOverdue(card);
  return card;
}

async function makeOverdue(card: SlackMessage): Promise<void> {
  // The timer that is woken must be there: a first look, still under way, would set it anew.
  await eventually(
    async () =>
      (
        await program.rows(
          `select 1 from graphile_worker.jobs where key = 'escalate:' || $1 and locked_at is null and run_at > now()`,
          [cardIdOf(card)],
        )
      ).length === 1,
    { what: 'the timer of the card' },
  );
  await program.rows(`update liaison_cards set created_at = created_at - interval '6 min' where id = $1`, [
    cardIdOf(card),
  ]);
  await wake('escalate');
}

interface End {
  row: CallRow;
  said: string[];
  violations: unknown[];
}

async function endOf(card: SlackMessage): Promise<End> {
  const row = await eventually(
    async () => {
      const found = await rowOf(card);
      return found?.state === 'ended' ? found : undefined;
    },
    { what: 'the end of the call' },
  );
  const call = row.provider_sid === null ? undefined : program.twilio.calls.find(row.provider_sid);
  return { row, said: call === undefined ? [] : readTranscript(call), violations: call?.violations ?? [] };
}
const wake = (kind: string) => wakeJobs((sql, values) => program.rows(sql, values), kind);
const phoneDoes = (script: PhoneScript): void => {
  program.twilio.calls.phone(ON_CALL, script);
};
const callsTo = (number: string): number =>
  program.twilio.calls.journal.entries.filter(({ to }) => to === number).length;

describe('a person picks up', () => {
  it('presses 1: acknowledged by phone, on the card, in the thread, on the record', async () => {
    const card = await ring({ answer: 'human', keys: ['1'] });
    const { row, said } = await endOf(card);
    expect(row).toMatchObject({ outcome: 'acknowledged', keys: '1' });
    expect((await endOf(card)).violations).toEqual([]);
    expect(said.slice(1)).toEqual([
      'picked up: human',
      expect.stringMatching(
        /^said: Sightline\. A tip needs acknowledging: M O (\S ){5,12}\S, happening now, 6 minutes\.$/,
      ),
      'said: Press 1 to acknowledge.',
      'pressed: 1',
      'said: Acknowledged. Thank you. Please open Slack.',
      'hung up: by the line',
    ]);
    await eventually(() => shown(card).includes('*Acknowledged* by the phone on call'));
    await eventually(() => threadOf(card).includes('the phone on call acknowledged'));
    await wake('escalate');
    expect(
      await program.rows(`select 1 from tip_events where kind = 'escalated' and detail like '%operators'`),
    ).toEqual([]);
  });

  it('presses nothing, twice asked: the ladder goes on to the operators', async () => {
    const card = await ring({ answer: 'human', keys: [null, null] });
    expect((await endOf(card)).row).toMatchObject({ outcome: 'no_key', keys: '--' });
    await eventually(() => threadOf(card).includes('The phone on call was rung: no key was pressed'));
    await program.rows(
      `update liaison_cards set escalated_at = escalated_at - interval '6 min' where id = $1`,
      [cardIdOf(card)],
    );
    await wake('escalate');
    await eventually(() => alertsOf(program).some((text) => text.includes('CARD_UNACKNOWLEDGED')));
  });

  it('presses 1 in the second in which somebody taps: one of them has it, the other is told', async () => {
    const card = await postCard();
    let tapped: Promise<unknown> = Promise.resolve();
    phoneDoes({
      answer: 'human',
      keys: () => {
        tapped = program.slack.pressButton(DANA, card.ts, { actionId: 'tip_acknowledge' });
        return '1';
      },
    });
    await makeOverdue(card);
    const { row, said } = await endOf(card);
    await tapped;
    const [{ by } = { by: '' }] = await program.rows<{ by: string }>(
      'select acknowledged_by as by from liaison_cards where id = $1',
      [cardIdOf(card)],
    );
    const events = await program.rows(
      `select 1 from tip_events e join liaison_cards c on c.tip_id = e.tip_id
        where c.id = $1 and e.kind = 'card_acknowledged'`,
      [cardIdOf(card)],
    );
    expect(events).toHaveLength(1);
    expect(row.outcome).toBe(by === 'phone' ? 'acknowledged' : 'already');
    expect(said.join('\n')).toContain(by === 'phone' ? 'Acknowledged. Thank you' : 'Somebody was first');
  });

  it('after somebody acknowledged: nothing is asked', async () => {
    const card = await postCard();
    phoneDoes({ answer: 'human', keys: ['1'] });
    const isCall = ({ path }: { path: string }) => path.includes('/Calls');
    const heal = program.twilio.fault({ match: isCall, status: 503, times: Infinity });
    await makeOverdue(card);
    await eventually(async () => (await rowOf(card)) !== undefined);
    await program.slack.pressButton(DANA, card.ts, { actionId: 'tip_acknowledge' });
    heal();
    const { row, said } = await endOf(card);
    expect(row).toMatchObject({ outcome: 'already', keys: '' });
    expect(said.join()).toContain('taken care of');
  });
});

describe('nobody picks up', () => {
  it.each([
    [{ answer: 'busy' }, 'busy', 'it was busy'],
    [{ answer: 'no-answer' }, 'no_answer', 'nobody answered'],
    [{ answer: 'machine', keys: [null, null] }, 'machine', 'a machine answered'],
    [{ answer: 'human', hangUpAfterSeconds: 1 }, 'hung_up', 'they hung up'],
    [{ answer: 'failed' }, 'failed', 'did not get through'],
  ] as const)('%j: %s', async (phone, outcome, words) => {
    const card = await ring(phone);
    expect((await endOf(card)).row.outcome).toBe(outcome);
    await eventually(() => threadOf(card).includes(words));
  });

  it('the end is found out when Twilio does not report it', async () => {
    const card = await postCard();
    phoneDoes({ answer: 'busy' });
    await program.database.heal();
    const stop = program.url;
    program.sandbox.connect({ base: 'http://127.0.0.1:9', publicUrl: 'https://tips.example.test' });
    await makeOverdue(card);
    await eventually(async () => (await rowOf(card))?.state === 'placed');
    await wake('placeCall');
    expect((await endOf(card)).row.outcome).toBe('busy');
    program.sandbox.connect({ base: stop, publicUrl: 'https://tips.example.test' });
  });
});

describe('at most one call', () => {
  it('Twilio took it and the answer was lost: found there, not placed again', async () => {
    const card = await postCard();
    const before = callsTo(ON_CALL);
    phoneDoes({ answer: 'busy' });
    program.twilio.fault({
      match: ({ path, method }) => path.endsWith('/Calls.json') && method === 'POST',
      dropSocket: true,
      when: 'after',
    });
    await makeOverdue(card);
    expect((await endOf(card)).row.outcome).toBe('busy');
    expect(callsTo(ON_CALL)).toBe(before + 1);
  });
});

describe('what Twilio did not say', () => {
  const post = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${program.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'CallSid=CA1&Digits=1&CallStatus=completed',
    });

  it.each(['', '/key', '/status', '/connected', '/whisper'])(
    '%s without a signature is refused',
    async (path) => {
      const card = await ring({ answer: 'busy' });
      const { row } = await endOf(card);
      expect((await post(`/twilio/voice/call/${row.id}${path}`)).status).toBe(403);
      expect(
        (await post(`/twilio/voice/call/${row.id}${path}`, { 'x-twilio-signature': 'bm8=' })).status,
      ).toBe(403);
    },
  );

  it('no number, no word and no key in a URL or a log line', () => {
    const log = JSON.stringify(program.log);
    expect(log).not.toContain(ON_CALL);
    expect(log).not.toContain(ON_CALL.slice(2));
    for (const { callback } of program.twilio.calls.journal.entries)
      expect(callback?.url ?? '').not.toContain(ON_CALL.slice(2));
  });

  it('a call that nobody knows, and a second call of Twilio’s for one of ours, are told to hang up', async () => {
    const card = await ring({ answer: 'busy' });
    const { row } = await endOf(card);
    const fields = { CallSid: 'CA00', CallStatus: 'in-progress' };
    for (const id of [row.id, randomUUID()]) {
      const path = `/twilio/voice/call/${id}`;
      const token = program.sandbox.environment.TWILIO_AUTH_TOKEN ?? '';
      const signature = signTwilioRequest(token, `${PUBLIC_URL}${path}`, fields);
      const answer = await fetch(`${program.url}${path}`, {
        method: 'POST',
        headers: { 'x-twilio-signature': signature },
        body: new URLSearchParams(fields),
      });
      expect(await answer.text()).toMatch(/<Response><Hangup\/><\/Response>$/);
    }
  });
});
