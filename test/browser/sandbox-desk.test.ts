/**
 * The sandbox page's Slack, phone and calls in a real browser: modals drawn and filled in, menus, ephemerals, the home tab, slash
 * commands, pictures, a call. The program behind the page is a small Bolt app and a few TwiML pages; the stand-ins are the real ones.
 * SIGHTLINE_SCREENSHOT names the folder for the pictures.
 */

import { type AddressInfo } from 'node:net';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { App, ExpressReceiver } from '@slack/bolt';
import { WebClient, type ModalView } from '@slack/web-api';
import express from 'express';
import { type Browser, type BrowserContext, type Page } from 'playwright-core';
import twilio from 'twilio';
import { sandboxRouter } from '../../src/sandbox/sandbox-router.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { eventually } from '../contract/sandbox/listening-program.js';
import { endOnFault, silentLogger } from '../contract/sandbox/slack-world.js';
import { launchBrowser } from '../support/browser.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const area = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const NORTH = area('North');
const options = [NORTH, area('South'), area('West')];

let browser: Browser;
let context: BrowserContext;
let page: Page;
let sandbox: Sandbox;
let bolt: App;
let client: WebClient;
let stop: () => Promise<void>;
let pictures: string;
let complaints: string[];
let base: string;
const pages = new Map<string, string>();

beforeAll(async () => {
  browser = await launchBrowser();
  pictures = process.env.SIGHTLINE_SCREENSHOT ?? (await mkdtemp(join(tmpdir(), 'sightline-desk-')));
}, 60_000);
afterAll(() => browser.close());

/** A Bolt app and TwiML pages on one server, with the sandbox page beside them. */
async function startProgram(): Promise<void> {
  sandbox = await startSandbox({ publicUrl: 'http://localhost:3000' });
  const { SLACK_BOT_TOKEN: token = '', SLACK_SIGNING_SECRET: signingSecret = '' } = sandbox.environment;
  const slackOptions = { slackApiUrl: sandbox.standIns.slack.apiUrl, logger: silentLogger };
  const receiver = new ExpressReceiver({
    ...{ signingSecret, logger: silentLogger, processEventErrorHandler: endOnFault },
  });
  bolt = new App({
    receiver,
    authorize: () => Promise.resolve({ botToken: token }),
    clientOptions: slackOptions,
    logger: silentLogger,
    convoStore: false,
  });
  client = new WebClient(token, { ...slackOptions, retryConfig: { retries: 0 } });
  const app = express();
  app.use('/sandbox', sandboxRouter({ sandbox, clock: { listTips: () => Promise.resolve([]) } }));
  app.use('/twilio', (request, response) => {
    response.type('text/xml').send(pages.get(request.path) ?? '<Response/>');
  });
  app.use(receiver.router);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.connect({ base, publicUrl: 'http://localhost:3000' });
  stop = async () => {
    await sandbox.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}

beforeEach(async () => {
  await startProgram();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) complaints.push(`asks ${request.url()}`);
  });
  await page.goto(`${base}/sandbox`);
  await page.locator('body[data-ready]').waitFor();
});

afterEach(async () => {
  await context.close();
  await stop();
  pages.clear();
  expect(complaints).toEqual([]);
});

function picture(name: string) {
  return page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** A card in the Missouri channel with a button that opens this modal. */
async function postCard(view: ModalView): Promise<void> {
  bolt.action('open', async ({ ack, body, client: own }) => {
    await ack();
    await own.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view });
  });
  await client.chat.postMessage({
    channel: String(sandbox.stateChannels.MO),
    text: 'A tip',
    blocks: [
      { type: 'section', text: plain('Girl, about 15, hotel in Joplin') },
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'open', text: plain('Assign'), value: '7' },
          { type: 'overflow', action_id: 'more', options },
        ],
      },
    ],
  });
}

const FORM: ModalView = {
  type: 'modal',
  callback_id: 'assign',
  title: plain('Assign'),
  submit: plain('Save'),
  close: plain('Not now'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'note',
      label: plain('Note'),
      hint: plain('Seen by the desk only'),
      element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 200 },
    },
    {
      type: 'input',
      block_id: 'who',
      label: plain('Who'),
      element: { type: 'users_select', action_id: 'user', placeholder: plain('Choose a person') },
    },
    {
      type: 'input',
      block_id: 'area',
      label: plain('Area'),
      element: { type: 'static_select', action_id: 'select', options },
    },
    {
      type: 'input',
      block_id: 'team',
      label: plain('Team'),
      optional: true,
      element: { type: 'multi_users_select', action_id: 'users' },
    },
    {
      type: 'input',
      block_id: 'sure',
      label: plain('How sure'),
      element: { type: 'radio_buttons', action_id: 'radio', options, initial_option: NORTH },
    },
    {
      type: 'input',
      block_id: 'checks',
      label: plain('Checks'),
      optional: true,
      element: { type: 'checkboxes', action_id: 'boxes', options },
    },
    {
      type: 'input',
      block_id: 'by',
      label: plain('By'),
      optional: true,
      element: { type: 'datepicker', action_id: 'date' },
    },
  ],
};

test('a modal is drawn, held back, refused at its field, and saved; by keyboard', async () => {
  const seen: unknown[] = [];
  bolt.view('assign', async ({ ack, view, body }) => {
    seen.push([body.user.id, view.state.values]);
    if (seen.length === 1) await ack({ response_action: 'errors', errors: { area: 'Not your area' } });
    else await ack();
  });
  await postCard(FORM);
  await page.getByRole('button', { name: 'Assign' }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign' });
  await dialog.waitFor();
  expect(await page.evaluate("document.activeElement?.getAttribute('aria-labelledby')")).toBe(
    await page.getByText('Note', { exact: true }).getAttribute('id'),
  );

  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('This is a required field').first().waitFor();
  expect(seen).toEqual([]);

  await dialog.getByLabel('Note').fill('Two rooms');
  await dialog.getByLabel('Who').selectOption({ label: 'Sam Okafor' });
  await dialog.getByLabel('Area').selectOption({ label: 'South' });
  await dialog.getByRole('group', { name: 'Team' }).getByLabel('Lee Park').check();
  await dialog.getByRole('radiogroup', { name: 'How sure' }).getByLabel('West').check();
  await dialog.getByRole('group', { name: 'Checks' }).getByLabel('North').check();
  await dialog.getByLabel('By').fill('2026-12-01');
  await picture('modal');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await dialog.getByText('Not your area').waitFor();
  const areaField = dialog.getByLabel('Area');
  expect(await areaField.getAttribute('aria-invalid')).toBe('true');
  expect(await page.evaluate('document.activeElement.id')).toBe(await areaField.getAttribute('id'));
  await picture('modal-error');
  await areaField.selectOption({ label: 'North' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(seen[1]).toMatchObject([
    sandbox.liaison.id,
    {
      note: { text: { value: 'Two rooms' } },
      who: { user: { selected_user: 'U0SANDBOX02' } },
      area: { select: { selected_option: { value: 'north' } } },
      team: { users: { selected_users: ['U0SANDBOX03'] } },
      sure: { radio: { selected_option: { value: 'west' } } },
      checks: { boxes: { selected_options: [{ value: 'north' }] } },
      by: { date: { selected_date: '2026-12-01' } },
    },
  ]);
});

test('push, back, update and cancel; what was typed stays; trouble is told', async () => {
  const acks = [
    { response_action: 'push' as const, view: { ...FORM, title: plain('Second'), callback_id: 'assign' } },
    { response_action: 'update' as const, view: { ...FORM, title: plain('Changed') } },
  ];
  const closed: unknown[] = [];
  bolt.view('assign', async ({ ack }) => {
    const next = acks.shift();
    if (next === undefined) throw new Error('the program failed');
    await ack(next);
  });
  bolt.view({ type: 'view_closed', callback_id: 'assign' }, async ({ ack, body }) => {
    closed.push(body.view.title.text);
    await ack();
  });
  await postCard(FORM);
  await page.getByRole('button', { name: 'Assign' }).click();
  const dialog = page.locator('#modal');
  const fill = async () => {
    await dialog.getByLabel('Note').fill('typed');
    await dialog.getByLabel('Who').selectOption({ label: 'Dana Reyes' });
    await dialog.getByLabel('Area').selectOption({ label: 'West' });
    await dialog.getByRole('button', { name: 'Save' }).click();
  };
  await fill();
  await dialog.getByRole('heading', { name: 'Second' }).waitFor();
  expect(await dialog.getByLabel('Note').inputValue()).toBe('');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await dialog.getByRole('heading', { name: 'Assign' }).waitFor();
  await fill();
  await dialog.getByRole('heading', { name: 'Changed' }).waitFor();
  expect(await dialog.getByLabel('Note').inputValue()).toBe('typed');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').getByText('We had some trouble connecting').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  // The page shows it closed, and then the app is told.
  await eventually(() => closed.length === 2);
  expect(closed).toEqual(['Second', 'Changed']);
});

test('an overflow menu by keyboard; an ephemeral for one person; another person sees other channels', async () => {
  bolt.action('more', async ({ ack, action, respond }) => {
    await ack();
    const { selected_option: chosen } = action as { selected_option: { value: string } };
    await respond({ text: `You chose ${chosen.value}`, response_type: 'ephemeral', replace_original: false });
  });
  await postCard(FORM);
  await page.getByRole('button', { name: 'More actions' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const ephemeral = page.getByText('You chose south');
  await ephemeral.waitFor();
  expect(await page.getByText('Only visible to you').count()).toBe(1);
  await picture('ephemeral');
  await page.getByLabel('You are').selectOption({ label: 'Sam Okafor' });
  await ephemeral.waitFor({ state: 'detached' });
  await page.getByText('Girl, about 15').waitFor();
  expect(await ephemeral.count()).toBe(0);
  await page.getByLabel('You are').selectOption({ label: 'Lee Park' });
  await page.getByRole('button', { name: 'mo-liaison' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: 'mo-liaison' }).count()).toBe(0);
  await page.getByRole('button', { name: 'il-liaison' }).waitFor();
});

test('home tab, slash command, a picture in a card', async () => {
  bolt.event('app_home_opened', async ({ event, client: own }) => {
    await own.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: plain('Your tips') },
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'done', text: plain('Done'), value: '1' }],
          },
        ],
      },
    });
  });
  bolt.action('done', async ({ ack, body, client: own }) => {
    await ack();
    await own.views.publish({
      user_id: body.user.id,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('Nothing left') }] },
    });
  });
  bolt.command('/tip', ({ ack, command }) => ack({ text: `Nothing found for ${command.text}` }));
  const uploaded = (await client.files.uploadV2({ file: PNG, filename: 'car.png' })) as {
    files?: { files?: { id?: string }[] }[];
  };
  const id = String(uploaded.files?.[0]?.files?.[0]?.id);
  await client.chat.postMessage({
    channel: String(sandbox.stateChannels.MO),
    text: 'picture',
    blocks: [{ type: 'image', alt_text: 'The car', title: plain('The car'), slack_file: { id } }],
  });
  const image = page.getByRole('img', { name: 'The car' });
  await image.waitFor();
  await page.waitForFunction(`document.querySelector('img[alt="The car"]').naturalWidth === 1`);

  await page.getByLabel('Slash command').fill('/tip MO-7K3QF');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing found for MO-7K3QF').waitFor();
  await page.getByLabel('Slash command').fill('tip');
  await page.keyboard.press('Enter');
  await page.getByText('A command begins with a slash').waitFor();

  await page.getByRole('button', { name: 'Sightline' }).click();
  await page.getByRole('heading', { name: 'Your tips' }).waitFor();
  await picture('home');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('heading', { name: 'Nothing left' }).waitFor();
});

test('a text with a picture', async () => {
  await page
    .locator('#picture-file')
    .setInputFiles({ name: 'plate.png', mimeType: 'image/png', buffer: PNG });
  await page.getByText('plate.png').waitFor();
  await page.getByLabel('Message', { exact: true }).fill('look');
  await page.keyboard.press('Enter');
  const image = page.getByRole('img', { name: 'A picture you sent' });
  await image.waitFor();
  await page.waitForFunction(`document.querySelector('.bubble-picture').naturalWidth === 1`);
  const [text] = sandbox.standIns.twilio.received;
  expect(sandbox.standIns.twilio.media.of(String(text?.sid))[0]?.content.equals(PNG)).toBe(true);
});

test('the phone rings, is answered, a key is pressed, and what is said is written', async () => {
  const { VoiceResponse } = twilio.twiml;
  const ask = new VoiceResponse();
  ask.gather({ numDigits: 1, action: '/twilio/key', timeout: 10 }).say('Press 1 to go on.');
  const thanks = new VoiceResponse();
  thanks.say('Thank you.');
  thanks.pause({ length: 20 });
  pages.set('/ask', ask.toString()).set('/key', thanks.toString()).set('/voice', ask.toString());

  const { TWILIO_ACCOUNT_SID: sid = '', TWILIO_AUTH_TOKEN: token = '' } = sandbox.environment;
  await fetch(`${sandbox.standIns.twilio.url}/2010-04-01/Accounts/${sid}/Calls.json`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}` },
    body: new URLSearchParams({
      To: sandbox.witness().number,
      From: sandbox.number,
      Url: 'http://localhost:3000/twilio/ask',
    }),
  });
  const call = page.getByRole('region', { name: 'Phone call' });
  await call.getByText('Incoming call').waitFor();
  await picture('ringing');
  await call.getByRole('button', { name: 'Answer' }).press('Enter');
  await call.getByText('Press 1 to go on.').waitFor();
  await call.getByRole('button', { name: '1', exact: true }).click();
  await call.getByText('Thank you.').waitFor();
  await picture('on-the-call');
  await call.getByRole('button', { name: 'Hang up' }).click();
  await call.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Call the tip line' }).click();
  await call.getByText('Press 1 to go on.').waitFor();
  await page.keyboard.press('1');
  await call.getByText('Thank you.').waitFor();
  await call.getByRole('button', { name: 'Hang up' }).click();
  await call.waitFor({ state: 'hidden' });
});
