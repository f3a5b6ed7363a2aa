// Ends what global-setup.mjs started.
import { rm } from 'node:fs/promises';

export default async function tearDown() {
  const { server, dataDir } = globalThis.sightlineTestRun ?? {};
  if (!server) return;
  await server.stop();
  await rm(server.location, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}
