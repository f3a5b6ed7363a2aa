/** Single rules of a conversation that the golden stories do not single out. */

import { describe, expect, test } from '@jest/globals';
import { findValue } from '../../../src/tip/report.js';
import { has, moment, play, shown, witnessTip } from './play.js';
import { step } from '../../../src/flow/step.js';

const flow = witnessTip();
const HOTEL = 'motel 6 joplin off 44, 2 girls look 15, wont let them talk, paid cash, rm 214, here rn';

describe('language', () => {
  test('the first text of three words settles it, and later texts do not change it', () => {
    const { results } = play(flow, ['hola', 'two girls are locked in', 'no puedo creerlo gracias']);
    expect(results.map(({ report }) => report.language)).toEqual(['es', 'en', 'en']);
  });
  test('the other language is one word away and loses nothing', () => {
    const { last, reply } = play(flow, [HOTEL, 'Español']);
    expect(last.report.language).toBe('es');
    expect(findValue(last.report, 'city')).toBe('Joplin');
    expect(reply).toMatch(/^Seguimos en español/);
  });
  test('danger in a language the flow does not speak starts with 911 and leaves at once', () => {
    const facts = { lang: 'vi', urgency: 'immediate_danger', tip: true } as const;
    const result = step(flow, undefined, { type: 'text', text: 'anh ta đang đánh cô ấy', facts }, moment());
    expect(result.effects[0]).toEqual({ type: 'handOff', reason: 'urgent' });
    expect(shown(result)).toMatch(/^911: /);
    expect(result.report.spokenLanguage).toBe('vi');
  });
  test('a short text from someone who wrote in that language is answered in it', () => {
    const facts = { lang: 'vi', tip: true } as const;
    const first = step(flow, undefined, { type: 'text', text: 'Tôi làm nail ở tiệm này', facts }, moment());
    const second = step(flow, first.snapshot, { type: 'text', text: '1', facts: {} }, moment(1));
    expect(shown(second)).toMatch(/^Đã nhận/);
  });
  test('a review of words nobody understood shows the words', () => {
    expect(play(flow, ['zzz qqq', 'asdf jkl', 'REVIEW']).reply).toMatch(/^Ready: zzz qqq/);
  });
  test('a word that looks foreign inside an English conversation is a name', () => {
    const from = play(flow, ['somthing weird at my neighbors']).last.snapshot;
    const result = step(
      flow,
      from,
      { type: 'text', text: 'Thi Nguyen salon', facts: { lang: 'vi' } },
      moment(),
    );
    expect(shown(result)).not.toContain('Nguy');
  });
});

describe('danger', () => {
  test.each([
    ['a question', [HOTEL]],
    ['after SEND', [HOTEL, 'SKIP', '3', '1']],
    ['in silence', [HOTEL, { type: 'timer', name: 'silence' } as const]],
  ])('at %s: 911 first, urgent at once', (_, before) => {
    const { last, reply } = play(flow, [...before, 'he is hitting her']);
    expect(reply).toMatch(/^Call 911/);
    expect(last.effects).toContainEqual({ type: 'handOff', reason: 'urgent' });
  });
  test('after SEND, being safe leads back to sent', () => {
    expect(play(flow, [HOTEL, 'SKIP', '3', '1', 'he is hitting her', '1']).last.state).toBe('sent');
  });
  test('the state’s team gets it before the witness was asked, and a later no is passed on', () => {
    const { results } = play(flow, [
      'he is hitting her at motel 6 joplin',
      '1',
      '1',
      'idk',
      'SKIP',
      '3',
      '2',
    ]);
    expect(results[0]?.report.fields.shareWithState).toMatchObject({ value: true, source: 'inferred' });
    expect(results.at(-1)?.report.fields.shareWithState).toMatchObject({ value: false, source: 'chosen' });
    expect(results.at(-1)?.effects[0]).toEqual({ type: 'handOff', reason: 'submitted' });
  });
});

describe('the person affected', () => {
  test('who writes for somebody else is asked like a witness', () => {
    const { last } = play(flow, ['no puedo salir, me quitaron el pasaporte', '4']);
    expect(last.report.selfReport).toBe(false);
    expect(last.state).toBe('place');
  });
  test('"help me" is a cry for help, and HELP alone is the carrier’s', () => {
    expect(play(flow, ['help me please']).last.state).toBe('affected');
    expect(play(flow, ['HELP']).reply).toMatch(/STOP ends/);
  });
});

describe('STOP', () => {
  test('one confirmation with the programme’s name, then silence with its reason', () => {
    const { results } = play(flow, [HOTEL, 'STOP', 'STOP', 'hello?']);
    expect(results.slice(1).map(shown)).toEqual([
      expect.stringMatching(/^Sightline/),
      '(silence: opted_out)',
      '(silence: opted_out)',
    ]);
    expect(results.map((result) => has(result, 'optOut'))).toEqual([false, true, false, false]);
  });
  test('what was told before is still handed off when nobody writes again', () => {
    const { last } = play(flow, [HOTEL, 'STOP', { type: 'timer', name: 'silence' }]);
    expect(last.effects).toEqual([
      { type: 'handOff', reason: 'partial' },
      { type: 'silence', reason: 'opted_out' },
    ]);
  });
  test('a sent tip’s news still leaves', () => {
    const { last } = play(flow, [HOTEL, 'SKIP', '3', '1', 'STOP', 'they are leaving in a white van']);
    expect(last.effects.slice(0, 2)).toEqual([
      { type: 'handOff', reason: 'revision' },
      { type: 'silence', reason: 'opted_out' },
    ]);
  });
  test('the provider’s own opt-out is answered by the provider', () => {
    const { last } = play(flow, [HOTEL, { type: 'optedOutByProvider' }]);
    expect(last.effects.slice(0, 2)).toEqual([
      { type: 'optOut' },
      { type: 'silence', reason: 'provider_answered' },
    ]);
  });
});

describe('buttons', () => {
  test('a button is its choice', () => {
    const { last } = play(flow, [HOTEL, 'SKIP', { type: 'choice', step: 'callback', choice: 'no' }]);
    expect(last.state).toBe('review');
    expect(findValue(last.report, 'callbackWanted')).toBe(false);
  });
  test('a button of an earlier question is carried out and the open question stays', () => {
    const { last } = play(flow, [HOTEL, 'SKIP', '3', { type: 'choice', step: 'callback', choice: 'this' }]);
    expect(last.state).toBe('review');
    expect(findValue(last.report, 'callbackWanted')).toBe(true);
  });
  test('a button of an earlier review still sends', () => {
    const { last } = play(flow, [
      HOTEL,
      'SKIP',
      '3',
      '3',
      { type: 'choice', step: 'review', choice: 'hotlineOnly' },
    ]);
    expect(last.state).toBe('sent');
    expect(findValue(last.report, 'shareWithState')).toBe(false);
  });
});

describe('timers', () => {
  test('every text gives one timer, however often the machine leaves and enters', () => {
    for (const { effects } of play(flow, [HOTEL, 'asdf', 'HELP', 'white van', 'BACK']).results) {
      expect(effects.filter(({ type }) => type === 'timer' || type === 'cancelTimer')).toEqual([
        { type: 'timer', name: 'silence', delayMs: 900_000 },
      ]);
    }
  });
  test('a submitted tip cancels it', () => {
    expect(play(flow, [HOTEL, 'SKIP', '3', '1']).last.effects).toContainEqual({
      type: 'cancelTimer',
      name: 'silence',
    });
  });
  test('after silence the open question takes its answer, and it is a revision', () => {
    const { results, last } = play(flow, [HOTEL, 'SKIP', { type: 'timer', name: 'silence' }, '3']);
    expect(results[2]?.state).toBe('silent');
    expect(last.state).toBe('review');
    expect(last.effects[0]).toEqual({ type: 'handOff', reason: 'revision' });
  });
});

test('replies to words settle; numbers, commands and danger do not', () => {
  const { results } = play(flow, [HOTEL, 'gray altima', '3', 'BACK', 'he is hitting her']);
  const settles = results.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.type === 'reply' ? [effect.settle] : [])),
  );
  expect(settles).toEqual([true, true, false, false, false]);
});

test('call-back details: time, voicemail, language', () => {
  const { last } = play(flow, [HOTEL, 'SKIP', '1', 'after 5, no voicemail', '1']);
  expect(findValue(last.report, 'callbackTime')).toMatch(/^after 5/);
  expect(findValue(last.report, 'voicemailOk')).toBe(false);
  expect(findValue(last.report, 'callbackLanguage')).toBe('en');
});

describe('pictures', () => {
  const picture = (text: string) => ({ type: 'text', text, facts: {}, mediaCount: 1 }) as const;

  test('a picture alone is answered, and the question stays', () => {
    const { reply } = play(flow, ['somthing weird at my neighbors', picture('')]);
    expect(reply).toMatch(/^We keep the picture safe with your tip/);
    expect(reply).toMatch(/\?$/m);
  });
  test('words that come with a picture count, and the person is told about the picture', () => {
    const { last, reply } = play(flow, [
      'hi',
      { ...picture('8 women in a trailer, men come all night'), facts: { tip: true } },
    ]);
    expect(reply).toContain('We keep the picture safe with your tip');
    expect(last.report.narrative.map(({ text }) => text)).toContain(
      '8 women in a trailer, men come all night',
    );
  });
  test('with danger, 911 stays the first thing said', () => {
    const facts = { tip: true, urgency: 'immediate_danger' } as const;
    const { reply } = play(flow, [{ ...picture('hes hitting her'), facts }]);
    expect(reply).toMatch(/^Call 911 now/);
  });
});
