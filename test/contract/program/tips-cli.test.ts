/** The command line of the operators, as a child process beside a running program. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantSecrets, type Planted } from '../../support/planted-secrets.js';
import { eventually, type Program, sayAndHear, startProgram, tellStory } from '../../support/program.js';

const CLI = join(import.meta.dirname, '../../../dist/cli/tips.js');

let program: Program;
let planted: Planted;
let reference: string;
beforeAll(async () => {
  program = await startProgram();
  planted = plantSecrets();
  await tellStory(program, planted);
  reference = /[A-Z]{2}-\w{5}-\w{2}/.exec(await sayAndHear(program, planted.number, '1'))?.[0] ?? '';
  const open = () =>
    program.rows(
      `select 1 from deliveries where state <> 'handed_over' union all select 1 from liaison_cards where state <> 'posted'`,
    );
  await eventually(async () => (await open()).length === 0, { what: 'the tip everywhere, and recorded' });
}, 60_000);
afterAll(() => program.stop());

interface Ran {
  code: number;
  out: string;
  error: string;
}

function tips(args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: program.connectionString,
    DATA_KEY: program.dataKey,
    ...environment,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { env }, (failure, out, error) => {
      resolve({ code: failure === null ? 0 : Number(failure.code), out, error });
    });
  });
}

describe('npm run tips', () => {
  it('lists and shows: codes, times and states, and the words only when asked', async () => {
    const list = await tips(['list']);
    expect(list).toMatchObject({ code: 0, error: '' });
    expect(list.out).toMatch(
      new RegExp(
        `${reference}\\s+submitted\\s+in_progress\\s+r\\d\\s+\\S+\\s+.*webhook handed_over.*MO posted`,
      ),
    );
    const show = await tips(['show', reference]);
    expect(show.out).toMatch(/webhook r\d\s+handed_over\s+HL-/);
    for (const word of [planted.word, planted.name, planted.number])
      expect(list.out + show.out).not.toContain(word);
    expect((await tips(['show', reference, '--words'])).out).toContain(planted.word);
  }, 60_000);

  it('exports in every format, and never over a file that is there', async () => {
    for (const format of ['json', 'text', 'text-es', 'niem', 'htcds', 'csv']) {
      const { code, out } = await tips(['export', reference, '--format', format]);
      expect({ format, code, holds: out.includes(reference) }).toEqual({ format, code: 0, holds: true });
    }
    const file = join(mkdtempSync(join(tmpdir(), 'tips-')), 'tip.json');
    const args = ['export', reference, '--format', 'json', '--out', file];
    expect((await tips(args)).out).toContain('Written to');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ reference });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(await tips(args)).toMatchObject({ code: 1, error: expect.stringContaining('is there already') });
  }, 60_000);

  it('takes a tip back: who has it is told', async () => {
    expect((await tips(['withdraw', reference])).out).toContain('Taken back');
    await eventually(() =>
      program.hotline.posts.some(({ document }) => JSON.stringify(document).includes('"withdrawn"')),
    );
    await eventually(() => program.mailbox.mails.some(({ subject }) => subject.includes('WITHDRAWN')));
    expect(await tips(['withdraw', reference])).toMatchObject({
      code: 1,
      error: expect.stringContaining('before'),
    });
  }, 60_000);

  it.each([
    [['frobnicate'], 'npm run tips -- list'],
    [['show'], 'name the tip'],
    [['show', 'XX-00000-00'], 'no tip has the reference'],
    [['export', 'XX', '--format', 'pdf'], 'no tip has the reference'],
    [['list', '--limit', 'many'], '--limit'],
    [['list', '--what'], '--what'],
  ])('says what is wrong with %s', async (args, expected) => {
    expect(await tips(args)).toMatchObject({ code: 1, out: '', error: expect.stringContaining(expected) });
  });

  it('says what is wrong with where it looks', async () => {
    const nowhere = await tips(['list'], { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
    expect(nowhere).toMatchObject({ code: 1, error: expect.stringContaining('DATABASE_URL') });
    const noFolder = await tips(['list'], { DATABASE_URL: '', DATA_DIR: '/tmp/no-such-folder-of-sightline' });
    expect(noFolder.error).toContain('no database is there');
    const otherKey = await tips(['list'], { DATA_KEY: Buffer.alloc(32, 1).toString('base64') });
    expect(otherKey).toMatchObject({ code: 1, error: expect.stringMatching(/key/i) });
  }, 30_000);
});
