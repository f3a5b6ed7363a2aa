/**
 * Slack's documented rules for blocks, as schemas: types, required fields, lengths, counts. A message that breaks one
 * is refused by Slack with `invalid_blocks`, so a stand-in that let it pass would hide a card nobody can post.
 *
 * Source of the limits: https://docs.slack.dev/reference/block-kit/blocks and …/block-elements, read 2026-11-22.
 * Unknown fields are violations too, as they are at Slack. Only the block types the program may use are known here.
 */

import { z } from 'zod';
import { richTextBlock } from './block-kit-rich-text.js';

const blockId = z.string().max(255).optional();
const actionId = z.string().min(1).max(255).optional();

const plainText = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);

const style = z.enum(['primary', 'danger']).optional();
const confirm = z
  .strictObject({
    title: plainText(100),
    text: anyText(300),
    confirm: plainText(30),
    deny: plainText(30),
    style,
  })
  .optional();

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: actionId,
  value: z.string().max(2000).optional(),
  url: z.string().max(3000).optional(),
  style,
  confirm,
  accessibility_label: z.string().max(75).optional(),
});
const option = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
  url: z.string().max(3000).optional(),
});
const options = z.array(option).min(1);
const placeholder = plainText(150).optional();
const focus = z.boolean().optional();
const optionGroups = z
  .array(z.strictObject({ label: plainText(75), options: options.max(100) }))
  .min(1)
  .max(100)
  .optional();
const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: actionId,
  placeholder,
  options: options.max(100).optional(),
  option_groups: optionGroups,
  initial_option: option.optional(),
  confirm,
  focus_on_load: focus,
});
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  action_id: actionId,
  placeholder,
  initial_user: z.string().optional(),
  confirm,
  focus_on_load: focus,
});
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: options.max(5),
  confirm,
});
const choiceFields = {
  action_id: actionId,
  options: options.max(10),
  confirm,
  focus_on_load: focus,
};
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...choiceFields,
  initial_options: options.max(10).optional(),
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...choiceFields,
  initial_option: option.optional(),
});
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  placeholder,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  focus_on_load: focus,
});
const image = z.strictObject({
  type: z.literal('image'),
  image_url: z.string().max(3000),
  alt_text: z.string().max(2000),
});

const interactive = [button, staticSelect, usersSelect, overflow, checkboxes, radioButtons] as const;

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [...interactive, image]).optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, {
    error: 'a section needs text or fields',
  });

const block = z.discriminatedUnion('type', [
  section,
  richTextBlock,
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z.array(z.discriminatedUnion('type', interactive)).min(1).max(25),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id: blockId,
    image_url: z.string().max(3000),
    alt_text: z.string().max(2000),
    title: plainText(2000).optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: z.discriminatedUnion('type', [
      plainTextInput,
      staticSelect,
      usersSelect,
      checkboxes,
      radioButtons,
    ]),
  }),
]);

export type SlackBlock = z.infer<typeof block>;

const messageBlocks = z.array(block).max(50);
const viewBlocks = z.array(block).max(100);
const viewFields = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};
const view = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('home'), blocks: viewBlocks, ...viewFields }),
  z
    .strictObject({
      type: z.literal('modal'),
      title: plainText(24),
      submit: plainText(24).optional(),
      close: plainText(24).optional(),
      blocks: viewBlocks,
      clear_on_close: z.boolean().optional(),
      notify_on_close: z.boolean().optional(),
      submit_disabled: z.boolean().optional(),
      ...viewFields,
    })
    .refine((modal) => modal.submit !== undefined || modal.blocks.every(({ type }) => type !== 'input'), {
      error: 'a modal with input blocks needs submit',
    }),
]);

/** What is wrong with the blocks of a message, worded as Slack words it; empty when Slack would take them. */
export function findBlockViolations(blocks: unknown): string[] {
  const parsed = messageBlocks.safeParse(blocks);
  return parsed.success ? findRepeatedIds(parsed.data) : describe(parsed.error, '/blocks');
}

/** The same for a modal or a home tab. */
export function findViewViolations(candidate: unknown): string[] {
  const parsed = view.safeParse(candidate);
  return parsed.success ? findRepeatedIds(parsed.data.blocks) : describe(parsed.error, '/view');
}

function describe(error: z.ZodError, root: string): string[] {
  return error.issues.map(
    (issue) => `[ERROR] ${issue.message} [json-pointer:${[root, ...issue.path.map(String)].join('/')}]`,
  );
}

/** block_id is unique in a message, action_id in its block. */
function findRepeatedIds(blocks: readonly SlackBlock[]): string[] {
  const repeated = (ids: (string | undefined)[]) =>
    ids.filter((id, index) => id !== undefined && ids.indexOf(id) !== index);
  const blockIds = repeated(blocks.map(({ block_id: id }) => id));
  const actionIds = blocks.flatMap((one) =>
    one.type === 'actions' ? repeated(one.elements.map(({ action_id: id }) => id)) : [],
  );
  return [
    ...blockIds.map((id) => `[ERROR] block_id is not unique: ${String(id)}`),
    ...actionIds.map((id) => `[ERROR] action_id is not unique in its block: ${String(id)}`),
  ];
}
