/** The tip spoken to the hotline by the real program: what is heard, what each key does, what each end of a call leads to. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTranscript } from '../../../src/sandbox/stand-ins/twilio-call.js';
import { type PhoneScript } from '../../../src/sandbox/stand-ins/twilio-phones.js';
import { tipRevisionPlace } from '../../../src/store/queries/tip-revisions.js';
import { type Tip } from '../../../src/tip/schema.js';
import { copyConfig, withOrder } from '../../support/config-copy.js';
import { wakeJobs } from '../../support/ladder.js';
import { type Planted, plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

const HOTLINE = '+12025550111';

let program: Program;
beforeAll(async () => {
  // By the phone at once and alone, as often as the tests below call.
  const configDir = await copyConfig({
    'hotline.yaml': (hotline) =>
      withOrder([['voice']])(hotline).replace('limits: { perMinute: 2, perHour: 30 }', 'limits: {}'),
  });
  program = await startProgram({ configDir, environment: { HOTLINE_PHONE: HOTLINE } });
});
afterAll(() => program.stop());

interface Delivery {
  id: string;
  tip_id: string;
  state: string;
  attempts: number;
  receipt: string | null;
  last_error_code: string | null;
}

async function send(phone: PhoneScript): Promise<{ planted: Planted; deliveryId: string; tipId: string }> {
  const known = new Set((await deliveries()).map(({ id }) => id));
  program.twilio.calls.phone(HOTLINE, phone);
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const delivery = await eventually(async () => (await deliveries()).find(({ id }) => !known.has(id)));
  return { planted, deliveryId: delivery.id, tipId: delivery.tip_id };
}

const deliveries = () =>
  program.rows<Delivery & Record<string, unknown>>(`select * from deliveries where route = 'voice'`);
const read = async (id: string): Promise<Delivery | undefined> =>
  (await deliveries()).find((one) => one.id === id);

/** What was said in the newest call about it, once that is over. */
async function ended(
  deliveryId: string,
  calls = 1,
): Promise<{ said: string[]; outcome: string; violations: unknown[] }> {
  const row = await eventually(async () => {
    const rows = await program.rows<{ outcome: string; provider_sid: string }>(
      `select outcome, provider_sid from calls where delivery_id = $1 and state = 'ended' order by created_at`,
      [deliveryId],
    );
    return rows.length >= calls ? rows.at(-1) : undefined;
  });
  const call = program.twilio.calls.find(row.provider_sid);
  return {
    said: call === undefined ? [] : readTranscript(call),
    outcome: row.outcome,
    violations: call?.violations ?? [],
  };
}

/** Presses a key when the words come up, nothing at other times. */
const when =
  (...keys: [RegExp, string][]) =>
  (heard: readonly string[]): string | null => {
    const next = keys.findIndex(([words]) => words.test(heard.at(-1) ?? ''));
    return next < 0 ? null : (keys.splice(next, 1)[0]?.[1] ?? null);
  };
const later = (deliveryId: string) =>
  program.rows<{ seconds: number }>(
    `select extract(epoch from j.run_at - now())::int as seconds from graphile_worker._private_jobs j
      where j.payload->>'deliveryId' = $1 and j.locked_at is null`,
    [deliveryId],
  );
const MENU = /Press 1 to hear a tip/;
const CLOSING = /That is all/;

describe('a person at the hotline', () => {
  it('hears the tip to the end and confirms: acknowledged, the keys are the receipt', async () => {
    const { planted, deliveryId } = await send({ answer: 'human', keys: when([MENU, '1'], [CLOSING, '5']) });
    const { said, outcome, violations } = await ended(deliveryId);
    expect(violations).toEqual([]);
    expect(outcome).toBe('confirmed');
    expect(said.slice(2, 6)).toEqual([
      'said: This is Sightline, an automated tip line.',
      'said: Para español, marque 4.',
      'said: Press 1 to hear a tip.',
      'pressed: 1',
    ]);
    const whole = said.join('\n');
    expect(whole).toMatch(/M O (\S ){5,}/);
    expect(whole).toContain(Array.from(planted.room).join(' '));
    expect(whole).not.toContain(planted.number);
    expect(await read(deliveryId)).toMatchObject({
      state: 'acknowledged',
      receipt: expect.stringMatching(/^keys:1-+5$/),
    });
  });

  it('hears it to the end and says nothing: handed over, not acknowledged', async () => {
    const { deliveryId } = await send({ answer: 'human', keys: when([MENU, '1']) });
    expect((await ended(deliveryId)).outcome).toBe('heard');
    expect(await read(deliveryId)).toMatchObject({ state: 'handed_over' });
  });

  it('has a line again with 9, goes on with #, confirms in the middle with 5', async () => {
    const { deliveryId } = await send({ answer: 'human', keys: ['1', '9', '#', '5'] });
    const { said, outcome } = await ended(deliveryId);
    expect(outcome).toBe('confirmed');
    const lines = said.filter((line) => line.startsWith('said: ')).slice(2);
    expect(lines[1]).toBe(lines[3]);
    expect(lines[4]).not.toBe(lines[3]);
    expect(await read(deliveryId)).toMatchObject({ state: 'acknowledged', receipt: 'keys:19h5' });
  });

  it('is read in Spanish with 4, from the line it stands at, and confirmed in Spanish', async () => {
    const { deliveryId } = await send({ answer: 'human', keys: ['1', '4', '5'] });
    const { said, outcome, violations } = await ended(deliveryId);
    expect(violations).toEqual([]);
    expect(outcome).toBe('confirmed');
    const lines = said.filter((line) => line.startsWith('said: '));
    expect(lines).toContain('said: Para español, marque 4.');
    expect(said.slice(said.indexOf('pressed: 4')).join('\n')).toMatch(/OCURRE AHORA|EN CURSO|ESTÁ PASANDO/i);
    expect(lines.at(-1)).toBe('said: Confirmado. Gracias. Adiós.');
  });

  it('speaks to the witness with 2, only when they agreed to a call; the witness’s phone hears nothing telling', async () => {
    const { deliveryId, tipId } = await send({ answer: 'busy' });
    await ended(deliveryId);
    const phone = '+14175550144';
    const [row] = await program.rows<{ document_sealed: Buffer }>(
      'select document_sealed from tip_revisions where tip_id = $1 and revision = 1',
      [tipId],
    );
    const place = tipRevisionPlace(tipId, 1);
    const tip = program.vault.openObject(row?.document_sealed ?? Buffer.alloc(0), place) as Tip;
    tip.callback = { wanted: true, phone, name: 'Ana' };
    await program.rows('update tip_revisions set document_sealed = $2 where tip_id = $1', [
      tipId,
      program.vault.seal(tip, place),
    ]);
    program.twilio.calls.phone(phone, { answer: 'human', keys: ['1'], talksForSeconds: 30 });
    program.twilio.calls.phone(HOTLINE, { answer: 'human', keys: ['2', '1', '5'] });
    await wakeJobs((sql, values) => program.rows(sql, values), 'handOffTip');
    const { said, violations, outcome } = await ended(deliveryId, 2);
    expect(violations).toEqual([]);
    expect(said).toContain('said: Press 2 to speak to the witness.');
    const dialled = said.indexOf(`dialled: ${phone}`);
    expect(said.slice(dialled, dialled + 5)).toEqual([
      `dialled: ${phone}`,
      'picked up: human',
      'said: This is the call you agreed to. Press 1 to be connected.',
      'pressed: 1',
      `put through: ${phone}`,
    ]);
    expect(outcome).toBe('confirmed');
    expect(JSON.stringify(program.log)).not.toContain(phone.slice(2));
  });
});

describe('nobody who takes it', () => {
  it.each<[string, PhoneScript, string, number]>([
    ['busy', { answer: 'busy' }, 'busy', 120],
    ['no answer', { answer: 'no-answer' }, 'no_answer', 300],
    ['a machine, or no key', { answer: 'machine', keys: [null, null] }, 'no_key', 300],
    ['hung up midway', { answer: 'human', keys: ['1', '#'], hangUpAfterSeconds: 20 }, 'hung_up', 300],
  ])('%s: not handed over, rung again later', async (_name, phone, outcome, seconds) => {
    const { deliveryId, planted } = await send(phone);
    const end = await ended(deliveryId);
    expect(end.outcome).toBe(outcome);
    expect(await read(deliveryId)).toMatchObject({
      state: 'attempting',
      last_error_code: `DELIVERY_UNAVAILABLE voice_${outcome}`,
    });
    const [job] = await later(deliveryId);
    expect(Math.abs((job?.seconds ?? 0) - seconds)).toBeLessThan(15);
    if (outcome === 'no_key') expect(end.said.join('\n')).not.toContain(planted.word);
  });

  it('six times in vain: failed, and the operators are told, at the second and at the last', async () => {
    const { deliveryId } = await send({ answer: 'busy' });
    for (let calls = 1; calls <= 5; calls += 1) {
      await ended(deliveryId, calls);
      await wakeJobs((sql, values) => program.rows(sql, values), 'handOffTip');
    }
    await ended(deliveryId, 6);
    expect(await read(deliveryId)).toMatchObject({ state: 'failed', attempts: 6 });
    for (const code of ['DELIVERY_LATE', 'DELIVERY_FAILED'])
      await eventually(() =>
        alertsOf(program).some((text) => text.includes(code) && text.includes(deliveryId)),
      );
  });
});
