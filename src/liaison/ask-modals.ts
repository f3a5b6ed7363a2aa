/** The modals of "Ask the witness": the question, its preview, and why nobody can be asked. Pure. */

import { type KnownBlock, type ModalView } from '@slack/web-api';
import { formModal, noticeModal } from '../slack-modal.js';
import { languageLabel } from '../tip/labels.js';
import { type ReasonNotToAsk } from '../tip/asking.js';
import { type Tip } from '../tip/schema.js';
import { VIEW } from './action-ids.js';
import { context, escape, mention, rich, section, slackDate } from './card-text.js';
import { type ComposedQuestion, MAX_SEGMENTS, type QuestionTexts } from './questions.js';

/** Block ids, which are also the names under which a submission gives the values. */
export const ASK_FIELD = { question: 'question', words: 'words' } as const;

export const MAX_WORDS = 300;

export interface AskedBefore {
  by: string;
  at: Date;
}

export interface AskInput {
  cardId: string;
  alias: string;
  tip: Tip;
  /** A question without an answer. */
  waiting: AskedBefore | undefined;
  texts: QuestionTexts;
}

export function askModal({ cardId, alias, tip, waiting, texts }: AskInput): ModalView {
  return formModal({
    callbackId: VIEW.ask,
    about: cardId,
    title: 'Ask the witness',
    submit: 'Preview',
    blocks: [
      context(
        `Witness *${escape(alias)}* writes in *${escape(languageLabel(tip.language))}* and agreed to questions. The text names your team; they see no name of yours. The answer comes into the thread.`,
      ),
      ...(waiting === undefined ? [] : [section(describeWaiting(waiting))]),
      {
        type: 'input',
        block_id: ASK_FIELD.question,
        optional: true,
        label: { type: 'plain_text', text: 'A question' },
        element: {
          type: 'static_select',
          action_id: ASK_FIELD.question,
          placeholder: { type: 'plain_text', text: 'Choose one' },
          options: texts.questions.map(({ id, label }) => ({
            text: { type: 'plain_text', text: label },
            value: id,
          })),
        },
      },
      {
        type: 'input',
        block_id: ASK_FIELD.words,
        optional: true,
        label: { type: 'plain_text', text: 'Or your own words' },
        hint: {
          type: 'plain_text',
          text: 'Sent as you write it: short, plain, one question, in the language of the witness.',
        },
        element: {
          type: 'plain_text_input',
          action_id: ASK_FIELD.words,
          multiline: true,
          max_length: MAX_WORDS,
        },
      },
    ],
  });
}

export interface PreviewInput {
  cardId: string;
  question: ComposedQuestion;
  /** What the words seem to be in, when that is not what the witness writes. */
  language: { words: string; witness: string } | undefined;
  waiting: AskedBefore | undefined;
  /** It was not sent, since somebody else had just asked. */
  wasBusy: boolean;
}

export function previewModal({ cardId, question, language, waiting, wasBusy }: PreviewInput): ModalView {
  const { text, characters, encoding, segments } = question;
  const blocks: KnownBlock[] = [
    ...(wasBusy
      ? [section('*Not sent:* somebody else was a moment faster. Send it again if you still need it.')]
      : []),
    section('The witness gets exactly this:'),
    { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [rich(text)] }] },
    context(
      `${characters} characters  ·  ${encoding}  ·  ${segments} of ${MAX_SEGMENTS} segments${encoding === 'UCS-2' ? ' (letters outside the plain alphabet halve the room)' : ''}`,
    ),
    ...(language === undefined
      ? []
      : [
          section(
            `:warning: This looks like *${escape(languageLabel(language.words))}*; the witness writes in *${escape(languageLabel(language.witness))}*. It is sent as it is.`,
          ),
        ]),
    ...(waiting === undefined ? [] : [section(describeWaiting(waiting))]),
  ];
  return formModal({
    callbackId: VIEW.askPreview,
    about: cardId,
    title: 'Send this?',
    submit: 'Send',
    blocks,
  });
}

function describeWaiting({ by, at }: AskedBefore): string {
  return `:hourglass_flowing_sand: ${mention(by)} asked ${slackDate(at, '{ago}')}, and there is no answer yet.`;
}

/** Why, and what can be done instead. */
const REASONS: Record<ReasonNotToAsk, string> = {
  opted_out: 'The witness texted STOP. Nothing may be sent to them unless they text START themselves.',
  withdrawn: 'The witness took this tip back. Nothing more is asked about it.',
  not_shared: 'The witness no longer shares with the state team. The hotline has the tip and can decide.',
  no_more: 'The witness does not want questions. Whatever they text by themselves still comes here.',
  no_consent:
    'The witness has not agreed to questions. They are asked once, with the message that says the tip is sent.',
};

export function cannotAskModal(reason: ReasonNotToAsk, { callback }: Tip): ModalView {
  const call =
    callback.wanted === true
      ? 'They agreed to a *call from the hotline*: ask the hotline to put your question.'
      : 'They agreed to no call either. Add what you know to the thread, for whoever works on it.';
  return noticeModal(VIEW.askPreview, 'Cannot ask', [
    section(`*Nothing was sent.* ${REASONS[reason]}`),
    section(call),
  ]);
}
