/** What operators see and do with tips: codes, times and states; a document only where they ask for the words. */

import { addJobs, deliveryJob, PRIORITY } from '../queue.js';
import { type DeliveryRoute, type DeliveryState } from '../schema.js';
import { type Tx } from '../store.js';

export interface ListedTip {
  reference: string;
  status: string;
  urgency: string;
  revision: number;
  isTest: boolean;
  firstContactAt: Date;
  createdAt: Date;
  /** Of the newest revision: "webhook handed_over". */
  deliveries: string[];
  /** "MO acknowledged". */
  cards: string[];
}

/** Newest first. `open`: only those nobody has yet. */
export async function listTips(
  tx: Tx,
  filter: { limit: number; open: boolean; tests: boolean },
): Promise<ListedTip[]> {
  return tx.query<{ [Name in keyof ListedTip]: ListedTip[Name] }>(
    'list_tips',
    `select t.reference, t.status, t.urgency, t.revision, t.is_test as "isTest",
       t.first_contact_at as "firstContactAt", t.created_at as "createdAt",
       array(select d.route || ' ' || d.state from deliveries d
             where d.tip_id = t.id and d.revision = t.revision order by d.created_at, d.route) as deliveries,
       array(select c.jurisdiction || ' ' || case when c.closed_at is not null then 'closed'
               when c.acknowledged_at is not null then 'acknowledged' else c.state end
             from liaison_cards c where c.tip_id = t.id order by c.jurisdiction) as cards
     from tips t
     where ($3 or not t.is_test) and (not $2 or (t.status <> 'withdrawn' and not exists (
       select from deliveries d where d.tip_id = t.id and d.revision = t.revision
         and d.state in ('handed_over', 'acknowledged'))))
     order by t.created_at desc limit $1`,
    [filter.limit, filter.open, filter.tests],
  );
}

export interface AdminTip {
  id: string;
  reference: string;
  status: string;
  urgency: string;
  revision: number;
  jurisdictions: string[];
  isTest: boolean;
  conversationId: string;
  witnessId: string;
  firstContactAt: Date;
  createdAt: Date;
  submittedAt: Date | null;
  documentSealed: Buffer;
}

/** `lock`: for as long as the transaction lasts no other revision is written. */
export async function findAdminTip(tx: Tx, reference: string, lock = false): Promise<AdminTip | undefined> {
  if (lock)
    await tx.query(
      'lock_witness_of_tip',
      'select w.id from witnesses w join tips t on t.witness_id = w.id where t.reference = $1 for update of w',
      [reference],
    );
  const rows = await tx.query<{ [Name in keyof AdminTip]: AdminTip[Name] }>(
    'find_admin_tip',
    `select t.id, t.reference, t.status, t.urgency, t.revision, t.jurisdictions, t.is_test as "isTest",
       t.conversation_id as "conversationId", t.witness_id as "witnessId", t.first_contact_at as "firstContactAt",
       t.created_at as "createdAt", t.submitted_at as "submittedAt", r.document_sealed as "documentSealed"
     from tips t join tip_revisions r on r.tip_id = t.id and r.revision = t.revision where t.reference = $1`,
    [reference],
  );
  return rows[0];
}

export interface HistoryLine {
  at: Date;
  /** "webhook r1", "MO", or what happened to the tip. */
  what: string;
  state: string;
  evidence: string | null;
}

/** Every state of every delivery and card with its evidence, oldest first. */
export async function listHistory(tx: Tx, tipId: string): Promise<HistoryLine[]> {
  return tx.query<{ [Name in keyof HistoryLine]: HistoryLine[Name] }>(
    'list_tip_history',
    `select e.at, d.route || ' r' || d.revision as what, e.state, e.evidence
       from delivery_events e join deliveries d on d.id = e.delivery_id where d.tip_id = $1
     union all
     select at, 'tip', kind, concat_ws(' ', detail, case when actor not in ('sightline', 'witness') then actor end)
       from tip_events where tip_id = $1 and kind not in ('handed_over', 'acknowledged', 'delivery_failed')
     order by at`,
    [tipId],
  );
}

/** What failed, or waits, of the newest revision is tried again at once; earlier attempts no longer count. */
export async function retryDeliveries(
  tx: Tx,
  tip: { id: string; revision: number },
  actor: string,
  now: Date,
): Promise<DeliveryRoute[]> {
  const rows = await tx.query<{ id: string; route: DeliveryRoute; state: DeliveryState }>(
    'retry_deliveries',
    `with d as (
       update deliveries set state = 'queued', evidence = 'retry by ' || $3, attempts_forgiven = attempts,
         alerts = '{}'
       where tip_id = $1 and revision = $2
         and (state in ('failed', 'queued') or (state = 'attempting' and last_error_code is not null))
       returning id, tip_id, route, state),
     rested as (
       update hotline_routes set rests_until = least(rests_until, $4::timestamptz), probe = null, probe_until = null
       where rests_until is not null and route in (select route from d)),
     event as (
       insert into tip_events (tip_id, kind, actor, detail, at)
       select distinct tip_id, 'retried', $3, 'r' || $2::int, $4::timestamptz from d)
     select id, route, state from d`,
    [tip.id, tip.revision, actor, now],
  );
  await addJobs(
    tx,
    rows.map(({ id, route }) => deliveryJob({ id, route, tipId: tip.id }, { priority: PRIORITY.danger })),
  );
  return rows.map(({ route }) => route);
}
