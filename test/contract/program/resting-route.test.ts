/** A route that fails in a row: what the operators, the load balancer and the metrics see until it works again. */

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { copyConfig } from '../../support/config-copy.js';
import { plantSecrets } from '../../support/planted-secrets.js';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

let program: Program;
beforeAll(async () => {
  const configDir = await copyConfig({
    'hotline.yaml': (hotline) =>
      hotline.replace(/^breaker: .*$/m, 'breaker: { failures: 1, restsFrom: 2s, restsUpTo: 2s }'),
  });
  program = await startProgram({ configDir });
});
afterAll(() => program.stop());

const restsInMetrics = async () =>
  /sightline_hotline_route_rests\{route="webhook"\} (\d)/.exec(
    await (await fetch(`${program.url}/metrics`)).text(),
  )?.[1];

it('rests: told once, shown in /readyz and in the metrics, until one tip goes through', async () => {
  program.hotline.fault({ status: 503, forMs: 600_000 });
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');

  await eventually(() => alertsOf(program).some((text) => text.includes('ROUTE_RESTS')));
  // Between two rests one tip is tried.
  await eventually(async () => {
    const { status, body } = await program.readyz();
    expect(body.degraded.join('\n')).toContain('webhook');
    // The program itself is ready: the tip left by e-mail.
    expect(status).toBe(200);
    expect(await restsInMetrics()).toBe('1');
    return true;
  });
  await eventually(() => program.mailbox.mails.length === 1);

  program.hotline.clearFaults();
  await eventually(() => alertsOf(program).some((text) => text.includes('ROUTE_WORKS_AGAIN')));
  expect(program.hotline.posts).toHaveLength(1);
  expect(await restsInMetrics()).toBe('0');
  expect((await program.readyz()).body.degraded.join('\n')).not.toContain('webhook');
  expect(alertsOf(program).filter((text) => text.includes('ROUTE_RESTS'))).toHaveLength(1);
}, 60_000);
