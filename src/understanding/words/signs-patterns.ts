/** All signs that are put together from parts. */
import { mergeBooks } from '../phrases.js';
import { CONTROL_PATTERNS } from './signs-control-patterns.js';
import { SEX_AND_PLACE_PATTERNS } from './signs-sex-patterns.js';
import { WORK_PATTERNS } from './signs-work-patterns.js';

export const SIGN_PATTERNS = mergeBooks([CONTROL_PATTERNS, WORK_PATTERNS, SEX_AND_PLACE_PATTERNS]);
