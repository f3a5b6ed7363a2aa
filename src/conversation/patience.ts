/**
 * How long something may wait, counted in ticks of the event loop rather than by the clock: a process that is short
 * of CPU, or has just started, gets more time, since what it waits for may have answered long ago.
 */

const TICK_MS = 100;

export interface Patience {
  /** Aborts once `ms` have passed in which the event loop was free. */
  signal: AbortSignal;
  end(): void;
}

export function startPatience(ms: number): Patience {
  const expiry = new AbortController();
  let ticksLeft = Math.ceil(ms / TICK_MS);
  const timer = setInterval(() => {
    ticksLeft -= 1;
    if (ticksLeft > 0) return;
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
