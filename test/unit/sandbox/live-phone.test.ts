/** The phone of the sandbox page: what a person does in a call, as Twilio's stand-in sees it. */

import { expect, test } from '@jest/globals';
import { createLivePhone } from '../../../src/sandbox/live-phone.js';
import { newCall } from '../../../src/sandbox/stand-ins/twilio-call.js';

const call = newCall({ direction: 'outbound-api', from: '+15735550100', to: '+14175550123' });
const prompt = { heard: [], numDigits: 2, finishOnKey: '#', timeoutSeconds: 5 };
const say = (text: string, canPress: boolean) => ({ kind: 'say' as const, text, seconds: 5, canPress });

test('rings, is picked up, keys cut a question short, and are read', async () => {
  const phone = createLivePhone();
  const rung = phone.ring(call, 30);
  expect(phone.state).toMatchObject({ status: 'ringing', other: '+15735550100' });
  expect(await phone.ring(call, 30)).toMatchObject({ outcome: 'busy' });
  phone.pickUp();
  expect(await rung).toMatchObject({ outcome: 'human' });
  const heard = phone.stay(say('Press two keys', true));
  expect(phone.state.saying).toBe('Press two keys');
  phone.pressKey('4');
  expect((await heard).hungUp).toBe(false);
  expect((await heard).seconds).toBeLessThan(2);
  // The second sentence of the same question is cut short as well.
  expect(await phone.stay(say('Or wait', true))).toEqual({ seconds: 0, hungUp: false });
  const pressed = phone.press(prompt);
  phone.pressKey('2');
  expect(await pressed).toMatchObject({ keys: '42' });
  expect(phone.state.keys).toBe('');
});

test('a key in a plain sentence changes nothing; hanging up ends whatever is waited for', async () => {
  const phone = createLivePhone();
  const heard = phone.stay(say('Please hold', false));
  phone.pressKey('1');
  phone.hangUp();
  expect(await heard).toMatchObject({ hungUp: true });
  const pressed = phone.press(prompt);
  phone.hangUp();
  expect(await pressed).toBeUndefined();
});

test('the finishing key; nobody answers; the program ends the call', async () => {
  const phone = createLivePhone();
  expect(await phone.ring(call, 0.01)).toMatchObject({ outcome: 'no-answer' });
  const talk = phone.stay({ kind: 'talk', text: '', seconds: 60, canPress: false });
  phone.interrupt({ isOver: false });
  expect(await talk).toMatchObject({ hungUp: false });
  const pressed = phone.press({ ...prompt, numDigits: undefined });
  phone.pressKey('7');
  phone.pressKey('#');
  expect(await pressed).toMatchObject({ keys: '7#' });
  phone.interrupt({ isOver: true });
  expect(phone.state.status).toBe('idle');
});
