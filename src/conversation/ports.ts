/**
 * What the conversation room needs from the channels and offers to them. A channel knows its provider; the
 * conversation knows people and flows; only these plain types pass between them.
 */

import { type ReplyChoice } from '../flow/effects.js';
import { type ChannelName } from '../store/schema.js';

/** One message as a channel received it, signature already checked. */
export interface InboundMessage {
  channel: ChannelName;
  /** The provider's id of this message or event (MessageSid, event_id): the key for duplicates. */
  providerId: string;
  /** The sender: an E.164 number, or `<team>:<user>:<dm channel>` in Slack. */
  address: string;
  /** What the sender wrote to, and what answers come from: our number, or the Slack team. */
  replyFrom: string;
  input: { type: 'text'; text: string } | { type: 'choice'; step: string; choice: string };
  /** Twilio's Advanced Opt-Out has already answered this one. */
  answeredByProvider?: 'STOP' | 'START' | 'HELP';
  mediaCount: number;
  /** Where the provider keeps the pictures that came with it; only what may be fetched. */
  media?: readonly { url: string; contentType: string }[];
  receivedAt: Date;
}

export type ReceiveOutcome = 'accepted' | 'duplicate';

/**
 * Takes a message in one transaction. When it resolves, the message is durable and will be answered or has a
 * recorded reason for silence. Throws DATABASE_UNAVAILABLE (answer 503) or another coded fault (answer 500).
 */
export type ReceiveMessage = (message: InboundMessage) => Promise<ReceiveOutcome>;

/** One message on its way to a witness. */
export interface OutgoingMessage {
  outboundId: string;
  channel: ChannelName;
  address: string;
  replyFrom: string;
  /** Without choices, for channels that show buttons. */
  text: string;
  /** With numbered choices, for channels that show text alone. */
  plainText: string;
  step: string;
  choices: ReplyChoice[];
  createdAt: Date;
}

/** `opted_out`: the provider says this person does not want messages (21610). `refused`: it will never be deliverable. */
export type SendOutcome =
  | { kind: 'sent'; providerId: string }
  | { kind: 'opted_out'; providerCode: string }
  | { kind: 'refused'; providerCode: string };

/** Throws PROVIDER_UNAVAILABLE (with retryAfterMs when told) for anything worth another try. */
export interface MessageSender {
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /** Looks at the provider whether this message already left (a worker died after sending); its provider id, or undefined. */
  findSent(message: OutgoingMessage): Promise<string | undefined>;
}

export type FetchedMedia =
  | { kind: 'fetched'; content: Buffer }
  /** Larger than is taken; the rest was not read. */
  | { kind: 'too_big' }
  /** The provider does not have it any more. */
  | { kind: 'gone' }
  /** Not an address of the provider's, or it leads away from there: nothing was asked. */
  | { kind: 'elsewhere' };

/** Pictures at the provider. Both throw PROVIDER_UNAVAILABLE, or PROVIDER_REFUSED, for what is worth another try. */
export interface MediaSource {
  fetch(url: string, maxBytes: number): Promise<FetchedMedia>;
  /** Deletes the provider's copy; one that is gone is fine. */
  remove(url: string): Promise<void>;
}

/** A delivery state from the provider, in any order. */
export interface DeliveryStatus {
  outboundId: string;
  providerId: string;
  status: 'sent' | 'delivered' | 'undelivered' | 'failed';
  errorCode?: string;
  /** The reason is that this person does not want messages. */
  optedOut?: boolean;
}

export type RecordDeliveryStatus = (status: DeliveryStatus) => Promise<void>;
