/**
 * The ground of every text in Slack: ours goes into mrkdwn, escaped; a person's words go only into rich_text and
 * plain_text elements, where Slack interprets nothing.
 */

import { type ContextBlock, type RichTextElement, type SectionBlock } from '@slack/web-api';

/** Cuts at `max` UTF-16 units, ending in "…", never inside a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Without control and direction-changing characters; line breaks stay. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\p{Cs}]/gu, '\ufffd')
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export type Style = { bold?: true; italic?: true };

export function rich(text: string, style?: Style): RichTextElement {
  return { type: 'text', text, ...(style === undefined ? {} : { style }) };
}

/** For names from config: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function mention(userId: string): string {
  return /^[UW][A-Z0-9]{2,}$/.test(userId) ? `<@${userId}>` : escape(userId);
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}
