import { expect, it } from '@jest/globals';
import { createKeyedQueue } from '../../src/conversation/keyed-queue.js';

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

it('runs one key in order of arrival, also after a failure', async () => {
  const queue = createKeyedQueue();
  const seen: string[] = [];
  const gate = deferred();
  const first = queue.run('a', async () => {
    await gate.promise;
    seen.push('first');
    throw new Error('fails');
  });
  const second = queue.run('a', () => {
    seen.push('second');
    return Promise.resolve(2);
  });
  gate.resolve();
  await expect(first).rejects.toThrow('fails');
  await expect(second).resolves.toBe(2);
  expect(seen).toEqual(['first', 'second']);
});

it('lets other keys pass and forgets a key that is done', async () => {
  const queue = createKeyedQueue();
  const gate = deferred();
  const stuck = queue.run('a', () => gate.promise);
  await expect(queue.run('b', () => Promise.resolve('through'))).resolves.toBe('through');
  gate.resolve();
  await stuck;
  await new Promise(setImmediate);
  expect(queue.size).toBe(0);
});
