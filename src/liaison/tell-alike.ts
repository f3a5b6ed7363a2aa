/**
 * Redraws the open cards of tips that are like one just written, so that each shows the other. Not in the transaction that
 * wrote the tip: sixty witnesses of one thing would each hold the jobs of the others' cards, and wait for each other.
 */

import { addJobs, job, type JobPayloads, PRIORITY } from '../store/queue.js';
import { listCardsAlike } from '../store/queries/tip-keys.js';
import { cardJobKey } from '../store/queries/tip-revisions.js';
import { type LiaisonDeps } from './liaison-deps.js';

export type TellAlike = (payload: JobPayloads['tellAlike']) => Promise<void>;

const MAX_CARDS = 10;

export function createTellAlike({ store }: Pick<LiaisonDeps, 'store'>): TellAlike {
  return async ({ tipId }) => {
    const cardIds = await store.statement((tx) => listCardsAlike(tx, tipId, MAX_CARDS));
    // Each by itself: a transaction that holds one job never waits for who waits for it.
    for (const cardId of cardIds) {
      const redraw = job('notifyLiaison', { cardId }, { priority: PRIORITY.timer, key: cardJobKey(cardId) });
      await store.statement((tx) => addJobs(tx, [redraw]));
    }
  };
}
