/**
 * The room's front door for the wiring: from the settings, the routes to the hotline, what the hotline may call, and
 * what a worker watches for it.
 */

import { type Router } from 'express';
import { type Logger } from '../logger.js';
import { type Settings } from '../settings.js';
import { type DeliveryRoute } from '../store/schema.js';
import { type Store } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { HOTLINE_ROUTES, type HotlinePlan, type HotlineRouteName } from '../tip/hotline-plan.js';
import { type SignLabels } from '../tip/labels.js';
import { createAcknowledgeDelivery } from './acknowledge-delivery.js';
import { createBounceMailbox } from './bounces/bounce-mailbox.js';
import { createRecordBounce } from './bounces/record-bounce.js';
import { type BounceWatch, startBounceWatch } from './bounces/watch-bounces.js';
import { checkPgpKey } from './check-pgp-key.js';
import { type CheckDeskTask, createCheckDeskTask } from './desk/desk-deadline.js';
import { type DeskDeps } from './desk/desk-deps.js';
import { createShowDeskTask, type ShowDeskTask } from './desk/show-task.js';
import { createEmailRoute } from './email.js';
import { createReceiptsRouter } from './receipts-router.js';
import { createHandOff, type HandOffTip } from './hand-off-tip.js';
import { type CheckRoutes, createCheckRoutes } from './next-route.js';
import { createRouteGate } from './route-gate.js';
import { type HotlineRoute } from './route.js';
import { createWebhookRoute } from './webhook.js';

export interface HotlineDeps {
  settings: Pick<Settings, 'webhook' | 'email' | 'hotlinePhone' | 'slack'>;
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

export interface HandOffJobsDeps extends HotlineDeps {
  store: Store;
  vault: Vault;
  plan: HotlinePlan;
  routes: Partial<Record<DeliveryRoute, HotlineRoute>>;
  desk: DeskDeps;
  /** Begins a call to the hotline; its end says what became of the delivery. */
  startVoiceDelivery?: (deliveryId: string) => Promise<void>;
  crashPoint: (name: string) => void;
}

/** What happens to a tip revision on its way: each attempt, and each step of the order. */
export function createHandOffJobs(deps: HandOffJobsDeps): {
  handOffTip: HandOffTip;
  routeDeadline: CheckRoutes;
  showDeskTask: ShowDeskTask;
  deskDeadline: CheckDeskTask;
} {
  const { plan, settings } = deps;
  const receiptAcknowledges = HOTLINE_ROUTES.filter(
    (route) => plan.routes[route].acknowledgedBy === 'receipt',
  );
  return {
    handOffTip: createHandOff({ ...deps, gate: createRouteGate(deps), receiptAcknowledges }),
    routeDeadline: createCheckRoutes({ ...deps, configured: listConfiguredRoutes(settings) }),
    showDeskTask: createShowDeskTask(deps.desk),
    deskDeadline: createCheckDeskTask(deps.desk),
  };
}

/** The routes whose settings are there. */
export function listConfiguredRoutes(
  settings: Pick<Settings, 'webhook' | 'email' | 'hotlinePhone' | 'slack'>,
): HotlineRouteName[] {
  return [
    ...(settings.webhook === undefined ? [] : ['webhook' as const]),
    ...(settings.email === undefined ? [] : ['email' as const]),
    ...(settings.hotlinePhone === undefined ? [] : ['voice' as const]),
    ...(settings.slack?.operatorChannel === undefined ? [] : ['desk' as const]),
  ];
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
