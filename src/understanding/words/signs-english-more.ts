/** The signs of work, sex, children and places as English-speaking witnesses put them. */
import { mergeBooks } from '../phrases.js';
import { ENGLISH_LABOR_SIGNS } from './signs-english-labor.js';
import { ENGLISH_SEX_SIGNS } from './signs-english-sex.js';
import { ENGLISH_VENUE_SIGNS } from './signs-english-venue.js';

export const ENGLISH_SIGNS_MORE = mergeBooks([ENGLISH_LABOR_SIGNS, ENGLISH_SEX_SIGNS, ENGLISH_VENUE_SIGNS]);
