import { describe, expect, it } from '@jest/globals';
import { read } from './support.js';

describe('exits and mile markers', () => {
  it.each([
    ['i-64 exit 41, no wait its 47', '47'],
    ['salida 12 perdon la 14 de la i-35', '14'],
    ['exit 8 sorry 9 off i-26, 2 girls', '9'],
    ['exit 8 on i-26, no 3 girls came out', '8'],
    ['exit one oh four off i-81', '104'],
    ['exit eleven on i-29', '11'],
    ['took the exit one mile back on i-29', undefined],
    ['off i-70 ex. 33 at the gas station', '33'],
    ['x 12 off i-80 truck lot', '12'],
    ['she has 2 x 5 rooms by i-80', undefined],
    ['i-95 exit 7 B like boy', '7B'],
    ['I-5 33번 출구 근처예요', '33'],
    ['truck lot x77 off 70', '77'],
    ['she has 2 x5 on the wall', undefined],
  ])('"%s" is exit %s', (text, exit) => {
    expect(read(text).exit).toBe(exit);
  });

  it.each([
    ['i-80 mm 310 scratch that 301', 301],
    ['i said mile 14 its 41 on i-15', 41],
    ['mile post two sixty on i-84', 260],
    ['i-84 m.p. 92.5', 92.5],
    ['I-80 里程 55 白色面包车', 55],
  ])('"%s" is mile %s', (text, mile) => {
    expect(read(text).mileMarker).toBe(mile);
  });
});
