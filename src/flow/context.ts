/**
 * What a conversation remembers between texts, as plain JSON: the report and where it stands in the flow. It
 * is the machine's context and, with the state's name, the whole snapshot; so it stays small and has no
 * classes, dates or functions.
 */

import { type FieldName, type Report, createReport } from '../tip/report.js';
import { type Facts, type PlaceCandidate } from '../understanding/facts.js';
import { type FieldValues } from './field-values.js';
import {
  type Command,
  type FlowDocument,
  type FlowLanguage,
  type OtherLanguage,
  type Topic,
} from './schema.js';

export interface FlowContext {
  report: Report;
  channel: Channel;
  /** The language was settled by a text of three words or more, or chosen; later texts do not change it. */
  languageSettled: boolean;
  /** Places the last named city may be, best guess first; empty once settled. */
  candidates: PlaceCandidate[];
  /** The question the witness saw last, and its choices in the order shown. */
  open?: string | undefined;
  offered: string[];
  /** A step to ask next whatever is known: BACK, a change, or going on after silence. */
  forced?: string | undefined;
  /** How often each step was asked; the second time has other words. */
  asked: Record<string, number>;
  /** How often the open step was asked in a row. */
  inARow: number;
  /** Steps that were answered, skipped or given up. */
  settled: string[];
  /** Steps in the order asked, for BACK. */
  trail: string[];
  /** Misses on the open question, and in all. */
  missesHere: number;
  misses: number;
  /** Somebody told something that may be trafficking: enough for a partial tip. */
  story: boolean;
  /** Something was learned since the last hand-off. */
  unsent: boolean;
  /** Things said once only. */
  said: string[];
  /** Set with the first hand-off. */
  reference?: string | undefined;
  submitted: boolean;
  /** Danger was answered in this conversation. */
  dangerAnswered: boolean;
}

export type Channel = 'sms' | 'slack' | 'sim';

/** One text as the machine takes it: what it says, and how it relates to the open question. */
export interface Heard {
  /** ISO 8601 UTC. */
  at: string;
  /** The words to keep; empty for a button or a text without words. */
  text: string;
  facts: Facts;
  values: FieldValues;
  /** Keys of choices picked, of the step named. */
  step?: string;
  picks: string[];
  /** The answer is not known. */
  unsure: boolean;
  /** The words themselves are the answer of a step that takes them. */
  taken: boolean;
  /** What follows the picked number or word: the words of `taken`. */
  rest: string;
}

/** Everything that can happen to the machine. */
export type FlowEvent =
  | { type: 'answer' | 'aside' | 'missed' | 'late'; heard: Heard }
  /** Said while a person of the team waits for an answer: theirs to read, and not the bot's to answer. */
  | { type: 'told'; heard: Heard }
  | { type: 'danger' | 'affected'; heard: Heard }
  | { type: 'elsewhere'; heard: Heard; language: OtherLanguage }
  | { type: 'chat'; topic: Topic }
  | { type: Exclude<Command, 'danger' | 'stopAsking'> }
  | { type: 'stopAsking'; at: string }
  | { type: 'language'; language: FlowLanguage }
  /** The review's own word for putting something right, at any time. */
  | { type: 'change' }
  | { type: 'stop' | 'help' | 'start' | 'resume' | 'optedOutByProvider' };

export function createContext(document: FlowDocument, channel: Channel): FlowContext {
  return {
    report: createReport(document.languages[0] ?? 'en'),
    channel,
    languageSettled: false,
    candidates: [],
    offered: [],
    asked: {},
    inARow: 0,
    settled: [],
    trail: [],
    missesHere: 0,
    misses: 0,
    story: false,
    unsent: false,
    said: [],
    submitted: false,
    dangerAnswered: false,
  };
}

const PLACE: readonly FieldName[] = [
  ...(['placeText', 'address', 'business', 'city', 'county', 'states', 'postalCode', 'road'] as const),
  ...(['latitude', 'transit'] as const),
];

/** A place or a story: enough for somebody to act on, so silence hands it off. */
export function hasSubstance(context: FlowContext): boolean {
  return context.story || PLACE.some((name) => context.report.fields[name] !== undefined);
}
