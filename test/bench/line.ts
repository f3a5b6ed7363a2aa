/**
 * The load: witnesses who text the story and, like people, wait for each answer before the next text. Every text is
 * a signed webhook on a keep-alive connection, as Twilio sends it. The same for the program and for the peer.
 */

import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signTwilioRequest } from '../../src/sandbox/stand-ins/twilio.js';
import { incomingFields } from '../../src/sandbox/stand-ins/twilio-resources.js';
import { createWebhookPoster } from '../../src/sandbox/stand-ins/webhook-post.js';
import { type Arrival, type FromProviders, LINE, monotonicMs, STORY } from './story.js';

/** One phase of load against one program. Times in milliseconds. */
export interface Measured {
  conversations: number;
  messages: number;
  failures: string[];
  /** From the first text to the last answer. */
  answeredMs: number;
  /** From the first text until every answer, webhook post and mail has arrived. */
  allMs: number;
  /** Webhook to 200, of every text. With a schedule: from the moment the text was due. */
  toCommit: number[];
  /** From SEND to the arrival of both the webhook post and the mail, of every conversation. */
  toBoth: number[];
  /** Webhook posts and mails beyond one each per tip. */
  doubled: number;
}

export interface Line {
  /** So many conversations side by side, each going as fast as it is answered. */
  saturate(load: Load & { sideBySide: number; maxMs: number }): Promise<Measured>;
  /** Texts come at a fixed rate whatever the program does. */
  schedule(load: Load & { perSecond: number }): Promise<Measured>;
  stop(): void;
}

interface Load {
  base: string;
  conversations: number;
  /** Whether the last answer carries a reference and a webhook post and a mail must follow. */
  handsOff: boolean;
}

const ANSWER_TIMEOUT_MS = 20_000;
const DELIVERY_TIMEOUT_MS = 15_000;
const WEBHOOK_TIMEOUT_MS = 15_000;
/** How long a scheduled witness takes for the next text. */
const THINKING_MS = 1000;

interface Witness {
  number: string;
  index: number;
}

interface Delivered {
  count: { webhook: number; mail: number };
  bothAtMs: number | undefined;
}

export function createLine(providers: ChildProcess): Line {
  const poster = createWebhookPoster({ timeoutMs: WEBHOOK_TIMEOUT_MS });
  const waiting = new Map<string, (arrival: Arrival) => void>();
  const delivered = new Map<string, Delivered>();
  let numbers = 0;

  providers.on('message', (message: FromProviders) => {
    if (message.type !== 'arrivals') return;
    for (const arrival of message.arrivals) note(arrival);
  });

  function note(arrival: Arrival): void {
    if (arrival.kind === 'reply') waiting.get(arrival.key)?.(arrival);
    if (arrival.kind !== 'webhook' && arrival.kind !== 'mail') return;
    const entry = delivered.get(arrival.key) ?? { count: { webhook: 0, mail: 0 }, bothAtMs: undefined };
    delivered.set(arrival.key, entry);
    entry.count[arrival.kind] += 1;
    if (entry.count.webhook > 0 && entry.count.mail > 0) entry.bothAtMs ??= arrival.atMs;
  }

  function nextReply(number: string): Promise<Arrival> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(number);
        reject(new Error('no answer came'));
      }, ANSWER_TIMEOUT_MS);
      waiting.set(number, (arrival) => {
        clearTimeout(timer);
        waiting.delete(number);
        resolve(arrival);
      });
    });
  }

  async function post(base: string, number: string, body: string): Promise<void> {
    const fields = incomingFields(LINE.accountSid, {
      from: number,
      to: LINE.number,
      body,
      messageSid: `SM${randomBytes(16).toString('hex')}`,
      media: [],
    });
    const answer = await poster.post(
      `${base}/twilio/sms`,
      {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'User-Agent': 'TwilioProxy/1.1',
        'X-Twilio-Signature': signTwilioRequest(LINE.authToken, `${LINE.publicUrl}/twilio/sms`, fields),
      },
      new URLSearchParams(fields).toString(),
    );
    if (answer.status !== 200) throw new Error(`the webhook was answered ${answer.status}`);
  }

  function newWitness(index: number): Witness {
    numbers += 1;
    return { number: `+1314${String(2_000_000 + numbers)}`, index };
  }

  /** `dueAt`: when a text should leave, or undefined for at once. */
  async function converse(
    load: Load,
    witness: Witness,
    into: Run,
    dueAt?: (text: number) => number,
  ): Promise<void> {
    for (const [index, text] of STORY.entries()) {
      const due = dueAt?.(index);
      if (due !== undefined) await sleep(Math.max(0, due - monotonicMs()));
      const from = due ?? monotonicMs();
      const reply = nextReply(witness.number);
      // Both are waited for below; neither may go unheard when the other fails first.
      reply.catch(() => undefined);
      await post(load.base, witness.number, text);
      into.toCommit.push(monotonicMs() - from);
      const { atMs, reference } = await reply;
      into.messages += 1;
      into.lastReplyMs = Math.max(into.lastReplyMs, atMs);
      if (index < STORY.length - 1 || !load.handsOff) continue;
      if (reference === undefined) throw new Error('the last answer named no reference');
      into.sent.push({ reference, atMs: from });
    }
  }

  interface Run extends Pick<Measured, 'messages' | 'failures' | 'toCommit'> {
    started: number;
    startedAtMs: number;
    lastReplyMs: number;
    sent: { reference: string; atMs: number }[];
  }

  const begin = (): Run => ({
    messages: 0,
    failures: [],
    toCommit: [],
    started: 0,
    startedAtMs: monotonicMs(),
    lastReplyMs: 0,
    sent: [],
  });

  async function conclude(run: Run): Promise<Measured> {
    const giveUpAt = monotonicMs() + DELIVERY_TIMEOUT_MS;
    const isMissing = ({ reference }: { reference: string }) =>
      delivered.get(reference)?.bothAtMs === undefined;
    while (run.sent.some(isMissing) && monotonicMs() < giveUpAt) await sleep(5);
    const missing = run.sent.filter(isMissing).length;
    if (missing > 0) run.failures.push(...Array<string>(missing).fill('a tip was not delivered'));
    const arrived = run.sent.flatMap(({ reference, atMs }) => {
      const entry = delivered.get(reference);
      return entry?.bothAtMs === undefined ? [] : [{ entry, bothAtMs: entry.bothAtMs, atMs }];
    });
    const lastAt = Math.max(run.lastReplyMs, ...arrived.map(({ bothAtMs }) => bothAtMs));
    return {
      conversations: run.started,
      messages: run.messages,
      failures: run.failures,
      answeredMs: run.lastReplyMs - run.startedAtMs,
      allMs: lastAt - run.startedAtMs,
      toCommit: run.toCommit,
      toBoth: arrived.map(({ bothAtMs, atMs }) => bothAtMs - atMs),
      doubled: arrived.reduce((sum, { entry }) => sum + entry.count.webhook + entry.count.mail - 2, 0),
    };
  }

  async function attempt(run: Run, work: () => Promise<void>): Promise<void> {
    run.started += 1;
    try {
      await work();
    } catch (thrown) {
      run.failures.push(thrown instanceof Error ? thrown.message : 'a witness failed');
    }
  }

  return {
    async saturate(load) {
      const run = begin();
      const isOver = () => run.started >= load.conversations || monotonicMs() - run.startedAtMs > load.maxMs;
      const phone = async () => {
        while (!isOver()) await attempt(run, () => converse(load, newWitness(run.started), run));
      };
      await Promise.all(Array.from({ length: Math.min(load.sideBySide, load.conversations) }, phone));
      return conclude(run);
    },

    async schedule(load) {
      const run = begin();
      const betweenTexts = 1000 / load.perSecond;
      const betweenWitnesses = betweenTexts * STORY.length;
      const origin = run.startedAtMs + 50;
      // A person's later texts fall between the first texts of others, so that the rate is even.
      const due = (witness: number, text: number) =>
        origin + witness * betweenWitnesses + text * (THINKING_MS + betweenTexts);
      await Promise.all(
        Array.from({ length: load.conversations }, (_, index) =>
          attempt(run, () => converse(load, newWitness(index), run, (text) => due(index, text))),
        ),
      );
      return conclude(run);
    },

    stop: () => {
      poster.stop();
    },
  };
}
