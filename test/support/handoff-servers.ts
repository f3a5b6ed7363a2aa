/**
 * A database, the stand-ins of hotline and Slack, and tips in the database as the conversation room writes them.
 * All log output is kept, so that a test can search it for planted words.
 */

import { expect } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { randomBytes, randomUUID } from 'node:crypto';
import { createLogger, type Logger } from '../../src/logger.js';
import { startSlackStandIn, type SlackStandIn } from '../../src/sandbox/stand-ins/slack.js';
import {
  insertTipRevision,
  tipRevisionPlace,
  type TipRevisionIds,
} from '../../src/store/queries/tip-revisions.js';
import { type DeliveryRoute } from '../../src/store/schema.js';
import { createStore, type Store } from '../../src/store/store.js';
import { createVault, type Vault } from '../../src/store/vault.js';
import { type BuildTipInput, findJurisdictions } from '../../src/tip/build-tip.js';
import { createReference, createReferenceBody } from '../../src/tip/reference.js';
import { type Report } from '../../src/tip/report.js';
import { type Tip } from '../../src/tip/schema.js';
import { listCardJurisdictions } from '../../src/tip/sharing.js';
import { createTestDatabase } from './database.js';
import { FIRST_CONTACT, hotelReport, makeTip, PLANTED } from './tips.js';

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
export const WITNESS_NUMBER = '+15735550142';
/** For a provider's answer: above any pause of a busy machine, or what only was slow would count as lost. */
export const PATIENCE_MS = 1000;
/** What lasts longer. */
export const HANG_MS = 1500;

export interface World {
  store: Store;
  vault: Vault;
  logger: Logger;
  /** Every log line so far. */
  lines: string[];
  /** Moves with `pass`, and by itself only in whole tests' time. */
  now: () => Date;
  pass(ms: number): void;
  /** Writes the next revision of a tip; the first one makes the tip and its witness. */
  writeRevision(options?: WriteOptions): Promise<WrittenTip>;
  row<Row extends object>(table: string, id: string): Promise<Row>;
  events(tipId: string): Promise<string[]>;
  jobs(kind?: string): Promise<JobRow[]>;
  close(): Promise<void>;
}

export interface WriteOptions {
  report?: Report;
  tip?: Partial<BuildTipInput>;
  /** A tip that is there already. */
  of?: WrittenTip;
  routes?: DeliveryRoute[];
}

export interface WrittenTip extends TipRevisionIds {
  tip: Tip;
  witnessId: string;
}

export interface JobRow {
  kind: string;
  payload: Record<string, unknown>;
  key: string | null;
  priority: number;
}

export async function createWorld(): Promise<World> {
  const database = await createTestDatabase();
  const store = createStore({ connectionString: database.connectionString, maxConnections: 12 });
  const vault = createVault(randomBytes(32));
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line) => lines.push(line) });
  let movedMs = 0;
  const start = Date.now();
  const now = (): Date => new Date(start + movedMs);

  const writeRevision = async (options: WriteOptions = {}): Promise<WrittenTip> => {
    const { of, report = hotelReport(), routes = ['webhook', 'email'] } = options;
    const id = of?.tip.id ?? randomUUID();
    const witnessId = of?.witnessId ?? (await addWitness(store, vault));
    const body = createReferenceBody(randomBytes(5));
    const reference = of?.tip.reference ?? createReference(findJurisdictions(report)[0] ?? 'US', body);
    const revision = (of?.tip.revision ?? 0) + 1;
    const tip = makeTip(report, { id, revision, reference, now: now(), ...options.tip });
    const ids = await store.transaction((tx) =>
      insertTipRevision(tx, {
        tipId: id,
        reference: tip.reference,
        revision,
        status: tip.status,
        urgency: tip.urgency,
        jurisdictions: tip.jurisdictions,
        conversationId: randomUUID(),
        witnessId,
        isTest: tip.provenance.test,
        firstContactAt: FIRST_CONTACT,
        submittedAt: undefined,
        documentSealed: vault.seal(tip, tipRevisionPlace(id, revision)),
        routes,
        cardJurisdictions: listCardJurisdictions(tip),
        now: now(),
      }),
    );
    return { tip, witnessId, ...ids };
  };

  return {
    ...{ store, vault, logger, lines, now, writeRevision },
    pass: (ms) => {
      movedMs += ms;
    },
    row: async <Row extends object>(table: string, id: string) => {
      const { rows } = await store.pool.query<Row>(`select * from ${table} where id = $1`, [id]);
      if (rows[0] === undefined) throw new Error(`no row ${id} in ${table}`);
      return rows[0];
    },
    events: async (tipId) => {
      const { rows } = await store.pool.query<{ kind: string; detail: string }>(
        'select kind, detail from tip_events where tip_id = $1 order by id',
        [tipId],
      );
      return rows.map(({ kind, detail }) => `${kind}: ${detail}`);
    },
    jobs: async (kind) => {
      const { rows } = await store.pool.query<JobRow>(
        `select j.key, j.priority, t.identifier as kind, p.payload
         from graphile_worker.jobs j
         join graphile_worker._private_jobs p on p.id = j.id
         join graphile_worker._private_tasks t on t.id = p.task_id
         where $1::text is null or t.identifier = $1 order by j.id`,
        [kind ?? null],
      );
      return rows;
    },
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}

async function addWitness(store: Store, vault: Vault): Promise<string> {
  const id = randomUUID();
  await store.pool.query(
    `insert into witnesses (id, channel, address_hash, address_sealed, alias) values ($1, 'sms', $2, $3, 'Brown Otter')`,
    [id, randomBytes(32), vault.seal(WITNESS_NUMBER, `witnesses:${id}:address`)],
  );
  return id;
}

export const CHANNELS = { national: 'C0NATIONAL', operator: 'C0OPERATOR', missouri: 'C0MISSOURI' } as const;
const BOT_TOKEN = 'xoxb-test';

export interface Desk {
  slack: SlackStandIn;
  client: WebClient;
}

export async function createDesk(options: { timeoutMs?: number } = {}): Promise<Desk> {
  const slack = await startSlackStandIn({
    botToken: BOT_TOKEN,
    signingSecret: 'not-used-here',
    channels: Object.entries(CHANNELS).map(([name, id]) => ({ id, name })),
  });
  const client = new WebClient(BOT_TOKEN, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs ?? 3000,
    logger: {
      ...{ debug: ignore, info: ignore, warn: ignore, error: ignore, setLevel: ignore, setName: ignore },
      getLevel: () => 'error' as never,
    },
  });
  return { slack, client };
}

function ignore(): void {
  // The WebClient's own log could quote a request; main silences it as well.
}

/** Nothing planted in a report may be in any of these. */
export function expectNoPlantedWord(...texts: unknown[]): void {
  for (const text of texts) {
    const whole = text instanceof Error ? describeWhole(text) : JSON.stringify(text);
    for (const word of PLANTED) expect(whole).not.toContain(word);
  }
}

function describeWhole(error: Error): string {
  const cause = error.cause instanceof Error ? describeWhole(error.cause) : JSON.stringify(error.cause ?? '');
  return [error.message, error.stack, JSON.stringify(error), cause].join('\n');
}

/** The error a promise ends with. */
export async function failureOf(
  promise: Promise<unknown>,
): Promise<Error & { code?: string; retryAfterMs?: number }> {
  try {
    await promise;
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error('it did not fail');
}
