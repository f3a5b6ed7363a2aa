/**
 * Slack as one of its people sees it: the channels they are in, unread counts, threads under their parent, ephemerals meant for them,
 * their open modal, the app's home tab, and slash commands. Who that is can be switched.
 */

import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { announce, byId, element, keepAtEnd, showEnd } from './dom.js';
import { createModal } from './modal.js';
import { renderMessage } from './slack-message.js';
import { rememberFocus, renderChannels, renderThread } from './slack-parts.js';

const HOME = 'home';

export function createSlack() {
  const log = byId('slack-log');
  const who = byId('slack-user');
  const modal = createModal();
  let channels = [];
  let people = [];
  let names = { users: {}, channels: {} };
  /** channel → ts → message */
  let messages = new Map();
  let unread = new Map();
  let user = '';
  let current = '';
  let hasChosen = false;

  const me = () => people.find(({ id }) => id === user);
  const ownChannels = () => channels.filter(({ id }) => me()?.channels.includes(id));
  const isForMe = ({ ephemeralTo }) => ephemeralTo === null || ephemeralTo === user;
  const shown = (id) => [...(messages.get(id)?.values() ?? [])].filter(isForMe);

  function reset(everything) {
    channels = everything.channels;
    people = everything.people;
    names = {
      users: everything.users,
      channels: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    };
    messages = new Map(channels.map(({ id }) => [id, new Map()]));
    unread = new Map();
    for (const message of everything.slack) messages.get(message.channel)?.set(message.ts, message);
    if (me() === undefined) user = people[0]?.id ?? '';
    who.replaceChildren(...people.map(({ id, name }) => element('option', { value: id }, name)));
    who.value = user;
    settle();
  }

  /** After a change of person: a channel they are in, and their own modal. */
  function settle() {
    const own = ownChannels();
    if (current !== HOME && !own.some(({ id }) => id === current))
      current = (own.find(({ id }) => shown(id).length > 0) ?? own[1] ?? own[0])?.id ?? HOME;
    drawChannels();
    drawLog();
    showModal();
  }

  function showModal() {
    modal.show(user, me()?.views ?? [], { names, people });
  }

  function add(message) {
    const known = messages.get(message.channel);
    if (known === undefined) return;
    const isNew = !known.has(message.ts);
    if (message.deleted) known.delete(message.ts);
    else known.set(message.ts, message);
    if (!isForMe(message) || !me()?.channels.includes(message.channel)) return;
    if (isNew) {
      announce(`New message in ${names.channels[message.channel]}`);
      // The first card opens its channel by itself, as long as nobody has chosen one.
      const isQuiet = current !== HOME && shown(current).length === 0;
      if (message.channel !== current && !hasChosen && isQuiet) current = message.channel;
      if (message.channel !== current) unread.set(message.channel, (unread.get(message.channel) ?? 0) + 1);
    }
    drawChannels();
    if (message.channel === current) drawLog();
  }

  /** Somebody's modals or home tab changed. */
  function setScreen(screen) {
    const person = people.find(({ id }) => id === screen.user);
    if (person === undefined) return;
    Object.assign(person, { views: screen.views, home: screen.home });
    if (screen.user !== user) return;
    showModal();
    if (current === HOME) drawLog();
  }

  function choose(id) {
    hasChosen = true;
    current = id;
    unread.delete(id);
    drawChannels();
    drawLog();
    showEnd(log);
    if (id === HOME) void post('home', { user });
  }

  function drawChannels() {
    renderChannels(byId('slack-channels'), ownChannels(), { unread, current, choose });
    const isHome = current === HOME;
    if (isHome) byId('slack-home-tab').setAttribute('aria-current', 'true');
    else byId('slack-home-tab').removeAttribute('aria-current');
    byId('slack-command').hidden = isHome;
    byId('slack-channel').textContent = isHome ? 'Sightline' : `# ${names.channels[current] ?? ''}`;
  }

  function drawLog() {
    const focus = rememberFocus(log);
    if (current === HOME) log.replaceChildren(...drawHome());
    else
      keepAtEnd(log, () => {
        log.replaceChildren(...drawMessages());
      });
    focus();
  }

  function drawMessages() {
    const all = shown(current);
    const parents = all.filter(({ threadTs, ts }) => threadTs === null || threadTs === ts);
    const viewer = { user, people };
    if (parents.length === 0) return [emptyNote()];
    return parents
      .flatMap((parent) => [
        renderMessage(parent, names, viewer),
        renderThread(
          all.filter(({ threadTs, ts }) => threadTs === parent.ts && ts !== parent.ts),
          (reply) => renderMessage(reply, names, viewer),
        ),
      ])
      .filter(Boolean);
  }

  function drawHome() {
    const home = me()?.home ?? null;
    if (home === null)
      return [element('p', { class: 'empty' }, 'The app has no home tab for this person yet.')];
    const press = async (control, blockId, node, value) => {
      const place = { user, viewId: home.id, actionId: control.action_id, blockId };
      const { status } = await post('view-press', { ...place, ...(value !== undefined && { value }) });
      node.classList.toggle('failed', status < 200 || status > 299);
    };
    return [
      element(
        'article',
        { class: 'home message-body', 'data-ts': HOME },
        renderBlocks(home.blocks, { names, people, press }),
      ),
    ];
  }

  async function runCommand(event) {
    event.preventDefault();
    const input = byId('slack-command-text');
    const note = byId('slack-command-note');
    const [, command, text = ''] = /^(\/[a-z0-9_-]+)(?:\s+(.*))?$/s.exec(input.value.trim()) ?? [];
    if (command === undefined) {
      note.textContent = 'A command begins with a slash, for example /tip.';
      return;
    }
    note.textContent = '';
    const { status, violations = [] } = await post('command', { user, channel: current, command, text });
    if (status === 200 && violations.length === 0) input.value = '';
    else note.textContent = `${command} failed: ${violations.join(' ') || `the program answered ${status}`}`;
  }

  byId('slack-command').addEventListener('submit', (event) => void runCommand(event));
  byId('slack-home-tab').addEventListener('click', () => choose(HOME));
  who.addEventListener('change', () => {
    user = who.value;
    unread = new Map();
    settle();
    if (current === HOME) void post('home', { user });
  });
  // Times such as "3 minutes ago" move on; an open menu or a field in use is left alone.
  setInterval(() => {
    if (!log.contains(document.activeElement)) drawLog();
  }, 30_000);
  return { reset, add, setScreen };
}

function emptyNote() {
  return element(
    'p',
    { class: 'empty' },
    element('strong', {}, 'Nothing here yet.'),
    ' A card appears the moment a tip that concerns this channel is handed off.',
  );
}
