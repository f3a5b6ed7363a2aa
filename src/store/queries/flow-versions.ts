/** Immutable flow versions: published once, found by hash or by number. */

import { type Tx } from '../store.js';

/** Stores a flow's source as a new version unless this very content is already there; its version number. */
export async function publishFlowVersion(
  tx: Tx,
  flow: { id: string; hash: string; title: string; document: string },
): Promise<number> {
  await tx.query('lock_flow_versions', `select pg_advisory_xact_lock(hashtext('flow_versions'))`, []);
  const known = await tx.query<{ version: number }>(
    'find_flow_version_by_hash',
    'select version from flow_versions where id = $1 and hash = $2',
    [flow.id, flow.hash],
  );
  if (known[0] !== undefined) return known[0].version;
  const added = await tx.query<{ version: number }>(
    'insert_flow_version',
    `insert into flow_versions (id, version, hash, title, document)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4 from flow_versions where id = $1 returning version`,
    [flow.id, flow.hash, flow.title, flow.document],
  );
  return added[0]?.version ?? 1;
}

export async function findFlowVersion(
  tx: Tx,
  id: string,
  version: number,
): Promise<{ document: string; hash: string } | undefined> {
  const rows = await tx.query<{ document: string; hash: string }>(
    'find_flow_version',
    'select document, hash from flow_versions where id = $1 and version = $2',
    [id, version],
  );
  return rows[0];
}
