/** The room's front door: the desk's jobs, and what people can do in Slack. */

import { type CallScript } from '../calls/ports.js';
import { type Attempt, type JobPayloads } from '../store/queue.js';
import { MORE_ACTION, parseMoreValue } from './action-ids.js';
import { alertOperators, tellLostAccess } from './alert-operators.js';
import { createAppHome } from './app-home.js';
import { escalate } from './escalate.js';
import { createFinding } from './finding.js';
import { createAskWitness } from './ask-witness.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { createFindChannels } from './membership.js';
import { createMerge } from './merge.js';
import { notifyLiaison } from './notify-liaison.js';
import { placeMap } from './place-map.js';
import { type DeskInteractions } from './ports.js';
import { createRungCall } from './rung-call.js';
import { sendNotice } from './send-notice.js';
import { createReveal } from './reveal.js';
import { showMedia } from './show-media.js';
import { createTellAlike, type TellAlike } from './tell-alike.js';
import { createTurnTaking } from './turn-taking.js';
import { type TurnSteps } from './turn-steps.js';

export interface Liaison {
  /** Posts the card or brings it to the tip's newest revision, then posts what waits for its thread. */
  notifyLiaison: (payload: JobPayloads['notifyLiaison'], attempt?: Attempt) => Promise<void>;
  /** Draws and uploads the card's locator map. */
  placeMap: (payload: JobPayloads['placeMap'], attempt: Attempt) => Promise<void>;
  /** Puts a tip's pictures into the thread of a card. */
  showMedia: (payload: JobPayloads['showMedia']) => Promise<void>;
  /** `detail` holds ids and codes only. */
  alertOperators: (payload: JobPayloads['alertOperators'], attempt?: Attempt) => Promise<void>;
  /** Climbs the next rung of a card nobody acknowledged, when it is due. */
  escalate: (payload: JobPayloads['escalate']) => Promise<void>;
  sendNotice: (payload: JobPayloads['sendNotice'], attempt?: Attempt) => Promise<void>;
  tellAlike: TellAlike;
  /** What is said and done on a call to the phone on call. */
  rungCall: CallScript;
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
    placeMap: (payload, attempt) => placeMap(deps, payload, attempt),
    showMedia: ({ cardId }) => showMedia(deps, cardId),
    alertOperators: (payload, attempt = { attempt: 1, maxAttempts: Infinity }) =>
      alertOperators(deps, payload, attempt),
    rungCall: createRungCall(deps, turnTaking.steps),
    escalate: ({ cardId }) => escalate(deps, cardId),
    sendNotice: (payload, attempt = { attempt: 1, maxAttempts: Infinity }) =>
      sendNotice(deps, payload.noticeId, attempt),
    tellAlike: createTellAlike(deps),
    interactions: join([
      turnTaking.interactions,
      createFinding(deps, findChannels),
      createAppHome(deps, findChannels),
      createMerge(deps),
      createAskWitness(deps),
      createReveal(deps),
      { lostAccess: (event) => tellLostAccess(deps, event) },
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
    lostAccess: async (event) => {
      for (const part of parts) await part.lostAccess?.(event);
    },
  };
}

function collect<Handler>(
  records: readonly (Readonly<Record<string, Handler>> | undefined)[],
): Record<string, Handler> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record ?? {})));
}
