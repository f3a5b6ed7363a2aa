/** The room's front door: the desk's jobs, and what people can do in Slack. */

import { type Attempt, type JobPayloads } from '../store/queue.js';
import { MORE_ACTION, parseMoreValue } from './action-ids.js';
import { alertOperators } from './alert-operators.js';
import { createAppHome } from './app-home.js';
import { createFinding } from './finding.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { createFindChannels } from './membership.js';
import { createMerge } from './merge.js';
import { notifyLiaison } from './notify-liaison.js';
import { type DeskInteractions } from './ports.js';
import { createTurnTaking } from './turn-taking.js';
import { type TurnSteps } from './turn-steps.js';

export interface Liaison {
  /** Posts the card or brings it to the tip's newest revision, then posts what waits for its thread. */
  notifyLiaison: (payload: JobPayloads['notifyLiaison'], attempt?: Attempt) => Promise<void>;
  /** `detail` holds ids and codes only. */
  alertOperators: (payload: JobPayloads['alertOperators']) => Promise<void>;
  interactions: DeskInteractions;
  /** Turn taking without Slack: the keypress of an escalation call acknowledges, too. */
  steps: TurnSteps;
}

export function createLiaison(deps: LiaisonDeps): Liaison {
  const turnTaking = createTurnTaking(deps);
  const findChannels = createFindChannels(deps);
  return {
    steps: turnTaking.steps,
    notifyLiaison: (payload, attempt = { attempt: 1, maxAttempts: Infinity }) =>
      notifyLiaison(deps, payload.cardId, attempt),
    alertOperators: (payload) => alertOperators(deps, payload),
    interactions: join([
      turnTaking.interactions,
      createFinding(deps, findChannels),
      createAppHome(deps, findChannels),
      createMerge(deps),
    ]),
  };
}

function join(parts: readonly Partial<DeskInteractions>[]): DeskInteractions {
  const actions = collect(parts.map((part) => part.actions));
  return {
    actions: {
      ...actions,
      [MORE_ACTION]: async (action) => {
        const chosen = parseMoreValue(action.value);
        if (chosen === undefined) return;
        await actions[chosen.actionId]?.({ ...action, actionId: chosen.actionId, value: chosen.cardId });
      },
    },
    views: collect(parts.map((part) => part.views)),
    commands: collect(parts.map((part) => part.commands)),
    openHome: async (userId) => {
      for (const part of parts) await part.openHome?.(userId);
    },
  };
}

function collect<Handler>(
  records: readonly (Readonly<Record<string, Handler>> | undefined)[],
): Record<string, Handler> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record ?? {})));
}
