/** A ladder for every desk, and time that passes at will. */

import { type QueryResultRow } from 'pg';

/** Of config/states.yaml; `ladder` as it is written there, for example `[{ after: 0, call: '+15735550177' }]`. */
export function withLadder(ladder: string): (states: string) => string {
  return (states) => states.replace('\n  ladder: []\n', `\n  ladder: ${ladder}\n`);
}

type Rows = <Row extends QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** Jobs of this kind that wait for their time run now; the workers are told, as by a new job, and need not look by themselves. */
export async function wakeJobs(rows: Rows, kind: string): Promise<void> {
  await rows(
    `with woken as (
       update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = $1 and j.locked_at is null returning 1)
     select pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text) from woken
     having count(*) > 0`,
    [kind],
  );
}
