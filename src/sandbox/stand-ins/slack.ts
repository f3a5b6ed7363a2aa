/**
 * A Slack on loopback: the Web API methods that we call (blocks held to Slack's documented limits), and the signed
 * events and interactivity that Slack sends. The real WebClient and Bolt talk to it. It never logs.
 */

import { type Fault } from './faults.js';
import {
  startLoopbackServer,
  type FaultControls,
  type LoopbackAnswer,
  type LoopbackRequest,
} from './loopback-server.js';
import { refuse, type SlackArguments } from './slack-arguments.js';
import { answerResponseUrl, SLACK_METHODS, type SlackContext } from './slack-methods.js';
import {
  blockActions,
  dmEvent,
  eventEnvelope,
  findButton,
  newEventId,
  newTriggerId,
  slackHeaders,
  type FoundButton,
} from './slack-payloads.js';
import {
  createSlackWorkspace,
  type SlackMessage,
  type SlackUser,
  type SlackWorkspace,
} from './slack-workspace.js';
import { createWebhookPoster, type WebhookAnswer, type WebhookTarget } from './webhook-post.js';

export interface SlackStandInOptions {
  botToken: string;
  signingSecret: string;
  /** Where the program listens; may be given later by connect(). */
  webhookBase?: string;
  channels?: readonly { id: string; name: string }[];
  users?: readonly SlackUser[];
  /** An event without a 2xx is sent again after these waits, as Slack does (0, 60000, 300000); default never. */
  retryDelaysMs?: readonly number[];
  /** Bounds the memory under load: about this many messages are kept. */
  keepLast?: number;
}

export interface SlackRequest {
  /** For example chat.postMessage. */
  method: string;
  args: SlackArguments;
  token: string;
}

/** `error`: Slack's way of refusing, HTTP 200 with ok false, for example `channel_not_found`. */
export type SlackFault = Fault<SlackRequest> & { error?: string };

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

export interface SlackStandIn extends FaultControls<SlackFault> {
  /** For SLACK_API_URL. */
  readonly apiUrl: string;
  readonly workspace: SlackWorkspace;
  /** Every message, the people's own included, in order of posting. */
  readonly messages: readonly SlackMessage[];
  messagesIn(channel: string): readonly SlackMessage[];
  subscribe(listener: (message: SlackMessage) => void): () => void;
  connect(target: WebhookTarget): void;
  /** A person writes to the app. */
  dm(message: { user: string; text: string }): Promise<SlackDelivery>;
  /** Sends an earlier event again: the same event_id, with X-Slack-Retry-Num. */
  redeliver(eventId: string): Promise<WebhookAnswer>;
  /** The button, when the message has it. */
  findButton(place: ButtonPlace): FoundButton | undefined;
  /** A person presses a button; throws when the message has no such button. */
  click(press: ButtonPlace & { user: string }): Promise<WebhookAnswer>;
  stop(): Promise<void>;
}

/** Slack gives three seconds; a slow answer is still worth seeing, so we wait longer and report the time. */
const WEBHOOK_TIMEOUT_MS = 15_000;
const MAX_REMEMBERED_EVENTS = 1000;

export async function startSlackStandIn(options: SlackStandInOptions): Promise<SlackStandIn> {
  const workspace = createSlackWorkspace(options.keepLast);
  for (const channel of options.channels ?? []) workspace.addChannel(channel);
  for (const user of options.users ?? []) workspace.addUser(user);
  const context: SlackContext = { workspace, url: '', triggers: new Map() };
  const poster = createWebhookPoster({ timeoutMs: WEBHOOK_TIMEOUT_MS });
  const events = new Map<string, { body: string; retries: number }>();
  const timers = new Set<NodeJS.Timeout>();
  let target: WebhookTarget = { base: options.webhookBase ?? '' };

  function answer(request: SlackRequest): LoopbackAnswer {
    if (request.method.startsWith('upload/')) return { status: 200, body: 'OK' };
    const [, channel, ts, user] = /^actions\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(request.method) ?? [];
    if (channel !== undefined && ts !== undefined && user !== undefined)
      return { status: 200, body: answerResponseUrl({ channel, ts, user }, request.args, context) };
    if (request.token === '') return { status: 200, body: refuse('not_authed') };
    if (request.token !== options.botToken) return { status: 200, body: refuse('invalid_auth') };
    const method = SLACK_METHODS[request.method];
    return { status: 200, body: method?.(request.args, context) ?? refuse('unknown_method') };
  }

  async function deliver(eventId: string, body: string, retry: number): Promise<WebhookAnswer> {
    const result = await poster.post(
      `${target.base}/slack/events`,
      {
        ...slackHeaders(options.signingSecret, body, 'application/json'),
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

  function findButtonAt(place: ButtonPlace): FoundButton | undefined {
    const message = workspace.findMessage(place.channel, place.ts);
    return message === undefined ? undefined : findButton(message, place);
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
    async dm({ user, text }) {
      addMissingUser(user);
      const channel = workspace.openDm(user);
      const message = workspace.post({ user, fromBot: false, text, blocks: [] }, channel);
      const eventId = newEventId();
      const body = JSON.stringify(eventEnvelope(workspace, eventId, dmEvent(workspace, channel, message)));
      rememberEvent(eventId, body);
      return { ...(await deliver(eventId, body, 0)), eventId, channel: channel.id, ts: message.ts };
    },
    redeliver(eventId) {
      const event = events.get(eventId);
      if (event === undefined) throw new Error('the stand-in does not remember this event');
      event.retries += 1;
      return deliver(eventId, event.body, event.retries);
    },
    findButton: findButtonAt,
    click(press) {
      const { user, channel: channelId, ts } = press;
      addMissingUser(user);
      const channel = workspace.findChannel(channelId);
      const message = workspace.findMessage(channelId, ts);
      const found = findButtonAt(press);
      if (channel === undefined || message === undefined || found === undefined)
        throw new Error('the message has no such button');
      const triggerId = newTriggerId();
      context.triggers.set(triggerId, Date.now());
      const payload = blockActions(workspace, {
        user,
        channel,
        message,
        found,
        triggerId,
        responseUrl: `${server.url}/actions/${channelId}/${ts}/${user}`,
      });
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const headers = slackHeaders(options.signingSecret, body, 'application/x-www-form-urlencoded');
      return poster.post(`${target.base}/slack/events`, headers, body);
    },
    ...server.controls,
    fault: ({ error, ...fault }) =>
      server.controls.fault(error === undefined ? fault : { ...fault, status: 200, body: refuse(error) }),
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      await server.stop();
      poster.stop();
    },
  };
}

function parseSlackRequest(request: LoopbackRequest): SlackRequest {
  const method = request.path.replace(/^\/(api\/)?/, '');
  const isUpload = method.startsWith('upload/');
  const args = isUpload ? {} : parseArguments(request);
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return { method, args, token: bearer ?? (typeof args.token === 'string' ? args.token : '') };
}

/** JSON, or a form whose structured values are JSON in text. */
function parseArguments(request: LoopbackRequest): SlackArguments {
  if (request.headers['content-type']?.startsWith('application/json') === true)
    return JSON.parse(request.body) as SlackArguments;
  const args: SlackArguments = {};
  for (const [name, value] of new URLSearchParams(request.body)) args[name] = parseStructured(value);
  return args;
}

/** Slack reads structured arguments from JSON; anything else is taken as it stands, and validated later. */
function parseStructured(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
