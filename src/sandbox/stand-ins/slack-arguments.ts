/** Arguments and refusals of Slack's Web API: what is checked before a method does anything. */

import { findBlockViolations } from './block-kit-rules.js';
import { BLOCK_IMAGE_EXTENSIONS, typeOf } from './slack-file-store.js';
import { type SlackWorkspace } from './slack-workspace.js';

export type SlackArguments = Record<string, unknown>;
export type SlackResult = { ok: true } & Record<string, unknown>;
export interface SlackRefusal {
  ok: false;
  error: string;
  response_metadata?: { messages: string[] };
}

const MAX_TEXT_CHARACTERS = 40_000;
/** Not in the reference, but seen: more text in blocks than this is refused. */
const MAX_BLOCK_CHARACTERS = 13_200;

/** Why Slack would not take this text and these blocks. Without a workspace its files are not looked at. */
export function refuseContent(args: SlackArguments, workspace?: SlackWorkspace): SlackRefusal | undefined {
  const blocks = args.blocks;
  if (text(args.text) === '' && (!Array.isArray(blocks) || blocks.length === 0)) return refuse('no_text');
  if (text(args.text).length > MAX_TEXT_CHARACTERS) return refuse('msg_too_long');
  if (blocks === undefined) return undefined;
  const violations = findBlockViolations(blocks);
  if (violations.length === 0 && workspace !== undefined)
    violations.push(...findFileViolations(blocks, workspace, '/blocks'));
  if (violations.length > 0) return refuse('invalid_blocks', violations);
  return countText(blocks) > MAX_BLOCK_CHARACTERS ? refuse('msg_blocks_too_long') : undefined;
}

/**
 * Image blocks with a slack_file: the file must exist, be an image, be processed, and be one the app has access to: its own, or one
 * shared where the app is. Worded as Slack words it (github.com/slackapi/python-slack-sdk/issues/1658).
 */
export function findFileViolations(node: unknown, workspace: SlackWorkspace, pointer: string): string[] {
  if (Array.isArray(node))
    return node.flatMap((child, index) => findFileViolations(child, workspace, `${pointer}/${index}`));
  if (!isRecord(node)) return [];
  const own =
    node.type === 'image' && isRecord(node.slack_file) && !isUsableImage(node.slack_file, workspace)
      ? [`[ERROR] invalid slack file [json-pointer:${pointer}/slack_file]`]
      : [];
  return [
    ...own,
    ...Object.entries(node).flatMap(([name, child]) =>
      findFileViolations(child, workspace, `${pointer}/${name}`),
    ),
  ];
}

function isUsableImage(reference: Record<string, unknown>, workspace: SlackWorkspace): boolean {
  const id = text(reference.id) || (/(F[A-Z0-9]{8,})/.exec(text(reference.url))?.[1] ?? '');
  const file = workspace.files.get(id);
  if (file === undefined || file.deleted === true || !workspace.files.isProcessed(file)) return false;
  const isShared = [...(file.shares?.keys() ?? [])].some(
    (channel) => workspace.channels.get(channel)?.appIsMember === true,
  );
  return (
    BLOCK_IMAGE_EXTENSIONS.has(typeOf(file.name).extension) && (file.user === workspace.botUserId || isShared)
  );
}

function countText(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, child) => sum + countText(child), 0);
  if (!isRecord(node)) return 0;
  return Object.entries(node).reduce(
    (sum, [name, value]) =>
      sum + (name === 'text' && typeof value === 'string' ? value.length : countText(value)),
    0,
  );
}

export function refuse(error: string, messages?: string[]): SlackRefusal {
  return { ok: false, error, ...(messages !== undefined && { response_metadata: { messages } }) };
}

export function blocksOf(args: SlackArguments): Record<string, unknown>[] {
  return Array.isArray(args.blocks) ? args.blocks.filter(isRecord) : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
