/**
 * The whole program as it runs in production, for the crash tests: `node dist/main.js web|worker` as child processes on a
 * database of their own, with the stand-ins of Twilio, Slack, mailbox and hotline in the test's process. The stand-ins
 * outlive every kill, so they are the witness of what really left.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { startHotlineWebhook, type HotlineWebhook } from '../../src/sandbox/stand-ins/hotline-webhook.js';
import { startMailbox, type Mailbox } from '../../src/sandbox/stand-ins/mailbox.js';
import { startSlackStandIn, type SlackStandIn } from '../../src/sandbox/stand-ins/slack.js';
import { startTwilioStandIn, type TwilioStandIn } from '../../src/sandbox/stand-ins/twilio.js';
import { type TwilioMessage } from '../../src/sandbox/stand-ins/twilio-resources.js';
import { createTestDatabase } from './database.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
const PUBLIC_URL = 'https://tips.example.test';
export const LINE_NUMBER = '+15735550100';
export const NATIONAL_CHANNEL = 'C0NATIONAL';
const OPERATOR_CHANNEL = 'C0OPERATOR';
export const REPLY_SETTLE_MS = 300;
/** As a provider that was told to retry: again and again until it gets its 200. */
const RETRY_MS = 500;
const MAX_TRIES = 600;

export type Role = 'web' | 'worker';

export interface Program {
  role: Role;
  child: ChildProcess;
  /** Of a web process. */
  base: string;
  /** Rejects when it ended before it was ready. */
  ready: Promise<void>;
  /** SIGKILL, and waits until the process is gone. */
  kill(): Promise<void>;
  /** Resolves with the signal or exit code once the process is gone, whoever ended it. */
  gone: Promise<string>;
}

export interface SentText {
  from: string;
  body: string;
  messageSid: string;
  /** Posts until the 200. */
  posts: number;
  /** Of the post that got the 200. */
  durationMs: number;
}

export interface ProgramWorld {
  pool: Pool;
  twilio: TwilioStandIn;
  slack: SlackStandIn;
  mailbox: Mailbox;
  hotline: HotlineWebhook;
  /** What Twilio signs with. */
  authToken: string;
  /** Everything the children wrote to standard output and error. */
  output(): string;
  /** Resolves once it is ready; rejects when it ended before. `onSpawn` gets it as soon as it exists. */
  start(
    role: Role,
    environment?: Record<string, string>,
    onSpawn?: (program: Program) => void,
  ): Promise<Program>;
  /** One that kills itself at this point, perhaps before it is ready; resolves once it exists. */
  startDying(role: Role, point: string): Program;
  /** One text, posted to one of these until it is answered 200; asked anew before each post. */
  text(
    from: string,
    body: string,
    to: Program | (() => Program | undefined),
    options?: { messageSid?: string; extra?: Record<string, string> },
  ): Promise<SentText>;
  /** What the person's phone shows of ours, in order. */
  repliesTo(person: string): readonly TwilioMessage[];
  /** Waits until the phone has this many. */
  waitForReplies(person: string, count: number, timeoutMs?: number): Promise<readonly TwilioMessage[]>;
  /** Waits until each of these texts has its answer at Twilio. */
  waitForAnswers(messageSids: readonly string[], timeoutMs?: number): Promise<void>;
  /** Waits until nothing is under way: no answer, no delivery, no card, no job that is due. */
  drain(timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function createProgramWorld(
  options: { environment?: Record<string, string>; slack?: boolean } = {},
): Promise<ProgramWorld> {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.connectionString, max: 8 });
  pool.on('error', () => undefined);
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomBytes(16).toString('hex');
  const botToken = `xoxb-${randomBytes(12).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
  const [twilio, slack, mailbox, hotline] = await Promise.all([
    startTwilioStandIn({ accountSid, authToken, number: LINE_NUMBER }),
    startSlackStandIn({
      botToken,
      signingSecret,
      channels: [
        { id: NATIONAL_CHANNEL, name: 'national' },
        { id: OPERATOR_CHANNEL, name: 'operators' },
      ],
    }),
    startMailbox(),
    startHotlineWebhook({ secret: webhookSecret }),
  ]);
  const phones = new Map<string, TwilioMessage[]>();
  twilio.subscribe((message) => {
    const thread = phones.get(message.to) ?? [];
    if (message.direction === 'inbound' || thread.includes(message)) return;
    phones.set(message.to, [...thread, message]);
  });

  const environment = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: database.connectionString,
    DATA_KEY: randomBytes(32).toString('base64'),
    PORT: '0',
    PUBLIC_URL,
    LOG_LEVEL: 'info',
    HEARTBEAT_MINUTES: '0',
    REPLY_SETTLE_MS: String(REPLY_SETTLE_MS),
    // Many tips for one channel; the pace has tests of its own.
    SLACK_POST_INTERVAL_MS: '0',
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_NUMBER: LINE_NUMBER,
    TWILIO_API_URL: twilio.url,
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
    SLACK_NATIONAL_CHANNEL: NATIONAL_CHANNEL,
    SLACK_OPERATOR_CHANNEL: OPERATOR_CHANNEL,
    SMTP_URL: mailbox.url,
    HOTLINE_EMAIL: 'tips@hotline.example',
    HOTLINE_WEBHOOK_URL: hotline.url,
    HOTLINE_WEBHOOK_SECRET: webhookSecret,
    ...options.environment,
  };
  const programs = new Set<Program>();
  const output: string[] = [];

  const start: ProgramWorld['start'] = async (role, more = {}, onSpawn = () => undefined) => {
    const child = spawn(process.execPath, [MAIN, role], {
      env: { ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const gone = once(child, 'exit').then(([code, signal]) => String(signal ?? code));
    // Its last lines may be read after its exit is known.
    const silent = once(child, 'close').then(() => gone);
    const announcement = new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        output.push(`${line}\n`);
        if (line.startsWith('Sightline ')) resolve(line);
      });
      void silent.then((how) => {
        reject(new Error(`${role} ended with ${how} before it was ready\n${output.slice(-5).join('')}`));
      });
    });
    const program: Program = {
      role,
      child,
      base: '',
      gone,
      ready: announcement.then((line) => {
        program.base = `http://127.0.0.1:${/port (\d+)/.exec(line)?.[1] ?? ''}`;
        if (role === 'web') twilio.connect({ base: program.base, publicUrl: PUBLIC_URL });
      }),
      kill: async () => {
        child.kill('SIGKILL');
        await gone;
      },
    };
    programs.add(program);
    void gone.then(() => programs.delete(program));
    onSpawn(program);
    await program.ready;
    return program;
  };

  const startDying: ProgramWorld['startDying'] = (role, point) => {
    let dying: Program | undefined;
    start(role, { SIGHTLINE_CRASH_AT: point }, (program) => (dying = program)).catch(() => undefined);
    if (dying === undefined) throw new Error(`no ${role} was spawned`);
    return dying;
  };

  // What still waits when the world ends must not keep the run alive.
  const closing = new AbortController();
  const { signal } = closing;
  const text: ProgramWorld['text'] = async (from, body, to, { messageSid = newSid(), extra } = {}) => {
    for (let tries = 0, posts = 0; tries < MAX_TRIES; tries += 1) {
      const target = typeof to === 'function' ? to() : to;
      if (target !== undefined) {
        posts += 1;
        twilio.connect({ base: target.base, publicUrl: PUBLIC_URL });
        const answer = await twilio.receive({ from, body, messageSid, ...(extra && { extra }) });
        if (answer.status === 200) return { from, body, messageSid, posts, durationMs: answer.durationMs };
      }
      await sleep(RETRY_MS, undefined, { signal });
    }
    throw new Error(`no 200 in ${MAX_TRIES} tries`);
  };

  const repliesTo = (person: string) => phones.get(person) ?? [];

  return {
    ...{ pool, twilio, slack, mailbox, hotline, authToken, start, startDying, text, repliesTo },
    output: () => output.join(''),
    waitForReplies: (person, count, timeoutMs = 30_000) =>
      waitUntil(
        `${count} replies`,
        () => Promise.resolve(repliesTo(person).length >= count ? repliesTo(person) : undefined),
        timeoutMs,
        { signal },
      ),
    waitForAnswers: async (messageSids, timeoutMs = 30_000) => {
      await waitUntil('every text answered', () => areAnswered(pool, messageSids), timeoutMs, {
        everyMs: 250,
        signal,
      });
    },
    drain: async (timeoutMs = 60_000) => {
      await waitUntil('nothing under way', () => isIdle(pool), timeoutMs, { signal });
    },
    close: async () => {
      closing.abort();
      await Promise.all([...programs].map((program) => program.kill()));
      await Promise.all([twilio, slack, mailbox, hotline].map((standIn) => standIn.stop()));
      await pool.end();
      await database.drop();
    },
  };
}

/** As Twilio makes them. */
export function newSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

/** A number nobody has: exchange 555, by index. */
export function numberOf(index: number): string {
  const area = 201 + Math.floor(index / 100);
  return `+1${area}55501${String(index % 100).padStart(2, '0')}`;
}

/** A word of letters alone, so that nothing reads it as a number, a plate or a place. */
export function markerOf(index: number, text: number): string {
  const letters = [index, text].map((value) =>
    String(value).replace(/\d/g, (digit) => 'bcdfghjkmp'[Number(digit)] ?? ''),
  );
  return `zq${letters.join('x')}zq`;
}

async function areAnswered(pool: Pool, messageSids: readonly string[]): Promise<boolean> {
  const { rows } = await pool.query<{ answered: number }>(
    `select count(*)::int as answered from inbound_messages i join outbound_messages o on o.id = i.answered_by
      where i.provider_id = any($1) and o.state in ('sent', 'delivered')`,
    [messageSids],
  );
  return rows[0]?.answered === messageSids.length;
}

async function isIdle(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: number }>(`
    select ((select count(*) from outbound_messages where state in ('queued', 'sending'))
          + (select count(*) from deliveries where state in ('queued', 'attempting'))
          + (select count(*) from liaison_cards where state in ('queued', 'posting'))
          + (select count(*) from graphile_worker.jobs
              where (locked_at is not null or run_at <= now() + interval '5 seconds' or attempts > 0)
                and attempts < max_attempts))::int as waiting`);
  return rows[0]?.waiting === 0;
}

/** The first value that is neither undefined nor false; a probe may reject while a process is down. */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  timeoutMs = 30_000,
  { everyMs = 25, signal }: { everyMs?: number; signal?: AbortSignal } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe().catch(() => undefined);
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await sleep(everyMs, undefined, { signal });
  }
}
