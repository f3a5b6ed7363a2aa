/** A call and its record: the resource as https://www.twilio.com/docs/voice/api/call-resource shows it, and the transcript. */

import { randomBytes } from 'node:crypto';
import { type TwimlViolation } from './twiml-rules.js';

export type CallStatus =
  'queued' | 'ringing' | 'in-progress' | 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';

export type AnsweredBy = 'human' | 'machine_start' | 'machine_end_beep' | 'fax' | 'unknown';

export interface TranscriptLine {
  /** Seconds on the call's own clock. */
  at: number;
  /** The call this is about: the caller's, or that of somebody who was dialled. */
  leg: string;
  kind:
    | 'rang'
    | 'picked up'
    | 'said'
    | 'played'
    | 'waited'
    | 'pressed'
    | 'dialled'
    | 'put through'
    | 'hung up'
    | 'trouble';
  text: string;
}

export interface TwilioCall {
  sid: string;
  parentCallSid: string | null;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  from: string;
  to: string;
  status: CallStatus;
  answeredBy: AnsweredBy | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** On the call's own clock, from answer to end. */
  durationSeconds: number;
  /** Shared by a call and the calls dialled from it. */
  transcript: TranscriptLine[];
  /** What was wrong with the TwiML, or with getting it. */
  violations: TwimlViolation[];
  callback: { url: string; method: string; events: readonly string[] } | null;
  callbacksSent: number;
}

export const FINAL_STATUSES: ReadonlySet<CallStatus> = new Set([
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
]);

export function newCall(
  fields: Pick<TwilioCall, 'direction' | 'from' | 'to'> & Partial<TwilioCall>,
): TwilioCall {
  return {
    sid: `CA${randomBytes(16).toString('hex')}`,
    parentCallSid: null,
    status: 'queued',
    answeredBy: null,
    createdAt: new Date(),
    startedAt: null,
    endedAt: null,
    durationSeconds: 0,
    transcript: [],
    violations: [],
    callback: null,
    callbacksSent: 0,
    ...fields,
  };
}

export function renderCall(accountSid: string, call: TwilioCall): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}`;
  const date = (value: Date | null) => value?.toUTCString().replace('GMT', '+0000') ?? null;
  return {
    account_sid: accountSid,
    annotation: null,
    answered_by: call.answeredBy,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: date(call.createdAt),
    date_updated: date(call.endedAt ?? call.createdAt),
    direction: call.direction,
    duration: FINAL_STATUSES.has(call.status) ? String(Math.round(call.durationSeconds)) : null,
    end_time: date(call.endedAt),
    forwarded_from: null,
    from: call.from,
    from_formatted: call.from,
    group_sid: null,
    parent_call_sid: call.parentCallSid,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: date(call.startedAt),
    status: call.status,
    subresource_uris: { events: `${uri}/Events.json`, recordings: `${uri}/Recordings.json` },
    to: call.to,
    to_formatted: call.to,
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}

/** The fields of every voice request: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application */
export function callFields(accountSid: string, call: TwilioCall): Record<string, string> {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    Caller: call.from,
    Called: call.to,
    FromCountry: 'US',
    ToCountry: 'US',
    ...(call.parentCallSid !== null && { ParentCallSid: call.parentCallSid }),
    ...(call.answeredBy !== null && { AnsweredBy: call.answeredBy }),
  };
}

/** The transcript for reading, and for comparing in a test: "said: …", "pressed: 1". */
export function readTranscript(call: TwilioCall): string[] {
  return call.transcript.map(({ kind, text }) => (text === '' ? kind : `${kind}: ${text}`));
}
