/**
 * The clock of a tip: from the witness's first text to delivery and acknowledgement, against the 29 minutes that a hotel tip
 * once took to the knock on the door (Missouri, 2020; DOMAIN.md section 1).
 */

import { byId, element } from './dom.js';
import { duration, span } from './format.js';

const YARDSTICK_MS = 29 * 60_000;
const URGENCIES = {
  immediate_danger: 'Immediate danger',
  in_progress: 'Happening now',
  recent: 'Within about a day',
  past: 'In the past',
  unknown: 'Urgency not known',
};

export function createClock() {
  const place = byId('clock');
  let tips = [];
  let isAvailable = true;
  let phoneStart;
  let chosen;
  /** The program's time less the browser's. */
  let skew = 0;
  let drawn = '';

  function update(state) {
    tips = state.tips.map(readTip);
    isAvailable = state.available;
    skew = Date.parse(state.now) - Date.now();
    draw();
  }

  function setPhoneStart(at) {
    if (at?.getTime() !== phoneStart?.getTime()) chosen = undefined;
    phoneStart = at;
    draw();
  }

  /** The chosen tip, else the newest of this phone; before a tip there is the running time alone. */
  function currentTip() {
    const picked = tips.find(({ reference }) => reference === chosen);
    if (picked !== undefined) return picked;
    const newest = tips[0];
    if (newest === undefined || phoneStart === undefined) return newest;
    return newest.firstContactAt >= phoneStart.getTime() - 3000 ? newest : undefined;
  }

  function draw() {
    const tip = currentTip();
    const now = Date.now() + skew;
    const start = tip?.firstContactAt ?? phoneStart?.getTime();
    const view = viewOf(tip, start, now);
    const key = JSON.stringify([view, isAvailable, tips.map(({ reference }) => reference)]);
    if (key === drawn) return;
    drawn = key;
    place.dataset.state = view.state;
    place.replaceChildren(face(view), track(view), card(tip));
  }

  function face(view) {
    return element(
      'div',
      { class: 'clock-face' },
      element('p', { class: 'clock-time', role: 'timer' }, view.time),
      element(
        'p',
        { class: 'clock-caption' },
        isAvailable ? view.caption : 'The database cannot be read just now',
      ),
    );
  }

  function card(tip) {
    if (tip === undefined)
      return element('div', { class: 'clock-tip' }, element('p', { class: 'clock-none' }, 'No tip yet'));
    const others = tips.length > 1;
    return element(
      'div',
      { class: 'clock-tip' },
      element('p', { class: 'clock-label' }, tip.revision > 1 ? `Tip, revision ${tip.revision}` : 'Tip'),
      others ? picker(tip) : element('p', { class: 'clock-reference' }, tip.reference),
      element('p', { class: `urgency urgency-${tip.urgency}` }, URGENCIES[tip.urgency] ?? tip.urgency),
    );
  }

  function picker(tip) {
    const select = element(
      'select',
      {
        class: 'clock-reference',
        'aria-label': 'Tip on the clock',
        onchange: () => {
          chosen = select.value;
          draw();
        },
      },
      tips.map(({ reference }) => element('option', { selected: reference === tip.reference }, reference)),
    );
    return select;
  }

  setInterval(draw, 200);
  return { update, setPhoneStart };
}

function readTip(tip) {
  const at = (text) => (text === null ? undefined : Date.parse(text));
  return {
    ...tip,
    firstContactAt: Date.parse(tip.firstContactAt),
    submittedAt: at(tip.submittedAt),
    deliveries: tip.deliveries.map((delivery) => ({ ...delivery, handedOverAt: at(delivery.handedOverAt) })),
    cards: tip.cards.map((card) => ({
      ...card,
      postedAt: at(card.postedAt),
      acknowledgedAt: at(card.acknowledgedAt),
    })),
  };
}

/** Everything that is drawn, as plain data, so that nothing is redrawn without need. */
function viewOf(tip, start, now) {
  if (start === undefined)
    return {
      state: 'idle',
      time: '0:00',
      caption: 'starts with the first text',
      steps: stepsOf(undefined, 0),
      share: 0,
    };
  const steps = stepsOf(tip, start);
  const outgoing = steps.filter(({ key }) => key === 'webhook' || key === 'email' || key === 'card');
  const isDelivered = tip !== undefined && outgoing.every(({ at }) => at !== undefined);
  const end = isDelivered ? Math.max(...outgoing.map(({ at }) => at)) : now;
  return {
    state: isDelivered ? 'delivered' : 'running',
    time: duration(end - start),
    caption: isDelivered ? 'first text to delivery' : 'since the first text',
    steps: steps.map((step) => ({
      ...step,
      time: step.at === undefined ? '' : duration(step.at - start),
      position: step.at === undefined ? undefined : Math.min(1, (step.at - start) / YARDSTICK_MS),
    })),
    share: Math.min(1, (Math.max(end, ...steps.map(({ at }) => at ?? 0)) - start) / YARDSTICK_MS),
  };
}

function stepsOf(tip, start) {
  const deliveredBy = (route) =>
    earliest(
      tip?.deliveries.filter((delivery) => delivery.route === route),
      'handedOverAt',
    );
  const where = tip?.cards.map(({ jurisdiction }) => jurisdiction).join(', ') ?? '';
  const webhook = deliveredBy('webhook');
  const email = deliveredBy('email');
  const posted = latest(tip?.cards, 'postedAt');
  const sent = tip?.submittedAt;
  /** How long it took from what set it going: SEND, or in danger the first text. */
  const since = (at) => (at === undefined || sent === undefined || at < sent ? '' : `+${span(at - sent)}`);
  return [
    { key: 'first', name: 'First text', at: start === 0 ? undefined : start, note: '' },
    { key: 'sent', name: 'Witness sends', at: sent, note: '' },
    { key: 'webhook', name: 'Hotline, webhook', at: webhook, note: since(webhook) },
    { key: 'email', name: 'Hotline, e-mail', at: email, note: since(email) },
    {
      key: 'card',
      name: where === '' ? 'State liaison' : `Liaison ${where}`,
      at: posted,
      note: since(posted),
    },
    { key: 'acknowledged', name: 'Acknowledged', at: latest(tip?.cards, 'acknowledgedAt'), note: '' },
  ];
}

function earliest(rows = [], field) {
  const times = rows.map((row) => row[field]).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Only when all have happened. */
function latest(rows = [], field) {
  const times = rows.map((row) => row[field]);
  return times.length === 0 || times.includes(undefined) ? undefined : Math.max(...times);
}

function track(view) {
  const next = view.state === 'idle' ? -1 : view.steps.findIndex(({ at }) => at === undefined);
  return element(
    'div',
    { class: 'clock-track' },
    element(
      'ol',
      { class: 'steps' },
      view.steps.map((step, index) =>
        element(
          'li',
          { class: `step ${step.at === undefined ? (index === next ? 'next' : 'ahead') : 'done'}` },
          element('span', { class: 'step-name' }, step.name),
          element(
            'span',
            { class: 'step-time' },
            step.time || (index === next ? 'waiting' : '–'),
            step.note !== '' && element('small', {}, step.note),
          ),
        ),
      ),
    ),
    bar(view),
  );
}

function bar(view) {
  const fill = element('span', { class: 'bar-fill' });
  // A style attribute is refused by the page's policy; the property is not.
  fill.style.width = `${Math.max(view.share * 100, view.state === 'idle' ? 0 : 0.4)}%`;
  const ticks = view.steps
    .filter(({ position }) => position !== undefined)
    .map(({ position }) => {
      const tick = element('span', { class: 'bar-tick' });
      tick.style.left = `${position * 100}%`;
      return tick;
    });
  return element(
    'div',
    { class: 'bar-row' },
    element(
      'div',
      { class: 'bar', role: 'img', 'aria-label': `${view.time} of the 29 minute yardstick` },
      fill,
      ticks,
    ),
    element(
      'p',
      { class: 'bar-note' },
      element('strong', {}, '29 min'),
      ' from a hotel tip to the knock, Missouri',
    ),
  );
}
