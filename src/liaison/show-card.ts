/**
 * Brings one card in Slack to the tip's newest revision, while the caller holds the card's lock: posts it when it
 * is not there, else updates it. Returns where it is now and what a new revision changed.
 */

import { type WebClient } from '@slack/web-api';
import { describeError, type Logger } from '../logger.js';
import { type CardToShow } from '../store/queries/liaison-cards.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { type Vault } from '../store/vault.js';
import { listChanges, type TipSection } from '../tip/changes.js';
import { type SignLabels } from '../tip/labels.js';
import { type Tip } from '../tip/schema.js';
import { buildCard, type Card } from './card.js';
import { findPostedCard, type PostedCard } from './find-posted.js';
import { toSlackFailure } from './slack-errors.js';
import { type States } from './states.js';

export interface ShowCardDeps {
  slack: WebClient;
  vault: Pick<Vault, 'open' | 'openObject'>;
  states: States;
  signLabels: SignLabels;
  logger: Logger;
}

export interface ShownAt {
  channel: string;
  messageTs: string;
  revision: number;
  event: 'card_posted' | 'card_updated';
  /** What the new revision changed, for the thread. */
  changed?: string | undefined;
}

/** `mayBeThere`: an earlier attempt may have got through. */
export async function showCard(
  deps: ShowCardDeps,
  input: { cardId: string; card: CardToShow; channel: string; mayBeThere: boolean },
): Promise<ShownAt> {
  const { cardId, card, channel, mayBeThere } = input;
  const view = readView(deps.vault, card);
  const drawn = drawCard(deps, cardId, card, channel, view);
  const revision = view.newestRevision;
  if (card.messageTs === null) {
    const found = mayBeThere ? await lookForCard(deps, input) : undefined;
    if (found === undefined)
      return { channel, messageTs: await post(deps.slack, channel, drawn), revision, event: 'card_posted' };
    const isCurrent = found.revision === revision && card.acknowledgedAt === null;
    if (isCurrent || (await update(deps.slack, channel, found.ts, drawn)))
      return { channel, messageTs: found.ts, revision, event: 'card_posted' };
  }
  const messageTs = card.messageTs;
  if (messageTs === null || !(await update(deps.slack, channel, messageTs, drawn)))
    // Someone deleted the card in Slack: a tip must not vanish with it.
    return { channel, messageTs: await post(deps.slack, channel, drawn), revision, event: 'card_posted' };
  const changed = revision > card.revisionShown ? describeRevision(view.newest, view.changes) : undefined;
  return { channel, messageTs, revision, event: 'card_updated', changed };
}

interface View {
  /** The newest revision that may be shown: a later "do not share with the state" freezes the card. */
  tip: Tip;
  newest: Tip;
  newestRevision: number;
  changes: TipSection[];
}

function readView(vault: Pick<Vault, 'openObject'>, card: CardToShow): View {
  const open = (index: number): Tip | undefined => {
    const row = card.revisions[index];
    return row && (vault.openObject(row.documentSealed, tipRevisionPlace(card.tipId, row.revision)) as Tip);
  };
  const newest = open(0);
  if (newest === undefined) throw new RangeError(`tip ${card.tipId} has no revision`);
  let tip = newest;
  for (let index = 1; tip.consent.shareWithState === false && index < card.revisions.length; index++)
    tip = open(index) ?? tip;
  if (tip.consent.shareWithState === false) tip = withoutContent(newest);
  const before =
    card.revisionShown > 0 && card.revisionShown < newest.revision ? card.revisionShown : newest.revision - 1;
  const previous = open(card.revisions.findIndex(({ revision }) => revision === before));
  const changes = card.revisionShown === 0 || previous === undefined ? [] : listChanges(previous, newest);
  return { tip, newest, newestRevision: newest.revision, changes };
}

/** Reference, urgency and state only: it was never allowed to be shown here. */
function withoutContent(tip: Tip): Tip {
  return {
    ...tip,
    revision: 0,
    narrative: [],
    indicators: [],
    people: {},
    vehicles: [],
    venue: null,
    location: { precision: 'unknown', confirmed: false },
    transit: null,
    occurred: {},
    attachments: [],
    callback: {},
  };
}

function drawCard(deps: ShowCardDeps, cardId: string, card: CardToShow, channel: string, view: View): Card {
  const address =
    card.witnessChannel === 'sms'
      ? [deps.vault.open(card.addressSealed, `witnesses:${card.witnessId}:address`)]
      : [];
  return buildCard({
    cardId,
    jurisdiction: card.jurisdiction,
    tip: view.tip,
    newestRevision: view.newestRevision,
    changes: view.changes,
    alias: card.witnessAlias,
    firstContactAt: card.firstContactAt,
    inNationalChannel: deps.states[card.jurisdiction]?.channel !== channel,
    acknowledged:
      card.acknowledgedAt === null || card.acknowledgedBy === null
        ? undefined
        : { by: card.acknowledgedBy, at: card.acknowledgedAt },
    hiddenPhones: address,
    states: deps.states,
    signLabels: deps.signLabels,
  });
}

/** When Slack will not let us look (a scope is missing), a card twice is better than none. */
async function lookForCard(
  { slack, logger }: ShowCardDeps,
  { cardId, card, channel }: { cardId: string; card: CardToShow; channel: string },
): Promise<PostedCard | undefined> {
  try {
    return await findPostedCard(slack, { channel, cardId, since: card.createdAt });
  } catch (thrown) {
    const { error } = toSlackFailure(thrown);
    if (error.code !== 'PROVIDER_REFUSED') throw thrown;
    logger.error(
      { cardId, ...describeError(error) },
      'cannot look for a card that may be posted; posting it',
    );
    return undefined;
  }
}

async function post(slack: WebClient, channel: string, card: Card): Promise<string> {
  const answer = await slack.chat.postMessage({ channel, ...card, unfurl_links: false, unfurl_media: false });
  if (answer.ts === undefined) throw new TypeError('Slack answered without ts');
  return answer.ts;
}

const GONE = new Set(['message_not_found', 'cant_update_message']);

/** False when the message is no longer there. */
async function update(slack: WebClient, channel: string, ts: string, card: Card): Promise<boolean> {
  try {
    await slack.chat.update({ channel, ts, ...card });
    return true;
  } catch (thrown) {
    if (GONE.has(toSlackFailure(thrown).error.providerCode ?? '')) return false;
    throw thrown;
  }
}

/** Codes only, no word of the witness. */
function describeRevision(tip: Tip, changes: readonly TipSection[]): string {
  const what =
    tip.status === 'withdrawn'
      ? 'withdrawn by the witness'
      : tip.consent.shareWithState === false
        ? 'the witness no longer shares with the state team'
        : changes.length === 0
          ? 'nothing visible changed'
          : `changed: ${changes.join(', ')}`;
  return `Revision ${tip.revision} of ${tip.reference}: ${what}`;
}
