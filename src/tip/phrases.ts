/**
 * The words of the readable tip in one language. `plain-text.ts` decides what is said and in which order; a
 * language decides only how. A third language is one more file beside phrases-es.ts and a line
 * in plain-text.ts.
 */

import { type TipSection } from './changes.js';

/** The labelled lines, in the order they stand: first what a call-taker acts on, then, after a gap, the rest. */
export const FACTS_TO_ACT_ON = ['where', 'journey', 'act', 'callBack', 'consent'] as const;
export const OTHER_FACTS = ['seen', 'who', 'vehicle', 'when', 'state', 'attached', 'notKnown'] as const;
export type Fact = (typeof FACTS_TO_ACT_ON | typeof OTHER_FACTS)[number];

export interface Phrases {
  /** For dates and plurals. */
  locale: string;
  facts: Readonly<Record<Fact, string>>;
  /** Name of a value the witness was asked for; a name nobody has translated stays as it is. */
  fieldName: (field: string) => string;
  sections: Readonly<Record<TipSection, string>>;

  test: string;
  withdrawn: string;
  /** Instead of the story of a tip that was taken back. */
  takenBack: string;
  partial: string;
  selfReport: string;
  tip: (urgency: string, reference: string) => string;
  revision: (revision: number, changes: readonly string[]) => string;
  channel: (channel: 'sms' | 'slack', language: string) => string;

  notKnown: string;
  notConfirmed: string;
  inferred: string;
  asWritten: (text: string) => string;

  mile: (marker: number) => string;
  exit: (exit: string) => string;
  room: (room: string) => string;
  county: (county: string) => string;

  affected: (count: number) => string;
  minors: string;
  noMinors: string;
  witnessSafe: string;
  witnessNotSafe: string;
  plate: (plate: string) => string;

  nextStop: (stop: string) => string;
  getsOffThere: string;
  staysOn: string;
  arrives: (when: string) => string;

  /** The deadline of a journey; `stop` is '' when it is not known. */
  actBy: (when: string, stop: string, getsOffThere: boolean) => string;
  actNow: (reasons: readonly string[]) => string;
  reasons: Readonly<Record<'danger' | 'witnessNotSafe' | 'connectNow' | 'happeningNow', string>>;

  happeningNow: string;
  notHappeningNow: string;
  range: (from: string, to: string) => string;

  connectNow: string;
  anonymous: string;
  notAsked: string;
  notAnswered: string;
  yes: string;
  no: string;
  whenSafe: (time: string) => string;
  voicemail: string;
  noVoicemail: string;
  consent: (shareWithState: string, followUp: string) => string;
  attachments: (count: number) => string;

  witnessWords: string;
  origin: (firstContact: string, flow: string, tipId: string) => string;
}
