/**
 * Modals as Slack shows them: the view on top of the person's stack, in a dialog. What was typed survives an update of the view where
 * block and action keep their ids. Errors stand at their fields; the first one takes the focus.
 */

import { post } from './api.js';
import { renderBlocks } from './blocks.js';
import { byId, element } from './dom.js';
import { withSigns } from './emoji.js';

export function createModal() {
  const dialog = byId('modal');
  let current = { user: '', view: undefined };
  /** `block action` → { blockId, actionId, field, error } */
  let fields = new Map();
  let isSending = false;

  /** Shows the top of this person's stack, or nothing. */
  function show(user, views, context) {
    const view = views.at(-1);
    const isSame = current.view?.id === view?.id && current.user === user;
    if (isSame && current.view?.hash === view?.hash) return;
    const typed = isSame ? readAll() : {};
    current = { user, view };
    if (view === undefined) {
      fields = new Map();
      dialog.close();
      return;
    }
    draw(view, views.length, context);
    for (const { blockId, actionId, field } of fields.values()) {
      const before = typed[blockId]?.[actionId];
      if (before !== undefined) field.write(before);
    }
    if (!dialog.open) dialog.showModal();
    if (!isSame) focusFirst(view);
  }

  function draw(view, depth, { names, people }) {
    fields = new Map();
    const context = {
      names,
      people,
      press: (control, blockId, node, value) => press(control, blockId, node, value),
      keep: (blockId, spec, field, error) => {
        const entry = { blockId, actionId: spec.action_id, field, error };
        field.node.addEventListener('input', () => clearError(entry));
        fields.set(`${blockId} ${spec.action_id}`, { ...entry, takesFocus: spec.focus_on_load === true });
      },
    };
    const closeLabel = view.close?.text ?? (depth > 1 ? 'Back' : 'Cancel');
    dialog.replaceChildren(
      element(
        'form',
        { class: 'modal-form', method: 'dialog', novalidate: true, onsubmit: submit },
        element(
          'header',
          { class: 'modal-head' },
          element('h2', { id: 'modal-title' }, withSigns(view.title.text)),
          element('button', { type: 'button', class: 'modal-x', 'aria-label': 'Close', onclick: close }, '×'),
        ),
        element('div', { class: 'modal-body message-body' }, renderBlocks(view.blocks, context)),
        element('p', { class: 'modal-trouble', role: 'alert', id: 'modal-trouble' }),
        element(
          'footer',
          { class: 'modal-foot' },
          element('button', { type: 'button', class: 'slack-button', onclick: close }, closeLabel),
          view.submit &&
            element('button', { type: 'submit', class: 'slack-button primary' }, view.submit.text),
        ),
      ),
    );
  }

  function focusFirst(view) {
    const wanted = [...fields.values()].find(({ takesFocus }) => takesFocus) ?? fields.values().next().value;
    const target =
      wanted === undefined ? undefined : (wanted.field.focus ?? (() => wanted.field.control.focus()));
    if (target !== undefined) target();
    else dialog.querySelector(view.submit ? '[type=submit]' : '.modal-foot button')?.focus();
  }

  function readAll() {
    const values = {};
    for (const { blockId, actionId, field } of fields.values())
      (values[blockId] ??= {})[actionId] = field.read();
    return values;
  }

  async function press(control, blockId, node, value) {
    const { user, view } = current;
    const place = { user, viewId: view.id, actionId: control.action_id, blockId };
    const { status } = await post('view-press', { ...place, ...(value !== undefined && { value }) });
    node.classList.toggle('failed', status < 200 || status > 299);
  }

  async function submit(event) {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    showErrors({});
    const button = dialog.querySelector('[type=submit]');
    button?.setAttribute('aria-busy', 'true');
    const { user, view } = current;
    const sent = await post('view-submit', { user, viewId: view.id, values: readAll() });
    isSending = false;
    button?.removeAttribute('aria-busy');
    // A view that is gone or replaced is drawn by the event stream.
    if (current.view?.id !== view.id) return;
    if (sent.action === 'errors' || sent.action === 'incomplete') showErrors(sent.errors);
    else if (sent.action === undefined || sent.action === 'trouble') showTrouble(sent);
  }

  function showErrors(errors) {
    byId('modal-trouble').textContent = '';
    let first;
    for (const { blockId, field, error } of fields.values()) {
      const text = errors[blockId] ?? '';
      if (error !== undefined) error.textContent = text;
      if (text === '') field.control.removeAttribute('aria-invalid');
      else {
        field.control.setAttribute('aria-invalid', 'true');
        first ??= field;
      }
    }
    if (first !== undefined) (first.focus ?? (() => first.control.focus()))();
  }

  /** A complaint goes as soon as the person acts on it. */
  function clearError({ field, error }) {
    if (error !== undefined) error.textContent = '';
    field.control.removeAttribute('aria-invalid');
  }

  function showTrouble({ status, violations = [] }) {
    const why = violations.length > 0 ? violations.join(' ') : `The program answered ${status}.`;
    byId('modal-trouble').textContent =
      `Slack would show “We had some trouble connecting. Try again?” ${why}`;
  }

  function close() {
    const { user, view } = current;
    if (view !== undefined) void post('view-close', { user, viewId: view.id });
  }

  // Escape closes as the button does; the dialog itself goes when the event stream says so.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  return { show };
}
