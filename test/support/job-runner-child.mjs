// A worker process for the crash tests: `node job-runner-child.mjs <connection string>`. Its tasks write what
// they do into the table `runs`; it prints "ready" when it takes jobs, and its log lines to standard error.
import { Pool } from 'pg';
import { startJobRunner } from '../../dist/jobs/runner.js';

const pool = new Pool({ connectionString: process.argv[2], max: 10, connectionTimeoutMillis: 5_000 });
const line = (level) => (fields, message) =>
  process.stderr.write(`${JSON.stringify({ level, pid: process.pid, ...fields, message })}\n`);

const note = (payload, context, what) =>
  pool.query('insert into runs (name, pid, attempt, what) values ($1, $2, $3, $4)', [
    payload.name,
    process.pid,
    context.job.attempts,
    what,
  ]);

const runner = startJobRunner({
  pool,
  concurrency: 4,
  logger: { debug: () => undefined, info: line('info'), warn: line('warn'), error: line('error') },
  tasks: {
    // Hangs on its first attempt, so that the test can kill the process in the middle of it.
    async hangOnce(payload, context) {
      await note(payload, context, 'start');
      if (payload.hang && context.job.attempts === payload.hang) await new Promise(() => undefined);
      await note(payload, context, 'end');
    },
    async block(payload, context) {
      await note(payload, context, 'start');
      // Nothing else in this process runs meanwhile: no timer, no socket.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, payload.ms);
      await note(payload, context, 'end');
    },
    async wait(payload, context) {
      await note(payload, context, 'start');
      await new Promise((resolve) => setTimeout(resolve, payload.ms));
    },
  },
});
await runner.ready;
process.stdout.write('ready\n');
process.on('SIGTERM', () => void runner.stop().then(() => process.exit(0)));
