/**
 * A state of the machine as plain data, in the small part of XState's language that flows need. XState checks
 * states that are written out in code; ours come from a file, so this type and the model test check them.
 */

export type ActionConfig = string | { type: string; params?: Record<string, unknown> };

export interface TransitionConfig {
  target?: string;
  guard?: string | { type: string; params: Record<string, unknown> };
  actions?: ActionConfig[];
  /** Leaves and enters the state again, so that its timer starts anew. */
  reenter?: boolean;
}

export interface StateConfig {
  id?: string;
  initial?: string;
  entry?: ActionConfig[];
  on?: Record<string, TransitionConfig | TransitionConfig[]>;
  after?: Record<string, TransitionConfig[]>;
  always?: TransitionConfig[];
  states?: Record<string, StateConfig>;
}

export const say = (key: string): ActionConfig => ({ type: 'say', params: { text: key } });
export const hear = (as: 'answer' | 'aside' | 'missed' | 'late' | 'interrupt'): ActionConfig => ({
  type: 'hear',
  params: { as },
});
export const handOff = (
  reason: 'urgent' | 'partial' | 'submitted' | 'revision' | 'withdrawn',
): ActionConfig => ({
  type: 'handOff',
  params: { reason },
});
export const quiet = (
  reason: 'opted_out' | 'silence_timer' | 'provider_answered' | 'human_asks',
): ActionConfig => ({
  type: 'quiet',
  params: { reason },
});
