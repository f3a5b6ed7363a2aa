/** A call on the phone: it rings, is answered, keys are pressed, and what is said is written out. */

import { post } from './api.js';
import { announce, byId, element } from './dom.js';
import { phoneNumber } from './format.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const HEADINGS = { ringing: 'Incoming call', calling: 'Calling', 'on call': 'On the call' };

export function createCall() {
  const place = byId('call');
  const start = byId('phone-call');
  let state = { status: 'idle', other: '', saying: '', keys: '' };
  let said = [];

  function update(next) {
    const wasIdle = state.status === 'idle';
    if (next.status === 'idle') said = [];
    else if (next.saying !== '' && next.saying !== state.saying) said = [...said, next.saying].slice(-4);
    const isNewCall = wasIdle && next.status !== 'idle';
    const isPickedUp = state.status !== 'on call' && next.status === 'on call';
    state = next;
    draw();
    if (isNewCall) announce(`${HEADINGS[state.status]} ${phoneNumber(state.other)}`);
    if (isNewCall || isPickedUp) place.querySelector('button')?.focus();
    if (!wasIdle && next.status === 'idle') start.focus();
  }

  function draw() {
    place.hidden = state.status === 'idle';
    start.hidden = state.status !== 'idle';
    if (place.hidden) {
      place.replaceChildren();
      return;
    }
    const focused = place.contains(document.activeElement) ? document.activeElement.textContent : undefined;
    place.replaceChildren(
      element('p', { class: 'call-status' }, HEADINGS[state.status]),
      element('p', { class: 'call-other' }, phoneNumber(state.other)),
      element(
        'div',
        { class: 'call-said', role: 'log', 'aria-live': 'polite', 'aria-label': 'What is said' },
        said.map((words) => element('p', {}, words)),
      ),
      state.status === 'on call' && keypad(),
      buttons(),
    );
    if (focused !== undefined)
      [...place.querySelectorAll('button')].find(({ textContent }) => textContent === focused)?.focus();
  }

  function keypad() {
    return element(
      'div',
      { class: 'call-keypad', role: 'group', 'aria-label': 'Keypad' },
      KEYS.map((key) =>
        element('button', { type: 'button', class: 'call-key', onclick: () => act('press', { key }) }, key),
      ),
      element('p', { class: 'call-keys', role: 'status', 'aria-label': 'Pressed' }, state.keys),
    );
  }

  function buttons() {
    const isRinging = state.status === 'ringing';
    return element(
      'div',
      { class: 'call-buttons' },
      isRinging &&
        element('button', { type: 'button', class: 'call-accept', onclick: () => act('pick-up') }, 'Answer'),
      element(
        'button',
        { type: 'button', class: 'call-end', onclick: () => act('hang-up') },
        isRinging ? 'Decline' : 'Hang up',
      ),
    );
  }

  const act = (action, more = {}) => void post('call', { action, ...more });
  start.addEventListener('click', () => act('start'));
  place.addEventListener('keydown', ({ key }) => {
    if (state.status === 'on call' && KEYS.includes(key)) act('press', { key });
  });
  return { update };
}
