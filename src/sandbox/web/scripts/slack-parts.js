/** Parts of the Slack pane: the list of channels, a thread, and focus that survives a redraw. */

import { element } from './dom.js';
import { clockTime } from './format.js';
import { messageTime } from './slack-message.js';

export function renderChannels(list, channels, { unread, current, choose }) {
  const focused = document.activeElement?.dataset?.channel;
  list.replaceChildren(
    ...channels.map(({ id, name, isPrivate }) => {
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
          element('span', { class: isPrivate ? 'hash is-private' : 'hash', 'aria-hidden': true }, '#'),
          element('span', { class: 'channel-name' }, name),
          count > 0 && element('span', { class: 'unread', 'aria-label': `${count} unread` }, String(count)),
        ),
      );
    }),
  );
  if (focused !== undefined) list.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

export function renderThread(replies, render) {
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
    replies.map(render),
  );
}

/** A redrawn log gives the focus back to the same control. */
export function rememberFocus(log) {
  const control = log.contains(document.activeElement) ? document.activeElement : null;
  const ts = control?.closest('article')?.dataset.ts;
  const label = labelOf(control);
  return () => {
    if (ts === undefined) return;
    const controls = log.querySelectorAll(`article[data-ts="${CSS.escape(ts)}"] :is(button, select, input)`);
    const same = [...controls].find((candidate) => labelOf(candidate) === label);
    (same ?? log).focus();
  };
}

function labelOf(control) {
  return control?.getAttribute('aria-label') ?? control?.textContent;
}
