/** Slack's confirmation dialog of a button. */

import { byId } from './dom.js';

export function confirmPress(confirm) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = confirm.title.text;
  byId('confirm-text').textContent = confirm.text.text;
  byId('confirm-yes').textContent = confirm.confirm.text;
  byId('confirm-deny').textContent = confirm.deny.text;
  dialog.returnValue = 'deny';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirm'), { once: true });
  });
}
