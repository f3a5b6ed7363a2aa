/** Looks in Slack whether a message already left: a worker died between posting and recording. */

import { type WebClient } from '@slack/web-api';
import { CARD_EVENT } from './card.js';

export const LINE_EVENT = 'sightline_line';

/** The part of a message that is read here. */
interface PostedMessage {
  ts?: string;
  metadata?: {
    event_type?: string;
    event_payload?: { card_id?: unknown; revision?: unknown; line_id?: unknown };
  };
}

/** Our clock and Slack's may differ. */
const CLOCK_SKEW_MS = 60_000;
const PAGE_SIZE = 200;
const MAX_PAGES = 20;

export interface PostedCard {
  ts: string;
  revision: number;
}

/** The card in its channel, posted since it was asked for. */
export async function findPostedCard(
  slack: WebClient,
  input: { channel: string; cardId: string; since: Date },
): Promise<PostedCard | undefined> {
  const oldest = String((input.since.getTime() - CLOCK_SKEW_MS) / 1000);
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await slack.conversations.history({
      channel: input.channel,
      oldest,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    });
    const found = listMessages(answer).find((message) => isCard(message, input.cardId));
    if (found?.ts !== undefined) return { ts: found.ts, revision: readRevision(found) };
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return undefined;
  }
  return undefined;
}

/** The line in the card's thread, by its id; its ts. */
export async function findPostedLine(
  slack: WebClient,
  input: { channel: string; cardTs: string; lineId: string },
): Promise<string | undefined> {
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await slack.conversations.replies({
      channel: input.channel,
      ts: input.cardTs,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    });
    const found = listMessages(answer).find(
      ({ metadata }) =>
        metadata?.event_type === LINE_EVENT && metadata.event_payload?.line_id === input.lineId,
    );
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return undefined;
  }
  return undefined;
}

function listMessages(answer: { messages?: unknown }): PostedMessage[] {
  return Array.isArray(answer.messages) ? (answer.messages as PostedMessage[]) : [];
}

function isCard({ metadata }: PostedMessage, cardId: string): boolean {
  return metadata?.event_type === CARD_EVENT && metadata.event_payload?.card_id === cardId;
}

function readRevision({ metadata }: PostedMessage): number {
  const revision = metadata?.event_payload?.revision;
  return typeof revision === 'number' ? revision : 0;
}
