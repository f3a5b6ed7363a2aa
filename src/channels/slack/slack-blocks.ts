/**
 * A message to a witness as Block Kit: the words in plain_text, where Slack reads no markup, and a button per
 * choice. Limits: https://docs.slack.dev/reference/block-kit/blocks (section 3,000 characters, button label 75,
 * 25 elements in an actions block).
 */

import { type Button, type KnownBlock, type PlainTextElement } from '@slack/web-api';
import { type OutgoingMessage } from '../../conversation/ports.js';

const MAX_SECTION_LENGTH = 3000;
const MAX_LABEL_LENGTH = 75;
const MAX_BUTTONS = 25;
const BUTTONS_PER_ROW = 5;
const CHOICE_PREFIX = 'choice:';

type ShownMessage = Pick<OutgoingMessage, 'text' | 'plainText' | 'step' | 'choices'>;

/** Buttons cannot show long or very many choices in full: then the numbered text is shown, above what buttons there are. */
export function buildMessageBlocks(message: ShownMessage): KnownBlock[] {
  const { choices } = message;
  const isShortened =
    choices.length > MAX_BUTTONS || choices.some(({ label }) => label.length > MAX_LABEL_LENGTH);
  const sections = split(isShortened ? message.plainText : message.text).map((text): KnownBlock => ({
    type: 'section',
    text: plain(text),
  }));
  const buttons = choices.slice(0, MAX_BUTTONS).map(({ key, label }): Button => ({
    type: 'button',
    action_id: `${CHOICE_PREFIX}${message.step}:${key}`,
    value: key,
    text: plain(shorten(label)),
  }));
  const rows: KnownBlock[] = [];
  for (let start = 0; start < buttons.length; start += BUTTONS_PER_ROW)
    rows.push({ type: 'actions', elements: buttons.slice(start, start + BUTTONS_PER_ROW) });
  return [...sections, ...rows];
}

/** Every button of `buildMessageBlocks`. */
export const CHOICE_ACTION = /^choice:/;

/** The step and choice a button was made for. A step key has no colon; a choice key may. */
export function parseChoiceAction(actionId: string): { step: string; choice: string } | undefined {
  const match = /^choice:([^:]+):(.+)$/.exec(actionId);
  const [, step, choice] = match ?? [];
  return step === undefined || choice === undefined ? undefined : { step, choice };
}

/** The same message once a button was pressed: the buttons give way to what was chosen. */
export function replaceButtons(blocks: readonly KnownBlock[], chosen: string): KnownBlock[] {
  const rest = blocks.filter(({ type }) => type !== 'actions');
  return [...rest, { type: 'context', elements: [plain(`✓ ${chosen}`)] }];
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

function shorten(label: string): string {
  if (label.length <= MAX_LABEL_LENGTH) return label;
  // Half a surrogate pair at the cut would be refused.
  return `${label.slice(0, MAX_LABEL_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function split(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (part.length + character.length > MAX_SECTION_LENGTH) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return part === '' ? parts : [...parts, part];
}
