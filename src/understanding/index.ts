/** The understanding room's door: make the reader from its tables, give it a text, get facts. */
export { createUnderstand } from './understand.js';
export type { UnderstandingTables } from './understand.js';
export type {
  Facts,
  IndicatorEvidence,
  Language,
  PlaceCandidate,
  Span,
  TransitFacts,
  Understand,
  UnderstandContext,
  Urgency,
} from './facts.js';
