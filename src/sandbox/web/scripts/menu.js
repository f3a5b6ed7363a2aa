/** The overflow menu: a button with three dots, and a short list that opens under it. Arrow keys, Escape, a click elsewhere. */

import { element } from './dom.js';
import { withSigns } from './emoji.js';

/** choose(value, button) */
export function createMenu(options, label, choose) {
  const items = options.map(({ text, value }) =>
    element(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: '-1',
        onclick: () => {
          close();
          choose(value, button);
        },
      },
      withSigns(text.text),
    ),
  );
  const list = element('div', { class: 'menu-list', role: 'menu', hidden: true }, items);
  const button = element(
    'button',
    {
      type: 'button',
      class: 'slack-button menu-button',
      'aria-label': label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: () => (list.hidden ? open() : close()),
    },
    '⋯',
  );
  const node = element('div', { class: 'menu' }, button, list);

  function open() {
    list.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    items[0]?.focus();
  }

  function close() {
    if (list.hidden) return;
    const hadFocus = list.contains(document.activeElement);
    list.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    if (hadFocus) button.focus();
  }

  node.addEventListener('keydown', (event) => {
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (step !== undefined && !list.hidden) {
      event.preventDefault();
      items[(at + step + items.length) % items.length]?.focus();
    }
  });
  node.addEventListener('focusout', (event) => {
    if (!node.contains(event.relatedTarget)) close();
  });
  return node;
}
