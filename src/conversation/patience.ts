/**
 * How long a message may wait for the database. A database that says nothing is given up soon, so that the provider
 * tries again; one that is only busy, and keeps answering others, is waited for as long as the provider itself waits.
 *
 * Counted in ticks of the event loop rather than by the clock: a process that is short of CPU, or has just
 * started, gets more time, since what it waits for may have answered long ago.
 */

const TICK_MS = 100;

export interface PatienceOptions {
  /** Without any answer from the database, to anybody, for this long. */
  silenceMs: number;
  /** In all. */
  limitMs: number;
  /** When the database last answered anything, on any clock that only moves forward. */
  lastAnswerAt: () => number;
}

export interface Patience {
  /** Aborts once there is no more sense in waiting. */
  signal: AbortSignal;
  end(): void;
}

export function startPatience({ silenceMs, limitMs, lastAnswerAt }: PatienceOptions): Patience {
  const expiry = new AbortController();
  let limitLeft = Math.ceil(limitMs / TICK_MS);
  let silenceLeft = Math.ceil(silenceMs / TICK_MS);
  let heardAt = lastAnswerAt();
  const timer = setInterval(() => {
    const newlyHeardAt = lastAnswerAt();
    limitLeft -= 1;
    silenceLeft = newlyHeardAt > heardAt ? Math.ceil(silenceMs / TICK_MS) : silenceLeft - 1;
    heardAt = newlyHeardAt;
    if (limitLeft > 0 && silenceLeft > 0) return;
    clearInterval(timer);
    expiry.abort();
  }, TICK_MS);
  return {
    signal: expiry.signal,
    end: () => {
      clearInterval(timer);
    },
  };
}
