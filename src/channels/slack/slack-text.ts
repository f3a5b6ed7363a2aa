/**
 * Slack's way of writing a message turned back into what the person typed, and the reverse
 * (https://docs.slack.dev/messaging/formatting-message-text).
 */

/** A mention, a channel, a special or a link, with or without its label. */
const ENTITY = /<((?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>|]*)(?:\|([^<>]*))?>/gi;

/** What a person typed in Slack: `<http://x.org|x.org>` is `x.org`, `&lt;` is `<`. */
export function readSlackText(text: string): string {
  return unescapeSlack(text.replace(ENTITY, readEntity));
}

/** For the few places where Slack reads its markup in our text. */
export function escapeSlackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function readEntity(_whole: string, target: string, label: string | undefined): string {
  if (target.startsWith('@')) return `@${label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
  const plain = target.replace(/^(mailto|tel):/, '');
  // A label that says nothing of where the link leads is what the person wrote; the address is what they meant.
  if (label === undefined) return plain;
  return plain.includes(label) || target !== plain ? label : `${label} (${plain})`;
}

function unescapeSlack(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
