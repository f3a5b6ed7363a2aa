/** Who is who, and who is where: users.*, usergroups.*, conversations.info, members and open. */

import {
  isTrue,
  refuse,
  text,
  type SlackArguments,
  type SlackRefusal,
  type SlackResult,
} from './slack-arguments.js';
import { paginate, type SlackContext, type SlackMethod } from './slack-context.js';
import { type SlackChannel, type SlackUser, type SlackWorkspace } from './slack-workspace.js';

export const PEOPLE_METHODS: Readonly<Record<string, SlackMethod>> = {
  'users.info': (args, { workspace }) => {
    const user = workspace.users.get(text(args.user));
    return user === undefined ? refuse('user_not_found') : { ok: true, user: renderUser(user, workspace) };
  },
  'users.list': (args, { workspace }) => {
    const { page, ...rest } = paginate([...workspace.users.values()], args, 1000);
    return { ok: true, members: page.map((user) => renderUser(user, workspace)), ...rest };
  },
  'users.conversations': listConversationsOf,
  'usergroups.list': (args, { workspace }) => ({
    ok: true,
    usergroups: [...workspace.groups.values()]
      .filter(({ disabled }) => disabled !== true || isTrue(args.include_disabled))
      .map(({ id, handle, name, users, disabled }) => ({
        id,
        team_id: workspace.teamId,
        handle,
        name,
        is_usergroup: true,
        date_delete: disabled === true ? 1 : 0,
        user_count: String(users.length),
        ...(isTrue(args.include_users) && { users }),
      })),
  }),
  'usergroups.users.list': (args, { workspace }) => {
    const group = workspace.groups.get(text(args.usergroup));
    if (group === undefined || (group.disabled === true && !isTrue(args.include_disabled)))
      return refuse('no_such_subteam');
    return { ok: true, users: group.users };
  },
  'conversations.open': (args, { workspace }) => {
    const user = text(args.users);
    return workspace.users.has(user)
      ? { ok: true, no_op: true, already_open: true, channel: { id: workspace.openDm(user).id } }
      : refuse('user_not_found');
  },
  'conversations.info': (args, { workspace }) => {
    const channel = findVisible(args, workspace);
    if (channel === undefined) return refuse('channel_not_found');
    const count = isTrue(args.include_num_members) && {
      num_members: membersOf(channel, workspace).length,
    };
    return { ok: true, channel: { ...renderChannel(channel, workspace), ...count } };
  },
  'conversations.members': (args, { workspace }) => {
    const channel = findVisible(args, workspace);
    if (channel === undefined) return refuse('channel_not_found');
    const { page, ...rest } = paginate(membersOf(channel, workspace), args, 100);
    return { ok: true, members: page, ...rest };
  },
};

/** A private channel without the app is one the app does not know. */
function findVisible(args: SlackArguments, workspace: SlackWorkspace): SlackChannel | undefined {
  const channel = workspace.findChannel(text(args.channel));
  return channel === undefined || (channel.isPrivate && !channel.appIsMember) ? undefined : channel;
}

/** Everybody in the channel, the app included where it is. */
function membersOf(channel: SlackChannel, workspace: SlackWorkspace): string[] {
  const people =
    channel.members === undefined
      ? [...workspace.users.values()].filter(({ deleted }) => deleted !== true).map(({ id }) => id)
      : [...channel.members];
  return channel.appIsMember ? [...people, workspace.botUserId] : people;
}

/** https://docs.slack.dev/reference/methods/users.conversations: default public channels, of the calling app. */
function listConversationsOf(args: SlackArguments, { workspace }: SlackContext): SlackResult | SlackRefusal {
  const user = text(args.user) || workspace.botUserId;
  if (user !== workspace.botUserId && !workspace.users.has(user)) return refuse('user_not_found');
  const types = new Set((text(args.types) || 'public_channel').split(',').map((type) => type.trim()));
  const found = [...workspace.channels.values()].filter(
    (channel) =>
      types.has(typeOfChannel(channel)) &&
      workspace.isIn(user, channel) &&
      // An app sees only the private channels that it shares with the person.
      (!channel.isPrivate || channel.appIsMember) &&
      !(channel.isArchived && isTrue(args.exclude_archived)),
  );
  const { page, ...rest } = paginate(found, args, 100);
  return { ok: true, channels: page.map((channel) => renderChannel(channel, workspace)), ...rest };
}

function typeOfChannel(channel: SlackChannel): string {
  if (channel.kind === 'im') return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

function renderChannel(channel: SlackChannel, workspace: SlackWorkspace): Record<string, unknown> {
  if (channel.kind === 'im')
    return { id: channel.id, is_im: true, is_archived: false, user: channel.user, created: 1 };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.appIsMember,
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    created: 1,
    creator: workspace.botUserId,
    context_team_id: workspace.teamId,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

function renderUser(user: SlackUser, workspace: SlackWorkspace): Record<string, unknown> {
  return {
    id: user.id,
    team_id: workspace.teamId,
    name: user.name,
    real_name: user.realName,
    deleted: user.deleted === true,
    is_bot: user.isBot === true,
    is_app_user: false,
    tz: user.timeZone ?? 'America/Chicago',
    profile: {
      real_name: user.realName,
      display_name: user.name,
      ...(user.email !== undefined && { email: user.email }),
    },
  };
}
