/** A day's figures: counts and medians of real tips; tests are never counted. */

import { type Tx } from '../store.js';

export interface DayFigures {
  tips: number;
  danger: number;
  withdrawn: number;
  handedOver: number;
  acknowledged: number;
  failed: number;
  /** Seconds from writing a tip to its first hand-over. */
  handOverMedian: number | null;
  handOverSlowest: number | null;
  slowest: string | null;
  /** Minutes from first contact to a liaison's acknowledgement. */
  cardMedian: number | null;
  /** References that nobody at the hotline has, of any day. */
  notHandedOver: string[];
  tasksOpen: number;
  heartbeats: number;
  heartbeatsLost: number;
}

export async function readDayFigures(tx: Tx, from: Date, to: Date): Promise<DayFigures> {
  const [figures] = await tx.query<{ [Name in keyof DayFigures]: DayFigures[Name] }>(
    'read_day_figures',
    `with day as (select * from tips where not is_test and created_at >= $1 and created_at < $2),
     firsts as (
       select t.reference, extract(epoch from min(d.handed_over_at) - t.created_at)::float as seconds
       from day t join deliveries d on d.tip_id = t.id where d.handed_over_at is not null
       group by t.id, t.reference, t.created_at),
     outcomes as (select d.state from day t join deliveries d on d.tip_id = t.id)
     select (select count(*)::int from day) as tips,
       (select count(*)::int from day where urgency = 'immediate_danger') as danger,
       (select count(*)::int from day where status = 'withdrawn') as withdrawn,
       (select count(*)::int from outcomes where state in ('handed_over', 'acknowledged')) as "handedOver",
       (select count(*)::int from outcomes where state = 'acknowledged') as acknowledged,
       (select count(*)::int from outcomes where state = 'failed') as failed,
       (select percentile_cont(0.5) within group (order by seconds) from firsts) as "handOverMedian",
       (select max(seconds) from firsts) as "handOverSlowest",
       (select reference from firsts order by seconds desc limit 1) as slowest,
       (select percentile_cont(0.5) within group (
          order by extract(epoch from c.acknowledged_at - t.first_contact_at)::float / 60)
        from day t join liaison_cards c on c.tip_id = t.id where c.acknowledged_at is not null) as "cardMedian",
       array(select t.reference from tips t where not t.is_test and t.status <> 'withdrawn'
         and t.created_at < $2 and not exists (select from deliveries d where d.tip_id = t.id
           and d.handed_over_at is not null) order by t.created_at desc limit 20) as "notHandedOver",
       (select count(distinct d.tip_id)::int from deliveries d where d.route = 'desk' and d.state = 'attempting') as "tasksOpen",
       (select count(*)::int from heartbeats where started_at >= $1 and started_at < $2) as heartbeats,
       (select count(*)::int from heartbeats where started_at >= $1 and started_at < $2
          and ended_at is not null and outcome <> 'came_back') as "heartbeatsLost"`,
    [from, to],
  );
  if (figures === undefined) throw new RangeError('no figures');
  return figures;
}
