/**
 * Each route times each fault, on real HTTP, SMTP and Slack calls: nothing is lost, nothing is doubled, and it ends. A mail
 * whose acceptance got lost may arrive again with the same Message-ID, by which mail systems drop it: SMTP has no other way.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DeskDeps } from '../../../src/handoff/desk/desk-deps.js';
import { createShowDeskTask } from '../../../src/handoff/desk/show-task.js';
import { TASK_EVENT } from '../../../src/handoff/desk/task-message.js';
import { createEmailRoute } from '../../../src/handoff/email.js';
import { createHandOff, type HandOffTip } from '../../../src/handoff/hand-off-tip.js';
import { type HotlineRoute } from '../../../src/handoff/route.js';
import { createRouteGate } from '../../../src/handoff/route-gate.js';
import { createWebhookRoute } from '../../../src/handoff/webhook.js';
import { loadHotlinePlan } from '../../../src/tip/hotline-plan-loader.js';
import { type Chaos, type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.js';
import { HandOffBench } from '../../support/hand-off-bench.js';
import {
  CHANNELS,
  createDesk,
  type Desk,
  HANG_MS,
  PATIENCE_MS,
  WEBHOOK_SECRET,
} from '../../support/handoff-servers.js';

const NETWORK: readonly Chaos[] = ['refuse', 'hang', 'garbage', 'cutRequest', 'cutAnswer'];
const BAD_TIMES = 2;
const TRIES = 12;

const bench = new HandOffBench();
let toWebhook: ChaosProxy;
let toMailbox: ChaosProxy;
let handOffTip: HandOffTip;
let routes: Record<'webhook' | 'email', HotlineRoute>;

beforeAll(async () => {
  toWebhook = await startChaosProxy({ host: '127.0.0.1', port: Number(new URL(bench.hotline.url).port) });
  toMailbox = await startChaosProxy({ host: '127.0.0.1', port: Number(new URL(bench.mailbox.url).port) });
});
afterAll(async () => {
  await Promise.all([toWebhook.stop(), toMailbox.stop()]);
});
beforeEach(async () => {
  const plan = await loadHotlinePlan('config');
  routes = {
    webhook: createWebhookRoute({
      url: `http://127.0.0.1:${toWebhook.port}/tips`,
      ...{ secret: WEBHOOK_SECRET, timeoutMs: PATIENCE_MS },
    }),
    email: createEmailRoute({
      ...{
        smtpUrl: `smtp://127.0.0.1:${toMailbox.port}`,
        to: 'intake@hotline.example',
        timeoutMs: PATIENCE_MS,
      },
    }),
  };
  handOffTip = createHandOff({ ...bench.world, routes, gate: createRouteGate({ ...bench.world, plan }) });
});

/** As the job runner does, with the rests of a route passing in no time. */
async function runUntilLeft(deliveryId: string): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await handOffTip({ deliveryId }, { attempt, maxAttempts: 40 }).catch(() => undefined);
    if ((await bench.readRow(deliveryId)).handed_over_at !== null) return;
    bench.world.pass(10_000);
  }
}

type Fault = readonly [name: string, route: 'webhook' | 'email', inflict: () => unknown];

/** Its one answer in which the mail may come twice, under one Message-ID. */
const MAY_REPEAT = 'acceptance lost';

const FAULTS: readonly Fault[] = [
  ...NETWORK.map(
    (how) =>
      [
        how,
        'webhook',
        () => {
          toWebhook.break(how, BAD_TIMES);
        },
      ] as const,
  ),
  ['500', 'webhook', () => bench.hotline.fault({ status: 500, times: BAD_TIMES })],
  ['429', 'webhook', () => bench.hotline.fault({ status: 429, retryAfterSeconds: 1, times: BAD_TIMES })],
  ['401', 'webhook', () => bench.hotline.fault({ status: 401, times: BAD_TIMES })],
  [
    'answer lost',
    'webhook',
    () => bench.hotline.fault({ dropSocket: true, when: 'after', times: BAD_TIMES }),
  ],
  ['late answer', 'webhook', () => bench.hotline.fault({ hangMs: HANG_MS, when: 'after', times: BAD_TIMES })],
  ...NETWORK.map(
    (how) =>
      [
        how,
        'email',
        () => {
          toMailbox.break(how, BAD_TIMES);
        },
      ] as const,
  ),
  ['421 at once', 'email', () => bench.mailbox.fault({ stage: 'connect', code: 421, times: BAD_TIMES })],
  ['450 for the mailbox', 'email', () => bench.mailbox.fault({ stage: 'rcpt', code: 450, times: BAD_TIMES })],
  ['550 for the mailbox', 'email', () => bench.mailbox.fault({ stage: 'rcpt', code: 550, times: BAD_TIMES })],
  ['451 after the text', 'email', () => bench.mailbox.fault({ stage: 'data', code: 451, times: BAD_TIMES })],
  [
    'silence in the text',
    'email',
    () => bench.mailbox.fault({ stage: 'data', hangMs: 2000, dropSocket: true }),
  ],
  [
    MAY_REPEAT,
    'email',
    () => bench.mailbox.fault({ stage: 'data', dropSocket: true, when: 'after', times: BAD_TIMES }),
  ],
];

describe('nothing lost, nothing doubled', () => {
  it.each(FAULTS)(
    '%s at the %s',
    async (name, route, inflict) => {
      inflict();
      const written = await bench.world.writeRevision();
      const deliveryId = await bench.findDelivery(written, route);
      const other = await bench.findDelivery(written, route === 'webhook' ? 'email' : 'webhook');
      await Promise.all([runUntilLeft(deliveryId), runUntilLeft(other)]);
      // Once more, as a job that was thought dead would.
      for (const id of [deliveryId, other])
        await handOffTip({ deliveryId: id }, { attempt: 1, maxAttempts: 40 });
      for (const one of Object.values(routes)) one.close();

      expect(await bench.readRow(deliveryId)).toMatchObject({
        state: 'handed_over',
        attempts: expect.any(Number),
      });
      expect(await bench.readRow(other)).toMatchObject({ state: 'handed_over' });
      expect(bench.postsOf(written).map(({ conflicting }) => conflicting)).toEqual([false]);
      const mails = bench.mailsOf(written);
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
      if (name !== MAY_REPEAT) expect(mails).toHaveLength(1);
    },
    20_000,
  );
});

describe('the desk', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await createDesk({ timeoutMs: PATIENCE_MS });
  });
  afterAll(() => desk.slack.stop());

  const isPost = ({ method }: { method: string }) => method === 'chat.postMessage';
  const faults: readonly [string, () => void][] = [
    ['500', () => desk.slack.fault({ match: isPost, status: 500, times: BAD_TIMES })],
    ['429', () => desk.slack.fault({ match: isPost, status: 429, retryAfterSeconds: 1, times: BAD_TIMES })],
    ['hang', () => desk.slack.fault({ match: isPost, hangMs: 2000, dropSocket: true, times: BAD_TIMES })],
    ['answer lost', () => desk.slack.fault({ match: isPost, dropSocket: true, when: 'after' })],
    [
      'garbage',
      () => desk.slack.fault({ match: isPost, status: 200, body: 'what is this?', times: BAD_TIMES }),
    ],
  ];
  const tasksOf = (tipId: string) =>
    desk.slack
      .messagesIn(CHANNELS.operator)
      .filter(({ metadata }) => metadata?.event_type === TASK_EVENT)
      .filter(({ metadata }) => JSON.stringify(metadata).includes(tipId));

  async function showUntilShown(crashPoint?: (name: string) => void): Promise<string> {
    const { world } = bench;
    const plan = await loadHotlinePlan('config');
    const written = await world.writeRevision({ routes: ['desk'] });
    const tipId = written.tip.id;
    const deps: DeskDeps = {
      ...{ ...world, plan, slack: desk.client, operatorChannel: CHANNELS.operator, signLabels: {} },
      ...{ postIntervalMs: 0, ...(crashPoint === undefined ? {} : { crashPoint }) },
    };
    const show = createShowDeskTask(deps);
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      await show({ tipId }).catch(() => undefined);
      if ((await bench.readRow(written.deliveryIds[0] ?? '')).state === 'attempting') return tipId;
    }
    return tipId;
  }

  it.each(faults)(
    '%s: one task',
    async (_name, inflict) => {
      inflict();
      const tipId = await showUntilShown();
      expect(tasksOf(tipId)).toHaveLength(1);
    },
    20_000,
  );

  it('a worker that dies after posting: one task', async () => {
    let left = 1;
    const tipId = await showUntilShown((name) => {
      if (name === 'desk:after-head' && left-- > 0) throw new Error('killed');
    });
    expect(tasksOf(tipId)).toHaveLength(1);
  }, 20_000);
});
