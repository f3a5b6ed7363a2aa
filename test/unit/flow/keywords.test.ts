import { describe, expect, test } from '@jest/globals';
import { findCarrierKeyword } from '../../../src/flow/keywords.js';

describe('the carriers’ words end, explain and resume, in both languages', () => {
  test.each([
    ...[
      'STOP',
      'stop.',
      ' Stop ',
      'STOPALL',
      'unsubscribe',
      'End',
      'QUIT',
      'cancel',
      'REVOKE',
      'OptOut',
      'opt out',
    ],
    ...[
      'ALTO',
      'parar',
      'BAJA',
      'stop stop',
      'STOP!!',
      'please stop',
      'stop texting me',
      'please stop texting me',
    ],
    ...[
      "don't text me again",
      'do not contact me anymore',
      'take me off your list',
      'leave me alone',
      'no more texts',
    ],
    ...[
      'no me escriban mas',
      'no me escriban más por favor',
      'ya no me manden mensajes',
      'dejen de escribirme',
    ],
    ...['quiero darme de baja', 'remove my number', 'i want to unsubscribe', 'quit messaging me please'],
  ])('%s is STOP', (text) => {
    expect(findCarrierKeyword(text, false)).toBe('stop');
  });

  test.each(['HELP', 'help?', 'info', 'AYUDA', 'Información'])('%s is HELP', (text) => {
    expect(findCarrierKeyword(text, false)).toBe('help');
  });

  test.each(['START', 'unstop', 'EMPEZAR', 'comenzar'])('%s is START', (text) => {
    expect(findCarrierKeyword(text, false)).toBe('start');
  });

  test.each([
    ...[
      "he won't stop hitting her",
      'stop he is hurting her',
      'next stop springfield',
      'bus stop on main st',
    ],
    ...[
      'help me',
      'she asked for help',
      'he told her not to text me',
      'the end of the street',
      'baja california',
    ],
    ...[
      'he took my phone so dont text me his number is here',
      'no',
      'yes',
      'si',
      'stop at exit 208',
      'cancel culture',
    ],
    ...['they cant leave me and my sister alone', 'quit my job there because they dont pay'],
  ])('%s is a witness speaking', (text) => {
    expect(findCarrierKeyword(text, false)).toBeUndefined();
  });

  test('a yes opts in again only after a STOP', () => {
    expect(findCarrierKeyword('YES', true)).toBe('start');
    expect(findCarrierKeyword('YES', false)).toBeUndefined();
  });
});
