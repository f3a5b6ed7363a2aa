/** The witness's phone: the texts of one number, or the same person's Slack DM. */

import { post } from './api.js';
import { byId, element, keepAtEnd, showEnd } from './dom.js';
import { clockTime, phoneNumber } from './format.js';
import { createPictures } from './pictures.js';
import { renderMessage } from './slack-message.js';
import { STORIES } from './stories.js';

/** After this long without an answer, the three dots go: there may be none to come. */
const ANSWER_PATIENCE_MS = 9000;

export function createPhone({ onFirstText }) {
  const log = byId('phone-log');
  const input = byId('composer-text');
  let witness = { number: '', slackUser: '', dm: '' };
  let lineNumber = '';
  let channel = 'sms';
  let texts = new Map();
  let dms = new Map();
  let names = { users: {}, channels: {} };
  const failed = new Map();
  const pictures = createPictures();
  let story;
  let waitingUntil = 0;

  function reset(everything) {
    witness = everything.witness;
    lineNumber = everything.line.number;
    names = {
      users: everything.users,
      channels: Object.fromEntries(everything.channels.map(({ id, name }) => [id, name])),
    };
    texts = new Map(everything.texts.map((text) => [text.id, text]));
    dms = new Map(everything.slack.filter((dm) => dm.channel === witness.dm).map((dm) => [dm.ts, dm]));
    draw();
  }

  function addText(text) {
    const isNew = !texts.has(text.id);
    texts.set(text.id, text);
    if (text.phone !== witness.number) return;
    if (isNew) expectAnswer(text.from === 'witness');
    draw();
  }

  function addDm(message) {
    const isNew = !dms.has(message.ts);
    if (message.deleted) dms.delete(message.ts);
    else dms.set(message.ts, message);
    if (isNew) expectAnswer(!message.fromBot);
    draw();
  }

  function expectAnswer(isExpected) {
    waitingUntil = isExpected ? Date.now() + ANSWER_PATIENCE_MS : 0;
    if (isExpected) setTimeout(draw, ANSWER_PATIENCE_MS + 50);
  }

  async function send(text) {
    input.value = '';
    fitInput();
    story?.advance(text);
    const sent =
      channel === 'sms'
        ? await post('text', { from: witness.number, body: text, pictures: pictures.take() })
        : await post('dm', { user: witness.slackUser, text });
    if (sent.status < 200 || sent.status > 299) {
      const id = sent.id ?? sent.ts;
      if (id !== undefined) failed.set(id, sent.status);
      waitingUntil = 0;
    }
    draw();
  }

  function draw() {
    const ownTexts = [...texts.values()].filter(({ phone }) => phone === witness.number);
    const isSms = channel === 'sms';
    const shown = isSms ? ownTexts.map(bubbleOf) : [...dms.values()].map((dm) => renderMessage(dm, names));
    byId('phone').dataset.channel = channel;
    byId('add-picture').hidden = !isSms;
    byId('phone-name').textContent = isSms ? 'Tip line' : 'Sightline';
    byId('phone-line').textContent = isSms ? phoneNumber(lineNumber) : 'App in Slack';
    byId('phone-own').textContent = isSms
      ? `This phone: ${phoneNumber(witness.number)}`
      : 'This phone: a Slack user';
    input.placeholder = isSms ? 'Text message' : 'Message Sightline';
    keepAtEnd(log, () => {
      log.replaceChildren(
        ...shown,
        ...(shown.length === 0
          ? [element('p', { class: 'phone-empty' }, 'Pick a story below, or write anything.')]
          : []),
        ...(Date.now() < waitingUntil ? [waitingBubble()] : []),
      );
    });
    drawStories();
    const first = isSms ? ownTexts[0]?.at : dms.keys().next().value;
    onFirstText(first === undefined ? undefined : isSms ? new Date(first) : new Date(Number(first) * 1000));
  }

  function bubbleOf(text, index, all) {
    const isLast = index === all.length - 1;
    const status = failed.get(text.id);
    const isNewTurn = all[index - 1]?.from !== text.from;
    const note =
      status !== undefined
        ? `Not delivered: ${status === 0 ? 'no answer' : `the program answered ${status}`}`
        : text.from === 'line'
          ? `${text.segments === 1 ? '1 segment' : `${text.segments} segments`}${isLast ? `, ${text.status}` : ''}`
          : '';
    return element(
      'div',
      { class: `bubble-row from-${text.from} ${isNewTurn ? 'new-turn' : ''}` },
      index === 0 && element('p', { class: 'day' }, `Today ${clockTime(new Date(text.at))}`),
      text.pictures.map((id) =>
        element('img', {
          class: 'bubble-picture',
          src: `/sandbox/api/picture/${text.id}/${id}`,
          alt: 'A picture you sent',
        }),
      ),
      text.text !== '' && element('p', { class: 'bubble', dir: 'auto' }, text.text),
      note !== '' && element('p', { class: `bubble-note ${status !== undefined ? 'failed' : ''}` }, note),
    );
  }

  function drawStories() {
    const place = byId('stories');
    if (story === undefined || story.left().length === 0) {
      story = undefined;
      place.replaceChildren(
        element('span', { class: 'stories-label' }, 'Stories'),
        ...STORIES.map((candidate) =>
          element(
            'button',
            { type: 'button', class: 'chip', onclick: () => begin(candidate) },
            candidate.name,
          ),
        ),
      );
      return;
    }
    const [next] = story.left();
    const isTyped = input.value === next;
    place.replaceChildren(
      isTyped
        ? storyHint()
        : element(
            'button',
            { type: 'button', class: 'chip chip-next', onclick: () => fill(next) },
            element('span', { class: 'chip-kicker' }, `${story.name}, next`),
            element('span', { class: 'chip-text' }, next),
          ),
      element(
        'button',
        { type: 'button', class: 'chip chip-close', 'aria-label': 'Leave this story', onclick: leave },
        '×',
      ),
    );
  }

  function storyHint() {
    return element(
      'span',
      { class: 'stories-label story-hint' },
      `${story.name}: change it as you like, then press Enter`,
    );
  }

  function begin({ name, texts: steps }) {
    let left = [...steps];
    story = {
      name,
      left: () => left,
      advance: (sent) => {
        if (sent === left[0]) left = left.slice(1);
      },
    };
    fill(left[0]);
  }

  function leave() {
    story = undefined;
    drawStories();
  }

  function fill(text) {
    input.value = text;
    fitInput();
    input.focus();
    drawStories();
  }

  function fitInput() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 112)}px`;
  }

  function use(next) {
    channel = next;
    waitingUntil = 0;
    byId('use-sms').setAttribute('aria-pressed', String(next === 'sms'));
    byId('use-dm').setAttribute('aria-pressed', String(next === 'dm'));
    draw();
    showEnd(log);
  }

  async function takeNewPhone() {
    const fresh = await post('reset-phone');
    if (fresh.number === undefined) return;
    witness = fresh;
    dms = new Map();
    story = undefined;
    waitingUntil = 0;
    draw();
    input.focus();
  }

  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text !== '' || (channel === 'sms' && pictures.hasAny())) void send(text);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId('composer').requestSubmit();
  });
  input.addEventListener('input', () => {
    fitInput();
    if (story !== undefined) drawStories();
  });
  byId('use-sms').addEventListener('click', () => use('sms'));
  byId('use-dm').addEventListener('click', () => use('dm'));
  byId('new-phone').addEventListener('click', () => void takeNewPhone());
  const tellTime = () => {
    byId('phone-time').textContent = clockTime(new Date()).replace(/\s?[AP]M$/, '');
  };
  tellTime();
  setInterval(tellTime, 5000);

  return { reset, addText, addDm, ownsDm: (id) => id === witness.dm };
}

function waitingBubble() {
  return element(
    'div',
    { class: 'bubble-row from-line waiting' },
    element(
      'p',
      { class: 'bubble', 'aria-label': 'The tip line is about to answer' },
      element('i', {}),
      element('i', {}),
      element('i', {}),
    ),
    element('p', { class: 'bubble-note' }, 'Waits a moment for more texts'),
  );
}
