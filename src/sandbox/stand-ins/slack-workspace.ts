/**
 * What a Slack workspace holds: people and user groups, channels with their members, messages and threads, views, files.
 * In memory only.
 */

import { randomBytes } from 'node:crypto';
import { createJournal, type Journal } from './journal.js';
import { createSlackFileStore, type SlackFile, type SlackFileStore } from './slack-file-store.js';
import { createSlackViewStore, type SlackViewStore } from './slack-view-store.js';

export interface SlackUser {
  id: string;
  name: string;
  realName: string;
  /** A deactivated account. */
  deleted?: boolean;
  isBot?: boolean;
  email?: string;
  /** IANA name; default America/Chicago. */
  timeZone?: string;
}

export interface SlackUserGroup {
  id: string;
  /** Without the @. */
  handle: string;
  name: string;
  users: readonly string[];
  disabled?: boolean;
}

export interface SlackChannelSettings {
  id: string;
  name: string;
  isPrivate?: boolean;
  isArchived?: boolean;
  /** Who is in it, the app aside; default everybody. */
  members?: readonly string[];
  /** Whether the app was invited; default true. */
  appIsMember?: boolean;
}

export interface SlackChannel {
  id: string;
  name: string;
  kind: 'channel' | 'im';
  isPrivate: boolean;
  isArchived: boolean;
  appIsMember: boolean;
  /** Undefined: everybody of the workspace. */
  members: Set<string> | undefined;
  /** The other person of a direct message. */
  user?: string;
  /** Oldest first; threads included, ephemerals not. */
  messages: SlackMessage[];
}

export interface SlackMessage {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  fromBot: boolean;
  text: string;
  blocks: Record<string, unknown>[];
  metadata?: Record<string, unknown>;
  /** Only this person sees it. */
  ephemeralTo?: string;
  editedTs?: string;
  deleted?: boolean;
  files?: SlackFile[];
}

export interface SlackWorkspace {
  readonly teamId: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly users: ReadonlyMap<string, SlackUser>;
  readonly groups: ReadonlyMap<string, SlackUserGroup>;
  readonly channels: ReadonlyMap<string, SlackChannel>;
  /** Every message in order of posting; subscribers also hear of updates. */
  readonly posts: Journal<SlackMessage>;
  readonly views: SlackViewStore;
  readonly files: SlackFileStore;
  /** Adds a person, or changes one. */
  addUser(user: SlackUser): void;
  addGroup(group: SlackUserGroup): void;
  /** Adds a channel, or changes its settings; its messages stay. */
  addChannel(channel: SlackChannelSettings): void;
  /** The direct-message channel of this person and the app, opened when it is new. */
  openDm(user: string): SlackChannel;
  /** The channel of an id; a user id stands for the direct message, as at Slack. */
  findChannel(id: string): SlackChannel | undefined;
  isIn(user: string, channel: SlackChannel): boolean;
  findMessage(channel: string, ts: string): SlackMessage | undefined;
  /** A message by its ts alone: no two are alike here. */
  findMessageByTs(ts: string): SlackMessage | undefined;
  remove(message: SlackMessage): void;
  post(message: Omit<SlackMessage, 'ts' | 'channel'>, channel: SlackChannel): SlackMessage;
  nextTs(): string;
}

export function createSlackWorkspace(options: {
  keepLast?: number | undefined;
  fileProcessingMs?: number | undefined;
}): SlackWorkspace {
  const users = new Map<string, SlackUser>();
  const groups = new Map<string, SlackUserGroup>();
  const channels = new Map<string, SlackChannel>();
  const dms = new Map<string, SlackChannel>();
  const byTs = new Map<string, SlackMessage>();
  const posts = createJournal<SlackMessage>({ keepLast: options.keepLast, onForget: forget });
  const botUserId = slackId('U');
  let lastMicros = 0;

  function forget(message: SlackMessage): void {
    byTs.delete(message.ts);
    const messages = channels.get(message.channel)?.messages ?? [];
    const index = messages.indexOf(message);
    if (index >= 0) messages.splice(index, 1);
  }

  /** Seconds and six digits, never twice the same. */
  function nextTs(): string {
    lastMicros = Math.max(Date.now() * 1000, lastMicros + 1);
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
  }

  function openDm(user: string): SlackChannel {
    const known = dms.get(user);
    if (known !== undefined) return known;
    const channel: SlackChannel = {
      id: slackId('D'),
      name: 'directmessage',
      kind: 'im',
      isPrivate: true,
      isArchived: false,
      appIsMember: true,
      members: new Set([user]),
      user,
      messages: [],
    };
    dms.set(user, channel);
    channels.set(channel.id, channel);
    return channel;
  }

  return {
    teamId: slackId('T'),
    appId: slackId('A'),
    botId: slackId('B'),
    botUserId,
    users,
    groups,
    channels,
    posts,
    views: createSlackViewStore(),
    files: createSlackFileStore(options.fileProcessingMs ?? 0),
    addUser(user) {
      users.set(user.id, user);
    },
    addGroup(group) {
      groups.set(group.id, group);
    },
    addChannel({ id, name, isPrivate = false, isArchived = false, members, appIsMember = true }) {
      channels.set(id, {
        id,
        name,
        kind: 'channel',
        isPrivate,
        isArchived,
        appIsMember,
        members: members === undefined ? undefined : new Set(members),
        messages: channels.get(id)?.messages ?? [],
      });
    },
    openDm,
    findChannel: (id) => (users.has(id) ? openDm(id) : channels.get(id)),
    isIn: (user, channel) =>
      user === botUserId ? channel.appIsMember : (channel.members?.has(user) ?? users.has(user)),
    findMessage(channel, ts) {
      const message = byTs.get(ts);
      return message?.channel === channel ? message : undefined;
    },
    findMessageByTs: (ts) => byTs.get(ts),
    remove(message) {
      forget(message);
      message.deleted = true;
      posts.touch(message);
    },
    post(message, channel) {
      const posted: SlackMessage = {
        ...message,
        blocks: withBlockIds(message.blocks),
        channel: channel.id,
        ts: nextTs(),
      };
      byTs.set(posted.ts, posted);
      if (posted.ephemeralTo === undefined) channel.messages.push(posted);
      posts.add(posted);
      return posted;
    },
    nextTs,
  };
}

/** Blocks and elements without an id get one, as Slack gives them. */
export function withBlockIds(blocks: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const withActionId = (element: unknown) =>
    typeof element === 'object' && element !== null && 'type' in element && INTERACTIVE.has(element.type)
      ? { action_id: shortId(), ...element }
      : element;
  return blocks.map((block) => ({
    block_id: shortId(),
    ...block,
    ...(block.type === 'actions' &&
      Array.isArray(block.elements) && { elements: (block.elements as unknown[]).map(withActionId) }),
    ...(block.accessory !== undefined && { accessory: withActionId(block.accessory) }),
    ...(block.type === 'input' && { element: withActionId(block.element) }),
  }));
}

const INTERACTIVE: ReadonlySet<unknown> = new Set([
  'button',
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'multi_static_select',
  'multi_users_select',
  'number_input',
  'overflow',
  'plain_text_input',
  'radio_buttons',
  'static_select',
  'timepicker',
  'url_text_input',
  'users_select',
]);

const ID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** For example U0AB12CD34E. */
export function slackId(prefix: string): string {
  return `${prefix}0${Array.from(randomBytes(9), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('')}`;
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
