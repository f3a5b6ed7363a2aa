/**
 * What Twilio's answer to a send means for us. Twilio asks not to build on codes more than needed
 * (twilio.com/en-us/changelog, 2024-07-10: "updates to the error code dictionary"), so only two kinds are told
 * apart by code: this person does not want messages, and this person can never get them. The rest goes by
 * HTTP status. Each code is described at https://www.twilio.com/docs/api/errors/<code>.
 */

import { type SendOutcome } from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';

/** "Attempt to send to unsubscribed recipient": the person texted STOP. */
export const OPTED_OUT: ReadonlySet<number> = new Set([21610]);

/** No message to this number will ever arrive, whoever tries. */
const NEVER_DELIVERABLE = new Set([
  21211, // 'To' is not a valid phone number
  21214, // 'To' cannot be reached
  21265, // 'To' is a short code
  21266, // 'To' is our own number
  21408, // sending to this country is not enabled for the account
  21612, // no route between our number and this one
  21614, // 'To' is not a mobile number
  21617, // the body is over 1,600 characters
  21635, // 'To' is a landline
  30004, // the person's carrier or handset blocks messages
  30006, // landline or unreachable carrier
]);

/** The outcome that a failed send amounts to; throws a coded error where it is none. */
export function readFailedSend(fault: unknown): SendOutcome {
  if (fault instanceof SightlineError) throw fault;
  const { code, status } = readTwilioFault(fault);
  const providerCode = String(code ?? status ?? 'UNKNOWN');
  if (code !== undefined && OPTED_OUT.has(code)) return { kind: 'opted_out', providerCode };
  if (code !== undefined && NEVER_DELIVERABLE.has(code)) return { kind: 'refused', providerCode };
  throw toCodedFault(fault);
}

/**
 * A Twilio fault without Twilio's words. 20429 is "too many requests" under any status; 401, 403 and 404 are
 * the account's (token rotated, suspended, number released): an operator can mend them while the job retries.
 */
export function toCodedFault(fault: unknown): SightlineError {
  if (fault instanceof SightlineError) return fault;
  const { code, status } = readTwilioFault(fault);
  const providerCode = String(code ?? status ?? 'UNKNOWN');
  if (status === undefined || code === 20429)
    return new SightlineError('PROVIDER_UNAVAILABLE', 'Twilio gave no usable answer', { providerCode });
  return new SightlineError(
    'PROVIDER_REFUSED',
    'Twilio refused the request; see the code in its dictionary',
    {
      providerCode,
      retryable: status === 401 || status === 403 || status === 404,
    },
  );
}

/** Of `RestException` and `TwilioServiceException` only the numbers are read. */
function readTwilioFault(fault: unknown): { code: number | undefined; status: number | undefined } {
  if (typeof fault !== 'object' || fault === null) return { code: undefined, status: undefined };
  const { code, status } = fault as { code?: unknown; status?: unknown };
  return {
    code: typeof code === 'number' && code > 0 ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
  };
}
