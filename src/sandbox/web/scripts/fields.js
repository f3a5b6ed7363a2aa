/** Block Kit's inputs as form controls: what a person types, ticks or chooses, and how it is read back. */

import { element } from './dom.js';
import { withSigns } from './emoji.js';

let lastId = 0;
export const newId = (name) => `${name}-${(lastId += 1)}`;

/**
 * { node, control, read, write }: `control` takes the focus and the label; `read` gives a string, a list, or null; `write` puts one back.
 * Undefined for an element that is no input. context: { people, changed }
 */
export function createField(spec, context) {
  return FIELDS[spec.type]?.(spec, context);
}

const FIELDS = {
  plain_text_input: (spec, context) => textField(spec, context, 'text'),
  email_text_input: (spec, context) => textField(spec, context, 'email'),
  url_text_input: (spec, context) => textField(spec, context, 'url'),
  number_input: (spec, context) => textField(spec, context, 'decimal'),
  static_select: (spec, context) =>
    selectField(spec, context, groupsOf(spec), spec.initial_option?.value ?? ''),
  users_select: (spec, context) =>
    selectField(spec, context, [{ options: peopleOf(context) }], spec.initial_user ?? ''),
  multi_static_select: (spec, context) =>
    tickField(
      spec,
      context,
      'checkbox',
      groupsOf(spec).flatMap(({ options }) => options),
      initialOf(spec),
    ),
  multi_users_select: (spec, context) =>
    tickField(spec, context, 'checkbox', peopleOf(context), spec.initial_users ?? []),
  checkboxes: (spec, context) => tickField(spec, context, 'checkbox', spec.options, initialOf(spec)),
  radio_buttons: (spec, context) =>
    tickField(spec, context, 'radio', spec.options, [spec.initial_option?.value].filter(Boolean)),
  datepicker: (spec, context) => timeField(spec, context, 'date', spec.initial_date),
  timepicker: (spec, context) => timeField(spec, context, 'time', spec.initial_time),
  datetimepicker: (spec, context) => dateTimeField(spec, context),
};

const initialOf = ({ initial_options: options }) => (options ?? []).map(({ value }) => value);
const groupsOf = (spec) =>
  spec.option_groups?.map(({ label, options }) => ({ label: label.text, options })) ?? [
    { options: spec.options },
  ];
const peopleOf = ({ people }) =>
  people.map(({ id, name }) => ({ value: id, text: { type: 'plain_text', text: name } }));

function textField(spec, { changed }, mode) {
  const isLong = spec.multiline === true;
  const control = element(isLong ? 'textarea' : 'input', {
    class: 'field-text',
    ...(isLong ? { rows: 4 } : { type: 'text' }),
    inputmode: mode,
    maxlength: spec.max_length ?? 3000,
    placeholder: spec.placeholder?.text,
    autocomplete: 'off',
    onchange: changed,
  });
  control.value = spec.initial_value ?? '';
  return {
    node: control,
    control,
    read: () => (control.value === '' ? null : control.value),
    write: (value) => {
      control.value = value ?? '';
    },
  };
}

function selectField(spec, { changed }, groups, initial) {
  const optionNode = ({ text, value }) => element('option', { value }, text.text);
  const control = element(
    'select',
    { class: 'slack-select', onchange: changed },
    element('option', { value: '' }, spec.placeholder?.text ?? 'Choose'),
    groups.flatMap(({ label, options }) =>
      label === undefined ? options.map(optionNode) : element('optgroup', { label }, options.map(optionNode)),
    ),
  );
  control.value = initial;
  return {
    node: control,
    control,
    read: () => (control.value === '' ? null : control.value),
    write: (value) => {
      control.value = value ?? '';
    },
  };
}

/** Several to tick, or one of several; many choices scroll. */
function tickField(spec, { changed }, type, options, initial) {
  const name = newId('choice');
  const ticks = options.map(({ value }) =>
    element('input', { type, name, value, id: newId('tick'), onchange: changed }),
  );
  const node = element(
    'div',
    {
      class: `field-ticks ${options.length > 8 ? 'is-long' : ''}`,
      role: type === 'radio' ? 'radiogroup' : 'group',
    },
    options.map(({ text, description }, index) =>
      element(
        'label',
        { class: 'field-tick', for: ticks[index].id },
        ticks[index],
        element(
          'span',
          {},
          withSigns(text.text),
          description && element('span', { class: 'field-description' }, description.text),
        ),
      ),
    ),
  );
  const write = (values) => {
    for (const tick of ticks) tick.checked = [values ?? []].flat().includes(tick.value);
  };
  write(initial);
  const chosen = () => ticks.filter(({ checked }) => checked).map(({ value }) => value);
  return {
    node,
    control: node,
    focus: () => ticks[0]?.focus(),
    read: () => (type === 'radio' ? (chosen()[0] ?? null) : chosen()),
    write,
  };
}

function timeField(spec, { changed }, type, initial) {
  const control = element('input', { class: 'field-text field-time', type, onchange: changed });
  control.value = initial ?? '';
  return {
    node: control,
    control,
    read: () => (control.value === '' ? null : control.value),
    write: (value) => {
      control.value = value ?? '';
    },
  };
}

/** Slack counts in seconds since 1970, the control in local time. */
function dateTimeField(spec, context) {
  const toLocal = (seconds) => {
    const date = new Date(seconds * 1000);
    return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  };
  const initial = spec.initial_date_time === undefined ? '' : toLocal(spec.initial_date_time);
  const field = timeField(spec, context, 'datetime-local', initial);
  return {
    ...field,
    read: () => {
      const value = field.read();
      return value === null ? null : String(Math.floor(new Date(value).getTime() / 1000));
    },
    write: (value) => field.write(value === null ? '' : toLocal(Number(value))),
  };
}
