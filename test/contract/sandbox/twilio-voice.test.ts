/** Calls through the Twilio stand-in: the real client creates them, the real package writes the TwiML and checks the signatures. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readTranscript } from '../../../src/sandbox/stand-ins/twilio-call.js';
import { checkTwiml } from '../../../src/sandbox/stand-ins/twiml-rules.js';
import {
  HOTLINE,
  LIAISON,
  LINE,
  PUBLIC_URL,
  startTwilioWorld,
  twiml,
  type TwilioWorld,
} from './twilio-world.js';

const WITNESS = '+14175550123';
let world: TwilioWorld;

beforeEach(async () => {
  world = await startTwilioWorld();
});
afterEach(() => world.stop());

const statuses = () =>
  world.asked.filter(({ path }) => path === '/voice/status').map(({ fields }) => fields.CallStatus);

function callOut(options: Record<string, unknown> = {}) {
  return world.client.calls.create({
    to: LIAISON,
    from: LINE,
    url: `${PUBLIC_URL}/voice/tip?tip=7`,
    statusCallback: `${PUBLIC_URL}/voice/status`,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    ...options,
  });
}

const askForKey = twiml((response) => {
  response.gather({ numDigits: 1, action: '/voice/key', timeout: 4 }).say('Press 1 to take the tip.');
  response.say('Goodbye.');
});
const taken = twiml((response) => {
  response.say({ language: 'en-US' }, 'Thank you & goodbye.');
  response.hangup();
});

test('a person answers, hears the tip, presses a key; every step is signed and told in order', async () => {
  world.pages.set('/voice/tip', askForKey).set('/voice/key', taken);
  world.standIn.calls.phone(LIAISON, { answer: 'human', keys: ['1'] });
  const created = await callOut({ machineDetection: 'Enable' });
  expect(created).toMatchObject({ status: 'queued', direction: 'outbound-api', to: LIAISON, from: LINE });
  const call = await world.standIn.calls.ended(created.sid);
  expect(readTranscript(call)).toEqual([
    `rang: ${LIAISON}`,
    'picked up: human',
    'said: Press 1 to take the tip.',
    'pressed: 1',
    'said: Thank you & goodbye.',
    'hung up: by the line',
  ]);
  expect(call.violations).toEqual([]);
  const [first, second] = world.asked.filter(({ path }) => !path.includes('status'));
  expect(first).toMatchObject({
    path: '/voice/tip?tip=7',
    fields: { CallSid: call.sid, CallStatus: 'in-progress', AnsweredBy: 'human', Direction: 'outbound-api' },
  });
  expect(second).toMatchObject({ path: '/voice/key', fields: { Digits: '1' } });
  expect(statuses()).toEqual(['initiated', 'ringing', 'in-progress', 'completed']);
  const last = world.asked.at(-1)?.fields;
  expect(last).toMatchObject({ SequenceNumber: '3', CallbackSource: 'call-progress-events' });
  expect(Number(last?.CallDuration)).toBeGreaterThan(0);
  expect(await world.client.calls(call.sid).fetch()).toMatchObject({
    status: 'completed',
    answeredBy: 'human',
  });
});

test.each([
  ['busy', 'busy'],
  ['no-answer', 'no-answer'],
  ['failed', 'failed'],
] as const)('%s: nobody is played anything', async (answer, status) => {
  world.standIn.calls.phone(LIAISON, { answer });
  const { sid } = await callOut();
  expect(await world.standIn.calls.ended(sid)).toMatchObject({ status, durationSeconds: 0 });
  expect(statuses()).toEqual(['initiated', 'ringing', status]);
  expect(world.asked.map(({ path }) => path)).not.toContain('/voice/tip?tip=7');
});

test('a phone that rings longer than the timeout; a machine; a call with TwiML of its own', async () => {
  const { calls } = world.standIn;
  calls.phone(LIAISON, { answer: 'human', ringsForSeconds: 21 });
  const late = await calls.ended((await callOut({ timeout: 20 })).sid);
  expect(late.status).toBe('no-answer');
  calls.phone(LIAISON, { answer: 'machine' });
  world.pages.set('/voice/tip', taken);
  await calls.ended((await callOut({ machineDetection: 'DetectMessageEnd' })).sid);
  expect(world.asked.find(({ path }) => path.startsWith('/voice/tip'))?.fields.AnsweredBy).toBe(
    'machine_end_beep',
  );
  const own = await calls.ended((await callOut({ url: undefined, twiml: taken })).sid);
  expect(readTranscript(own)).toContain('said: Thank you & goodbye.');
});

test('TwiML by GET is signed over its query; a machine can be told beside the call', async () => {
  const { calls } = world.standIn;
  calls.phone(LIAISON, { answer: 'machine' });
  world.pages.set('/voice/tip', taken);
  const { sid } = await callOut({
    method: 'GET',
    machineDetection: 'Enable',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${PUBLIC_URL}/voice/machine`,
  });
  const call = await calls.ended(sid);
  expect(call.violations).toEqual([]);
  const tip = world.asked.find(({ path }) => path === '/voice/tip')?.fields;
  expect(tip).toMatchObject({ tip: '7', CallSid: sid });
  expect(tip).not.toHaveProperty('AnsweredBy');
  expect(world.asked.find(({ path }) => path === '/voice/machine')?.fields).toMatchObject({
    CallSid: sid,
    AnsweredBy: 'machine_start',
  });
});

test('nothing pressed: the document goes on; hanging up in the middle ends it', async () => {
  world.pages.set('/voice/tip', askForKey);
  const { calls } = world.standIn;
  calls.phone(LIAISON, { answer: 'human', keys: [null] });
  const silent = await calls.ended((await callOut()).sid);
  expect(readTranscript(silent).slice(-2)).toEqual(['pressed: nothing', 'said: Goodbye.']);
  calls.phone(LIAISON, { answer: 'human', hangUpAfterSeconds: 1 });
  const short = await calls.ended((await callOut()).sid);
  expect(readTranscript(short).slice(-1)).toEqual(['hung up']);
  expect(short).toMatchObject({ status: 'completed', durationSeconds: 1 });
  expect(world.asked.map(({ path }) => path)).not.toContain('/voice/key');
});

test('status callbacks can come last first', async () => {
  world.pages.set('/voice/tip', taken);
  world.standIn.calls.phone(LIAISON, { answer: 'human' });
  world.standIn.calls.disorder = true;
  await world.standIn.calls.ended((await callOut()).sid);
  expect(statuses()).toEqual(['completed', 'in-progress', 'ringing', 'initiated']);
});

/** The liaison is called, then put through to the hotline by a whisper that asks for a key. */
function prepareBridge(hotlineKeys: (string | null)[]) {
  const { calls } = world.standIn;
  calls.phone(LIAISON, { answer: 'human', talksForSeconds: 500 });
  calls.phone(HOTLINE, { answer: 'human', keys: hotlineKeys, talksForSeconds: 90 });
  world.pages
    .set(
      '/voice/tip',
      twiml((response) => {
        response
          .dial({ action: '/voice/dialled', timeout: 25, callerId: LINE, answerOnBridge: true })
          .number({ url: '/voice/whisper' }, HOTLINE);
      }),
    )
    .set(
      '/voice/whisper',
      twiml((response) => {
        response.gather({ numDigits: 1, action: '/voice/accept' }).say('A tip from Missouri. Press 1.');
        response.hangup();
      }),
    )
    .set(
      '/voice/accept',
      twiml(() => undefined),
    )
    .set('/voice/dialled', taken);
}

test('a whisper asks for a key, then they are put through', async () => {
  prepareBridge(['1']);
  const call = await world.standIn.calls.ended((await callOut()).sid);
  expect(readTranscript(call)).toEqual([
    `rang: ${LIAISON}`,
    'picked up: human',
    `dialled: ${HOTLINE}`,
    'picked up: human',
    'said: A tip from Missouri. Press 1.',
    'pressed: 1',
    `put through: ${HOTLINE}`,
    'hung up',
    'said: Thank you & goodbye.',
    'hung up: by the line',
  ]);
  const whisper = world.asked.find(({ path }) => path === '/voice/whisper')?.fields;
  expect(whisper).toMatchObject({
    ParentCallSid: call.sid,
    Direction: 'outbound-dial',
    To: HOTLINE,
    From: LINE,
  });
  const [child] = await world.client.calls.list({ parentCallSid: call.sid });
  expect(child).toMatchObject({ sid: whisper?.CallSid, status: 'completed', direction: 'outbound-dial' });
  const dialled = world.asked.find(({ path }) => path === '/voice/dialled')?.fields;
  expect(dialled).toMatchObject({
    DialCallStatus: 'completed',
    DialBridged: 'true',
    DialCallSid: child?.sid,
  });
  expect(Number(dialled?.DialCallDuration)).toBeGreaterThanOrEqual(90);
});

test.each(['no-answer', 'completed'] as const)(
  'a whisper not accepted puts nobody through (%s)',
  async (word) => {
    prepareBridge([null]);
    world.standIn.calls.declinedDialStatus = word;
    const call = await world.standIn.calls.ended((await callOut()).sid);
    expect(readTranscript(call)).not.toContain(`put through: ${HOTLINE}`);
    expect(world.asked.find(({ path }) => path === '/voice/dialled')?.fields).toMatchObject({
      DialCallStatus: word,
      DialBridged: 'false',
    });
  },
);

test.each(['busy', 'no-answer', 'failed'] as const)('dialling somebody who is %s', async (answer) => {
  prepareBridge([]);
  world.standIn.calls.phone(HOTLINE, { answer });
  await world.standIn.calls.ended((await callOut()).sid);
  expect(world.asked.find(({ path }) => path === '/voice/dialled')?.fields).toMatchObject({
    DialCallStatus: answer,
    DialBridged: 'false',
  });
});

test('of several numbers the first to pick up is put through', async () => {
  const { calls } = world.standIn;
  calls.phone(LIAISON, { answer: 'human' });
  calls.phone(WITNESS, { answer: 'human', ringsForSeconds: 9 });
  calls.phone(HOTLINE, { answer: 'human', ringsForSeconds: 4 });
  world.pages.set(
    '/voice/tip',
    twiml((response) => {
      const dial = response.dial({ callerId: LINE });
      dial.number(WITNESS);
      dial.number(HOTLINE);
    }),
  );
  const call = await calls.ended((await callOut()).sid);
  expect(readTranscript(call)).toContain(`put through: ${HOTLINE}`);
  const children = await world.client.calls.list({ parentCallSid: call.sid });
  expect(children.map(({ to, status }) => [to, status]).sort()).toEqual([
    [WITNESS, 'canceled'],
    [HOTLINE, 'completed'],
  ]);
});

test('somebody rings the line; a rejected call; a caller who gives up while it rings', async () => {
  const { calls } = world.standIn;
  world.pages.set(
    '/twilio/voice',
    twiml((response) => {
      response.say('Please hold.');
      response.dial({ action: '/voice/dialled' }, HOTLINE);
    }),
  );
  world.pages.set('/voice/dialled', taken);
  calls.phone(HOTLINE, { answer: 'human', ringsForSeconds: 6 });
  const call = await calls.callIn({ from: WITNESS });
  expect(world.asked[0]).toMatchObject({
    path: '/twilio/voice',
    fields: { CallStatus: 'ringing', Direction: 'inbound', From: WITNESS, To: LINE },
  });
  expect(readTranscript(call).slice(0, 3)).toEqual([
    `rang: ${LINE}`,
    'picked up: human',
    'said: Please hold.',
  ]);
  expect(world.asked.at(-1)?.fields).toMatchObject({ DialCallStatus: 'completed' });
  await calls.callIn({ from: WITNESS, script: { hangUpAfterSeconds: 3 } });
  expect(world.asked.at(-1)).toMatchObject({
    path: '/voice/dialled',
    fields: { DialCallStatus: 'canceled', DialBridged: 'false' },
  });
  world.pages.set(
    '/twilio/voice',
    twiml((response) => response.reject({ reason: 'busy' })),
  );
  expect(await calls.callIn({ from: WITNESS })).toMatchObject({ status: 'busy', startedAt: null });
});

test('a call under way is sent elsewhere, or ended; a call that is over is neither', async () => {
  const { calls } = world.standIn;
  const { client } = world;
  world.pages.set('/voice/tip', askForKey).set(
    '/voice/other',
    twiml((response) => response.say('Elsewhere.')),
  );
  let sid = '';
  calls.phone(LIAISON, {
    answer: 'human',
    keys: async () => {
      await client.calls(sid).update({ url: `${PUBLIC_URL}/voice/other` });
      return '1';
    },
  });
  ({ sid } = await callOut());
  expect(readTranscript(await calls.ended(sid)).at(-1)).toBe('said: Elsewhere.');
  calls.phone(LIAISON, {
    answer: 'human',
    keys: async () => {
      await client.calls(sid).update({ status: 'completed' });
      return '1';
    },
  });
  ({ sid } = await callOut());
  expect(readTranscript(await calls.ended(sid)).at(-1)).toBe('hung up: by the program');
  await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
});

test('TwiML that Twilio would stumble over ends the call and is told', async () => {
  world.standIn.calls.phone(LIAISON, { answer: 'human' });
  const violations = async (page: string | number) => {
    world.pages.set('/voice/tip', page);
    return (await world.standIn.calls.ended((await callOut()).sid)).violations.map(({ code }) => code);
  };
  expect(await violations('<Response><Say>hi</Response>')).toEqual([12100]);
  expect(await violations('<Response><Dance/></Response>')).toEqual([12200]);
  expect(await violations(500)).toEqual([11200]);
  expect(await violations('<Response><Dial callerId="+12125550199">+18883737888</Dial></Response>')).toEqual([
    13214,
  ]);
  expect(await violations('<Response><Redirect>/voice/tip</Redirect></Response>')).toEqual([12400]);
  world.pages.set('/voice/fallback', taken);
  world.pages.set('/voice/tip', 500);
  const rescued = await callOut({ fallbackUrl: `${PUBLIC_URL}/voice/fallback` });
  expect((await world.standIn.calls.ended(rescued.sid)).violations).toEqual([]);
});

test.each([
  ['<Say>Hello &amp; welcome</Say>', 0],
  ['<Say/>', 1],
  ['<Say volume="11">x</Say>', 1],
  ['<Gather numDigits="0"/>', 1],
  ['<Gather><Dial>+18883737888</Dial></Gather>', 1],
  ['<Gather input="dtmf" finishOnKey=""><Pause length="2"/></Gather>', 0],
  ['<Dial><Number>+18883737888</Number></Dial>', 0],
  ['<Dial><Number>nobody</Number></Dial>', 1],
  ['<Dial/>', 1],
  ['<Hangup>now</Hangup>', 1],
  ['<Say>x</Say><Reject/>', 1],
  ['words', 1],
])('%s has %i mistakes', (body, count) => {
  expect(checkTwiml(`<Response>${body}</Response>`, 'call', true).violations).toHaveLength(count);
});

test('a whisper may not dial', () => {
  const { violations } = checkTwiml('<Response><Dial>+18883737888</Dial></Response>', 'whisper', false);
  expect(violations.map(({ code }) => code)).toEqual([13201]);
});

test('Twilio refuses what Twilio refuses', async () => {
  const refusal = (options: Record<string, unknown>) =>
    callOut(options).then(
      () => 'accepted',
      (fault: unknown) => (fault as { code: number }).code,
    );
  expect(await refusal({ to: 'nobody' })).toBe(21211);
  expect(await refusal({ from: '+12125550199' })).toBe(21210);
  expect(await refusal({ url: 'not an address' })).toBe(21205);
  expect(await refusal({ url: undefined })).toBe(21200);
});
