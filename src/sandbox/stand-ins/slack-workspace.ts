/** What a Slack workspace holds: channels with their messages and threads, people, views, files. In memory only. */

import { randomBytes } from 'node:crypto';
import { createJournal, type Journal } from './journal.js';

export interface SlackUser {
  id: string;
  name: string;
  realName: string;
}

export interface SlackChannel {
  id: string;
  name: string;
  kind: 'channel' | 'im';
  /** The other person of a direct message. */
  user?: string;
  /** Oldest first; threads included. */
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

export interface SlackFile {
  id: string;
  name: string;
  size: number;
  title?: string;
}

export interface SlackView {
  id: string;
  hash: string;
  /** Who sees it, where that is known: a home tab. */
  user?: string;
  view: Record<string, unknown>;
}

export interface SlackWorkspace {
  readonly teamId: string;
  readonly appId: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly users: ReadonlyMap<string, SlackUser>;
  readonly channels: ReadonlyMap<string, SlackChannel>;
  /** Every message in order of posting; subscribers also hear of updates. */
  readonly posts: Journal<SlackMessage>;
  readonly views: Map<string, SlackView>;
  readonly files: Map<string, SlackFile>;
  addUser(user: SlackUser): void;
  addChannel(channel: { id: string; name: string }): void;
  /** The direct-message channel of this person and the app, opened when it is new. */
  openDm(user: string): SlackChannel;
  /** The channel of an id; a user id stands for the direct message, as at Slack. */
  findChannel(id: string): SlackChannel | undefined;
  findMessage(channel: string, ts: string): SlackMessage | undefined;
  remove(message: SlackMessage): void;
  post(message: Omit<SlackMessage, 'ts' | 'channel'>, channel: SlackChannel): SlackMessage;
  nextTs(): string;
}

export function createSlackWorkspace(keepLast: number | undefined): SlackWorkspace {
  const users = new Map<string, SlackUser>();
  const channels = new Map<string, SlackChannel>();
  const dms = new Map<string, SlackChannel>();
  const byKey = new Map<string, SlackMessage>();
  const posts = createJournal<SlackMessage>({ keepLast, onForget: forget });
  let lastMicros = 0;

  function forget(message: SlackMessage): void {
    byKey.delete(`${message.channel}:${message.ts}`);
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
    const channel: SlackChannel = { id: slackId('D'), name: 'directmessage', kind: 'im', user, messages: [] };
    dms.set(user, channel);
    channels.set(channel.id, channel);
    return channel;
  }

  return {
    teamId: slackId('T'),
    appId: slackId('A'),
    botId: slackId('B'),
    botUserId: slackId('U'),
    users,
    channels,
    posts,
    views: new Map(),
    files: new Map(),
    addUser(user) {
      users.set(user.id, user);
    },
    addChannel({ id, name }) {
      channels.set(id, { id, name, kind: 'channel', messages: [] });
    },
    openDm,
    findChannel: (id) => (users.has(id) ? openDm(id) : channels.get(id)),
    findMessage: (channel, ts) => byKey.get(`${channel}:${ts}`),
    remove(message) {
      forget(message);
      message.deleted = true;
      posts.touch(message);
    },
    post(message, channel) {
      const posted: SlackMessage = {
        ...message,
        blocks: message.blocks.map((block) => ({ block_id: shortId(), ...block })),
        channel: channel.id,
        ts: nextTs(),
      };
      byKey.set(`${channel.id}:${posted.ts}`, posted);
      if (posted.ephemeralTo === undefined) channel.messages.push(posted);
      posts.add(posted);
      return posted;
    },
    nextTs,
  };
}

const ID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** For example U0AB12CD34E. */
export function slackId(prefix: string): string {
  return `${prefix}0${Array.from(randomBytes(9), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('')}`;
}

function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}
