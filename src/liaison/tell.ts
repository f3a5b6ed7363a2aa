/** Words for one person alone. A nicety: when Slack does not take it, what was done stands. */

import { describeError } from '../logger.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { toSlackFailure } from './slack-errors.js';

/** Never throws. `text` is ours, as mrkdwn. */
export async function tell(
  { slack, logger }: Pick<LiaisonDeps, 'slack' | 'logger'>,
  to: { userId: string; channelId: string | null | undefined },
  text: string,
): Promise<void> {
  if (typeof to.channelId !== 'string') return;
  try {
    await slack?.chat.postEphemeral({ channel: to.channelId, user: to.userId, text });
  } catch (thrown) {
    logger.warn(describeError(toSlackFailure(thrown).error), 'a person at the desk could not be told');
  }
}
