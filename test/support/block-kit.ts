/**
 * Is this a card that Slack would take, and that keeps a witness's words where Slack interprets nothing? The
 * documented limits are the stand-in's (src/sandbox/stand-ins/block-kit-rules.ts), so tests and sandbox agree.
 */

import { expect } from '@jest/globals';
import { refuseContent } from '../../src/sandbox/stand-ins/slack-arguments.js';

interface Message {
  text: string;
  blocks: unknown;
  metadata?: unknown;
}

/** Fails with Slack's own wording of what is wrong. */
export function expectSlackTakes(message: Message): void {
  expect(refuseContent({ text: message.text, blocks: message.blocks })).toBeUndefined();
  // Slack counts what it receives: form-encoded JSON must stay well inside its request limit as well.
  expect(JSON.stringify(message.blocks).length).toBeLessThan(40_000);
}

/** Everything Slack would interpret: mrkdwn, the notification text, and metadata that others can read. */
export function listInterpreted(message: Message): string[] {
  return [message.text, JSON.stringify(message.metadata ?? null), ...findMrkdwn(message.blocks)];
}

/** Every text shown, in order, whatever element it is in. */
export function listShown(blocks: unknown): string[] {
  return walk(blocks).flatMap((node) => (typeof node.text === 'string' ? [node.text] : []));
}

function findMrkdwn(blocks: unknown): string[] {
  return walk(blocks).flatMap((node) =>
    node.type === 'mrkdwn' && typeof node.text === 'string' ? [node.text] : [],
  );
}

function walk(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(walk);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Record<string, unknown>, ...Object.values(node).flatMap(walk)];
}
