/**
 * The desk's tasks: a tip that a member of staff files through the hotline's own form.
 *
 *     queued → posting → posted → posting (shown anew) → posted …
 *
 * One found in `posting` may or may not be in Slack: whoever takes it looks there first. Its deliveries (one a revision)
 * are `attempting` while it waits for a person, `acknowledged` with the hotline's reference once filed.
 */

import { addJobs, type JobSpec } from '../queue.js';
import { type DeliveryState, type DeskTaskState } from '../schema.js';
import { type Tx } from '../store.js';

const TASK_LOCK_CLASS = 77_102;

/** False when another job is at this task. Held until the transaction ends. */
export async function tryLockTask(tx: Tx, tipId: string): Promise<boolean> {
  const rows = await tx.query<{ locked: boolean }>(
    'try_lock_task',
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as locked',
    [TASK_LOCK_CLASS, tipId],
  );
  return rows[0]?.locked === true;
}

export interface DeskTask {
  channel: string | null;
  messageTs: string | null;
  state: DeskTaskState;
  claimedAt: Date | null;
  postedAt: Date | null;
  revisionShown: number;
  partsShown: number;
  takenBy: string | null;
  takenAt: Date | null;
  toldAt: Date | null;
  reference: string;
  urgency: string;
  revision: number;
  status: string;
}

export interface DeskDelivery {
  id: string;
  revision: number;
  state: DeliveryState;
  /** The hotline's reference. */
  receipt: string | null;
  evidence: string | null;
  acknowledgedAt: Date | null;
}

const TASK_COLUMNS = `k.channel, k.message_ts as "messageTs", k.state, k.claimed_at as "claimedAt",
  k.posted_at as "postedAt", k.revision_shown as "revisionShown", k.parts_shown as "partsShown",
  k.taken_by as "takenBy", k.taken_at as "takenAt", k.told_at as "toldAt",
  t.reference, t.urgency, t.revision, t.status`;

/** Makes the task when there is none. */
export async function openTask(tx: Tx, tipId: string, now: Date): Promise<void> {
  await tx.query(
    'open_task',
    'insert into desk_tasks (tip_id, created_at) values ($1, $2) on conflict do nothing',
    [tipId, now],
  );
}

/** With its deliveries, newest first. */
export async function findTask(
  tx: Tx,
  tipId: string,
): Promise<{ task: DeskTask; deliveries: DeskDelivery[] } | undefined> {
  const [task] = await tx.query<{ [Name in keyof DeskTask]: DeskTask[Name] }>(
    'find_task',
    `select ${TASK_COLUMNS} from desk_tasks k join tips t on t.id = k.tip_id where k.tip_id = $1`,
    [tipId],
  );
  if (task === undefined) return undefined;
  const deliveries = await tx.query<{ [Name in keyof DeskDelivery]: DeskDelivery[Name] }>(
    'list_task_deliveries',
    `select id, revision, state, receipt, evidence, acknowledged_at as "acknowledgedAt"
     from deliveries where tip_id = $1 and route = 'desk' order by revision desc`,
    [tipId],
  );
  return { task, deliveries };
}

/** From here on the task, or this part of it, may be in that channel. */
export async function markTaskPosting(tx: Tx, tipId: string, channel: string, now: Date): Promise<void> {
  await tx.query(
    'mark_task_posting',
    `update desk_tasks set state = 'posting', channel = $2, claimed_at = $3 where tip_id = $1`,
    [tipId, channel, now],
  );
}

export async function recordTaskShown(
  tx: Tx,
  shown: { tipId: string; messageTs: string; revision: number; parts: number; now: Date },
): Promise<void> {
  await tx.query(
    'record_task_shown',
    `update desk_tasks set state = 'posted', message_ts = $2, revision_shown = $3, parts_shown = $4,
       posted_at = coalesce(posted_at, $5) where tip_id = $1`,
    [shown.tipId, shown.messageTs, shown.revision, shown.parts, shown.now],
  );
}

/** Slack surely did not take it. */
export async function resetTask(tx: Tx, tipId: string): Promise<void> {
  await tx.query(
    'reset_task',
    `update desk_tasks set state = case when message_ts is null then 'queued' else 'posted' end where tip_id = $1`,
    [tipId],
  );
}

export type TaskOutcome =
  { kind: 'done' } | { kind: 'already'; by: string | null; reference?: string | null } | { kind: 'unknown' };

/** The first one takes it. */
export async function takeTask(
  tx: Tx,
  input: { tipId: string; userId: string; now: Date; jobs: readonly JobSpec[] },
): Promise<TaskOutcome> {
  const rows = await tx.query<{ first: boolean; takenBy: string | null }>(
    'take_task',
    `with taken as (
       update desk_tasks set taken_by = $2, taken_at = $3 where tip_id = $1 and taken_by is null returning tip_id),
     proof as (
       update deliveries set evidence = 'taken ' || $2
       where tip_id in (select tip_id from taken) and route = 'desk' and state in ('queued', 'attempting')),
     event as (
       insert into tip_events (tip_id, kind, actor, detail, at)
       select tip_id, 'desk_taken', $2, null, $3::timestamptz from taken)
     select exists (select from taken) as first, taken_by as "takenBy" from desk_tasks where tip_id = $1`,
    [input.tipId, input.userId, input.now],
  );
  if (rows[0] === undefined) return { kind: 'unknown' };
  if (!rows[0].first) return { kind: 'already', by: rows[0].takenBy };
  await addJobs(tx, input.jobs);
  return { kind: 'done' };
}

interface Filing {
  tipId: string;
  revision: number;
  userId: string;
  now: Date;
  jobs: readonly JobSpec[];
}

/** A newer revision may have come meanwhile: what was filed is recorded all the same, and the newer one stays open. */
export async function fileTask(tx: Tx, input: Filing & { reference: string }): Promise<TaskOutcome> {
  const rows = await tx.query(
    'file_task',
    `with filed as (
       update deliveries set state = 'acknowledged', receipt = $3, evidence = 'filed ' || $4,
         handed_over_at = $5, acknowledged_at = $5, last_error_code = null
       where tip_id = $1 and revision = $2 and route = 'desk' and state <> 'acknowledged' returning tip_id),
     who as (
       update desk_tasks set taken_by = coalesce(taken_by, $4), taken_at = coalesce(taken_at, $5)
       where tip_id in (select tip_id from filed))
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, 'acknowledged', $4, 'desk r' || $2::int, $5::timestamptz from filed returning tip_id`,
    [input.tipId, input.revision, input.reference, input.userId, input.now],
  );
  if (rows.length === 0) return explainNotFiled(tx, input);
  await addJobs(tx, input.jobs);
  return { kind: 'done' };
}

/** `noteSealed` for `desk_notes:<noteId>:body`. */
export async function refuseTask(
  tx: Tx,
  input: Filing & { noteId: string; noteSealed: Buffer },
): Promise<TaskOutcome> {
  const rows = await tx.query(
    'refuse_task',
    `with refused as (
       update deliveries set state = 'failed', last_error_code = 'CANNOT_FILE', evidence = 'cannot_file ' || $3
       where tip_id = $1 and revision = $2 and route = 'desk' and state in ('queued', 'attempting') returning tip_id),
     note as (
       insert into desk_notes (id, tip_id, kind, actor, body_sealed, at)
       select $5::uuid, tip_id, 'cannot_file', $3, $6::bytea, $4::timestamptz from refused)
     insert into tip_events (tip_id, kind, actor, detail, at)
     select tip_id, 'delivery_failed', $3, 'desk r' || $2::int || ' CANNOT_FILE', $4::timestamptz from refused
     returning tip_id`,
    [input.tipId, input.revision, input.userId, input.now, input.noteId, input.noteSealed],
  );
  if (rows.length === 0) return explainNotFiled(tx, input);
  await addJobs(tx, input.jobs);
  return { kind: 'done' };
}

async function explainNotFiled(tx: Tx, { tipId, revision }: Filing): Promise<TaskOutcome> {
  const rows = await tx.query<{ reference: string | null; by: string | null }>(
    'explain_not_filed',
    `select d.receipt as reference, split_part(d.evidence, ' ', 2) as by
     from deliveries d where tip_id = $1 and revision = $2 and route = 'desk'`,
    [tipId, revision],
  );
  const [found] = rows;
  return found === undefined ? { kind: 'unknown' } : { kind: 'already', ...found };
}

export async function markTold(tx: Tx, tipId: string, now: Date, jobs: readonly JobSpec[]): Promise<void> {
  await tx.query('mark_task_told', 'update desk_tasks set told_at = $2 where tip_id = $1', [tipId, now]);
  await addJobs(tx, jobs);
}
