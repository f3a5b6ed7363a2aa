/** The signs in everyday verbs: sleeps in the stockroom, gets the passport back, so nobody leaves. */
import type { PhraseBook } from '../phrases.js';

export const EVERYDAY_SIGNS: PhraseBook = {
};
