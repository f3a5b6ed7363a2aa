/**
 * Faults to order from a stand-in: the next requests that match are answered badly, in the order the faults
 * were given. A fault is used up after `times` requests or once `forMs` is over.
 *
 * The two dangerous moments are told apart. `before`: the provider never took the request. `after`: it took it and
 * the answer got lost, so a client that simply tries again would send twice.
 */

export interface Fault<R> {
  /** Which requests; default all. */
  match?: (request: R) => boolean;
  /** HTTP status to answer with. Without it (and without dropSocket) the request is only slow. */
  status?: number;
  retryAfterSeconds?: number;
  /** Keeps the client waiting this long first. */
  hangMs?: number;
  /** Closes the connection without an answer. */
  dropSocket?: boolean;
  /** Answer body instead of the provider's usual one for this status. */
  body?: unknown;
  /** How many requests; default 1, or any number when `forMs` is given. */
  times?: number;
  /** For how long from now. */
  forMs?: number;
  /** Default `before`. */
  when?: 'before' | 'after';
}

export interface Faults<F> {
  /** Adds a fault; the returned function takes it back. */
  add(fault: F): () => void;
  /** The fault for this request, counted as used. */
  take(matches: (fault: F) => boolean): F | undefined;
  clear(): void;
}

interface Bounds {
  times?: number;
  forMs?: number;
}

export function createFaults<F extends Bounds>(): Faults<F> {
  const pending: { fault: F; left: number; until: number }[] = [];
  const remove = (entry: (typeof pending)[number]) => {
    const index = pending.indexOf(entry);
    if (index >= 0) pending.splice(index, 1);
  };
  return {
    add(fault) {
      const entry = {
        fault,
        left: fault.times ?? (fault.forMs === undefined ? 1 : Infinity),
        until: fault.forMs === undefined ? Infinity : Date.now() + fault.forMs,
      };
      pending.push(entry);
      return () => {
        remove(entry);
      };
    },
    take(matches) {
      for (const entry of [...pending]) {
        if (entry.until <= Date.now()) {
          remove(entry);
          continue;
        }
        if (!matches(entry.fault)) continue;
        entry.left -= 1;
        if (entry.left <= 0) remove(entry);
        return entry.fault;
      }
      return undefined;
    },
    clear() {
      pending.length = 0;
    },
  };
}
