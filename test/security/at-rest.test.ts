/**
 * Whole conversations over both channels, good ways and bad; then everything that stays is read raw: every column of
 * every table, the job queue, the log of the database server, the program's own log, metrics and operators' alerts.
 */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { plantSecrets, type Planted } from '../support/planted-secrets.js';
import { findPlanted } from '../support/planted-search.mjs';
import {
  alertsOf,
  eventually,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../support/program.js';

let program: Program;
const sms = plantSecrets();
const spanish = plantSecrets();
const dm = plantSecrets();
const danger = plantSecrets();
const stopped = plantSecrets();
const unlucky = plantSecrets();
const everybody: readonly Planted[] = [sms, spanish, dm, danger, stopped, unlucky];
const secrets = everybody.flatMap(({ all }) => all);

beforeAll(async () => {
  program = await startProgram();
  await tellStory(program, sms);
  await sayAndHear(program, sms.number, '1');
  await sayAndHear(
    program,
    sms.number,
    `also a ${sms.word} van, call me at ${sms.otherNumber}, ask for ${sms.name}`,
  );
  await sayAndHear(
    program,
    spanish.number,
    `hay una muchacha ${spanish.name} en el cuarto ${spanish.room} del motel 6 joplin missouri, ${spanish.word}`,
  );
  await sayAndHear(program, spanish.number, 'ENVIAR');
  await sayAndHear(
    program,
    danger.number,
    `help he has a gun ${danger.word} room ${danger.room} motel 6 joplin missouri`,
  );
  await sayAndHear(
    program,
    stopped.number,
    `my name is ${stopped.name}, ${stopped.word}, ${stopped.otherNumber}`,
  );
  await sayAndHear(program, stopped.number, 'STOP');

  const user = 'U0ATREST01';
  const { channel } = await program.slack.dm({
    user,
    text: `motel 6 joplin missouri, 2 girls room ${dm.room} look 15, ${dm.name} paid cash wont let them talk ${dm.word}, my number ${dm.number}. here rn`,
  });
  const heard = () => program.slack.messagesIn(channel).filter(({ fromBot }) => fromBot).length;
  await eventually(() => heard() === 1);
  await program.slack.dm({ user, text: `SEND` });
  await eventually(() => heard() === 2);
  await program.slack.dm({ user, text: '1' });
  await eventually(() => heard() === 3);

  // The error paths: every provider fails once on this one's way, and the final failures are recorded too.
  program.twilio.fault({ match: ({ method }) => method === 'POST', status: 500 });
  program.twilio.fault({
    match: ({ method }) => method === 'POST',
    status: 400,
    body: { code: 21211, message: `Invalid 'To' ${unlucky.number}`, status: 400 },
  });
  await program.text(unlucky.number, `${unlucky.name} ${unlucky.word}`);
  await eventually(
    async () =>
      (await program.rows(`select 1 from outbound_messages where error_code = '21211'`)).length === 1,
  );
  program.hotline.fault({ status: 400, body: { error: `bad room ${unlucky.room} ${unlucky.word}` } });
  program.hotline.fault({ status: 500, body: `<p>${unlucky.word}</p>` });
  program.mailbox.fault({ stage: 'data', code: 451 });
  program.slack.fault({ match: ({ method }) => method === 'chat.postMessage', error: 'msg_too_long' });
  program.slack.fault({
    match: ({ method }) => method === 'chat.postMessage',
    status: 503,
    body: unlucky.word,
  });
  await tellStory(program, unlucky);
  await program.text(unlucky.number, '1');
  await eventually(
    async () =>
      (
        await program.rows(`select 1 from deliveries where state not in ('handed_over', 'acknowledged')
        union all select 1 from liaison_cards where state <> 'posted'`)
      ).length === 0,
    { timeoutMs: 60_000, what: 'all delivered' },
  );
  await refuseRequests();
}, 120_000);

afterAll(() => program.stop());

/** Requests that are refused carry secrets as well. */
async function refuseRequests(): Promise<void> {
  const form = { From: unlucky.number, Body: unlucky.word, To: unlucky.otherNumber };
  const forged = await fetch(`${program.url}/twilio/sms?word=${unlucky.word}`, {
    method: 'POST',
    headers: { 'x-twilio-signature': unlucky.word },
    body: new URLSearchParams(form),
  });
  expect(forged.status).toBe(403);
  expect(findPlanted(await forged.text(), secrets)).toEqual([]);
  const lost = await fetch(`${program.url}/${unlucky.word}/${encodeURIComponent(unlucky.number)}`);
  expect(lost.status).toBe(404);
  const slack = await fetch(`${program.url}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-signature': 'v0=00',
      'x-slack-request-timestamp': '1',
    },
    body: JSON.stringify({ event: { text: unlucky.word } }),
  });
  expect(slack.status).toBe(401);
  await program.text(`tel:${unlucky.number}`, unlucky.word);
  await program.database.refuse();
  expect((await program.text(unlucky.number, unlucky.word)).status).toBe(503);
  await program.database.heal();
  await eventually(async () => (await program.readyz()).status === 200);
}

describe('what stays', () => {
  it('is sealed: no column of any table holds a planted word, name or number', async () => {
    const { hits, read } = await searchTables();
    expect(hits).toEqual([]);
    expect(read).toBeGreaterThan(500);
  });

  it('would be found: the same search finds one bad row', async () => {
    const bad = Buffer.from(`a ${sms.word}`).toString('base64');
    await program.rows(
      `insert into tip_events (tip_id, kind, detail) select id, 'bad', $1 from tips limit 1`,
      [bad],
    );
    const { hits } = await searchTables();
    await program.rows(`delete from tip_events where kind = 'bad'`);
    expect(hits).toEqual([
      `public.tip_events.detail: ${sms.all.find(({ value }) => value === sms.word)?.name ?? ''}`,
    ]);
  });

  it('cannot be found by an unkeyed hash of a number either', async () => {
    const hashes = await program.rows<{ hash: Buffer }>('select address_hash as hash from witnesses');
    for (const { number } of everybody)
      for (const kind of ['sha1', 'sha256', 'md5'])
        for (const spelling of [number, `sms:${number}`])
          expect(hashes.map(({ hash }) => hash.toString('hex'))).not.toContain(
            createHash(kind).update(spelling).digest('hex'),
          );
  });

  it('was really there to be found', async () => {
    const [sealed] = await program.rows<{ id: string; body: Buffer }>(
      `select i.id, i.body_sealed as body from inbound_messages i join witnesses w on w.id = i.witness_id
        where w.address_hash = $1 order by i.received_at limit 1`,
      [program.vault.lookupHash('address', `sms:${sms.number}`)],
    );
    expect(sealed && program.vault.open(sealed.body, `inbound_messages:${sealed.id}:body`)).toContain(
      sms.word,
    );
    expect(JSON.stringify(program.hotline.posts)).toContain(sms.word);
    expect(findPlanted(JSON.stringify(program.hotline.posts), secrets).length).toBeGreaterThan(5);
  });
});

describe('what is said about it', () => {
  it('holds no planted word: log lines, metrics, readiness, alerts', async () => {
    expect(program.log.length).toBeGreaterThan(50);
    expect(findPlanted(JSON.stringify(program.log), secrets)).toEqual([]);
    const metrics = await (await fetch(`${program.url}/metrics`)).text();
    expect(metrics).toContain('sightline_job_failures_total');
    expect(findPlanted(metrics, secrets)).toEqual([]);
    expect(findPlanted(JSON.stringify(await program.readyz()), secrets)).toEqual([]);
    await eventually(() => alertsOf(program).length > 0, { what: 'an alert' });
    expect(findPlanted(alertsOf(program).join('\n'), secrets)).toEqual([]);
  });

  it('holds no planted word: mail subjects and headers, status call-back addresses, card metadata', () => {
    const { mailbox, slack, twilio, hotline } = program;
    expect(
      findPlanted(JSON.stringify(mailbox.mails.map(({ subject, headers }) => [subject, headers])), secrets),
    ).toEqual([]);
    expect(findPlanted(JSON.stringify(hotline.posts.map(({ headers }) => headers)), secrets)).toEqual([]);
    expect(
      findPlanted(JSON.stringify(twilio.messages.map(({ statusCallback }) => statusCallback)), secrets),
    ).toEqual([]);
    expect(
      findPlanted(JSON.stringify(slack.messages.map(({ metadata }) => metadata ?? '')), secrets),
    ).toEqual([]);
  });

  it('shows no number of a witness in any channel of the states', () => {
    const posted = program.slack.messages.filter(
      ({ channel }) => program.slack.workspace.findChannel(channel)?.kind === 'channel',
    );
    expect(posted.length).toBeGreaterThan(2);
    const numbers = everybody.flatMap(({ all }) => all.filter(({ name }) => name.startsWith('number')));
    expect(findPlanted(JSON.stringify(posted.map(({ text, blocks }) => [text, blocks])), numbers)).toEqual(
      [],
    );
  });

  it('holds no planted word: what the database server logged', async () => {
    const [folder] = await program.rows<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const log = await readFile(`${folder?.folder ?? ''}/../postgres.log`, 'utf8');
    expect(log.length).toBeGreaterThan(0);
    expect(findPlanted(log, secrets)).toEqual([]);
  });
});

it('answered everybody', async () => {
  const [row] = await program.rows<{ count: number }>('select count(*)::int from inbound_messages');
  expect(row?.count).toBeGreaterThan(15);
  await eventually(async () => {
    const lost = await program.rows(
      `select 1 from inbound_messages i left join outbound_messages o on o.id = i.answered_by
        where i.silence_reason is null and coalesce(o.state, '') not in ('sent', 'delivered', 'failed')`,
    );
    expect(lost).toHaveLength(0);
    return true;
  });
});

async function searchTables(): Promise<{ hits: string[]; read: number }> {
  const tables = await program.rows<{ schema: string; name: string }>(
    `select table_schema as schema, table_name as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'witnesses',
      'tip_revisions',
      'outbound_messages',
      'tip_events',
      '_private_jobs',
    ]),
  );
  const hits: string[] = [];
  let read = 0;
  for (const { schema, name } of tables) {
    const rows = await program.rows<Record<string, unknown>>(`select * from "${schema}"."${name}"`);
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        for (const text of readings(value)) {
          read += 1;
          for (const secret of findPlanted(text, secrets))
            hits.push(`${schema}.${name}.${column}: ${secret}`);
        }
  }
  return { hits, read };
}

/** A value as text, and as the text that its bytes would be. */
function readings(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Buffer.isBuffer(value)) return [value.toString('latin1'), value.toString('utf8')];
  return [typeof value === 'string' ? value : JSON.stringify(value)];
}
