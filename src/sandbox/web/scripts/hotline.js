/** What the hotline received: signed webhook posts and e-mails, newest first, the newest open. */

import { announce, byId, element } from './dom.js';
import { bytes, clockTime } from './format.js';
import { renderJson } from './json.js';

export function createHotline() {
  let posts = new Map();
  let mails = [];

  function reset(everything) {
    posts = new Map(everything.posts.map((post) => [post.id, post]));
    mails = [...everything.mails];
    drawPosts();
    drawMails();
  }

  function addPost(post) {
    posts.set(post.id, post);
    announce('A signed webhook reached the hotline');
    drawPosts();
  }

  function addMail(mail) {
    mails.push(mail);
    announce('An e-mail reached the hotline');
    drawMails();
  }

  function drawPosts() {
    byId('posts-count').textContent = posts.size === 0 ? '' : String(posts.size);
    drawList('posts', [...posts.values()].reverse(), renderPost, 'Signed tips arrive here.');
  }

  function drawMails() {
    byId('mails-count').textContent = mails.length === 0 ? '' : String(mails.length);
    drawList('mails', [...mails].reverse(), renderMail, 'The same tips, as e-mail, arrive here.');
  }

  return { reset, addPost, addMail };
}

function drawList(id, items, render, emptyText) {
  byId(id).replaceChildren(
    ...(items.length === 0
      ? [element('p', { class: 'empty' }, emptyText)]
      : items.map((item, index) => render(item, index === 0))),
  );
}

function renderPost(post, isOpen) {
  const { reference, revision } = post.document ?? {};
  return element(
    'details',
    { class: 'item', open: isOpen },
    element(
      'summary',
      {},
      element(
        'span',
        { class: 'item-title' },
        revision > 1 ? `${reference}, revision ${revision}` : (reference ?? post.id),
      ),
      element('time', {}, clockTime(new Date(post.at))),
    ),
    element(
      'p',
      { class: 'badges' },
      post.verified && element('span', { class: 'badge badge-good' }, checkMark(), 'Signature verified'),
      element('span', { class: 'badge' }, `Receipt ${post.receiptId}`),
      post.attempts > 1 && element('span', { class: 'badge' }, `Sent ${post.attempts} times, taken once`),
    ),
    renderJson(post.document),
  );
}

function renderMail(mail, isOpen) {
  return element(
    'details',
    { class: 'item', open: isOpen },
    element(
      'summary',
      {},
      element('span', { class: 'item-title' }, mail.subject),
      element('time', {}, clockTime(new Date(mail.at))),
    ),
    element('p', { class: 'mail-parties' }, `${mail.from} to ${mail.to}`),
    element('div', { class: 'mail-text', tabindex: 0 }, mail.text.trim().split('\n').map(renderMailLine)),
    mail.attachments.map((attachment) =>
      element(
        'details',
        { class: 'attachment' },
        element(
          'summary',
          {},
          element('span', { class: 'attachment-name' }, attachment.filename),
          element('span', {}, bytes(attachment.size)),
        ),
        readable(attachment.text),
      ),
    ),
  );
}

/** Mail text is set in columns by spaces; a long value goes on under its own column. */
function renderMailLine(line) {
  const column =
    /^(?=.{9,14}\S)[A-Z][A-Za-z ]{1,12} {2,}(?=\S)|^[A-Z][A-Z ]{8,9} (?=\S)/.exec(line)?.[0].length ?? 0;
  const row = element('p', { class: 'mail-line' }, line === '' ? '\u00a0' : line);
  if (column > 0) row.style.setProperty('--column', `${column}ch`);
  return row;
}

function readable(text) {
  try {
    return renderJson(JSON.parse(text));
  } catch {
    return element('pre', { class: 'json' }, text);
  }
}

function checkMark() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M2 6.4 4.7 9 10 3.4');
  svg.append(path);
  return svg;
}
