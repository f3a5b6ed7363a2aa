/**
 * The promises of the spine, counted exactly: what was told 200 against what is in the database, and that against
 * what the stand-ins of Twilio, hotline, mailbox and Slack have seen. Every difference is a line in the result.
 */

import { type ReceivedMail } from '../../src/sandbox/stand-ins/mailbox.js';
import { type ProgramWorld, type SentText } from './program-world.js';

export interface WitnessStory {
  person: string;
  /** Every text that got its 200. */
  texts: readonly SentText[];
  /** Words that stand once each in the tip's narrative, and in this order unless they came at once. */
  markers: readonly string[];
  /** How many revisions of the one tip; 0 for no tip. */
  revisions: number;
}

export interface Tally {
  /** One sentence per broken promise; empty when all are kept. */
  broken: string[];
  figures: {
    texts: number;
    posts: number;
    replies: number;
    tips: number;
    webhookPosts: number;
    webhookRepeats: number;
    mails: number;
    mailRepeats: number;
    cards: number;
  };
}

interface InboundRow {
  provider_id: string;
  silence_reason: string | null;
  answered_by: string | null;
  state: string | null;
}

interface TipDocument {
  id: string;
  reference: string;
  revision: number;
  jurisdictions: string[];
  narrative: { text: string }[];
}

/** Compares once everything is drained. */
export async function checkPromises(world: ProgramWorld, stories: readonly WitnessStory[]): Promise<Tally> {
  const broken: string[] = [];
  await checkAnswers(world, stories, broken);
  const superseded = await checkDeliveries(world, broken);
  const tips = checkTips(world, stories, superseded, broken);
  const cards = await checkCards(world, broken);
  const texts = stories.flatMap((story) => story.texts);
  const messageIds = new Set(world.mailbox.mails.map(({ messageId }) => messageId));
  const attempts = world.hotline.posts.reduce((sum, post) => sum + post.attempts, 0);
  return {
    broken,
    figures: {
      texts: texts.length,
      posts: texts.reduce((sum, { posts }) => sum + posts, 0),
      replies: world.twilio.messages.length,
      tips,
      webhookPosts: world.hotline.posts.length,
      webhookRepeats: attempts - world.hotline.posts.length,
      mails: messageIds.size,
      mailRepeats: world.mailbox.mails.length - messageIds.size,
      cards,
    },
  };
}

async function checkAnswers(
  { pool, twilio }: ProgramWorld,
  stories: readonly WitnessStory[],
  broken: string[],
): Promise<void> {
  const inbound = await pool.query<InboundRow>(
    `select i.provider_id, i.silence_reason, i.answered_by, o.state
       from inbound_messages i left join outbound_messages o on o.id = i.answered_by`,
  );
  const bySid = new Map(inbound.rows.map((row) => [row.provider_id, row]));
  const told = new Set(stories.flatMap(({ texts }) => texts.map(({ messageSid }) => messageSid)));
  for (const sid of told) {
    const row = bySid.get(sid);
    if (row === undefined) broken.push(`a text that got its 200 is not stored: ${sid}`);
    else if (row.answered_by === null && row.silence_reason === null)
      broken.push(`a text has neither an answer nor a reason for silence: ${sid}`);
    else if (row.answered_by !== null && row.state !== 'sent' && row.state !== 'delivered')
      broken.push(`the answer to ${sid} is ${row.state ?? 'missing'}`);
  }
  for (const sid of bySid.keys())
    if (!told.has(sid)) broken.push(`a text is stored that nobody sent: ${sid}`);

  const outbound = await pool.query<{ id: string; provider_id: string | null; state: string }>(
    `select id, provider_id, state from outbound_messages where state in ('sent', 'delivered')`,
  );
  const recorded = new Set(outbound.rows.map((row) => row.provider_id));
  const left = new Set(twilio.messages.map(({ sid }) => sid));
  for (const sid of left)
    if (!recorded.has(sid)) broken.push(`Twilio sent a message twice or unknown: ${sid}`);
  for (const row of outbound.rows)
    if (row.provider_id === null || !left.has(row.provider_id))
      broken.push(`an answer is ${row.state} that Twilio never had: ${row.id}`);
  const forOne = new Map<string, number>();
  for (const { statusCallback } of twilio.messages) {
    const key = statusCallback ?? 'none';
    forOne.set(key, (forOne.get(key) ?? 0) + 1);
  }
  for (const [key, count] of forOne) if (count > 1) broken.push(`one answer left ${count} times: ${key}`);
}

/** Webhook and mail tell the same story, each revision under one key; the last one always, an earlier one unless superseded. */
function checkTips(
  world: ProgramWorld,
  stories: readonly WitnessStory[],
  superseded: ReadonlySet<string>,
  broken: string[],
): number {
  const { hotline, mailbox } = world;
  const posts = hotline.posts.map((post) => ({ post, tip: (post.document as { data: TipDocument }).data }));
  for (const { post, tip } of posts) {
    if (post.webhookId !== `${tip.id}.${tip.revision}`)
      broken.push(`key ${post.webhookId} is not its revision's`);
    if (post.conflicting) broken.push(`key ${post.webhookId} came with two documents`);
    if (post.attempts > 1 && post.attempts > 50)
      broken.push(`key ${post.webhookId} came ${post.attempts} times`);
  }
  const mailed = new Map(mailbox.mails.map((mail) => [mail.messageId, readMail(mail)]));
  const keysOf = (tips: Iterable<TipDocument>) => [...tips].map((tip) => `${tip.id}.${tip.revision}`).sort();
  const [webhookKeys, mailKeys] = [keysOf(posts.map(({ tip }) => tip)), keysOf(mailed.values())];
  for (const key of webhookKeys)
    if (!mailKeys.includes(key) && !superseded.has(`email ${key}`))
      broken.push(`revision ${key} was not mailed`);
  for (const key of mailKeys)
    if (!webhookKeys.includes(key) && !superseded.has(`webhook ${key}`))
      broken.push(`revision ${key} was not posted`);
  if (new Set(mailKeys).size !== mailKeys.length)
    broken.push('one revision was mailed under two Message-IDs');

  const tips = new Set(posts.map(({ tip }) => tip.id)).size;
  for (const story of stories) {
    const words = story.markers.at(0);
    const own = posts
      .map(({ tip }) => tip)
      .filter((tip) => words !== undefined && occurrences(tip, words) > 0);
    if (story.revisions === 0) continue;
    if (new Set(own.map(({ id }) => id)).size !== 1)
      broken.push(`${words ?? ''}: ${new Set(own.map(({ id }) => id)).size} tips instead of one`);
    const tipId = own[0]?.id ?? '';
    const posted = own.map(({ revision }) => revision).sort((one, other) => one - other);
    const wanted = Array.from({ length: story.revisions }, (_, index) => index + 1).filter(
      (revision) => posted.includes(revision) || !superseded.has(`webhook ${tipId}.${revision}`),
    );
    if (posted.join() !== wanted.join())
      broken.push(`${words ?? ''}: revisions ${posted.join()} instead of ${wanted.join()}`);
    if (new Set(own.map(({ reference }) => reference)).size > 1)
      broken.push(`${words ?? ''}: two references`);
    const last = own.find(({ revision }) => revision === story.revisions);
    for (const marker of story.markers) {
      const count = last === undefined ? 0 : occurrences(last, marker);
      if (count !== 1) broken.push(`${marker} stands ${count} times in the last revision`);
    }
    if (
      last !== undefined &&
      !world.repliesTo(story.person).some(({ body }) => body.includes(last.reference))
    )
      broken.push(`${words ?? ''}: the person was never told the reference`);
  }
  return tips;
}

function occurrences({ narrative }: TipDocument, word: string): number {
  return (
    narrative
      .map(({ text }) => text)
      .join('\n')
      .split(word).length - 1
  );
}

function readMail({ attachments }: ReceivedMail): TipDocument {
  return JSON.parse(attachments[0]?.content.toString('utf8') ?? '{}') as TipDocument;
}

interface DeliveryRow {
  route: string;
  key: string;
  state: string;
  /** A newer revision went in its place. */
  superseded: boolean;
}

/** Returns what was superseded before it was known to have left, as `<route> <key>`: a newer one must have been handed over. */
async function checkDeliveries(
  { pool, hotline, mailbox }: ProgramWorld,
  broken: string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<DeliveryRow>(
    `select d.route, d.idempotency_key as key, d.state,
       d.state = 'withdrawn' and d.evidence like 'superseded %' and exists (
         select from deliveries n where n.tip_id = d.tip_id and n.route = d.route and n.revision > d.revision
           and n.handed_over_at is not null) as superseded
     from deliveries d`,
  );
  const seen = new Set<string>();
  for (const { route, key, state, superseded } of rows) {
    if (seen.has(`${route} ${key}`)) broken.push(`two deliveries by ${route} of ${key}`);
    seen.add(`${route} ${key}`);
    if (superseded) continue;
    if (state !== 'handed_over' && state !== 'acknowledged') broken.push(`${route} of ${key} is ${state}`);
    if (route === 'webhook' && !hotline.posts.some(({ webhookId }) => webhookId === key))
      broken.push(`${key} is handed over and the hotline has no post`);
    if (route === 'email' && !mailbox.mails.some(({ messageId }) => messageId.startsWith(`<${key}@`)))
      broken.push(`${key} is handed over and the mailbox has no mail`);
  }
  return new Set(rows.filter(({ superseded }) => superseded).map(({ route, key }) => `${route} ${key}`));
}

async function checkCards({ pool, slack }: ProgramWorld, broken: string[]): Promise<number> {
  const { rows } = await pool.query<{ id: string; state: string; current: boolean }>(
    `select c.id, c.state, c.revision_shown = t.revision as current from liaison_cards c join tips t on t.id = c.tip_id`,
  );
  const inSlack = new Map<string, number>();
  const lines = new Map<string, number>();
  for (const { metadata, deleted } of slack.messages) {
    const { event_type: type, event_payload: payload } = (metadata ?? {}) as {
      event_type?: string;
      event_payload?: { card_id?: string; revision?: number };
    };
    const id = payload?.card_id;
    if (id === undefined || deleted === true) continue;
    if (type === 'sightline_card') inSlack.set(id, (inSlack.get(id) ?? 0) + 1);
    else
      lines.set(`${id} r${payload?.revision ?? 0}`, (lines.get(`${id} r${payload?.revision ?? 0}`) ?? 0) + 1);
  }
  for (const { id, state, current } of rows) {
    if (inSlack.get(id) !== 1) broken.push(`card ${id} is ${inSlack.get(id) ?? 0} times in Slack`);
    if (state !== 'posted' || !current)
      broken.push(`card ${id} is ${state}${current ? '' : ' and not current'}`);
  }
  for (const [line, count] of lines)
    if (count !== 1) broken.push(`thread line ${line} stands ${count} times`);
  if (inSlack.size !== rows.length) broken.push('Slack has a card that is not ours');
  return inSlack.size;
}
