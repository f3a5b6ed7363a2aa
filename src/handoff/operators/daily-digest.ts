/** Yesterday's figures to the operator channel, at the time of day in config/hotline.yaml. Codes and counts only. */

import { type WebClient } from '@slack/web-api';
import { type Logger } from '../../logger.js';
import { toSlackFailure } from '../../slack-errors.js';
import { type DayFigures, readDayFigures } from '../../store/queries/digest.js';
import { addJobs, job, type JobSpec } from '../../store/queue.js';
import { type Store } from '../../store/store.js';
import { nextTimeOfDay } from '../../tip/hours.js';
import { type HotlinePlan } from '../../tip/hotline-plan.js';
import { describeSpan } from './describe-tips.js';

export interface DigestDeps {
  store: Pick<Store, 'transaction'>;
  slack: WebClient | undefined;
  operatorChannel: string | undefined;
  plan: Pick<HotlinePlan, 'digest' | 'timeZone'>;
  logger: Logger;
  now: () => Date;
}

const DAY_MS = 24 * 60 * 60_000;

/** The next one; the same job again after a restart. */
export function nextDigestJob(plan: DigestDeps['plan']): JobSpec {
  const runAt = nextTimeOfDay(plan.digest.at, new Date(), plan.timeZone);
  return job('dailyDigest', {}, { key: 'daily-digest', runAt });
}

export function createDailyDigest(deps: DigestDeps): () => Promise<void> {
  return async () => {
    const { slack, operatorChannel, plan, logger, now } = deps;
    const today = nextTimeOfDay('00:00', new Date(now().getTime() - DAY_MS), plan.timeZone);
    const yesterday = nextTimeOfDay('00:00', new Date(today.getTime() - DAY_MS - 60_000), plan.timeZone);
    const figures = await deps.store.transaction(async (tx) => {
      await addJobs(tx, [nextDigestJob(plan)]);
      return readDayFigures(tx, yesterday, today);
    });
    if (slack === undefined || operatorChannel === undefined) return;
    const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: plan.timeZone }).format(
      yesterday,
    );
    const text = describeDay(day, figures).join('\n');
    try {
      await slack.chat.postMessage({
        channel: operatorChannel,
        text,
        unfurl_links: false,
        unfurl_media: false,
      });
    } catch (thrown) {
      throw toSlackFailure(thrown).error;
    }
    logger.info({ count: figures.tips }, 'daily digest posted');
  };
}

export function describeDay(day: string, figures: DayFigures): string[] {
  const { tips, danger, withdrawn, handedOver, acknowledged, failed } = figures;
  const span = (seconds: number | null): string => (seconds === null ? 'none' : describeSpan(seconds * 1000));
  return [
    `*${day}*: ${tips} ${tips === 1 ? 'tip' : 'tips'}, ${danger} in danger, ${withdrawn} withdrawn`,
    `Hotline: ${handedOver} deliveries handed over, ${acknowledged} acknowledged, ${failed} failed; median ${span(figures.handOverMedian)}, slowest ${span(figures.handOverSlowest)}${figures.slowest === null ? '' : ` (${figures.slowest})`}`,
    `States: first contact to acknowledgement, median ${figures.cardMedian === null ? 'none' : `${Math.round(figures.cardMedian)} min`}`,
    figures.notHandedOver.length === 0
      ? 'Every tip reached the hotline.'
      : `:rotating_light: *Not handed over:* ${figures.notHandedOver.join(', ')}`,
    ...(figures.tasksOpen === 0 ? [] : [`Tasks to file: ${figures.tasksOpen} open`]),
    ...(figures.heartbeats === 0
      ? []
      : [`Heartbeats: ${figures.heartbeats}, ${figures.heartbeatsLost} lost`]),
  ];
}
