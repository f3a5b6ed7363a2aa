/** Tells the operators in their channel what a person must mend. Ids and codes only. */

import { describeError } from '../logger.js';
import { findTipReference } from '../store/queries/liaison-cards.js';
import { type JobPayloads } from '../store/queue.js';
import { escape } from './card-text.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { refusedBySlack, toSlackFailure } from './slack-errors.js';

/** Throws when nobody was told, so that the job runner tries again. */
export async function alertOperators(
  { store, slack, channels, logger }: LiaisonDeps,
  { code, detail, tipId }: JobPayloads['alertOperators'],
): Promise<void> {
  const about = { reason: code, tipId };
  const channel = channels.operator ?? channels.national;
  const reference =
    tipId === undefined ? undefined : await store.transaction((tx) => findTipReference(tx, tipId));
  const tip = reference === undefined ? '' : ` tip ${reference}`;
  try {
    if (slack === undefined || channel === undefined) throw refusedBySlack('no_channel');
    await slack.chat.postMessage({
      channel,
      text: `:rotating_light: *${escape(code)}*${tip}: ${escape(detail)}`,
      unfurl_links: false,
      unfurl_media: false,
    });
  } catch (thrown) {
    const { error } = toSlackFailure(thrown);
    logger.error({ ...about, ...describeError(error) }, 'operators not told');
    throw error;
  }
  logger.info(about, 'operators told');
}
