/**
 * The report: everything a conversation has learned so far, as plain JSON. The flow room fills it from facts
 * and choices; the tip room turns it into a tip. It knows nothing of channels, addresses or storage.
 */

import { type TransitFacts, type Urgency } from '../understanding/facts.js';

/** Where a value came from. `inferred` is confirmed in one short question before it counts as settled. */
export type FactSource = 'said' | 'chosen' | 'inferred' | 'confirmed';

/** One value with its source, when it was taken, and the values it replaced (oldest first). */
export interface Sourced<T> {
  value: T;
  source: FactSource;
  /** ISO 8601 UTC. */
  at: string;
  replaced?: { value: T; at: string }[];
}

export interface ReportIndicator {
  code: string;
  source: FactSource;
  quote?: string;
}

export interface ReportPlate {
  plate: string;
  state?: string;
}

/** Every field a flow step can collect, by name. Names are stable for ever: flows and tips refer to them. */
export interface ReportFields {
  /** The answer to "where", as written. */
  placeText: string;
  address: string;
  business: string;
  /** Room, unit or row within the business or address, as written ("214"). */
  room: string;
  venue: string;
  city: string;
  county: string;
  states: string[];
  postalCode: string;
  road: string;
  direction: string;
  mileMarker: number;
  exit: string;
  latitude: number;
  longitude: number;
  indicators: ReportIndicator[];
  /** Who and how many, as written. */
  peopleText: string;
  victims: number;
  minors: boolean;
  vehicle: string;
  plates: ReportPlate[];
  transit: TransitFacts;
  /** They leave the bus or train at the next stop, which makes its arrival the deadline. */
  getsOffAtNextStop: boolean;
  /** When, as written. */
  timeText: string;
  timeFrom: string;
  timeTo: string;
  happeningNow: boolean;
  callbackWanted: boolean;
  callbackPhone: string;
  callbackName: string;
  callbackTime: string;
  callbackLanguage: string;
  voicemailOk: boolean;
  shareWithState: boolean;
  followUp: boolean;
  /** The witness said whether they themselves are safe. */
  witnessSafe: boolean;
}

export type FieldName = keyof ReportFields;

export interface Report {
  /** The witness's words, in order, one entry a text that said something. */
  narrative: { at: string; text: string }[];
  language: 'en' | 'es';
  /** A language the flow does not speak, when the witness used one (`vi`, `zh`…). */
  spokenLanguage?: string;
  urgency: Urgency;
  selfReport: boolean;
  /** The witness asked to be connected by voice. */
  callRequested: boolean;
  fields: { [Name in FieldName]?: Sourced<ReportFields[Name]> };
  /** Fields the witness was asked for and does not know or skipped. */
  unknown: FieldName[];
}

export function createReport(language: 'en' | 'es'): Report {
  return {
    narrative: [],
    language,
    urgency: 'unknown',
    selfReport: false,
    callRequested: false,
    fields: {},
    unknown: [],
  };
}

/** The value of a field, or undefined. */
export function findValue<Name extends FieldName>(
  report: Report,
  name: Name,
): ReportFields[Name] | undefined {
  const field: Sourced<ReportFields[Name]> | undefined = report.fields[name];
  return field?.value;
}
