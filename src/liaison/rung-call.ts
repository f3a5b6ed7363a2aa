/**
 * A rung of the ladder that rings a phone: who picks up presses 1, and the tip is acknowledged. It says codes only; a
 * person who is not on call learns nothing of it. What came of it stands in the thread, and the ladder goes on by itself.
 */

import { type CallAnswer, type CallScript, NO_KEY, type Spoken } from '../calls/ports.js';
import { spell } from '../calls/spell.js';
import { type CallRow } from '../store/queries/calls.js';
import { findCardOnCall, type CardOnCall } from '../store/queries/escalation.js';
import { addThreadLines } from '../store/queries/thread-lines.js';
import { recordStep, type StepOutcome } from '../store/queries/turn-taking.js';
import { addJobs, job, PRIORITY } from '../store/queue.js';
import { BY_PHONE, minutesBetween } from './desk-words.js';
import { urgencyLabel } from './escalate.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { threadLine } from './thread.js';
import { type TurnSteps } from './turn-steps.js';

const STALE_AFTER_MS = 5 * 60_000;
const WAIT_SECONDS = 10;
/** Asked again once; a phone in a pocket is not asked for ever. */
const MAX_ASKED = 2;

/** What came of it, for the thread; an acknowledgement has its own line. */
const SAID: Readonly<Record<string, string>> = {
  busy: 'it was busy',
  no_answer: 'nobody answered',
  machine: 'a machine answered',
  no_key: 'no key was pressed',
  hung_up: 'they hung up',
  declined: 'they did not press 1',
};

export function createRungCall(deps: LiaisonDeps, steps: Pick<TurnSteps, 'acknowledge'>): CallScript {
  const findCard = (call: CallRow): Promise<CardOnCall | undefined> =>
    deps.store.statement((tx) => findCardOnCall(tx, call.cardId ?? ''));
  return {
    staleAfterMs: STALE_AFTER_MS,
    detectMachine: true,
    async begin(call) {
      const card = await findCard(call);
      return card?.waits === true ? ask(deps, card) : end('already', 'This tip is taken care of. Goodbye.');
    },
    async key(call, key) {
      if (key === '1' && call.cardId !== null) return explain(await steps.acknowledge(call.cardId, BY_PHONE));
      const card = call.keys.length < MAX_ASKED ? await findCard(call) : undefined;
      if (card?.waits === true) return ask(deps, card);
      return end(key === NO_KEY ? undefined : 'declined', 'Goodbye.');
    },
    async ended(tx, call) {
      const card = call.cardId === null ? undefined : await findCardOnCall(tx, call.cardId);
      if (card === undefined || call.outcome === 'acknowledged' || call.outcome === 'already') return;
      const now = deps.now();
      const said = SAID[call.outcome] ?? 'it did not get through';
      const text = `:telephone_receiver: The phone on call was rung: ${said}.`;
      await addThreadLines(tx, [threadLine(deps.vault, card.cardId, { text })], now);
      const detail = `${card.jurisdiction} ${call.outcome}`;
      await recordStep(tx, { tipId: card.tipId, kind: 'rung_call', detail, userId: 'sightline', now });
      if (call.outcome in SAID) return;
      const why = `call: ${call.outcome} (card ${card.cardId}); the ladder goes on`;
      const alert = { code: 'RUNG_FAILED', detail: why, tipId: card.tipId };
      await addJobs(tx, [job('alertOperators', alert, { priority: PRIORITY.danger })]);
    },
  };
}

function ask({ now }: LiaisonDeps, { reference, urgency, createdAt }: CardOnCall): CallAnswer {
  const minutes = minutesBetween(createdAt, now());
  const since = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const tip = `${spell(reference)}, ${urgencyLabel(urgency).toLowerCase()}, ${since}`;
  const say = [
    { text: `Sightline. A tip needs acknowledging: ${tip}.` },
    { text: 'Press 1 to acknowledge.' },
  ] satisfies Spoken[];
  return { turn: { kind: 'ask', say, waitSeconds: WAIT_SECONDS } };
}

function explain(outcome: StepOutcome): CallAnswer {
  if (outcome.kind === 'done' || (outcome.kind === 'already' && outcome.by === BY_PHONE))
    return end('acknowledged', 'Acknowledged. Thank you. Please open Slack.');
  return end('already', 'Somebody was first. This tip is taken care of. Goodbye.');
}

function end(outcome: string | undefined, text: string): CallAnswer {
  return { turn: { kind: 'end', say: [{ text }] }, ...(outcome === undefined ? {} : { outcome }) };
}
