/** Taking back a step: a tap on the wrong button must not send anybody the wrong way. The history keeps both. */

import {
  listParties,
  type Party,
  type PartyStep,
  removeParty,
  setAcknowledged,
  setClosed,
  setPartyStep,
  type StepOutcome,
} from '../store/queries/turn-taking.js';
import { type Tx } from '../store/store.js';
import { ROLE_LABELS } from './desk-words.js';
import { done, record, type Step } from './turn-record.js';

const UNDO_WITHIN_MS = 60_000;

/** Takes back this person's newest step on the card, if it is younger than a minute. */
export async function undo(step: Step): Promise<StepOutcome | { kind: 'nothing' }> {
  const { tx, card, by } = step;
  const parties = (await listParties(tx, card.tipId)).filter(({ cardId }) => cardId === card.cardId);
  const steps = [
    ...takenBack(card.acknowledgedAt, card.acknowledgedBy, 'card_acknowledged', 'acknowledging', () =>
      setAcknowledged(tx, card.cardId, undefined),
    ),
    ...(card.outcome === 'rerouted'
      ? []
      : takenBack(card.closedAt, card.closedBy, 'card_closed', 'closing', () =>
          setClosed(tx, card.cardId, undefined),
        )),
    ...parties.flatMap((party) => listPartySteps(tx, party)),
  ];
  const newest = steps
    .filter(({ userId, at }) => userId === by.userId && by.now.getTime() - at.getTime() <= UNDO_WITHIN_MS)
    .toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
  if (newest === undefined) return { kind: 'nothing' };
  await newest.takeBack();
  await record(step, 'undone', newest.kind, { text: `took back ${newest.what}` });
  return done(card);
}

interface Undoable {
  userId: string;
  at: Date;
  kind: string;
  what: string;
  takeBack: () => Promise<void>;
}

function takenBack(
  at: Date | null,
  userId: string | null,
  kind: string,
  what: string,
  takeBack: () => Promise<void>,
): Undoable[] {
  return at === null || userId === null ? [] : [{ userId, at, kind, what, takeBack }];
}

function listPartySteps(tx: Tx, party: Party): Undoable[] {
  const { id, role } = party;
  const clear = (what: PartyStep) => () => setPartyStep(tx, id, what, undefined);
  return [
    ...takenBack(party.assignedAt, party.assignedBy, 'party_assigned', `assigning ${ROLE_LABELS[role]}`, () =>
      removeParty(tx, id),
    ),
    ...takenBack(party.enRouteAt, party.enRouteBy, 'party_en_route', '“en route”', clear('en_route')),
    ...takenBack(party.onSceneAt, party.onSceneBy, 'party_on_scene', '“on scene”', clear('on_scene')),
    ...takenBack(party.releasedAt, party.releasedBy, 'party_released', '“remove”', clear('released')),
  ];
}
