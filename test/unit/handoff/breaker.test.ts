import { describe, expect, it } from '@jest/globals';
import {
  admit,
  afterFailure,
  afterSuccess,
  type RouteRecord,
  UNTRIED,
} from '../../../src/handoff/breaker.js';

const RULES = { failures: 3, restsFrom: 10_000, restsUpTo: 60_000 };
const start = new Date('2026-11-22T12:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);

const fail = (record: RouteRecord, ms: number, deliveryId = 'a', retryAfterMs?: number) =>
  afterFailure(
    record,
    { deliveryId, now: at(ms), errorCode: 'DELIVERY_UNAVAILABLE 503', retryAfterMs },
    RULES,
  );
const ask = (record: RouteRecord, ms: number, deliveryId = 'a', limits = {}, danger = false) =>
  admit(record, { deliveryId, now: at(ms), limits, danger });

function resting(): RouteRecord {
  let record = UNTRIED;
  for (let times = 0; times < 3; times++) record = fail(record, 0).record;
  return record;
}

describe('a route', () => {
  it('rests after so many failures in a row, and is told once', () => {
    const first = fail(UNTRIED, 0);
    const second = fail(first.record, 1);
    const third = fail(second.record, 2);
    const inFlight = fail(third.record, 3, 'b');
    expect([first, second, third, inFlight].map(({ startsToRest }) => startsToRest)).toEqual([
      ...[false, false, true, false],
    ]);
    expect(inFlight.record.restsUntil).toEqual(at(10_002));
    expect(ask(inFlight.record, 5000)).toEqual({ admitted: false, why: 'rests', retryAt: at(10_002) });
  });

  it('a success between starts the count anew', () => {
    const once = afterSuccess(fail(fail(UNTRIED, 0).record, 0).record);
    expect(once.worksAgain).toBe(false);
    expect(fail(fail(once.record, 1).record, 1).startsToRest).toBe(false);
  });

  it('after the rest one tries, the others wait; it works: all go', () => {
    const tried = ask(resting(), 10_000, 'a');
    if (!tried.admitted) throw new Error('nobody tried');
    expect(ask(tried.record, 10_001, 'b')).toMatchObject({
      admitted: false,
      why: 'rests',
      retryAt: at(12_001),
    });
    expect(ask(tried.record, 10_001, 'a')).toMatchObject({ admitted: true });
    const well = afterSuccess(tried.record);
    expect(well.worksAgain).toBe(true);
    expect(ask(well.record, 10_002, 'b')).toMatchObject({ admitted: true });
  });

  it('rests twice as long each time, up to the limit, and is not told again', () => {
    let record = resting();
    const lengths = [];
    for (let time = 10_000; lengths.length < 4;) {
      const tried = ask(record, time, 'a');
      if (!tried.admitted) throw new Error('nobody tried');
      const failed = fail(tried.record, time, 'a');
      expect(failed.startsToRest).toBe(false);
      record = failed.record;
      lengths.push((record.restsUntil?.getTime() ?? 0) - at(time).getTime());
      time += lengths.at(-1) ?? 0;
    }
    expect(lengths).toEqual([20_000, 40_000, 60_000, 60_000]);
  });

  it('rests as long as it asks for', () => {
    const { record } = fail(fail(fail(UNTRIED, 0).record, 0).record, 0, 'a', 45_000);
    expect(record.restsUntil).toEqual(at(45_000));
  });

  it('whose probe died is tried by the next after a minute', () => {
    const tried = ask(resting(), 10_000, 'a');
    if (!tried.admitted) throw new Error('nobody tried');
    expect(ask(tried.record, 69_999, 'b').admitted).toBe(false);
    expect(ask(tried.record, 70_000, 'b').admitted).toBe(true);
  });

  it('takes so many a minute and an hour; danger is not counted out', () => {
    const limits = { perMinute: 2, perHour: 3 };
    let record = UNTRIED;
    const take = (ms: number): unknown => {
      const admission = ask(record, ms, 'a', limits);
      if (admission.admitted) record = admission.record;
      return admission.admitted || admission.retryAt;
    };
    expect([0, 1000, 2000, 60_000, 61_000].map(take)).toEqual([true, true, at(60_000), true, at(3_600_000)]);
    expect(ask(record, 61_000, 'a', limits, true).admitted).toBe(true);
  });
});
