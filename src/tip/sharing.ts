/**
 * Which liaison desks may see a tip. The hotline gets every tip; a state gets it when the witness agreed, or,
 * before that question was reached, in danger alone. Kept apart from `jurisdictions`, which says whom the tip
 * concerns whatever the witness agreed to.
 */

import { type Tip } from './schema.js';

/** The desk that takes a tip whose state is not known. */
export const NATIONAL = 'US';

/** The desk of test tips: the operators' own channel, and no other. */
export const TEST_DESK = 'TEST';

export interface SharingPolicy {
  /** In danger, do not wait for the witness to be asked. */
  shareDangerBeforeConsent: boolean;
}

export const DEFAULT_SHARING: SharingPolicy = { shareDangerBeforeConsent: true };

/** May liaison desks see this revision? */
export function mayShareWithState(tip: Pick<Tip, 'consent' | 'urgency'>, policy = DEFAULT_SHARING): boolean {
  return (
    tip.consent.shareWithState ?? (policy.shareDangerBeforeConsent && tip.urgency === 'immediate_danger')
  );
}

/** The desks that get a card: USPS codes, `['US']` when no state is known, `[]` when it may not be shared. */
export function listCardJurisdictions(
  tip: Pick<Tip, 'consent' | 'urgency' | 'jurisdictions'> & { provenance?: { test: boolean } },
  policy = DEFAULT_SHARING,
): string[] {
  if (tip.provenance?.test === true) return [TEST_DESK];
  if (!mayShareWithState(tip, policy)) return [];
  return tip.jurisdictions.length > 0 ? [...tip.jurisdictions] : [NATIONAL];
}
