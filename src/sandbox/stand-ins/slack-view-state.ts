/**
 * `state.values` of a view or message, as Slack fills it: every stateful element by block and action, with what the person entered
 * or the initial value, also outside of input blocks (docs.slack.dev, changelog 2020-09 "A full state on view submission").
 */

import { isRecord, text } from './slack-arguments.js';

/** Text, an option's value, a user's id, a date; several of them for checkboxes and multi selects; null empties a field. */
export type FieldInput = string | readonly string[] | null;
/** By block_id or action_id; or by block_id and, in it, action_id. */
export type ViewInputs = Readonly<Record<string, FieldInput | Readonly<Record<string, FieldInput>>>>;

export interface ViewState {
  /** block_id → action_id → state */
  values: Record<string, Record<string, Record<string, unknown>>>;
  /** What Slack's own client would not let pass, by block_id. */
  incomplete: Record<string, string>;
}

type Element = Record<string, unknown>;
type ReadState = (element: Element, input: FieldInput | undefined) => Record<string, unknown>;

export function readViewState(blocks: unknown, inputs: ViewInputs): ViewState {
  const state: ViewState = { values: {}, incomplete: {} };
  const unused = new Set(Object.keys(inputs));
  for (const block of Array.isArray(blocks) ? blocks.filter(isRecord) : []) {
    const blockId = text(block.block_id);
    for (const element of elementsOf(block)) {
      const read = STATES[text(element.type)];
      if (read === undefined) continue;
      const actionId = text(element.action_id);
      const input = findInput(inputs, blockId, actionId);
      unused.delete(blockId);
      unused.delete(actionId);
      const value = read(element, input);
      (state.values[blockId] ??= {})[actionId] = { type: element.type, ...value };
      const complaint = block.type === 'input' ? complain(block, element, value) : undefined;
      if (complaint !== undefined) state.incomplete[blockId] = complaint;
    }
  }
  if (unused.size > 0) throw new Error(`there is no such field: ${[...unused].join(', ')}`);
  return state;
}

/** The elements of a block that a person can use. */
export function elementsOf(block: Record<string, unknown>): Element[] {
  const inner: unknown[] = Array.isArray(block.elements) ? (block.elements as unknown[]) : [];
  return [...(block.type === 'actions' ? inner : []), block.accessory, block.element].filter(isRecord);
}

function findInput(inputs: ViewInputs, blockId: string, actionId: string): FieldInput | undefined {
  const own = inputs[blockId] ?? inputs[actionId];
  if (isNested(own)) return own[actionId];
  return own ?? (blockId in inputs || actionId in inputs ? null : undefined);
}

function isNested(
  input: FieldInput | Readonly<Record<string, FieldInput>> | undefined,
): input is Readonly<Record<string, FieldInput>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** What of an element's state changed when a person chose this, for the action of a block_actions payload. */
export function readChoice(element: Element, value: FieldInput | undefined): Record<string, unknown> {
  if (element.type === 'overflow') return { selected_option: findOption(element, one(value) ?? '') };
  const { type, ...state } = { type: '', ...STATES[text(element.type)]?.(element, value) };
  return type === '' ? state : {};
}

/** Every option of a select, a menu or a group. */
export function optionsOf(element: Element): Record<string, unknown>[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups.filter(isRecord) : [];
  return [element, ...groups].flatMap(({ options }) =>
    Array.isArray(options) ? options.filter(isRecord) : [],
  );
}

const typed: ReadState = (element, input) => ({
  value: input === undefined ? (element.initial_value ?? null) : one(input),
});
const oneOption: ReadState = (element, input) => {
  const chosen = one(input);
  if (input === undefined) return { selected_option: element.initial_option ?? null };
  return { selected_option: chosen === null ? null : findOption(element, chosen) };
};
const manyOptions: ReadState = (element, input) => ({
  selected_options:
    input === undefined
      ? (element.initial_options ?? [])
      : many(input).map((value) => findOption(element, value)),
});
const picked =
  (state: string, initial: string): ReadState =>
  (element, input) => ({ [state]: input === undefined ? (element[initial] ?? null) : one(input) });

const STATES: Readonly<Record<string, ReadState>> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: oneOption,
  radio_buttons: oneOption,
  multi_static_select: manyOptions,
  checkboxes: manyOptions,
  users_select: picked('selected_user', 'initial_user'),
  multi_users_select: (element, input) => ({
    selected_users: input === undefined ? (element.initial_users ?? []) : many(input),
  }),
  datepicker: picked('selected_date', 'initial_date'),
  timepicker: picked('selected_time', 'initial_time'),
  datetimepicker: (element, input) => {
    const chosen = one(input);
    if (input === undefined) return { selected_date_time: element.initial_date_time ?? null };
    return { selected_date_time: chosen === null ? null : Number(chosen) };
  },
};

function one(input: FieldInput | undefined): string | null {
  const value = typeof input === 'string' ? input : (input?.[0] ?? null);
  return value === '' ? null : value;
}

function many(input: FieldInput): readonly string[] {
  return typeof input === 'string' ? [input] : (input ?? []);
}

function findOption(element: Element, value: string): Record<string, unknown> {
  const option = optionsOf(element).find((candidate) => candidate.value === value);
  if (option === undefined) throw new Error(`${text(element.action_id)} offers no option ${value}`);
  return option;
}

/** Slack's client holds a form back until its required fields are filled and its lengths kept. */
function complain(
  block: Record<string, unknown>,
  element: Element,
  state: Record<string, unknown>,
): string | undefined {
  const [value] = Object.values(state);
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return block.optional === true ? undefined : 'This is a required field';
  if (typeof value === 'string' && 'value' in state) return complainOfText(element, value);
  const most = element.max_selected_items;
  return Array.isArray(value) && typeof most === 'number' && value.length > most
    ? `Choose ${most} at most`
    : undefined;
}

function complainOfText(element: Element, value: string): string | undefined {
  const { min_length: shortest, max_length: longest, min_value: least, max_value: most } = element;
  if (typeof shortest === 'number' && value.length < shortest) return `At least ${shortest} characters`;
  if (value.length > (typeof longest === 'number' ? longest : 3000)) return 'This text is too long';
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return 'Not an e-mail address';
  if (element.type === 'url_text_input' && !URL.canParse(value)) return 'Not a web address';
  if (element.type !== 'number_input') return undefined;
  const isNumber = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!isNumber.test(value)) return 'Not a number';
  if (typeof least === 'string' && Number(value) < Number(least)) return `At least ${least}`;
  return typeof most === 'string' && Number(value) > Number(most) ? `At most ${most}` : undefined;
}
