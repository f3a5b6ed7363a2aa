/** The stories of the product, on the engine alone; the golden conversations play them with real understanding. */

import { describe, expect, test } from '@jest/globals';
import { has, play, shown, witnessTip } from './play.js';

const flow = witnessTip();

describe('the hotel, everything in the first text', () => {
  const { results, reply } = play(flow, [
    'front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash wont let them talk. here rn',
    'gray altima TN plates 4T7 something',
    '3',
    '1',
  ]);
  test('takes four texts and asks nothing that was said', () => {
    expect(results.map(({ state }) => state)).toEqual(['vehicle', 'callback', 'review', 'sent']);
    expect(reply).toMatch(/^Sent\. Your code: MO-7K3QF-/);
  });
  test('is handed off once, on SEND, with consent and a confirmed state', () => {
    expect(results.map((result) => has(result, 'handOff'))).toEqual([false, false, false, true]);
    expect(results[3]?.report.fields.shareWithState).toMatchObject({ value: true, source: 'chosen' });
    expect(results[3]?.report.fields.states).toMatchObject({ value: ['MO'], source: 'confirmed' });
  });
});

test('the bus: the deadline is asked first, and "1 but after 6" fills two fields', () => {
  const { results, last } = play(flow, [
    'bus driver, greyhound 1430 stl to chicago. girl 15 w older guy he holds her id n answers for her. next stop springfield 420',
    "not sure. he's 40s gray hoodie shes tiny red backpack row 9",
    '1 but after 6',
    '1',
  ]);
  expect(results.map(({ state }) => state)).toEqual(['getsOff', 'callback', 'review', 'sent']);
  expect(last.report.fields.states?.value).toEqual(['MO', 'IL']);
  expect(last.report.fields.callbackTime?.value).toBe('after 6');
  expect(last.report.narrative).toHaveLength(3);
});

test('danger: 911 is in the first words and the tip has left', () => {
  const { last, reply } = play(flow, ['hes hitting her rite now room 12 sunset inn tulsa']);
  expect(reply).toMatch(/^Call 911 now/);
  expect(last.effects[0]).toEqual({ type: 'handOff', reason: 'urgent' });
  expect(last.state).toBe('safe');
});

test('the person affected is asked nothing about the story', () => {
  const { results, reply } = play(flow, ['no puedo salir me quitaron el pasaporte', '3']);
  const [first] = results;
  expect(first && shown(first)).toMatch(/^Gracias por escribir\. No es su culpa/);
  expect(reply).toMatch(/Borre este chat/);
  expect(results[1]?.state).toBe('listening');
});

test('a silent conversation with a place leaves as partial and says nothing', () => {
  const { last } = play(flow, ['motel 6 joplin', { type: 'timer', name: 'silence' }]);
  expect(last.effects).toEqual([
    { type: 'handOff', reason: 'partial' },
    { type: 'silence', reason: 'silence_timer' },
  ]);
});
