/** The liaison's Slack: channels with unread counts, the messages of one, threads under their parent. */

import { announce, byId, element, keepAtEnd, showEnd } from './dom.js';
import { clockTime } from './format.js';
import { messageTime, renderMessage } from './slack-message.js';

export function createSlack() {
  const log = byId('slack-log');
  let channels = [];
  let names = { users: {}, channels: {} };
  /** channel → ts → message */
  let messages = new Map();
  let unread = new Map();
  let current = '';
  let hasChosen = false;

  function reset(everything) {
    channels = everything.channels;
    names = {
      users: everything.users,
      channels: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    };
    messages = new Map(channels.map(({ id }) => [id, new Map()]));
    unread = new Map();
    for (const message of everything.slack) messages.get(message.channel)?.set(message.ts, message);
    byId('slack-user').textContent = 'You are Dana Reyes';
    if (!messages.has(current)) current = busiest() ?? channels[1]?.id ?? channels[0]?.id ?? '';
    drawChannels();
    drawLog();
  }

  function busiest() {
    return channels.find(({ id }) => messages.get(id).size > 0)?.id;
  }

  function add(message) {
    const known = messages.get(message.channel);
    if (known === undefined) return;
    const isNew = !known.has(message.ts);
    if (message.deleted) known.delete(message.ts);
    else known.set(message.ts, message);
    if (isNew) {
      announce(`New message in ${names.channels[message.channel]}`);
      // The first card opens its channel by itself, as long as nobody has chosen one.
      const isQuiet = messages.get(current)?.size === 0;
      if (message.channel !== current && !hasChosen && isQuiet) current = message.channel;
      if (message.channel !== current) unread.set(message.channel, (unread.get(message.channel) ?? 0) + 1);
    }
    drawChannels();
    if (message.channel === current) drawLog();
  }

  function choose(id) {
    hasChosen = true;
    current = id;
    unread.delete(id);
    drawChannels();
    drawLog();
    showEnd(log);
  }

  function drawChannels() {
    const list = byId('slack-channels');
    const focused = document.activeElement?.dataset?.channel;
    list.replaceChildren(
      ...channels.map(({ id, name }) => {
        const count = unread.get(id) ?? 0;
        return element(
          'li',
          {},
          element(
            'button',
            {
              type: 'button',
              'data-channel': id,
              class: count > 0 ? 'has-unread' : '',
              'aria-current': id === current ? 'true' : undefined,
              onclick: () => choose(id),
            },
            element('span', { class: 'hash', 'aria-hidden': true }, '#'),
            element('span', { class: 'channel-name' }, name),
            count > 0 && element('span', { class: 'unread', 'aria-label': `${count} unread` }, String(count)),
          ),
        );
      }),
    );
    if (focused !== undefined) list.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
    byId('slack-channel').textContent = `# ${names.channels[current] ?? ''}`;
  }

  function drawLog() {
    const all = [...(messages.get(current)?.values() ?? [])];
    const parents = all.filter(({ threadTs, ts }) => threadTs === null || threadTs === ts);
    const focus = rememberFocus(log);
    keepAtEnd(log, () => {
      log.replaceChildren(
        ...(parents.length === 0
          ? [emptyNote()]
          : parents.flatMap((parent) => [
              renderMessage(parent, names),
              renderThread(
                all.filter(({ threadTs, ts }) => threadTs === parent.ts && ts !== parent.ts),
                names,
              ),
            ])
        ).filter(Boolean),
      );
    });
    focus();
  }

  function emptyNote() {
    return element(
      'p',
      { class: 'empty' },
      element('strong', {}, 'Nothing here yet.'),
      ' A card appears the moment a tip that concerns this channel is handed off.',
    );
  }

  // Times such as "3 minutes ago" move on.
  setInterval(drawLog, 30_000);
  return { reset, add };
}

function renderThread(replies, names) {
  if (replies.length === 0) return null;
  const last = clockTime(messageTime(replies.at(-1)));
  return element(
    'section',
    { class: 'thread', 'aria-label': 'Thread' },
    element(
      'p',
      { class: 'thread-note' },
      `${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}, last at ${last}`,
    ),
    replies.map((reply) => renderMessage(reply, names)),
  );
}

/** A redrawn log gives the focus back to the same button. */
function rememberFocus(log) {
  const button = log.contains(document.activeElement) ? document.activeElement : null;
  const ts = button?.closest('article')?.dataset.ts;
  const label = button?.textContent;
  return () => {
    if (ts === undefined) return;
    const buttons = log.querySelectorAll(`article[data-ts="${CSS.escape(ts)}"] button`);
    const same = [...buttons].find((candidate) => candidate.textContent === label);
    (same ?? log).focus();
  };
}
