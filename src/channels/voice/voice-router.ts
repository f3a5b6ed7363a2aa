/**
 * What Twilio asks and tells about a call of ours: what to say, which key was pressed, how it ended. Every request is
 * signed; the address names the call by our id, never by a number. A call that is not ours any more is told to hang up.
 */

import { type Request, Router } from 'express';
import { z } from 'zod';
import { type CallStatus, type CallTurn, NO_KEY, type PhoneLine } from '../../calls/ports.js';
import { parseFields, signedByTwilio } from '../twilio-requests.js';
import { buildCallTwiml } from './call-twiml.js';

export interface VoiceRouterOptions {
  authToken: string;
  publicUrl: string;
  /** The number calls are made from. */
  from: string;
  line: PhoneLine;
}

const callId = z.uuid();
const sid = z.string().regex(/^[A-Za-z0-9]{1,64}$/);
const digits = z.string().regex(/^[\d*#]?$/);

const beginSchema = z.object({
  CallSid: sid,
  AnsweredBy: z
    .string()
    .regex(/^[a-z_]{1,30}$/)
    .optional()
    .catch(undefined),
});
const keySchema = z.object({ CallSid: sid, Digits: digits.optional() });
const whisperSchema = z.object({ Digits: digits.optional() });
const connectedSchema = z.object({
  CallSid: sid,
  DialBridged: z.string().optional(),
  DialCallStatus: z
    .string()
    .regex(/^[a-z-]{1,20}$/)
    .catch('unknown'),
});
const STATUSES = [
  ...(['queued', 'initiated', 'ringing', 'in-progress', 'completed'] as const),
  ...(['busy', 'failed', 'no-answer', 'canceled'] as const),
] satisfies CallStatus[];
const statusSchema = z.object({ CallSid: sid, CallStatus: z.enum(STATUSES) });

export function createVoiceRouter({ authToken, publicUrl, from, line }: VoiceRouterOptions): Router {
  const router = Router();
  const signed = signedByTwilio({ authToken, publicUrl });
  const on = (path: string, take: (id: string, request: Request) => Promise<CallTurn | undefined>): void => {
    router.post(`/twilio/voice/call/:callId${path}`, ...signed, async (request, response) => {
      const id = parseFields(callId, request.params.callId);
      const turn = await take(id, request);
      const address = `${publicUrl}/twilio/voice/call/${id}`;
      const twiml = buildCallTwiml(turn, {
        key: path === '/whisper' ? `${address}/whisper` : `${address}/key`,
        connected: `${address}/connected`,
        whisper: `${address}/whisper`,
        callerId: from,
      });
      response.type('text/xml').send(twiml);
    });
  };

  on('', (id, { body }) => {
    const { CallSid, AnsweredBy } = parseFields(beginSchema, body);
    return line.begin({ callId: id, sid: CallSid, answeredBy: AnsweredBy });
  });
  on('/key', (id, { body }) => {
    const { CallSid, Digits = '' } = parseFields(keySchema, body);
    return line.key({ callId: id, sid: CallSid, key: Digits === '' ? NO_KEY : Digits });
  });
  on('/connected', (id, { body }) => {
    const { CallSid, DialBridged, DialCallStatus } = parseFields(connectedSchema, body);
    return line.connected({
      callId: id,
      sid: CallSid,
      bridged: DialBridged === 'true',
      status: DialCallStatus,
    });
  });
  on('/whisper', (id, { body }) =>
    line.whisper({ callId: id, key: parseFields(whisperSchema, body).Digits }),
  );

  router.post('/twilio/voice/call/:callId/status', ...signed, async (request, response) => {
    const id = parseFields(callId, request.params.callId);
    const { CallSid, CallStatus } = parseFields(statusSchema, request.body);
    await line.status({ callId: id, sid: CallSid, status: CallStatus });
    response.status(204).end();
  });
  return router;
}
