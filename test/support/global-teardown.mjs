// Ends what global-setup.mjs started, and fails the run when a planted secret is found in what was logged in it.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { searchFile, searchFolder } from './planted-search.mjs';

export default async function tearDown() {
  const { server, dataDir, output } = globalThis.sightlineTestRun ?? {};
  if (!server) return;
  await server.stop();
  const hits = await findLeaks(output, server.location);
  await rm(server.location, { recursive: true, force: true });
  if (hits.length > 0)
    // The folder is kept to look into; the next run sweeps it away.
    throw new Error(`planted secrets were found in the output of this run:\n  ${hits.join('\n  ')}`);
  await rm(dataDir, { recursive: true, force: true });
}

async function findLeaks(output, databaseLocation) {
  const lines = (await readFile(join(output, 'planted.jsonl'), 'utf8')).split('\n').filter(Boolean);
  const secrets = lines.map((line) => JSON.parse(line));
  return [
    ...(await searchFolder(join(output, 'logs'), secrets)),
    ...(await searchFile(join(databaseLocation, 'postgres.log'), secrets)),
  ];
}
