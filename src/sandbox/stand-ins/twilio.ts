/**
 * A Twilio on loopback: the part of the Messages API that we call, the status callbacks, and the signed webhook of an
 * incoming text. The real client talks to it; nothing in the program knows the difference.
 *
 * Shapes follow https://www.twilio.com/docs/messaging/api/message-resource and
 * https://www.twilio.com/docs/messaging/guides/webhook-request. It never logs.
 */

import { createHmac, randomBytes } from 'node:crypto';
import { type Fault } from './faults.js';
import {
  startLoopbackServer,
  type FaultControls,
  type LoopbackAnswer,
  type LoopbackRequest,
} from './loopback-server.js';
import { createTwilioLedger } from './twilio-ledger.js';
import {
  countSegments,
  incomingFields,
  refuse,
  renderMessage,
  renderMessagePage,
  type MessageStatus,
  type TwilioMessage,
} from './twilio-resources.js';
import {
  createWebhookPoster,
  toLocalAddress,
  type WebhookAnswer,
  type WebhookTarget,
} from './webhook-post.js';

export interface TwilioStandInOptions {
  accountSid: string;
  authToken: string;
  /** The number of the tip line, E.164. */
  number: string;
  /** Where the program listens; may be given later by connect(). */
  webhookBase?: string;
  /** Status callbacks after each message, in this order; default sent, delivered. Twilio keeps no order. */
  statuses?: readonly MessageStatus[];
  statusDelayMs?: number;
  /** Bounds the memory under load: about this many messages are kept. */
  keepLast?: number;
}

export interface TwilioRequest {
  method: string;
  path: string;
  form: URLSearchParams;
  authorization: string | undefined;
}

export interface IncomingText {
  from: string;
  to?: string;
  body: string;
  numMedia?: number;
  /** To send the very same message again, as a retry does. */
  messageSid?: string;
  /** Further webhook fields, for example OptOutType. */
  extra?: Record<string, string>;
}

export interface TwilioStandIn extends FaultControls<Fault<TwilioRequest>> {
  /** Base address for TWILIO_API_URL. */
  readonly url: string;
  /** What the program sent, in order. */
  readonly messages: readonly TwilioMessage[];
  /** What arrived at the line, in order. */
  readonly received: readonly TwilioMessage[];
  /** Calls on every new or changed message, in both directions. */
  subscribe(listener: (message: TwilioMessage) => void): () => void;
  connect(target: WebhookTarget): void;
  /** A text arrives: posted to /twilio/sms, signed as Twilio signs it. */
  receive(text: IncomingText): Promise<WebhookAnswer & { messageSid: string }>;
  /** Messages to this number are refused with 21610 from now on. */
  optOut(number: string): void;
  optIn(number: string): void;
  stop(): Promise<void>;
}

const WEBHOOK_TIMEOUT_MS = 15_000;
const MAX_BODY_CHARACTERS = 1600;

export async function startTwilioStandIn(options: TwilioStandInOptions): Promise<TwilioStandIn> {
  const { accountSid, authToken, number } = options;
  const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages`;
  const expectedAuthorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const optedOut = new Set<string>();
  const ledger = createTwilioLedger(number, options.keepLast);
  const poster = createWebhookPoster({ timeoutMs: WEBHOOK_TIMEOUT_MS });
  const timers = new Set<NodeJS.Timeout>();
  let target: WebhookTarget = { base: options.webhookBase ?? '' };

  function answer(request: TwilioRequest): LoopbackAnswer {
    if (request.authorization !== expectedAuthorization) return refuse(401, 20003, 'Authenticate');
    if (request.path === `${messagesPath}.json`)
      return request.method === 'POST'
        ? createMessage(request.form)
        : { status: 200, body: renderMessagePage(accountSid, ledger.list(request.form), request.form) };
    const sid = request.path.startsWith(`${messagesPath}/`)
      ? request.path.slice(messagesPath.length + 1, -'.json'.length)
      : '';
    const message = ledger.find(sid);
    return message === undefined || request.method !== 'GET'
      ? refuse(404, 20404, `The requested resource ${request.path} was not found`)
      : { status: 200, body: renderMessage(accountSid, message) };
  }

  function createMessage(form: URLSearchParams): LoopbackAnswer {
    const to = form.get('To') ?? '';
    const body = form.get('Body') ?? '';
    const serviceSid = form.get('MessagingServiceSid');
    if (to === '') return refuse(400, 21604, "A 'To' phone number is required.");
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(400, 21211, "Invalid 'To' Phone Number");
    if (serviceSid === null && form.get('From') !== number)
      return refuse(400, 21606, "The 'From' phone number is not a valid, SMS-capable Twilio number");
    if (body === '') return refuse(400, 21602, 'Message body is required.');
    if (body.length > MAX_BODY_CHARACTERS)
      return refuse(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    if (optedOut.has(to)) return refuse(400, 21610, 'Attempt to send to unsubscribed recipient');
    const message: TwilioMessage = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      direction: 'outbound-api',
      from: number,
      to,
      body,
      status: serviceSid === null ? 'queued' : 'accepted',
      numSegments: countSegments(body),
      numMedia: 0,
      messagingServiceSid: serviceSid,
      createdAt: new Date(),
      sentAt: null,
      statusCallback: form.get('StatusCallback'),
    };
    ledger.add(message);
    // The answer shows the message as it was accepted; its status moves on afterwards.
    const created = { status: 201, body: renderMessage(accountSid, message) };
    scheduleStatus(message, 0);
    return created;
  }

  function scheduleStatus(message: TwilioMessage, index: number): void {
    const status = (options.statuses ?? ['sent', 'delivered'])[index];
    if (status === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      message.status = status;
      message.sentAt ??= new Date();
      ledger.sent.touch(message);
      const reported =
        message.statusCallback === null ? undefined : postStatus(message, message.statusCallback);
      void Promise.resolve(reported).then(() => {
        scheduleStatus(message, index + 1);
      });
    }, options.statusDelayMs ?? 20);
    timers.add(timer);
  }

  function postStatus(message: TwilioMessage, callback: string): Promise<WebhookAnswer> {
    return postSigned(callback, {
      ApiVersion: '2010-04-01',
      MessageSid: message.sid,
      MessageStatus: message.status,
      SmsSid: message.sid,
      SmsStatus: message.status,
      To: message.to,
      From: message.from,
      AccountSid: accountSid,
    });
  }

  function postSigned(url: string, fields: Record<string, string>): Promise<WebhookAnswer> {
    return poster.post(
      toLocalAddress(url, target),
      {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'User-Agent': 'TwilioProxy/1.1',
        'I-Twilio-Idempotency-Token': randomBytes(16).toString('hex'),
        'X-Twilio-Signature': signTwilioRequest(authToken, url, fields),
      },
      new URLSearchParams(fields).toString(),
    );
  }

  const server = await startLoopbackServer({
    parse: parseTwilioRequest,
    answer,
    faultBody: (status) =>
      refuse(
        status,
        status === 429 ? 20429 : 20500,
        status === 429 ? 'Too Many Requests' : 'Internal Server Error',
      ).body,
  });

  return {
    url: server.url,
    messages: ledger.sent.entries,
    received: ledger.received.entries,
    subscribe(listener) {
      const endSent = ledger.sent.subscribe(listener);
      const endReceived = ledger.received.subscribe(listener);
      return () => {
        endSent();
        endReceived();
      };
    },
    connect(next) {
      target = next;
    },
    async receive(text) {
      const messageSid = text.messageSid ?? `SM${randomBytes(16).toString('hex')}`;
      const numMedia = text.numMedia ?? 0;
      const to = text.to ?? number;
      if (ledger.find(messageSid) === undefined)
        ledger.add({
          sid: messageSid,
          direction: 'inbound',
          from: text.from,
          to,
          body: text.body,
          status: 'received',
          numSegments: countSegments(text.body),
          numMedia,
          messagingServiceSid: null,
          createdAt: new Date(),
          sentAt: new Date(),
          statusCallback: null,
        });
      const url = `${target.publicUrl ?? target.base}/twilio/sms`;
      const fields = { ...incomingFields(accountSid, { ...text, to, messageSid, numMedia }), ...text.extra };
      return { ...(await postSigned(url, fields)), messageSid };
    },
    optOut: (person) => {
      optedOut.add(person);
    },
    optIn: (person) => {
      optedOut.delete(person);
    },
    ...server.controls,
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      await server.stop();
      poster.stop();
    },
  };
}

/** X-Twilio-Signature: https://www.twilio.com/docs/usage/security#validating-requests */
export function signTwilioRequest(authToken: string, url: string, fields: Record<string, string>): string {
  const data = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return createHmac('sha1', authToken).update(data, 'utf8').digest('base64');
}

function parseTwilioRequest(request: LoopbackRequest): TwilioRequest {
  return {
    method: request.method,
    path: request.path,
    form: request.method === 'POST' ? new URLSearchParams(request.body) : request.query,
    authorization: request.headers.authorization,
  };
}
