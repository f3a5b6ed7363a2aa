/** Plays texts through a flow in tests, with the snapshot through JSON after every step. */

import { type CompiledFlow } from '../../../src/flow/compile.js';
import { renderPlain } from '../../../src/flow/compose.js';
import { type Effect, type FlowInput, type Moment, type StepResult } from '../../../src/flow/effects.js';
import { loadCompiledFlow } from '../../../src/flow/flow-loader.js';
import { step } from '../../../src/flow/step.js';
import { fakeUnderstand } from './fake-understand.js';

export const witnessTip = (): CompiledFlow =>
  loadCompiledFlow('flows/witness-tip.yaml', 'config/programme.yaml');

export const moment = (minutes = 0, channel: Moment['channel'] = 'sms'): Moment => ({
  now: new Date(Date.UTC(2026, 10, 22, 12, minutes)),
  channel,
  referenceBody: '7K3QF',
});

export interface Played {
  results: StepResult[];
  last: StepResult;
  /** The reply of the last step as an SMS, or `(silence: reason)`. */
  reply: string;
}

/** Each input is a text, or any other flow input. */
export function play(flow: CompiledFlow, inputs: readonly (string | FlowInput)[], from?: unknown): Played {
  const results: StepResult[] = [];
  let snapshot: unknown = from;
  for (const [index, given] of inputs.entries()) {
    const input: FlowInput =
      typeof given === 'string'
        ? { type: 'text', text: given, facts: fakeUnderstand(given, { now: moment(index).now }) }
        : given;
    const result = step(flow, snapshot, input, moment(index));
    results.push(result);
    snapshot = JSON.parse(JSON.stringify(result.snapshot));
  }
  const last = results.at(-1);
  if (!last) throw new Error('nothing was played');
  return { results, last, reply: shown(last) };
}

export function shown({ effects }: StepResult): string {
  const reply = effects.find((effect) => effect.type === 'reply');
  if (reply) return renderPlain(reply);
  const silence = effects.find((effect) => effect.type === 'silence');
  return `(silence: ${silence?.reason ?? 'none'})`;
}

export const has = (result: StepResult, type: Effect['type']): boolean =>
  result.effects.some((effect) => effect.type === type);
