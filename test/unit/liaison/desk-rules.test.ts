import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { endOfQuiet, findNextRung, SHIPPED_RULES, type DeskRules } from '../../../src/liaison/desk-rules.js';
import { findFirstRung } from '../../../src/liaison/escalate.js';
import { type States } from '../../../src/liaison/states.js';
import { parseStates, parseStatesFile } from '../../../src/liaison/states-loader.js';

const shipped = readFileSync('config/states.yaml', 'utf8');
const CENTRAL = 'America/Chicago';
const NIGHT = { from: '22:00', to: '06:00' };
const at = (time: string): Date => new Date(time);

const rules: DeskRules = {
  ...SHIPPED_RULES,
  ladder: [
    { after: 0, kind: 'mention', to: 'S0ONCALL' },
    { after: 2, kind: 'call', to: '+15735550177' },
  ],
};
const card = (changes: object = {}) => ({
  urgency: 'in_progress',
  createdAt: at('2026-11-22T18:00:00Z'),
  rung: 0,
  escalatedAt: null,
  ...changes,
});
const next = (changes: object, desk: Partial<DeskRules> = {}, now = at('2026-11-22T18:00:00Z')) => {
  const { rung, due } = findNextRung(card(changes), { ...rules, ...desk }, CENTRAL, now);
  return `${rung === 'operators' ? rung : rung.kind} ${due.toISOString().slice(11, 16)}`;
};

describe('when the next rung is due', () => {
  it.each([
    ['immediate_danger', 'mention 18:03'],
    ['in_progress', 'mention 18:05'],
    ['recent', 'mention 18:30'],
    ['unknown', 'mention 18:30'],
    ['past', 'mention 22:00'],
    ['a code nobody knows', 'mention 18:30'],
  ])('%s: %s', (urgency, expected) => {
    expect(next({ urgency })).toBe(expected);
  });

  it('each rung counts from the one before; after the last the operators, at once when there is no ladder', () => {
    expect(next({ rung: 1, escalatedAt: at('2026-11-22T18:05:30Z') })).toBe('call 18:07');
    expect(next({ rung: 2, escalatedAt: at('2026-11-22T18:08:00Z') })).toBe('operators 18:13');
    expect(next({}, { ladder: [] })).toBe('operators 18:05');
  });
});

describe('quiet hours', () => {
  const late = { createdAt: at('2026-11-22T05:00:00Z') };
  const now = late.createdAt;

  it('put off every rung of what is not urgent, and no rung of danger', () => {
    expect(next({ ...late, urgency: 'recent' }, { quiet: NIGHT }, now)).toBe('mention 12:00');
    expect(next({ ...late, urgency: 'past' }, { quiet: NIGHT }, now)).toBe('mention 12:00');
    expect(next({ ...late, urgency: 'immediate_danger' }, { quiet: NIGHT }, now)).toBe('mention 05:03');
    const climbed = { ...late, rung: 1, escalatedAt: at('2026-11-22T05:03:00Z') };
    expect(next({ ...climbed, urgency: 'immediate_danger' }, { quiet: NIGHT }, now)).toBe('call 05:05');
  });

  it('of what is in progress only phones wait', () => {
    expect(next(late, { quiet: NIGHT }, now)).toBe('mention 05:05');
    expect(next({ ...late, rung: 1, escalatedAt: at('2026-11-22T05:05:00Z') }, { quiet: NIGHT }, now)).toBe(
      'call 12:00',
    );
  });

  it('a rung that was due before them and is late waits as well', () => {
    const due = { urgency: 'recent', createdAt: at('2026-11-22T03:20:00Z') };
    expect(next(due, { quiet: NIGHT }, at('2026-11-22T03:21:00Z'))).toBe('mention 03:50');
    expect(next(due, { quiet: NIGHT }, at('2026-11-22T04:10:00Z'))).toBe('mention 12:00');
  });

  it('end by the clock on the wall, on the nights it changes too', () => {
    expect(endOfQuiet(at('2026-03-08T05:00:00Z'), NIGHT, CENTRAL).toISOString()).toBe(
      '2026-03-08T11:00:00.000Z',
    );
    expect(endOfQuiet(at('2026-11-01T04:00:30Z'), NIGHT, CENTRAL).toISOString()).toBe(
      '2026-11-01T12:00:00.000Z',
    );
    const noon = { from: '12:00', to: '13:30' };
    expect(endOfQuiet(at('2026-11-22T18:10:00Z'), noon, CENTRAL).toISOString()).toBe(
      '2026-11-22T19:30:00.000Z',
    );
    expect(endOfQuiet(at('2026-11-22T19:30:00Z'), noon, CENTRAL).toISOString()).toBe(
      '2026-11-22T19:30:00.000Z',
    );
  });
});

describe('config/states.yaml', () => {
  const withDesk = (desk: string): string =>
    shipped.replace('    name: Missouri\n', `    name: Missouri\n    desk: ${desk}\n`);

  it('ships with no ladder and no quiet hours', () => {
    expect(parseStatesFile(shipped, 'states.yaml').defaults).toEqual({ ...SHIPPED_RULES, reveal: [] });
    expect(parseStates(shipped, 'states.yaml').MO?.desk).toEqual(SHIPPED_RULES);
  });

  it('a state gives itself what it names and keeps the rest', () => {
    const changed = withDesk(
      "{ acknowledge: { past: 60 }, ladder: [{ after: 1, text: '+15735550177' }], quiet: { from: '22:00', to: '06:00' } }",
    );
    const states = parseStates(changed, 'states.yaml');
    expect(states.MO?.desk).toEqual({
      acknowledge: { ...SHIPPED_RULES.acknowledge, past: 60 },
      ladder: [{ after: 1, kind: 'text', to: '+15735550177' }],
      quiet: NIGHT,
    });
    expect(states.IL?.desk).toEqual(SHIPPED_RULES);
  });

  it.each([
    [
      '{ ladder: [{ after: 1 }] }',
      /:\d+: states\.MO\.desk\.ladder\.0: give exactly one of mention, post, text, call/,
    ],
    [
      "{ ladder: [{ after: 1, text: '+15735550177', call: '+15735550177' }] }",
      /:\d+: states\.MO\.desk\.ladder\.0: give exactly one of/,
    ],
    [
      "{ ladder: [{ after: 1, call: '5735550177' }] }",
      /:\d+: states\.MO\.desk\.ladder\.0\.call: must be E\.164/,
    ],
    [
      '{ ladder: [{ after: 1, mention: oncall }] }',
      /ladder\.0\.mention: must be the id of a Slack user group/,
    ],
    ["{ ladder: [{ after: 1, post: '#more' }] }", /ladder\.0\.post: must be a Slack channel id/],
    ['{ acknowledge: { danger: 3 } }', /states\.MO\.desk\.acknowledge\.danger: not a known name/],
    ['{ acknowledge: { past: 0 } }', /acknowledge\.past: at least a minute/],
    ['{ quiet: { from: 25:00, to: 06:00 } }', /quiet\.from: write it as/],
  ])('%s is a mistake with its line', (desk, message) => {
    expect(() => parseStates(withDesk(desk), 'states.yaml')).toThrow(message);
    const line =
      withDesk(desk)
        .split('\n')
        .findIndex((text) => text.includes('    desk: {')) + 1;
    expect(() => parseStates(withDesk(desk), 'states.yaml')).toThrow(`states.yaml:${line}: `);
  });
});

describe('the first rung of a card that is made now', () => {
  const now = at('2026-11-22T05:00:00Z'); // 23:00 in Missouri
  const deps = {
    states: { MO: { timeZone: CENTRAL, desk: { ...rules, quiet: NIGHT } } } as unknown as States,
    deskDefaults: SHIPPED_RULES,
  };
  const find = (urgency: string, desks: string[]) =>
    findFirstRung(deps, { urgency, desks, now })?.toISOString().slice(11, 16);

  it('is that of the earliest desk, with its quiet hours', () => {
    expect(find('immediate_danger', ['MO'])).toBe('05:03');
    expect(find('recent', ['MO'])).toBe('12:00');
    expect(find('recent', ['MO', 'US'])).toBe('05:30');
    expect(find('recent', [])).toBeUndefined();
  });
});
