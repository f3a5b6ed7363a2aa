/**
 * The OpenAPI 3.1 document for whoever receives tips: what we post to them, and what they may post back. Its schemas
 * are generated from those the code checks with; served at GET /schema/openapi.json. RECEIVER.md tells it in words.
 */

import { z } from 'zod';
import { tipSchema } from '../tip/schema.js';
import { answerSchema, receiptSchema, tipEventSchema } from './webhook-schema.js';

export type OpenApiDocument = Record<string, unknown>;

/** Built on first use. `serverUrl`: the address this program is reached at, when that is configured. */
export function createOpenApiDocument(serverUrl: string | undefined): () => OpenApiDocument {
  let built: OpenApiDocument | undefined;
  return () => (built ??= buildDocument(serverUrl));
}

const SPECIFICATION =
  'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md';

function buildDocument(serverUrl: string | undefined): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sightline: tips to a hotline',
      version: '1.0.0',
      description:
        'Tips are posted to you as a webhook, signed by Standard Webhooks. Within an object, what is not known is ' +
        'left out. Additions may come at any time: accept keys you do not know.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    ...(serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] }),
    security: [],
    webhooks: { tipRevised: { post: describeTipRevised() } },
    paths: { '/hotline/receipts': { post: describeReceipts() } },
    components: {
      schemas: buildSchemas(),
      parameters: describeHeaders(),
      responses: {
        Fault: {
          description: 'A code, no more',
          content: json({
            type: 'object',
            properties: { error: { type: 'string' } },
            required: ['error'],
          }),
        },
      },
    },
  };
}

function describeTipRevised(): object {
  return {
    operationId: 'tipRevised',
    summary: 'A new tip, or a newer revision of one',
    description:
      'Check the signature, keep what you get durably, then answer. The same webhook-id may come again: answer it ' +
      'as before and act once. Anything but a 2xx within ten seconds, and it comes again after growing pauses.',
    parameters: [...SIGNED, ref('parameters', 'IdempotencyKey')],
    requestBody: { required: true, content: json(ref('schemas', 'TipEvent')) },
    responses: {
      '2XX': {
        description: 'You have it: handed over',
        content: json(ref('schemas', 'Answer')),
      },
      '401': { description: 'The signature is wrong: our operators are told' },
      '429': { description: 'Later; Retry-After is kept to, up to an hour' },
      '4XX': { description: 'A clear no: our operators are told at once, and it comes again' },
      '5XX': { description: 'Later; Retry-After is kept to, up to an hour' },
    },
  };
}

function describeReceipts(): object {
  const fault = (description: string): object => ({ ...ref('responses', 'Fault'), description });
  return {
    operationId: 'receipt',
    summary: 'A person has this tip',
    description: `Signed by you, as we sign, with the same secret (${SPECIFICATION}). Repeating it changes nothing.`,
    parameters: SIGNED,
    requestBody: { required: true, content: json(ref('schemas', 'Receipt')) },
    responses: {
      '200': {
        description: 'Recorded now (acknowledged) or before (already)',
        content: json({
          type: 'object',
          properties: { status: { type: 'string', enum: ['acknowledged', 'already'] } },
          required: ['status'],
        }),
      },
      '400': fault('Signed, but not the JSON it must be'),
      '401': fault('The signature is missing or wrong, or its timestamp more than five minutes away'),
      '404': fault('No tip was sent under that key'),
      '413': fault('Larger than 16 KiB'),
      '5XX': fault('Not recorded: send it again'),
    },
  };
}

const SIGNED = ['WebhookId', 'WebhookTimestamp', 'WebhookSignature'].map((name) => ref('parameters', name));

function describeHeaders(): object {
  const header = (name: string, description: string): object => ({
    ...{ name, in: 'header', required: true, description },
    schema: { type: 'string' },
  });
  return {
    WebhookId: header('webhook-id', 'The same on every attempt. Of a tip: its id, a dot, its revision'),
    WebhookTimestamp: header('webhook-timestamp', 'Seconds since 1970 when this attempt was signed'),
    WebhookSignature: header('webhook-signature', `v1, and HMAC-SHA256 in base64: ${SPECIFICATION}`),
    IdempotencyKey: header('idempotency-key', 'The same as webhook-id'),
  };
}

/** `input`: readers must accept unknown keys, so that an addition breaks nobody. */
function buildSchemas(): object {
  const registry = z.registry<{ id: string }>();
  registry.add(tipSchema, { id: 'Tip' });
  registry.add(tipEventSchema, { id: 'TipEvent' });
  registry.add(answerSchema, { id: 'Answer' });
  registry.add(receiptSchema, { id: 'Receipt' });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    target: 'draft-2020-12',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _dialect, $id: _address, ...schema }]) => [id, schema]),
  );
}

function ref(kind: 'schemas' | 'parameters' | 'responses', name: string): { $ref: string } {
  return { $ref: `#/components/${kind}/${name}` };
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}
