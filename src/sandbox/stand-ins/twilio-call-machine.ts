/** What the parts of the call engine share: the two ends of a call, where TwiML comes from, what can be done to a leg. */

import { type CallStatus, type TranscriptLine, type TwilioCall } from './twilio-call.js';
import { type CallReports } from './twilio-call-reports.js';
import { type CallParty, type Moment, type PickUp } from './twilio-phones.js';
import { type SignedRequests } from './twilio-requests.js';
import { type TwimlPlace } from './twiml-rules.js';

export interface CallEngineOptions {
  accountSid: string;
  /** The account's own number. */
  number: string;
  requests: SignedRequests;
  partyAt: (number: string) => CallParty;
  addCall: (call: TwilioCall) => void;
  touch: (call: TwilioCall) => void;
  /** Status callbacks are held back and sent last first. */
  isDisorderly: () => boolean;
  /** DialCallStatus when somebody picked up but did not accept at the whisper. */
  declinedDialStatus: () => 'no-answer' | 'completed';
}

/** Where the next TwiML comes from. */
export type TwimlSource =
  | { kind: 'twiml'; twiml: string }
  | { kind: 'url'; url: string; method: string; fields?: Record<string, string>; fallbackUrl?: string };

/** One end of a call. */
export interface Leg {
  call: TwilioCall;
  party: CallParty;
  /** Shared with the legs dialled from this one. */
  clock: { seconds: number };
  answeredAt: number;
  heard: string[];
  /** Over, or to be taken elsewhere, by a request to the API. */
  order: { kind: 'end' } | { kind: 'go'; source: TwimlSource } | undefined;
}

/** What the parts of the engine share. */
export interface CallMachine {
  options: CallEngineOptions;
  reports: CallReports;
  note(leg: Leg, kind: TranscriptLine['kind'], text?: string): void;
  hear(leg: Leg, moment: Omit<Moment, 'canPress'> & { canPress?: boolean }): Promise<boolean>;
  /** Known to the API from now on. */
  track(leg: Leg): void;
  play(leg: Leg, source: TwimlSource, place: TwimlPlace): Promise<'over' | 'done'>;
  pickUp(leg: Leg, by: PickUp): void;
  finish(leg: Leg, status: CallStatus): void;
}
