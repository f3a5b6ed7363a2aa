/** The product's configuration in a folder of its own with a ladder for every desk; and time that passes at will. */

import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type QueryResultRow } from 'pg';

/** `ladder` as in config/states.yaml, for example `[{ after: 0, call: '+15735550177' }]`. */
export async function copyConfig({
  ladder,
  channels = {},
}: {
  ladder: string;
  /** By USPS code. */
  channels?: Readonly<Record<string, string>>;
}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-config-'));
  await cp('config', folder, { recursive: true });
  const file = join(folder, 'states.yaml');
  const source = await readFile(file, 'utf8');
  const changed = source.replace('\n  ladder: []\n', `\n  ladder: ${ladder}\n`);
  if (changed === source && ladder !== '[]') throw new Error(`${file} has no line for the ladder`);
  const withChannels = Object.entries(channels).reduce(
    (text, [code, id]) => text.replace(`\n  ${code}:\n`, `\n  ${code}:\n    channel: ${id}\n`),
    changed,
  );
  await writeFile(file, withChannels);
  return folder;
}

type Rows = <Row extends QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** Jobs of this kind that wait for their time run now. */
export async function wakeJobs(rows: Rows, kind: string): Promise<void> {
  await rows(
    `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = $1 and j.locked_at is null`,
    [kind],
  );
}
