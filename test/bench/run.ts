/**
 * `npm run bench`: Sightline beside a plain Botkit bot, in one run, under the same load on the same machine.
 *
 * Sightline runs as it does in production: `main.js web` and `main.js worker` as processes of their own, on an
 * embedded PostgreSQL in a temporary folder with fsync on, with every job, status callback, hand-off and card.
 * The peer is one process, because a bot whose memory is its storage cannot be two.
 *
 *   --tiny          a few conversations, to see that the bench itself works
 *   --roles=all     web and worker in one process
 *   --profile=DIR   writes CPU profiles of the program's processes to DIR
 *
 * It stops by itself and leaves no process, no database and no file behind.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.js';
import { both, percentile, renderTable, round } from './figures.js';
import { createLine, type Line, type Measured } from './line.js';
import {
  listChildren,
  readCpuMs,
  readMemoryMb,
  readServerCpuMs,
  type Started,
  startProcess,
} from './processes.js';
import { type FromProviders, LINE, type ProviderAddresses, STORY, type ToProviders } from './story.js';

const { values: options } = parseArgs({
  options: {
    tiny: { type: 'boolean', default: false },
    roles: { type: 'string', default: 'split' },
    profile: { type: 'string' },
  },
});

const SIZE = options.tiny
  ? { warmUp: 4, rounds: 1, saturated: 12, sideBySide: 4, scheduled: 10, perSecond: 20, maxMs: 5_000 }
  : { warmUp: 100, rounds: 2, saturated: 400, sideBySide: 64, scheduled: 200, perSecond: 100, maxMs: 6_000 };
const SCHEDULED_AIM_P99_MS = 50;
const AIM_PER_SECOND = 500;

interface Candidate {
  name: string;
  port: number;
  handsOff: boolean;
  pids: number[];
  postmaster: number | undefined;
}

type Stops = (() => Promise<void> | void)[];

const stops: Stops = [];
const stopAll = async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stopAll().finally(() => process.exit(1)));

/** On a machine too slow for the bench. */
const STOP_AFTER_MS = 120_000;
const limit = setTimeout(() => {
  console.log(`Stopped after ${STOP_AFTER_MS / 1000} s without a result: this machine is too busy.`);
  void stopAll().finally(() => process.exit(1));
}, STOP_AFTER_MS);

try {
  process.exitCode = await bench();
} finally {
  clearTimeout(limit);
  await stopAll();
}

async function bench(): Promise<number> {
  const startedAt = performance.now();
  console.log(
    `Bench: ${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}, load ${loadavg().map(round).join(' ')} at the start`,
  );
  const providers = await startProviders();
  const sightline = await startSightline(providers.addresses);
  const peer = await startPeer(providers.addresses);
  const line = createLine(providers.child);
  stops.push(() => {
    line.stop();
  });

  const results = new Map<Candidate, Results>();
  for (const candidate of [sightline, peer]) {
    providers.aim(candidate);
    await line.saturate({
      ...toLoad(candidate, SIZE.warmUp),
      sideBySide: SIZE.sideBySide,
      maxMs: SIZE.maxMs,
    });
    results.set(candidate, { saturated: [], scheduled: undefined, memoryMb: 0, serverMb: 0 });
  }
  // In turns, so that a neighbour on this machine hurts both alike.
  for (let round = 0; round < SIZE.rounds; round += 1)
    for (const [candidate, result] of results) {
      providers.aim(candidate);
      result.saturated.push(
        await spend(candidate, providers.pid, () =>
          line.saturate({
            ...toLoad(candidate, SIZE.saturated),
            sideBySide: SIZE.sideBySide,
            maxMs: SIZE.maxMs,
          }),
        ),
      );
      result.memoryMb = await readMemoryMb(candidate.pids);
      if (candidate.postmaster !== undefined)
        result.serverMb = await readMemoryMb([
          candidate.postmaster,
          ...(await listChildren(candidate.postmaster)),
        ]);
    }
  for (const [candidate, result] of results) {
    providers.aim(candidate);
    result.scheduled = await spend(candidate, providers.pid, () =>
      line.schedule({ ...toLoad(candidate, SIZE.scheduled), perSecond: SIZE.perSecond }),
    );
  }
  return print(results, sightline, peer, performance.now() - startedAt);
}

function toLoad(candidate: Candidate, conversations: number) {
  return { base: `http://127.0.0.1:${candidate.port}`, conversations, handsOff: candidate.handsOff };
}

// ---- the processes ---------------------------------------------------------------------------------------

async function startProviders(): Promise<{
  child: ReturnType<typeof fork>;
  pid: number;
  addresses: ProviderAddresses;
  aim(candidate: Candidate): void;
}> {
  const child = fork(join(import.meta.dirname, 'providers.js'));
  stops.push(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const [ready] = (await once(child, 'message')) as [FromProviders];
  if (ready.type !== 'ready') throw new Error('the stand-ins did not start');
  return {
    child,
    pid: child.pid ?? 0,
    addresses: ready.addresses,
    aim: ({ port }) => child.send({ type: 'target', base: `http://127.0.0.1:${port}` } satisfies ToProviders),
  };
}

async function startSightline(addresses: ProviderAddresses): Promise<Candidate> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sightline-bench-'));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ dataDir });
  stops.push(async () => {
    await server.stop();
    await rm(server.location, { recursive: true, force: true });
  });
  await printDurability(server.connectionString);
  const environment = {
    PORT: '0',
    PUBLIC_URL: LINE.publicUrl,
    DATABASE_URL: server.connectionString,
    DATA_DIR: dataDir,
    DATA_KEY: '1f'.repeat(32),
    REPLY_SETTLE_MS: '0',
    TWILIO_ACCOUNT_SID: LINE.accountSid,
    TWILIO_AUTH_TOKEN: LINE.authToken,
    TWILIO_NUMBER: LINE.number,
    TWILIO_API_URL: addresses.twilio,
    SLACK_BOT_TOKEN: LINE.slackBotToken,
    SLACK_SIGNING_SECRET: LINE.slackSigningSecret,
    SLACK_API_URL: addresses.slack,
    SLACK_NATIONAL_CHANNEL: LINE.slackChannels.national,
    SLACK_OPERATOR_CHANNEL: LINE.slackChannels.operators,
    SMTP_URL: addresses.smtp,
    HOTLINE_EMAIL: LINE.mailbox,
    HOTLINE_WEBHOOK_URL: addresses.webhook,
    HOTLINE_WEBHOOK_SECRET: LINE.webhookSecret,
  };
  const started: Started[] = [];
  for (const role of options.roles === 'all' ? ['all'] : ['web', 'worker']) {
    const execArgv =
      options.profile === undefined
        ? []
        : ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`, `--cpu-prof-name=${role}.cpuprofile`];
    const part = await startProcess(resolve('dist/main.js'), { args: [role], environment, execArgv });
    stops.push(() => part.stop());
    started.push(part);
  }
  return {
    name: 'Sightline',
    port: started[0]?.port ?? 0,
    handsOff: true,
    pids: started.map(({ pid }) => pid),
    postmaster: server.pid,
  };
}

async function startPeer(addresses: ProviderAddresses): Promise<Candidate> {
  const started = await startProcess(join(import.meta.dirname, 'peer.js'), {
    environment: { TWILIO_API_URL: addresses.twilio },
  });
  stops.push(() => started.stop());
  return {
    name: 'plain Botkit',
    port: started.port,
    handsOff: false,
    pids: [started.pid],
    postmaster: undefined,
  };
}

async function printDurability(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version') order by name`,
  );
  await client.end();
  console.log(`Database: ${rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`);
}

// ---- what is measured ------------------------------------------------------------------------------------

interface Spent extends Measured {
  programCpuMs: number;
  serverCpuMs: number;
  /** The load generator and the stand-ins: what the machine spends beside the program. */
  benchCpuMs: number;
}

interface Results {
  saturated: Spent[];
  scheduled: Spent | undefined;
  memoryMb: number;
  serverMb: number;
}

async function spend(
  candidate: Candidate,
  providersPid: number,
  work: () => ReturnType<Line['saturate']>,
): Promise<Spent> {
  const read = async () => ({
    program: await readCpuMs(candidate.pids),
    server: candidate.postmaster === undefined ? 0 : await readServerCpuMs(candidate.postmaster),
    bench: await readCpuMs([process.pid, providersPid]),
  });
  const before = await read();
  const measured = await work();
  const after = await read();
  return {
    ...measured,
    programCpuMs: after.program - before.program,
    serverCpuMs: after.server - before.server,
    benchCpuMs: after.bench - before.bench,
  };
}

function sum<T>(items: readonly T[], pick: (item: T) => number): number {
  return items.reduce((total, item) => total + pick(item), 0);
}

// ---- what is printed -------------------------------------------------------------------------------------

interface Summary {
  perSecond: number;
  answeredPerSecond: number;
  cpu: number;
  programCpu: number;
  serverCpu: number;
  benchCpu: number;
  scheduledCpu: number;
  messages: number;
  failures: string[];
  doubled: number;
}

function summarise({ saturated, scheduled }: Results): Summary {
  const messages = sum(saturated, (round) => round.messages);
  const per = (pick: (round: Spent) => number) => sum(saturated, pick) / messages;
  const all = [...saturated, ...(scheduled === undefined ? [] : [scheduled])];
  return {
    perSecond: (1000 * messages) / sum(saturated, (round) => round.allMs),
    answeredPerSecond: (1000 * messages) / sum(saturated, (round) => round.answeredMs),
    cpu: per((round) => round.programCpuMs + round.serverCpuMs),
    programCpu: per((round) => round.programCpuMs),
    serverCpu: per((round) => round.serverCpuMs),
    benchCpu: per((round) => round.benchCpuMs),
    scheduledCpu:
      scheduled === undefined ? NaN : (scheduled.programCpuMs + scheduled.serverCpuMs) / scheduled.messages,
    messages: sum(all, (round) => round.messages),
    failures: all.flatMap((round) => round.failures),
    doubled: sum(all, (round) => round.doubled),
  };
}

function print(
  results: ReadonlyMap<Candidate, Results>,
  sightline: Candidate,
  peer: Candidate,
  elapsedMs: number,
): number {
  const [ours, theirs] = [sightline, peer].map((candidate) => {
    const result = results.get(candidate);
    if (result === undefined) throw new Error(`${candidate.name} was not measured`);
    return { result, summary: summarise(result) };
  }) as [Measurement, Measurement];
  const columns = (label: string, cell: (measurement: Measurement) => string, ratio = '') => [
    label,
    cell(ours),
    cell(theirs),
    ratio,
  ];
  const ratioOf = (pick: (summary: Summary) => number) =>
    `${(pick(ours.summary) / pick(theirs.summary)).toFixed(2)} x`;
  const saturated = ({ result }: Measurement) => result.saturated;
  const rate = `${SIZE.perSecond} messages/s`;
  const rows = [
    ['', sightline.name, peer.name, 'ratio'],
    [`saturated, ${SIZE.sideBySide} conversations side by side`, '', '', ''],
    columns(
      '  messages/s, all handed off',
      ({ summary }) => round(summary.perSecond),
      ratioOf(({ perSecond }) => perSecond),
    ),
    columns(
      '  messages/s, to the last answer',
      ({ summary }) => round(summary.answeredPerSecond),
      ratioOf(({ answeredPerSecond }) => answeredPerSecond),
    ),
    columns('  webhook to 200, p50 / p99', (measurement) =>
      both(saturated(measurement).flatMap(({ toCommit }) => toCommit)),
    ),
    columns('  SEND to both deliveries, p50 / p99', (measurement) =>
      both(saturated(measurement).flatMap(({ toBoth }) => toBoth)),
    ),
    columns(
      '  CPU ms a message',
      ({ summary }) => round(summary.cpu),
      ratioOf(({ cpu }) => cpu),
    ),
    columns(
      '    program',
      ({ summary }) => round(summary.programCpu),
      ratioOf(({ programCpu }) => programCpu),
    ),
    columns('    database', ({ summary }) => round(summary.serverCpu)),
    columns('    beside it: load and stand-ins', ({ summary }) => round(summary.benchCpu)),
    columns('  memory after it, MB', ({ result }) => round(result.memoryMb)),
    columns('    database', ({ result }) => round(result.serverMb)),
    [`open loop, ${rate}`, '', '', ''],
    columns('  due to 200, p50 / p99', ({ result }) => both(result.scheduled?.toCommit ?? [])),
    columns('  SEND to both deliveries, p50 / p99', ({ result }) => both(result.scheduled?.toBoth ?? [])),
    columns(
      '  CPU ms a message',
      ({ summary }) => round(summary.scheduledCpu),
      ratioOf(({ scheduledCpu }) => scheduledCpu),
    ),
    columns('messages in all', ({ summary }) => String(summary.messages)),
    columns('failed conversations or tips', ({ summary }) => String(summary.failures.length)),
    columns('doubled deliveries', ({ summary }) => String(summary.doubled)),
  ];
  console.log(
    `Sightline: ${options.roles === 'all' ? 'main.js all' : 'main.js web and main.js worker'}, REPLY_SETTLE_MS=0; ` +
      'commit and two deliveries, status callbacks and a Slack card included.',
  );
  console.log(
    `Peer: Botkit 4.15, one process, BotkitConversation on MemoryStorage; nothing durable, nothing handed off. ` +
      `${STORY.length} texts a conversation; every answer is waited for.\n`,
  );
  console.log(renderTable(rows));
  for (const { summary } of [ours, theirs])
    for (const failure of new Set(summary.failures)) console.log(`  failure: ${failure}`);
  const p99 = percentile(ours.result.scheduled?.toCommit ?? [], 0.99) ?? Infinity;
  const verdict = (met: boolean) => (met ? 'met' : 'missed');
  console.log(`
Aims: ${AIM_PER_SECOND} messages/s: ${verdict(ours.summary.perSecond >= AIM_PER_SECOND)} (${round(ours.summary.perSecond)})
      p99 under ${SCHEDULED_AIM_P99_MS} ms at ${rate}: ${verdict(p99 < SCHEDULED_AIM_P99_MS)} (${round(p99)})
      no slower than the peer: ${verdict(ours.summary.perSecond >= theirs.summary.perSecond)} (${ratioOf(({ perSecond }) => perSecond)})
The load generator and the stand-ins share these cores: ${round(ours.summary.benchCpu)} ms of CPU a message are theirs.
${round(elapsedMs / 1000)} s in all; load ${loadavg().map(round).join(' ')} at the end.`);
  return ours.summary.failures.length + ours.summary.doubled + theirs.summary.failures.length === 0 ? 0 : 1;
}

interface Measurement {
  result: Results;
  summary: Summary;
}
