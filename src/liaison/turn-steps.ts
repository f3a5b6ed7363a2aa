/**
 * The steps of turn taking, each in one transaction under the card's row: what it changes, its line in the history,
 * a line in the thread of every desk that has the tip, and the jobs that redraw the cards.
 */

import { randomUUID } from 'node:crypto';
import {
  deskNotePlace,
  findPartyCard,
  insertDeskNote,
  insertParties,
  insertReroutedCard,
  listParties,
  lockTurnCard,
  type Party,
  partyNamePlace,
  type PartyStep,
  recordStep,
  setAcknowledged,
  setClosed,
  setPartyStep,
  type StepOutcome,
  type TurnCard,
} from '../store/queries/turn-taking.js';
import { addJobs, job, PRIORITY } from '../store/queue.js';
import { cardJobKey } from '../store/queries/tip-revisions.js';
import { type CardOutcome, type PartyRole } from '../store/schema.js';
import { deskName } from './card-progress.js';
import { minutesBetween, nameParty, OUTCOME_LABELS, person, ROLE_LABELS } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { openParty } from './progress.js';
import { done, record, type Step } from './turn-record.js';
import { undo } from './undo.js';

export interface Assignment {
  role: PartyRole;
  /** Slack user ids. */
  people: readonly string[];
  /** Agencies and units as text. */
  units: readonly string[];
}

export interface TurnSteps {
  acknowledge: (cardId: string, userId: string) => Promise<StepOutcome>;
  /** Whoever acts on a card that nobody acknowledged has acknowledged it. */
  assign: (cardId: string, assignment: Assignment, userId: string) => Promise<StepOutcome>;
  mark: (partyId: string, step: PartyStep, userId: string) => Promise<StepOutcome>;
  close: (
    cardId: string,
    closing: { outcome: CardOutcome; note: string | undefined },
    userId: string,
  ) => Promise<StepOutcome>;
  reopen: (cardId: string, userId: string) => Promise<StepOutcome>;
  /** Gives the tip to another desk, with a reason that both sides see. */
  reroute: (
    cardId: string,
    rerouting: { to: string; reason: string },
    userId: string,
  ) => Promise<StepOutcome | { kind: 'there already' }>;
  /** Takes back this person's newest step on the card, if it is younger than a minute. */
  undo: (cardId: string, userId: string) => Promise<StepOutcome | { kind: 'nothing' }>;
}

export function createTurnSteps(deps: LiaisonDeps): TurnSteps {
  const begin = <Result>(
    cardId: string,
    userId: string,
    work: (step: Step) => Promise<Result>,
  ): Promise<Result | { kind: 'unknown' }> =>
    deps.store.transaction(async (tx) => {
      const card = await lockTurnCard(tx, cardId);
      return card === undefined
        ? { kind: 'unknown' as const }
        : work({ deps, tx, card, by: { userId, now: deps.now() } });
    });
  return {
    acknowledge: (cardId, userId) => begin(cardId, userId, acknowledge),
    assign: (cardId, assignment, userId) => begin(cardId, userId, (step) => assign(step, assignment)),
    mark: async (partyId, what, userId) => {
      const cardId = await deps.store.statement((tx) => findPartyCard(tx, partyId));
      if (cardId === undefined) return { kind: 'unknown' };
      return begin(cardId, userId, (step) => mark(step, partyId, what));
    },
    close: (cardId, closing, userId) => begin(cardId, userId, (step) => close(step, closing)),
    reopen: (cardId, userId) => begin(cardId, userId, reopen),
    reroute: (cardId, rerouting, userId) => begin(cardId, userId, (step) => reroute(step, rerouting)),
    undo: (cardId, userId) => begin(cardId, userId, undo),
  };
}

async function acknowledge(step: Step): Promise<StepOutcome> {
  const { tx, card, by } = step;
  if (card.acknowledgedAt !== null && card.acknowledgedBy !== null)
    return { kind: 'already', by: card.acknowledgedBy, at: card.acknowledgedAt };
  if (card.closedAt !== null && card.closedBy !== null)
    return { kind: 'closed', by: card.closedBy, at: card.closedAt };
  await setAcknowledged(tx, card.cardId, by);
  const minutes = minutesBetween(card.firstContactAt, by.now);
  await record(step, 'card_acknowledged', '', {
    text: `acknowledged, ${minutes} min after first contact`,
  });
  return done(card);
}

async function assign(step: Step, { role, people, units }: Assignment): Promise<StepOutcome> {
  const { deps, tx, card, by } = step;
  const closed = closedBy(card);
  if (closed !== undefined) return closed;
  await acknowledgeSilently(step);
  const parties = [
    ...people.map((slackUser) => ({ id: randomUUID(), role, slackUser, nameSealed: null })),
    ...units.map((name) => {
      const id = randomUUID();
      return { id, role, slackUser: null, nameSealed: deps.vault.seal(name, partyNamePlace(id)) };
    }),
  ];
  await insertParties(tx, card.cardId, parties, by);
  const names = [...people.map(person), ...units.map((name) => nameParty({ who: { name }, role: 'other' }))];
  const listed = names.map((name) => name.replace(`${ROLE_LABELS.other}: `, '')).join(', ');
  await record(step, 'party_assigned', `${role} ${parties.length}`, {
    text: `assigned ${ROLE_LABELS[role]}: ${listed}`,
  });
  return done(card);
}

async function mark(step: Step, partyId: string, what: PartyStep): Promise<StepOutcome> {
  const { deps, tx, card, by } = step;
  const closed = closedBy(card);
  if (closed !== undefined) return closed;
  const party = (await listParties(tx, card.tipId)).find(({ id }) => id === partyId);
  if (party === undefined) return { kind: 'unknown' };
  const before = findBefore(party, what);
  if (before !== undefined) return before;
  await setPartyStep(tx, partyId, what, by);
  const minutes = minutesBetween(card.firstContactAt, by.now);
  const words = {
    en_route: `en route, ${minutes} min after first contact`,
    on_scene: `on scene, ${minutes} min after first contact`,
    released: 'no longer assigned',
  };
  await record(step, `party_${what}`, party.role, {
    text: `${nameParty(openParty(deps.vault, party))} ${words[what]}, says`,
    namedLast: true,
  });
  return done(card);
}

function findBefore(party: Party, what: PartyStep): StepOutcome | undefined {
  if (party.releasedAt !== null && party.releasedBy !== null)
    return { kind: 'already', by: party.releasedBy, at: party.releasedAt };
  if (party.onSceneAt !== null && party.onSceneBy !== null && what !== 'released')
    return { kind: 'already', by: party.onSceneBy, at: party.onSceneAt };
  if (what === 'en_route' && party.enRouteAt !== null && party.enRouteBy !== null)
    return { kind: 'already', by: party.enRouteBy, at: party.enRouteAt };
  return undefined;
}

async function close(
  step: Step,
  { outcome, note }: { outcome: CardOutcome; note: string | undefined },
): Promise<StepOutcome> {
  const { tx, card, by } = step;
  const closed = closedBy(card);
  if (closed !== undefined) return closed;
  await acknowledgeSilently(step);
  await setClosed(tx, card.cardId, { outcome, ...by });
  if (note !== undefined) await keepNote(step, 'closed', note);
  await record(step, 'card_closed', outcome, {
    text: `closed it: ${OUTCOME_LABELS[outcome]}`,
    words: note,
  });
  return done(card);
}

async function reopen(step: Step): Promise<StepOutcome> {
  const { tx, card } = step;
  if (card.closedAt === null) return { kind: 'unknown' };
  await setClosed(tx, card.cardId, undefined);
  await record(step, 'card_reopened', '', { text: 'reopened it' });
  return done(card);
}

async function reroute(
  step: Step,
  { to, reason }: { to: string; reason: string },
): Promise<StepOutcome | { kind: 'there already' }> {
  const { deps, tx, card, by } = step;
  const closed = closedBy(card);
  if (closed !== undefined) return closed;
  const newCardId = await insertReroutedCard(tx, {
    ...{ id: randomUUID(), tipId: card.tipId, jurisdiction: to, from: card.jurisdiction, now: by.now },
  });
  if (newCardId === undefined) return { kind: 'there already' };
  await acknowledgeSilently(step);
  await setClosed(tx, card.cardId, { outcome: 'rerouted', reroutedTo: to, ...by });
  await keepNote(step, 'rerouted', reason);
  await addJobs(tx, [
    job('notifyLiaison', { cardId: newCardId }, { priority: PRIORITY.danger, key: cardJobKey(newCardId) }),
  ]);
  await record(step, 'card_rerouted', to, {
    text: `gave it to ${deskName(deps.states, to)}: not ours`,
    words: reason,
  });
  return done(card);
}

function closedBy(card: TurnCard): StepOutcome | undefined {
  return card.closedAt === null || card.closedBy === null
    ? undefined
    : { kind: 'closed', by: card.closedBy, at: card.closedAt };
}

async function acknowledgeSilently({ tx, card, by }: Step): Promise<void> {
  if (card.acknowledgedAt !== null) return;
  await setAcknowledged(tx, card.cardId, by);
  await recordStep(tx, { tipId: card.tipId, kind: 'card_acknowledged', detail: card.jurisdiction, ...by });
}

async function keepNote({ deps, tx, card, by }: Step, kind: string, note: string): Promise<void> {
  const id = randomUUID();
  const bodySealed = deps.vault.seal(note, deskNotePlace(id));
  await insertDeskNote(tx, { id, tipId: card.tipId, cardId: card.cardId, kind, bodySealed, ...by });
}
