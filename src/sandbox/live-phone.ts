/**
 * The sandbox's phone in a call: a person at the page who is rung, picks up, listens, presses keys and hangs up, in real time. Twilio's
 * stand-in sees a party like any scripted one. One call at a time.
 */

import { type CallParty, type RingOutcome } from './stand-ins/twilio-phones.js';

export interface LivePhoneState {
  status: 'idle' | 'ringing' | 'calling' | 'on call';
  /** Who rings, or is rung. */
  other: string;
  /** What is being said just now. */
  saying: string;
  /** Pressed since the last question. */
  keys: string;
}

export interface LivePhone extends CallParty {
  readonly state: LivePhoneState;
  subscribe(listener: () => void): () => void;
  /** The person starts a call themselves. */
  startCall(other: string): void;
  pickUp(): void;
  /** Declines while it rings; ends the call otherwise. */
  hangUp(): void;
  pressKey(key: string): void;
}

const IDLE: LivePhoneState = { status: 'idle', other: '', saying: '', keys: '' };
/** Nobody at a sandbox waits through a whole minute of talk. */
const MAX_SPOKEN_SECONDS = 8;

type Event = { kind: 'picked up' } | { kind: 'hung up' } | { kind: 'key' } | { kind: 'interrupted' };

export function createLivePhone(): LivePhone {
  let state = IDLE;
  const listeners = new Set<() => void>();
  let heard: ((event: Event) => void) | undefined;
  /** Kept until the call is over: it may come while nothing is waited for. */
  let hasHungUp = false;
  const change = (next: Partial<LivePhoneState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const tell = (kind: Event['kind']) => heard?.({ kind });

  /** The next thing the person does, or nothing until the time is over. */
  const wait = (seconds: number): Promise<{ event: Event | undefined; seconds: number }> => {
    const since = Date.now();
    if (hasHungUp) return Promise.resolve({ event: { kind: 'hung up' }, seconds: 0 });
    return new Promise((resolve) => {
      const finish = (event?: Event) => {
        clearTimeout(timer);
        heard = undefined;
        resolve({ event, seconds: (Date.now() - since) / 1000 });
      };
      const timer = setTimeout(finish, Math.min(seconds, 86_400) * 1000);
      timer.unref();
      heard = finish;
    });
  };

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    startCall(other) {
      hasHungUp = false;
      change({ ...IDLE, status: 'calling', other });
    },
    pickUp() {
      tell('picked up');
    },
    hangUp() {
      if (state.status === 'idle') return;
      hasHungUp = true;
      tell('hung up');
    },
    pressKey(key) {
      if (state.status !== 'on call') return;
      change({ keys: state.keys + key });
      tell('key');
    },

    async ring(call, timeoutSeconds) {
      if (state.status !== 'idle') return { outcome: 'busy', afterSeconds: 1 };
      hasHungUp = false;
      change({ ...IDLE, status: 'ringing', other: call.from });
      const { event, seconds } = await wait(timeoutSeconds);
      const outcome: RingOutcome =
        event?.kind === 'picked up' ? 'human' : event?.kind === 'hung up' ? 'busy' : 'no-answer';
      change(outcome === 'human' ? { status: 'on call' } : IDLE);
      return { outcome, afterSeconds: seconds };
    },

    async stay({ kind, text, seconds, canPress }) {
      change({
        status: 'on call',
        ...(kind === 'say' || kind === 'play' ? { saying: text } : {}),
        ...(canPress ? {} : { keys: '' }),
      });
      // Pressed already at an earlier sentence of the same question.
      if (canPress && state.keys !== '') return { seconds: 0, hungUp: false };
      const limit = kind === 'say' || kind === 'play' ? Math.min(seconds, MAX_SPOKEN_SECONDS) : seconds;
      let left = limit;
      let spent = 0;
      while (left > 0) {
        const { event, seconds: waited } = await wait(left);
        spent += waited;
        left = limit - spent;
        if (event?.kind === 'hung up') return { seconds: spent, hungUp: true };
        if (event?.kind === 'interrupted' || (event?.kind === 'key' && canPress)) break;
      }
      return { seconds: spent, hungUp: false };
    },

    async press({ numDigits = Infinity, finishOnKey, timeoutSeconds }) {
      let spent = 0;
      const isComplete = () =>
        state.keys.length >= numDigits || Array.from(state.keys).some((key) => finishOnKey.includes(key));
      while (!isComplete()) {
        const { event, seconds } = await wait(timeoutSeconds);
        spent += seconds;
        if (event?.kind === 'hung up') return undefined;
        if (event === undefined || event.kind === 'interrupted') break;
      }
      const { keys } = state;
      change({ keys: '' });
      return { keys, seconds: spent };
    },

    interrupt({ isOver }) {
      tell('interrupted');
      if (isOver) change(IDLE);
    },
  };
}
