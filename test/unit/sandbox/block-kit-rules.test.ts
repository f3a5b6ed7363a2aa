/** Slack's limits, each held on both sides: the largest that passes and the smallest that does not. */

import { expect, test } from '@jest/globals';
import { findBlockViolations, findViewViolations } from '../../../src/sandbox/stand-ins/block-kit-rules.js';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const button = (fields: object = {}) => ({ type: 'button', text: plain(1), ...fields });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const repeat = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const section = (text: object) => ({ type: 'section', text });

test.each([
  ['section text 3000', [section(mrkdwn(3000))], [section(mrkdwn(3001))]],
  [
    'ten fields',
    [{ type: 'section', fields: repeat(10, () => plain(1)) }],
    [{ type: 'section', fields: repeat(11, () => plain(1)) }],
  ],
  ['field 2000', [{ type: 'section', fields: [plain(2000)] }], [{ type: 'section', fields: [plain(2001)] }]],
  ['header 150', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }]],
  ['header is plain', [{ type: 'header', text: plain(1) }], [{ type: 'header', text: mrkdwn(1) }]],
  ['button text 75', [actions(button({ text: plain(75) }))], [actions(button({ text: plain(76) }))]],
  [
    'button value 2000',
    [actions(button({ value: 'x'.repeat(2000) }))],
    [actions(button({ value: 'x'.repeat(2001) }))],
  ],
  ['button style', [actions(button({ style: 'danger' }))], [actions(button({ style: 'default' }))]],
  [
    'block_id 255',
    [{ type: 'divider', block_id: 'x'.repeat(255) }],
    [{ type: 'divider', block_id: 'x'.repeat(256) }],
  ],
  [
    'block_id unique',
    [{ type: 'divider', block_id: 'a' }],
    repeat(2, () => ({ type: 'divider', block_id: 'a' })),
  ],
  [
    'action_id unique',
    [actions(button({ action_id: 'a' }), button({ action_id: 'b' }))],
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
  ],
  [
    'ten context elements',
    [{ type: 'context', elements: repeat(10, () => plain(1)) }],
    [{ type: 'context', elements: repeat(11, () => plain(1)) }],
  ],
  ['25 actions', [actions(...repeat(25, () => button()))], [actions(...repeat(26, () => button()))]],
  ['50 blocks', repeat(50, () => ({ type: 'divider' })), repeat(51, () => ({ type: 'divider' }))],
  ['no empty text', [section(plain(1))], [section(plain(0))]],
  ['no unknown fields', [section(plain(1))], [section({ ...plain(1), color: 'red' })]],
  ['no unknown types', [{ type: 'divider' }], [{ type: 'marquee' }]],
  [
    'rich text is not empty text',
    [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'x' }] }] }],
    [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: '' }] }] }],
  ],
])('%s', (_rule, largest, tooMuch) => {
  expect(findBlockViolations(largest)).toEqual([]);
  expect(findBlockViolations(tooMuch)).toHaveLength(1);
});

test('a violation names its place', () => {
  expect(findBlockViolations([{ type: 'divider' }, section(mrkdwn(3001))])[0]).toMatch(
    /^\[ERROR\] .*\[json-pointer:\/blocks\/1\/text\/text\]$/,
  );
});

test('modals and home tabs', () => {
  const modal = { type: 'modal', title: plain(24), blocks: [{ type: 'divider' }] };
  const input = { type: 'input', label: plain(1), element: { type: 'plain_text_input' } };
  expect(findViewViolations(modal)).toEqual([]);
  expect(findViewViolations({ ...modal, title: plain(25) })).toHaveLength(1);
  expect(findViewViolations({ ...modal, private_metadata: 'x'.repeat(3001) })).toHaveLength(1);
  expect(findViewViolations({ ...modal, blocks: [input] })).toHaveLength(1);
  expect(findViewViolations({ ...modal, blocks: [input], submit: plain(1) })).toEqual([]);
  expect(findViewViolations({ type: 'home', blocks: repeat(100, () => ({ type: 'divider' })) })).toEqual([]);
  expect(findViewViolations({ type: 'home', blocks: repeat(101, () => ({ type: 'divider' })) })).toHaveLength(
    1,
  );
});

const option = (text = 1, value = 1) => ({ text: plain(text), value: 'v'.repeat(value) });
const numbered = (count: number) => repeat(count, (index) => ({ text: plain(1), value: String(index) }));
const input = (element: object) => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [{ type: 'input', label: plain(1), element }],
});

test.each([
  [
    'select options 100',
    { type: 'static_select', options: numbered(100) },
    { type: 'static_select', options: numbered(101) },
  ],
  ['select needs options', { type: 'static_select', options: numbered(1) }, { type: 'static_select' }],
  [
    'options or groups',
    { type: 'static_select', option_groups: [{ label: plain(75), options: numbered(1) }] },
    {
      type: 'static_select',
      options: numbered(1),
      option_groups: [{ label: plain(1), options: numbered(1) }],
    },
  ],
  [
    'option text 75',
    { type: 'static_select', options: [option(75)] },
    { type: 'static_select', options: [option(76)] },
  ],
  [
    'option value 150',
    { type: 'static_select', options: [option(1, 150)] },
    { type: 'static_select', options: [option(1, 151)] },
  ],
  [
    'menus show plain text',
    { type: 'static_select', options: [option()] },
    { type: 'static_select', options: [{ ...option(), text: mrkdwn(1) }] },
  ],
  [
    'checkboxes may show mrkdwn',
    { type: 'checkboxes', options: [{ ...option(), text: mrkdwn(1) }] },
    { type: 'checkboxes', options: numbered(11) },
  ],
  [
    'the initial option is offered',
    { type: 'radio_buttons', options: numbered(2), initial_option: numbered(2)[1] },
    { type: 'radio_buttons', options: numbered(2), initial_option: option(2) },
  ],
  [
    'initial options are offered',
    { type: 'multi_static_select', options: numbered(3), initial_options: numbered(2) },
    { type: 'multi_static_select', options: numbered(1), initial_options: numbered(2) },
  ],
  [
    'at least one may be selected',
    { type: 'multi_users_select', max_selected_items: 1 },
    { type: 'multi_users_select', max_selected_items: 0 },
  ],
  [
    'placeholder 150',
    { type: 'users_select', placeholder: plain(150) },
    { type: 'users_select', placeholder: plain(151) },
  ],
  [
    'input text 3000',
    { type: 'plain_text_input', max_length: 3000 },
    { type: 'plain_text_input', max_length: 3001 },
  ],
  [
    'input lengths agree',
    { type: 'plain_text_input', min_length: 5, max_length: 5 },
    { type: 'plain_text_input', min_length: 6, max_length: 5 },
  ],
  [
    'dates are YYYY-MM-DD',
    { type: 'datepicker', initial_date: '2026-11-22' },
    { type: 'datepicker', initial_date: '11/22/2026' },
  ],
  [
    'times are HH:mm',
    { type: 'timepicker', initial_time: '23:59' },
    { type: 'timepicker', initial_time: '24:00' },
  ],
  [
    'numbers say whether decimals',
    { type: 'number_input', is_decimal_allowed: false },
    { type: 'number_input' },
  ],
  ['a button is no input', { type: 'plain_text_input' }, { type: 'button', text: plain(1) }],
])('in a form: %s', (_rule, taken, refused) => {
  expect(findViewViolations(input(taken))).toEqual([]);
  expect(findViewViolations(input(refused)).length).toBeGreaterThan(0);
});

test('a picture is by address or by file, never both; five entries in a menu; one focus', () => {
  const image = (fields: object) => [{ type: 'image', alt_text: 'x', ...fields }];
  expect(findBlockViolations(image({ slack_file: { id: 'F0ABCDEFGH1' } }))).toEqual([]);
  expect(findBlockViolations(image({ slack_file: { id: 'not an id' } }))).toHaveLength(1);
  expect(findBlockViolations(image({}))).toHaveLength(1);
  expect(
    findBlockViolations(image({ image_url: 'https://example.org', slack_file: { id: 'F0ABCDEFGH1' } })),
  ).toHaveLength(1);
  const menu = (count: number) => [actions({ type: 'overflow', options: numbered(count) })];
  expect(findBlockViolations(menu(5))).toEqual([]);
  expect(findBlockViolations(menu(6))).toHaveLength(1);
  const focused = { type: 'plain_text_input', focus_on_load: true };
  const twice = { ...input(focused), blocks: [...input(focused).blocks, ...input(focused).blocks] };
  expect(findViewViolations(input(focused))).toEqual([]);
  expect(findViewViolations(twice)).toHaveLength(1);
});
