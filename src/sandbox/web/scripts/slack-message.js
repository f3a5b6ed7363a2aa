/** One Slack message: avatar, author, time, blocks or text, files. Shared by the channel and the DM. */

import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { confirmPress } from './confirm.js';
import { element } from './dom.js';
import { bytes, clockTime } from './format.js';
import { renderMrkdwn } from './mrkdwn.js';

export function messageTime(message) {
  return new Date(Number(message.ts) * 1000);
}

export function renderMessage(message, names) {
  const context = { names, press: (control, blockId, button) => press(message, control, blockId, button) };
  return element(
    'article',
    { class: `message ${message.fromBot ? 'from-bot' : 'from-person'}`, 'data-ts': message.ts },
    message.fromBot
      ? element('span', { class: 'avatar avatar-bot', 'aria-hidden': true })
      : element('span', { class: 'avatar', 'aria-hidden': true }, initials(message.author)),
    element(
      'div',
      { class: 'message-body' },
      element(
        'p',
        { class: 'message-meta' },
        element('span', { class: 'author' }, message.author),
        message.fromBot && element('span', { class: 'app-badge' }, 'APP'),
        element('time', { datetime: messageTime(message).toISOString() }, clockTime(messageTime(message))),
        message.ephemeral && element('span', { class: 'only-you' }, 'Only visible to you'),
      ),
      message.blocks.length > 0
        ? renderBlocks(message.blocks, context)
        : element('div', { class: 'message-text' }, renderMrkdwn(message.text, names)),
      message.files.map((file) =>
        element('p', { class: 'file' }, element('span', {}, file.name), ` ${bytes(file.size)}`),
      ),
      message.edited && message.blocks.length === 0 && element('span', { class: 'edited' }, '(edited)'),
    ),
  );
}

async function press(message, control, blockId, button) {
  if (control.confirm !== undefined && !(await confirmPress(control.confirm))) return;
  if (control.url !== undefined) window.open(control.url, '_blank', 'noreferrer,noopener');
  button.disabled = true;
  button.classList.remove('failed');
  const { status } = await post('click', {
    channel: message.channel,
    ts: message.ts,
    actionId: control.action_id,
    blockId,
  });
  button.disabled = false;
  if (status < 200 || status > 299) {
    button.classList.add('failed');
    button.title = `The program answered ${status}`;
  }
}

function initials(name) {
  return name
    .split(' ')
    .map((part) => part[0])
    .join('')
    .slice(0, 2);
}
