/** Messages as Block Kit, within Slack's limits. */

import { describe, expect, test } from '@jest/globals';
import {
  buildMessageBlocks,
  parseChoiceAction,
  replaceButtons,
} from '../../../src/channels/slack/slack-blocks.js';

const choices = (count: number, label = 'Label') =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, label: `${label} ${index}` }));
const message = (overrides: Partial<Parameters<typeof buildMessageBlocks>[0]> = {}) => ({
  text: 'Where?',
  plainText: 'Where? 1 Here 2 There',
  step: 'where',
  choices: [],
  ...overrides,
});
const textOf = (blocks: unknown) => JSON.stringify(blocks);

describe('buildMessageBlocks', () => {
  test('no choices: only the words', () => {
    expect(buildMessageBlocks(message())).toEqual([
      { type: 'section', text: { type: 'plain_text', text: 'Where?', emoji: false } },
    ]);
  });

  test('rows of five', () => {
    const rows = buildMessageBlocks(message({ choices: choices(12) })).slice(1);
    expect(rows.map((row) => (row.type === 'actions' ? row.elements.length : 0))).toEqual([5, 5, 2]);
  });

  test('more than 25 choices: the numbered text, and 25 buttons', () => {
    const [section, ...rows] = buildMessageBlocks(message({ choices: choices(30) }));
    expect(textOf(section)).toContain('1 Here 2 There');
    expect(rows).toHaveLength(5);
  });

  test('a label over 75: the numbered text, and a label cut at 75 without half a character', () => {
    const [section, row] = buildMessageBlocks(
      message({ choices: [{ key: 'a', label: `${'x'.repeat(73)}🚨🚨🚨` }] }),
    );
    expect(textOf(section)).toContain('1 Here 2 There');
    const label = row?.type === 'actions' && row.elements[0]?.type === 'button' && row.elements[0].text.text;
    expect(label).toBe(`${'x'.repeat(73)}…`);
  });

  test('words over 3,000 characters go into several sections, none lost', () => {
    const text = '🚨é'.repeat(2500);
    const blocks = buildMessageBlocks(message({ text }));
    const parts = blocks.map((block) => (block.type === 'section' ? (block.text?.text ?? '') : ''));
    expect(parts.every((part) => part.length <= 3000)).toBe(true);
    expect(parts.join('')).toBe(text);
  });
});

test('a choice comes back as its step and key; a key may hold a colon', () => {
  expect(parseChoiceAction('choice:where:here')).toEqual({ step: 'where', choice: 'here' });
  expect(parseChoiceAction('choice:where:a:b')).toEqual({ step: 'where', choice: 'a:b' });
  for (const other of ['acknowledge', 'choice:', 'choice:where', 'choice:where:', 'choice::x'])
    expect(parseChoiceAction(other)).toBeUndefined();
});

test('buttons give way to what was chosen', () => {
  const blocks = buildMessageBlocks(message({ choices: choices(7) }));
  expect(replaceButtons(blocks, 'Label 3')).toEqual([
    blocks[0],
    { type: 'context', elements: [{ type: 'plain_text', text: '✓ Label 3', emoji: false }] },
  ]);
});
