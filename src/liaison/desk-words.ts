/** The desk's own words, one place for card, thread and modals. Ours, as mrkdwn. */

import { type CardOutcome, type PartyRole } from '../store/schema.js';
import { escape, mention } from './card-text.js';
import { type PartyView } from './progress.js';

/** First contact to officers at the door in the mission's hotel story (DOMAIN.md section 2), in minutes. */
export const YARDSTICK_MINUTES = 29;

export const ROLE_LABELS: Record<PartyRole, string> = {
  state_police: 'Highway patrol or state police',
  local_police: 'Local police',
  task_force: 'Task force',
  advocate: 'Victim advocate',
  other: 'Other',
};

export const OUTCOME_LABELS: Record<CardOutcome, string> = {
  helped: 'Helped',
  unfounded: 'Unfounded',
  duplicate: 'Duplicate',
  referred: 'Referred',
  no_action: 'No action',
  rerouted: 'Not ours',
};

/** The outcomes a liaison chooses from; a reroute has its own button. */
export const CLOSING_OUTCOMES = ['helped', 'unfounded', 'duplicate', 'referred', 'no_action'] as const;

/** Who acknowledged by the keypress of an escalation call is no Slack user. */
export const BY_PHONE = 'phone';

export function person(actor: string): string {
  return actor === BY_PHONE ? 'the phone on call' : mention(actor);
}

export function nameParty({ who, role }: Pick<PartyView, 'who' | 'role'>): string {
  const name = 'userId' in who ? mention(who.userId) : escape(who.name);
  return `${ROLE_LABELS[role]}: ${name}`;
}

export function minutesBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000));
}
