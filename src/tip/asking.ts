/** Whether the witness of a tip may be asked more. Only a clear yes to questions counts. Pure. */

import { type Tip } from './schema.js';

export type ReasonNotToAsk = 'opted_out' | 'withdrawn' | 'not_shared' | 'no_more' | 'no_consent';

/** Undefined: they may be asked. */
export function findReasonNotToAsk(
  { consent, status }: Pick<Tip, 'consent' | 'status'>,
  { optedOut }: { optedOut: boolean },
): ReasonNotToAsk | undefined {
  if (optedOut) return 'opted_out';
  if (status === 'withdrawn') return 'withdrawn';
  if (consent.shareWithState === false) return 'not_shared';
  if (consent.followUp === false) return 'no_more';
  return consent.followUp === true ? undefined : 'no_consent';
}
