/** Promises that always end: nothing in this room waits for ever on a provider or on a library. */

/** The promise, or `onTimeout()` thrown once `timeoutMs` have passed. The abandoned work may still finish later, unheard. */
export async function bounded<T>(work: Promise<T>, timeoutMs: number, onTimeout: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(onTimeout());
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
