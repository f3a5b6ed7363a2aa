/**
 * What this room tells the liaison desk: a line in the thread of every card of a tip. The witness's words go in
 * without their own number and name, since they are an alias to everyone at the desk.
 */

import { addThreadLines, type ThreadLine, threadLine } from '../store/queries/thread-lines.js';
import { listDesks } from '../store/queries/turn-taking.js';
import { type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';

export interface DeskLine extends ThreadLine {
  /** The desk it comes from; the others see its code before the line. */
  from?: { cardId: string; jurisdiction: string };
}

export async function tellDesks(
  { vault, now }: { vault: Pick<Vault, 'seal'>; now: () => Date },
  tx: Tx,
  tipId: string,
  { from, text, ...line }: DeskLine,
): Promise<void> {
  const desks = await listDesks(tx, tipId);
  const lines = desks.map(({ cardId }) => {
    const isTheirs = from === undefined || from.cardId === cardId;
    return threadLine(vault, cardId, { ...line, text: isTheirs ? text : `*${from.jurisdiction}:* ${text}` });
  });
  await addThreadLines(tx, lines, now());
}

/** A Slack person as they are mentioned; ids are checked where they come in. */
export function mention(userId: string): string {
  return /^[UW][A-Z0-9]{2,}$/.test(userId) ? `<@${userId}>` : 'somebody';
}
