/** CALL: the witness is rung by the real program and put through to the hotline; whatever becomes of it, nothing is lost. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTranscript } from '../../../src/sandbox/stand-ins/twilio-call.js';
import { type PhoneScript } from '../../../src/sandbox/stand-ins/twilio-phones.js';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

const HOTLINE = '+18883737888';

let program: Program;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program.stop());

interface Ended {
  outcome: string;
  said: string[];
  violations: unknown[];
}

const callsTo = (number: string) => program.twilio.calls.journal.entries.filter(({ to }) => to === number);
const rowsOf = (number: string) =>
  program.rows<{ outcome: string; state: string; provider_sid: string }>(
    `select * from calls where provider_sid = any($1) order by created_at`,
    [callsTo(number).map(({ sid }) => sid)],
  );

async function endedCall(number: string, count = 1): Promise<Ended> {
  const row = await eventually(
    async () => {
      const rows = (await rowsOf(number)).filter(({ state }) => state === 'ended');
      return rows.length >= count ? rows.at(-1) : undefined;
    },
    { what: 'the end of the call' },
  );
  const call = program.twilio.calls.find(row.provider_sid);
  return {
    outcome: row.outcome,
    said: call === undefined ? [] : readTranscript(call),
    violations: call?.violations ?? [],
  };
}

async function call(phone: PhoneScript, hotline: PhoneScript = { answer: 'human' }): Promise<string> {
  const { number } = plantSecrets();
  program.twilio.calls.phone(number, phone);
  program.twilio.calls.phone(HOTLINE, hotline);
  await sayAndHear(program, number, 'somthing weird at my neighbors');
  expect(await sayAndHear(program, number, 'CALL')).toMatch(/^We are calling you now\. Press 1/);
  return number;
}

describe('CALL', () => {
  it('rings, and on 1 puts through to the hotline; until then nothing telling is said', async () => {
    const number = await call({ answer: 'human', keys: ['1'], talksForSeconds: 300 });
    const { outcome, said, violations } = await endedCall(number);
    expect(violations).toEqual([]);
    expect(outcome).toBe('connected');
    const connected = said.indexOf(`dialled: ${HOTLINE}`);
    expect(connected).toBeGreaterThan(0);
    expect(said.slice(0, connected)).toEqual([
      `rang: ${number}`,
      'picked up: human',
      'said: This is the call you asked for. Press 1 to be connected.',
      'pressed: 1',
    ]);
    expect(said.join()).not.toMatch(/traffick|tip/i);
    expect(callsTo(number)).toHaveLength(1);
  });

  it.each<[string, PhoneScript, string, boolean]>([
    ['busy', { answer: 'busy' }, 'busy', true],
    ['no answer', { answer: 'no-answer' }, 'no_answer', true],
    ['a machine', { answer: 'machine', keys: [null, null] }, 'no_key', true],
    ['another person', { answer: 'human', keys: ['9', '9'] }, 'declined', false],
    ['hung up at once', { answer: 'human', hangUpAfterSeconds: 1 }, 'hung_up', false],
  ])(
    '%s: the conversation goes on, and a word is said only where it helps',
    async (_name, phone, outcome, told) => {
      const number = await call(phone);
      expect((await endedCall(number)).outcome).toBe(outcome);
      if (told)
        await eventually(() => program.answersTo(number).at(-1)?.startsWith('The call did not go through'));
      const before = program.answersTo(number).length;
      await sayAndHear(program, number, 'men come all night, at 14 oak st sikeston mo');
      expect(program.answersTo(number)).toHaveLength(before + 1);
      expect(program.answersTo(number).filter((text) => text.startsWith('The call'))).toHaveLength(
        told ? 1 : 0,
      );
    },
  );

  it('the hotline is busy: told on the phone and by text', async () => {
    const number = await call({ answer: 'human', keys: ['1'] }, { answer: 'busy' });
    const { outcome, said } = await endedCall(number);
    expect(outcome).toBe('hotline_busy');
    expect(said.join()).toContain('Nobody could be reached');
    await eventually(() => program.answersTo(number).at(-1)?.startsWith('The call did not go through'));
  });

  it('is in Spanish for who writes Spanish', async () => {
    const { number } = plantSecrets();
    program.twilio.calls.phone(number, { answer: 'human', keys: [null, null] });
    await sayAndHear(program, number, 'no puedo salir me quitaron el pasaporte');
    expect(await sayAndHear(program, number, '1')).toContain('Le llamamos ahora. Marque 1');
    const { said } = await endedCall(number);
    expect(said).toContain('said: Esta es la llamada que pidió. Marque 1 para comunicarle.');
  });

  it('one ring a request, three an hour; then the number to call is told', async () => {
    const number = await call({ answer: 'human', keys: ['9', '9'] });
    for (const count of [1, 2]) {
      await endedCall(number, count);
      expect(await sayAndHear(program, number, 'CALL')).toMatch(/^We are calling you now/);
    }
    await endedCall(number, 3);
    expect(await sayAndHear(program, number, 'CALL')).toMatch(/^Call 1-888-373-7888 now/);
    expect(callsTo(number)).toHaveLength(3);
  });

  it('after silence nobody is texted first', async () => {
    const { number } = plantSecrets();
    program.twilio.calls.phone(number, {
      answer: 'no-answer',
    });
    await sayAndHear(program, number, 'somthing weird at my neighbors');
    const isCall = ({ path }: { path: string }) => path.endsWith('/Calls.json');
    const heal = program.twilio.fault({ match: isCall, status: 503, times: Infinity });
    await sayAndHear(program, number, 'CALL');
    program.pass(16 * 60_000);
    heal();
    await eventually(async () => {
      const [row] = await program.rows<{ state: string; outcome: string }>(
        'select * from calls order by created_at desc limit 1',
      );
      return row?.state === 'ended' && row.outcome === 'not_placed';
    });
    expect(program.answersTo(number).at(-1)).toMatch(/^We are calling you now/);
  });

  it('after the tip was sent it is noted on it: a revision, the history, the desk’s thread', async () => {
    const planted = plantSecrets();
    const before = new Set(cardsOf(program).map(({ ts }) => ts));
    await tellStory(program, planted);
    await sayAndHear(program, planted.number, '1');
    const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)));
    program.twilio.calls.phone(planted.number, { answer: 'human', keys: ['1'] });
    program.twilio.calls.phone(HOTLINE, { answer: 'human' });
    await sayAndHear(program, planted.number, 'CALL');
    await endedCall(planted.number);
    await eventually(() =>
      program.slack
        .messagesIn(card.channel)
        .some(({ threadTs, text }) => threadTs === card.ts && text.includes('put through to the hotline')),
    );
    const [tip] = await program.rows<{ revision: number; kinds: string[] }>(
      `select t.revision, (select array_agg(kind) from tip_events e where e.tip_id = t.id) as kinds
        from tips t join liaison_cards c on c.tip_id = t.id where c.message_ts = $1`,
      [card.ts],
    );
    expect(tip?.revision).toBe(2);
    expect(tip?.kinds).toContain('call_ended');
  });

  it('no number in a log line', () => {
    const numbers = program.twilio.calls.journal.entries.map(({ to }) => to.slice(2));
    const log = JSON.stringify(program.log);
    for (const number of numbers) expect(log).not.toContain(number);
  });
});
