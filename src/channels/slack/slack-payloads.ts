/**
 * What of Slack's payloads is read here, checked at the edge. Whatever else Slack sends, now or next year, is
 * dropped. https://docs.slack.dev/reference/events/message.im, https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */

import { createHash } from 'node:crypto';
import { type KnownBlock } from '@slack/web-api';
import { z } from 'zod';
import { type InboundMessage } from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';
import { toSlackAddress } from './slack-adapter.js';
import { parseChoiceAction } from './slack-blocks.js';
import { readSlackText } from './slack-text.js';

const MAX_MEDIA = 10;

/** Printable: PostgreSQL takes no NUL in a text. */
export const slackId = z.string().regex(/^[\x21-\x7e]{1,255}$/);

const messageEventSchema = z.object({
  event_id: slackId,
  team_id: slackId,
  event: z.object({
    channel: slackId,
    channel_type: z.string().optional(),
    subtype: z.string().optional(),
    user: slackId.optional(),
    bot_id: z.string().optional(),
    text: z.string().nullish(),
    files: z.array(z.unknown()).optional(),
  }),
});

/** A person's own words. Edits, deletions, joins, bot posts and Slack's notices are no messages of a witness. */
const WITNESS_SUBTYPES: ReadonlySet<string | undefined> = new Set([
  undefined,
  'file_share',
  'me_message',
  'thread_broadcast',
]);

const clickSchema = z.object({
  team: z.object({ id: slackId }).nullish(),
  user: z.object({
    id: slackId,
    username: z.string().optional(),
    name: z.string().optional(),
    team_id: slackId.optional(),
  }),
  channel: z.object({ id: slackId }),
  message: z.object({ ts: slackId, text: z.string().optional(), blocks: z.array(z.unknown()).default([]) }),
  trigger_id: z.string().default(''),
  actions: z
    .array(
      z.object({
        action_id: slackId,
        action_ts: slackId,
        value: z.string().optional(),
        text: z.object({ text: z.string() }).optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
        selected_user: z.string().nullish(),
      }),
    )
    .min(1),
});
export type Click = z.infer<typeof clickSchema>;

/** A message that a person wrote in the DM with the app, or undefined for everything else that is called a message. */
export function readDirectMessage(body: unknown, receivedAt: Date): InboundMessage | undefined {
  const { event_id: providerId, team_id: team, event } = parseSlackPayload(messageEventSchema, body);
  if (event.channel_type !== 'im' || event.bot_id !== undefined || event.user === undefined) return undefined;
  if (!WITNESS_SUBTYPES.has(event.subtype)) return undefined;
  return {
    channel: 'slack',
    providerId,
    address: toSlackAddress(team, event.user, event.channel),
    replyFrom: team,
    input: { type: 'text', text: readSlackText(event.text ?? '') },
    mediaCount: Math.min(event.files?.length ?? 0, MAX_MEDIA),
    receivedAt,
  };
}

export function readClick(body: unknown): Click {
  return parseSlackPayload(clickSchema, body);
}

/** A witness's button, or undefined when it was not pressed in a DM or is none of ours. */
export function toChoice(click: Click, receivedAt: Date): InboundMessage | undefined {
  const action = click.actions[0];
  const team = click.team?.id ?? click.user.team_id;
  const choice = action === undefined ? undefined : parseChoiceAction(action.action_id);
  if (action === undefined || choice === undefined || team === undefined) return undefined;
  if (!click.channel.id.startsWith('D')) return undefined;
  return {
    channel: 'slack',
    providerId: toClickId(click.channel.id, click.message.ts, action.action_ts),
    address: toSlackAddress(team, click.user.id, click.channel.id),
    replyFrom: team,
    input: { type: 'choice', ...choice },
    mediaCount: 0,
    receivedAt,
  };
}

/** The label on the pressed button, and the blocks it stood among. */
export function readPressed(click: Click): { label: string; blocks: KnownBlock[] } {
  const action = click.actions[0];
  return { label: action?.text?.text ?? action?.value ?? '', blocks: click.message.blocks as KnownBlock[] };
}

/** Slack has no id for a click: the same press on the same message is the same click. Hashed: a channel is part of an address. */
function toClickId(channel: string, messageTs: string, actionTs: string): string {
  const digest = createHash('sha256').update(`${channel}\n${messageTs}\n${actionTs}`).digest('hex');
  return `click-${digest.slice(0, 32)}`;
}

/** The issues a schema finds are dropped: they quote what they found. */
export function parseSlackPayload<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new SightlineError('MESSAGE_INVALID', 'a request from Slack without the fields it must have');
  return parsed.data;
}
