/** The modals of turn taking. `private_metadata` holds the card's id and nothing else. Pure. */

import { type InputBlock, type KnownBlock, type ModalView, type PlainTextOption } from '@slack/web-api';
import { formModal, noticeModal } from '../slack-modal.js';
import { VIEW } from './action-ids.js';
import { clean } from './card-text.js';
import { CLOSING_OUTCOMES, OUTCOME_LABELS, ROLE_LABELS } from './desk-words.js';
import { type Tip } from '../tip/schema.js';
import { type States } from './states.js';

/** Block ids, which name the values of a submission and the places of its errors. */
export const FIELD = {
  role: 'role',
  people: 'people',
  units: 'units',
  outcome: 'outcome',
  note: 'note',
  desk: 'desk',
  reason: 'reason',
} as const;

export const MAX_UNITS = 5;
const MAX_NOTE = 1000;
/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
const MAX_SECTION = 3000;
const MAX_BLOCKS = 100;

export function assignModal(cardId: string): ModalView {
  return formModal({
    callbackId: VIEW.assign,
    about: cardId,
    title: 'Assign',
    submit: 'Assign',
    blocks: [
      input(FIELD.role, 'Who is sent', {
        type: 'static_select',
        action_id: FIELD.role,
        options: toOptions(ROLE_LABELS),
      }),
      {
        ...input(FIELD.people, 'People in Slack', { type: 'multi_users_select', action_id: FIELD.people }),
        optional: true,
      },
      {
        ...input(FIELD.units, 'Or agency and unit', {
          type: 'plain_text_input',
          action_id: FIELD.units,
          multiline: true,
          max_length: 400,
          placeholder: { type: 'plain_text', text: 'Troop D, unit 412' },
        }),
        hint: { type: 'plain_text', text: `One a line, up to ${MAX_UNITS}.` },
        optional: true,
      },
    ],
  });
}

export function closeModal(cardId: string): ModalView {
  const outcomes = Object.fromEntries(CLOSING_OUTCOMES.map((key) => [key, OUTCOME_LABELS[key]]));
  return formModal({
    callbackId: VIEW.close,
    about: cardId,
    title: 'Close the tip',
    submit: 'Close',
    blocks: [
      input(FIELD.outcome, 'How it ended', {
        type: 'radio_buttons',
        action_id: FIELD.outcome,
        options: toOptions(outcomes),
      }),
      { ...noteInput(FIELD.note, 'Note for the record'), optional: true },
    ],
  });
}

export function rerouteModal(cardId: string, jurisdiction: string, states: States): ModalView {
  const desks = Object.fromEntries([
    ...(jurisdiction === 'US' ? [] : [['US', 'National desk']]),
    ...Object.entries(states)
      .filter(([code]) => code !== jurisdiction)
      .map(([code, { name }]) => [code, name]),
  ]) as Record<string, string>;
  return formModal({
    callbackId: VIEW.reroute,
    about: cardId,
    title: 'Not ours',
    submit: 'Give it on',
    blocks: [
      input(FIELD.desk, 'Whose is it', {
        type: 'static_select',
        action_id: FIELD.desk,
        options: toOptions(desks),
      }),
      noteInput(FIELD.reason, 'Why'),
    ],
  });
}

/** The whole story, and what was corrected; the card cuts it. */
export function showAllModal(tip: Tip, hideWords: (text: string) => string): ModalView {
  const texts = tip.narrative.flatMap(({ text }) => split(hideWords(clean(text))));
  const shown = texts.slice(0, MAX_BLOCKS - 2);
  const blocks: KnownBlock[] = shown.map((text) => ({ type: 'section', text: { type: 'plain_text', text } }));
  const rest = texts.length - shown.length;
  return noticeModal(VIEW.showAll, tip.reference, [
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'In the witness’s words, in order. Unverified.' }],
    },
    ...(blocks.length === 0 ? [empty()] : blocks),
    ...(rest > 0
      ? [
          {
            type: 'context' as const,
            elements: [{ type: 'plain_text' as const, text: `and ${rest} more` }],
          },
        ]
      : []),
  ]);
}

function empty(): KnownBlock {
  return { type: 'section', text: { type: 'plain_text', text: 'No words yet.' } };
}

function split(text: string): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== '';) {
    const part = rest.slice(0, MAX_SECTION).replace(/[\ud800-\udbff]$/, '');
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

function input(blockId: string, label: string, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: blockId, label: { type: 'plain_text', text: label }, element };
}

function noteInput(blockId: string, label: string): InputBlock {
  return input(blockId, label, {
    type: 'plain_text_input',
    action_id: blockId,
    multiline: true,
    max_length: MAX_NOTE,
  });
}

function toOptions(labels: Readonly<Record<string, string>>): PlainTextOption[] {
  return Object.entries(labels).map(([value, label]) => ({
    text: { type: 'plain_text', text: label },
    value,
  }));
}
