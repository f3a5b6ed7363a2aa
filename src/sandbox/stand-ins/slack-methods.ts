/** The Web API methods the program calls, as a table. Each answers what Slack answers, errors included. */

import { randomBytes } from 'node:crypto';
import { findViewViolations } from './block-kit-rules.js';
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
import { renderSlackMessage } from './slack-payloads.js';
import { slackId, type SlackChannel, type SlackWorkspace } from './slack-workspace.js';

export interface SlackContext {
  workspace: SlackWorkspace;
  /** Base address of the stand-in, for upload links. */
  url: string;
  triggers: Map<string, number>;
}

type Method = (args: SlackArguments, context: SlackContext) => SlackResult | SlackRefusal;

const TRIGGER_LIFETIME_MS = 3000;

export const SLACK_METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_args, { workspace }) => ({
    ok: true,
    url: 'https://sightline-sandbox.slack.com/',
    team: 'Sightline sandbox',
    user: 'sightline',
    team_id: workspace.teamId,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  }),
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
  'chat.postEphemeral': postEphemeral,
  'conversations.history': (args, { workspace }) =>
    listMessages(args, workspace, (message) => message.threadTs === undefined),
  'conversations.replies': (args, { workspace }) =>
    listMessages(args, workspace, ({ ts, threadTs }) => ts === args.ts || threadTs === args.ts),
  'conversations.open': (args, { workspace }) => {
    const user = text(args.users);
    return workspace.users.has(user)
      ? { ok: true, no_op: true, already_open: true, channel: { id: workspace.openDm(user).id } }
      : refuse('user_not_found');
  },
  'users.info': (args, { workspace }) => {
    const user = workspace.users.get(text(args.user));
    if (user === undefined) return refuse('user_not_found');
    const profile = { real_name: user.realName, display_name: user.name };
    return {
      ok: true,
      user: { id: user.id, team_id: workspace.teamId, name: user.name, real_name: user.realName, profile },
    };
  },
  'views.open': (args, context) => {
    const age = Date.now() - (context.triggers.get(text(args.trigger_id)) ?? -Infinity);
    if (age === Infinity) return refuse('invalid_trigger_id');
    context.triggers.delete(text(args.trigger_id));
    return age > TRIGGER_LIFETIME_MS
      ? refuse('expired_trigger_id')
      : storeView(slackId('V'), args.view, context);
  },
  'views.update': (args, context) => {
    const current = context.workspace.views.get(text(args.view_id));
    if (current === undefined) return refuse('not_found');
    return args.hash !== undefined && args.hash !== current.hash
      ? refuse('hash_conflict')
      : storeView(current.id, args.view, context);
  },
  'views.publish': (args, context) => {
    const user = text(args.user_id);
    return context.workspace.users.has(user)
      ? storeView(`VHOME${user}`, args.view, context, user)
      : refuse('invalid_arguments');
  },
  'files.getUploadURLExternal': (args, { workspace, url }) => {
    const id = slackId('F');
    workspace.files.set(id, { id, name: text(args.filename), size: Number(args.length) });
    return { ok: true, file_id: id, upload_url: `${url}/upload/v1/${id}` };
  },
  'files.completeUploadExternal': completeUpload,
};

function postMessage(args: SlackArguments, { workspace }: SlackContext): SlackResult | SlackRefusal {
  const channel = workspace.findChannel(text(args.channel));
  if (channel === undefined) return refuse('channel_not_found');
  const refusal = refuseContent(args);
  if (refusal !== undefined) return refusal;
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
  const rendered = renderSlackMessage(workspace, message, { withMetadata: true });
  return { ok: true, channel: channel.id, ts: message.ts, message: rendered };
}

function updateMessage(args: SlackArguments, { workspace }: SlackContext): SlackResult | SlackRefusal {
  const channel = text(args.channel);
  if (workspace.findChannel(channel) === undefined) return refuse('channel_not_found');
  const message = workspace.findMessage(channel, text(args.ts));
  if (message === undefined) return refuse('message_not_found');
  if (!message.fromBot) return refuse('cant_update_message');
  const refusal = refuseContent(args);
  if (refusal !== undefined) return refusal;
  if (args.text !== undefined) message.text = text(args.text);
  if (args.blocks !== undefined) message.blocks = blocksOf(args);
  if (isRecord(args.metadata)) message.metadata = args.metadata;
  message.editedTs = workspace.nextTs();
  workspace.posts.touch(message);
  const rendered = renderSlackMessage(workspace, message, { withMetadata: true });
  return { ok: true, channel, ts: message.ts, text: message.text, message: rendered };
}

function postEphemeral(args: SlackArguments, { workspace }: SlackContext): SlackResult | SlackRefusal {
  const channel = workspace.findChannel(text(args.channel));
  if (channel === undefined) return refuse('channel_not_found');
  const refusal = refuseContent(args);
  if (refusal !== undefined) return refusal;
  const message = workspace.post(
    {
      user: workspace.botUserId,
      fromBot: true,
      text: text(args.text),
      blocks: blocksOf(args),
      ephemeralTo: text(args.user),
    },
    channel,
  );
  return { ok: true, message_ts: message.ts };
}

const DEFAULT_PAGE_SIZE = 100;

function listMessages(
  args: SlackArguments,
  workspace: SlackWorkspace,
  isWanted: (message: SlackChannel['messages'][number]) => boolean,
): SlackResult | SlackRefusal {
  const channel = workspace.findChannel(text(args.channel));
  if (channel === undefined) return refuse('channel_not_found');
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
      renderSlackMessage(workspace, message, { withMetadata: isTrue(args.include_all_metadata) }),
    ),
    has_more: hasMore,
    pin_count: 0,
    response_metadata: { next_cursor: hasMore ? (page.at(-1)?.ts ?? '') : '' },
  };
}

function completeUpload(args: SlackArguments, { workspace }: SlackContext): SlackResult | SlackRefusal {
  const listed = Array.isArray(args.files) ? args.files.filter(isRecord) : [];
  const files = listed.flatMap((entry) => {
    const file = workspace.files.get(text(entry.id));
    return file === undefined ? [] : [{ ...file, title: text(entry.title) || file.name }];
  });
  if (files.length === 0 || files.length !== listed.length) return refuse('file_not_found');
  const channel = workspace.findChannel(text(args.channel_id));
  if (channel !== undefined) {
    const threadTs = text(args.thread_ts);
    workspace.post(
      {
        user: workspace.botUserId,
        fromBot: true,
        text: text(args.initial_comment),
        blocks: [],
        files,
        ...(threadTs !== '' && { threadTs }),
      },
      channel,
    );
  }
  return { ok: true, files };
}

function storeView(
  id: string,
  view: unknown,
  { workspace }: SlackContext,
  user?: string,
): SlackResult | SlackRefusal {
  const violations = findViewViolations(view);
  if (violations.length > 0 || !isRecord(view)) return refuse('invalid_arguments', violations);
  const hash = `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;
  workspace.views.set(id, { id, hash, view, ...(user !== undefined && { user }) });
  return { ok: true, view: { ...view, id, hash, team_id: workspace.teamId } };
}

/** A response_url: replaces or deletes the message it came with, or answers beside it. */
export function answerResponseUrl(
  place: { channel: string; ts: string; user: string },
  args: SlackArguments,
  context: SlackContext,
): SlackResult | SlackRefusal {
  const { workspace } = context;
  if (isTrue(args.delete_original)) {
    const message = workspace.findMessage(place.channel, place.ts);
    if (message !== undefined) workspace.remove(message);
    return { ok: true };
  }
  if (isTrue(args.replace_original)) return updateMessage({ ...args, ...place }, context);
  return args.response_type === 'in_channel'
    ? postMessage({ ...args, channel: place.channel }, context)
    : postEphemeral({ ...args, channel: place.channel, user: place.user }, context);
}
