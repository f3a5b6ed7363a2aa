import { describe, expect, it } from '@jest/globals';
import { readFieldValues } from '../../../src/flow/field-values.js';
import { mergeValues } from '../../../src/flow/merge-facts.js';
import { createReport } from '../../../src/tip/report.js';
import { makeTip } from '../../support/tips.js';
import { NOW, read } from './support.js';

/** NOW is noon in Chicago (18:00Z), one o'clock in Atlanta, ten in the morning in Los Angeles. */
describe('the arrival is an instant in the next stop’s own time', () => {
  it.each([
    ['greyhound 1430 stl to chicago, next stop springfield 4:20', '2026-11-20T22:20:00.000Z'],
    ['bus driver, greyhound 1430 stl to chicago. next stop springfield 420', '2026-11-20T22:20:00.000Z'],
    [
      'chofer de greyhound 1430 de st louis a chicago, proxima parada springfield 4:20',
      '2026-11-20T22:20:00.000Z',
    ],
    ['megabus from atlanta to charlotte, pulls into greenville at 3', '2026-11-20T20:00:00.000Z'],
    ['amtrak 22, we get into longview tx in 25 min', '2026-11-20T18:25:00.000Z'],
    ['on the bus, next stop tulsa in half an hour', '2026-11-20T18:30:00.000Z'],
    ['train 5, next stop Reno at 8:36am', '2026-11-21T16:36:00.000Z'],
    ['bus 12, next stop el paso at noon', '2026-11-20T19:00:00.000Z'],
    ['el tren llega a Sacramento a las 5 y media de la tarde', '2026-11-21T01:30:00.000Z'],
    ['flixbus gets into tulsa at midnight', '2026-11-21T06:00:00.000Z'],
    ['greyhound gets into phoenix at 6:40am tomorrow', '2026-11-21T13:40:00.000Z'],
  ])('%s', (text, at) => {
    expect(read(text).transit?.arrivalAt).toBe(at);
  });

  it('reaches the tip', () => {
    const text =
      'bus driver, greyhound 1430 stl to chicago, girl 15 w older guy he holds her id, next stop springfield 4:20';
    const values = readFieldValues(read(text), text, false);
    const rules = { at: NOW.toISOString(), correction: false, asked: [] };
    const { report } = mergeValues(createReport('en'), values, rules);
    expect(makeTip(report)).toMatchObject({
      transit: {
        operator: 'Greyhound',
        route: '1430',
        nextStop: 'Springfield',
        arrivalAt: '2026-11-20T22:20:00.000Z',
      },
    });
    expect(report.fields.states?.value).toEqual(['MO', 'IL']);
  });
});

describe('a line by its number alone', () => {
  it.each([
    ['on the 14 to downtown in Spokane', '14', undefined],
    ['I drive the 54, girl crying in back', '54', undefined],
    ['vengo en el 82 para Hialeah', '82', undefined],
    ['rode the 9 to the mall', '9', undefined],
    ['off the 405 in torrance', undefined, 'I-405'],
    ['on the 10 to phoenix in a white van', undefined, 'I-10'],
    ['took the 5 north out of san diego', undefined, 'I-5'],
    ['por la 10 salida 363', undefined, 'I-10'],
    ['idk somewhere on 44', undefined, 'I-44'],
    ['on the bus 3 girls asleep', undefined, undefined],
    ['troca gris placas RTK8821 cerca del bus', undefined, undefined],
  ])('%s', (text, route, road) => {
    expect([read(text).transit?.route, read(text).road]).toEqual([route, road]);
  });
});

describe('who runs it, and the line', () => {
  it.each([
    ['Metro operator route 12 in Cincinnati, girl wont get off', 'Metro', '12'],
    ['on the RTA 15 no wait 16, a man has her phone', 'RTA', '16'],
    ['voy en el bus VIA linea 20, un viejo trae a dos ninas', 'VIA', '20'],
    ['flight attendant on delta 1730, he holds her passport', 'Delta', '1730'],
    ['Conductor on Metra MD-W, woman holds three tickets', 'Metra', 'MD-W'],
    ['Amtrak Saluki 391, teen with a lady who holds her id', 'Amtrak', '391'],
    ['en el metro linea 7 una nina con un senor', undefined, '7'],
    ['the bus came via line 20 and is united with 3 girls', undefined, '20'],
  ])('%s', (text, operator, route) => {
    const { transit } = read(text);
    expect([transit?.operator, transit?.route]).toEqual([operator, route]);
  });

  it('reads when they get off', () => {
    expect(read('amtrak 22, she gets off at Alton 9:52').transit?.arrival).toBe('9:52');
  });
});

describe('a bus stop is no next stop', () => {
  it.each([
    ['girl crying at the bus stop in Tulsa', 'Tulsa'],
    ['we stopped in Rolla and a man put a girl on the bus', 'Rolla'],
    ['the rest stop in Amarillo, a bus with girls', 'Amarillo'],
  ])('%s', (text, city) => {
    expect(read(text).transit?.nextStop).toBeUndefined();
    expect(read(text).city).toBe(city);
  });
});
