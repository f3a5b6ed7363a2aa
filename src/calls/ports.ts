/**
 * A phone call as data. The rooms that ring somebody (liaison, handoff, conversation) each bring a `CallScript`: what is
 * said, and what a key does. `calls/` places the call, keeps its row and knows Twilio's order of events; channels/voice
 * turns a `CallTurn` into TwiML. Nothing here is a number or a word of a witness's, except on its way to be spoken.
 */

import { type CallPurpose } from '../store/schema.js';
import { type CallRow } from '../store/queries/calls.js';
import { type Tx } from '../store/store.js';

export type SpokenLanguage = 'en' | 'es';

export interface Spoken {
  text: string;
  /** Default: en. */
  language?: SpokenLanguage;
}

export type CallTurn =
  /** Says it, and waits for one key; a key cuts it short. */
  | { kind: 'ask'; say: readonly Spoken[]; waitSeconds: number }
  | { kind: 'end'; say: readonly Spoken[] }
  /** Puts them through. `whispers`: who answers there hears the script's whisper, and must press 1 first. */
  | { kind: 'connect'; say: readonly Spoken[]; number: string; whispers: boolean }
  /** The end of a whisper: they are put through now. */
  | { kind: 'join' };

export interface CallAnswer {
  turn: CallTurn;
  /** The first one given stays the call's. */
  outcome?: string;
  place?: number;
}

/** No key in time. */
export const NO_KEY = '-';

export interface CallScript {
  /** After this long an unplaced call is no use any more. */
  staleAfterMs: number;
  /** Ask Twilio whether a person or a machine answers. */
  detectMachine: boolean;
  begin(call: CallRow): Promise<CallAnswer>;
  /** `key`: a digit, `*`, `#` or NO_KEY; `call.keys` ends in it. */
  key(call: CallRow, key: string): Promise<CallAnswer>;
  /** After a `connect` turn: were they put through? */
  connected?(call: CallRow, bridged: boolean, status: string): Promise<CallAnswer>;
  /** Nothing telling: anyone may have picked up. */
  whisper?(call: CallRow): Promise<readonly Spoken[] | undefined>;
  /** What follows, once: in the transaction that ends the call. */
  ended(tx: Tx, call: EndedCall): Promise<void>;
}

export type EndedCall = CallRow & { outcome: string };

export type CallScripts = Readonly<Record<CallPurpose, CallScript>>;

/** Twilio's words for where a call is. */
export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';

/** What places calls. Throws PROVIDER_REFUSED for a clear no, PROVIDER_UNAVAILABLE for anything worth another try. */
export interface CallPlacer {
  /** Its id at the provider. */
  place(call: { callId: string; to: string; detectMachine: boolean }): Promise<string>;
  /** Our calls to this number since then, oldest first; their ids. */
  find(call: { to: string; since: Date }): Promise<string[]>;
  look(sid: string): Promise<CallStatus>;
}

/** What Twilio says while a call is on, as channels/voice hears it. Undefined: this call is not ours, or over: hang up. */
export interface PhoneLine {
  begin(event: {
    callId: string;
    sid: string;
    answeredBy?: string | undefined;
  }): Promise<CallTurn | undefined>;
  key(event: { callId: string; sid: string; key: string }): Promise<CallTurn | undefined>;
  connected(event: {
    callId: string;
    sid: string;
    bridged: boolean;
    status: string;
  }): Promise<CallTurn | undefined>;
  /** What the one who is rung second hears before they are put through; undefined for none. */
  whisper(event: { callId: string; key: string | undefined }): Promise<CallTurn | undefined>;
  status(event: { callId: string; sid: string; status: CallStatus }): Promise<void>;
}
