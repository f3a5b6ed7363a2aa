/**
 * Sends one notice beside the cards: into a second Slack channel, to a phone, to the operators' mailbox. Codes only.
 * Once: a row found in `sending` is first looked for at the provider. Throws when it did not leave, so that the job
 * runner tries again; a clear no at the end is told to the operators, unless it was to tell them.
 */

import { SightlineError, toSightlineError } from '../errors.js';
import { describeError } from '../logger.js';
import {
  claimNotice,
  type ClaimedNotice,
  findCardMessage,
  noticePlace,
  recordNotice,
} from '../store/queries/notices.js';
import { addJobs, type Attempt, job, PRIORITY } from '../store/queue.js';
import { type NoticeVia } from '../store/schema.js';
import { findPostedNotice, NOTICE_EVENT } from './find-posted.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type OperatorMail, type PhoneTexts } from './ports.js';
import { type SlackFailure, toSlackFailure } from './slack-errors.js';

interface Letter {
  id: string;
  to: string;
  body: string;
  createdAt: Date;
  cardId: string | null;
}

/** Both give the letter's id at the provider. */
interface Way {
  find(letter: Letter): Promise<string | undefined>;
  send(letter: Letter): Promise<string>;
}

export async function sendNotice(deps: LiaisonDeps, noticeId: string, attempt: Attempt): Promise<void> {
  const { store, now, logger } = deps;
  const claimed = await store.statement((tx) => claimNotice(tx, noticeId, now()));
  if (claimed === undefined) return;
  deps.crashPoint?.('notice:after-claim');
  try {
    const providerId = await leave(deps, claimed);
    deps.crashPoint?.('notice:after-send');
    await store.statement((tx) => recordNotice(tx, { noticeId, state: 'sent', providerId, now: now() }));
  } catch (thrown) {
    const failure = readFailure(claimed.via, thrown);
    const { error } = failure;
    const final = attempt.attempt >= attempt.maxAttempts || isRefusal(claimed.via, error);
    logger.warn(
      { ...describeError(error), channel: claimed.via, cardId: claimed.cardId ?? undefined },
      'notice not sent',
    );
    await recordFailure(deps, claimed, failure, final);
    if (!final) throw error;
  }
}

function readFailure(via: NoticeVia, thrown: unknown): SlackFailure {
  if (via === 'slack') return toSlackFailure(thrown);
  const error = toSightlineError(thrown);
  return { error, notDone: error.code === 'PROVIDER_REFUSED' };
}

/** What no later attempt can mend. Slack's refusals can be mended: the channel comes back, the bot is let in. */
function isRefusal(via: NoticeVia, error: SightlineError): boolean {
  return via === 'sms' && error.code === 'PROVIDER_REFUSED' && !error.retryable;
}

async function leave(deps: LiaisonDeps, claimed: ClaimedNotice): Promise<string> {
  const way = findWay(deps, claimed.via);
  const letter: Letter = {
    id: claimed.id,
    to: deps.vault.open(claimed.toSealed, noticePlace(claimed.id, 'to')),
    body: deps.vault.open(claimed.bodySealed, noticePlace(claimed.id, 'body')),
    createdAt: claimed.createdAt,
    cardId: claimed.cardId,
  };
  const known = claimed.state === 'sending' ? await way.find(letter) : undefined;
  return known ?? (await way.send(letter));
}

async function recordFailure(
  { store, now }: LiaisonDeps,
  claimed: ClaimedNotice,
  { error, notDone }: { error: SightlineError; notDone: boolean },
  final: boolean,
): Promise<void> {
  const errorCode = [error.code, error.providerCode].filter(Boolean).join(' ');
  const isNew = claimed.state === 'queued' && notDone;
  const state = final ? 'failed' : isNew ? 'queued' : 'sending';
  await store.transaction(async (tx) => {
    await recordNotice(tx, { noticeId: claimed.id, state, errorCode, now: now() });
    if (!final || claimed.cardId === null) return;
    const detail = `${claimed.via}: ${errorCode} (card ${claimed.cardId}); the ladder goes on`;
    await addJobs(tx, [
      job('alertOperators', { code: 'RUNG_FAILED', detail }, { priority: PRIORITY.danger }),
    ]);
  });
}

function findWay(deps: LiaisonDeps, via: NoticeVia): Way {
  const ways: Record<NoticeVia, Way | undefined> = {
    slack: deps.slack && createSlackWay(deps, deps.slack),
    sms: deps.texts && createTextWay(deps.texts),
    email: deps.mail && createMailWay(deps.mail),
  };
  const way = ways[via];
  if (way === undefined)
    throw new SightlineError('PROVIDER_REFUSED', `${via} is not set up`, {
      providerCode: 'not_configured',
      retryable: true,
    });
  return way;
}

function createTextWay(texts: PhoneTexts): Way {
  return {
    find: ({ to, body, createdAt }) => texts.find({ to, body, since: createdAt }),
    send: ({ to, body }) => texts.send({ to, body }),
  };
}

function createMailWay(mail: OperatorMail): Way {
  return {
    // The same Message-ID again: mail systems drop the second.
    find: () => Promise.resolve(undefined),
    send: ({ id, to, body }) => mail.send({ id, to, text: body }),
  };
}

function createSlackWay(deps: LiaisonDeps, slack: NonNullable<LiaisonDeps['slack']>): Way {
  return {
    find: ({ id, to, createdAt }) => findPostedNotice(slack, { channel: to, noticeId: id, since: createdAt }),
    send: async ({ id, to, body, cardId }) => {
      const link = cardId === null ? undefined : await findLink(deps, slack, cardId);
      const answer = await slack.chat.postMessage({
        channel: to,
        text: link === undefined ? body : `${body} <${link}|Open the card>`,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: NOTICE_EVENT, event_payload: { notice_id: id } },
      });
      if (answer.ts === undefined) throw new TypeError('Slack answered without ts');
      return answer.ts;
    },
  };
}

/** A nicety: without it the reference is enough. */
async function findLink(
  { store }: LiaisonDeps,
  slack: NonNullable<LiaisonDeps['slack']>,
  cardId: string,
): Promise<string | undefined> {
  const message = await store.statement((tx) => findCardMessage(tx, cardId));
  if (message === undefined) return undefined;
  const { channel, messageTs } = message;
  const answer = await slack.chat.getPermalink({ channel, message_ts: messageTs }).catch(() => undefined);
  return answer?.permalink;
}
