/**
 * A tip's pictures in the thread of a card: cleaned, each once. A file is noted as on its way before it is uploaded, and
 * one that may be there is looked for in the thread by its name first. Nothing is shown on a card whose witness no
 * longer shares with the state.
 */

import { type WebClient } from '@slack/web-api';
import { describeError } from '../logger.js';
import {
  attachmentPlace,
  describeShowMedia,
  findWaitingFile,
  lockMediaCard,
  markFilePosting,
  type MediaCard,
  recordFilePosted,
  type WaitingFile,
} from '../store/queries/attachments.js';
import { takePostingSlot } from '../store/queries/slack-channels.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { addJobs } from '../store/queue.js';
import { type Tx } from '../store/store.js';
import { type Tip } from '../tip/schema.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { toSlackFailure } from './slack-errors.js';

/** After cards, before nothing: pictures take the seconds of a channel that nobody else wants. */
const RANK = 20;
const COME_BACK_MS = 2000;
/** A card that is not posted by then has alarms of its own. */
const WAIT_FOR_CARD_MS = 6 * 60 * 60_000;
const PAGE_SIZE = 200;
const MAX_PAGES = 10;

export async function showMedia(deps: LiaisonDeps, cardId: string): Promise<void> {
  const { store, slack } = deps;
  if (slack === undefined) return;
  try {
    await store.transaction(async (tx) => {
      const card = await lockMediaCard(tx, cardId);
      const later = new Date(Date.now() + COME_BACK_MS);
      // What the other job has not seen yet is not forgotten.
      if (card === 'busy') return comeBack(tx, cardId, later);
      if (card === undefined || !isShared(deps, card)) return;
      const { channel, messageTs } = card;
      if (channel === null || messageTs === null) {
        if (deps.now().getTime() - card.createdAt.getTime() < WAIT_FOR_CARD_MS)
          await comeBack(tx, cardId, later);
        return;
      }
      const retryAt = await showAll({ ...deps, slack }, tx, { cardId, channel, cardTs: messageTs });
      if (retryAt !== undefined) await comeBack(tx, cardId, retryAt);
    });
  } catch (thrown) {
    const { error } = toSlackFailure(thrown);
    deps.logger.warn({ cardId, ...describeError(error) }, 'picture not shown');
    throw error;
  }
}

async function comeBack(tx: Tx, cardId: string, runAt: Date): Promise<void> {
  await addJobs(tx, [{ ...describeShowMedia(cardId), runAt }]);
}

function isShared({ vault }: LiaisonDeps, card: MediaCard): boolean {
  const tip = vault.openObject(card.documentSealed, tipRevisionPlace(card.tipId, card.revision)) as Tip;
  return tip.consent.shareWithState !== false;
}

interface Place {
  cardId: string;
  channel: string;
  cardTs: string;
}

type Deps = LiaisonDeps & { slack: WebClient };

/** Each step is committed by itself around the call to Slack, while `tx` holds the lock. */
async function showAll(deps: Deps, tx: Tx, place: Place): Promise<Date | undefined> {
  for (;;) {
    const file = await findWaitingFile(tx, place.cardId);
    if (file === undefined) return undefined;
    const name = nameOf(file);
    if (!(file.mayBeThere && (await isThere(deps.slack, place, name)))) {
      const retryAt = await deps.store.statement((own) =>
        takePostingSlot(own, {
          ...{ channel: place.channel, cardId: place.cardId, rank: RANK },
          intervalMs: deps.postIntervalMs,
        }),
      );
      if (retryAt !== undefined) return retryAt;
      await deps.store.statement((own) => markFilePosting(own, file.id, place.cardId));
      deps.crashPoint?.('media:before-upload');
      await upload(deps, place, file, name);
    }
    deps.crashPoint?.('media:after-upload');
    await deps.store.statement((own) =>
      recordFilePosted(own, { attachmentId: file.id, cardId: place.cardId, now: deps.now() }),
    );
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  ...{ 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp' },
  ...{ 'video/mp4': 'mp4', 'video/3gpp': '3gp' },
};

/** An id of ours and nothing of the witness's. */
function nameOf({ id, contentType }: WaitingFile): string {
  return `${id}.${EXTENSIONS[contentType] ?? 'bin'}`;
}

async function upload({ slack, vault }: Deps, place: Place, file: WaitingFile, name: string): Promise<void> {
  const content = vault.open(file.contentSealed, attachmentPlace(file.id, 'content'));
  const what = file.contentType.startsWith('video/') ? 'Film' : 'Photo';
  const at =
    file.positionSealed === null
      ? undefined
      : (vault.openObject(file.positionSealed, attachmentPlace(file.id, 'position')) as Position);
  const where =
    at === undefined ? '' : ` · taken at <${mapUrl(at)}|${at.latitude}, ${at.longitude}>, as the file says`;
  await slack.filesUploadV2({
    channel_id: place.channel,
    thread_ts: place.cardTs,
    initial_comment: `:frame_with_picture: ${what} from the witness, unverified${where}`,
    file_uploads: [
      {
        file: Buffer.from(content, 'base64'),
        filename: name,
        title: `${what} from the witness`,
        alt_text: `${what} that the witness sent, not described`,
      },
    ],
  });
}

interface Position {
  latitude: number;
  longitude: number;
}

function mapUrl({ latitude, longitude }: Position): string {
  return `https://www.google.com/maps/search/?api=1&amp;query=${latitude}%2C${longitude}`;
}

async function isThere(slack: WebClient, { channel, cardTs }: Place, name: string): Promise<boolean> {
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await slack.conversations.replies({
      ...{ channel, ts: cardTs, limit: PAGE_SIZE },
      ...(cursor === '' ? {} : { cursor }),
    });
    if (answer.messages?.some(({ files }) => files?.some((file) => file.name === name)) === true) return true;
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return false;
  }
  return false;
}
