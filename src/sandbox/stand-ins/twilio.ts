/**
 * A Twilio on loopback: the parts of the Messages, Media and Calls APIs that we call, the status callbacks, and the signed webhooks of
 * incoming texts and calls. The real client talks to it; nothing in the program knows the difference.
 *
 * Shapes follow https://www.twilio.com/docs/messaging/api/message-resource and
 * https://www.twilio.com/docs/messaging/guides/webhook-request. It never logs.
 */

import { randomBytes } from 'node:crypto';
import { type Fault } from './faults.js';
import {
  startLoopbackServer,
  type FaultControls,
  type LoopbackAnswer,
  type LoopbackRequest,
} from './loopback-server.js';
import { type TwilioCall } from './twilio-call.js';
import { createTwilioCalls, type TwilioCalls } from './twilio-calls.js';
import { createTwilioLedger } from './twilio-ledger.js';
import { createTwilioMedia, type SentPicture, type TwilioMediaStore } from './twilio-media.js';
import { renderPage } from './twilio-paging.js';
import { createSignedRequests } from './twilio-requests.js';
import {
  countSegments,
  incomingFields,
  refuse,
  renderMessage,
  type MessageStatus,
  type TwilioMessage,
} from './twilio-resources.js';
import { createWebhookPoster, type WebhookAnswer, type WebhookTarget } from './webhook-post.js';

export { signTwilioRequest } from './twilio-requests.js';

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
  /** Pictures that come with it. */
  media?: readonly SentPicture[];
  /** So many pictures of no particular content. */
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
  /** The pictures of incoming texts. */
  readonly media: TwilioMediaStore;
  /** Calls in both directions, scripted phones, transcripts. */
  readonly calls: TwilioCalls;
  /** Calls on every new or changed call. */
  subscribeCalls(listener: (call: TwilioCall) => void): () => void;
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
const NO_PICTURE: SentPicture = { content: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) };

export async function startTwilioStandIn(options: TwilioStandInOptions): Promise<TwilioStandIn> {
  const { accountSid, authToken, number } = options;
  const messagesPath = `/2010-04-01/Accounts/${accountSid}/Messages`;
  const expectedAuthorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const optedOut = new Set<string>();
  const poster = createWebhookPoster({ timeoutMs: WEBHOOK_TIMEOUT_MS });
  const timers = new Set<NodeJS.Timeout>();
  const requests = createSignedRequests(authToken, poster, { base: options.webhookBase ?? '' });
  const calls = createTwilioCalls({ accountSid, number, requests, keepLast: options.keepLast });
  const media = createTwilioMedia({ accountSid, url: () => server.url });
  const ledger = createTwilioLedger(number, options.keepLast, ({ sid }) => {
    media.forget(sid);
  });

  function answer({ method, path, form, authorization }: TwilioRequest): LoopbackAnswer {
    const stored = media.answerStored(path);
    if (stored !== undefined) return stored;
    if (authorization !== expectedAuthorization) return refuse(401, 20003, 'Authenticate');
    if (path === `${messagesPath}.json`)
      return method === 'POST'
        ? createMessage(form)
        : {
            status: 200,
            body: renderPage(path, 'messages', ledger.list(form), form, (message) =>
              renderMessage(accountSid, message),
            ),
          };
    return (
      media.answer(method, path, form) ?? calls.answer(method, path, form) ?? answerOne(method, path, form)
    );
  }

  /** One message: fetched, redacted (`Body` empty, the only change Twilio allows), deleted with its pictures. */
  function answerOne(method: string, path: string, form: URLSearchParams): LoopbackAnswer {
    const sid = path.startsWith(`${messagesPath}/`)
      ? path.slice(messagesPath.length + 1, -'.json'.length)
      : '';
    const message = ledger.find(sid);
    if (message === undefined) return refuse(404, 20404, `The requested resource ${path} was not found`);
    const isUnderWay = ['accepted', 'queued', 'sending'].includes(message.status);
    if (method === 'DELETE') {
      if (isUnderWay) return refuse(409, 20009, 'Cannot delete this resource before it is complete');
      ledger.remove(message);
      return { status: 204, body: '' };
    }
    if (method === 'POST') {
      if (form.get('Body') !== '') return refuse(400, 20001, 'Only an empty Body is accepted');
      if (isUnderWay) return refuse(409, 20009, 'Cannot redact this resource before it is complete');
      message.body = '';
      (message.direction === 'inbound' ? ledger.received : ledger.sent).touch(message);
    }
    return { status: 200, body: renderMessage(accountSid, message) };
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
    return requests.send(callback, {
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
    media,
    calls,
    subscribeCalls: (listener) => calls.journal.subscribe(listener),
    subscribe(listener) {
      const endSent = ledger.sent.subscribe(listener);
      const endReceived = ledger.received.subscribe(listener);
      return () => {
        endSent();
        endReceived();
      };
    },
    connect(next) {
      requests.target = next;
    },
    async receive(text) {
      const messageSid = text.messageSid ?? `SM${randomBytes(16).toString('hex')}`;
      const to = text.to ?? number;
      if (ledger.find(messageSid) === undefined) {
        const pictures = text.media ?? Array<SentPicture>(text.numMedia ?? 0).fill(NO_PICTURE);
        for (const picture of pictures) media.keep(messageSid, picture);
        ledger.add({
          sid: messageSid,
          direction: 'inbound',
          from: text.from,
          to,
          body: text.body,
          status: 'received',
          numSegments: countSegments(text.body),
          numMedia: pictures.length,
          messagingServiceSid: null,
          createdAt: new Date(),
          sentAt: new Date(),
          statusCallback: null,
        });
      }
      const { base, publicUrl = base } = requests.target;
      const kept = media.of(messageSid).map((one) => ({
        url: media.addressOf(one),
        contentType: one.contentType,
      }));
      const fields = incomingFields(accountSid, { ...text, to, messageSid, media: kept });
      const answered = await requests.send(`${publicUrl}/twilio/sms`, { ...fields, ...text.extra });
      return { ...answered, messageSid };
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

function parseTwilioRequest(request: LoopbackRequest): TwilioRequest {
  return {
    method: request.method,
    path: request.path,
    form: request.method === 'POST' ? new URLSearchParams(request.body) : request.query,
    authorization: request.headers.authorization,
  };
}
