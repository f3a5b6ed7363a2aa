/** What the Web API methods share: the workspace, and the tickets that an interaction hands out. */

import { randomBytes } from 'node:crypto';
import { refuse, type SlackArguments, type SlackRefusal, type SlackResult } from './slack-arguments.js';
import { type SlackChannel, type SlackWorkspace } from './slack-workspace.js';

export type SlackMethod = (args: SlackArguments, context: SlackContext) => SlackResult | SlackRefusal;

export interface SlackContext {
  workspace: SlackWorkspace;
  /** Base address of the stand-in, for links to it. */
  url: string;
  tickets: SlackTickets;
}

export interface ResponsePlace {
  channel: string;
  user: string;
  /** The message the interaction came from; a slash command has none. */
  ts?: string;
}

export interface SlackTickets {
  /** Valid for three seconds, once. */
  issueTrigger(user: string): string;
  /** The person behind a trigger, or Slack's error. */
  redeemTrigger(trigger: string): { user: string } | { error: string };
  /** The last part of a response_url: five uses within thirty minutes. */
  issueResponse(place: ResponsePlace): string;
  redeemResponse(id: string): ResponsePlace | { error: string };
}

/** https://docs.slack.dev/interactivity/handling-user-interaction: trigger_id 3 s; response_url 5 times in 30 minutes */
const TRIGGER_LIFETIME_MS = 3000;
const RESPONSE_LIFETIME_MS = 30 * 60_000;
const RESPONSE_USES = 5;
const MAX_REMEMBERED = 2000;

export function createSlackTickets(): SlackTickets {
  const triggers = new Map<string, { user: string; at: number; isUsed: boolean }>();
  const responses = new Map<string, { place: ResponsePlace; at: number; uses: number }>();
  return {
    issueTrigger(user) {
      const id = `${Date.now()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`;
      remember(triggers, id, { user, at: Date.now(), isUsed: false });
      return id;
    },
    redeemTrigger(id) {
      const trigger = triggers.get(id);
      if (trigger === undefined) return { error: 'invalid_trigger_id' };
      if (trigger.isUsed) return { error: 'exchanged_trigger_id' };
      if (Date.now() - trigger.at > TRIGGER_LIFETIME_MS) return { error: 'expired_trigger_id' };
      trigger.isUsed = true;
      return { user: trigger.user };
    },
    issueResponse(place) {
      const id = randomBytes(12).toString('hex');
      remember(responses, id, { place, at: Date.now(), uses: 0 });
      return id;
    },
    redeemResponse(id) {
      const response = responses.get(id);
      if (response === undefined || Date.now() - response.at > RESPONSE_LIFETIME_MS)
        return { error: 'expired_url' };
      response.uses += 1;
      return response.uses > RESPONSE_USES ? { error: 'used_url' } : response.place;
    },
  };
}

function remember<T>(store: Map<string, T>, id: string, value: T): void {
  store.set(id, value);
  const [oldest] = store.keys();
  if (store.size > MAX_REMEMBERED && oldest !== undefined) store.delete(oldest);
}

/** Why the app cannot write here, as Slack tells an app that must not know of private channels. */
export function refuseChannel(channel: SlackChannel | undefined): SlackRefusal | undefined {
  if (channel === undefined || (channel.isPrivate && !channel.appIsMember))
    return refuse('channel_not_found');
  if (channel.isArchived) return refuse('is_archived');
  return channel.appIsMember ? undefined : refuse('not_in_channel');
}

/** A page of a list, by an opaque cursor. */
export function paginate<T>(
  found: readonly T[],
  args: SlackArguments,
  defaultLimit: number,
): { page: T[]; response_metadata: { next_cursor: string } } {
  const start = Number(Buffer.from(typeof args.cursor === 'string' ? args.cursor : '', 'base64url')) || 0;
  const limit = Number(args.limit) || defaultLimit;
  const end = start + limit;
  const next = end < found.length ? Buffer.from(String(end)).toString('base64url') : '';
  return { page: found.slice(start, end), response_metadata: { next_cursor: next } };
}
