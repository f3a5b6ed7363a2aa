/**
 * Shows a tip's task in the operator channel, and what does not fit in its thread. Safe to repeat; throws when Slack
 * would not, so that the job runner tries again. Posting it is not handing over: only a person's "Filed" is.
 *
 * One job at a time works on a task (an advisory lock); each state is committed by itself around the calls to Slack. So
 * a worker that dies leaves `posting`, and the next one looks in Slack before it posts.
 */

import { type WebClient } from '@slack/web-api';
import { describeError } from '../../logger.js';
import { refusedBySlack, toSlackFailure } from '../../slack-errors.js';
import { claimDelivery, recordNothingToWithdraw } from '../../store/queries/deliveries.js';
import {
  type DeskDelivery,
  type DeskTask,
  findTask,
  markTaskPosting,
  openTask,
  recordTaskShown,
  resetTask,
  tryLockTask,
} from '../../store/queries/desk-tasks.js';
import { takePostingSlot } from '../../store/queries/slack-channels.js';
import { listTipDocuments, tipRevisionPlace } from '../../store/queries/tip-revisions.js';
import { addJobs, job, type JobPayloads, PRIORITY } from '../../store/queue.js';
import { type Tx } from '../../store/store.js';
import { type Tip } from '../../tip/schema.js';
import { type DeskDeps } from './desk-deps.js';
import { findPostedTask } from './find-posted-task.js';
import {
  composeTask,
  findFiled,
  isMoot,
  TASK_EVENT,
  type TaskMessage,
  type TaskView,
} from './task-message.js';

export type ShowDeskTask = (payload: JobPayloads['showDeskTask']) => Promise<void>;

const BUSY_MS = 500;

export function createShowDeskTask(deps: DeskDeps): ShowDeskTask {
  return async ({ tipId }) => {
    const { slack, operatorChannel: channel } = deps;
    try {
      if (slack === undefined || channel === undefined) throw refusedBySlack('no_channel');
      await deps.store.transaction(async (tx) => {
        if (await tryLockTask(tx, tipId)) await show({ ...deps, slack, channel }, tx, tipId);
        else await comeBack(tx, tipId, BUSY_MS);
      });
    } catch (thrown) {
      const { error } = toSlackFailure(thrown);
      deps.logger.warn({ tipId, ...describeError(error) }, 'desk task not shown');
      throw error;
    }
  };
}

type ShowDeps = DeskDeps & { slack: WebClient; channel: string };

async function show(deps: ShowDeps, tx: Tx, tipId: string): Promise<void> {
  await deps.store.statement((own) => openTask(own, tipId, deps.now()));
  const found = await findTask(tx, tipId);
  const view = found === undefined ? undefined : await readView(deps, tx, tipId, found);
  if (found === undefined || view === undefined) return;
  const open = found.deliveries.find(({ state }) => state === 'queued');
  if (isMoot(view)) {
    if (open !== undefined) await deps.store.statement((own) => recordNothingToWithdraw(own, open.id));
    if (found.task.messageTs === null && found.task.state === 'queued') return;
  }
  const shown = await post(deps, tipId, view);
  if (shown === 'later') {
    await comeBack(tx, tipId, BUSY_MS);
    return;
  }
  if (open === undefined || isMoot(view)) return;
  await deps.store.statement((own) => claimDelivery(own, open.id));
  const runAt = new Date(Date.now() + deps.plan.desk.takenWithin);
  await addJobs(tx, [job('deskDeadline', { tipId }, { key: deskDeadlineKey(tipId), runAt })]);
}

export function deskDeadlineKey(tipId: string): string {
  return `desk-deadline:${tipId}`;
}

async function comeBack(tx: Tx, tipId: string, waitMs: number): Promise<void> {
  const runAt = new Date(Date.now() + waitMs);
  await addJobs(tx, [
    job('showDeskTask', { tipId }, { key: `desk-task:${tipId}`, runAt, priority: PRIORITY.danger }),
  ]);
}

async function readView(
  { vault, signLabels }: DeskDeps,
  tx: Tx,
  tipId: string,
  { task, deliveries }: { task: DeskTask; deliveries: DeskDelivery[] },
): Promise<TaskView | undefined> {
  const documents = await listTipDocuments(tx, tipId);
  const open = (revision: number): Tip | undefined => {
    const found = documents.find((document) => document.revision === revision);
    return found && (vault.openObject(found.documentSealed, tipRevisionPlace(tipId, revision)) as Tip);
  };
  const [newest] = deliveries;
  const tip = newest && open(newest.revision);
  if (tip === undefined) return undefined;
  const earlier = findFiled(deliveries)?.revision ?? deliveries[1]?.revision;
  const previous = earlier === undefined || earlier >= tip.revision ? undefined : open(earlier);
  return { tipId, task, deliveries, tip, previous, signLabels };
}

async function post(deps: ShowDeps, tipId: string, view: TaskView): Promise<'shown' | 'later'> {
  const { task, tip } = view;
  const { head, parts } = composeTask(view);
  const channel = task.channel ?? deps.channel;
  const known =
    task.state === 'posting' ? await findPostedTask(deps.slack, { channel, tipId, task }) : undefined;
  let messageTs = task.messageTs ?? known?.messageTs;
  if (messageTs === undefined && !(await takeSlot(deps, tipId, channel))) return 'later';
  await deps.store.statement((own) => markTaskPosting(own, tipId, channel, deps.now()));
  const isSame = task.revisionShown === tip.revision;
  let done = isSame
    ? Math.max(task.partsShown, known?.parts(tip.revision) ?? 0)
    : (known?.parts(tip.revision) ?? 0);
  try {
    if (messageTs === undefined) messageTs = await postMessage(deps, { channel, tipId, message: head });
    else await deps.slack.chat.update({ channel, ts: messageTs, ...head });
    deps.crashPoint?.('desk:after-head');
    const save = async (ts: string): Promise<void> => {
      const shown = { tipId, messageTs: ts, revision: tip.revision, parts: done, now: deps.now() };
      await deps.store.statement((own) => recordTaskShown(own, shown));
    };
    await save(messageTs);
    for (const message of parts.slice(done)) {
      await deps.store.statement((own) => markTaskPosting(own, tipId, channel, deps.now()));
      const place = { channel, tipId, message, threadTs: messageTs, part: done + 1, revision: tip.revision };
      await postMessage(deps, place);
      done += 1;
      await save(messageTs);
    }
  } catch (thrown) {
    // Known not to be there: the next run need not look.
    if (task.state !== 'posting' && toSlackFailure(thrown).notDone)
      await deps.store.statement((own) => resetTask(own, tipId));
    throw thrown;
  }
  return 'shown';
}

/** The channel's second is shared with cards and alerts; a task has the rank of danger. */
async function takeSlot(deps: ShowDeps, tipId: string, channel: string): Promise<boolean> {
  const request = { channel, cardId: tipId, rank: 0, intervalMs: deps.postIntervalMs };
  return (await deps.store.statement((own) => takePostingSlot(own, request))) === undefined;
}

async function postMessage(
  { slack }: ShowDeps,
  place: {
    channel: string;
    tipId: string;
    message: TaskMessage;
    threadTs?: string;
    part?: number;
    revision?: number;
  },
): Promise<string> {
  const { channel, tipId, message, threadTs, part, revision } = place;
  const answer = await slack.chat.postMessage({
    channel,
    ...message,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    unfurl_links: false,
    unfurl_media: false,
    metadata: {
      event_type: TASK_EVENT,
      event_payload: { tip_id: tipId, ...(part === undefined ? {} : { part, revision: revision ?? 0 }) },
    },
  });
  if (answer.ts === undefined) throw new TypeError('Slack answered without ts');
  return answer.ts;
}
