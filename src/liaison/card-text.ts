/**
 * Text on a Slack card. Two kinds that never mix: ours, as mrkdwn (escaped, with dates and mentions), and the
 * witness's words, which go only into rich_text and plain_text elements, where Slack interprets nothing.
 */

import { type RichTextElement, type RichTextSection, type RichTextLink } from '@slack/web-api';

export { clean, context, cut, escape, mention, rich, section, type Style } from '../slack-text.js';

/** Slack's own limits: https://docs.slack.dev/reference/block-kit/blocks */
export const HEADER_MAX = 150;

/** What must not be shown of the witness: they are an alias to everyone at the desk. */
export interface Hidden {
  phones: readonly string[];
  names: readonly string[];
}

/** Takes the witness's own number and name out of their words; everything else stays as written. */
export function hide(text: string, hidden: Hidden): string {
  let shown = text;
  for (const phone of hidden.phones) {
    const digits = phone.replace(/\D/g, '').slice(-10);
    if (digits.length >= 7)
      shown = shown.replace(
        new RegExp(`(?:\\+?1[\\s.-]?)?\\(?${Array.from(digits).join('[\\s().-]{0,3}')}(?!\\d)`, 'g'),
        '[number hidden]',
      );
  }
  for (const name of hidden.names) {
    const literal = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (literal.length >= 2)
      shown = shown.replace(
        new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu'),
        '[name hidden]',
      );
  }
  return shown;
}

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
