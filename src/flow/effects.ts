/**
 * What a step asks the world to do, as plain data in order. The flow room never sends, stores or schedules;
 * the conversation room carries these out inside its transaction.
 */

import { type Report } from '../tip/report.js';
import { type Facts } from '../understanding/facts.js';

export interface ReplyChoice {
  /** Stable key; what a Slack button sends back as `<step>:<key>`. */
  key: string;
  label: string;
}

/** The one message of a turn. `text` is without the choices; `renderPlain` adds them for SMS and terminal. */
export interface ReplyEffect {
  type: 'reply';
  text: string;
  step: string;
  choices: ReplyChoice[];
  /** Several choices can be given at once ("1 3 5"). */
  multiple: boolean;
  /** Wait REPLY_SETTLE_MS for more texts before sending: an answer to an open question. */
  settle: boolean;
  intent: 'question' | 'danger' | 'affected' | 'stop' | 'help' | 'start' | 'sent' | 'info';
}

export type Effect =
  | ReplyEffect
  /** No answer, with the recorded reason. */
  | { type: 'silence'; reason: 'opted_out' | 'provider_answered' | 'silence_timer' | 'human_asks' }
  | { type: 'timer'; name: string; delayMs: number }
  | { type: 'cancelTimer'; name: string }
  /**
   * A new tip revision leaves. `urgent`: danger, nothing waited for; `partial`: silence; `submitted`: SEND;
   * `revision`: a later text; `withdrawn`: the witness took it back.
   */
  | { type: 'handOff'; reason: 'urgent' | 'partial' | 'submitted' | 'revision' | 'withdrawn' }
  | { type: 'optOut' }
  | { type: 'optIn' }
  /** The person wants no more questions from the team. */
  | { type: 'endQuestions' }
  /** The person wants another tip: the next input goes to a new conversation. */
  | { type: 'newConversation' };

/** What can happen to a conversation. */
export type FlowInput =
  | {
      type: 'text';
      text: string;
      facts: Facts;
      /** Pictures that came with it. */
      mediaCount?: number;
      /** A person of the team has asked this witness something: the bot does not talk over them. */
      humanAsks?: boolean;
    }
  /** A Slack button: the step and choice keys it was rendered with. */
  | { type: 'choice'; step: string; choice: string }
  | { type: 'timer'; name: string }
  /** The provider told us that this person opted out (21610, OptOutType=STOP). */
  | { type: 'optedOutByProvider' };

export interface Moment {
  now: Date;
  channel: 'sms' | 'slack' | 'sim';
  /**
   * Five random Crockford base32 characters, made by the caller. When this step hands off a first revision, the
   * reference is made of them (`createReference`), kept in the context, and shown as {reference}.
   */
  referenceBody: string;
}

/** What one step gives back. The snapshot is plain JSON and resumes only on the flow version it came from. */
export interface StepResult {
  snapshot: unknown;
  effects: Effect[];
  report: Report;
  /** The key of the state the conversation is in now. */
  state: string;
  /** Set once a first revision was handed off. */
  reference: string | undefined;
}
