/**
 * What passes between us and the hotline's webhook, both ways: the one place from which types, checks and the
 * published OpenAPI document come.
 */

import { z } from 'zod';
import { tipSchema } from '../tip/schema.js';

/** Longer than `<uuid>.<revision>` ever is. */
const MAX_KEY_LENGTH = 100;

const deliveryKey = z
  .string()
  .min(1)
  .max(MAX_KEY_LENGTH)
  .describe('The webhook-id (and Idempotency-Key) the tip came with: tip id, a dot, revision');

export const tipEventSchema = z
  .object({
    type: z.literal('tip.revised').describe('The only event there is'),
    timestamp: z.iso.datetime().describe('When this revision was written; the same on every attempt'),
    data: tipSchema,
  })
  .describe('One revision of a tip. A higher revision replaces all lower ones.');

export type TipEvent = z.infer<typeof tipEventSchema>;

const receiptId = z
  .union([z.string(), z.number()])
  .describe(
    'Your own id of it: letters, digits and . _ : / + = - only, at most 100. Anything else is dropped.',
  );

export const answerSchema = z
  .object({
    receiptId: receiptId.optional(),
    acknowledged: z
      .boolean()
      .optional()
      .describe('True only when a person has it, or your system answers for one. Else call back later.'),
  })
  .describe('Optional: any 2xx counts as handed over, whatever it says.');

export const receiptSchema = z
  .object({
    idempotencyKey: deliveryKey.optional(),
    'webhook-id': deliveryKey.optional(),
    receipt: receiptId.optional(),
    acknowledgedAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When a person took it; left out: now. A time to come counts as now.'),
  })
  .refine((receipt) => receipt.idempotencyKey !== undefined || receipt['webhook-id'] !== undefined)
  .meta({
    description: 'A person has this tip. One of idempotencyKey and webhook-id is needed.',
    anyOf: [{ required: ['idempotencyKey'] }, { required: ['webhook-id'] }],
  });
