/** The whole program: a text becomes a tip at the hotline, which says later that a person has it. */

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { plantSecrets } from '../../support/planted-secrets.js';
import { eventually, type Program, sayAndHear, startProgram, tellStory } from '../../support/program.js';
import { postReceipt } from '../../support/signed-receipt.js';

let program: Program;
beforeAll(async () => {
  program = await startProgram();
});
afterAll(() => program.stop());

it('the hotline acknowledges by call-back, and the tip says so', async () => {
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const post = await eventually(() => program.hotline.posts.at(-1), { what: 'the tip at the hotline' });
  const secret = program.sandbox.environment.HOTLINE_WEBHOOK_SECRET ?? '';
  const call = (): Promise<Response> =>
    postReceipt(program.url, { secret, body: { 'webhook-id': post.webhookId, receipt: 'CASE-1' } });
  expect(await (await call()).json()).toEqual({ status: 'acknowledged' });
  expect(await (await call()).json()).toEqual({ status: 'already' });
  const rows = await program.rows(
    `select state, receipt from deliveries where idempotency_key = $1 and route = 'webhook'`,
    [post.webhookId],
  );
  expect(rows).toEqual([{ state: 'acknowledged', receipt: 'CASE-1' }]);
});

it('publishes what it posts, with its own address', async () => {
  const response = await fetch(`${program.url}/schema/openapi.json`);
  expect(response.headers.get('content-type')).toContain('application/vnd.oai.openapi+json');
  expect(await response.json()).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: 'https://tips.example.test' }],
    webhooks: { tipRevised: {} },
    paths: { '/hotline/receipts': {} },
  });
});
