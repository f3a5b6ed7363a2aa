/** Adding jobs in a transaction: what replaces what, and who is woken. */

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startJobRunner } from '../../src/jobs/runner.js';
import { addJobs, job, type JobSpec } from '../../src/store/queue.js';
import { createWorld, type World } from '../support/handoff-servers.js';

let world: World;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

const add = (...jobs: JobSpec[]) => world.store.transaction((tx) => addJobs(tx, jobs));
const card = (cardId: string, options: Parameters<typeof job>[2] = {}) =>
  job('notifyLiaison', { cardId }, { key: 'card', ...options });
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('a job with a key', () => {
  it('takes the place of the one that waits, with its own time and urgency', async () => {
    await add(card('first', { runAt: inAnHour(), priority: 5 }));
    await add(card('second', { priority: -10 }));
    expect(await world.jobs()).toMatchObject([{ key: 'card', priority: -10, payload: { cardId: 'second' } }]);
  });

  it('runs after the one that is running, which keeps going without the key', async () => {
    await add(card('running'));
    await world.store.pool.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'test', attempts = 1`,
    );
    await add(card('after it'));
    const { rows } = await world.store.pool.query(
      `select key, locked_by as by, payload ->> 'cardId' as card from graphile_worker._private_jobs order by id`,
    );
    expect(rows).toEqual([
      { key: null, by: 'test', card: 'running' },
      { key: 'card', by: null, card: 'after it' },
    ]);
  });

  it('waits for a worker that is taking the other at this moment, and is then added beside it', async () => {
    await add(card('taken'));
    const worker = await world.store.pool.connect();
    try {
      await worker.query('begin');
      await worker.query(
        `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'test', attempts = 1`,
      );
      const adding = add(card('after it'));
      await sleep(100);
      await worker.query('commit');
      await adding;
    } finally {
      worker.release();
    }
    const { rows } = await world.store.pool.query(
      `select payload ->> 'cardId' as card from graphile_worker._private_jobs where locked_by is null`,
    );
    expect(rows).toEqual([{ card: 'after it' }]);
  });
});

describe('who is woken', () => {
  it('those who do its kind, once its time has come, and nobody before the commit', async () => {
    const listener = await world.store.pool.connect();
    const heard: string[] = [];
    try {
      listener.on('notification', ({ channel, payload }) =>
        heard.push(`${channel} ${payload?.split(' ')[0] ?? ''}`),
      );
      for (const kind of ['sendMessage', 'notifyLiaison', 'escalate'])
        await listener.query(`listen "job:${kind}"`);
      await world.store.transaction(async (tx) => {
        await addJobs(tx, [
          job('sendMessage', { outboundId: randomUUID() }),
          job('sendMessage', { outboundId: randomUUID() }),
          card('now'),
          job('escalate', { cardId: 'later' }, { runAt: inAnHour() }),
        ]);
        await sleep(50);
        expect(heard).toEqual([]);
      });
      await listener.query('select 1');
      expect(heard.toSorted()).toEqual(['job:notifyLiaison 1', 'job:sendMessage 2']);
    } finally {
      listener.release(true);
    }
  });

  it.each([{ prefetch: 0 }, { prefetch: 4 }])(
    'a job starts long before anybody looks by the clock (fetched ahead: $prefetch)',
    async ({ prefetch }) => {
      const latencies: number[] = [];
      const silent = () => undefined;
      const runner = startJobRunner({
        pool: world.store.pool,
        concurrency: 4,
        prefetch,
        logger: { debug: silent, info: silent, warn: silent, error: silent },
        tasks: {
          notifyLiaison: (payload) => {
            latencies.push(performance.now() - Number((payload as { cardId: string }).cardId));
            return Promise.resolve();
          },
        },
      });
      await runner.ready;
      await sleep(200);
      for (let count = 0; count < 15; count += 1) {
        await add(job('notifyLiaison', { cardId: String(performance.now()) }));
        await sleep(30);
      }
      for (let tries = 0; latencies.length < 15 && tries < 100; tries += 1) await sleep(50);
      await runner.stop();
      expect(latencies).toHaveLength(15);
      expect(latencies.toSorted((one, two) => one - two)[7]).toBeLessThan(150);
    },
  );

  it('a job for a moment from now starts then, and not when somebody next looks by the clock', async () => {
    const late: number[] = [];
    const silent = () => undefined;
    const runner = startJobRunner({
      pool: world.store.pool,
      concurrency: 4,
      logger: { debug: silent, info: silent, warn: silent, error: silent },
      tasks: {
        notifyLiaison: (payload) => {
          late.push(Date.now() - Number((payload as { cardId: string }).cardId));
          return Promise.resolve();
        },
      },
    });
    await runner.ready;
    await sleep(200);
    for (let count = 0; count < 9; count += 1) {
      const runAt = new Date(Date.now() + 250);
      await add(job('notifyLiaison', { cardId: String(runAt.getTime()) }, { runAt }));
      await sleep(110);
    }
    for (let tries = 0; late.length < 9 && tries < 100; tries += 1) await sleep(50);
    await runner.stop();
    expect(late).toHaveLength(9);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(late.toSorted((one, two) => one - two)[4]).toBeLessThan(150);
  });
});
