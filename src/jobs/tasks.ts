/**
 * The visible list of job kinds: each calls one use case. Payloads are typed in `store/queue.ts`, where jobs are
 * added; a kind without a task does not compile.
 */

import { type Attempt, type JobKind, type JobPayloads } from '../store/queue.js';

/** One use case per job kind. */
export type UseCases = { [Kind in JobKind]: (payload: JobPayloads[Kind], attempt: Attempt) => Promise<void> };

export type Task = (
  payload: unknown,
  context: { job: { id: string; attempts: number; maxAttempts: number; createdAt?: Date } },
) => Promise<void>;

/** Wraps each use case as a task of the job runner; `onDone` hears how long each took and whether it failed. */
export function createTasks(
  useCases: UseCases,
  onDone: (kind: JobKind, outcome: 'done' | 'failed', durationMs: number) => void,
): Record<JobKind, Task> {
  const entries = Object.entries(useCases) as [JobKind, UseCases[JobKind]][];
  return Object.fromEntries(
    entries.map(([kind, useCase]) => [kind, createTask(kind, useCase, onDone)]),
  ) as Record<JobKind, Task>;
}

function createTask(
  kind: JobKind,
  useCase: UseCases[JobKind],
  onDone: (kind: JobKind, outcome: 'done' | 'failed', durationMs: number) => void,
): Task {
  return async (payload, { job }) => {
    const startedAt = performance.now();
    try {
      // The payload was typed where the job was added; the queue gives it back as it was.
      await (useCase as (payload: unknown, attempt: Attempt) => Promise<void>)(payload, {
        attempt: job.attempts,
        maxAttempts: job.maxAttempts,
        jobId: job.id,
        ...(job.createdAt === undefined ? {} : { createdAt: job.createdAt }),
      });
      onDone(kind, 'done', performance.now() - startedAt);
    } catch (thrown) {
      onDone(kind, 'failed', performance.now() - startedAt);
      throw thrown;
    }
  };
}
