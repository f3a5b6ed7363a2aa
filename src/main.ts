/**
 * `node dist/main.js web|worker|all|migrate`. With no DATABASE_URL an embedded PostgreSQL is started (or
 * adopted) under DATA_DIR; with no Twilio and no Slack credentials `all` is a sandbox whose providers are
 * loopback stand-ins. A mistake in the environment, the configuration or the key ends the start with its remedy.
 */

import { startRole, type Role } from './start-role.js';
import { describeError, createLogger } from './logger.js';
import { SightlineError } from './errors.js';

const ROLES: readonly Role[] = ['web', 'worker', 'all', 'migrate'];

async function main(): Promise<void> {
  const role = ROLES.find((name) => name === (process.argv[2] ?? 'all'));
  if (role === undefined) {
    process.stderr.write(`usage: node dist/main.js ${ROLES.join('|')}\n`);
    process.exitCode = 2;
    return;
  }
  const running = await startRole(role, process.env);
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stopping ??= running.stop().then(
        () => process.exit(0),
        (thrown: unknown) => {
          createLogger('error').error(describeError(thrown), 'Sightline did not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
  // Last: whoever reads it may send a signal at once.
  for (const line of running.announcement) process.stdout.write(`${line}\n`);
}

process.on('unhandledRejection', (thrown) => {
  createLogger('error').error(describeError(thrown), 'unhandled rejection');
});

main().catch((thrown: unknown) => {
  // A coded error's message is written for the operator; anything else is told by its class alone.
  const message =
    thrown instanceof SightlineError
      ? `${thrown.code}: ${thrown.message}`
      : JSON.stringify(describeError(thrown));
  process.stderr.write(`Sightline did not start. ${message}\n`);
  process.exit(1);
});
