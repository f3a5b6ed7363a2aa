/**
 * The sandbox page in a real browser: a witness texts, the tip shows at the hotline and in the state's channel, the liaison
 * acknowledges, the clock stops. The program is the real one with its sandbox; SIGHTLINE_URL points the test at one that runs already.
 * SIGHTLINE_SCREENSHOT names the folder for the pictures; SIGHTLINE_PACE_SECONDS lets the witness take their time in them.
 */

import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { startRole } from '../../src/start-role.js';
import { createTestDatabase } from '../support/database.js';

const HOTEL_TEXTS = 4;
const PACE_MS = Number(process.env.SIGHTLINE_PACE_SECONDS ?? 0) * 1000;

let browser: Browser;
let program: { url: string; stop(): Promise<void> };
let context: BrowserContext;
let page: Page;
let pictures: string;
let complaints: string[];

/** The real program as `npm start` runs it, on a database of its own. */
async function startProgram(): Promise<typeof program> {
  const database = await createTestDatabase();
  const running = await startRole('all', {
    DATABASE_URL: database.connectionString,
    DATA_KEY: randomBytes(32).toString('base64'),
    PORT: '0',
    REPLY_SETTLE_MS: '100',
  });
  return { url: `http://127.0.0.1:${running.application?.port ?? 0}`, stop: () => running.stop() };
}

beforeAll(async () => {
  const url = process.env.SIGHTLINE_URL;
  program = url === undefined ? await startProgram() : { url, stop: () => Promise.resolve() };
  browser = await launchBrowser();
  pictures = process.env.SIGHTLINE_SCREENSHOT ?? (await mkdtemp(join(tmpdir(), 'sightline-page-')));
}, 60_000);

afterAll(async () => {
  await browser.close();
  await program.stop();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(program.url)) complaints.push(`asks ${request.url()}`);
  });
  await page.goto(`${program.url}/sandbox`);
  await page.locator('body[data-ready]').waitFor();
  // A program that runs already knows this phone from an earlier test.
  await page.locator('#new-phone').click();
  await page.locator('.phone-empty').waitFor();
});

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

function picture(name: string) {
  return page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function expectCount(locator: Locator, count: number): Promise<void> {
  await locator.nth(count - 1).waitFor();
  expect(await locator.count()).toBe(count);
}

/** Plays the hotel story by its chips; every text is answered by one message. */
async function playHotelStory(paceMs = 0): Promise<void> {
  await page.getByRole('button', { name: 'Hotel', exact: true }).click();
  for (let turn = 1; turn <= HOTEL_TEXTS; turn += 1) {
    if (turn > 1) {
      await page.waitForTimeout(paceMs);
      await page.locator('.chip-next').click();
    }
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expectCount(page.locator('.bubble-row.from-witness'), turn);
    await expectCount(page.locator('.bubble-row.from-line:not(.waiting)'), turn);
  }
}

test(
  'from the first text to the acknowledgement',
  async () => {
    await picture('empty');
    await page.getByRole('button', { name: /mo-liaison/ }).click();
    const cards = page.locator('.slack-log > article');
    const posts = page.locator('#posts .item');
    const mails = page.locator('#mails .item');
    const [cardsBefore = 0, postsBefore = 0, mailsBefore = 0] = await Promise.all(
      [cards, posts, mails].map((list) => list.count()),
    );
    await playHotelStory(PACE_MS);

    const card = cards.nth(cardsBefore);
    await card.waitFor();
    await posts.nth(postsBefore).waitFor();
    await mails.nth(mailsBefore).waitFor();
    expect(await posts.first().locator('.badge-good').textContent()).toBe('Signature verified');
    expect(await page.locator('#posts .json').first().textContent()).toContain('"Joplin"');
    expect(await page.locator('#mails .mail-text').first().textContent()).toContain('Joplin');
    await page.locator('.clock[data-state="delivered"]').waitFor();
    await picture('delivered');

    await card.getByRole('button', { name: /acknowledge/i }).click();
    await page.locator('.step.done', { hasText: 'Acknowledged' }).waitFor();
    await card.getByText('Acknowledged').first().waitFor();
    expect(await card.textContent()).toMatch(/Acknowledged/);
    await picture('sandbox');
  },
  60_000 + HOTEL_TEXTS * PACE_MS,
);

test('the keyboard is enough', async () => {
  await page.locator('#composer-text').focus();
  await page.keyboard.type('somthing weird at my neighbors');
  await page.keyboard.press('Enter');
  await expectCount(page.locator('.bubble-row.from-line:not(.waiting)'), 1);
  await page.locator('#use-sms').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.locator('#use-dm').getAttribute('aria-pressed')).toBe('true');
});

test('a Slack DM runs on the same phone, with buttons', async () => {
  await page.locator('#use-dm').click();
  await page.locator('#composer-text').fill('hi');
  await page.keyboard.press('Enter');
  await page.locator('.phone-log .from-bot').first().waitFor();
  await picture('dm');
});

test('what a witness writes is shown to the letter and never run', async () => {
  const attack = '<img src=x onerror="document.title=1"> <b>*bold*</b> <!channel> &amp; ‮';
  await page.locator('#composer-text').fill(attack);
  await page.keyboard.press('Enter');
  const bubble = page.locator('.bubble-row.from-witness .bubble').first();
  await bubble.waitFor();
  expect(await bubble.textContent()).toBe(attack);
  expect(await bubble.locator('*').count()).toBe(0);
  expect(await page.title()).toBe('Sightline sandbox');
});

const MRKDWN = [
  ['*bold* _italic_ ~gone~ `code`', '<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>'],
  ['a*b*c snake_case_name 2 * 3 * 4', 'a*b*c snake_case_name 2 * 3 * 4'],
  ['*bold _and italic_*', '<strong>bold <em>and italic</em></strong>'],
  ['<@U1> in <#C1>', '<span class="mention">@Dana</span> in <span class="mention">#mo</span>'],
  ['&lt;b&gt; &amp;amp;', '&lt;b&gt; &amp;amp;'],
  ['<b>x</b>', 'bx/b'],
  ['<javascript:alert(1)|press>', 'press'],
  ['&gt; quoted\nnot', '<blockquote>quoted</blockquote>not'],
  ['<!date^0^{nothing}|then>', '<time>{nothing}</time>'],
  ['<!date^soon^{time}|then>', '<time>then</time>'],
] as const;

test('mrkdwn is drawn as Slack draws it', async () => {
  const drawn = await page.evaluate(
    `import('/sandbox/scripts/mrkdwn.js').then(({ renderMrkdwn }) =>
      ${JSON.stringify(MRKDWN.map(([text]) => text))}.map((text) => {
        const place = document.createElement('div');
        place.append(...renderMrkdwn(text, { users: { U1: 'Dana' }, channels: { C1: 'mo' } }));
        return [text, place.innerHTML];
      }))`,
  );
  expect(drawn).toEqual(MRKDWN);
});

test('a new phone is a new person', async () => {
  await page.locator('#composer-text').fill('hi');
  await page.keyboard.press('Enter');
  await expectCount(page.locator('.bubble-row.from-witness'), 1);
  const before = await page.locator('#phone-own').textContent();
  await page.locator('#new-phone').click();
  await page.locator('.phone-empty').waitFor();
  expect(await page.locator('#phone-own').textContent()).not.toBe(before);
});

test.each([
  [1280, 800],
  [1440, 900],
  [820, 1100],
  [390, 844],
])('nothing is cut off at %i×%i', async (width, height) => {
  await page.setViewportSize({ width, height });
  await playHotelStory();
  await page.locator('#mails .item').first().waitFor();
  await page.getByRole('button', { name: /mo-liaison/ }).click();
  await page.locator('.slack-log > article').first().waitFor();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  await page.screenshot({ path: join(pictures, `at-${width}.png`), fullPage: width < 1000 });
});
