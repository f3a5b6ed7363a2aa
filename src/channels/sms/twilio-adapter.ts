/** Texts out, and what Twilio remembers of them. One call per message; retries belong to the job. */

import { type Activity, type ConversationReference, type TurnContext } from 'botbuilder';
import type twilio from 'twilio';
import { type OutgoingMessage, type SendOutcome } from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';
import { type TwilioSettings } from '../../settings.js';
import { ChannelAdapter } from '../channel-adapter.js';
import { readFailedSend, toCodedFault } from './twilio-faults.js';

/** Of the given ids, those that already belong to a message of ours. */
export type FindKnownProviderIds = (providerIds: string[]) => Promise<Set<string>>;

export interface TwilioAdapterOptions {
  client: twilio.Twilio;
  from: TwilioSettings['from'];
  publicUrl: string;
  findKnownProviderIds: FindKnownProviderIds;
}

/** One page; far more than one person gets in the minutes between a crash and the next worker. */
const LOOKUP_PAGE_SIZE = 50;
/** Twilio's clock and ours may differ, and its timestamps are whole seconds. */
const CLOCK_SKEW_MS = 60_000;
/** What Twilio puts before every text of a trial account. */
const TRIAL_PREFIX = 'Sent from your Twilio trial account - ';
/** A message that Twilio made and then did not send: to be sent again. */
const NEVER_SENT = new Set(['failed', 'canceled']);

export class TwilioAdapter extends ChannelAdapter {
  readonly channel = 'sms';
  readonly #options: TwilioAdapterOptions;

  constructor(options: TwilioAdapterOptions) {
    super();
    this.#options = options;
  }

  async deliver(message: OutgoingMessage): Promise<SendOutcome> {
    const { client, from, publicUrl } = this.#options;
    try {
      const sent = await client.messages.create({
        to: message.address,
        body: message.plainText,
        statusCallback: `${publicUrl}/twilio/status?outbound=${encodeURIComponent(message.outboundId)}`,
        ...('number' in from ? { from: from.number } : { messagingServiceSid: from.messagingServiceSid }),
      });
      return { kind: 'sent', providerId: sent.sid };
    } catch (fault) {
      return readFailedSend(fault);
    }
  }

  /**
   * Looks for this message among the latest texts to the same person. Twilio has no key of ours on a message, so it is
   * recognised by its exact words and its age, and two messages with the same words by which of them we already know
   * (`findKnownProviderIds`); the oldest unknown one is taken. No filter on DateSent: it is empty while a
   * message is queued, and a queued message has left.
   */
  override async findSent(message: OutgoingMessage): Promise<string | undefined> {
    const { client, from, findKnownProviderIds } = this.#options;
    const latest = await client.messages
      .list({
        to: message.address,
        ...('number' in from ? { from: from.number } : {}),
        limit: LOOKUP_PAGE_SIZE,
      })
      .catch((fault: unknown) => {
        throw toCodedFault(fault);
      });
    const earliest = message.createdAt.getTime() - CLOCK_SKEW_MS;
    const candidates = latest
      .filter((sent) => sent.direction !== 'inbound' && !NEVER_SENT.has(sent.status))
      .filter((sent) => sent.dateCreated.getTime() >= earliest)
      .filter((sent) => isSameText(sent.body, message.plainText))
      .sort((one, other) => one.dateCreated.getTime() - other.dateCreated.getTime())
      .map((sent) => sent.sid);
    if (candidates.length === 0) return undefined;
    const known = await findKnownProviderIds(candidates);
    return candidates.find((sid) => !known.has(sid));
  }

  override updateActivity(_context: TurnContext, _activity: Partial<Activity>): Promise<never> {
    return Promise.reject(new SightlineError('PROVIDER_REFUSED', 'a text cannot be changed once sent'));
  }

  /** Removes Twilio's copy; the one on the witness's phone stays. */
  override async deleteActivity(
    _context: TurnContext,
    reference: Partial<ConversationReference>,
  ): Promise<void> {
    if (reference.activityId === undefined) return;
    await this.#options.client
      .messages(reference.activityId)
      .remove()
      .catch((fault: unknown) => {
        throw toCodedFault(fault);
      });
  }
}

function isSameText(found: string, wanted: string): boolean {
  const text = found.startsWith(TRIAL_PREFIX) ? found.slice(TRIAL_PREFIX.length) : found;
  return text.trim() === wanted.trim();
}
