/** Starts one role of the program: database, migrations, sandbox when there are no credentials, application. */

import { createServer } from 'node:net';
import { Router } from 'express';
import { type Application, startApplication } from './application.js';
import { SightlineError } from './errors.js';
import { createLogger, type Logger } from './logger.js';
import { type Sandbox } from './sandbox/sandbox.js';
import { parseSettings, type Settings } from './settings.js';
import { startEmbeddedPostgres } from './store/embedded/embedded-postgres.js';
import { migrate } from './store/migrate.js';
import { createStore, type Store } from './store/store.js';
import { listTipClocks } from './store/queries/tip-clock.js';
import { createVault, loadOrCreateDataKey, verifyDataKey } from './store/vault.js';

export type Role = 'web' | 'worker' | 'all' | 'migrate';

export interface Running {
  /** What to tell the person who started it. */
  announcement: string[];
  application: Application | undefined;
  stop(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

export async function startRole(
  role: Role,
  environment: Record<string, string | undefined>,
): Promise<Running> {
  const given = parseSettings(environment);
  const inSandbox = role === 'all' && isSandbox(given);
  // The sandbox prints one line with its address; what goes wrong is still logged.
  const logger = createLogger(inSandbox && environment.LOG_LEVEL === undefined ? 'warn' : given.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).toReversed()) await stopPart();
  };
  try {
    const dataKey = await loadOrCreateDataKey({ dataDir: given.dataDir, dataKey: given.dataKey });
    const connectionString = given.databaseUrl ?? (await startDatabase(given, logger, stops));
    await refuseWrongKey(connectionString, dataKey);
    await migrate(connectionString);
    if (role === 'migrate') {
      await stop();
      return { announcement: ['The database is up to date.'], application: undefined, stop };
    }
    const sandbox = inSandbox ? await openSandbox(given, environment.PORT !== undefined) : undefined;
    // Together: the sandbox's open event streams would keep the web server from closing.
    const together: (() => Promise<void>)[] = sandbox === undefined ? [] : [() => sandbox.stop()];
    stops.push(async () => {
      await Promise.all(together.map((stopPart) => stopPart()));
    });
    const settings =
      sandbox === undefined ? given : parseSettings({ ...environment, ...sandbox.environment });

    // The page asks for the clock only once the application below answers requests.
    const running: { store?: Store } = {};
    const clock = {
      listTips: () => (running.store === undefined ? Promise.resolve([]) : listTipClocks(running.store)),
    };
    const application = await startApplication({
      settings,
      connectionString,
      dataKey,
      logger,
      web: role !== 'worker',
      worker: role !== 'web',
      crashAt: environment.SIGHTLINE_CRASH_AT,
      ...(sandbox === undefined
        ? {}
        : {
            host: LOOPBACK,
            extraRouters: [await mountSandbox(sandbox, clock)],
            stateChannels: sandbox.stateChannels,
          }),
    });
    running.store = application.store;
    together.push(() => application.stop());
    return { announcement: describeRunning(role, application, sandbox), application, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Before anything is changed, the schema included. A database without our tables has no key yet. */
async function refuseWrongKey(connectionString: string, dataKey: Uint8Array): Promise<void> {
  const store = createStore({ connectionString, maxConnections: 1 });
  try {
    const { rows } = await store.pool.query<{ known: boolean }>(
      "select to_regclass('key_check') is not null as known",
    );
    if (rows[0]?.known === true) await verifyDataKey(store.pool, createVault(dataKey));
  } catch (thrown) {
    // A database that cannot be reached is told, with its remedy, by the migration that comes next.
    if (thrown instanceof SightlineError) throw thrown;
  } finally {
    await store.close();
  }
}

function isSandbox(settings: Settings): boolean {
  return settings.twilio === undefined && settings.slack === undefined;
}

async function startDatabase(
  settings: Settings,
  logger: Logger,
  stops: (() => Promise<void>)[],
): Promise<string> {
  const server = await startEmbeddedPostgres({
    dataDir: settings.dataDir,
    logger: {
      info: () => undefined,
      warn: () => {
        logger.warn({}, 'embedded database warning');
      },
    },
  });
  stops.push(() => server.stop());
  logger.info(
    { adopted: server.adopted, location: server.location, pid: server.pid },
    'embedded database ready',
  );
  return server.connectionString;
}

/** The stand-ins need the program's address before it listens; an unset PORT falls back to a free one. */
async function openSandbox(settings: Settings, portWasGiven: boolean): Promise<Sandbox> {
  const port = await findPort(settings.port, portWasGiven);
  const publicUrl = `http://${LOOPBACK}:${port}`;
  const { startSandbox } = await import('./sandbox/sandbox.js');
  const sandbox = await startSandbox({ publicUrl });
  sandbox.environment.PORT = String(port);
  sandbox.connect({ base: publicUrl });
  return sandbox;
}

/** Loaded only when it is wanted: production runs none of it, and starts the sooner. */
async function mountSandbox(
  sandbox: Sandbox,
  clock: { listTips: () => ReturnType<typeof listTipClocks> },
): Promise<Router> {
  const { sandboxRouter } = await import('./sandbox/sandbox-router.js');
  return Router().use('/sandbox', sandboxRouter({ sandbox, clock }));
}

async function findPort(wanted: number, portWasGiven: boolean): Promise<number> {
  if (wanted !== 0 && (portWasGiven || (await isFree(wanted)))) return wanted;
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port'));
        else resolve(address.port);
      });
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, LOOPBACK, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

function describeRunning(role: Role, application: Application, sandbox: Sandbox | undefined): string[] {
  if (sandbox !== undefined)
    return [`Sightline sandbox: http://${LOOPBACK}:${application.port ?? 0}/sandbox`];
  return [
    application.port === undefined
      ? `Sightline ${role} is running.`
      : `Sightline ${role} listens on port ${application.port}.`,
  ];
}
