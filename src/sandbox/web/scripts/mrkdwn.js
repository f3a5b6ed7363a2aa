/**
 * Slack's mrkdwn as elements: https://docs.slack.dev/messaging/formatting-message-text
 * Bold, italic, strike, code, quotes, links, mentions, dates. Everything else is text.
 */

import { element } from './dom.js';
import { withSigns } from './emoji.js';

const INLINE = [
  {
    pattern: /```([\s\S]+?)```/,
    render: (match) => element('pre', { class: 'code-block' }, unescapeText(match[1])),
  },
  { pattern: /`([^`\n]+)`/, render: (match) => element('code', {}, unescapeText(match[1])) },
  { pattern: /<([^<>\n]+)>/, render: (match, names) => renderReference(match[1], names) },
  {
    pattern: styled('\\*'),
    render: (match, names) => element('strong', {}, renderInline(match[2], names)),
    lead: 1,
  },
  {
    pattern: styled('_'),
    render: (match, names) => element('em', {}, renderInline(match[2], names)),
    lead: 1,
  },
  {
    pattern: styled('~'),
    render: (match, names) => element('s', {}, renderInline(match[2], names)),
    lead: 1,
  },
];

/** A mark opens at a word's start and closes at a word's end. */
function styled(mark) {
  return new RegExp(`(^|[^\\w${mark}])${mark}(?=\\S)([^${mark}\\n]*?\\S)${mark}(?![\\w${mark}])`);
}

/** names: { users: { id: name }, channels: { id: name } } */
export function renderMrkdwn(text, names) {
  const lines = text.split('\n');
  const nodes = [];
  let quote = [];
  let plain = [];
  const flush = () => {
    if (quote.length > 0) nodes.push(element('blockquote', {}, renderInline(quote.join('\n'), names)));
    if (plain.length > 0) nodes.push(...renderInline(plain.join('\n'), names));
    quote = [];
    plain = [];
  };
  for (const line of lines) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted !== null) {
      if (plain.length > 0) flush();
      quote.push(quoted[1]);
    } else {
      if (quote.length > 0) flush();
      plain.push(line);
    }
  }
  flush();
  return nodes;
}

function renderInline(text, names) {
  let first;
  for (const rule of INLINE) {
    const match = rule.pattern.exec(text);
    if (match === null) continue;
    const at = match.index + (rule.lead === 1 ? match[1].length : 0);
    if (first === undefined || at < first.at) first = { rule, match, at };
  }
  if (first === undefined) return withSigns(unescapeText(text));
  const { rule, match, at } = first;
  return [
    ...withSigns(unescapeText(text.slice(0, at))),
    rule.render(match, names),
    ...renderInline(text.slice(match.index + match[0].length), names),
  ];
}

function renderReference(reference, names) {
  const [target, label] = splitOnce(reference, '|');
  if (target.startsWith('@')) return mention(`@${names.users[target.slice(1)] ?? label ?? target.slice(1)}`);
  if (target.startsWith('#'))
    return mention(`#${names.channels[target.slice(1)] ?? label ?? target.slice(1)}`);
  if (target.startsWith('!date^')) {
    const [, timestamp, format] = target.split('^');
    return element('time', {}, formatSlackDate(Number(timestamp), format ?? '', label ?? ''));
  }
  if (target.startsWith('!')) return mention(`@${label ?? target.slice(1).split('^')[0]}`);
  return link(unescapeText(target), unescapeText(label ?? target));
}

export function mention(text) {
  return element('span', { class: 'mention' }, text);
}

export function link(address, label) {
  return /^(https?|mailto|tel):/.test(address)
    ? element('a', { href: address, target: '_blank', rel: 'noreferrer noopener' }, label)
    : document.createTextNode(label);
}

const DATE_STYLES = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** `{date_short_pretty} at {time}`; the fallback when the time is no time. */
export function formatSlackDate(timestamp, format, fallback) {
  const date = new Date(timestamp * 1000);
  if (Number.isNaN(date.getTime()) || format === '') return fallback;
  const written = format.replace(/\{(\w+)\}/g, (token, name) => {
    const pretty = name.endsWith('_pretty') ? prettyDay(date) : undefined;
    const style = DATE_STYLES[name.replace('_pretty', '')];
    if (name === 'ago') return ago(date);
    return pretty ?? (style === undefined ? token : new Intl.DateTimeFormat('en-US', style).format(date));
  });
  return written.charAt(0).toUpperCase() + written.slice(1);
}

function prettyDay(date) {
  const days = Math.round((startOfDay(date) - startOfDay(new Date())) / 86_400_000);
  return { 0: 'today', [-1]: 'yesterday', 1: 'tomorrow' }[days];
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function ago(date) {
  const minutes = Math.round((Date.now() - date.getTime()) / 60_000);
  const size = Math.abs(minutes);
  if (size < 1) return 'just now';
  const words = size < 90 ? `${size} ${size === 1 ? 'minute' : 'minutes'}` : `${Math.round(size / 60)} hours`;
  return minutes > 0 ? `${words} ago` : `in ${words}`;
}

function splitOnce(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Slack escapes exactly these three. */
function unescapeText(text) {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
