/**
 * The desk's use cases: show a tip's card, acknowledge it, tell the operators. Each is safe to repeat; each
 * throws when Slack would not, so that the job runner tries again.
 *
 * A card is claimed in one transaction (`posting`), shown and recorded in a second that holds the card's lock.
 * So a worker that dies in between leaves `posting`, and the next one looks in Slack before it posts.
 */

import { type WebClient } from '@slack/web-api';
import { SightlineError } from '../errors.js';
import { describeError, type Logger } from '../logger.js';
import {
  acknowledgeCard,
  type AcknowledgeOutcome,
  type CardTrouble,
  findCardForUpdate,
  findCardTrouble,
  findTipReference,
  getCardToShow,
  lockCard,
  markCardPosting,
  recordCardFailure,
  recordCardShown,
  resetCard,
} from '../store/queries/liaison-cards.js';
import { type Attempt, job, type JobPayloads, PRIORITY } from '../store/queue.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { type SignLabels } from '../tip/labels.js';
import { NATIONAL } from '../tip/sharing.js';
import { escape } from './card-text.js';
import { showCard, type ShowCardDeps } from './show-card.js';
import { refusedBySlack, type SlackFailure, toSlackFailure } from './slack-errors.js';
import { type States } from './states.js';

export interface LiaisonDeps {
  store: Pick<Store, 'transaction'>;
  vault: Pick<Vault, 'open' | 'openObject'>;
  /** Without retries of its own, rejecting rate-limited calls, with a timeout. Undefined: Slack is not set up. */
  slack: WebClient | undefined;
  states: States;
  channels: { national: string | undefined; operator: string | undefined };
  signLabels: SignLabels;
  logger: Logger;
  now: () => Date;
  /** Named places where a crash test kills the process. */
  crashPoint?: (name: string) => void;
}

export interface Liaison {
  /** Posts the card or brings it to the tip's newest revision. */
  notifyLiaison: (payload: JobPayloads['notifyLiaison'], attempt?: Attempt) => Promise<void>;
  /** The first one wins; the others learn who was first. The card is redrawn by a job. */
  acknowledge: (input: { cardId: string; userId: string }) => Promise<AcknowledgeOutcome>;
  /** Tells a person who pressed the button after somebody else, in words only they see. Never throws. */
  tellAlready: (input: { userId: string; channelId: string; by: string; at: Date }) => Promise<void>;
  /** `detail` holds ids and codes only. */
  alertOperators: (payload: JobPayloads['alertOperators']) => Promise<void>;
}

/** Longer than a Slack call may take: another job at the same card finishes or fails first. */
const LOCK_WAIT_MS = 20_000;
/** From creating the card to posting it; after that the operators are told. */
const LATE_AFTER_MS = { danger: 60_000, other: 5 * 60_000 } as const;

export function createLiaison(deps: LiaisonDeps): Liaison {
  return {
    notifyLiaison: (payload, attempt = { attempt: 1, maxAttempts: Infinity }) =>
      notifyLiaison(deps, payload.cardId, attempt),
    acknowledge: ({ cardId, userId }) =>
      deps.store.transaction((tx) => acknowledgeCard(tx, { cardId, userId, now: deps.now() })),
    tellAlready: (input) => tellAlready(deps, input),
    alertOperators: (payload) => alertOperators(deps, payload),
  };
}

async function notifyLiaison(deps: LiaisonDeps, cardId: string, attempt: Attempt): Promise<void> {
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
  if (claim === undefined)
    return noChannel('no channel: set SLACK_NATIONAL_CHANNEL or the channel in config/states.yaml');
  deps.crashPoint?.('liaison:after-claim');
  return store.transaction(async (tx) => {
    if (!(await takeLock(tx, cardId)))
      return {
        error: new SightlineError('PROVIDER_UNAVAILABLE', 'another job is at this card'),
        notDone: false,
      };
    return showClaimed({ ...deps, slack }, tx, cardId, claim);
  });
}

interface Claim {
  channel: string;
  /** An earlier attempt may have got through. */
  mayBeThere: boolean;
  claimedAt: Date;
}

async function claimCard(deps: LiaisonDeps, tx: Tx, cardId: string): Promise<Claim | undefined> {
  const card = await findCardForUpdate(tx, cardId);
  if (card === undefined) throw new SightlineError('INTERNAL', `card ${cardId} does not exist`);
  const mayBeThere = card.state === 'posting' || card.state === 'failed';
  const own = card.jurisdiction === NATIONAL ? undefined : deps.states[card.jurisdiction]?.channel;
  // A card that is, or may be, in a channel stays with it, whatever is configured since.
  const kept = mayBeThere || card.messageTs !== null ? card.channel : null;
  const channel = kept ?? own ?? deps.channels.national;
  if (channel === undefined) return undefined;
  const claimedAt = deps.now();
  await markCardPosting(tx, cardId, channel, claimedAt);
  return { channel, mayBeThere, claimedAt };
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

/** Shows the card and records it. A fault of Slack is returned, so that what is known of the card is committed. */
async function showClaimed(
  deps: LiaisonDeps & ShowCardDeps,
  tx: Tx,
  cardId: string,
  claim: Claim,
): Promise<SlackFailure | undefined> {
  // Read under the lock: another job may have shown it, or tried to, since the claim.
  const card = await getCardToShow(tx, cardId);
  const mayBeThere = claim.mayBeThere || card.claimedAt?.getTime() !== claim.claimedAt.getTime();
  const channel = card.channel ?? claim.channel;
  let shown;
  try {
    shown = await showCard(deps, { cardId, card, channel, mayBeThere });
  } catch (thrown) {
    const failure = toSlackFailure(thrown);
    // What was not done now says nothing of an earlier attempt, which may have got through.
    if (failure.notDone && !mayBeThere) await resetCard(tx, cardId);
    return failure;
  }
  deps.crashPoint?.(`liaison:after-${shown.event}`);
  await recordCardShown(tx, { cardId, ...shown, now: deps.now() });
  const durationMs = deps.now().getTime() - card.createdAt.getTime();
  const about = { cardId, tipId: card.tipId, state: card.jurisdiction, revision: shown.revision };
  deps.logger.info({ ...about, durationMs }, shown.event === 'card_posted' ? 'card posted' : 'card updated');
  return undefined;
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

async function tellAlready(
  { slack, logger }: LiaisonDeps,
  { userId, channelId, by, at }: Parameters<Liaison['tellAlready']>[0],
): Promise<void> {
  const who = by === userId ? 'You' : `<@${by}>`;
  const when = `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time}|${at.toISOString()}>`;
  try {
    await slack?.chat.postEphemeral({
      channel: channelId,
      user: userId,
      text: `${who} acknowledged this tip already: ${when}.`,
    });
  } catch (thrown) {
    logger.warn(describeError(toSlackFailure(thrown).error), 'could not say who acknowledged first');
  }
}

async function alertOperators(
  { store, slack, channels, logger }: LiaisonDeps,
  { code, detail, tipId }: JobPayloads['alertOperators'],
): Promise<void> {
  const about = { reason: code, tipId };
  const channel = channels.operator ?? channels.national;
  const reference =
    tipId === undefined ? undefined : await store.transaction((tx) => findTipReference(tx, tipId));
  const tip = reference === undefined ? '' : ` tip ${reference}`;
  try {
    if (slack === undefined || channel === undefined) throw refusedBySlack('no_channel');
    await slack.chat.postMessage({
      channel,
      text: `:rotating_light: *${escape(code)}*${tip}: ${escape(detail)}`,
      unfurl_links: false,
      unfurl_media: false,
    });
  } catch (thrown) {
    const { error } = toSlackFailure(thrown);
    logger.error({ ...about, ...describeError(error) }, 'operators not told');
    throw error;
  }
  logger.info(about, 'operators told');
}
