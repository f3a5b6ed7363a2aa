/** Looks whether somebody took a task, and filed it; if not, the operators are told again, and again after as long. */

import { type DeskTask, findTask, markTold } from '../../store/queries/desk-tasks.js';
import { addJobs, job, type JobPayloads, PRIORITY } from '../../store/queue.js';
import { type HotlinePlan } from '../../tip/hotline-plan.js';
import { type DeskDeps } from './desk-deps.js';
import { deskDeadlineKey } from './show-task.js';

export type CheckDeskTask = (payload: JobPayloads['deskDeadline']) => Promise<void>;

export function createCheckDeskTask({
  store,
  plan,
  now,
}: Pick<DeskDeps, 'store' | 'plan' | 'now'>): CheckDeskTask {
  return async ({ tipId }) => {
    await store.transaction(async (tx) => {
      const found = await findTask(tx, tipId);
      const open = found?.deliveries.find(({ state }) => state === 'attempting');
      if (found === undefined || open === undefined) return;
      const { code, limitMs, since } = findLimit(found.task, plan.desk);
      const waitMs = since.getTime() + limitMs - now().getTime();
      const again = (afterMs: number) =>
        job(
          'deskDeadline',
          { tipId },
          { key: deskDeadlineKey(tipId), runAt: new Date(Date.now() + afterMs) },
        );
      if (waitMs > 0) {
        await addJobs(tx, [again(waitMs)]);
        return;
      }
      const minutes = Math.round(
        (now().getTime() - (found.task.takenAt ?? found.task.postedAt ?? now()).getTime()) / 60_000,
      );
      const detail = `desk r${open.revision}: for ${minutes} min; its task is in this channel`;
      await markTold(tx, tipId, now(), [
        job('alertOperators', { code, detail, tipId }, { priority: PRIORITY.danger }),
        again(limitMs),
      ]);
    });
  };
}

/** `since`: from when the time counts, or from when it was last told. */
function findLimit(
  { takenAt, postedAt, toldAt }: DeskTask,
  { takenWithin, filedWithin }: HotlinePlan['desk'],
): { code: string; limitMs: number; since: Date } {
  const from = takenAt ?? postedAt ?? new Date(0);
  const since = toldAt !== null && toldAt > from ? toldAt : from;
  return takenAt === null
    ? { code: 'DESK_TASK_WAITS', limitMs: takenWithin, since }
    : { code: 'DESK_TASK_NOT_FILED', limitMs: filedWithin, since };
}
