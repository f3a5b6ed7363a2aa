/**
 * Whose turn it is on a card: acknowledged, parties assigned, en route, on scene, closed. The first one wins by the
 * condition of each update; `tip_events` keeps every step, also what is undone.
 */

import { type CardOutcome, type PartyRole } from '../schema.js';
import { type Tx } from '../store.js';

export interface By {
  userId: string;
  now: Date;
}

/** What a step did: done now, or by somebody before, or there is nothing to do it to. */
export type StepOutcome =
  | { kind: 'done'; cardId: string }
  | { kind: 'already'; by: string; at: Date }
  /** The card is closed. */
  | { kind: 'closed'; by: string; at: Date }
  | { kind: 'unknown' };

export interface TurnCard {
  cardId: string;
  tipId: string;
  reference: string;
  jurisdiction: string;
  channel: string | null;
  firstContactAt: Date;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: CardOutcome | null;
}

/** Reads and locks the card until the transaction ends, so that of two steps the second sees the first. */
export async function lockTurnCard(tx: Tx, cardId: string): Promise<TurnCard | undefined> {
  const rows = await tx.query<{ [Name in keyof TurnCard]: TurnCard[Name] }>(
    'lock_turn_card',
    `select c.id as "cardId", c.tip_id as "tipId", t.reference, c.jurisdiction, c.channel,
       t.first_contact_at as "firstContactAt", c.acknowledged_at as "acknowledgedAt",
       c.acknowledged_by as "acknowledgedBy", c.closed_at as "closedAt", c.closed_by as "closedBy", c.outcome
     from liaison_cards c join tips t on t.id = c.tip_id where c.id = $1 for update of c`,
    [cardId],
  );
  return rows[0];
}

export async function findPartyCard(tx: Tx, partyId: string): Promise<string | undefined> {
  const rows = await tx.query<{ cardId: string }>(
    'find_party_card',
    'select card_id as "cardId" from card_parties where id = $1',
    [partyId],
  );
  return rows[0]?.cardId;
}

/** Adds to the history of a tip. `detail` holds codes only. */
export async function recordStep(
  tx: Tx,
  step: { tipId: string; kind: string; detail: string | null } & By,
): Promise<void> {
  await tx.query(
    'record_step',
    'insert into tip_events (tip_id, kind, actor, detail, at) values ($1, $2, $3, $4, $5)',
    [step.tipId, step.kind, step.userId, step.detail, step.now],
  );
}

export async function setAcknowledged(tx: Tx, cardId: string, by: By | undefined): Promise<void> {
  await tx.query(
    'set_acknowledged',
    'update liaison_cards set acknowledged_at = $2, acknowledged_by = $3 where id = $1',
    [cardId, by?.now ?? null, by?.userId ?? null],
  );
}

export interface NewParty {
  id: string;
  role: PartyRole;
  slackUser: string | null;
  nameSealed: Buffer | null;
}

/** What the name of a party is sealed for. */
export function partyNamePlace(partyId: string): string {
  return `card_parties:${partyId}:name`;
}

export async function insertParties(
  tx: Tx,
  cardId: string,
  parties: readonly NewParty[],
  by: By,
): Promise<void> {
  await tx.query(
    'insert_parties',
    `insert into card_parties (id, card_id, role, slack_user, name_sealed, assigned_at, assigned_by)
     select id, $1::uuid, role, slack_user, name, $6::timestamptz, $7
     from unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[]) as given (id, role, slack_user, name)`,
    [
      cardId,
      parties.map(({ id }) => id),
      parties.map(({ role }) => role),
      parties.map(({ slackUser }) => slackUser),
      parties.map(({ nameSealed }) => nameSealed),
      by.now,
      by.userId,
    ],
  );
}

export type PartyStep = 'en_route' | 'on_scene' | 'released';

export interface Party {
  id: string;
  cardId: string;
  role: PartyRole;
  slackUser: string | null;
  nameSealed: Buffer | null;
  assignedAt: Date;
  assignedBy: string;
  enRouteAt: Date | null;
  enRouteBy: string | null;
  onSceneAt: Date | null;
  onSceneBy: string | null;
  releasedAt: Date | null;
  releasedBy: string | null;
}

const PARTY_COLUMNS = `p.id, p.card_id as "cardId", p.role, p.slack_user as "slackUser", p.name_sealed as "nameSealed",
  p.assigned_at as "assignedAt", p.assigned_by as "assignedBy", p.en_route_at as "enRouteAt",
  p.en_route_by as "enRouteBy", p.on_scene_at as "onSceneAt", p.on_scene_by as "onSceneBy",
  p.released_at as "releasedAt", p.released_by as "releasedBy"`;

/** The parties of every card of a tip, in the order they were assigned; released ones too. */
export async function listParties(tx: Tx, tipId: string): Promise<Party[]> {
  return tx.query<{ [Name in keyof Party]: Party[Name] }>(
    'list_parties',
    `select ${PARTY_COLUMNS} from card_parties p join liaison_cards c on c.id = p.card_id
     where c.tip_id = $1 order by p.assigned_at, p.id`,
    [tipId],
  );
}

/** Slack users who hold a card: who acknowledged it, and those assigned. */
export async function listHolders(tx: Tx, cardId: string): Promise<string[]> {
  const rows = await tx.query<{ user: string }>(
    'list_holders',
    `select acknowledged_by as user from liaison_cards where id = $1 and acknowledged_by ~ '^[UW]'
     union
     select slack_user from card_parties where card_id = $1 and slack_user is not null and released_at is null
     order by 1 limit 10`,
    [cardId],
  );
  return rows.map(({ user }) => user);
}

export async function setPartyStep(
  tx: Tx,
  partyId: string,
  step: PartyStep,
  by: By | undefined,
): Promise<void> {
  await tx.query(
    `set_party_${step}`,
    `update card_parties set ${step}_at = $2, ${step}_by = $3 where id = $1`,
    [partyId, by?.now ?? null, by?.userId ?? null],
  );
}

export async function removeParty(tx: Tx, partyId: string): Promise<void> {
  await tx.query('remove_party', 'delete from card_parties where id = $1', [partyId]);
}

export async function setClosed(
  tx: Tx,
  cardId: string,
  close: ({ outcome: CardOutcome; reroutedTo?: string } & By) | undefined,
): Promise<void> {
  await tx.query(
    'set_closed',
    `update liaison_cards set closed_at = $2, closed_by = $3, outcome = $4, rerouted_to = $5 where id = $1`,
    [cardId, close?.now ?? null, close?.userId ?? null, close?.outcome ?? null, close?.reroutedTo ?? null],
  );
}

/** A card for the desk a tip was rerouted to; undefined when that desk has one already. */
export async function insertReroutedCard(
  tx: Tx,
  card: { id: string; tipId: string; jurisdiction: string; from: string; now: Date },
): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }>(
    'insert_rerouted_card',
    `insert into liaison_cards (id, tip_id, jurisdiction, rerouted_from, created_at) values ($1, $2, $3, $4, $5)
     on conflict (tip_id, jurisdiction) do nothing returning id`,
    [card.id, card.tipId, card.jurisdiction, card.from, card.now],
  );
  return rows[0]?.id;
}

export interface DeskOfTip {
  cardId: string;
  jurisdiction: string;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: CardOutcome | null;
  reroutedTo: string | null;
  reroutedFrom: string | null;
}

/** Every desk that has a card of this tip. */
export async function listDesks(tx: Tx, tipId: string): Promise<DeskOfTip[]> {
  return tx.query<{ [Name in keyof DeskOfTip]: DeskOfTip[Name] }>(
    'list_desks',
    `select id as "cardId", jurisdiction, acknowledged_at as "acknowledgedAt", acknowledged_by as "acknowledgedBy",
       closed_at as "closedAt", closed_by as "closedBy", outcome, rerouted_to as "reroutedTo",
       rerouted_from as "reroutedFrom"
     from liaison_cards where tip_id = $1 order by jurisdiction`,
    [tipId],
  );
}

export interface DeskNote {
  id: string;
  tipId: string;
  cardId: string;
  /** `closed`, `rerouted`, `revealed`… */
  kind: string;
  bodySealed: Buffer;
}

/** What a note is sealed for. */
export function deskNotePlace(noteId: string): string {
  return `desk_notes:${noteId}:body`;
}

export async function insertDeskNote(tx: Tx, note: DeskNote & By): Promise<void> {
  await tx.query(
    'insert_desk_note',
    'insert into desk_notes (id, tip_id, card_id, kind, actor, body_sealed, at) values ($1, $2, $3, $4, $5, $6, $7)',
    [note.id, note.tipId, note.cardId, note.kind, note.userId, note.bodySealed, note.now],
  );
}

/** The newest note of a kind on each card of a tip. */
export async function listDeskNotes(
  tx: Tx,
  tipId: string,
): Promise<{ id: string; cardId: string; kind: string; bodySealed: Buffer }[]> {
  return tx.query(
    'list_desk_notes',
    `select distinct on (card_id, kind) id, card_id as "cardId", kind, body_sealed as "bodySealed"
     from desk_notes where tip_id = $1 and kind in ('closed', 'rerouted') order by card_id, kind, at desc`,
    [tipId],
  );
}
