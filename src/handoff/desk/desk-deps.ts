/** What the desk's use cases work with. */

import { type WebClient } from '@slack/web-api';
import { type Logger } from '../../logger.js';
import { type Store } from '../../store/store.js';
import { type Vault } from '../../store/vault.js';
import { type HotlinePlan } from '../../tip/hotline-plan.js';
import { type SignLabels } from '../../tip/labels.js';

export interface DeskDeps {
  store: Pick<Store, 'transaction' | 'statement'>;
  vault: Pick<Vault, 'openObject' | 'seal'>;
  /** Undefined: Slack is not set up. */
  slack: WebClient | undefined;
  operatorChannel: string | undefined;
  plan: Pick<HotlinePlan, 'desk'>;
  signLabels: SignLabels;
  logger: Logger;
  now: () => Date;
  postIntervalMs?: number | undefined;
  /** Named places where a crash test kills the process. */
  crashPoint?: (name: string) => void;
}
