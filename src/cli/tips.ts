/**
 * `npm run tips -- list|show|retry|withdraw|export`: where tips stand, for the people who run the program. Works on
 * DATABASE_URL, or on the embedded database under DATA_DIR, of a program that runs or not. Shows codes, times and
 * states; a witness's words only with `--words` and in an export.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { SightlineError } from '../errors.js';
import { describeList, describeShown } from '../handoff/operators/describe-tips.js';
import {
  createTipOperations,
  type Outcome,
  type TipOperations,
} from '../handoff/operators/tip-operations.js';
import { parseSettings, type Settings } from '../settings.js';
import { startEmbeddedPostgres } from '../store/embedded/embedded-postgres.js';
import { createStore } from '../store/store.js';
import { createVault, loadOrCreateDataKey, verifyDataKey } from '../store/vault.js';
import { loadCrosswalks } from '../tip/exports/crosswalks-loader.js';
import { EXPORT_NAMES, exportTip, parseExportFormat } from '../tip/exports/index.js';
import { renderPlainText } from '../tip/plain-text.js';
import { loadSignLabels } from '../tip/signs-loader.js';
import { type Tip } from '../tip/schema.js';

const USAGE = `npm run tips -- list [--open] [--tests] [--limit 20]
npm run tips -- show REFERENCE [--words]
npm run tips -- retry REFERENCE
npm run tips -- withdraw REFERENCE
npm run tips -- export REFERENCE --format json|text|text-es|niem|htcds|csv [--out FILE]`;

interface Arguments {
  verb: string;
  reference: string;
  open: boolean;
  tests: boolean;
  words: boolean;
  limit: number;
  format: string;
  out: string | undefined;
}

async function main(): Promise<void> {
  const given = readArguments();
  const settings = parseSettings(process.env);
  await withOperations(settings, async (operations) => {
    for (const line of await run(operations, given, settings)) console.log(line);
  });
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      open: { type: 'boolean', default: false },
      tests: { type: 'boolean', default: false },
      words: { type: 'boolean', default: false },
      limit: { type: 'string', default: '20' },
      format: { type: 'string', default: 'text' },
      out: { type: 'string' },
    },
  });
  const [verb = '', reference = ''] = positionals;
  const limit = Number(values.limit);
  if (!['list', 'show', 'retry', 'withdraw', 'export'].includes(verb)) throw wrong(USAGE);
  if (verb !== 'list' && reference === '')
    throw wrong(`${verb}: name the tip, such as MO-7K3QF-N4\n${USAGE}`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw wrong('--limit: a number from 1 to 1000');
  return { verb, reference, ...values, limit, out: values.out };
}

function wrong(message: string): SightlineError {
  return new SightlineError('SETTINGS_INVALID', message);
}

async function run(operations: TipOperations, given: Arguments, settings: Settings): Promise<string[]> {
  const { verb, reference, limit, open, tests } = given;
  const now = new Date();
  const actor = `cli:${userInfo().username.replace(/\W/g, '_')}`;
  switch (verb) {
    case 'list':
      return describeList(await operations.list({ limit, open, tests }), now);
    case 'show': {
      const lines = describeShown(need(await operations.show(reference), reference), now);
      return given.words
        ? [...lines, '', await readWords(operations, { reference, actor }, settings)]
        : lines;
    }
    case 'retry':
      return [`Tried again now: ${need(await operations.retry(reference, actor), reference).join(', ')}.`];
    case 'withdraw':
      return [
        `Taken back, as revision ${need(await operations.withdraw(reference, actor), reference).revision}. Who has it is told; what has not left stays.`,
      ];
    default:
      return writeExport(need(await operations.read(reference, actor), reference), given, settings);
  }
}

function need<Done>(outcome: Outcome<Done>, reference: string): Done {
  if (outcome.kind === 'done') return outcome.value;
  throw wrong(
    outcome.kind === 'unknown'
      ? `no tip has the reference ${reference}; npm run tips -- list shows the newest`
      : `nothing to do: ${outcome.why}`,
  );
}

async function readWords(
  operations: TipOperations,
  { reference, actor }: { reference: string; actor: string },
  settings: Settings,
): Promise<string> {
  const signLabels = (await loadSignLabels(settings.configDir)).en;
  return renderPlainText(need(await operations.read(reference, actor), reference), { signLabels });
}

async function writeExport(tip: Tip, { format, out }: Arguments, { configDir }: Settings): Promise<string[]> {
  const wanted = parseExportFormat(format);
  if (wanted === undefined) throw wrong(`--format: one of ${EXPORT_NAMES.join(', ')}`);
  const [signLabels, crosswalks] = await Promise.all([loadSignLabels(configDir), loadCrosswalks(configDir)]);
  const file = exportTip(tip, wanted.format, { signLabels, crosswalks, language: wanted.language });
  if (out === undefined) return [file.body.replace(/\n$/, '')];
  try {
    // Never over what is there, and for nobody else to read.
    writeFileSync(out, file.body, { flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    const { code } = thrown as { code?: string };
    throw wrong(
      `--out ${out}: ${code === 'EEXIST' ? 'is there already' : `cannot be written (${code ?? 'failed'})`}`,
    );
  }
  return [`Written to ${out}.`];
}

async function withOperations(
  settings: Settings,
  work: (operations: TipOperations) => Promise<void>,
): Promise<void> {
  if (settings.databaseUrl === undefined && !existsSync(settings.dataDir))
    throw wrong(
      `${settings.dataDir}: no database is there; set DATABASE_URL, or DATA_DIR as the program has it`,
    );
  const embedded =
    settings.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: settings.dataDir })
      : undefined;
  const connectionString = embedded?.connectionString ?? settings.databaseUrl ?? '';
  const store = createStore({ connectionString, maxConnections: 2, applicationName: 'sightline tips' });
  try {
    await refuseOldDatabase(store);
    const vault = createVault(
      await loadOrCreateDataKey({ dataDir: settings.dataDir, dataKey: settings.dataKey }),
    );
    await verifyDataKey(store.pool, vault);
    await work(createTipOperations({ store, vault, now: () => new Date() }));
  } finally {
    await store.close();
    await embedded?.stop();
  }
}

async function refuseOldDatabase(store: ReturnType<typeof createStore>): Promise<void> {
  let known: boolean | undefined;
  try {
    const { rows } = await store.pool.query<{ known: boolean }>(
      "select to_regclass('delivery_events') is not null as known",
    );
    known = rows[0]?.known;
  } catch (cause) {
    throw new SightlineError('DATABASE_UNAVAILABLE', 'the database cannot be reached; check DATABASE_URL', {
      cause,
    });
  }
  if (known !== true)
    throw new SightlineError(
      'DATABASE_UNAVAILABLE',
      'the database is not prepared: start the program once, or run node dist/main.js migrate',
    );
}

main().catch((thrown: unknown) => {
  const isUsage = (thrown as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  if (thrown instanceof SightlineError) console.error(thrown.message);
  else
    console.error(
      isUsage ? `${(thrown as Error).message}\n${USAGE}` : 'failed; npm run doctor says what is wrong',
    );
  process.exitCode = 1;
});
