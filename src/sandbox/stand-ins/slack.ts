/**
 * A Slack on loopback: the Web API methods that we call (blocks held to Slack's documented limits), and the signed
 * events and interactivity that Slack sends. The real WebClient and Bolt talk to it. It never logs.
 */

import { type Fault } from './faults.js';
import { startLoopbackServer, type FaultControls, type LoopbackAnswer } from './loopback-server.js';
import { refuse, text } from './slack-arguments.js';
import { createSlackTickets, type SlackContext } from './slack-context.js';
import { typeOf, type SlackFile } from './slack-file-store.js';
import { answerResponse } from './slack-methods-messages.js';
import { share, takeUpload } from './slack-methods-files.js';
import { SLACK_METHODS } from './slack-methods.js';
import { parseSlackRequest, type SlackRequest } from './slack-request.js';
import {
  dmEvent,
  eventEnvelope,
  findElement,
  homeEvent,
  newEventId,
  slackHeaders,
  type FoundElement,
} from './slack-payloads.js';
import { createSlackPeople, type PressResult, type SlackPeople } from './slack-people.js';
import { createPostLimit, type PostLimit } from './slack-post-limit.js';
import {
  createSlackWorkspace,
  slackId,
  type SlackChannelSettings,
  type SlackMessage,
  type SlackUser,
  type SlackUserGroup,
  type SlackWorkspace,
} from './slack-workspace.js';
import { createWebhookPoster, type WebhookAnswer, type WebhookTarget } from './webhook-post.js';

export interface SlackStandInOptions {
  botToken: string;
  signingSecret: string;
  /** Where the program listens; may be given later by connect(). */
  webhookBase?: string;
  channels?: readonly SlackChannelSettings[];
  users?: readonly SlackUser[];
  groups?: readonly SlackUserGroup[];
  /** Holds the app to one chat.postMessage per second and channel, as Slack does; default off. */
  limitPosts?: boolean;
  /** From the end of an upload to the moment an image block may name the file; default 0. Slack takes a second or two. */
  fileProcessingMs?: number;
  /** An event without a 2xx is sent again after these waits, as Slack does (0, 60000, 300000); default never. */
  retryDelaysMs?: readonly number[];
  /** Bounds the memory under load: about this many messages are kept. */
  keepLast?: number;
}

/**
 * `error`: Slack's way of refusing, HTTP 200 with ok false, for example `channel_not_found`, `token_revoked`. `method` and `channel`
 * narrow it to calls of this method, or about this channel.
 */
export type SlackFault = Fault<SlackRequest> & { error?: string; method?: string; channel?: string };

export interface SentFile {
  name: string;
  content: Buffer;
}

export interface SlackDelivery extends WebhookAnswer {
  eventId: string;
  channel: string;
  ts: string;
}

export interface ButtonPlace {
  channel: string;
  ts: string;
  actionId: string;
  blockId?: string | undefined;
}

export interface SlackStandIn extends FaultControls<SlackFault>, SlackPeople {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly workspace: SlackWorkspace;
  /** Every message, the people's own included, in order of posting. */
  readonly messages: readonly SlackMessage[];
  messagesIn(channel: string): readonly SlackMessage[];
  subscribe(listener: (message: SlackMessage) => void): () => void;
  connect(target: WebhookTarget): void;
  /** What was posted and what was held back by the limit of one a second, per channel. */
  readonly postLimit: PostLimit;
  /** A person writes to the app, with pictures if they like. */
  dm(message: { user: string; text: string; files?: readonly SentFile[] }): Promise<SlackDelivery>;
  /** A person opens the app's home tab: a signed app_home_opened event. */
  openHome(user: string, tab?: 'home' | 'messages'): Promise<WebhookAnswer & { eventId: string }>;
  /** Any other event, for example `{ type: 'tokens_revoked' }`, signed and retried like every event. */
  sendEvent(event: Record<string, unknown>): Promise<WebhookAnswer & { eventId: string }>;
  /** Sends an earlier event again: the same event_id, with X-Slack-Retry-Num. */
  redeliver(eventId: string): Promise<WebhookAnswer>;
  /** The button, when the message has it. */
  findButton(place: ButtonPlace): FoundElement | undefined;
  /** pressButton() in other words; somebody the workspace does not know yet is new in it, and in this channel. */
  click(press: ButtonPlace & { user: string }): Promise<PressResult>;
  stop(): Promise<void>;
}

/** Slack gives three seconds; a slow answer is still worth seeing, so we wait longer and report the time. */
const WEBHOOK_TIMEOUT_MS = 15_000;
const MAX_REMEMBERED_EVENTS = 1000;

export async function startSlackStandIn(options: SlackStandInOptions): Promise<SlackStandIn> {
  const { botToken, signingSecret, keepLast, fileProcessingMs } = options;
  const workspace = createSlackWorkspace({ keepLast, fileProcessingMs });
  for (const user of options.users ?? []) workspace.addUser(user);
  for (const group of options.groups ?? []) workspace.addGroup(group);
  for (const channel of options.channels ?? []) workspace.addChannel(channel);
  const context: SlackContext = { workspace, url: '', tickets: createSlackTickets() };
  const postLimit = createPostLimit(options.limitPosts ?? false);
  const poster = createWebhookPoster({ timeoutMs: WEBHOOK_TIMEOUT_MS });
  const events = new Map<string, { body: string; retries: number }>();
  const timers = new Set<NodeJS.Timeout>();
  let target: WebhookTarget = { base: options.webhookBase ?? '' };

  const people = createSlackPeople({
    context,
    post: (form) => {
      const body = new URLSearchParams(form).toString();
      const headers = slackHeaders(signingSecret, body, 'application/x-www-form-urlencoded');
      return poster.post(`${target.base}/slack/events`, headers, body);
    },
  });

  function answer(request: SlackRequest): LoopbackAnswer {
    const { method: path, args } = request;
    const [place, ...rest] = path.split('/');
    if (place === 'upload') {
      const isTaken = takeUpload(rest.at(-1) ?? '', request.bytes, request.contentType, context);
      return { status: isTaken ? 200 : 400, body: isTaken ? 'OK' : 'not found' };
    }
    if (place === 'actions') {
      const redeemed = context.tickets.redeemResponse(rest.at(-1) ?? '');
      if ('error' in redeemed) return { status: 404, body: refuse(redeemed.error) };
      const done = answerResponse(redeemed, args, context);
      return { status: done.ok ? 200 : 404, body: done };
    }
    if (request.token === '') return { status: 200, body: refuse('not_authed') };
    if (request.token !== botToken) return { status: 200, body: refuse('invalid_auth') };
    if (place === 'files-pri') return downloadFile(rest[0] ?? '');
    if (path === 'chat.postMessage' && !postLimit.take(text(args.channel)))
      return { status: 429, headers: { 'Retry-After': '1' }, body: refuse('ratelimited') };
    return { status: 200, body: SLACK_METHODS[path]?.(args, context) ?? refuse('unknown_method') };
  }

  /** url_private of a file: https://docs.slack.dev/messaging/working-with-files */
  function downloadFile(name: string): LoopbackAnswer {
    const file = workspace.files.get(name.slice(name.indexOf('-') + 1));
    return file?.content === undefined || file.deleted === true
      ? { status: 404, body: 'not found' }
      : { status: 200, headers: { 'Content-Type': typeOf(file.name).mimetype }, body: file.content };
  }

  async function deliver(eventId: string, body: string, retry: number): Promise<WebhookAnswer> {
    const result = await poster.post(
      `${target.base}/slack/events`,
      {
        ...slackHeaders(signingSecret, body, 'application/json'),
        ...(retry > 0 && { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': 'http_error' }),
      },
      body,
    );
    const delay = options.retryDelaysMs?.[retry];
    if (delay !== undefined && (result.status < 200 || result.status > 299)) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void deliver(eventId, body, retry + 1);
      }, delay);
      timers.add(timer);
    }
    return result;
  }

  function rememberEvent(eventId: string, body: string): void {
    events.set(eventId, { body, retries: 0 });
    const [oldest] = events.keys();
    if (events.size > MAX_REMEMBERED_EVENTS && oldest !== undefined) events.delete(oldest);
  }

  function addMissingUser(id: string): void {
    if (!workspace.users.has(id)) workspace.addUser({ id, name: id.toLowerCase(), realName: id });
  }

  async function sendEvent(event: Record<string, unknown>) {
    const eventId = newEventId();
    const body = JSON.stringify(eventEnvelope(workspace, eventId, event));
    rememberEvent(eventId, body);
    return { ...(await deliver(eventId, body, 0)), eventId };
  }

  function keepFile({ name, content }: SentFile, user: string): SlackFile {
    const now = new Date();
    const id = slackId('F');
    const file = { id, name, size: content.length, content, user, createdAt: now, completedAt: now };
    workspace.files.set(id, file);
    return file;
  }

  const server = await startLoopbackServer({
    parse: parseSlackRequest,
    answer,
    faultBody: (status) => refuse(status === 429 ? 'ratelimited' : 'internal_error'),
  });
  context.url = server.url;

  return {
    apiUrl: `${server.url}/api/`,
    workspace,
    messages: workspace.posts.entries,
    messagesIn: (channel) => workspace.findChannel(channel)?.messages ?? [],
    subscribe: (listener) => workspace.posts.subscribe(listener),
    connect(next) {
      target = next;
    },
    postLimit,
    async dm({ user, text: words, files = [] }) {
      addMissingUser(user);
      const channel = workspace.openDm(user);
      const kept = files.map((file) => keepFile(file, user));
      const message = workspace.post(
        { user, fromBot: false, text: words, blocks: [], ...(kept.length > 0 && { files: kept }) },
        channel,
      );
      for (const file of kept) share(file, channel.id, message.ts);
      const sent = await sendEvent(dmEvent(context, channel, message));
      return { ...sent, channel: channel.id, ts: message.ts };
    },
    openHome(user, tab = 'home') {
      addMissingUser(user);
      return sendEvent(homeEvent(workspace, user, tab));
    },
    sendEvent,
    redeliver(eventId) {
      const event = events.get(eventId);
      if (event === undefined) throw new Error('the stand-in does not remember this event');
      event.retries += 1;
      return deliver(eventId, event.body, event.retries);
    },
    findButton({ channel, ts, ...wanted }) {
      const message = workspace.findMessage(channel, ts);
      return message === undefined ? undefined : findElement(message.blocks, wanted);
    },
    click({ user, channel, ts, actionId, blockId }) {
      if (!workspace.users.has(user)) {
        addMissingUser(user);
        workspace.findChannel(channel)?.members?.add(user);
      }
      return people.pressButton(user, ts, { actionId, ...(blockId !== undefined && { blockId }) });
    },
    ...people,
    ...server.controls,
    fault: ({ error, method, channel, match, ...fault }) =>
      server.controls.fault({
        ...fault,
        match: (request) =>
          (method === undefined || request.method === method) &&
          (channel === undefined || request.args.channel === channel) &&
          (match?.(request) ?? true),
        ...(error !== undefined && { status: 200, body: refuse(error) }),
      }),
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      await server.stop();
      poster.stop();
    },
  };
}
