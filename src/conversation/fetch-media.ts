/**
 * Fetches one picture of a witness from the provider, and deletes the provider's copy once ours is safe. Each step
 * is recorded by a condition on the row, so that a run after a crash repeats what can be repeated and tells nobody twice:
 *
 *   fetch ─ checked by its bytes, stripped, sealed ─▶ stored ─▶ jobs: show it at the desks, delete it at the provider
 *                                                 └▶ refused, failed: told in the threads; deleted at the provider
 */

import { describeError, type Logger } from '../logger.js';
import { toSightlineError } from '../errors.js';
import {
  type AttachmentRow,
  attachmentPlace,
  describeShowMedia,
  type FetchedAttachment,
  findAttachment,
  listCardsOfTip,
  recordDeletedAtProvider,
  recordFetched,
} from '../store/queries/attachments.js';
import { addJobs, type Attempt, job, type JobPayloads } from '../store/queue.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { cleanMedia } from './media/clean-media.js';
import { MEDIA_TYPES } from './media/kinds.js';
import { tellDesks } from './desk-lines.js';
import { type FetchedMedia, type MediaSource } from './ports.js';
import { findNewestTip } from './record-tip.js';

/** Twilio takes no more: https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const MAX_BYTES = 5 * 1024 * 1024;

export interface MediaDeps {
  store: Pick<Store, 'transaction' | 'statement'>;
  vault: Pick<Vault, 'open' | 'openObject' | 'seal'>;
  /** Undefined: no provider that has pictures. */
  media: MediaSource | undefined;
  logger: Logger;
  now: () => Date;
  crashPoint: (name: string) => void;
}

export type FetchMedia = (payload: JobPayloads['fetchMedia'], attempt: Attempt) => Promise<void>;
export type DeleteMedia = (payload: JobPayloads['deleteMedia']) => Promise<void>;

export function createFetchMedia(deps: MediaDeps): FetchMedia {
  return async ({ attachmentId }, attempt) => {
    const row = await deps.store.statement((tx) => findAttachment(tx, attachmentId));
    if (row?.state !== 'queued') return;
    const source = deps.vault.open(row.sourceSealed, attachmentPlace(row.id, 'source'));
    let fetched: FetchedMedia;
    try {
      fetched = deps.media === undefined ? { kind: 'elsewhere' } : await deps.media.fetch(source, MAX_BYTES);
    } catch (thrown) {
      const error = toSightlineError(thrown);
      const isLast =
        attempt.attempt >= attempt.maxAttempts || (!error.retryable && error.code !== 'INTERNAL');
      if (isLast) await record(deps, row, failed(row, 'not_fetched'));
      deps.logger.warn({ ...attempt, ...describeError(error) }, 'picture not fetched');
      throw thrown;
    }
    deps.crashPoint('media:after-fetch');
    await record(deps, row, judge(deps, row, fetched));
    deps.crashPoint('media:after-store');
  };
}

type Outcome = Omit<FetchedAttachment, 'id' | 'now'>;

function judge({ vault }: MediaDeps, row: AttachmentRow, fetched: FetchedMedia): Outcome {
  if (fetched.kind === 'gone') return failed(row, 'gone');
  if (fetched.kind !== 'fetched') return { ...failed(row, fetched.kind), state: 'refused' };
  const cleaned = cleanMedia(fetched.content);
  if (cleaned.kind === 'refused') return { ...failed(row, 'kind'), state: 'refused' };
  const { content } = cleaned;
  const position = cleaned.kind === 'clean' ? cleaned.position : undefined;
  return {
    state: 'stored',
    contentType: MEDIA_TYPES[cleaned.media].contentType,
    refusal: cleaned.kind === 'sealed_only' ? 'sealed_only' : null,
    size: content.length,
    contentSealed: vault.seal(content.toString('base64'), attachmentPlace(row.id, 'content')),
    positionSealed: position === undefined ? null : vault.seal(position, attachmentPlace(row.id, 'position')),
  };
}

function failed({ contentType }: AttachmentRow, refusal: string): Outcome {
  const nothing = { size: null, contentSealed: null, positionSealed: null };
  return { state: 'failed', contentType, refusal, ...nothing };
}

/** In one transaction: how it ended, who is told, and what follows. */
async function record(deps: MediaDeps, row: AttachmentRow, outcome: Outcome): Promise<void> {
  const { store, now } = deps;
  await store.transaction(async (tx) => {
    if (!(await recordFetched(tx, { id: row.id, ...outcome, now: now() }))) return;
    // Read anew: the tip may have come into being meanwhile.
    const tipId = (await findAttachment(tx, row.id))?.tipId ?? null;
    const cardIds = tipId === null ? [] : await listCardsOfTip(tx, tipId);
    const showable = outcome.state === 'stored' && outcome.refusal === null;
    await addJobs(tx, [
      ...(showable ? cardIds.map(describeShowMedia) : []),
      ...(outcome.refusal === 'elsewhere' || outcome.refusal === 'gone'
        ? []
        : [job('deleteMedia', { attachmentId: row.id }, { key: `media:delete:${row.id}` })]),
    ]);
    if (!showable && tipId !== null) await tellWhy(deps, tx, tipId, outcome.refusal ?? '');
  });
}

const WHY: Readonly<Record<string, string>> = {
  sealed_only: 'is kept sealed and not shown: its hidden data cannot be taken out safely',
  kind: 'was refused: it is no picture or film of a kind that is taken',
  too_big: 'was refused: it is larger than 5 MB',
  elsewhere: 'was refused: it is not at the provider’s own address',
  gone: 'could not be fetched: the provider does not have it any more',
  not_fetched: 'could not be fetched from the provider',
};

async function tellWhy(deps: MediaDeps, tx: Tx, tipId: string, refusal: string): Promise<void> {
  const tip = await findNewestTip(deps, tx, tipId);
  if (tip?.consent.shareWithState === false) return;
  const why = WHY[refusal] ?? WHY.not_fetched ?? '';
  await tellDesks(deps, tx, tipId, { text: `:frame_with_picture: A picture from the witness ${why}.` });
}

export function createDeleteMedia({ store, vault, media, now, crashPoint }: MediaDeps): DeleteMedia {
  return async ({ attachmentId }) => {
    const row = await store.statement((tx) => findAttachment(tx, attachmentId));
    if (row?.deletedAtProviderAt !== null || row.state === 'queued') return;
    await media?.remove(vault.open(row.sourceSealed, attachmentPlace(row.id, 'source')));
    crashPoint('media:after-delete');
    await store.statement((tx) => recordDeletedAtProvider(tx, attachmentId, now()));
  };
}
