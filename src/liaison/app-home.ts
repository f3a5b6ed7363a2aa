/** App Home: what is open, what is mine, and the clock of my desks against the yardstick. Drawn when it is opened. */

import { type KnownBlock, type RichTextPreformatted } from '@slack/web-api';
import {
  type ClockMedians,
  listCardsOf,
  listClockMedians,
  listOpenCards,
} from '../store/queries/find-cards.js';
import { type Tx } from '../store/store.js';
import { describeCards } from './card-lines.js';
import { deskName } from './card-progress.js';
import { context, rich, section } from './card-text.js';
import { YARDSTICK_MINUTES } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type FindChannels } from './membership.js';
import { type DeskInteractions } from './ports.js';

const MAX_OPEN = 20;
const MAX_MINE = 10;
const MAX_DESKS = 8;
const MEDIANS_OVER_DAYS = 30;

export function createAppHome(
  deps: LiaisonDeps,
  findChannels: FindChannels,
): Pick<DeskInteractions, 'openHome'> {
  return {
    openHome: async (userId) => {
      const channels = await findChannels(userId);
      const blocks = await deps.store.transaction((tx) => drawHome(deps, tx, userId, channels));
      await deps.slack?.views.publish({ user_id: userId, view: { type: 'home', blocks } });
    },
  };
}

async function drawHome(
  deps: LiaisonDeps,
  tx: Tx,
  userId: string,
  channels: readonly string[],
): Promise<KnownBlock[]> {
  const open = await listOpenCards(tx, channels, MAX_OPEN + 1);
  const mine = await listCardsOf(tx, userId, channels, MAX_MINE);
  // A witness who opens App Home is in no liaison channel, and is told how to write.
  if (channels.length === 0)
    return [section('See something that may be human trafficking? Write in *Messages*.')];
  const medians = await listClockMedians(tx, channels, MEDIANS_OVER_DAYS);
  return [
    { type: 'header', text: { type: 'plain_text', text: 'Open tips' } },
    ...(await listBlocks(deps, tx, open.slice(0, MAX_OPEN), 'Nothing is open in your channels.')),
    ...(open.length > MAX_OPEN ? [context('There are more; the most urgent are shown.')] : []),
    { type: 'header', text: { type: 'plain_text', text: 'Mine' } },
    ...(await listBlocks(deps, tx, mine, 'You hold no open tip.')),
    { type: 'header', text: { type: 'plain_text', text: 'The clock' } },
    context(
      `Median minutes since first contact, last ${MEDIANS_OVER_DAYS} days. The yardstick is ${YARDSTICK_MINUTES} minutes to the door.`,
    ),
    ...medians.slice(0, MAX_DESKS).flatMap((one) => medianBlocks(deps, one)),
    ...(medians.length === 0 ? [section('No tips yet.')] : []),
  ];
}

async function listBlocks(
  deps: LiaisonDeps,
  tx: Tx,
  cards: Parameters<typeof describeCards>[2],
  none: string,
): Promise<KnownBlock[]> {
  if (cards.length === 0) return [section(none)];
  const elements = await describeCards(deps, tx, cards);
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }];
}

function medianBlocks({ states }: LiaisonDeps, medians: ClockMedians): KnownBlock[] {
  return [
    section(
      `*${deskName(states, medians.jurisdiction)}*, ${medians.tips} ${medians.tips === 1 ? 'tip' : 'tips'}`,
    ),
    { type: 'rich_text', elements: [drawChart(medians)] },
  ];
}

const BAR_WIDTH = 29;

/** A bar a row, one character a minute up to the yardstick; what is over it says so. */
export function drawChart({ handedOver, acknowledged, onScene }: ClockMedians): RichTextPreformatted {
  const rows = [
    ['To the hotline', handedOver],
    ['Acknowledged', acknowledged],
    ['On scene', onScene],
  ] as const;
  const text = rows
    .map(([label, minutes]) => {
      const filled = minutes === null ? 0 : Math.min(BAR_WIDTH, Math.ceil(minutes));
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
      return `${label.padEnd(15)}${bar} ${minutes === null ? 'none yet' : describeMinutes(minutes)}`;
    })
    .join('\n');
  return { type: 'rich_text_preformatted', elements: [rich(text) as { type: 'text'; text: string }] };
}

function describeMinutes(minutes: number): string {
  const shown = minutes < 1 ? '<1' : minutes < 10 ? minutes.toFixed(1) : String(Math.round(minutes));
  return `${shown} min${minutes > YARDSTICK_MINUTES ? ' OVER' : ''}`;
}
