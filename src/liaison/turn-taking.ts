/** Whose turn it is: acknowledging a tip. The first one wins, the others learn who was first. */

import { describeError } from '../logger.js';
import { acknowledgeCard, type AcknowledgeOutcome } from '../store/queries/liaison-cards.js';
import { ACTION } from './action-ids.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type DeskInteractions } from './ports.js';
import { toSlackFailure } from './slack-errors.js';

export interface TurnTaking {
  /** The first one wins; the others learn who was first. The card is redrawn by a job. */
  acknowledge: (input: { cardId: string; userId: string }) => Promise<AcknowledgeOutcome>;
  /** Tells a person who pressed the button after somebody else, in words only they see. Never throws. */
  tellAlready: (input: Already) => Promise<void>;
  interactions: Pick<DeskInteractions, 'actions'>;
}

interface Already {
  userId: string;
  channelId: string;
  by: string;
  at: Date;
}

export function createTurnTaking(deps: LiaisonDeps): TurnTaking {
  const acknowledge: TurnTaking['acknowledge'] = ({ cardId, userId }) =>
    deps.store.transaction((tx) => acknowledgeCard(tx, { cardId, userId, now: deps.now() }));
  return {
    acknowledge,
    tellAlready: (input) => tellAlready(deps, input),
    interactions: {
      actions: {
        [ACTION.acknowledge]: async ({ value: cardId, userId, channelId }) => {
          if (cardId === undefined) return;
          const outcome = await acknowledge({ cardId, userId });
          // Not awaited: Slack waits three seconds for its answer, and the acknowledgement stands.
          if (outcome.kind === 'already' && channelId !== undefined)
            void tellAlready(deps, { userId, channelId, by: outcome.by, at: outcome.at });
        },
      },
    },
  };
}

async function tellAlready(
  { slack, logger }: LiaisonDeps,
  { userId, channelId, by, at }: Already,
): Promise<void> {
  const who = by === userId ? 'You' : `<@${by}>`;
  const when = `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time}|${at.toISOString()}>`;
  try {
    await slack?.chat.postEphemeral({
      channel: channelId,
      user: userId,
      text: `${who} acknowledged this tip already: ${when}.`,
    });
  } catch (thrown) {
    logger.warn(describeError(toSlackFailure(thrown).error), 'could not say who acknowledged first');
  }
}
