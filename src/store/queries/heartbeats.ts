/** Test tips through the whole program: begun, come back, or lost. */

import { type Tx } from '../store.js';

export async function beginHeartbeat(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('begin_heartbeat', 'insert into heartbeats (id, started_at) values ($1, $2)', [id, now]);
}

export interface HeartbeatProgress {
  startedAt: Date;
  ended: boolean;
  tipId: string | null;
  submitted: boolean;
  /** Routes of its newest revision that have not handed it over. */
  waiting: string[];
  deliveries: number;
  cardPosted: boolean;
}

/** `firstProviderId`: of its first text, by which its conversation is found. */
export async function findHeartbeat(
  tx: Tx,
  id: string,
  firstProviderId: string,
): Promise<HeartbeatProgress | undefined> {
  const rows = await tx.query<{ [Name in keyof HeartbeatProgress]: HeartbeatProgress[Name] }>(
    'find_heartbeat',
    `select h.started_at as "startedAt", h.ended_at is not null as ended, t.id as "tipId",
       coalesce(t.status = 'submitted', false) as submitted,
       array(select d.route from deliveries d where d.tip_id = t.id and d.revision = t.revision
               and d.state not in ('handed_over', 'acknowledged') order by d.route) as waiting,
       (select count(*)::int from deliveries d where d.tip_id = t.id and d.revision = t.revision) as deliveries,
       exists (select from liaison_cards c where c.tip_id = t.id and c.posted_at is not null) as "cardPosted"
     from heartbeats h
     left join inbound_messages i on i.channel = 'sms' and i.provider_id = $2
     left join conversations c on c.id = i.conversation_id left join tips t on t.id = c.tip_id
     where h.id = $1`,
    [id, firstProviderId],
  );
  return rows[0];
}

/** True for the one that ended it. */
export async function endHeartbeat(
  tx: Tx,
  ending: { id: string; outcome: string; tipId: string | null; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    'end_heartbeat',
    `update heartbeats set ended_at = $4, outcome = $2, tip_id = $3 where id = $1 and ended_at is null returning id`,
    [ending.id, ending.outcome, ending.tipId, ending.now],
  );
  return rows.length > 0;
}

/** Those begun before `startedBefore` that did not come back: ended as lost, each told by whoever gets it here. */
export async function takeLostHeartbeats(tx: Tx, startedBefore: Date, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'take_lost_heartbeats',
    `update heartbeats set ended_at = $2, outcome = 'lost'
     where ended_at is null and started_at < $1 returning id`,
    [startedBefore, now],
  );
  return rows.map(({ id }) => id);
}

/** True, once, when none has begun since `since` though the program has been up that long. */
export async function takeMissingHeartbeat(tx: Tx, id: string, since: Date, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'take_missing_heartbeat',
    `insert into heartbeats (id, started_at, ended_at, outcome)
     select $1, $3, $3, 'not_begun' where not exists (select from heartbeats where started_at > $2) returning id`,
    [id, since, now],
  );
  return rows.length > 0;
}
