/**
 * What staff do with a task in Slack: take it, say that it is filed, with the hotline's reference, or that it cannot be.
 * The buttons stand in the operator channel, so its members alone can press them. A handler changes rows and adds the job
 * that shows the task anew; the first one wins, and who comes second is told in words only they see.
 */

import { randomUUID } from 'node:crypto';
import { type ModalView } from '@slack/web-api';
import {
  type DeskAction,
  type DeskInteractions,
  type DeskSubmission,
  type DeskViewAnswer,
} from '../../desk-ports.js';
import { describeError } from '../../logger.js';
import { toSlackFailure } from '../../slack-errors.js';
import { formModal } from '../../slack-modal.js';
import { mention } from '../../slack-text.js';
import { fileTask, refuseTask, takeTask, type TaskOutcome } from '../../store/queries/desk-tasks.js';
import { job, type JobSpec, PRIORITY, routeDeadlineJob } from '../../store/queue.js';
import { pickReceipt } from '../route.js';
import { type DeskDeps } from './desk-deps.js';
import { deskDeadlineKey } from './show-task.js';
import { parseTaskValue, TASK_ACTION } from './task-message.js';

const REFERENCE = 'reference';
const REASON = 'reason';
const MAX_REASON = 1000;

export function createDeskInteractions(deps: DeskDeps): Pick<DeskInteractions, 'actions' | 'views'> {
  const open = (build: (value: string) => ModalView) => async (action: DeskAction) => {
    if (parseTaskValue(action.value) === undefined) return;
    await deps.slack?.views.open({ trigger_id: action.triggerId, view: build(action.value ?? '') });
  };
  return {
    actions: {
      [TASK_ACTION.take]: (action) => take(deps, action),
      [TASK_ACTION.filed]: open(filedModal),
      [TASK_ACTION.cannot]: open(cannotModal),
    },
    views: {
      [TASK_ACTION.filed]: (submission) => recordFiled(deps, submission),
      [TASK_ACTION.cannot]: (submission) => recordCannot(deps, submission),
    },
  };
}

async function take(deps: DeskDeps, action: DeskAction): Promise<void> {
  const task = parseTaskValue(action.value);
  if (task === undefined) return;
  const { tipId } = task;
  const runAt = new Date(Date.now() + deps.plan.desk.filedWithin);
  const outcome = await deps.store.transaction((tx) =>
    takeTask(tx, {
      ...{ tipId, userId: action.userId, now: deps.now() },
      jobs: [showAgain(tipId), job('deskDeadline', { tipId }, { key: deskDeadlineKey(tipId), runAt })],
    }),
  );
  // Not awaited: Slack waits three seconds for its answer, and what was done stands.
  if (outcome.kind === 'already')
    void tell(deps, action, `${nameBy(outcome.by, action.userId)} has it already.`);
}

async function recordFiled(
  deps: DeskDeps,
  { privateMetadata, userId, values }: DeskSubmission,
): Promise<DeskViewAnswer> {
  const task = parseTaskValue(privateMetadata);
  const given = values[REFERENCE];
  const reference = typeof given === 'string' ? pickReceipt(given.trim()) : undefined;
  if (reference === undefined)
    return {
      errors: { [REFERENCE]: 'Letters, digits and . _ : / + = - only, no spaces. NONE if they gave none.' },
    };
  if (task === undefined) return undefined;
  const outcome = await deps.store.transaction((tx) =>
    fileTask(tx, { ...task, userId, reference, now: deps.now(), jobs: [showAgain(task.tipId)] }),
  );
  return explain(outcome, REFERENCE);
}

async function recordCannot(
  deps: DeskDeps,
  { privateMetadata, userId, values }: DeskSubmission,
): Promise<DeskViewAnswer> {
  const task = parseTaskValue(privateMetadata);
  const given = values[REASON];
  const reason = typeof given === 'string' ? given.trim() : '';
  if (reason === '') return { errors: { [REASON]: 'Say why, for the record' } };
  if (task === undefined) return undefined;
  const { tipId, revision } = task;
  const noteId = randomUUID();
  const detail = `desk r${revision}: a member of staff could not file it; the reason is in the record (npm run tips -- show)`;
  const outcome = await deps.store.transaction((tx) =>
    refuseTask(tx, {
      ...{ tipId, revision, userId, noteId, now: deps.now() },
      noteSealed: deps.vault.seal(reason, `desk_notes:${noteId}:body`),
      jobs: [
        showAgain(tipId),
        routeDeadlineJob(tipId, revision),
        job('alertOperators', { code: 'DESK_CANNOT_FILE', detail, tipId }, { priority: PRIORITY.danger }),
      ],
    }),
  );
  return explain(outcome, REASON);
}

function showAgain(tipId: string): JobSpec {
  return job('showDeskTask', { tipId }, { key: `desk-task:${tipId}`, priority: PRIORITY.danger });
}

/** Undefined, and so a closed modal, when it was done. */
function explain(outcome: TaskOutcome, field: string): DeskViewAnswer {
  if (outcome.kind === 'done') return undefined;
  if (outcome.kind === 'unknown') return { errors: { [field]: 'This task is no longer there' } };
  const reference = outcome.reference ?? undefined;
  const text =
    reference === undefined ? 'Somebody closed this task already' : `Filed already, as ${reference}`;
  return { errors: { [field]: text } };
}

function nameBy(by: string | null, userId: string): string {
  return by === userId ? 'You' : by === null ? 'Somebody' : mention(by);
}

async function tell(
  { slack, logger }: DeskDeps,
  { userId, channelId }: DeskAction,
  text: string,
): Promise<void> {
  if (channelId === undefined) return;
  try {
    await slack?.chat.postEphemeral({ channel: channelId, user: userId, text });
  } catch (thrown) {
    logger.warn(describeError(toSlackFailure(thrown).error), 'a person at the desk could not be told');
  }
}

function filedModal(value: string): ModalView {
  return formModal({
    callbackId: TASK_ACTION.filed,
    about: value,
    title: 'Filed',
    submit: 'Filed',
    close: 'Back',
    blocks: [
      {
        type: 'input',
        block_id: REFERENCE,
        label: { type: 'plain_text', text: 'Reference number the hotline gave' },
        hint: { type: 'plain_text', text: 'NONE if they gave none.' },
        element: { type: 'plain_text_input', action_id: REFERENCE, max_length: 100 },
      },
    ],
  });
}

function cannotModal(value: string): ModalView {
  return formModal({
    callbackId: TASK_ACTION.cannot,
    about: value,
    title: 'Cannot file',
    submit: 'Cannot file',
    close: 'Back',
    blocks: [
      {
        type: 'input',
        block_id: REASON,
        label: { type: 'plain_text', text: 'Why' },
        element: { type: 'plain_text_input', action_id: REASON, multiline: true, max_length: MAX_REASON },
      },
    ],
  });
}
