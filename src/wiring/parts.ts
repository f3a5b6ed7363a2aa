/** What every part of the wiring is given. */

import { type Router } from 'express';
import { type Configuration } from '../configuration.js';
import { type FlowRegistry } from '../conversation/flow-registry.js';
import { type Logger } from '../logger.js';
import { type Metrics } from '../ops/metrics.js';
import { type Settings } from '../settings.js';
import { type Store } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { type UnderstandingTables } from '../understanding/index.js';

export interface ApplicationOptions {
  settings: Settings;
  /** A migrated database. */
  connectionString: string;
  dataKey: Uint8Array;
  logger: Logger;
  web: boolean;
  worker: boolean;
  /** Loopback only in the sandbox. */
  host?: string;
  extraRouters?: readonly Router[];
  /** Liaison channels by USPS code that stand in for those of config/states.yaml (sandbox, tests). */
  stateChannels?: Readonly<Record<string, string>>;
  crashAt?: string | undefined;
  now?: () => Date;
}

export interface Parts {
  options: ApplicationOptions;
  configuration: Configuration;
  store: Store;
  vault: Vault;
  flows: FlowRegistry;
  tables: () => UnderstandingTables;
  metrics: Metrics;
  now: () => Date;
  logger: Logger;
  crashPoint: (name: string) => void;
}

/** What ends what was started; the last one first. */
export type Stops = (() => Promise<void> | void)[];
