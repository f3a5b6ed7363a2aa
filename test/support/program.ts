/**
 * The whole program in process, as production runs it: signed webhooks in over HTTP, the real clients out to the
 * stand-ins, on a database of its own, behind a proxy that can fail. Whatever it logs goes to the run's log folder.
 */

import { expect } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type QueryResultRow } from 'pg';
import { type Application, type ApplicationOptions, startApplication } from '../../src/application.js';
import { createLogger } from '../../src/logger.js';
import { type Sandbox, startSandbox, type StandIns } from '../../src/sandbox/sandbox.js';
import { parseSettings } from '../../src/settings.js';
import { createVault, type Vault } from '../../src/store/vault.js';
import { createTestDatabase } from './database.js';
import { logFile, type Planted } from './planted-secrets.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

export const PUBLIC_URL = 'https://tips.example.test';
const ROOT = join(import.meta.dirname, '../..');

export interface ProgramOptions {
  /** Default 0: every answer leaves at once. */
  replySettleMs?: number;
  flowsDir?: string;
  configDir?: string;
  web?: boolean;
  worker?: boolean;
  /** More variables, or others. */
  environment?: Record<string, string>;
  /** In place of the sandbox's. */
  stateChannels?: Record<string, string>;
}

export interface Program extends StandIns {
  /** Where it listens. */
  url: string;
  application: Application;
  /** To start another process' worth of it on the same database. */
  options: ApplicationOptions;
  sandbox: Sandbox;
  vault: Vault;
  /** For a second program on the same data: past the proxy, and the key as base64. */
  connectionString: string;
  dataKey: string;
  /** Between program and database. */
  database: TcpProxy;
  /** Log lines so far, parsed. */
  log: Record<string, unknown>[];
  /** A text arrives, signed, and is answered with this status. */
  text(
    from: string,
    body: string,
    messageSid?: string,
  ): Promise<{ status: number; messageSid: string; durationMs: number }>;
  /** What this number got so far. */
  answersTo(number: string): string[];
  /** Past the proxy. */
  rows<Row extends QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  readyz(): Promise<{ status: number; body: { ready: boolean; database: string; degraded: string[] } }>;
  /** Moves the program's clock. */
  pass(ms: number): void;
  stop(): Promise<void>;
}

export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  const testDatabase = await createTestDatabase();
  const direct = new URL(testDatabase.connectionString);
  const database = await startTcpProxy({ host: direct.hostname, port: Number(direct.port) });
  const proxied = new URL(direct);
  proxied.port = String(database.port);
  const pool = new Pool({ connectionString: direct.href, max: 2 });
  pool.on('error', () => undefined);

  const sandbox = await startSandbox({ publicUrl: PUBLIC_URL });
  const settings = parseSettings({
    ...sandbox.environment,
    HEARTBEAT_MINUTES: '0',
    // The pace of a channel has tests of its own (desk-load.test.ts).
    SLACK_POST_INTERVAL_MS: '0',
    PORT: '0',
    CONFIG_DIR: options.configDir ?? join(ROOT, 'config'),
    FLOWS_DIR: options.flowsDir ?? join(ROOT, 'flows'),
    REPLY_SETTLE_MS: String(options.replySettleMs ?? 0),
    ...options.environment,
  });
  const file = logFile('program');
  const log: Record<string, unknown>[] = [];
  const logger = createLogger('debug', {
    write(line) {
      appendFileSync(file, line);
      log.push(JSON.parse(line) as Record<string, unknown>);
    },
  });
  const dataKey = randomBytes(32);
  let passedMs = 0;
  const applicationOptions: ApplicationOptions = {
    settings,
    connectionString: proxied.href,
    dataKey,
    logger,
    web: options.web ?? true,
    worker: options.worker ?? true,
    host: '127.0.0.1',
    stateChannels: options.stateChannels ?? sandbox.stateChannels,
    now: () => new Date(Date.now() + passedMs),
  };
  const stopAround = async () => {
    await sandbox.stop();
    await database.stop();
    await pool.end();
    await testDatabase.drop();
  };
  const application = await startApplication(applicationOptions).catch(async (thrown: unknown) => {
    // What listens on would keep Jest from ending.
    await stopAround();
    throw thrown;
  });
  const url = `http://127.0.0.1:${application.port ?? 0}`;
  sandbox.connect({ base: url, publicUrl: PUBLIC_URL });
  const { twilio } = sandbox.standIns;

  return {
    ...sandbox.standIns,
    options: applicationOptions,
    ...{ url, application, sandbox, database, log, vault: createVault(dataKey) },
    ...{ connectionString: direct.href, dataKey: dataKey.toString('base64') },
    text: async (from, body, messageSid) =>
      twilio.receive({ from, body, ...(messageSid === undefined ? {} : { messageSid }) }),
    answersTo: (number) => twilio.messages.filter(({ to }) => to === number).map(({ body }) => body),
    rows: async <Row extends QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    async readyz() {
      const response = await fetch(`${url}/readyz`);
      return { status: response.status, body: (await response.json()) as never };
    },
    pass: (ms) => {
      passedMs += ms;
    },
    async stop() {
      // Whatever cannot be mended, the rest must stop.
      await database.heal().catch(() => undefined);
      for (const { clearFaults } of Object.values(sandbox.standIns) as { clearFaults: () => void }[])
        clearFaults();
      await application.stop().finally(stopAround);
    },
  };
}

/** The hotel story of DOMAIN.md with everything planted in it, up to the question whether to send it. */
export async function tellStory(program: Program, planted: Planted): Promise<void> {
  const { number, room, name, word } = planted;
  await sayAndHear(
    program,
    number,
    `front desk at motel 6 joplin missouri. 2 girls room ${room} look 15, older guy ${name} paid cash wont let them talk ${word}. here rn`,
  );
  await sayAndHear(program, number, 'SEND');
}

/** The first that comes after it: a call that ends at once has a word of its own right behind the answer. */
export async function sayAndHear(program: Program, number: string, body: string): Promise<string> {
  const before = program.answersTo(number).length;
  const { status } = await program.text(number, body);
  if (status !== 200) throw new Error(`a text was answered with ${status}`);
  return eventually(() => program.answersTo(number)[before], { what: 'an answer' });
}

/** Cards in Missouri's channel, without their threads. */
export function cardsOf({ slack, sandbox }: Program) {
  return slack.messagesIn(sandbox.stateChannels.MO ?? '').filter(({ threadTs }) => threadTs === undefined);
}

export function alertsOf({ slack, sandbox }: Program): string[] {
  const channel = sandbox.environment.SLACK_OPERATOR_CHANNEL ?? '';
  return slack.messagesIn(channel).map(({ text }) => text);
}

/** Every text that was taken has its answer at the provider once, or a recorded reason for silence. */
export async function expectAllAnswered(program: Program, texts: number): Promise<void> {
  const unanswered = () =>
    program.rows<{ id: string; state: string | null }>(
      `select i.id, o.state from inbound_messages i left join outbound_messages o on o.id = i.answered_by
        where i.silence_reason is null and coalesce(o.state, '') not in ('sent', 'delivered')`,
    );
  await eventually(async () => (await unanswered()).length === 0, {
    timeoutMs: 30_000,
    what: 'all answered',
  });
  // What answers nobody's text may be at the provider and not yet recorded.
  await eventually(async () => {
    const [counts] = await program.rows<{ inbound: number; sent: number }>(
      `select (select count(*)::int from inbound_messages) as inbound,
              (select count(*)::int from outbound_messages where state in ('sent', 'delivered')) as sent`,
    );
    const atSlack = program.slack.messages.filter(
      ({ fromBot, channel }) => fromBot && program.slack.workspace.findChannel(channel)?.kind === 'im',
    );
    expect(counts).toEqual({ inbound: texts, sent: program.twilio.messages.length + atSlack.length });
    return true;
  });
}

/** Waits until `probe` gives something other than undefined, false or throwing; its last error otherwise. */
export async function eventually<Result>(
  probe: () => Result | undefined | false | Promise<Result | undefined | false>,
  { timeoutMs = 30_000, what = 'it' }: { timeoutMs?: number; what?: string } = {},
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  let failure: unknown = new Error(`${what} did not happen within ${timeoutMs} ms`);
  for (;;) {
    try {
      const result = await probe();
      if (result !== undefined && result !== false) return result;
    } catch (thrown) {
      failure = thrown;
    }
    if (Date.now() > deadline) throw failure;
    await sleep(25);
  }
}
