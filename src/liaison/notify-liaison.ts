/**
 * Shows a tip's card and its thread. Safe to repeat; throws when Slack would not, so that the job runner tries again.
 *
 * A card is claimed in one transaction (`posting`), shown and recorded in a second that holds the card's lock.
 * So a worker that dies in between leaves `posting`, and the next one looks in Slack before it posts. A new post
 * waits for the channel's next free second (`takePostingSlot`), the most urgent first; an update does not.
 */

import { SightlineError } from '../errors.js';
import { describeError } from '../logger.js';
import {
  type CardToShow,
  type CardTrouble,
  findCardForUpdate,
  findCardTrouble,
  getCardToShow,
  lockCard,
  markCardPosting,
  recordCardFailure,
  recordCardShown,
  resetCard,
  withholdCard,
} from '../store/queries/liaison-cards.js';
import { requestMap, showMapAt } from '../store/queries/card-maps.js';
import { takePostingSlot } from '../store/queries/slack-channels.js';
import { findMergeRoot, listAlikeCards } from '../store/queries/tip-keys.js';
import { listHolders } from '../store/queries/turn-taking.js';
import { addThreadLines } from '../store/queries/thread-lines.js';
import { cardJobKey } from '../store/queries/tip-revisions.js';
import { addJobs, type Attempt, job, PRIORITY } from '../store/queue.js';
import { type Tx } from '../store/store.js';
import { NATIONAL, TEST_DESK } from '../tip/sharing.js';
import { mention } from './card-text.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { readDesks } from './progress.js';
import { showCard, type ShowCardDeps, type ShownAt } from './show-card.js';
import { isShared } from './shown-tip.js';
import { type SlackFailure, toSlackFailure } from './slack-errors.js';
import { postWaitingLines, threadLine } from './thread.js';

/** Longer than a Slack call may take: another job at the same card finishes or fails first. */
const LOCK_WAIT_MS = 20_000;
/** From creating the card to posting it; after that the operators are told. */
const LATE_AFTER_MS = { danger: 60_000, other: 5 * 60_000 } as const;
/** Who posts first when a channel is busy: cards before lines in threads, and each by urgency. */
const RANKS: Readonly<Record<string, number>> & { unknown: number } = {
  ...{ immediate_danger: 0, in_progress: 1, recent: 2, unknown: 3, past: 4 },
};
const THREAD_RANK = 10;

export async function notifyLiaison(deps: LiaisonDeps, cardId: string, attempt: Attempt): Promise<void> {
  const { store, logger } = deps;
  const failure = await tryToShow(deps, cardId);
  if (failure === undefined) return;
  const { error } = failure;
  // As the job runner decides it: the last attempt, or a fault that trying again cannot mend.
  const final = attempt.attempt >= attempt.maxAttempts || (!error.retryable && error.code !== 'INTERNAL');
  await store.transaction((tx) => recordTrouble(deps, tx, cardId, error, final));
  logger.warn({ cardId, ...attempt, ...describeError(error) }, 'card not shown');
  throw error;
}

async function tryToShow(deps: LiaisonDeps, cardId: string): Promise<SlackFailure | undefined> {
  const { store, slack } = deps;
  if (slack === undefined) return noChannel('Slack is not set up: set SLACK_BOT_TOKEN');
  const claim = await store.transaction((tx) => claimCard(deps, tx, cardId));
  if (claim === 'waits') return undefined;
  if (claim === undefined)
    return noChannel('no channel: set SLACK_NATIONAL_CHANNEL or the channel in config/states.yaml');
  deps.crashPoint?.('liaison:after-claim');
  const shown = await store.transaction(async (tx) =>
    (await takeLock(tx, cardId)) ? showClaimed({ ...deps, slack }, tx, cardId, claim) : lockedByAnother(),
  );
  if (shown === 'withheld') return undefined;
  if ('error' in shown) return shown;
  return store.transaction(async (tx) =>
    (await takeLock(tx, cardId)) ? postThread({ ...deps, slack }, tx, cardId, shown) : lockedByAnother(),
  );
}

function lockedByAnother(): SlackFailure {
  return {
    error: new SightlineError('PROVIDER_UNAVAILABLE', 'another job is at this card'),
    notDone: false,
  };
}

interface Claim {
  channel: string;
  /** An earlier attempt may have got through. */
  mayBeThere: boolean;
  claimedAt: Date;
}

/** `waits`: the channel's second is taken, and the job comes back for the next one. */
async function claimCard(deps: LiaisonDeps, tx: Tx, cardId: string): Promise<Claim | 'waits' | undefined> {
  const card = await findCardForUpdate(tx, cardId);
  if (card === undefined) throw new SightlineError('INTERNAL', `card ${cardId} does not exist`);
  const mayBeThere = card.state === 'posting' || card.state === 'failed';
  const own = card.jurisdiction === NATIONAL ? undefined : deps.states[card.jurisdiction]?.channel;
  // A card that is, or may be, in a channel stays with it, whatever is configured since.
  const kept = mayBeThere || card.messageTs !== null ? card.channel : null;
  const channel =
    kept ?? (card.jurisdiction === TEST_DESK ? deps.channels.operator : (own ?? deps.channels.national));
  if (channel === undefined) return undefined;
  if (card.messageTs === null && !mayBeThere) {
    const retryAt = await takePostingSlot(tx, {
      ...{ channel, cardId, rank: RANKS[card.urgency] ?? RANKS.unknown },
      intervalMs: deps.postIntervalMs,
    });
    if (retryAt !== undefined) {
      await comeBack(tx, cardId, card.urgency, retryAt);
      return 'waits';
    }
  }
  const claimedAt = deps.now();
  await markCardPosting(tx, cardId, channel, claimedAt);
  return { channel, mayBeThere, claimedAt };
}

/** A new job in place of this one, so that waiting for the channel uses up no attempt. */
async function comeBack(tx: Tx, cardId: string, urgency: string, runAt: Date): Promise<void> {
  const priority = urgency === 'immediate_danger' ? PRIORITY.danger : PRIORITY.normal;
  await addJobs(tx, [job('notifyLiaison', { cardId }, { key: cardJobKey(cardId), runAt, priority })]);
}

/** False when another job holds the card for too long. */
async function takeLock(tx: Tx, cardId: string): Promise<boolean> {
  try {
    await lockCard(tx, cardId, LOCK_WAIT_MS);
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === '55P03') return false;
    throw thrown;
  }
}

interface Shown {
  card: CardToShow;
  at: ShownAt;
}

/** Shows the card and records it. A fault of Slack is returned, so that what is known of the card is committed. */
async function showClaimed(
  deps: LiaisonDeps & ShowCardDeps,
  tx: Tx,
  cardId: string,
  claim: Claim,
): Promise<SlackFailure | Shown | 'withheld'> {
  // Read under the lock: another job may have shown it, or tried to, since the claim.
  const card = await getCardToShow(tx, cardId);
  const mayBeThere = claim.mayBeThere || card.claimedAt?.getTime() !== claim.claimedAt.getTime();
  if (card.messageTs === null && !mayBeThere && !isShared(deps.vault, card)) {
    await withholdCard(tx, cardId, deps.now());
    deps.logger.info({ cardId, tipId: card.tipId, state: card.jurisdiction }, 'card withheld');
    return 'withheld';
  }
  const channel = card.channel ?? claim.channel;
  const desks = await readDesks(tx, deps.vault, card.tipId);
  const alike = await listAlikeCards(tx, cardId);
  const placement = { cardId, card, channel, desks, alike, mayBeThere };
  let shown;
  try {
    shown = await showCard(deps, placement).catch(async (thrown: unknown) => {
      if (card.map === null || !isMapRefused(thrown)) throw thrown;
      if (isMapYoung(card.map, deps.now())) await showMapAt(tx, cardId, soon(deps.now()));
      return showCard(deps, { ...placement, card: { ...card, map: null } });
    });
  } catch (thrown) {
    const failure = toSlackFailure(thrown);
    // What was not done now says nothing of an earlier attempt, which may have got through.
    if (failure.notDone && !mayBeThere) await resetCard(tx, cardId);
    return failure;
  }
  deps.crashPoint?.(`liaison:after-${shown.event}`);
  await recordCardShown(tx, { cardId, ...shown, now: deps.now() });
  if (shown.event === 'card_posted' || shown.changed !== undefined) await requestMap(tx, cardId);
  if (shown.changed !== undefined) await tellChange(deps, tx, cardId, shown.changed);
  const durationMs = deps.now().getTime() - card.createdAt.getTime();
  const about = { cardId, tipId: card.tipId, state: card.jurisdiction, revision: shown.revision };
  deps.logger.info({ ...about, durationMs }, shown.event === 'card_posted' ? 'card posted' : 'card updated');
  return { card, at: shown };
}

/** Slack answers so while it has not looked at the file yet, or when somebody deleted it. */
function isMapRefused(thrown: unknown): boolean {
  return toSlackFailure(thrown).error.providerCode === 'invalid_blocks';
}

const MAP_YOUNG_MS = 60_000;
const SOON_MS = 5000;

function isMapYoung({ uploadedAt }: NonNullable<CardToShow['map']>, now: Date): boolean {
  return now.getTime() - uploadedAt.getTime() < MAP_YOUNG_MS;
}

function soon(now: Date): Date {
  return new Date(now.getTime() + SOON_MS);
}

/** In the thread, and in that of the card this one was merged into; whoever holds the tip is called. */
async function tellChange(deps: LiaisonDeps, tx: Tx, cardId: string, changed: string): Promise<void> {
  const root = await findMergeRoot(tx, cardId);
  const holders = await listHolders(tx, root);
  const text = [changed, ...holders.map(mention)].join(' ');
  const lines = [...new Set([cardId, root])].map((id) => threadLine(deps.vault, id, { text }));
  await addThreadLines(tx, lines, deps.now());
}

/** A fault of Slack is returned, so that what is known of the lines is committed. */
async function postThread(
  deps: LiaisonDeps & ShowCardDeps,
  tx: Tx,
  cardId: string,
  { card, at }: Shown,
): Promise<SlackFailure | undefined> {
  const rank = THREAD_RANK + (RANKS[card.urgency] ?? RANKS.unknown);
  const takeSlot = (): Promise<Date | undefined> =>
    deps.store.statement((own) =>
      takePostingSlot(own, { channel: at.channel, cardId, rank, intervalMs: deps.postIntervalMs }),
    );
  try {
    const place = { cardId, channel: at.channel, cardTs: at.messageTs };
    const retryAt = await postWaitingLines(deps, tx, place, takeSlot);
    if (retryAt !== undefined) await comeBack(tx, cardId, card.urgency, retryAt);
    return undefined;
  } catch (thrown) {
    return toSlackFailure(thrown);
  }
}

function noChannel(remedy: string): SlackFailure {
  const error = new SightlineError('PROVIDER_REFUSED', remedy, {
    providerCode: 'no_channel',
    retryable: true,
  });
  return { error, notDone: true };
}

/** Tells the operators, each once a card: `refused` at the first clear no, `late`, and `failed` at the end. */
async function recordTrouble(
  { now }: LiaisonDeps,
  tx: Tx,
  cardId: string,
  error: SightlineError,
  final: boolean,
): Promise<void> {
  const trouble = await findCardTrouble(tx, cardId);
  if (trouble === undefined) return;
  const kind = final
    ? 'failed'
    : error.code !== 'PROVIDER_UNAVAILABLE'
      ? 'refused'
      : isLate(trouble, now())
        ? 'late'
        : undefined;
  const alerts = kind === undefined || trouble.alerts.includes(kind) ? [] : [kind];
  const detail = `${trouble.jurisdiction}: ${error.code} ${error.providerCode ?? ''} (card ${cardId})`;
  await recordCardFailure(tx, {
    cardId,
    final,
    alerts,
    jobs: alerts.map((name) =>
      job(
        'alertOperators',
        { code: `CARD_${name.toUpperCase()}`, detail, tipId: trouble.tipId },
        { priority: PRIORITY.danger },
      ),
    ),
  });
}

function isLate({ posted, urgency, createdAt }: CardTrouble, now: Date): boolean {
  const limitMs = urgency === 'immediate_danger' ? LATE_AFTER_MS.danger : LATE_AFTER_MS.other;
  return !posted && now.getTime() - createdAt.getTime() > limitMs;
}
