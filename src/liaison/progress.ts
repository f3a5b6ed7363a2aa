/** What the desks did with a tip, opened for drawing: this desk, the other ones, the parties sent, on one clock. */

import {
  deskNotePlace,
  type DeskOfTip,
  listDeskNotes,
  listDesks,
  listParties,
  type Party,
  partyNamePlace,
} from '../store/queries/turn-taking.js';
import { type CardOutcome, type PartyRole } from '../store/schema.js';
import { type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';

export interface PartyView {
  id: string;
  role: PartyRole;
  /** A Slack user id, or an agency and unit as a liaison wrote it. */
  who: { userId: string } | { name: string };
  assigned: Stamp;
  enRoute: Stamp | undefined;
  onScene: Stamp | undefined;
}

export interface Stamp {
  by: string;
  at: Date;
}

export interface DeskView {
  cardId: string;
  /** USPS code or US. */
  jurisdiction: string;
  acknowledged: Stamp | undefined;
  /** Those not released. */
  parties: PartyView[];
  closed:
    (Stamp & { outcome: CardOutcome; note: string | undefined; reroutedTo: string | undefined }) | undefined;
  reroutedFrom: { jurisdiction: string; reason: string | undefined } | undefined;
}

/** The desks of a tip by card id. */
export async function readDesks(
  tx: Tx,
  vault: Pick<Vault, 'open' | 'openObject'>,
  tipId: string,
): Promise<DeskView[]> {
  const desks = await listDesks(tx, tipId);
  const parties = await listParties(tx, tipId);
  const notes = await listDeskNotes(tx, tipId);
  const noteOf = (cardId: string | undefined, kind: string): string | undefined => {
    const note = notes.find((one) => one.cardId === cardId && one.kind === kind);
    return note && vault.open(note.bodySealed, deskNotePlace(note.id));
  };
  return desks.map((desk) => ({
    cardId: desk.cardId,
    jurisdiction: desk.jurisdiction,
    acknowledged: stamp(desk.acknowledgedBy, desk.acknowledgedAt),
    parties: parties
      .filter(({ cardId, releasedAt }) => cardId === desk.cardId && releasedAt === null)
      .map((party) => openParty(vault, party)),
    closed: readClosed(desk, noteOf(desk.cardId, desk.outcome === 'rerouted' ? 'rerouted' : 'closed')),
    reroutedFrom:
      desk.reroutedFrom === null
        ? undefined
        : {
            jurisdiction: desk.reroutedFrom,
            reason: noteOf(
              desks.find(({ jurisdiction }) => jurisdiction === desk.reroutedFrom)?.cardId,
              'rerouted',
            ),
          },
  }));
}

function readClosed(desk: DeskOfTip, note: string | undefined): DeskView['closed'] {
  const closed = stamp(desk.closedBy, desk.closedAt);
  if (closed === undefined || desk.outcome === null) return undefined;
  return { ...closed, outcome: desk.outcome, note, reroutedTo: desk.reroutedTo ?? undefined };
}

export function openParty(vault: Pick<Vault, 'open'>, party: Party): PartyView {
  return {
    id: party.id,
    role: party.role,
    who:
      party.slackUser === null
        ? { name: party.nameSealed === null ? '' : vault.open(party.nameSealed, partyNamePlace(party.id)) }
        : { userId: party.slackUser },
    assigned: { by: party.assignedBy, at: party.assignedAt },
    enRoute: stamp(party.enRouteBy, party.enRouteAt),
    onScene: stamp(party.onSceneBy, party.onSceneAt),
  };
}

function stamp(by: string | null, at: Date | null): Stamp | undefined {
  return by === null || at === null ? undefined : { by, at };
}
