/** chat.* and the reading of conversations. */

import {
  blocksOf,
  isRecord,
  isTrue,
  refuse,
  refuseContent,
  text,
  type SlackArguments,
  type SlackRefusal,
  type SlackResult,
} from './slack-arguments.js';
import { refuseChannel, type ResponsePlace, type SlackContext, type SlackMethod } from './slack-context.js';
import { renderSlackMessage } from './slack-payloads.js';
import { withBlockIds, type SlackChannel, type SlackMessage } from './slack-workspace.js';

export const MESSAGE_METHODS: Readonly<Record<string, SlackMethod>> = {
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
  'chat.delete': (args, { workspace }) => {
    const message = workspace.findMessage(text(args.channel), text(args.ts));
    if (message === undefined || message.ephemeralTo !== undefined) return refuse('message_not_found');
    if (!message.fromBot) return refuse('cant_delete_message');
    workspace.remove(message);
    return { ok: true, channel: message.channel, ts: message.ts };
  },
  'chat.postEphemeral': postEphemeral,
  'chat.getPermalink': (args, { workspace }) => {
    const channel = workspace.findChannel(text(args.channel));
    if (channel === undefined) return refuse('channel_not_found');
    const message = workspace.findMessage(channel.id, text(args.message_ts));
    if (message === undefined || message.ephemeralTo !== undefined) return refuse('message_not_found');
    const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const place = `${channel.id}/p${message.ts.replace('.', '')}${thread}`;
    return {
      ok: true,
      channel: channel.id,
      permalink: `https://sightline-sandbox.slack.com/archives/${place}`,
    };
  },
  'conversations.history': (args, context) =>
    listMessages(args, context, ({ threadTs }) => threadTs === undefined),
  'conversations.replies': (args, context) =>
    listMessages(args, context, ({ ts, threadTs }) => ts === args.ts || threadTs === args.ts),
};

function postMessage(args: SlackArguments, context: SlackContext): SlackResult | SlackRefusal {
  const { workspace } = context;
  const channel = workspace.findChannel(text(args.channel));
  const refusal = refuseChannel(channel) ?? refuseContent(args, workspace);
  if (refusal !== undefined || channel === undefined) return refusal ?? refuse('channel_not_found');
  const threadTs = text(args.thread_ts);
  if (threadTs !== '' && workspace.findMessage(channel.id, threadTs) === undefined)
    return refuse('thread_not_found');
  const message = workspace.post(
    {
      user: workspace.botUserId,
      fromBot: true,
      text: text(args.text),
      blocks: blocksOf(args),
      ...(threadTs !== '' && { threadTs }),
      ...(isRecord(args.metadata) && { metadata: args.metadata }),
    },
    channel,
  );
  const rendered = renderSlackMessage(context, message, { withMetadata: true });
  return { ok: true, channel: channel.id, ts: message.ts, message: rendered };
}

function updateMessage(args: SlackArguments, context: SlackContext): SlackResult | SlackRefusal {
  const { workspace } = context;
  const channel = workspace.findChannel(text(args.channel));
  const refused = refuseChannel(channel);
  if (refused !== undefined || channel === undefined) return refused ?? refuse('channel_not_found');
  const message = workspace.findMessage(channel.id, text(args.ts));
  // An ephemeral can only be changed by the response_url it came with.
  if (message === undefined || message.ephemeralTo !== undefined) return refuse('message_not_found');
  if (!message.fromBot) return refuse('cant_update_message');
  return changeMessage(message, args, context);
}

function changeMessage(
  message: SlackMessage,
  args: SlackArguments,
  context: SlackContext,
): SlackResult | SlackRefusal {
  const { workspace } = context;
  const refusal = refuseContent(args, workspace);
  if (refusal !== undefined) return refusal;
  if (args.text !== undefined) message.text = text(args.text);
  if (args.blocks !== undefined) message.blocks = withBlockIds(blocksOf(args));
  if (isRecord(args.metadata)) message.metadata = args.metadata;
  message.editedTs = workspace.nextTs();
  workspace.posts.touch(message);
  const rendered = renderSlackMessage(context, message, { withMetadata: true });
  return { ok: true, channel: message.channel, ts: message.ts, text: message.text, message: rendered };
}

function postEphemeral(args: SlackArguments, { workspace }: SlackContext): SlackResult | SlackRefusal {
  const channel = workspace.findChannel(text(args.channel));
  const refusal = refuseChannel(channel) ?? refuseContent(args, workspace);
  if (refusal !== undefined || channel === undefined) return refusal ?? refuse('channel_not_found');
  if (!workspace.isIn(text(args.user), channel)) return refuse('user_not_in_channel');
  const threadTs = text(args.thread_ts);
  const message = workspace.post(
    {
      user: workspace.botUserId,
      fromBot: true,
      text: text(args.text),
      blocks: blocksOf(args),
      ephemeralTo: text(args.user),
      ...(threadTs !== '' && { threadTs }),
    },
    channel,
  );
  return { ok: true, message_ts: message.ts };
}

const DEFAULT_PAGE_SIZE = 100;

function listMessages(
  args: SlackArguments,
  context: SlackContext,
  isWanted: (message: SlackChannel['messages'][number]) => boolean,
): SlackResult | SlackRefusal {
  const channel = context.workspace.findChannel(text(args.channel));
  if (channel === undefined || (channel.isPrivate && !channel.appIsMember))
    return refuse('channel_not_found');
  if (!channel.appIsMember) return refuse('not_in_channel');
  const limit = Number(args.limit ?? DEFAULT_PAGE_SIZE);
  const oldest = text(args.oldest);
  // A cursor says where the next page begins; ours is the ts of the last message seen.
  const cursor = text(args.cursor);
  const latest = cursor === '' ? text(args.latest) : cursor;
  const inclusive = isTrue(args.inclusive) && cursor === '';
  const within = (ts: string) =>
    (oldest === '' || Number(ts) > Number(oldest) || (inclusive && ts === oldest)) &&
    (latest === '' || Number(ts) < Number(latest) || (inclusive && ts === latest));
  const found = channel.messages
    .filter((message) => isWanted(message) && within(message.ts))
    .reverse()
    .slice(0, limit + 1);
  const page = found.slice(0, limit);
  const hasMore = found.length > limit;
  return {
    ok: true,
    messages: page.map((message) =>
      renderSlackMessage(context, message, { withMetadata: isTrue(args.include_all_metadata) }),
    ),
    has_more: hasMore,
    pin_count: 0,
    response_metadata: { next_cursor: hasMore ? (page.at(-1)?.ts ?? '') : '' },
  };
}

/** A response_url, or the answer to a slash command: replaces or deletes the message it came with, or answers beside it. */
export function answerResponse(
  place: ResponsePlace,
  args: SlackArguments,
  context: SlackContext,
): SlackResult | SlackRefusal {
  const { workspace } = context;
  const original = place.ts === undefined ? undefined : workspace.findMessage(place.channel, place.ts);
  if (isTrue(args.delete_original)) {
    if (original !== undefined) workspace.remove(original);
    return { ok: true };
  }
  if (isTrue(args.replace_original) && original !== undefined) return changeMessage(original, args, context);
  const refusal = refuseContent(args, workspace);
  const channel = workspace.findChannel(place.channel);
  if (refusal !== undefined || channel === undefined) return refusal ?? refuse('channel_not_found');
  // No membership is asked of the app here: the person invited the answer.
  workspace.post(
    {
      user: workspace.botUserId,
      fromBot: true,
      text: text(args.text),
      blocks: blocksOf(args),
      ...(args.response_type !== 'in_channel' && { ephemeralTo: place.user }),
      ...(text(args.thread_ts) !== '' && { threadTs: text(args.thread_ts) }),
    },
    channel,
  );
  return { ok: true };
}
