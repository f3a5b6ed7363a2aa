/** The published OpenAPI document: valid by the specification, and true of what we send. */

import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { z } from 'zod';
import { createOpenApiDocument } from '../../../src/handoff/openapi.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { busReport, hotelReport } from '../../support/tips.js';

interface Document {
  servers: { url: string }[];
  components: { schemas: Record<string, object> };
}

const bench = new HandOffBench();
const document = createOpenApiDocument('https://tips.example.test')() as unknown as Document;

/** The published schema as a check: with its neighbours under $defs, where z.fromJSONSchema looks for them. */
function checkAgainst(name: string): z.ZodType {
  const text = JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/$defs/');
  return z.fromJSONSchema({ $defs: JSON.parse(text) as never, $ref: `#/$defs/${name}` });
}

describe('GET /schema/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(await new Validator().validate(structuredClone(document) as never)).toEqual({ valid: true });
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://tips.example.test' }] });
    expect(createOpenApiDocument(undefined)()).not.toHaveProperty('servers');
  });

  it('a mistake in it would be found', async () => {
    const broken = { ...structuredClone(document), paths: { '/x': { post: { responses: [] } } } };
    expect(await new Validator().validate(broken as never)).toMatchObject({ valid: false });
  });

  it.each([
    ['hotel', hotelReport()],
    ['bus', busReport()],
  ])('what is posted for the %s story is what it says', async (_, report) => {
    const written = await bench.world.writeRevision({ routes: ['webhook'], report });
    await bench.runUntilDone(written.deliveryIds[0] ?? '');
    const { document: posted } = bench.postsOf(written)[0] ?? {};
    const schema = checkAgainst('TipEvent');
    expect(schema.safeParse(posted)).toMatchObject({ success: true });
    expect(schema.safeParse({ ...(posted as object), type: 'other' })).toMatchObject({ success: false });
    const { data } = posted as { data: object };
    expect(schema.safeParse({ ...(posted as object), data: { ...data, urgency: 'soon' } })).toMatchObject({
      success: false,
    });
  });
});
