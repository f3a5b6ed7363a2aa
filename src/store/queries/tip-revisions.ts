/**
 * Writes one revision of a tip with everything that must follow from it: a delivery per route, a card per state,
 * an event, and the jobs. Two round trips, inside the caller's transaction, which holds the witness's row; so
 * revisions of one tip never race.
 */

import { randomUUID } from 'node:crypto';
import { SightlineError } from '../../errors.js';
import { addJobs, job, type JobSpec, PRIORITY } from '../queue.js';
import { type DeliveryRoute } from '../schema.js';
import { type Tx } from '../store.js';

export interface TipRevisionRow {
  tipId: string;
  reference: string;
  /** One above the tip's present revision; 1 for a new tip. */
  revision: number;
  status: 'partial' | 'submitted' | 'withdrawn';
  urgency: string;
  jurisdictions: readonly string[];
  conversationId: string;
  witnessId: string;
  isTest: boolean;
  firstContactAt: Date;
  submittedAt: Date | undefined;
  /** The tip as JSON, sealed by the caller for `tipRevisionPlace(tipId, revision)`. */
  documentSealed: Buffer;
  /** The configured routes to the hotline. */
  routes: readonly DeliveryRoute[];
  /** Desks that get a card if they have none yet: `listCardJurisdictions(tip)`. Cards that exist are always updated. */
  cardJurisdictions: readonly string[];
  now: Date;
}

export interface TipRevisionIds {
  deliveryIds: string[];
  /** New and existing cards. */
  cardIds: string[];
}

/** What a tip document is sealed for. */
export function tipRevisionPlace(tipId: string, revision: number): string {
  return `tip_revisions:${tipId}/${revision}:document`;
}

/** The same on every attempt and on every route. */
export function deliveryKey(tipId: string, revision: number): string {
  return `${tipId}.${revision}`;
}

/** The job key of a card: waiting updates of one card become one. */
export function cardJobKey(cardId: string): string {
  return `card:${cardId}`;
}

/** The job key of what happens while nobody acknowledges a card. */
export function escalationJobKey(cardId: string): string {
  return `escalate:${cardId}`;
}

/**
 * The desk's limits are its own business: the run sees when its next rung is due, and comes back then. So adding it is
 * right at any time, and again when a card is new, more urgent, or nobody's any more.
 */
export function escalateJob(cardId: string, runAt?: Date): JobSpec {
  return job(
    'escalate',
    { cardId },
    { key: escalationJobKey(cardId), ...(runAt === undefined ? {} : { runAt }) },
  );
}

/**
 * Throws when the revision does not follow the one stored. A withdrawal also stops what has not left yet.
 */
export async function insertTipRevision(tx: Tx, row: TipRevisionRow): Promise<TipRevisionIds> {
  const written = await tx.query<{ kind: 'tip' | 'delivery' | 'card'; id: string }>(
    'insert_tip_revision',
    INSERT_SQL,
    [
      row.tipId,
      row.reference,
      row.conversationId,
      row.witnessId,
      row.status,
      row.urgency,
      row.revision,
      row.jurisdictions,
      row.isTest,
      row.firstContactAt,
      row.submittedAt ?? null,
      row.documentSealed,
      row.routes,
      row.routes.map(() => randomUUID()),
      deliveryKey(row.tipId, row.revision),
      row.cardJurisdictions,
      row.cardJurisdictions.map(() => randomUUID()),
      row.now,
    ],
  );
  if (!written.some(({ kind }) => kind === 'tip'))
    throw new SightlineError(
      'INTERNAL',
      `revision ${row.revision} of tip ${row.tipId} does not follow the stored one`,
    );
  const priority = row.urgency === 'immediate_danger' ? PRIORITY.danger : PRIORITY.normal;
  const deliveryIds = written.filter(({ kind }) => kind === 'delivery').map(({ id }) => id);
  const cardIds = written.filter(({ kind }) => kind === 'card').map(({ id }) => id);
  await addJobs(tx, [
    ...deliveryIds.map((deliveryId) => job('handOffTip', { deliveryId }, { priority })),
    ...cardIds.map((cardId) => job('notifyLiaison', { cardId }, { priority, key: cardJobKey(cardId) })),
    ...cardIds.map((cardId) => escalateJob(cardId)),
  ]);
  return { deliveryIds, cardIds };
}

/** The last line reads the snapshot from before the statement: the cards that were there already. */
const INSERT_SQL = `
  with tip as (
    insert into tips as t (id, reference, conversation_id, witness_id, status, urgency, revision, jurisdictions,
                           is_test, first_contact_at, created_at, submitted_at)
    values ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7::int, $8::text[], $9, $10::timestamptz, $18::timestamptz,
            $11::timestamptz)
    on conflict (id) do update set
      status = excluded.status, urgency = excluded.urgency, jurisdictions = excluded.jurisdictions,
      revision = excluded.revision, submitted_at = coalesce(t.submitted_at, excluded.submitted_at)
    where t.revision = excluded.revision - 1
    returning id, revision),
  document as (
    insert into tip_revisions (tip_id, revision, document_sealed, created_at)
    select id, revision, $12::bytea, $18::timestamptz from tip),
  withdrawn as (
    update deliveries set state = 'withdrawn'
    where $5 = 'withdrawn' and tip_id = $1::uuid and revision < $7::int and state in ('queued', 'attempting')),
  delivery as (
    insert into deliveries (id, tip_id, revision, route, idempotency_key, created_at)
    select given.id, tip.id, tip.revision, given.route, $15, $18::timestamptz
    from tip, unnest($13::text[], $14::uuid[]) as given (route, id)
    returning id),
  card as (
    insert into liaison_cards (id, tip_id, jurisdiction, created_at)
    select given.id, tip.id, given.jurisdiction, $18::timestamptz
    from tip, unnest($16::text[], $17::uuid[]) as given (jurisdiction, id)
    on conflict (tip_id, jurisdiction) do nothing
    returning id),
  event as (
    insert into tip_events (tip_id, kind, actor, detail, at)
    select id, 'revision', 'witness', 'r' || revision || ' ' || $5, $18::timestamptz from tip)
  select 'tip' as kind, id from tip
  union all select 'delivery', id from delivery
  union all select 'card', id from card
  union all select 'card', id from liaison_cards where tip_id = $1::uuid`;

export async function findNewestRevision(
  tx: Tx,
  tipId: string,
): Promise<{ revision: number; documentSealed: Buffer } | undefined> {
  const rows = await tx.query<{ revision: number; documentSealed: Buffer }>(
    'find_newest_revision',
    `select revision, document_sealed as "documentSealed" from tip_revisions
     where tip_id = $1 order by revision desc limit 1`,
    [tipId],
  );
  return rows[0];
}
