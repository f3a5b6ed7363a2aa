/** All that tells danger to life now from what only sounds like it. */
import { mergeBooks } from '../phrases.js';
import { NO_DANGER } from './danger-not.js';
import { DANGER_PATTERNS } from './danger-patterns.js';
import { DANGER_PHRASES } from './danger-phrases.js';
import { SPANISH_DANGER } from './danger-spanish.js';
import { IDLE } from './idle.js';

export const DANGER = mergeBooks([DANGER_PHRASES, DANGER_PATTERNS, SPANISH_DANGER, NO_DANGER, IDLE]);
