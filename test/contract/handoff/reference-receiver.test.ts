/** The receiver we hand out, as a process of its own: our webhook posts to it, and it calls back. */

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createWebServer, type WebServer } from '../../../src/channels/web-server.js';
import { createAcknowledgeDelivery } from '../../../src/handoff/acknowledge-delivery.js';
import { createReceiptsRouter } from '../../../src/handoff/receipts-router.js';
import { createWebhookRoute } from '../../../src/handoff/webhook.js';
import { createHandOff } from '../../../src/handoff/hand-off-tip.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import { expectNoPlantedWord, failureOf, WEBHOOK_SECRET } from '../../support/handoff-servers.js';
import { eventually } from '../../support/program.js';

const RECEIVER = join(import.meta.dirname, '../../../src/handoff/reference-receiver.mjs');
const bench = new HandOffBench();

let server: WebServer;
let receiver: ChildProcess;
let folder: string;
let lines: string[];
let url: string;
let receiptsUrl: string;

async function startReceiver(): Promise<void> {
  lines = [];
  receiver = spawn(process.execPath, [RECEIVER], {
    env: {
      PATH: process.env.PATH,
      ...{ SECRET: WEBHOOK_SECRET, PORT: '0', RECEIPTS_URL: receiptsUrl, TIPS_DIR: folder },
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (receiver.stdout === null) throw new Error('no output');
  createInterface({ input: receiver.stdout }).on('line', (line) => lines.push(line));
  const port = await eventually(() => /^listening on (\d+)$/.exec(lines[0] ?? '')?.[1], {
    what: 'the receiver listening',
  });
  url = `http://127.0.0.1:${port}`;
}

async function stopReceiver(): Promise<void> {
  receiver.kill();
  await once(receiver, 'exit');
}

beforeEach(async () => {
  const { logger } = bench.world;
  const acknowledge = createAcknowledgeDelivery(bench.world);
  server = createWebServer({
    routers: [createReceiptsRouter({ secret: WEBHOOK_SECRET, acknowledge, logger })],
    logger,
  });
  folder = mkdtempSync(join(tmpdir(), 'sightline-receiver-'));
  const port = await server.start({ port: 0, host: '127.0.0.1' });
  receiptsUrl = `http://127.0.0.1:${port}/hotline/receipts`;
  await startReceiver();
});
afterEach(async () => {
  await stopReceiver();
  await server.stop();
  rmSync(folder, { recursive: true });
});

it('takes a tip once, also over a restart, and calls back when a person has it', async () => {
  const written = await bench.world.writeRevision({ routes: ['webhook'] });
  const { tip } = written;
  const key = `${tip.id}.1`;
  const deliveryId = written.deliveryIds[0] ?? '';
  const webhook = createWebhookRoute({ url, secret: WEBHOOK_SECRET });
  const handOffTip = createHandOff({ ...bench.world, routes: { webhook } });
  await handOffTip({ deliveryId }, { attempt: 1, maxAttempts: 40 });
  const receipt = `R-${tip.reference}-1`;
  expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'handed_over', receipt });

  // The same key again, as after a lost answer; then to a receiver that was started anew.
  const parcel = { idempotencyKey: key, tip, previous: undefined, createdAt: bench.world.now() };
  expect(await webhook.deliver(parcel)).toEqual({ receipt, acknowledged: false });
  await eventually(() => lines.length > 1, { what: 'its line about the tip' });
  const printed = [...lines];
  await stopReceiver();
  await startReceiver();
  expect(await createWebhookRoute({ url, secret: WEBHOOK_SECRET }).deliver(parcel)).toMatchObject({
    receipt,
  });
  expect(printed.slice(1)).toEqual([`tip ${key} ${tip.reference} submitted in_progress`]);
  expect(lines).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([`${key}.json`]);
  expect(JSON.parse(readFileSync(join(folder, `${key}.json`), 'utf8'))).toEqual(tip);

  receiver.stdin?.write(`ack ${key} CASE-9\n`);
  await eventually(() => lines.includes(`ack ${key} 200`), { what: 'the call-back' });
  expect(await bench.readRow(deliveryId)).toMatchObject({ state: 'acknowledged', receipt: 'CASE-9' });
  receiver.stdin?.write(`ack nobody.1 CASE-9\n`);
  await eventually(() => lines.includes('ack nobody.1 404'), { what: 'the refused call-back' });
  expectNoPlantedWord(printed, lines);
});

it('refuses what another signed or somebody changed', async () => {
  const { tip } = await bench.world.writeRevision({ routes: ['webhook'] });
  const forged = createWebhookRoute({ url, secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` });
  const parcel = { idempotencyKey: `${tip.id}.1`, tip, previous: undefined, createdAt: new Date() };
  expect(await failureOf(forged.deliver(parcel))).toMatchObject({
    ...{ code: 'DELIVERY_REFUSED', providerCode: '401' },
  });
  const unsigned = await fetch(url, { method: 'POST', body: '{}' });
  expect(unsigned.status).toBe(401);
  expect(readdirSync(folder)).toEqual([]);
});
