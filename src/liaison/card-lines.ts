/** One tip in one line, for lists that one person sees. Urgency, reference, what and where, age, whose turn. */

import { type RichTextElement, type RichTextSection } from '@slack/web-api';
import { getCardToShow } from '../store/queries/liaison-cards.js';
import { type FoundCard } from '../store/queries/find-cards.js';
import { type Tx } from '../store/store.js';
import { venueLabel } from '../tip/labels.js';
import { type Tip } from '../tip/schema.js';
import { URGENCY_MARKS } from './card.js';
import { clean, cut, hide, line, rich } from './card-text.js';
import { minutesBetween } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { listHidden, listWitnessNumbers, readView } from './shown-tip.js';

/** Opens what the card shows; the lists are short, so a query a card is bounded. */
export async function describeCards(
  { vault, now }: Pick<LiaisonDeps, 'vault' | 'now'>,
  tx: Tx,
  cards: readonly FoundCard[],
): Promise<RichTextSection[]> {
  const lines: RichTextSection[] = [];
  for (const found of cards) {
    const card = await getCardToShow(tx, found.cardId);
    const { tip } = readView(vault, card);
    const hidden = listHidden(tip, listWitnessNumbers(vault, card));
    const words = hide(clean(describePlace(tip)), hidden);
    lines.push(line(...describeLine(found, words, now())));
  }
  return lines;
}

function describeLine(found: FoundCard, words: string, now: Date): RichTextElement[] {
  const mark = URGENCY_MARKS[found.urgency as Tip['urgency']];
  return [
    rich(`${mark} `),
    rich(found.reference, { bold: true }),
    rich(
      `${found.isTest ? '  TEST' : ''}  ${cut(words, 120)}  ·  ${describeAge(found.firstContactAt, now)}  ·  `,
    ),
    ...(found.acknowledgedBy === null
      ? [rich('not acknowledged', { bold: true })]
      : /^[UW]/.test(found.acknowledgedBy)
        ? [{ type: 'user' as const, user_id: found.acknowledgedBy }]
        : [rich('acknowledged by phone')]),
    ...(found.closedAt === null ? [] : [rich('  ·  closed')]),
  ];
}

function describePlace({ venue, location: at, transit }: Tip): string {
  const where = [at.business, at.city, at.state].filter(Boolean).join(', ');
  const ride = transit === null ? '' : [transit.operator, transit.route].filter(Boolean).join(' ');
  const parts = [venue === null ? '' : venueLabel(venue), ride, where].filter((part) => part !== '');
  return parts.length === 0 ? 'place not known' : parts.join(', ');
}

/** "12 min", "3 h 05", "4 days". */
export function describeAge(from: Date, to: Date): string {
  const minutes = minutesBetween(from, to);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(minutes / (24 * 60))} days`;
}
