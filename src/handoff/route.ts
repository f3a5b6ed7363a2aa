/**
 * One way to the hotline. A route carries one parcel and says what proves that it arrived; it keeps no state,
 * retries nothing, and never puts a word of the parcel, an address or a provider's answer into an error.
 *
 * Errors: DELIVERY_UNAVAILABLE (no answer, or "later"), DELIVERY_REFUSED (a clear no: most often a
 * configuration fault that operators can mend, so it is tried again too, and they are told at once).
 */

import { SightlineError } from '../errors.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Tip } from '../tip/schema.js';

export interface Parcel {
  /** The same on every attempt. */
  idempotencyKey: string;
  tip: Tip;
  /** The revision before, to say what changed. */
  previous: Tip | undefined;
  /** When this revision was written; the same on every attempt. */
  createdAt: Date;
}

export interface Accepted {
  /** The other side's own id of what it took, when it gave one that is safe to store. */
  receipt: string | undefined;
  /** A person or their system already said that they have it. */
  acknowledged: boolean;
}

export interface HotlineRoute {
  readonly name: DeliveryRoute;
  deliver(parcel: Parcel): Promise<Accepted>;
  close(): void;
}

/** A receipt is an id: printable, short, nothing that could hold words or an address. */
const SAFE_RECEIPT = /^[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,99}$/;

export function pickReceipt(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && SAFE_RECEIPT.test(text) ? text : undefined;
}

export function unavailable(route: string, reason: string, retryAfterMs?: number): SightlineError {
  return new SightlineError('DELIVERY_UNAVAILABLE', `${route}: not accepted now (${reason})`, {
    providerCode: reason,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/**
 * What means for certain that nothing arrived: a refusal, an SMTP answer before the 250, HTTP's 4xx and 503, nobody reached, a
 * call in which nothing was spoken. Any other fault leaves open whether the other side has it.
 */
const NOTHING_ARRIVED =
  /^(4\d\d|503|ECONNREFUSED|ENOTFOUND|EDNS|EHOSTUNREACH|voice_(busy|no_answer|no_key|machine|not_placed))$/;

export function isInVain({ code, providerCode }: SightlineError): boolean {
  return code === 'DELIVERY_REFUSED' || NOTHING_ARRIVED.test(providerCode ?? '');
}

export function refused(route: string, reason: string): SightlineError {
  return new SightlineError('DELIVERY_REFUSED', `${route}: refused (${reason})`, {
    providerCode: reason,
    retryable: true,
  });
}
