/**
 * XState's delays as data. `transition()` returns a delayed transition as a raise action with an id such as
 * `xstate.after.silence.witness-tip.talking.place`; outside the engine a timer has only its logical name, `silence`.
 */

import { type StateValue } from 'xstate';
import { type FlowEvent } from './context.js';
import { type Effect } from './effects.js';

/** What `transition()` returned to be done. */
export type Actions = readonly { type: string; params?: unknown }[];

/** The parameters of every action of one type, in order. */

export function params<T>(actions: Actions, type: string): T[] {
  return actions.filter((action) => action.type === type).map((action) => action.params as T);
}

const AFTER = /^xstate\.after\.([^.]+)\./;

export function isTimerAction(action: { type: string }): boolean {
  return action.type === 'xstate.raise' || action.type === 'xstate.cancel';
}

/** XState's delayed raises and cancels, by logical name; of several in one turn the last counts. */
export function timerEffects(actions: Actions): Extract<Effect, { type: 'timer' | 'cancelTimer' }>[] {
  const timers = new Map<string, Extract<Effect, { type: 'timer' | 'cancelTimer' }>>();
  for (const action of actions) {
    const { id, sendId, delay } = (action.params ?? {}) as { id?: string; sendId?: string; delay?: number };
    const name = AFTER.exec(id ?? sendId ?? '')?.[1];
    if (name === undefined) continue;
    if (action.type === 'xstate.raise' && delay !== undefined)
      timers.set(name, { type: 'timer', name, delayMs: delay });
    if (action.type === 'xstate.cancel') timers.set(name, { type: 'cancelTimer', name });
  }
  return [...timers.values()];
}

/** The event XState expects when a delay of the current state has passed. */
export function timerEvent(flowId: string, value: StateValue, name: string): FlowEvent {
  const id = typeof value === 'string' ? value : `${flowId}.talking.${stateName(value)}`;
  return { type: `xstate.after.${name}.${id}` } as unknown as FlowEvent;
}

/** The innermost state: `{ talking: 'place' }` → `place`. */
export function stateName(value: StateValue): string {
  if (typeof value === 'string') return value;
  const [inner] = Object.values(value);
  return inner === undefined ? '' : stateName(inner);
}
