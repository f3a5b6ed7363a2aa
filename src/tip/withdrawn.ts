/** A tip that was taken back: which one it was, and nothing of its story. Pure. */

import { type Tip } from './schema.js';

export function withoutStory(tip: Tip): Tip {
  return {
    ...tip,
    narrative: [],
    indicators: [],
    people: {},
    vehicles: [],
    venue: null,
    location: { precision: 'unknown', confirmed: false },
    transit: null,
    occurred: {},
    attachments: [],
    callback: {},
    provenance: { ...tip.provenance, notKnown: [], corrections: [] },
  };
}
