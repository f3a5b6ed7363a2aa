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
