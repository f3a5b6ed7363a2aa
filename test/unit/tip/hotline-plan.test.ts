import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { isWithinHours, nextTimeOfDay } from '../../../src/tip/hours.js';
import {
  firstRoutes,
  type HotlinePlan,
  laterRoutes,
  nextRoutes,
  type PlanQuestion,
} from '../../../src/tip/hotline-plan.js';
import { loadHotlinePlan, parseHotlinePlan } from '../../../src/tip/hotline-plan-loader.js';

const shipped = readFileSync('config/hotline.yaml', 'utf8');
const changedPlan = (change: (text: string) => string): HotlinePlan => {
  const text = change(shipped);
  expect(text).not.toBe(shipped);
  return parseHotlinePlan(text, 'hotline.yaml');
};

const question: PlanQuestion = {
  urgency: 'recent',
  test: false,
  configured: ['webhook', 'email', 'voice', 'desk'],
  tried: [],
  now: new Date('2026-11-22T18:00:00Z'),
};

describe('config/hotline.yaml', () => {
  it('ships webhook and e-mail at once, then a call, then the desk', async () => {
    const plan = await loadHotlinePlan('config');
    expect(firstRoutes(plan, question)).toEqual(['webhook', 'email']);
    expect(nextRoutes(plan, { ...question, tried: ['webhook', 'email'] })).toEqual(['voice']);
    expect(nextRoutes(plan, { ...question, tried: ['webhook', 'email', 'voice'] })).toEqual(['desk']);
    expect(plan.deadlines).toMatchObject({ immediate_danger: 60_000, recent: 300_000 });
  });

  it('passes over what is not set up, and is at the desk when nothing is', async () => {
    const plan = await loadHotlinePlan('config');
    expect(firstRoutes(plan, { ...question, configured: ['email', 'desk'] })).toEqual(['email']);
    expect(firstRoutes(plan, { ...question, configured: ['desk'] })).toEqual(['desk']);
    expect(firstRoutes(plan, { ...question, configured: [] })).toEqual([]);
  });

  it('takes the parallel routes at once in danger', async () => {
    const plan = await loadHotlinePlan('config');
    const danger = { ...question, urgency: 'immediate_danger' } as const;
    expect(firstRoutes(plan, danger)).toEqual(['webhook', 'email', 'voice']);
    const all = changedPlan((text) => text.replaceAll('parallelInDanger: false', 'parallelInDanger: true'));
    expect(firstRoutes(all, danger)).toEqual(['webhook', 'email', 'voice', 'desk']);
  });

  it('a test rings nobody and is no task for anyone', async () => {
    const plan = await loadHotlinePlan('config');
    const test = { ...question, test: true };
    expect(firstRoutes(plan, test)).toEqual(['webhook', 'email']);
    expect(nextRoutes(plan, { ...test, tried: ['webhook', 'email'] })).toEqual([]);
  });

  it('keeps to urgencies and hours, and knows what the hour alone keeps back', () => {
    const plan = changedPlan((text) =>
      text
        .replace('urgencies: all', 'urgencies: [past]')
        .replaceAll('hours: always', "hours: { from: '08:00', to: '10:00' }"),
    );
    expect(firstRoutes(plan, question)).toEqual([]);
    expect(laterRoutes(plan, question)).toEqual(['email', 'voice', 'desk']);
    const morning = new Date('2026-11-22T15:00:00Z');
    expect(firstRoutes(plan, { ...question, now: morning })).toEqual(['email']);
    expect(firstRoutes(plan, { ...question, now: morning, urgency: 'past' })).toEqual(['webhook', 'email']);
  });

  it.each([
    ['timeZone: America/Chicago', 'timeZone: Chicago', /^hotline\.yaml:6: timeZone: not an IANA time zone/],
    ['  - [voice]', '  - [fax]', /^hotline\.yaml:12: order\.1\.0: a route is one of webhook, email/],
    ['  - [voice]', '  - [email]', /^hotline\.yaml:11: order: names a route twice/],
    ['recent: 5m', 'recent: soon', /^hotline\.yaml:\d+: deadlines\.recent: write it as 30s, 5m or 1h/],
    ['recent: 5m', '', /deadlines\.recent: is missing; add it/],
    ['acknowledgedBy: nothing', 'acknowledgedBy: receipt', /routes\.email\.acknowledgedBy: email can have/],
    ['perMinute: 2,', 'perMinute: 0,', /routes\.voice\.limits\.perMinute: must be 1 or more/],
    ['hours: always', 'hours: sometimes', /routes\.webhook\.hours: write always, or/],
    ['failures: 5', 'failure: 5', /breaker\.failure: not a known name/],
    ["at: '08:00'", 'at: 8', /digest\.at: write it as '08:00', in quotes/],
    ['restsUpTo: 1m', 'restsUpTo: 1s', /breaker: restsUpTo is shorter than restsFrom/],
  ])('names the mistake: %s → %s', (from, to, expected) => {
    try {
      changedPlan((text) => text.replace(from, to));
    } catch (error) {
      expect(error).toMatchObject({ code: 'CONFIG_INVALID' });
      expect((error as Error).message).toMatch(expected);
      return;
    }
    throw new Error('the mistake was not found');
  });
});

describe('hours', () => {
  const zone = 'America/Chicago';
  const night = { from: '22:00', to: '06:00', days: ['fri'] } as const;

  it.each([
    ['2026-11-21T03:59:00Z', false],
    ['2026-11-21T04:00:00Z', true],
    ['2026-11-21T11:59:00Z', true],
    ['2026-11-21T12:00:00Z', false],
    ['2026-11-22T05:00:00Z', false],
  ])('over midnight, %s: %s', (at, open) => {
    expect(isWithinHours(night, new Date(at), zone)).toBe(open);
  });

  it.each([
    ['2026-11-22T13:59:30Z', '2026-11-22T14:00:00.000Z'],
    ['2026-11-22T14:00:00Z', '2026-11-23T14:00:00.000Z'],
    // The clock goes forward on March 14 and back on November 7, 2027.
    ['2027-03-13T15:00:00Z', '2027-03-14T13:00:00.000Z'],
    ['2027-11-06T15:00:00Z', '2027-11-07T14:00:00.000Z'],
  ])('08:00 in Chicago after %s is %s', (now, expected) => {
    expect(nextTimeOfDay('08:00', new Date(now), zone).toISOString()).toBe(expected);
  });
});
