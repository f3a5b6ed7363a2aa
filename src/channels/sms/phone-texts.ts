/**
 * Codes to phones that are no witness's: the one on call, the operators'. Through the same client as every text; found
 * again after a crash by their exact words and age, since Twilio keeps no key of ours.
 */

import type twilio from 'twilio';
import { SightlineError } from '../../errors.js';
import { type PhoneTexts } from '../../liaison/ports.js';
import { type TwilioSettings } from '../../settings.js';
import { readFailedSend, toCodedFault } from './twilio-faults.js';

const LOOKUP_PAGE_SIZE = 50;
/** Twilio's clock and ours may differ, and its timestamps are whole seconds. */
const CLOCK_SKEW_MS = 60_000;

export function createPhoneTexts(client: twilio.Twilio, from: TwilioSettings['from']): PhoneTexts {
  const sender = 'number' in from ? { from: from.number } : { messagingServiceSid: from.messagingServiceSid };
  return {
    async send({ to, body }) {
      try {
        return (await client.messages.create({ to, body, ...sender })).sid;
      } catch (fault) {
        throw toRefusal(readFailedSend(fault));
      }
    },
    async find({ to, body, since }) {
      const latest = await client.messages
        .list({ to, ...('number' in from ? { from: from.number } : {}), limit: LOOKUP_PAGE_SIZE })
        .catch((fault: unknown) => {
          throw toCodedFault(fault);
        });
      const earliest = since.getTime() - CLOCK_SKEW_MS;
      return latest.find(
        (sent) =>
          sent.direction !== 'inbound' &&
          sent.status !== 'failed' &&
          sent.dateCreated.getTime() >= earliest &&
          sent.body.trim().endsWith(body.trim()),
      )?.sid;
    },
  };
}

function toRefusal(outcome: ReturnType<typeof readFailedSend>): SightlineError {
  const providerCode = outcome.kind === 'sent' ? '' : outcome.providerCode;
  return new SightlineError('PROVIDER_REFUSED', 'Twilio will not send to this phone', { providerCode });
}
