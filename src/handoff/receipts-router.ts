/**
 * POST /hotline/receipts: the hotline says, later than in its answer, that it has a tip. Signed by Standard Webhooks
 * with the secret we sign with; nothing is read before the signature holds, and nothing of it is ever logged.
 *
 * | answer | when                                                                      |
 * |--------|---------------------------------------------------------------------------|
 * | 200    | recorded, or recorded before: a repeated call-back changes nothing        |
 * | 400    | signed, but not the JSON it must be                                       |
 * | 401    | no signature, a wrong one, or a timestamp more than five minutes away     |
 * | 404    | no delivery has that key                                                  |
 * | 413    | larger than 16 KiB                                                        |
 * | 5xx    | not recorded: send it again                                               |
 */

import { type Request, Router, raw } from 'express';
import { SightlineError } from '../errors.js';
import { type Logger } from '../logger.js';
import { type Acknowledgement, type AcknowledgeDelivery } from './acknowledge-delivery.js';
import { receiptSchema } from './webhook-schema.js';
import { createWebhookSignature } from './webhook-signature.js';

export interface ReceiptsRouterOptions {
  /** As in HOTLINE_WEBHOOK_SECRET. */
  secret: string;
  acknowledge: AcknowledgeDelivery;
  logger: Logger;
}

const PATH = '/hotline/receipts';
const BODY_LIMIT = '16kb';
const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

export function createReceiptsRouter({ secret, acknowledge, logger }: ReceiptsRouterOptions): Router {
  const signature = createWebhookSignature(secret);
  const router = Router();
  // As it came: a signature is over bytes. Nothing is unpacked, so the limit is a limit.
  router.post(
    PATH,
    raw({ type: () => true, limit: BODY_LIMIT, inflate: false }),
    async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
      if (!signature.accepts(body, readHeaders(request))) {
        logger.warn({ code: 'SIGNATURE_INVALID', path: PATH, status: 401 }, 'request refused');
        response.status(401).json({ error: 'SIGNATURE_INVALID' });
        return;
      }
      const outcome = await acknowledge(parseReceipt(body));
      if (outcome === 'unknown') response.status(404).json({ error: 'NOT_FOUND' });
      else response.json({ status: outcome });
    },
  );
  return router;
}

function readHeaders(request: Request): Record<string, string> {
  return Object.fromEntries(SIGNATURE_HEADERS.map((name) => [name, request.get(name) ?? '']));
}

/** The issues a schema finds are dropped: they quote what they found. */
function parseReceipt(body: string): Acknowledgement {
  const parsed = receiptSchema.safeParse(parseJson(body));
  if (!parsed.success)
    throw new SightlineError('MESSAGE_INVALID', 'a call-back of the hotline without the fields it must have');
  const { receipt, acknowledgedAt } = parsed.data;
  return {
    // The schema wants one of the two.
    idempotencyKey: parsed.data.idempotencyKey ?? parsed.data['webhook-id'] ?? '',
    receipt,
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: new Date(acknowledgedAt) }),
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
