/** The warning signs as English-speaking witnesses put them. */
import { mergeBooks } from '../phrases.js';
import { ENGLISH_CONDITION_SIGNS } from './signs-english-condition.js';
import { ENGLISH_CONTROL_SIGNS } from './signs-english-control.js';
import { ENGLISH_LABOR_SIGNS } from './signs-english-labor.js';
import { ENGLISH_SEX_SIGNS } from './signs-english-sex.js';
import { ENGLISH_VENUE_SIGNS } from './signs-english-venue.js';

export const ENGLISH_SIGNS = mergeBooks([
  ENGLISH_CONTROL_SIGNS,
  ENGLISH_CONDITION_SIGNS,
  ENGLISH_LABOR_SIGNS,
  ENGLISH_SEX_SIGNS,
  ENGLISH_VENUE_SIGNS,
]);
