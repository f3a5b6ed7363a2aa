/** What a newer revision of a tip changed, by section and never by content, so that it can be said anywhere. */

import { type Tip } from './schema.js';

/** Sections in the order people read them. */
const SECTIONS = {
  status: (tip: Tip) => tip.status,
  urgency: (tip: Tip) => [tip.urgency, tip.selfReport],
  place: (tip: Tip) => [tip.location, tip.venue, tip.jurisdictions],
  signs: (tip: Tip) => tip.indicators,
  people: (tip: Tip) => tip.people,
  vehicle: (tip: Tip) => tip.vehicles,
  journey: (tip: Tip) => tip.transit,
  time: (tip: Tip) => tip.occurred,
  'call-back': (tip: Tip) => tip.callback,
  consent: (tip: Tip) => tip.consent,
  attachments: (tip: Tip) => tip.attachments,
  story: (tip: Tip) => tip.narrative,
} as const satisfies Record<string, (tip: Tip) => unknown>;

export type TipSection = keyof typeof SECTIONS;

/** The sections that differ; empty when nothing a reader sees has changed. */
export function listChanges(previous: Tip, current: Tip): TipSection[] {
  return (Object.keys(SECTIONS) as TipSection[]).filter((name) => {
    const read = SECTIONS[name];
    return JSON.stringify(read(previous)) !== JSON.stringify(read(current));
  });
}
