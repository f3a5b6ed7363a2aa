/** Finding a tip again: `/tip MO-7K3QF-2X`, `/tips open`, `/tips mine`. Each shows a person their own channels only. */

import { type KnownBlock } from '@slack/web-api';
import { findCardsByReference, listCardsOf, listOpenCards } from '../store/queries/find-cards.js';
import { getCardToShow } from '../store/queries/liaison-cards.js';
import { parseReference } from '../tip/reference.js';
import { describeCards } from './card-lines.js';
import { context, section } from './card-text.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type FindChannels } from './membership.js';
import { type DeskCommand, type DeskInteractions, type DeskReply } from './ports.js';
import { readDesks } from './progress.js';
import { drawCard } from './show-card.js';
import { readView } from './shown-tip.js';

const MAX_LISTED = 15;
const HELP =
  '`/tips open` lists what is open in your channels, `/tips mine` what you hold, `/tip MO-7K3QF-2X` shows one tip.';

export function createFinding(
  deps: LiaisonDeps,
  findChannels: FindChannels,
): Pick<DeskInteractions, 'commands'> {
  return {
    commands: {
      '/tip': (command) => showTip(deps, findChannels, command),
      '/tips': (command) => listTips(deps, findChannels, command),
    },
  };
}

async function showTip(
  deps: LiaisonDeps,
  findChannels: FindChannels,
  { userId, text }: DeskCommand,
): Promise<DeskReply> {
  if (text === '') return { text: HELP };
  const reference = parseReference(text);
  if (reference === undefined)
    return { text: 'That is not a tip’s code, or it has a typo. It looks like `MO-7K3QF-2X`.' };
  const channels = await findChannels(userId);
  return deps.store.transaction(async (tx) => {
    const [found] = await findCardsByReference(tx, reference, channels);
    // The same answer for a tip that is not there and for one in another team's channel.
    if (found === undefined) return { text: `No tip ${reference} in your channels.` };
    const card = await getCardToShow(tx, found.cardId);
    const desks = await readDesks(tx, deps.vault, found.tipId);
    const place = { cardId: found.cardId, card, channel: found.channel, desks, alike: [], mayBeThere: false };
    const { text: notification, blocks } = drawCard(deps, place, readView(deps.vault, card));
    const link = await findLink(deps, found.channel, found.messageTs);
    return { text: notification, blocks: [...blocks, ...(link === undefined ? [] : [context(link)])] };
  });
}

async function findLink(
  { slack }: LiaisonDeps,
  channel: string,
  messageTs: string | null,
): Promise<string | undefined> {
  if (messageTs === null) return undefined;
  const answer = await slack?.chat.getPermalink({ channel, message_ts: messageTs }).catch(() => undefined);
  return answer?.permalink === undefined ? undefined : `<${answer.permalink}|Open its thread>`;
}

async function listTips(
  deps: LiaisonDeps,
  findChannels: FindChannels,
  { userId, text }: DeskCommand,
): Promise<DeskReply> {
  const which = text.toLowerCase();
  if (which !== 'open' && which !== 'mine') return { text: HELP };
  const channels = await findChannels(userId);
  return deps.store.transaction(async (tx) => {
    const found =
      which === 'open'
        ? await listOpenCards(tx, channels, MAX_LISTED + 1)
        : await listCardsOf(tx, userId, channels, MAX_LISTED + 1);
    const title = which === 'open' ? 'Open in your channels' : 'Yours';
    if (found.length === 0) return { text: `${title}: none.` };
    const lines = await describeCards(deps, tx, found.slice(0, MAX_LISTED));
    const blocks: KnownBlock[] = [
      section(`*${title}*`),
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: lines }],
      },
      ...(found.length > MAX_LISTED ? [context('There are more; the most urgent are shown.')] : []),
    ];
    return { text: `${title}: ${found.length > MAX_LISTED ? `${MAX_LISTED}+` : found.length}`, blocks };
  });
}
