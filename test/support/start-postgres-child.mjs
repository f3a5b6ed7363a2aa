// Starts (or adopts) the embedded server of a data folder, says so in one JSON line, and stays until told to
// stop or killed: `node start-postgres-child.mjs <data folder> [user id]`. With a user id it becomes that user first.
import { startEmbeddedPostgres } from '../../dist/store/embedded/embedded-postgres.js';

const [dataDir, userId] = process.argv.slice(2);
if (userId) {
  process.setgroups([]);
  process.setgid(Number(userId));
  process.setuid(Number(userId));
}

try {
  const server = await startEmbeddedPostgres({ dataDir });
  const { connectionString, adopted, location, pid } = server;
  process.stdout.write(`${JSON.stringify({ connectionString, adopted, location, pid })}\n`);
  process.stdin.on('data', () => void server.stop().then(() => process.exit(0)));
} catch (error) {
  process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`);
  process.exit(1);
}
