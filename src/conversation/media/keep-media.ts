/** What a message's pictures leave behind in its own transaction: a row and a job each. And how a tip lists them. */

import { randomUUID } from 'node:crypto';
import {
  attachmentPlace,
  insertAttachments,
  type TipAttachmentRow,
} from '../../store/queries/attachments.js';
import { addJobs, job } from '../../store/queue.js';
import { type Tx } from '../../store/store.js';
import { type Vault } from '../../store/vault.js';
import { type TipAttachment } from '../../tip/schema.js';
import { type InboundMessage } from '../ports.js';
import { type MediaPosition } from './position.js';

/** https://www.twilio.com/docs/messaging/guides/accepted-mime-types: ten files at most. */
const MAX_FILES = 10;

export async function keepMedia(
  { vault }: { vault: Pick<Vault, 'seal'> },
  tx: Tx,
  {
    conversationId,
    inboundId,
    message,
  }: { conversationId: string; inboundId: string; message: InboundMessage },
): Promise<void> {
  const attachments = (message.media ?? []).slice(0, MAX_FILES).map(({ url, contentType }) => {
    const id = randomUUID();
    return { id, contentType, sourceSealed: vault.seal(url, attachmentPlace(id, 'source')) };
  });
  const { receivedAt } = message;
  await insertAttachments(tx, { conversationId, inboundId, receivedAt }, attachments);
  await addJobs(
    tx,
    attachments.map(({ id }) => job('fetchMedia', { attachmentId: id }, { key: `media:fetch:${id}` })),
  );
}

/** One that was refused is listed as such, so that nobody waits for it. */
export function listTipAttachments(
  vault: Pick<Vault, 'openObject'>,
  rows: readonly TipAttachmentRow[],
): TipAttachment[] {
  return rows.map(({ id, contentType, state, refusal, positionSealed, receivedAt }) => {
    const position =
      positionSealed === null
        ? undefined
        : (vault.openObject(positionSealed, attachmentPlace(id, 'position')) as MediaPosition);
    const isRefused = state === 'refused' || state === 'failed';
    return {
      id,
      ...(contentType === '' ? {} : { contentType }),
      receivedAt: receivedAt.toISOString(),
      ...(isRefused ? { refused: refusal ?? state } : {}),
      ...(position === undefined ? {} : { latitude: position.latitude, longitude: position.longitude }),
    };
  });
}
