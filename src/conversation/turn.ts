/** What the use cases of this room work with, and one turn between stepping and recording. */

import { type CompiledFlow, type Moment, type StepResult } from '../flow/index.js';
import { type ConversationRow, type WitnessRow } from '../store/queries/conversation.js';
import { type AskedQuestion } from '../store/queries/questions.js';
import { type Store } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { type HandOffPlan } from '../tip/hotline-plan.js';
import { type Tip } from '../tip/schema.js';
import { type Understand, type UnderstandContext } from '../understanding/facts.js';
import { type FlowRegistry } from './flow-registry.js';
import { type InboundMessage } from './ports.js';

export interface ConversationDeps {
  store: Store;
  vault: Vault;
  flows: FlowRegistry;
  understand: Understand;
  /** What is known of every text before it is read. */
  hints: Pick<UnderstandContext, 'homeState'>;
  /** The routes to the hotline, and how long they have. */
  planHandOff: (tip: { urgency: Tip['urgency']; test: boolean; now: Date }) => HandOffPlan;
  /** When the first rung of a new card may be due, at the earliest of these desks. Undefined: unknown. */
  findFirstRung?: (card: { urgency: string; desks: readonly string[]; now: Date }) => Date | undefined;
  replySettleMs: number;
  /** USPS code → IANA time zone, from config/states.yaml. */
  timeZones: ReadonlyMap<string, string>;
  now: () => Date;
  /** Calls are set up: CALL rings a person's phone. */
  canRing?: boolean;
  /** Named places where a crash test kills the process; does nothing in production. */
  crashPoint: (name: string) => void;
}

/** What the conversation row keeps while an answer settles: where the turn began, and its texts so far. */
export interface OpenTurn {
  base: unknown;
  texts: string[];
}

/** A witness whom a liaison has asked something (asking.ts). */
export interface Asking {
  /** The bot does not talk over the person who asks. */
  humanAsks: boolean;
  /** Questions that a text now may answer, newest first. */
  open: AskedQuestion[];
}

export interface Turn {
  flow: CompiledFlow;
  conversation: ConversationRow;
  witness: WitnessRow;
  /** Undefined when a timer took the step. */
  message: InboundMessage | undefined;
  supersededId: string | undefined;
  result: StepResult;
  openTurn: OpenTurn;
  moment: Moment;
  /** Whether a liaison waits for this witness's answer. */
  asking: Asking;
}
