/** One reader for all tests of the room, and a fixed moment: Friday 20 November 2026, noon in Chicago. */
import { createUnderstand, type Facts } from '../../../src/understanding/index.js';
import { loadTables } from '../../../src/understanding/tables-loader.js';

export const NOW = new Date('2026-11-20T18:00:00Z');
export const understand = createUnderstand(loadTables());
export const read = (text: string): Facts => understand(text, { now: NOW });
