/**
 * Notices: codes that leave beside the cards, to a second Slack channel, a phone, a mailbox; each once.
 *
 *     queued → sending → sent      failed, after a clear no or the last attempt
 *
 * One found in `sending` may have left: whoever takes it looks at the provider first.
 */

import { randomUUID } from 'node:crypto';
import { addJobs, job, PRIORITY } from '../queue.js';
import { type NoticeState, type NoticeVia } from '../schema.js';
import { type Tx } from '../store.js';
import { type Vault } from '../vault.js';

export interface NewNotice {
  dedupe: string;
  cardId?: string | undefined;
  via: NoticeVia;
  to: string;
  body: string;
}

type Column = 'to' | 'body';

/** What a column of a notice is sealed for. */
export function noticePlace(noticeId: string, column: Column): string {
  return `notices:${noticeId}:${column}`;
}

/** Adds it with its job, unless the same is there already. */
export async function addNotice(
  tx: Tx,
  vault: Pick<Vault, 'seal'>,
  notice: NewNotice,
  now: Date,
): Promise<void> {
  const id = randomUUID();
  const rows = await tx.query(
    'add_notice',
    `insert into notices (id, dedupe, card_id, via, to_sealed, body_sealed, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (dedupe) do nothing returning id`,
    [
      id,
      notice.dedupe,
      notice.cardId ?? null,
      notice.via,
      vault.seal(notice.to, noticePlace(id, 'to')),
      vault.seal(notice.body, noticePlace(id, 'body')),
      now,
    ],
  );
  if (rows.length > 0)
    await addJobs(tx, [job('sendNotice', { noticeId: id }, { priority: PRIORITY.danger })]);
}

export interface ClaimedNotice {
  id: string;
  cardId: string | null;
  via: NoticeVia;
  toSealed: Buffer;
  bodySealed: Buffer;
  /** Before this claim. */
  state: NoticeState;
  createdAt: Date;
}

/** Undefined when there is nothing left to do. */
export async function claimNotice(tx: Tx, noticeId: string, now: Date): Promise<ClaimedNotice | undefined> {
  const rows = await tx.query<{ [Name in keyof ClaimedNotice]: ClaimedNotice[Name] }>(
    'claim_notice',
    `with old as (select id, state from notices where id = $1 and state in ('queued', 'sending') for update)
     update notices n set state = 'sending', claimed_at = $2 from old where n.id = old.id
     returning n.id, n.card_id as "cardId", n.via, n.to_sealed as "toSealed", n.body_sealed as "bodySealed",
       old.state, n.created_at as "createdAt"`,
    [noticeId, now],
  );
  return rows[0];
}

export async function recordNotice(
  tx: Tx,
  outcome: { noticeId: string; state: NoticeState; providerId?: string; errorCode?: string; now: Date },
): Promise<void> {
  await tx.query(
    'record_notice',
    `update notices set state = $2, provider_id = coalesce($3, provider_id), error_code = $4,
       sent_at = case when $2 = 'sent' then $5::timestamptz else sent_at end
     where id = $1 and state = 'sending'`,
    [outcome.noticeId, outcome.state, outcome.providerId ?? null, outcome.errorCode ?? null, outcome.now],
  );
}

/** Where a card is in Slack; undefined before it is posted. */
export async function findCardMessage(
  tx: Tx,
  cardId: string,
): Promise<{ channel: string; messageTs: string } | undefined> {
  const rows = await tx.query<{ channel: string; messageTs: string }>(
    'find_card_message',
    `select channel, message_ts as "messageTs" from liaison_cards where id = $1 and message_ts is not null`,
    [cardId],
  );
  return rows[0];
}
