/**
 * Walks the compiled machine of the shipped flow, as a model: every state can be reached and can finish, every
 * question has a way on when it was not understood and when nobody answers, and STOP and danger work everywhere.
 *
 * XState's createTestModel refuses delayed transitions, so this uses getShortestPaths with a limit and concrete
 * events. A vertex is a state with the question it would ask next; what the report holds is left out, else the
 * graph has no end.
 */

import { describe, expect, test } from '@jest/globals';
import { type SnapshotFrom, initialTransition, transition } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { isNeeded } from '../../src/flow/conditions.js';
import { type FlowEvent, type Heard } from '../../src/flow/context.js';
import { loadCompiledFlow } from '../../src/flow/flow-loader.js';
import { type FlowMachine } from '../../src/flow/machine.js';
import { type FieldValues } from '../../src/flow/field-values.js';
import { type Facts } from '../../src/understanding/facts.js';
import { stateName, timerEvent } from '../../src/flow/machine-actions.js';

const flow = loadCompiledFlow('flows/witness-tip.yaml', 'config/programme.yaml');
const { machine, document } = flow;
type Snapshot = SnapshotFrom<FlowMachine>;

const AT = '2026-11-22T12:00:00.000Z';
const [initial] = initialTransition(machine, { channel: 'sms' });

const heard = (more: Partial<Heard> = {}): Heard => ({
  at: AT,
  text: 'words of a witness',
  facts: {},
  values: {},
  picks: [],
  unsure: false,
  taken: true,
  rest: 'words of a witness',
  ...more,
});
const said = (facts: Facts, values: FieldValues): Partial<Heard> => ({ facts, values });

/** Texts that say different things, so that every condition of the document is met on some path. */
const TELLINGS: readonly Partial<Heard>[] = [
  said(
    { tip: true },
    { city: { value: 'Sikeston', source: 'said' }, states: { value: ['MO'], source: 'inferred' } },
  ),
  said({ tip: true }, { business: { value: 'Motel', source: 'said' } }),
  said({ tip: true }, { city: { value: 'Nowhere', source: 'said' } }),
  said(
    {
      tip: true,
      ambiguousPlace: true,
      placeCandidates: ['MO', 'IL'].map((state) => ({ city: 'Springfield', state })),
    },
    { city: { value: 'Springfield', source: 'said' } },
  ),
  said(
    { tip: true },
    {
      transit: { value: { operator: 'Greyhound', nextStop: 'Joplin' }, source: 'said' },
      venue: { value: 'transit_vehicle', source: 'said' },
    },
  ),
  said(
    { tip: true },
    {
      transit: { value: { operator: 'Greyhound' }, source: 'said' },
      venue: { value: 'transit_vehicle', source: 'said' },
    },
  ),
];

function questionOf(snapshot: Snapshot) {
  return document.steps.find(({ key }) => key === stateName(snapshot.value));
}

/** What can happen in a state: every choice, words, nothing understood, silence, and the interrupts. */
function eventsIn(snapshot: Snapshot): FlowEvent[] {
  const name = stateName(snapshot.value);
  const step = questionOf(snapshot);
  const at = step ? { step: step.key } : {};
  const picks = snapshot.context.offered.map((key): FlowEvent => ({
    type: 'answer',
    heard: heard({ ...at, picks: [key], text: '', rest: '', taken: false }),
  }));
  const tellings =
    name === 'listening'
      ? TELLINGS.map((telling): FlowEvent => ({ type: 'answer', heard: heard({ ...at, ...telling }) }))
      : [];
  return [
    ...picks,
    ...tellings,
    { type: 'answer', heard: heard(at) },
    { type: 'missed', heard: heard(at) },
    { type: 'skip' },
    { type: 'stop' },
    { type: 'start' },
    { type: 'resume' },
    { type: 'review' },
    { type: 'danger', heard: heard({ ...at, facts: { urgency: 'immediate_danger' } }) },
    { type: 'affected', heard: heard({ ...at, facts: { selfReport: true } }) },
    timerEvent(flow.id, snapshot.value, 'silence'),
  ];
}

/** Where it stands, and what it would ask next. */
function vertexOf({ value, context }: Snapshot): string {
  const next = document.steps.find((step) => isNeeded(step, context))?.key;
  const { forced, report, submitted, candidates } = context;
  return JSON.stringify([
    value,
    forced,
    next,
    report.selfReport,
    report.urgency,
    submitted,
    candidates.length,
  ]);
}

const paths = getShortestPaths(machine, {
  events: eventsIn,
  input: { channel: 'sms' },
  fromState: initial,
  serializeState: vertexOf,
  limit: 20_000,
  // Once sent or opted out, what follows is tested state by state below.
  filterEvents: (snapshot) => !['sent', 'closed'].includes(stateName(snapshot.value)),
});
const byState = new Map<string, Snapshot>();
for (const { state } of paths) {
  const name = stateName(state.value);
  if (!byState.has(name)) byState.set(name, state);
}

const act = (snapshot: Snapshot, event: FlowEvent) => {
  const [next, actions] = transition(machine, snapshot, event);
  return { next, name: stateName(next.value), actions: actions.map(({ type }) => type), all: actions };
};
const reached = [...byState].filter(([name]) => name !== 'route');

test('every question and every system state can be reached', () => {
  // What is asked with "Sent" is no state of its own.
  const questions = document.steps.filter((step) => step.with === undefined);
  const names = [...questions.map(({ key }) => key), 'listening', 'silent', 'sent', 'optedOut'];
  expect(names.filter((name) => !byState.has(name))).toEqual([]);
});

describe.each(reached)('%s', (name, snapshot) => {
  const step = questionOf(snapshot);

  test('can finish: skipping and sending lead to sent within the number of steps there are', () => {
    if (name === 'closed' || name === 'optedOut') return;
    let now = act(snapshot, { type: 'answer', heard: heard({ facts: { tip: true } }) }).next;
    for (let turn = 0; turn < document.steps.length * 3 && stateName(now.value) !== 'sent'; turn += 1) {
      const share = stateName(now.value) === 'review' ? ['share'] : [];
      const open = questionOf(now);
      const event: FlowEvent =
        share.length > 0
          ? { type: 'answer', heard: heard({ step: 'review', picks: share, text: '' }) }
          : stateName(now.value) === 'listening'
            ? { type: 'answer', heard: heard() }
            : open?.send
              ? { type: 'answer', heard: heard({ step: open.key }) }
              : { type: 'skip' };
      now = act(now, stateName(now.value) === 'silent' ? { type: 'resume' } : event).next;
    }
    expect(stateName(now.value)).toBe('sent');
  });

  test('not understood: other words, then it moves on, and never loops', () => {
    if (!step) return;
    const names: string[] = [];
    let now = snapshot;
    for (let miss = 0; miss < document.limits.misunderstood; miss += 1) {
      now = act(now, { type: 'missed', heard: heard({ step: step.key }) }).next;
      names.push(stateName(now.value));
    }
    expect(names.at(-1)).not.toBe(step.key);
  });

  test('silence has a path, and hands off what is untold', () => {
    if (!step && name !== 'listening') return;
    const told = machine.resolveState({
      value: snapshot.value,
      context: { ...snapshot.context, story: true, unsent: true },
    });
    const silent = act(told, timerEvent(flow.id, snapshot.value, 'silence'));
    expect(silent.name).toBe('silent');
    expect(silent.actions).toEqual(expect.arrayContaining(['handOff', 'quiet']));
  });

  test('STOP opts out, with one confirmation', () => {
    const stopped = act(snapshot, { type: 'stop' });
    expect(stopped.name).toBe('optedOut');
    expect(stopped.actions).toEqual(
      expect.arrayContaining(name === 'optedOut' ? ['quiet'] : ['optOut', 'say']),
    );
  });

  test('danger hands off at once and says so, unless they opted out', () => {
    if (name === 'silent') return;
    const danger = act(snapshot, {
      type: 'danger',
      heard: heard({ facts: { urgency: 'immediate_danger' } }),
    });
    const [handOff] = danger.all.filter(({ type }) => type === 'handOff');
    expect(handOff?.params).toEqual({ reason: 'urgent' });
    expect(danger.actions).toContain(name === 'optedOut' ? 'quiet' : 'say');
  });

  test('HELP is answered and the question stays', () => {
    if (name === 'silent') return;
    const helped = act(snapshot, { type: 'help' });
    expect(helped.actions).toContain('say');
    expect(helped.name).toBe(name);
  });
});

test('every question is in both languages, and said again in other words', () => {
  for (const { key } of document.steps) {
    for (const language of ['en', 'es'] as const) {
      const text = flow.texts.get(`step.${key}.text`)?.[language];
      const again = flow.texts.get(`step.${key}.again`)?.[language];
      expect([key, language, text?.format({}) === again?.format({})]).toEqual([key, language, false]);
    }
  }
});
