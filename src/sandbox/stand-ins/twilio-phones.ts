/**
 * The people Twilio calls. A scripted one does at once what a test told it, on the call's own clock: seconds pass by what is said and
 * waited for, never in real time. A live one is a person at the sandbox page.
 */

import { type TwilioCall } from './twilio-call.js';

export type PickUp = 'human' | 'machine' | 'fax' | 'unknown';
export type RingOutcome = PickUp | 'busy' | 'no-answer' | 'failed';

export interface PhoneScript {
  answer: RingOutcome;
  /** How long it rings before it is answered; default 2. Longer than the caller waits: no answer. */
  ringsForSeconds?: number;
  /** Keys for each Gather in turn: '' or null presses nothing. Or a function of what was heard so far. */
  keys?: readonly (string | null)[] | ((heard: readonly string[]) => string | null | Promise<string | null>);
  /** Hangs up so many seconds after picking up, in the middle of whatever is said; default never. */
  hangUpAfterSeconds?: number;
  /** How long they talk once they are put through; default 60. */
  talksForSeconds?: number;
  /** Runs while they are put through, for a test that wants to act in the middle of a call. */
  whileTalking?: () => Promise<void>;
}

/** What Twilio waits for, as the person hears it. */
export interface Moment {
  kind: 'say' | 'play' | 'pause' | 'talk';
  text: string;
  seconds: number;
  /** Within a Gather: keys cut it short. */
  canPress: boolean;
}

export interface GatherPrompt {
  heard: readonly string[];
  /** Undefined: as many as are pressed until the finishing key or the time is over. */
  numDigits: number | undefined;
  finishOnKey: string;
  timeoutSeconds: number;
}

export interface CallParty {
  ring(call: TwilioCall, timeoutSeconds: number): Promise<{ outcome: RingOutcome; afterSeconds: number }>;
  /** The keys pressed, the finishing key included where there was one; '' for none. Undefined: hung up instead. */
  press(prompt: GatherPrompt): Promise<{ keys: string; seconds: number } | undefined>;
  /** How long the person stayed for it, and whether they hung up. */
  stay(moment: Moment): Promise<{ seconds: number; hungUp: boolean }>;
  /** The call is over, or goes on elsewhere: whatever the person is waited for ends now. */
  interrupt(change: { isOver: boolean }): void;
}

const DEFAULT_RING_SECONDS = 2;
const DEFAULT_TALK_SECONDS = 60;

export function createScriptedParty(script: PhoneScript): CallParty {
  const { answer, keys = [], hangUpAfterSeconds = Infinity } = script;
  const rings = script.ringsForSeconds ?? DEFAULT_RING_SECONDS;
  let onTheLine = 0;
  let gathers = 0;

  /** Lets time pass until the script hangs up. */
  const spend = (seconds: number): number => {
    const spent = Math.max(0, Math.min(seconds, hangUpAfterSeconds - onTheLine));
    onTheLine += spent;
    return spent;
  };

  return {
    ring(_call, timeoutSeconds) {
      const isTooLate = rings > timeoutSeconds || answer === 'no-answer';
      return Promise.resolve(
        isTooLate
          ? { outcome: 'no-answer', afterSeconds: timeoutSeconds }
          : { outcome: answer, afterSeconds: rings },
      );
    },
    async press(prompt) {
      const chosen = typeof keys === 'function' ? await keys(prompt.heard) : keys[gathers];
      gathers += 1;
      const pressed = chosen ?? '';
      const wanted = pressed === '' ? prompt.timeoutSeconds : 1;
      const seconds = spend(wanted);
      return seconds < wanted ? undefined : { keys: pressed, seconds };
    },
    async stay({ kind, seconds }) {
      if (kind === 'talk') await script.whileTalking?.();
      const limit = kind === 'talk' ? (script.talksForSeconds ?? DEFAULT_TALK_SECONDS) : Infinity;
      const spent = spend(Math.min(seconds, limit));
      return { seconds: spent, hungUp: spent < seconds };
    },
    interrupt: () => undefined,
  };
}

/** Digits as Twilio reports them: up to the finishing key, which is left out, and no more than asked for. */
export function readDigits(keys: string, { numDigits, finishOnKey }: GatherPrompt): string {
  const end = Array.from(keys).findIndex((key) => finishOnKey.includes(key));
  const digits = end < 0 ? keys : keys.slice(0, end);
  return numDigits === undefined ? digits : digits.slice(0, numDigits);
}
