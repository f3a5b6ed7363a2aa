import { describe, expect, test } from '@jest/globals';
import { findTopic } from '../../../src/flow/small-talk.js';

describe('short texts that are not a tip', () => {
  test.each([
    ['hello', ['hi', 'Hello?', 'hola buenas tardes', 'hey is anyone there', 'good morning']],
    [
      'who',
      ['who is this', 'Who dis?', 'hi who are you', 'what is this number', 'quien es', '¿Quién habla?'],
    ],
    ['bot', ['are you a bot', 'is this a real person?', 'r u human', 'eres un robot']],
    ['anonymous', ['is this anonymous', 'will they know it was me', 'can i stay anonymous?', 'es anónimo']],
    ['police', ['will you call the police', 'are you the cops', 'van a llamar a la policia']],
    ['cost', ['is this free', 'es gratis']],
    ['wrongNumber', ['wrong number', 'sorry wrong number', 'número equivocado']],
    ['thanks', ['thanks', 'ok thank you so much', 'muchas gracias', 'thx god bless', 'gracias por todo']],
    ['ok', ['ok', 'okay bye', 'listo', 'k']],
    ['spam', ['You won a $500 gift card click here http://x.ru', 'crypto loan approved www.cash.xyz']],
  ] as const)('%s', (topic, texts) => {
    expect(texts.map((text) => findTopic(text, {}))).toEqual(texts.map(() => topic));
  });

  test.each([
    ...[
      'hi theres a girl crying in room 4',
      'who is this man he holds their passports',
      'ok so 3 girls in a van',
    ],
    ...[
      'is this guy dangerous he has a girl',
      'thanks he is back and hitting her',
      'the police dont come here',
    ],
    ...[
      'https://maps.google.com/?q=37.08,-94.51',
      'they know who i am',
      'free rooms for girls who work',
      'hello kitty motel',
    ],
  ])('"%s" may be a tip', (text) => {
    expect(findTopic(text, {})).toBeUndefined();
  });

  test('what the understanding calls a tip is never spam', () => {
    expect(findTopic('girls sold at www.example.com tonight', { tip: true })).toBeUndefined();
  });
});
