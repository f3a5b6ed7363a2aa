/** The JSON and form shapes of Twilio's Messages, as the real API words them. */

import { type LoopbackAnswer } from './loopback-server.js';

export type MessageStatus =
  'accepted' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';

export interface TwilioMessage {
  sid: string;
  direction: 'inbound' | 'outbound-api';
  from: string;
  to: string;
  body: string;
  status: MessageStatus;
  numSegments: number;
  numMedia: number;
  messagingServiceSid: string | null;
  createdAt: Date;
  sentAt: Date | null;
  statusCallback: string | null;
  deleted?: boolean;
}

export function renderMessage(accountSid: string, message: TwilioMessage): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: toRfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : toRfc2822(message.sentAt),
    date_updated: toRfc2822(message.sentAt ?? message.createdAt),
    direction: message.direction,
    error_code: null,
    error_message: null,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.numMedia),
    num_segments: String(message.numSegments),
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    tags: null,
    to: message.to,
    uri: `${uri}.json`,
  };
}

/** DateSent, DateSent> and DateSent<; a message not yet sent counts by its creation. */
export function isWithinDates(message: TwilioMessage, query: URLSearchParams): boolean {
  const at = (message.sentAt ?? message.createdAt).getTime();
  const after = query.get('DateSent>');
  const before = query.get('DateSent<');
  const day = query.get('DateSent');
  // Twilio stores whole seconds, so a message of the same second is within.
  return (
    (after === null || Math.floor(at / 1000) * 1000 >= Date.parse(after)) &&
    (before === null || at <= Date.parse(before)) &&
    (day === null || new Date(at).toISOString().startsWith(day.slice(0, 10)))
  );
}

/** The webhook fields of an incoming text, place fields included: they speak of the number, not of the person. */
export function incomingFields(
  accountSid: string,
  text: {
    from: string;
    to: string;
    body: string;
    messageSid: string;
    media: readonly { url: string; contentType: string }[];
  },
): Record<string, string> {
  return {
    ToCountry: 'US',
    ToState: 'MO',
    ToCity: 'JEFFERSON CITY',
    ToZip: '65101',
    FromCountry: 'US',
    FromState: 'MO',
    FromCity: 'JOPLIN',
    FromZip: '64801',
    SmsMessageSid: text.messageSid,
    SmsSid: text.messageSid,
    MessageSid: text.messageSid,
    SmsStatus: 'received',
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: text.from,
    To: text.to,
    Body: text.body,
    NumMedia: String(text.media.length),
    NumSegments: String(countSegments(text.body)),
    ...Object.fromEntries(
      text.media.flatMap(({ url, contentType }, index) => [
        [`MediaUrl${index}`, url],
        [`MediaContentType${index}`, contentType],
      ]),
    ),
  };
}

export function refuse(status: number, code: number, message: string): LoopbackAnswer {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

const GSM7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
const GSM7_DOUBLE = /[\^{}\\[~\]|€]/g;

/** Segments as billed. Our own count, since sms-segments-calculator takes 0.9 ms a text and a load bench sends thousands. */
export function countSegments(body: string): number {
  if (GSM7.test(body)) {
    const length = body.length + (body.match(GSM7_DOUBLE)?.length ?? 0);
    return length <= 160 ? 1 : Math.ceil(length / 153);
  }
  return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
}

function toRfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
