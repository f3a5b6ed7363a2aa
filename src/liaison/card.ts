/**
 * The card of one tip in one state's channel: what, where, how urgent, whose turn, in ten seconds. Pure.
 *
 * The notification text and our mrkdwn hold no word of the witness; metadata holds ids only, since every member
 * and app of a workspace can read it.
 */

import { type KnownBlock, type MessageMetadata } from '@slack/web-api';
import { type AlikeCard } from '../store/queries/tip-keys.js';
import { type TipSection } from '../tip/changes.js';
import { languageLabel, type SignLabels, URGENCY_LABELS, venueLabel } from '../tip/labels.js';
import { type Tip } from '../tip/schema.js';
import { NATIONAL } from '../tip/sharing.js';
import { cardActions } from './card-actions.js';
import { factsBlock, storyBlock } from './card-facts.js';
import { deskName, progressBlocks } from './card-progress.js';
import { type DeskView } from './progress.js';
import { listHidden } from './shown-tip.js';
import {
  clean,
  context,
  cut,
  escape,
  HEADER_MAX,
  type Hidden,
  hide,
  localTime,
  section,
  slackDate,
} from './card-text.js';
import { type States, stateName } from './states.js';

export const CARD_EVENT = 'sightline_card';

export interface CardInput {
  cardId: string;
  /** USPS code, or `US` for a tip whose state is not known. */
  jurisdiction: string;
  /** The newest revision that may be shown here. */
  tip: Tip;
  /** The newest revision there is; higher than the tip's when the witness no longer shares with the state. */
  newestRevision: number;
  /** What that revision changed. */
  changes: readonly TipSection[];
  /** What stands for the witness. */
  alias: string;
  firstContactAt: Date;
  /** The state has no channel of its own. */
  inNationalChannel: boolean;
  /** What this desk did, and the other ones. */
  desk: DeskView;
  others: readonly DeskView[];
  /** Tips of this desk that share a plate or a place. */
  alike?: readonly AlikeCard[];
  /** Numbers of the witness that must not show, besides those in the tip. */
  hiddenPhones?: readonly string[];
  states: States;
  signLabels: SignLabels;
}

export interface Card {
  /** For notifications: urgency, state and reference. */
  text: string;
  blocks: KnownBlock[];
  metadata: MessageMetadata;
}

export const URGENCY_MARKS: Record<Tip['urgency'], string> = {
  immediate_danger: '🔴',
  in_progress: '🟠',
  recent: '🟡',
  past: '🔵',
  unknown: '⚪',
};

export function buildCard(input: CardInput): Card {
  const { tip } = input;
  const hidden = listHidden(input.tip, input.hiddenPhones);
  const timeZone = input.states[input.jurisdiction]?.timeZone ?? tip.occurred.timeZone ?? 'UTC';
  const story = storyBlock(tip, hidden);
  const marks = listMarks(input);
  const blocks: KnownBlock[] = [
    {
      type: 'header',
      text: { type: 'plain_text', text: composeHeader(tip, hidden), emoji: true },
    },
    context(describeHead(input)),
    ...(marks.length === 0 ? [] : [section(marks.join('\n'))]),
    ...describeDeadline(tip, timeZone),
    factsBlock({ tip, changes: input.changes, signLabels: input.signLabels, timeZone, hidden }),
    ...(story === undefined ? [] : [story]),
    ...progressBlocks({ ...input, timeZone, deadline: findDeadline(tip) }),
    ...alikeBlocks(input.alike ?? []),
    cardActions(input.desk, tip),
    context(describeWitness(input)),
  ];
  return {
    text: composeNotification(input),
    blocks,
    metadata: {
      event_type: CARD_EVENT,
      event_payload: { card_id: input.cardId, revision: input.newestRevision },
    },
  };
}

function alikeBlocks(alike: readonly AlikeCard[]): KnownBlock[] {
  if (alike.length === 0) return [];
  const tips = alike.map(({ reference, kinds, at, closed, merged }) => {
    const state = merged ? ', merged' : closed ? ', closed' : '';
    return `*${reference}* (same ${kinds.join(', ')}, ${slackDate(at, '{date_short_pretty} {time}')}${state})`;
  });
  return [context(`:link: Similar: ${tips.join('  ·  ')}. \`/tip\` and the code shows it.`)];
}

/** Urgency, state and reference; shows on lock screens. */
export function composeNotification({
  tip,
  jurisdiction,
  newestRevision,
  states,
}: Pick<CardInput, 'tip' | 'jurisdiction' | 'newestRevision' | 'states'>): string {
  const test = tip.provenance.test ? 'TEST ' : '';
  const codes = jurisdiction === NATIONAL ? tip.jurisdictions : [jurisdiction];
  const names = codes.map((code) => escape(stateName(states, code))).join(', ');
  const where = names === '' ? 'state not known' : names;
  const revision = newestRevision > 1 ? `, revision ${newestRevision}` : '';
  return `${test}${URGENCY_LABELS[tip.urgency]}: tip ${tip.reference} (${where})${revision}`;
}

function composeHeader(tip: Tip, hidden: Hidden): string {
  const where = [tip.location.city, tip.location.state].filter(Boolean).join(', ');
  const parts = [
    `${URGENCY_MARKS[tip.urgency]} ${URGENCY_LABELS[tip.urgency]}`,
    tip.venue === null ? '' : venueLabel(tip.venue),
    hide(clean(where).replaceAll('\n', ' '), hidden),
  ];
  return cut(parts.filter((part) => part !== '').join(' · '), HEADER_MAX);
}

function describeHead({ tip, newestRevision, changes, firstContactAt }: CardInput): string {
  const changed = changes.length === 0 ? '' : ` (changed: ${changes.join(', ')})`;
  return [
    `*${tip.reference}*`,
    `revision ${newestRevision}${changed}`,
    `first contact ${slackDate(firstContactAt, '{date_short_pretty} {time} ({ago})')}`,
  ].join('  ·  ');
}

/** What a reader must know before they act on the facts. */
function listMarks(input: CardInput): string[] {
  const { tip, jurisdiction, states, newestRevision } = input;
  const names = (codes: readonly string[]): string =>
    codes.map((code) => escape(stateName(states, code))).join(', ');
  const others = tip.jurisdictions.filter((code) => code !== jurisdiction);
  const isConcerned = jurisdiction === NATIONAL || tip.jurisdictions.includes(jurisdiction);
  const { shareWithState } = tip.consent;
  return [
    tip.provenance.test ? '*TEST: do not act on this.*' : '',
    tip.status === 'withdrawn' ? '*Withdrawn by the witness.*' : '',
    tip.status === 'partial' ? '*Partial:* the conversation had not ended when this was sent.' : '',
    newestRevision > tip.revision
      ? `*The witness no longer shares with the state team.* Nothing after revision ${tip.revision} is shown; the hotline has it.`
      : '',
    shareWithState === undefined ? '*Shared because of the danger;* the witness has not been asked yet.' : '',
    input.inNationalChannel && jurisdiction !== NATIONAL
      ? `*For ${names([jurisdiction])}:* no channel is set for it, so this is in the national channel.`
      : '',
    jurisdiction === NATIONAL && tip.jurisdictions.length === 0 ? '*State not known.*' : '',
    jurisdiction === NATIONAL && tip.jurisdictions.length > 0 ? `*State known now:* ${names(others)}.` : '',
    isConcerned || input.desk.reroutedFrom !== undefined
      ? ''
      : `*The place was corrected:* this now concerns ${names(others) || 'a state not known'}.`,
    describeReroute(input),
    isConcerned && jurisdiction !== NATIONAL && others.length > 0 ? `Also concerns ${names(others)}.` : '',
  ].filter((mark) => mark !== '');
}

function describeReroute({ desk: { reroutedFrom }, states }: CardInput): string {
  if (reroutedFrom === undefined) return '';
  const reason = reroutedFrom.reason === undefined ? '' : `: ${escape(cut(clean(reroutedFrom.reason), 300))}`;
  return `*Given on by ${deskName(states, reroutedFrom.jurisdiction)}*${reason}`;
}

function findDeadline({ transit }: Tip): Date | undefined {
  return transit?.arrivalAt === undefined ? undefined : new Date(transit.arrivalAt);
}

function describeDeadline(tip: Tip, timeZone: string): KnownBlock[] {
  const at = findDeadline(tip);
  if (at === undefined) return [];
  return [
    section(
      `:alarm_clock: *Next stop ${slackDate(at, '{time} ({ago})')}* (${localTime(at, timeZone)} there)`,
    ),
  ];
}

function describeWitness({ tip, alias }: CardInput): string {
  const questions = tip.consent.followUp;
  const share = tip.consent.shareWithState;
  return [
    `Witness *${escape(alias)}*`,
    tip.channel === 'sms' ? 'by text message' : 'by Slack',
    `in ${escape(languageLabel(tip.language))}`,
    share === undefined ? '' : share ? 'agreed to share with the state' : 'does not share with the state',
    questions === undefined ? '' : questions ? 'may be asked more' : 'asked not to be asked more',
    'unverified',
  ]
    .filter((part) => part !== '')
    .join('  ·  ');
}
