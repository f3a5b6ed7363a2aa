/**
 * What Twilio calls: a text came in, a text we sent changed its state, somebody rang our number. Every request is
 * checked against PUBLIC_URL and the auth token before anything is read from it, and a text is answered only
 * once it is durable. The answer is empty: replies leave by the `sendMessage` job.
 */

import { type RequestHandler, Router, urlencoded } from 'express';
import twilio from 'twilio';
import { z } from 'zod';
import {
  type InboundMessage,
  type ReceiveMessage,
  type RecordDeliveryStatus,
} from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';
import { type Logger } from '../../logger.js';
import { type TwilioSettings } from '../../settings.js';
import { OPTED_OUT } from './twilio-faults.js';
import { buildVoiceTwiml, type VoiceRedirect } from './voice-redirect.js';

export interface SmsRouterOptions {
  settings: TwilioSettings;
  publicUrl: string;
  /** The hub's `takeTurn`. */
  takeTurn: ReceiveMessage;
  recordDeliveryStatus: RecordDeliveryStatus;
  voice: VoiceRedirect;
  logger: Logger;
  now?: () => Date;
}

/** A text has at most 1,600 characters and ten media addresses; Twilio may add fields. */
const BODY_LIMIT = '64kb';
/** https://www.twilio.com/docs/messaging/guides/accepted-mime-types: ten files at most. */
const MAX_MEDIA = 10;
const EMPTY_TWIML = new twilio.twiml.MessagingResponse().toString();

const sidPattern = /^[A-Za-z0-9]{1,64}$/;

/** Fields not named here are Twilio's to add and are dropped. */
const inboundSchema = z.object({
  MessageSid: z.string().regex(sidPattern),
  From: z.string().regex(/^\+[1-9]\d{6,14}$/),
  To: z.string().optional(),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).catch(0),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
});

const statusSchema = z.object({
  MessageSid: z.string().regex(sidPattern),
  MessageStatus: z.string(),
  ErrorCode: z
    .string()
    .regex(/^\d{1,10}$/)
    .optional()
    .catch(undefined),
});
const outboundIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

/** States on the way there (accepted, scheduled, queued, sending) say nothing new and are not recorded. */
const RECORDED_STATES: Record<string, 'sent' | 'delivered' | 'undelivered' | 'failed'> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'failed',
};

export function createSmsRouter(options: SmsRouterOptions): Router {
  const { settings, takeTurn, recordDeliveryStatus, logger, now = () => new Date() } = options;
  const replyFrom = 'number' in settings.from ? settings.from.number : settings.from.messagingServiceSid;
  const router = Router();
  const signed = [urlencoded({ extended: false, limit: BODY_LIMIT }), requireSignature(options)];

  router.post('/twilio/sms', ...signed, async (request, response) => {
    const fields = parseFields(inboundSchema, request.body);
    if ('number' in settings.from && fields.To !== settings.from.number)
      logger.warn({ path: '/twilio/sms', reason: 'unknown_to' }, 'text to a number that is not configured');
    const media = readMedia(request.body, Math.min(fields.NumMedia, MAX_MEDIA));
    await takeTurn(toInbound({ ...fields, media }, replyFrom, now()));
    response.type('text/xml').send(EMPTY_TWIML);
  });

  router.post('/twilio/status', ...signed, async (request, response) => {
    const outboundId = parseFields(outboundIdSchema, request.query.outbound);
    const fields = parseFields(statusSchema, request.body);
    const status = RECORDED_STATES[fields.MessageStatus];
    if (status !== undefined)
      await recordDeliveryStatus({
        outboundId,
        providerId: fields.MessageSid,
        status,
        ...(fields.ErrorCode === undefined ? {} : { errorCode: fields.ErrorCode }),
        ...(OPTED_OUT.has(Number(fields.ErrorCode)) ? { optedOut: true } : {}),
      });
    response.status(204).end();
  });

  const voiceTwiml = buildVoiceTwiml(options.voice);
  router.post('/twilio/voice', ...signed, (_request, response) => {
    response.type('text/xml').send(voiceTwiml);
  });
  return router;
}

/**
 * Twilio signs the address it was given and the form. The address is PUBLIC_URL and the path as called, never
 * the Host header, which anyone may set; the package tries it with and without the port.
 */
function requireSignature({ settings, publicUrl }: SmsRouterOptions): RequestHandler {
  return (request, _response, next) => {
    const valid = twilio.validateRequest(
      settings.authToken,
      request.get('x-twilio-signature') ?? '',
      publicUrl + request.originalUrl,
      (request.body ?? {}) as Record<string, unknown>,
    );
    if (!valid)
      throw new SightlineError('SIGNATURE_INVALID', 'a request that Twilio did not sign for PUBLIC_URL');
    next();
  };
}

/** The issues a schema finds are dropped: they quote what they found. */
function parseFields<T>(schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (!parsed.success)
    throw new SightlineError('MESSAGE_INVALID', 'a request from Twilio without the fields it must have');
  return parsed.data;
}

const mediaSchema = z.object({ url: z.url().max(1000), contentType: z.string().max(100).catch('') });

/** `MediaUrl0`, `MediaContentType0` and so on; whether an address is Twilio's is checked where it is fetched. */
function readMedia(body: unknown, count: number): NonNullable<InboundMessage['media']> {
  const fields = body as Record<string, unknown>;
  return Array.from({ length: count }, (_, index) =>
    mediaSchema.safeParse({
      url: fields[`MediaUrl${index}`],
      contentType: fields[`MediaContentType${index}`],
    }),
  ).flatMap(({ data }) => (data === undefined ? [] : [data]));
}

function toInbound(
  fields: z.infer<typeof inboundSchema> & { media: NonNullable<InboundMessage['media']> },
  replyFrom: string,
  receivedAt: Date,
): InboundMessage {
  return {
    channel: 'sms',
    providerId: fields.MessageSid,
    address: fields.From,
    replyFrom,
    input: { type: 'text', text: fields.Body },
    ...(fields.OptOutType === undefined ? {} : { answeredByProvider: fields.OptOutType }),
    mediaCount: Math.min(fields.NumMedia, MAX_MEDIA),
    ...(fields.media.length === 0 ? {} : { media: fields.media }),
    receivedAt,
  };
}
