/**
 * Brings one card in Slack to the tip's newest revision, while the caller holds the card's lock: posts it when it
 * is not there, else updates it. Returns where it is now and what a new revision changed.
 */

import { type WebClient } from '@slack/web-api';
import { describeError, type Logger } from '../logger.js';
import { type CardToShow } from '../store/queries/liaison-cards.js';
import { type AlikeCard } from '../store/queries/tip-keys.js';
import { type Vault } from '../store/vault.js';
import { type TipSection } from '../tip/changes.js';
import { type SignLabels } from '../tip/labels.js';
import { type Tip } from '../tip/schema.js';
import { buildCard, type Card } from './card.js';
import { findPostedCard, type PostedCard } from './find-posted.js';
import { type DeskView } from './progress.js';
import { listWitnessNumbers, readView, type View } from './shown-tip.js';
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

export interface CardPlacement {
  cardId: string;
  card: CardToShow;
  channel: string;
  /** Every desk that has this tip. */
  desks: readonly DeskView[];
  /** Tips of this desk that share a plate or a place. */
  alike: readonly AlikeCard[];
  /** An earlier attempt may have got through. */
  mayBeThere: boolean;
}

export async function showCard(deps: ShowCardDeps, input: CardPlacement): Promise<ShownAt> {
  const { card, channel, mayBeThere } = input;
  const view = readView(deps.vault, card);
  const drawn = drawCard(deps, input, view);
  // Without its content nothing counts as shown: a later drawing must not take it as seen.
  const revision = view.tip.revision === 0 ? 0 : view.newestRevision;
  if (card.messageTs === null) {
    const found = mayBeThere ? await lookForCard(deps, input) : undefined;
    if (found === undefined)
      return { channel, messageTs: await post(deps.slack, channel, drawn), revision, event: 'card_posted' };
    const isCurrent = found.revision === revision && desksUntouched(input.desks);
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

/** The card as it is now. */
export function drawCard(
  deps: Pick<ShowCardDeps, 'vault' | 'states' | 'signLabels'>,
  { cardId, card, channel, desks, alike }: CardPlacement,
  view: View,
): Card {
  const desk = desks.find((one) => one.cardId === cardId);
  if (desk === undefined) throw new RangeError(`tip ${card.tipId} has no card ${cardId}`);
  return buildCard({
    cardId,
    jurisdiction: card.jurisdiction,
    tip: view.tip,
    newestRevision: view.newestRevision,
    changes: view.changes,
    alias: card.witnessAlias,
    firstContactAt: card.firstContactAt,
    inNationalChannel: deps.states[card.jurisdiction]?.channel !== channel,
    desk,
    others: desks.filter((one) => one.cardId !== cardId),
    alike,
    map: card.map,
    hiddenPhones: listWitnessNumbers(deps.vault, card),
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

/** Nobody did anything yet, so a card found in Slack shows all there is. */
function desksUntouched(desks: readonly DeskView[]): boolean {
  return desks.every(({ acknowledged, parties, closed }) => !acknowledged && !closed && parties.length === 0);
}
