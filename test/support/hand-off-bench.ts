/**
 * A hotline with webhook and mailbox on loopback, a database, and the hand-off between them, made anew for every
 * test of a file. After each test all logs and alerts are searched for planted words.
 */

import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { createEmailRoute } from '../../src/handoff/email.js';
import { createHandOff, type HandOffTip } from '../../src/handoff/hand-off-tip.js';
import { type HotlineRoute } from '../../src/handoff/route.js';
import { createWebhookRoute } from '../../src/handoff/webhook.js';
import {
  type HotlinePost,
  type HotlineWebhook,
  startHotlineWebhook,
} from '../../src/sandbox/stand-ins/hotline-webhook.js';
import { type Mailbox, type ReceivedMail, startMailbox } from '../../src/sandbox/stand-ins/mailbox.js';
import { type DeliveryRoute } from '../../src/store/schema.js';
import {
  createWorld,
  expectNoPlantedWord,
  PATIENCE_MS,
  WEBHOOK_SECRET,
  type World,
  type WrittenTip,
} from './handoff-servers.js';

export interface DeliveryRow {
  state: string;
  attempts: number;
  receipt: string | null;
  last_error_code: string | null;
  handed_over_at: Date | null;
  acknowledged_at: Date | null;
  alerts: string[];
}

/** Registers the hooks of a test file; the fields are those of the running test. */
export class HandOffBench {
  world!: World;
  hotline!: HotlineWebhook;
  mailbox!: Mailbox;
  routes!: Record<'webhook' | 'email', HotlineRoute>;
  handOffTip!: HandOffTip;

  constructor() {
    beforeAll(async () => {
      this.hotline = await startHotlineWebhook({ secret: WEBHOOK_SECRET });
      this.mailbox = await startMailbox();
    });
    afterAll(async () => {
      await this.hotline.stop();
      await this.mailbox.stop();
    });
    beforeEach(async () => {
      this.world = await createWorld();
      this.hotline.clearFaults();
      this.mailbox.clearFaults();
      this.routes = {
        webhook: createWebhookRoute({
          url: this.hotline.url,
          secret: WEBHOOK_SECRET,
          timeoutMs: PATIENCE_MS,
        }),
        email: createEmailRoute({
          smtpUrl: this.mailbox.url,
          to: 'intake@hotline.example',
          timeoutMs: PATIENCE_MS,
        }),
      };
      this.handOffTip = createHandOff({ ...this.world, routes: this.routes });
    });
    afterEach(async () => {
      for (const route of Object.values(this.routes)) route.close();
      expectNoPlantedWord(this.world.lines, await this.world.jobs('alertOperators'));
      await this.world.close();
    });
  }

  async findDelivery({ tip }: WrittenTip, route: DeliveryRoute): Promise<string> {
    const { rows } = await this.world.store.pool.query<{ id: string }>(
      'select id from deliveries where tip_id = $1 and revision = $2 and route = $3',
      [tip.id, tip.revision, route],
    );
    return rows[0]?.id ?? '';
  }

  readRow(deliveryId: string): Promise<DeliveryRow> {
    return this.world.row<DeliveryRow>('deliveries', deliveryId);
  }

  /** As the job runner does: again until it works. */
  async runUntilDone(deliveryId: string, maxAttempts = 40): Promise<{ attempts: number; failures: Error[] }> {
    const failures: Error[] = [];
    for (let attempt = 1; attempt <= maxAttempts; attempt++) {
      try {
        await this.handOffTip({ deliveryId }, { attempt, maxAttempts });
        return { attempts: attempt, failures };
      } catch (thrown) {
        failures.push(thrown as Error);
      }
    }
    return { attempts: maxAttempts, failures };
  }

  postsOf({ tip }: WrittenTip): HotlinePost[] {
    return this.hotline.posts.filter(({ webhookId }) => webhookId === `${tip.id}.${tip.revision}`);
  }

  mailsOf({ tip }: WrittenTip): ReceivedMail[] {
    return this.mailbox.mails.filter(({ messageId }) => messageId.startsWith(`<${tip.id}.${tip.revision}@`));
  }
}
