/**
 * Slack's documented rules for blocks, as schemas: types, required fields, lengths, counts. A message that breaks one
 * is refused by Slack with `invalid_blocks`, so a stand-in that let it pass would hide a card nobody can post.
 *
 * Source of the limits: https://docs.slack.dev/reference/block-kit/blocks and …/block-elements, read 2026-11-22.
 * Unknown fields are violations too, as they are at Slack. Only the block types the program may use are known here.
 */

import { z } from 'zod';
import {
  accessory,
  actionElement,
  anyText,
  hasOneImage,
  imageElement,
  imageFields,
  inputElement,
  mrkdwn,
  ONE_IMAGE,
  plainText,
} from './block-kit-elements.js';
import { richTextBlock } from './block-kit-rich-text.js';

const blockId = z.string().max(255).optional();

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
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
      .array(z.discriminatedUnion('type', [plainText(3000), mrkdwn(3000), imageElement]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: blockId,
    elements: z.array(actionElement).min(1).max(25),
  }),
  z
    .strictObject({ ...imageFields, block_id: blockId, title: plainText(2000).optional() })
    .refine(hasOneImage, ONE_IMAGE),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: inputElement,
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
  if (!parsed.success) return describe(parsed.error, '/view');
  const { blocks } = parsed.data;
  return [...findRepeatedIds(blocks), ...(countFocus(blocks) > 1 ? [MANY_FOCUSED] : [])];
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

const MANY_FOCUSED = '[ERROR] only one element can have focus_on_load [json-pointer:/view/blocks]';

function countFocus(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 0;
  const inner = Object.values(node).reduce<number>((sum, child) => sum + countFocus(child), 0);
  return inner + ('focus_on_load' in node && node.focus_on_load === true ? 1 : 0);
}
