/**
 * Text on a Slack card. Two kinds that never mix: ours, as mrkdwn (escaped, with dates and mentions), and the
 * witness's words, which go only into rich_text and plain_text elements, where Slack interprets nothing.
 */

import { type RichTextElement, type RichTextSection, type RichTextLink } from '@slack/web-api';

export { clean, context, cut, escape, mention, rich, section, type Style } from '../slack-text.js';

/** Slack's own limits: https://docs.slack.dev/reference/block-kit/blocks */
export const HEADER_MAX = 150;

export { type Hidden, hide } from '../tip/hide.js';

// ---- rich text ---------------------------------------------------------------------------------------------

export function link(url: string, text: string): RichTextLink {
  return { type: 'link', url, text };
}

export function line(...elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

// ---- our own mrkdwn ----------------------------------------------------------------------------------------

/** In each reader's own zone; `format` has Slack's tokens, such as `{time} ({ago})`. */
export function slackDate(at: Date, format: string): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${fallback}>`;
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
