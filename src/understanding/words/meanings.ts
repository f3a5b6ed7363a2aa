/** Phrases for urgency, for speaking of oneself, for what is a tip and what is not. */
import { mergeBooks } from '../phrases.js';
import { DOUBT } from './doubt.js';
import { SELF_PATTERNS } from './self-patterns.js';
import { SELF_PHRASES } from './self.js';
import { SIGN_HALVES } from './sign-halves.js';
import { SIGN_PATTERNS } from './signs-patterns.js';
import { TIP_NOT } from './tip-not.js';
import { TIP_STORY } from './tip-story.js';
import { WHEN } from './when.js';

export const MEANINGS = mergeBooks([
  SIGN_HALVES,
  SIGN_PATTERNS,
  WHEN,
  SELF_PHRASES,
  SELF_PATTERNS,
  TIP_STORY,
  TIP_NOT,
  DOUBT,
]);
