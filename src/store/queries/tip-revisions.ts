/**
 * Writes one revision of a tip with everything that must follow from it: a delivery per route, a card per state,
 * an event, the conversation's note of its tip, and the jobs. Two round trips, inside the caller's transaction, which holds the witness's row; so
 * revisions of one tip never race.
 */

import { randomUUID } from 'node:crypto';
import { SightlineError } from '../../errors.js';
import { addJobs, deliveryJob, job, type JobSpec, PRIORITY, routeDeadlineJob } from '../queue.js';
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
  /** The routes to the hotline that are tried at once. */
  routes: readonly DeliveryRoute[];
  /** All that are set up: of these, those that had an earlier revision get this one, too. Default: `routes`. */
  configuredRoutes?: readonly DeliveryRoute[];
  /** When the next step begins if nothing was handed over; undefined: nobody looks. */
  deadlineAt?: Date | undefined;
  /** Desks that get a card if they have none yet: `listCardJurisdictions(tip)`. Cards that exist are always updated. */
  cardJurisdictions: readonly string[];
  /** When a new card's first rung may be due, if nobody acknowledges it. Default: the run itself sees to it at once. */
  firstRungAt?: Date | undefined;
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
 * Throws when the revision does not follow the one stored. What has not left of earlier revisions is withdrawn: the
 * newer one goes in its place. One that is on its way at this moment may still arrive, and is then recorded as it is.
 */
export async function insertTipRevision(tx: Tx, row: TipRevisionRow): Promise<TipRevisionIds> {
  const written = await tx.query<WrittenRow>('insert_tip_revision', INSERT_SQL, [
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
    row.configuredRoutes ?? row.routes,
    deliveryKey(row.tipId, row.revision),
    row.cardJurisdictions,
    row.cardJurisdictions.map(() => randomUUID()),
    row.now,
  ]);
  if (!written.some(({ kind }) => kind === 'tip'))
    throw new SightlineError(
      'INTERNAL',
      `revision ${row.revision} of tip ${row.tipId} does not follow the stored one`,
    );
  const priority = row.urgency === 'immediate_danger' ? PRIORITY.danger : PRIORITY.normal;
  const deliveries = written.filter(({ kind }) => kind === 'delivery');
  const cardIds = written.filter(({ kind }) => kind === 'card').map(({ id }) => id);
  await addJobs(tx, [
    ...deliveries.map(({ id, route }) => deliveryJob({ id, route, tipId: row.tipId }, { priority })),
    ...cardIds.map((cardId) => job('notifyLiaison', { cardId }, { priority, key: cardJobKey(cardId) })),
    ...cardIds.map((cardId) => escalateJob(cardId, row.revision === 1 ? row.firstRungAt : undefined)),
    ...(row.deadlineAt === undefined ? [] : [routeDeadlineJob(row.tipId, row.revision, row.deadlineAt)]),
  ]);
  return { deliveryIds: deliveries.map(({ id }) => id), cardIds };
}

interface WrittenRow {
  kind: 'tip' | 'delivery' | 'card';
  id: string;
  /** Of a delivery. */
  route: DeliveryRoute;
}

/** Every revision, newest first. */
export async function listTipDocuments(
  tx: Tx,
  tipId: string,
): Promise<{ revision: number; documentSealed: Buffer }[]> {
  return tx.query(
    'list_tip_documents',
    `select revision, document_sealed as "documentSealed" from tip_revisions where tip_id = $1 order by revision desc`,
    [tipId],
  );
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
    update deliveries set state = 'withdrawn',
      evidence = case when $5 = 'withdrawn' then 'withdrawn r' else 'superseded r' end || $7::int
    where tip_id = $1::uuid and revision < $7::int and state in ('queued', 'attempting')),
  given as (
    select route, ord from unnest($13::text[]) with ordinality as asked (route, ord)
    union all
    select d.route, 100 from deliveries d
    where d.tip_id = $1::uuid and d.route = any($14::text[]) and d.route <> all($13::text[])
      and (d.attempts > 0 or d.state not in ('failed', 'withdrawn'))
    group by d.route),
  delivery as (
    insert into deliveries (id, tip_id, revision, route, idempotency_key, created_at)
    select gen_random_uuid(), tip.id, tip.revision, given.route, $15, $18::timestamptz
    from tip, given order by given.ord
    returning id, route),
  card as (
    insert into liaison_cards (id, tip_id, jurisdiction, created_at)
    select given.id, tip.id, given.jurisdiction, $18::timestamptz
    from tip, unnest($16::text[], $17::uuid[]) as given (jurisdiction, id)
    on conflict (tip_id, jurisdiction) do nothing
    returning id),
  conversation as (
    update conversations set tip_id = tip.id from tip where conversations.id = $3::uuid and tip.revision = 1),
  event as (
    insert into tip_events (tip_id, kind, actor, detail, at)
    select id, 'revision', 'witness', 'r' || revision || ' ' || $5, $18::timestamptz from tip)
  select 'tip' as kind, id, null as route from tip
  union all select 'delivery', id, route from delivery
  union all select 'card', id, null from card
  union all select 'card', id, null from liaison_cards where tip_id = $1::uuid`;

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
