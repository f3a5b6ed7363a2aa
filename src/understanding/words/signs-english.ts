/** The signs of control and of a person's state as English-speaking witnesses put them. */
import { mergeBooks } from '../phrases.js';
import { ENGLISH_CONDITION_SIGNS } from './signs-english-condition.js';
import { ENGLISH_CONTROL_SIGNS } from './signs-english-control.js';

export const ENGLISH_SIGNS = mergeBooks([ENGLISH_CONTROL_SIGNS, ENGLISH_CONDITION_SIGNS]);
