/** The signs as Spanish-speaking witnesses put them. */
import { mergeBooks } from '../phrases.js';
import { SPANISH_CONTROL_SIGNS } from './signs-spanish-control.js';
import { SPANISH_WORK_SIGNS } from './signs-spanish-work.js';

export const SPANISH_SIGNS = mergeBooks([SPANISH_CONTROL_SIGNS, SPANISH_WORK_SIGNS]);
