/**
 * Tells the operators in their channel what a person must mend. Ids and codes only. When Slack says a clear no (channel
 * gone, bot removed, token revoked, nothing set up), or has not taken it for two minutes, the same alert also leaves by
 * mail and text to the operators, once each; Slack is tried on, so that the channel has it when it is mended.
 */

import { describeError } from '../logger.js';
import { findTipReference } from '../store/queries/liaison-cards.js';
import { addNotice } from '../store/queries/notices.js';
import { addJobs, type Attempt, job, type JobPayloads, PRIORITY } from '../store/queue.js';
import { type SightlineError } from '../errors.js';
import { escape } from './card-text.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { refusedBySlack, toSlackFailure } from './slack-errors.js';

const SECOND_PATH_AFTER_MS = 2 * 60_000;

/** Throws when Slack was not told, so that the job runner tries again. */
export async function alertOperators(
  deps: LiaisonDeps,
  alert: JobPayloads['alertOperators'],
  attempt: Attempt,
): Promise<void> {
  const { store, slack, channels, logger } = deps;
  const { code, detail, tipId } = alert;
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
    logger.error({ ...about, ...describeError(error) }, 'operators not told in Slack');
    if (needsSecondPath(deps, error, attempt)) await takeSecondPath(deps, alert, { tip, error, attempt });
    throw error;
  }
  logger.info(about, 'operators told');
}

function needsSecondPath({ now }: LiaisonDeps, error: SightlineError, attempt: Attempt): boolean {
  if (error.code === 'PROVIDER_REFUSED' || attempt.attempt >= attempt.maxAttempts) return true;
  return (
    attempt.createdAt !== undefined && now().getTime() - attempt.createdAt.getTime() >= SECOND_PATH_AFTER_MS
  );
}

async function takeSecondPath(
  { store, vault, operators, logger, now }: LiaisonDeps,
  { code, detail, tipId }: JobPayloads['alertOperators'],
  { tip, error, attempt }: { tip: string; error: SightlineError; attempt: Attempt },
): Promise<void> {
  // Every attempt of one job is one alert.
  const id = attempt.jobId ?? `${code}:${tipId ?? ''}:${detail}`;
  const why = error.providerCode ?? error.code;
  const { email, phone } = operators ?? {};
  if (email === undefined && phone === undefined) {
    logger.error({ reason: code, tipId }, 'no second path: set OPERATOR_EMAIL or OPERATOR_PHONE');
    return;
  }
  await store.transaction(async (tx) => {
    if (email !== undefined) {
      const body = `Sightline alert: ${code}${tip}\n\n${detail}\n\nSlack could not be told (${why}).\n`;
      await addNotice(tx, vault, { dedupe: `alert:${id}:email`, via: 'email', to: email, body }, now());
    }
    if (phone !== undefined) {
      const body = `Sightline alert: ${code}${tip}. Slack could not be told (${why}).`;
      await addNotice(tx, vault, { dedupe: `alert:${id}:sms`, via: 'sms', to: phone, body }, now());
    }
  });
}

/** Slack said so itself; posting the alert will fail, and the second path take it. */
export async function tellLostAccess({ store }: LiaisonDeps, event: string): Promise<void> {
  const alert = { code: 'SLACK_ACCESS_LOST', detail: `${event}: install the app again, cards wait for it` };
  const spec = job('alertOperators', alert, { key: `lost-access:${event}`, priority: PRIORITY.danger });
  await store.transaction((tx) => addJobs(tx, [spec]));
}
