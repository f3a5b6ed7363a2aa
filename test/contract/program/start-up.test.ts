/** What an operator gets wrong, as processes of the build: each start says what and how to mend it, and repeats no secret. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase } from '../../support/database.js';
import { logFile, plantSecrets, register } from '../../support/planted-secrets.js';
import { eventually, type Program, sayAndHear, startProgram } from '../../support/program.js';

const ROOT = join(import.meta.dirname, '../../..');

let folder: string;
let databaseUrl: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  databaseUrl = (await createTestDatabase()).connectionString;
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of config and flows to break. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-up-'));
  await restore();
});
async function restore(): Promise<void> {
  await cp(join(ROOT, 'config'), join(folder, 'config'), { recursive: true });
  await cp(join(ROOT, 'flows'), join(folder, 'flows'), { recursive: true });
}

describe('a start with a mistake', () => {
  it.each([
    {
      what: 'in the flow: an unknown key',
      file: 'flows/witness-tip.yaml',
      change: (text: string) => text.replace('  - key: place\n', '  - key: place\n    colects: [address]\n'),
      says: [/witness-tip\.yaml:\d+/, /colects/, /spelling/],
    },
    {
      what: 'in the flow: a step that does not exist',
      file: 'flows/witness-tip.yaml',
      change: (text: string) => text.replace('goto: listening', 'goto: listenning'),
      says: [/witness-tip\.yaml:\d+/, /listenning/],
    },
    {
      what: 'in the flow: no YAML',
      file: 'flows/witness-tip.yaml',
      change: (text: string) => text.replace('id: witness-tip', 'id: [witness-tip'),
      says: [/witness-tip\.yaml:\d+/],
    },
    {
      what: 'in states.yaml',
      file: 'config/states.yaml',
      change: (text: string) => text.replace('timeZone: America/Chicago', 'timeZone: America/Chicaco'),
      says: [/states\.yaml:\d+/, /timeZone/i],
    },
    {
      what: 'in programme.yaml',
      file: 'config/programme.yaml',
      change: (text: string) => text.replace('date: 2026-11-22', 'date: yesterday'),
      says: [/programme\.yaml:\d+/, /YYYY-MM-DD/],
    },
  ])('$what: file, line, remedy', async ({ file, change, says }) => {
    const path = join(folder, file);
    const good = await readFile(path, 'utf8');
    const bad = change(good);
    expect(bad).not.toBe(good);
    await writeFile(path, bad);
    try {
      const { code, output } = await run(['web'], {});
      expect(code).toBe(1);
      for (const part of says) expect(output).toMatch(part);
      expect(output).toContain('Sightline did not start');
    } finally {
      await restore();
    }
  });

  it.each([
    {
      what: 'a configuration folder that is not there',
      env: { CONFIG_DIR: '/nowhere/config' },
      says: [/\/nowhere\/config/],
    },
    {
      what: 'a flow folder that is not there',
      env: { FLOWS_DIR: '/nowhere/flows' },
      says: [/\/nowhere\/flows/],
    },
    {
      what: 'a database that is not there',
      env: { DATABASE_URL: 'postgres://u:PASSWORD@127.0.0.1:1/x' },
      says: [/DATABASE_URL/, /ECONNREFUSED/],
    },
    {
      what: 'a database password that is wrong',
      env: { DATABASE_URL: 'WRONG' },
      says: [/DATABASE_URL/, /28P01/],
    },
    { what: 'a short DATA_KEY', env: { DATA_KEY: 'SHORT' }, says: [/DATA_KEY/, /openssl rand -base64 32/] },
    { what: 'a long DATA_KEY', env: { DATA_KEY: 'LONG' }, says: [/DATA_KEY/, /openssl rand -base64 32/] },
    {
      what: 'half of a group',
      env: { TWILIO_AUTH_TOKEN: 'PASSWORD', SLACK_BOT_TOKEN: 'xoxb-PASSWORD' },
      says: [
        /TWILIO_ACCOUNT_SID: needed together with TWILIO_AUTH_TOKEN/,
        /SLACK_SIGNING_SECRET: needed together with SLACK_BOT_TOKEN/,
      ],
    },
    {
      what: 'everything at once',
      env: {
        PORT: 'PASSWORD',
        SLACK_BOT_TOKEN: 'PASSWORD',
        TWILIO_ACCOUNT_SID: 'PASSWORD',
        TWILIO_NUMBER: 'PASSWORD',
        PUBLIC_URL: 'PASSWORD',
        SMTP_URL: 'mail://user:PASSWORD@host',
        HOTLINE_EMAIL: 'PASSWORD',
        HOTLINE_WEBHOOK_SECRET: 'PASSWORD',
        LOG_LEVEL: 'PASSWORD',
      },
      says: [
        /PORT: must be a number/,
        /SLACK_BOT_TOKEN: must start with xoxb-/,
        /TWILIO_ACCOUNT_SID: must be AC/,
        /TWILIO_NUMBER: must be E\.164/,
        /PUBLIC_URL: must be an http/,
        /SMTP_URL: must start with smtp/,
        /HOTLINE_EMAIL: must be an e-mail/,
        /HOTLINE_WEBHOOK_SECRET: must start with whsec_/,
        /LOG_LEVEL: must be/,
      ],
    },
  ])('$what: named, and no value repeated', async ({ env, says }) => {
    const secret = `s3cr${randomBytes(9).toString('hex')}`;
    register({ name: 'a value given to a start', value: secret });
    const wrong = new URL(databaseUrl);
    wrong.password = secret;
    const values = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value === 'WRONG'
          ? wrong.href
          : value === 'SHORT'
            ? secret
            : value === 'LONG'
              ? `${secret}${'a'.repeat(40)}`
              : value.replace('PASSWORD', secret),
      ]),
    );
    const { code, output } = await run(['web'], values);
    expect(code).toBe(1);
    for (const part of says) expect(output).toMatch(part);
    expect(output).not.toContain(secret);
  });

  it('an unknown role: usage', async () => {
    const { code, output } = await run(['serve'], {});
    expect(code).toBe(2);
    expect(output).toContain('web|worker|all|migrate');
  });

  it('a port in use: which, and what to do', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '::', resolve));
    const { port } = holder.address() as { port: number };
    try {
      const { code, output } = await run(['web'], { PORT: String(port) });
      expect(code).toBe(1);
      expect(output).toContain(`PORT ${port}`);
      expect(output).toContain('another port');
    } finally {
      holder.close();
    }
  });

  it('another DATA_KEY: refused, says why, and touches nothing', async () => {
    const { connectionString } = await createTestDatabase();
    const [key, other] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    register({ name: 'a data key', value: key });
    register({ name: 'another data key', value: other });
    const first = start(['web'], { DATABASE_URL: connectionString, DATA_KEY: key });
    await eventually(() => first.output().includes('listens on port'));
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
    const before = await contentsOf(connectionString);
    expect(before).toContain('key_check');

    for (const role of ['worker', 'all']) {
      const { code, output } = await run([role], { DATABASE_URL: connectionString, DATA_KEY: other });
      expect(code).toBe(1);
      expect(output).toContain('DATA_KEY_MISMATCH');
      expect(output).toMatch(/restore the DATA_KEY/);
      expect(output).not.toContain(other);
    }
    expect(await contentsOf(connectionString)).toBe(before);
  }, 60_000);
});

describe('a flow changed while the program runs', () => {
  let program: Program;
  afterAll(() => program.stop());

  it('with a mistake: the last good version goes on; mended: new conversations take it, old ones stay on theirs', async () => {
    const flowsDir = join(folder, 'flows');
    const path = join(flowsDir, 'witness-tip.yaml');
    program = await startProgram({ flowsDir, configDir: join(folder, 'config') });
    const good = await readFile(path, 'utf8');
    const [early, middle, late] = [plantSecrets(), plantSecrets(), plantSecrets()];
    await sayAndHear(program, early.number, `motel 6 joplin ${early.word}`);

    await writeFile(path, good.replace('  - key: place\n', '  - key: place\n    colects: [address]\n'));
    const refusal = await eventually(() => program.log.find(({ code }) => code === 'FLOW_INVALID'), {
      what: 'a refusal',
    });
    expect(refusal).toMatchObject({
      file: path,
      line: expect.any(Number),
      reason: expect.stringContaining('colects'),
    });
    expect(await sayAndHear(program, middle.number, 'hello')).toContain('Sightline tip line, automated');

    await writeFile(
      path,
      good.replaceAll('What do you see or hear that worries you?', 'What worries you there?'),
    );
    await eventually(() => program.log.some(({ msg, version }) => msg === 'flow published' && version === 2));
    expect(await sayAndHear(program, late.number, 'hello')).toContain('What worries you there?');
    expect(await sayAndHear(program, middle.number, 'HELP')).toContain('STOP ends');

    const versions = await program.rows<{ version: number; count: number }>(
      'select flow_version as version, count(*)::int from conversations group by 1 order by 1',
    );
    expect(versions).toEqual([
      { version: 1, count: 2 },
      { version: 2, count: 1 },
    ]);
    expect(await sayAndHear(program, middle.number, 'zzz')).not.toContain('What worries you there?');
    expect(await program.rows('select 1 from conversations where flow_version = 1')).toHaveLength(2);
  }, 60_000);
});

interface Started {
  child: ChildProcess;
  output: () => string;
}

function start(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
      CONFIG_DIR: join(folder, 'config'),
      FLOWS_DIR: join(folder, 'flows'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const file = createWriteStream(logFile('start'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      file.write(chunk);
    });
  return { child, output: () => output };
}

async function run(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = start(args, env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** Every row of every table, as text. */
async function contentsOf(connectionString: string): Promise<string> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  let contents = '';
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`);
    contents += `${name}\n${rows.map(({ row }) => row).join('\n')}\n`;
  }
  await client.end();
  return contents;
}
