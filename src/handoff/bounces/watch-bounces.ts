/**
 * Looks into the bounce mailbox again and again while the worker runs. A mailbox that cannot be read is no reason to
 * stop mailing, but it is told: without it a bounce would go unnoticed.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, type Logger } from '../../logger.js';
import { addJobs, job } from '../../store/queue.js';
import { type Store } from '../../store/store.js';
import { type BounceMailbox } from './bounce-mailbox.js';
import { parseBounce } from './parse-bounce.js';
import { type RecordBounce } from './record-bounce.js';

export interface BounceWatchOptions {
  mailbox: BounceMailbox;
  recordBounce: RecordBounce;
  store: Pick<Store, 'transaction'>;
  logger: Logger;
  intervalMs?: number;
}

export interface BounceWatch {
  stop(): Promise<void>;
}

const INTERVAL_MS = 60_000;
/** In a row; then the operators are told, once until it can be read again. */
const FAILURES_TO_TELL = 10;

export function startBounceWatch(options: BounceWatchOptions): BounceWatch {
  const { intervalMs = INTERVAL_MS, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  const watch = async (): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await readOnce(options, signal);
        failures = 0;
      } catch (thrown) {
        if (stopping.signal.aborted) return;
        failures += 1;
        logger.warn({ ...describeError(thrown), count: failures }, 'the bounce mailbox cannot be read');
        if (failures === FAILURES_TO_TELL) await tellOperators(options);
      }
      await sleep(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

/** One look; the number of bounces that were of ours. */
export async function readOnce(
  { mailbox, recordBounce, logger }: Pick<BounceWatchOptions, 'mailbox' | 'recordBounce' | 'logger'>,
  signal?: AbortSignal,
): Promise<number> {
  return mailbox.readNew(async (source) => {
    // One that cannot be read must not keep those behind it from being read.
    const bounce = await parseBounce(source).catch(() => undefined);
    if (bounce === undefined) return false;
    const outcome = await recordBounce(bounce);
    const about = { reason: bounce.action, providerCode: bounce.evidence, state: outcome };
    if (outcome === 'unknown') logger.warn(about, 'a bounce that names no delivery of ours');
    else logger.info(about, 'a bounce was read');
    return outcome !== 'unknown';
  }, signal);
}

async function tellOperators({ store, logger }: BounceWatchOptions): Promise<void> {
  const alert = job('alertOperators', {
    code: 'BOUNCES_UNREADABLE',
    detail: `BOUNCE_IMAP_URL: the mailbox could not be read ${FAILURES_TO_TELL} times in a row; npm run doctor says why`,
  });
  await store
    .transaction((tx) => addJobs(tx, [alert]))
    .catch((thrown: unknown) => {
      logger.error(describeError(thrown), 'operators not told of the bounce mailbox');
    });
}
