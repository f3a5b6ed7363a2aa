/** Pictures by text: from Twilio's webhook to the thread of the card, and gone at Twilio. Against the real program. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type SlackMessage } from '../../../src/sandbox/stand-ins/slack-workspace.js';
import { attachmentPlace } from '../../../src/store/queries/attachments.js';
import { tipRevisionPlace } from '../../../src/store/queries/tip-revisions.js';
import { type Tip } from '../../../src/tip/schema.js';
import { HIDDEN_WORD, makeFilm, makeHeic, makeJpeg } from '../../support/pictures.js';
import { type Planted, plantSecrets } from '../../support/planted-secrets.js';
import {
  cardsOf,
  eventually as waitUntil,
  type Program,
  sayAndHear,
  startProgram,
  tellStory,
} from '../../support/program.js';

const eventually: typeof waitUntil = (probe, options) => waitUntil(probe, { timeoutMs: 15_000, ...options });

let program: Program;
let elsewhere: Server;
let asked: string[] = [];
beforeAll(async () => {
  program = await startProgram();
  elsewhere = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? ''}`);
    response.end('x');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  program.twilio.clearFaults();
  program.slack.clearFaults();
  asked = [];
});
afterAll(async () => {
  await program.stop();
  elsewhere.close();
});

interface Told {
  card: SlackMessage;
  planted: Planted;
}

async function tell(): Promise<Told> {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const planted = plantSecrets();
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)), { what: 'a card' });
  return { card, planted };
}

const thread = (card: SlackMessage): SlackMessage[] =>
  program.slack.messagesIn(card.channel).filter(({ threadTs }) => threadTs === card.ts);
const filesIn = (card: SlackMessage) => thread(card).flatMap(({ files }) => files ?? []);
const lines = (card: SlackMessage): string =>
  JSON.stringify(thread(card).map(({ text, blocks }) => [text, blocks]));
const send = (from: string, media: { content: Buffer; contentType?: string }[], body = '') =>
  program.twilio.receive({ from, body, media });
interface Row {
  id: string;
  state: string;
  refusal: string | null;
  content: Buffer | null;
  source: Buffer;
  deleted: Date | null;
}
const rowsOf = ({ ts }: SlackMessage) =>
  program.rows<Row>(
    `select a.id, a.state, a.refusal, a.content_sealed as content, a.source_sealed as source,
       a.deleted_at_provider_at as deleted
     from attachments a join tips t on t.conversation_id = a.conversation_id
       join liaison_cards c on c.tip_id = t.id where c.message_ts = $1 order by a.received_at, a.id`,
    [ts],
  );
async function newestTip({ ts }: SlackMessage): Promise<Tip> {
  const [row] = await program.rows<{ tipId: string; revision: number; document: Buffer }>(
    `select r.tip_id as "tipId", r.revision, r.document_sealed as document from tip_revisions r
       join liaison_cards c on c.tip_id = r.tip_id where c.message_ts = $1 order by r.revision desc limit 1`,
    [ts],
  );
  if (row === undefined) throw new Error('no revision');
  return program.vault.openObject(row.document, tipRevisionPlace(row.tipId, row.revision)) as Tip;
}

it('a photo comes clean into the thread with its place; at rest it is sealed; at Twilio it is gone', async () => {
  const { card, planted } = await tell();
  const { messageSid } = await send(planted.number, [{ content: makeJpeg() }], 'the car');
  const [file] = await eventually(() => (filesIn(card).length > 0 ? filesIn(card) : undefined), {
    what: 'a file',
  });
  expect(file?.content?.includes(HIDDEN_WORD)).toBe(false);
  expect(file?.content?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(file?.altText).toContain('not described');
  expect(lines(card)).toContain('37.0842, -94.5133');
  await eventually(() => program.twilio.media.of(messageSid).length === 0, { what: 'deleted at Twilio' });
  const [row] = await eventually(async () => {
    const rows = await rowsOf(card);
    return rows[0]?.deleted ? rows : undefined;
  });
  expect(row?.state).toBe('stored');
  expect(row?.content?.includes('JFIF')).toBe(false);
  const opened = program.vault.open(
    row?.content ?? Buffer.alloc(0),
    attachmentPlace(row?.id ?? '', 'content'),
  );
  expect(Buffer.from(opened, 'base64').equals(file?.content ?? Buffer.alloc(0))).toBe(true);
  // The witness is told what happens to it, and the next revision knows where it was taken.
  expect(program.answersTo(planted.number).at(-1)).toContain('We keep the picture safe with your tip');
  await sayAndHear(program, planted.number, 'they went in the back door');
  const tip = await newestTip(card);
  expect(tip.attachments).toEqual([
    expect.objectContaining({ contentType: 'image/jpeg', latitude: expect.closeTo(37.0842, 3) }),
  ]);
}, 60_000);

it('a picture before SEND is shown once the card is there; one alone after it makes a revision', async () => {
  const before = new Set(cardsOf(program).map(({ ts }) => ts));
  const planted = plantSecrets();
  await send(planted.number, [{ content: makeJpeg() }, { content: makeFilm(), contentType: 'video/mp4' }]);
  await eventually(() => program.answersTo(planted.number).length === 1);
  await tellStory(program, planted);
  await sayAndHear(program, planted.number, '1');
  const card = await eventually(() => cardsOf(program).find(({ ts }) => !before.has(ts)));
  await eventually(() => filesIn(card).length === 2, { what: 'both files' });
  const { revision } = await newestTip(card);
  await send(planted.number, [{ content: makeJpeg() }]);
  await eventually(async () => (await newestTip(card)).revision === revision + 1, { what: 'a revision' });
  expect((await newestTip(card)).attachments).toHaveLength(3);
  await eventually(() => filesIn(card).length === 3);
}, 60_000);

describe('what is not shown', () => {
  it('other kinds and sizes are refused and said; HEIC is kept sealed; each is deleted at Twilio', async () => {
    const { card, planted } = await tell();
    const { messageSid } = await send(planted.number, [
      { content: Buffer.from('%PDF-1.7 '.repeat(20)), contentType: 'image/jpeg' },
      { content: Buffer.concat([makeJpeg(), Buffer.alloc(6 * 1024 * 1024)]) },
      { content: makeHeic(), contentType: 'image/heic' },
    ]);
    await eventually(async () => (await rowsOf(card)).every(({ state }) => state !== 'queued'));
    const states = (await rowsOf(card)).map(({ state, refusal }) => `${state} ${refusal}`).sort();
    expect(states).toEqual(['refused kind', 'refused too_big', 'stored sealed_only']);
    for (const words of ['no picture or film', 'larger than 5 MB', 'kept sealed and not shown'])
      await eventually(() => lines(card).includes(words), { what: words });
    await eventually(() => program.twilio.media.of(messageSid).length === 0);
    expect(filesIn(card)).toEqual([]);
    await sayAndHear(program, planted.number, 'did you get them');
    expect((await newestTip(card)).attachments.map(({ refused }) => refused).sort()).toEqual([
      'kind',
      'too_big',
      undefined,
    ]);
  }, 60_000);

  it('no other host is ever asked, and credentials go to Twilio alone', async () => {
    const { card, planted } = await tell();
    const { port } = elsewhere.address() as AddressInfo;
    const other = `http://127.0.0.1:${port}`;
    const path = `/2010-04-01/Accounts/${program.sandbox.environment.TWILIO_ACCOUNT_SID}/Messages/MM1/Media/ME1`;
    await program.twilio.receive({
      from: planted.number,
      body: 'look',
      numMedia: 1,
      extra: {
        ...{
          NumMedia: '4',
          MediaUrl0: `${other}${path}`,
          MediaUrl1: 'https://api.twilio.com.evil.example/x',
        },
        ...{
          MediaUrl2: 'file:///etc/passwd',
          MediaUrl3: `${program.sandbox.environment.TWILIO_API_URL}/other`,
        },
      },
    });
    await eventually(async () => {
      const rows = await rowsOf(card);
      return rows.length === 4 && rows.every(({ state }) => state === 'refused');
    });
    expect((await rowsOf(card)).map(({ refusal }) => refusal)).toEqual(Array(4).fill('elsewhere'));
    expect(asked).toEqual([]);
  }, 60_000);
});

it('401, 404, 500 and a slow Twilio: tried again or told, and the tip goes on', async () => {
  const { card, planted } = await tell();
  const isMedia = ({ path }: { path: string }) => path.includes('/Media/');
  program.twilio.fault({ match: isMedia, status: 500, times: 1 });
  program.twilio.fault({ match: isMedia, status: 401, times: 1 });
  await send(planted.number, [{ content: makeJpeg() }]);
  await eventually(() => filesIn(card).length === 1, {
    timeoutMs: 25_000,
    what: 'the file after two faults',
  });
  await send(planted.number, [{ content: makeJpeg() }], 'another');
  await eventually(() => filesIn(card).length === 2);
  program.twilio.fault({ match: isMedia, status: 404, times: 1 });
  await send(planted.number, [{ content: makeJpeg() }]);
  await eventually(() => lines(card).includes('does not have it any more'));
}, 60_000);

it('Slack refuses twice: one file in the thread all the same', async () => {
  const { card, planted } = await tell();
  program.slack.fault({ method: 'files.completeUploadExternal', status: 500, times: 1 });
  program.slack.fault({ method: 'files.getUploadURLExternal', status: 500, times: 1 });
  await send(planted.number, [{ content: makeJpeg() }]);
  await eventually(() => filesIn(card).length === 1, { timeoutMs: 25_000 });
  expect(filesIn(card)).toHaveLength(1);
}, 60_000);
