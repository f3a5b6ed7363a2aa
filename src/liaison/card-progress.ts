/** The part of a card that says whose turn it is: this desk, the parties sent, the other desks, on one clock. Pure. */

import { type ActionsBlock, type Button, type KnownBlock } from '@slack/web-api';
import { ACTION } from './action-ids.js';
import { context, escape, localTime, section, slackDate } from './card-text.js';
import { minutesBetween, nameParty, OUTCOME_LABELS, person, YARDSTICK_MINUTES } from './desk-words.js';
import { type DeskView, type PartyView } from './progress.js';
import { type States, stateName } from './states.js';

export interface ProgressInput {
  desk: DeskView;
  others: readonly DeskView[];
  firstContactAt: Date;
  /** Arrival at the next stop: parties should be in place before it. */
  deadline: Date | undefined;
  timeZone: string;
  states: States;
}

/** More are counted, not shown; a message has 50 blocks. */
const MAX_PARTIES = 6;

export function progressBlocks(input: ProgressInput): KnownBlock[] {
  const { desk, firstContactAt } = input;
  const shown = desk.parties.slice(0, MAX_PARTIES);
  const more = desk.parties.length - shown.length;
  return [
    ...(desk.acknowledged === undefined
      ? []
      : [
          context(
            `:white_check_mark: *Acknowledged* by ${person(desk.acknowledged.by)} ${slackDate(desk.acknowledged.at, '{date_short_pretty} {time}')}, ${minutesBetween(firstContactAt, desk.acknowledged.at)} min after first contact`,
          ),
        ]),
    ...shown.flatMap((party) => partyBlocks(party, input)),
    ...(more > 0 ? [context(`and ${more} more sent`)] : []),
    ...closedBlocks(input),
    ...otherDesks(input),
  ];
}

function partyBlocks(party: PartyView, input: ProgressInput): KnownBlock[] {
  const { firstContactAt, deadline } = input;
  const after = (at: Date): string => `+${minutesBetween(firstContactAt, at)} min`;
  const text = [
    `*${nameParty(party)}*`,
    `assigned ${after(party.assigned.at)} by ${person(party.assigned.by)}`,
    party.enRoute === undefined ? '' : `en route ${after(party.enRoute.at)}`,
    party.onScene === undefined ? '' : describeArrival(party.onScene.at, input),
  ]
    .filter((part) => part !== '')
    .join('  ·  ');
  if (input.desk.closed !== undefined || party.onScene !== undefined) return [section(text)];
  const buttons: Button[] = [
    ...(party.enRoute === undefined ? [button(ACTION.enRoute, 'En route', party.id)] : []),
    button(ACTION.onScene, deadline === undefined ? 'On scene' : 'In place', party.id),
    button(ACTION.release, 'Remove', party.id),
  ];
  return [section(text), { type: 'actions', elements: buttons }];
}

function describeArrival(at: Date, { firstContactAt, deadline, timeZone }: ProgressInput): string {
  const minutes = minutesBetween(firstContactAt, at);
  if (deadline === undefined) return `*on scene +${minutes} min* (yardstick ${YARDSTICK_MINUTES})`;
  const spare = Math.round((deadline.getTime() - at.getTime()) / 60_000);
  const against = spare >= 0 ? `${spare} min before arrival` : `${-spare} min AFTER arrival`;
  return `*in place ${localTime(at, timeZone)}*, ${against}`;
}

function closedBlocks({ desk: { closed }, states }: ProgressInput): KnownBlock[] {
  if (closed === undefined) return [];
  const to = closed.reroutedTo === undefined ? '' : `, given to ${deskName(states, closed.reroutedTo)}`;
  const said = `:file_folder: *Closed: ${OUTCOME_LABELS[closed.outcome]}*${to} by ${person(closed.by)} ${slackDate(closed.at, '{date_short_pretty} {time}')}`;
  const note =
    closed.note === undefined ? [] : [{ type: 'plain_text' as const, text: closed.note.slice(0, 2000) }];
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: said }, ...note] }];
}

function otherDesks({ others, firstContactAt, states }: ProgressInput): KnownBlock[] {
  return others.slice(0, 5).map((desk) => {
    const after = (at: Date): string => `+${minutesBetween(firstContactAt, at)} min`;
    const parts = [
      desk.acknowledged === undefined
        ? 'not acknowledged yet'
        : `acknowledged ${after(desk.acknowledged.at)} by ${person(desk.acknowledged.by)}`,
      ...desk.parties.map((party) => `${nameParty(party)} ${describePartyState(party, after)}`),
      desk.closed === undefined ? '' : `closed: ${OUTCOME_LABELS[desk.closed.outcome]}`,
    ];
    return context(
      `*${deskName(states, desk.jurisdiction)}:* ${parts.filter((part) => part !== '').join('  ·  ')}`,
    );
  });
}

function describePartyState({ assigned, enRoute, onScene }: PartyView, after: (at: Date) => string): string {
  if (onScene !== undefined) return `on scene ${after(onScene.at)}`;
  return enRoute === undefined ? `assigned ${after(assigned.at)}` : `en route ${after(enRoute.at)}`;
}

/** "Missouri", or what the desk of tips without a state is called. */
export function deskName(states: States, jurisdiction: string): string {
  return jurisdiction === 'US' ? 'National desk' : escape(stateName(states, jurisdiction));
}

export function button(actionId: string, label: string, value: string, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text: label },
    value,
    ...(style === undefined ? {} : { style }),
  };
}

export function actionsRow(elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', elements };
}
