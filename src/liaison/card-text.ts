/**
 * Text on a Slack card. Two kinds that never mix: ours, as mrkdwn (escaped, with dates and mentions), and the
 * witness's words, which go only into rich_text and plain_text elements, where Slack interprets nothing.
 */

import {
  type RichTextElement,
  type RichTextSection,
  type RichTextLink,
  type ContextBlock,
  type SectionBlock,
} from '@slack/web-api';

/** Slack's own limits: https://docs.slack.dev/reference/block-kit/blocks */
export const HEADER_MAX = 150;

export { type Hidden, hide } from '../tip/hide.js';

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

// ---- rich text ---------------------------------------------------------------------------------------------

export type Style = { bold?: true; italic?: true };

export function rich(text: string, style?: Style): RichTextElement {
  return { type: 'text', text, ...(style === undefined ? {} : { style }) };
}

export function link(url: string, text: string): RichTextLink {
  return { type: 'link', url, text };
}

export function line(...elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

// ---- our own mrkdwn ----------------------------------------------------------------------------------------

/** For names from config: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** In each reader's own zone; `format` has Slack's tokens, such as `{time} ({ago})`. */
export function slackDate(at: Date, format: string): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${fallback}>`;
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

/** "Nov 22, 4:20 PM CST": where it happens, whatever zone the reader is in. */
export function localTime(at: Date, timeZone: string): string {
  return formatterOf(timeZone).format(at).replaceAll('\u202f', ' ');
}

/** Making one costs fifty times what using it costs. There are as many as time zones in use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  formatters.set(timeZone, made);
  return made;
}
