/**
 * What a stand-in has seen, in order, with subscribers. With `keepLast` the memory stays bounded under load:
 * the oldest entries are let go in large steps, so that the cost of one entry stays constant.
 */

export interface Journal<T> {
  readonly entries: readonly T[];
  /** All that were ever added, also those let go. */
  readonly total: number;
  add(entry: T): void;
  /** Tells the subscribers that an entry has changed. */
  touch(entry: T): void;
  subscribe(listener: (entry: T) => void): () => void;
}

export function createJournal<T>(
  options: { keepLast?: number | undefined; onForget?: (entry: T) => void } = {},
): Journal<T> {
  const keepLast = options.keepLast ?? Infinity;
  const entries: T[] = [];
  const listeners = new Set<(entry: T) => void>();
  let total = 0;
  const touch = (entry: T) => {
    for (const listener of listeners) listener(entry);
  };
  return {
    entries,
    get total() {
      return total;
    },
    add(entry) {
      entries.push(entry);
      total += 1;
      if (entries.length >= keepLast * 2)
        for (const old of entries.splice(0, entries.length - keepLast)) options.onForget?.(old);
      touch(entry);
    },
    touch,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
