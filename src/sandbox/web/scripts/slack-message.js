/** One Slack message: avatar, author, time, blocks or text, files. Shared by the channel and the DM. */

import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { element } from './dom.js';
import { bytes, clockTime } from './format.js';
import { renderMrkdwn } from './mrkdwn.js';

export function messageTime(message) {
  return new Date(Number(message.ts) * 1000);
}

/** viewer: { user, people } for a channel; without one it is the phone's own DM. */
export function renderMessage(message, names, viewer = { people: [] }) {
  const context = {
    names,
    people: viewer.people,
    press: (control, blockId, node, value) => press(message, control, blockId, node, value, viewer.user),
  };
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
      message.files.map(renderFile),
      message.edited && message.blocks.length === 0 && element('span', { class: 'edited' }, '(edited)'),
    ),
  );
}

function renderFile(file) {
  if (file.deleted) return element('p', { class: 'file' }, 'This file was deleted.');
  if (file.isImage)
    return element('img', { class: 'slack-image', src: `/sandbox/api/file/${file.id}`, alt: file.name });
  return element('p', { class: 'file' }, element('span', {}, file.name), ` ${bytes(file.size)}`);
}

async function press(message, control, blockId, node, value, user) {
  node.disabled = true;
  node.classList.remove('failed');
  const { status } = await post('click', {
    channel: message.channel,
    ts: message.ts,
    actionId: control.action_id,
    blockId,
    ...(user !== undefined && { user }),
    ...(value !== undefined && { value }),
  });
  node.disabled = false;
  if (status < 200 || status > 299) {
    node.classList.add('failed');
    node.title = `The program answered ${status}`;
  }
}

function initials(name) {
  return name
    .split(' ')
    .map((part) => part[0])
    .join('')
    .slice(0, 2);
}
