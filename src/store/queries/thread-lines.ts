/**
 * The lines of a card's thread: written in the transaction of what they tell, posted in order by the card's job,
 * each once.
 *
 *     queued → posting → posted      one found in `posting` may be in Slack: whoever takes it looks there first
 */

import { randomUUID } from 'node:crypto';
import { addJobs, job, PRIORITY } from '../queue.js';
import { type ThreadLineState } from '../schema.js';
import { type Tx } from '../store.js';
import { type Vault } from '../vault.js';
import { cardJobKey } from './tip-revisions.js';

/** What the body of a line is sealed for. */
export function threadLinePlace(lineId: string): string {
  return `thread_lines:${lineId}:body`;
}

export interface NewThreadLine {
  cardId: string;
  /** Seals the body for the line's id. */
  seal: (lineId: string) => Buffer;
}

export interface ThreadLine {
  /** Ours, as mrkdwn: no word of the witness. */
  text: string;
  /** What the witness, or a liaison, wrote. */
  words?: string;
}

/** A line for `addThreadLines`. */
export function threadLine(vault: Pick<Vault, 'seal'>, cardId: string, line: ThreadLine): NewThreadLine {
  return { cardId, seal: (lineId) => vault.seal(line, threadLinePlace(lineId)) };
}

/** Adds the lines and the jobs that post them and redraw their cards. */
export async function addThreadLines(tx: Tx, lines: readonly NewThreadLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ cardId, seal }) => {
    const id = randomUUID();
    return { id, cardId, body: seal(id) };
  });
  await tx.query(
    'add_thread_lines',
    `insert into thread_lines (id, card_id, body_sealed, created_at)
     select id, card_id, body, $4::timestamptz
     from unnest($1::uuid[], $2::uuid[], $3::bytea[]) with ordinality as given (id, card_id, body, place) order by place`,
    [rows.map(({ id }) => id), rows.map(({ cardId }) => cardId), rows.map(({ body }) => body), now],
  );
  await redrawCards(tx, [...new Set(rows.map(({ cardId }) => cardId))]);
}

/** Brings cards up to date, soon. */
export async function redrawCards(tx: Tx, cardIds: readonly string[]): Promise<void> {
  await addJobs(
    tx,
    cardIds.map((cardId) =>
      job('notifyLiaison', { cardId }, { priority: PRIORITY.danger, key: cardJobKey(cardId) }),
    ),
  );
}

export interface WaitingLine {
  id: string;
  state: ThreadLineState;
  bodySealed: Buffer;
  createdAt: Date;
}

/** The oldest line of the card that is not posted. */
export async function findWaitingLine(tx: Tx, cardId: string): Promise<WaitingLine | undefined> {
  const rows = await tx.query<{ [Name in keyof WaitingLine]: WaitingLine[Name] }>(
    'find_waiting_line',
    `select id, state, body_sealed as "bodySealed", created_at as "createdAt"
     from thread_lines where card_id = $1 and state <> 'posted' order by seq limit 1`,
    [cardId],
  );
  return rows[0];
}

/** From here on the line may be in Slack. */
export async function markLinePosting(tx: Tx, lineId: string): Promise<void> {
  await tx.query('mark_line_posting', `update thread_lines set state = 'posting' where id = $1`, [lineId]);
}

/** Slack surely did not take it. */
export async function resetLine(tx: Tx, lineId: string): Promise<void> {
  await tx.query(
    'reset_line',
    `update thread_lines set state = 'queued' where id = $1 and state = 'posting'`,
    [lineId],
  );
}

export async function recordLinePosted(
  tx: Tx,
  { lineId, messageTs, now }: { lineId: string; messageTs: string; now: Date },
): Promise<void> {
  await tx.query(
    'record_line_posted',
    `update thread_lines set state = 'posted', message_ts = $2, posted_at = $3 where id = $1`,
    [lineId, messageTs, now],
  );
}
