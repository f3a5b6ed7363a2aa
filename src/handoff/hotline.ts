/**
 * The room's front door for the wiring: from the settings, the routes to the hotline, what the hotline may call, and
 * what a worker watches for it.
 */

import { type Router } from 'express';
import { type Logger } from '../logger.js';
import { type Settings } from '../settings.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Store } from '../store/store.js';
import { type SignLabels } from '../tip/labels.js';
import { createAcknowledgeDelivery } from './acknowledge-delivery.js';
import { createBounceMailbox } from './bounces/bounce-mailbox.js';
import { createRecordBounce } from './bounces/record-bounce.js';
import { type BounceWatch, startBounceWatch } from './bounces/watch-bounces.js';
import { checkPgpKey } from './check-pgp-key.js';
import { createEmailRoute } from './email.js';
import { createReceiptsRouter } from './receipts-router.js';
import { type HotlineRoute } from './route.js';
import { createWebhookRoute } from './webhook.js';

export interface HotlineDeps {
  settings: Pick<Settings, 'webhook' | 'email'>;
  store: Pick<Store, 'transaction'>;
  logger: Logger;
  now: () => Date;
}

/** The configured routes, by name. */
export function createHotlineRoutes(
  { settings, now }: HotlineDeps,
  signLabels: SignLabels,
): Partial<Record<DeliveryRoute, HotlineRoute>> {
  const { webhook, email } = settings;
  return {
    ...(webhook === undefined ? {} : { webhook: createWebhookRoute({ ...webhook, now }) }),
    ...(email === undefined ? {} : { email: createEmailRoute({ ...email, signLabels, now }) }),
  };
}

/** The later receipts of a hotline that gets webhooks. */
export function createHotlineRouters({ settings, store, logger, now }: HotlineDeps): Router[] {
  if (settings.webhook === undefined) return [];
  const acknowledge = createAcknowledgeDelivery({ store, now });
  return [createReceiptsRouter({ secret: settings.webhook.secret, acknowledge, logger })];
}

/** Throws SETTINGS_INVALID when the PGP key is none. */
export async function watchHotlineMail({ settings, ...deps }: HotlineDeps): Promise<BounceWatch> {
  const { pgpKeyFile: file, bounceImapUrl } = settings.email ?? {};
  if (file !== undefined) await checkPgpKey({ file, ...deps });
  if (bounceImapUrl === undefined) return { stop: () => Promise.resolve() };
  const mailbox = createBounceMailbox(bounceImapUrl);
  return startBounceWatch({ mailbox, recordBounce: createRecordBounce(deps), ...deps });
}
