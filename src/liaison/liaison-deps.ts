/** What the use cases of this room work with. */

import { type WebClient } from '@slack/web-api';
import { type Logger } from '../logger.js';
import { type Store } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { type SignLabels } from '../tip/labels.js';
import { type MapTables } from './find-map-place.js';
import { type QuestionTexts } from './questions.js';
import { type States } from './states.js';

export interface LiaisonDeps {
  store: Pick<Store, 'transaction' | 'statement'>;
  vault: Pick<Vault, 'open' | 'openObject' | 'seal' | 'lookupHash'>;
  /** Without retries of its own, rejecting rate-limited calls, with a timeout. Undefined: Slack is not set up. */
  slack: WebClient | undefined;
  states: States;
  /** For the national desk and for states that name nobody: who may see the number of a witness. */
  revealDefault?: readonly string[];
  channels: { national: string | undefined; operator: string | undefined };
  signLabels: SignLabels;
  /** From config/questions.yaml; without it nobody can be asked. */
  questions?: QuestionTexts | undefined;
  logger: Logger;
  now: () => Date;
  /** Between two posts in one Slack channel. Default: POST_INTERVAL_MS. */
  postIntervalMs?: number | undefined;
  /** Where towns and counties are, loaded on first use. Undefined: cards have no map. */
  mapTables?: (() => MapTables) | undefined;
  /** Named places where a crash test kills the process. */
  crashPoint?: (name: string) => void;
}
