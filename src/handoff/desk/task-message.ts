/**
 * A task as Slack messages: a head that says what is to be done and by whom, with the form to copy below it; what does
 * not fit follows in the thread. Ours is mrkdwn; the form holds a witness's words and goes into preformatted rich text
 * alone. Pure. Limits: https://docs.slack.dev/reference/block-kit/blocks, and about 13,000 characters a message.
 */

import { type ActionsBlock, type KnownBlock } from '@slack/web-api';
import { clean, context, escape, mention, section } from '../../slack-text.js';
import { type DeskDelivery, type DeskTask } from '../../store/queries/desk-tasks.js';
import { listChanges } from '../../tip/changes.js';
import { type SignLabels, URGENCY_LABELS } from '../../tip/labels.js';
import { type Tip } from '../../tip/schema.js';
import { layOutForm, splitText } from './report-form.js';

export const TASK_ACTION = {
  take: 'desk_task_take',
  filed: 'desk_task_filed',
  cannot: 'desk_task_cannot',
} as const;
export const TASK_EVENT = 'sightline_desk_task';
/** Of one preformatted block, and so of one message. */
export const MAX_PART = 6000;

export interface TaskView {
  tipId: string;
  task: DeskTask;
  /** Newest first. */
  deliveries: readonly DeskDelivery[];
  tip: Tip;
  /** The newest revision that was filed, or shown, before this one. */
  previous: Tip | undefined;
  signLabels: SignLabels;
}

export interface TaskMessage {
  /** For notifications: codes only. */
  text: string;
  blocks: KnownBlock[];
}

/** The head, and what follows it in the thread. */
export function composeTask(view: TaskView): { head: TaskMessage; parts: TaskMessage[] } {
  const { tip, task } = view;
  const [first = '', ...others] = isMoot(view) ? [''] : splitForm(view);
  const about = `${task.reference} r${tip.revision}`;
  const title = `${tip.provenance.test ? 'TEST ' : ''}${URGENCY_LABELS[tip.urgency]}: file tip ${about} with the hotline`;
  return {
    head: {
      text: title,
      blocks: [
        section(`*${escape(title)}*`),
        context(describeState(view)),
        ...(first === '' ? [] : [preformatted(first)]),
        ...(others.length === 0
          ? []
          : [context(`The rest is in the thread: ${others.length} more to copy.`)]),
        ...describeButtons(view),
      ],
    },
    parts: others.map((part, index) => ({
      text: `${about}, part ${index + 2} of ${others.length + 1}`,
      blocks: [preformatted(part)],
    })),
  };
}

function splitForm({ tip, previous, signLabels }: TaskView): string[] {
  return splitText(clean(layOutForm(tip, { signLabels, previous })), MAX_PART);
}

/** Withdrawn before anybody filed it: nothing of it is shown any more. */
export function isMoot({ tip, deliveries }: Pick<TaskView, 'tip' | 'deliveries'>): boolean {
  return tip.status === 'withdrawn' && findFiled(deliveries) === undefined;
}

export function findFiled(deliveries: readonly DeskDelivery[]): DeskDelivery | undefined {
  return deliveries.find(({ state }) => state === 'acknowledged');
}

function describeState(view: TaskView): string {
  const { task, tip, deliveries, previous } = view;
  const filed = findFiled(deliveries);
  const [newest] = deliveries;
  if (isMoot(view)) return '*Withdrawn by the witness. Do not file it.*';
  if (filed?.revision === tip.revision) return describeFiled(filed);
  const changes = previous === undefined ? [] : listChanges(previous, tip);
  const changed = changes.length === 0 ? '' : ` Changed: ${changes.join(', ')}.`;
  const before = filed === undefined ? '' : `${describeFiled(filed)} `;
  if (tip.status === 'withdrawn')
    return `${before}*Since then the witness took it back: tell the hotline, with that reference.*`;
  const todo = filed === undefined ? '' : `*Revision ${tip.revision}: add it to that report.*`;
  const taken =
    newest?.state === 'failed'
      ? `${whoOf(newest)} could not file it.`
      : task.takenBy === null
        ? '*Nobody has taken it yet.*'
        : `Taken by ${mention(task.takenBy)}.`;
  return `${before}${todo} ${taken}${changed}`.trim();
}

function describeFiled(delivery: DeskDelivery): string {
  return `Revision ${delivery.revision} filed by ${whoOf(delivery)}, reference ${escape(delivery.receipt ?? 'none')}.`;
}

function whoOf({ evidence }: DeskDelivery): string {
  return mention(evidence?.split(' ')[1] ?? 'somebody');
}

function describeButtons(view: TaskView): ActionsBlock[] {
  const { tipId, task, deliveries, tip } = view;
  const open = deliveries[0];
  const isOpen = open?.state === 'queued' || open?.state === 'attempting';
  if (!isOpen || isMoot(view)) return [];
  const value = taskValue(tipId, tip.revision);
  const button = (actionId: string, text: string, style?: 'primary') => ({
    type: 'button' as const,
    action_id: actionId,
    value,
    text: { type: 'plain_text' as const, text },
    ...(style === undefined ? {} : { style }),
  });
  return [
    {
      type: 'actions',
      elements: [
        ...(task.takenBy === null ? [button(TASK_ACTION.take, 'I take it', 'primary')] : []),
        button(TASK_ACTION.filed, 'Filed', ...(task.takenBy === null ? [] : (['primary'] as const))),
        button(TASK_ACTION.cannot, 'Cannot file'),
      ],
    },
  ];
}

function preformatted(text: string): KnownBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}

export function taskValue(tipId: string, revision: number): string {
  return `${tipId}:${revision}`;
}

export function parseTaskValue(value: string | undefined): { tipId: string; revision: number } | undefined {
  const [, tipId, revision] = /^([0-9a-f-]{36}):([1-9]\d{0,5})$/.exec(value ?? '') ?? [];
  return tipId === undefined ? undefined : { tipId, revision: Number(revision) };
}
