/** Looks in Slack how much of a task already left: a worker died between posting and recording. */

import { type WebClient } from '@slack/web-api';
import { type DeskTask } from '../../store/queries/desk-tasks.js';
import { TASK_EVENT } from './task-message.js';

interface PostedMessage {
  ts?: string;
  metadata?: {
    event_type?: string;
    event_payload?: { tip_id?: unknown; part?: unknown; revision?: unknown };
  };
}

export interface PostedTask {
  messageTs: string;
  /** How many messages of a revision are in the thread. */
  parts: (revision: number) => number;
}

/** Our clock and Slack's may differ. */
const CLOCK_SKEW_MS = 60_000;
const PAGE_SIZE = 200;
const MAX_PAGES = 20;

export async function findPostedTask(
  slack: WebClient,
  { channel, tipId, task }: { channel: string; tipId: string; task: DeskTask },
): Promise<PostedTask | undefined> {
  const since = task.claimedAt ?? new Date(0);
  const oldest = String((since.getTime() - CLOCK_SKEW_MS) / 1000);
  const read = async (cursor: string) =>
    slack.conversations.history({
      channel,
      oldest,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...page(cursor),
    });
  const isHead = (message: PostedMessage): boolean =>
    isOurs(message, tipId) && message.metadata?.event_payload?.part === undefined;
  const messageTs = task.messageTs ?? (await collect(read)).find(isHead)?.ts;
  if (messageTs === undefined) return undefined;
  const replies = await collect(async (cursor) =>
    slack.conversations.replies({
      ...{ channel, ts: messageTs, limit: PAGE_SIZE, include_all_metadata: true },
      ...page(cursor),
    }),
  );
  const parts = replies
    .filter((message) => isOurs(message, tipId))
    .map(({ metadata }) => metadata?.event_payload);
  return {
    messageTs,
    parts: (revision) =>
      parts.filter((part) => part?.part !== undefined && part.revision === revision).length,
  };
}

function page(cursor: string): { cursor?: string } {
  return cursor === '' ? {} : { cursor };
}

async function collect(
  read: (cursor: string) => Promise<{ messages?: unknown; response_metadata?: { next_cursor?: string } }>,
): Promise<PostedMessage[]> {
  const messages: PostedMessage[] = [];
  let cursor = '';
  for (let count = 0; count < MAX_PAGES; count++) {
    const answer = await read(cursor);
    if (Array.isArray(answer.messages)) messages.push(...(answer.messages as PostedMessage[]));
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return messages;
}

function isOurs({ metadata }: PostedMessage, tipId: string): boolean {
  return metadata?.event_type === TASK_EVENT && metadata.event_payload?.tip_id === tipId;
}
