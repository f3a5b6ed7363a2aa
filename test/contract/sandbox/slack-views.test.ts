/** Modals, home tabs, slash commands and ephemerals of the Slack stand-in, with the real Bolt and WebClient on the other side. */

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ModalView } from '@slack/web-api';
import {
  actions,
  button,
  DANA,
  LEE,
  MISSOURI,
  OPEN_CHANNEL,
  plain,
  SAM,
  startSlackWorld,
  type SlackWorld,
} from './slack-world.js';

let world: SlackWorld;

beforeEach(async () => {
  world = await startSlackWorld();
  world.app.command('/none', ({ ack }) => ack());
});
afterEach(() => world.stop());

const options = ['a', 'b', 'c'].map((value) => ({ text: plain(value.toUpperCase()), value }));

function modal(title: string, extra: Partial<ModalView> = {}): ModalView {
  return { type: 'modal', callback_id: 'form', title: plain(title), blocks: [{ type: 'divider' }], ...extra };
}

const FORM = modal('Reassign', {
  submit: plain('Save'),
  private_metadata: 'tip-7',
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 'text', min_length: 3 },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'static_select', action_id: 'select', options },
    },
    {
      type: 'input',
      block_id: 'kinds',
      label: plain('Kinds'),
      optional: true,
      element: { type: 'multi_static_select', action_id: 'multi', options },
    },
    {
      type: 'input',
      block_id: 'who',
      label: plain('Who'),
      element: { type: 'users_select', action_id: 'user', initial_user: DANA.id },
    },
    {
      type: 'input',
      block_id: 'others',
      label: plain('Others'),
      optional: true,
      element: { type: 'multi_users_select', action_id: 'users' },
    },
    {
      type: 'input',
      block_id: 'checks',
      label: plain('Checks'),
      optional: true,
      element: { type: 'checkboxes', action_id: 'boxes', options, initial_options: options.slice(0, 1) },
    },
    {
      type: 'section',
      block_id: 'side',
      text: plain('How sure'),
      accessory: { type: 'radio_buttons', action_id: 'radio', options },
    },
    {
      type: 'input',
      block_id: 'when',
      label: plain('When'),
      optional: true,
      element: { type: 'datepicker', action_id: 'date' },
    },
  ],
});

/** A card whose button opens the given modal; the answer is the view's id. */
async function openBy(user: string, view: ModalView): Promise<string> {
  world.app.action('open', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: (body as { trigger_id: string }).trigger_id, view });
  });
  const card = await world.client.chat.postMessage({
    channel: MISSOURI,
    text: 'card',
    blocks: [actions(button('open', 'tip-7'))],
  });
  expect(await world.slack.pressButton(user, String(card.ts), 'open')).toMatchObject({ status: 200 });
  for (let tries = 0; world.slack.lookAt(user).views.length === 0 && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  return String(world.slack.lookAt(user).views.at(-1)?.id);
}

test('a button opens a modal for the one who pressed; what they fill in arrives with the whole state', async () => {
  const submitted: unknown[] = [];
  world.app.view('form', async ({ ack, body, view }) => {
    submitted.push([body.user.id, view.private_metadata, view.state.values]);
    await ack();
  });
  const viewId = await openBy(DANA.id, FORM);
  expect(world.slack.lookAt(SAM.id).views).toEqual([]);

  const incomplete = await world.slack.submitView(DANA.id, viewId, { why: 'x' });
  expect(incomplete).toMatchObject({
    action: 'incomplete',
    errors: { why: 'At least 3 characters', reason: 'This is a required field' },
  });
  expect(submitted).toEqual([]);
  await expect(world.slack.submitView(DANA.id, viewId, { nowhere: 'x' })).rejects.toThrow(/nowhere/);
  await expect(world.slack.submitView(SAM.id, viewId, {})).rejects.toThrow(/not on top/);

  const result = await world.slack.submitView(DANA.id, viewId, {
    why: 'Wrong county',
    select: 'b',
    kinds: ['a', 'c'],
    others: { users: [SAM.id] },
    radio: 'c',
    when: '2026-11-30',
  });
  expect(result).toMatchObject({ status: 200, action: 'close', view: undefined });
  const chosen = (value: string) => expect.objectContaining({ value });
  expect(submitted).toEqual([
    [
      DANA.id,
      'tip-7',
      {
        why: { text: { type: 'plain_text_input', value: 'Wrong county' } },
        reason: { select: { type: 'static_select', selected_option: chosen('b') } },
        kinds: { multi: { type: 'multi_static_select', selected_options: [chosen('a'), chosen('c')] } },
        who: { user: { type: 'users_select', selected_user: DANA.id } },
        others: { users: { type: 'multi_users_select', selected_users: [SAM.id] } },
        checks: { boxes: { type: 'checkboxes', selected_options: [chosen('a')] } },
        side: { radio: { type: 'radio_buttons', selected_option: chosen('c') } },
        when: { date: { type: 'datepicker', selected_date: '2026-11-30' } },
      },
    ],
  ]);
});

test('errors keep the modal open, push and update change the stack, clear empties it', async () => {
  const acks = [
    { response_action: 'errors' as const, errors: { why: 'Too vague' } },
    { response_action: 'push' as const, view: modal('Second', { submit: plain('On') }) },
    {
      response_action: 'update' as const,
      view: modal('Second, changed', { submit: plain('On'), blocks: FORM.blocks }),
    },
    { response_action: 'clear' as const },
  ];
  world.app.view('form', async ({ ack }) => {
    const next = acks.shift();
    if (next === undefined) await ack();
    else await ack(next);
  });
  const viewId = await openBy(DANA.id, FORM);
  const filled = { why: 'because', reason: 'a' };
  expect(await world.slack.submitView(DANA.id, viewId, filled)).toMatchObject({
    action: 'errors',
    errors: { why: 'Too vague' },
    view: { id: viewId },
  });
  const pushed = await world.slack.submitView(DANA.id, viewId, filled);
  expect(pushed).toMatchObject({ action: 'push', view: { previousViewId: viewId, rootViewId: viewId } });
  const second = String(pushed.view?.id);
  expect(await world.slack.submitView(DANA.id, second)).toMatchObject({
    action: 'update',
    view: { id: second },
  });
  expect(await world.slack.submitView(DANA.id, second, filled)).toMatchObject({
    action: 'clear',
    view: undefined,
  });
});

test('an answer that Slack could not use is trouble, and the modal stays', async () => {
  const acks = [
    { response_action: 'errors' as const, errors: { nowhere: 'x' } },
    { response_action: 'update' as const, view: modal('x'.repeat(25)) },
  ];
  world.app.view('form', async ({ ack }) => {
    const next = acks.shift();
    if (next === undefined) throw new Error('the program failed');
    await ack(next);
  });
  const viewId = await openBy(DANA.id, modal('Sure?', { submit: plain('Yes') }));
  const violations = [];
  for (let round = 0; round < 3; round += 1) {
    const result = await world.slack.submitView(DANA.id, viewId);
    expect(result).toMatchObject({ action: 'trouble', view: { id: viewId } });
    violations.push(result.violations.join(' '));
  }
  expect(violations).toEqual([
    expect.stringContaining('nowhere'),
    expect.stringContaining('/view/title/text'),
    expect.stringContaining('500'),
  ]);
});

test('at most three views, triggers once and for three seconds, updates by hash', async () => {
  const { client, slack } = world;
  const { triggerId } = await slack.slashCommand(DANA.id, MISSOURI, '/none', '');
  const first = await client.views.open({ trigger_id: triggerId, view: modal('1') });
  const again = client.views.open({ trigger_id: triggerId, view: modal('1') });
  await expect(again).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
  const unknown = client.views.open({ trigger_id: '1.2.3', view: modal('1') });
  await expect(unknown).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
  const push = async (title: string) =>
    client.views.push({
      trigger_id: (await slack.slashCommand(DANA.id, MISSOURI, '/none', '')).triggerId,
      view: modal(title),
    });
  expect((await push('2')).view).toMatchObject({
    previous_view_id: first.view?.id,
    root_view_id: first.view?.id,
  });
  await push('3');
  await expect(push('4')).rejects.toMatchObject({ data: { error: 'push_limit_reached' } });

  const { id, hash } = { id: String(first.view?.id), hash: String(first.view?.hash) };
  const updated = await client.views.update({ view_id: id, hash, view: modal('1b') });
  expect(updated.view?.hash).not.toBe(hash);
  const stale = client.views.update({ view_id: id, hash, view: modal('1c') });
  await expect(stale).rejects.toMatchObject({ data: { error: 'hash_conflict' } });

  const late = await slack.slashCommand(DANA.id, MISSOURI, '/none', '');
  const now = Date.now;
  Date.now = () => now() + 3001;
  const expired = client.views.open({ trigger_id: late.triggerId, view: modal('5') });
  await expect(expired).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
  Date.now = now;
});

test('closing: the view below comes back, the app hears of it when it asked', async () => {
  const closed: unknown[] = [];
  world.app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
    closed.push([body.view.private_metadata, 'is_cleared' in body && body.is_cleared]);
    await ack();
  });
  const viewId = await openBy(DANA.id, FORM);
  const { triggerId } = await world.slack.slashCommand(DANA.id, MISSOURI, '/none', '');
  const pushed = await world.client.views.push({ trigger_id: triggerId, view: modal('Top') });
  expect(await world.slack.closeView(DANA.id, String(pushed.view?.id))).toBeUndefined();
  expect(world.slack.lookAt(DANA.id).views.map(({ id }) => id)).toEqual([viewId]);
  expect(await world.slack.closeView(DANA.id, viewId)).toMatchObject({ status: 200 });
  expect(closed).toEqual([['tip-7', false]]);
  expect(world.slack.lookAt(DANA.id).views).toEqual([]);
});

test('home tab: opened, published, pressed; only its owner has it', async () => {
  const pressed: unknown[] = [];
  world.app.event('app_home_opened', async ({ event, client }) => {
    const hash = (event.view as { hash?: string } | undefined)?.hash;
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [actions(button('mine', 'tip-7'))] },
      ...(hash !== undefined && { hash }),
    });
  });
  world.app.action('mine', async ({ ack, body, action }) => {
    pressed.push([body.user.id, body.type === 'block_actions' && body.view?.type, action]);
    await ack();
  });
  expect(await world.slack.openHome(SAM.id)).toMatchObject({ status: 200 });
  for (let tries = 0; world.slack.lookAt(SAM.id).home === undefined && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const { home } = world.slack.lookAt(SAM.id);
  await world.slack.pressInView(SAM.id, String(home?.id), 'mine');
  expect(pressed).toMatchObject([[SAM.id, 'home', { action_id: 'mine', value: 'tip-7' }]]);
  expect(world.slack.lookAt(DANA.id).home).toBeUndefined();
  const stale = world.client.views.publish({
    user_id: SAM.id,
    hash: '1.stale',
    view: { type: 'home', blocks: [] },
  });
  await expect(stale).rejects.toMatchObject({ data: { error: 'hash_conflict' } });
  const wrong = world.client.views.publish({ user_id: SAM.id, view: modal('no home') });
  await expect(wrong).rejects.toMatchObject({ data: { error: 'invalid_arguments' } });
});

test('a slash command is answered at once and later; ephemerals are for one person', async () => {
  world.app.command('/tip', async ({ ack, command, respond }) => {
    await ack({ text: `Looking for ${command.text}` });
    for (let index = 1; index <= 5; index += 1) await respond({ text: `Later ${index}` });
  });
  const answer = await world.slack.slashCommand(DANA.id, MISSOURI, '/tip', 'MO-7K3QF-2X');
  expect(answer).toMatchObject({
    status: 200,
    response: { text: 'Looking for MO-7K3QF-2X' },
    violations: [],
  });
  for (let tries = 0; world.slack.lookAt(DANA.id).ephemerals.length < 6 && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  const sixth = await fetch(answer.responseUrl, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
  expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
  expect(world.slack.lookAt(DANA.id).ephemerals.map(({ text }) => text)).toEqual([
    'Looking for MO-7K3QF-2X',
    ...[1, 2, 3, 4, 5].map((index) => `Later ${index}`),
  ]);
  expect(world.slack.lookAt(SAM.id).ephemerals).toEqual([]);
  expect((await world.client.conversations.history({ channel: MISSOURI })).messages).toEqual([]);
  await expect(world.slack.slashCommand(LEE.id, MISSOURI, '/tip', '')).rejects.toThrow(/not in this channel/);
});

test('an ephemeral has buttons; only its response_url can replace it', async () => {
  world.app.action('undo', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: 'Undone' });
  });
  const { client, slack } = world;
  const sent = await client.chat.postEphemeral({
    channel: MISSOURI,
    user: DANA.id,
    text: 'Taken',
    blocks: [actions(button('undo', '1'), button('undo', '2'))].map((block) => ({
      ...block,
      elements: block.elements.slice(0, 1),
    })),
  });
  const ts = String(sent.message_ts);
  await expect(slack.pressButton(SAM.id, ts, 'undo')).rejects.toThrow(/does not see/);
  const update = client.chat.update({ channel: MISSOURI, ts, text: 'x' });
  await expect(update).rejects.toMatchObject({ data: { error: 'message_not_found' } });
  await slack.pressButton(DANA.id, ts, { actionId: 'undo', value: '1' });
  for (let tries = 0; slack.lookAt(DANA.id).ephemerals[0]?.text !== 'Undone' && tries < 100; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(slack.lookAt(DANA.id).ephemerals).toMatchObject([{ text: 'Undone' }]);
  const outsider = client.chat.postEphemeral({ channel: MISSOURI, user: LEE.id, text: 'x' });
  await expect(outsider).rejects.toMatchObject({ data: { error: 'user_not_in_channel' } });
});

test('menus in a message: overflow, select, people; each tells what was chosen', async () => {
  const chosen: unknown[] = [];
  world.app.action(/^(more|state|person)$/, async ({ ack, action }) => {
    chosen.push(action);
    await ack();
  });
  const card = await world.client.chat.postMessage({
    channel: OPEN_CHANNEL,
    text: 'card',
    blocks: [
      {
        type: 'actions',
        elements: [
          { type: 'overflow', action_id: 'more', options },
          { type: 'static_select', action_id: 'state', options },
          { type: 'users_select', action_id: 'person' },
        ],
      },
    ],
  });
  const ts = String(card.ts);
  await world.slack.pressButton(LEE.id, ts, { actionId: 'more', value: 'c' });
  await world.slack.pressButton(LEE.id, ts, { actionId: 'state', value: 'b' });
  await world.slack.pressButton(LEE.id, ts, { actionId: 'person', value: SAM.id });
  expect(chosen).toMatchObject([
    { type: 'overflow', selected_option: { value: 'c' } },
    { type: 'static_select', selected_option: { value: 'b' } },
    { type: 'users_select', selected_user: SAM.id },
  ]);
  await expect(world.slack.pressButton(LEE.id, ts, { actionId: 'more', value: 'z' })).rejects.toThrow(
    /no such button/,
  );
});
