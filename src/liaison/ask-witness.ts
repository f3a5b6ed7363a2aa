/**
 * Ask the witness: a modal, its preview, and the job that carries the question out. Nothing a liaison writes anywhere
 * else reaches a witness. A draft is kept sealed under the modal's id, so that Slack keeps no text of it and a
 * modal sent twice is one question.
 */

import { randomUUID } from 'node:crypto';
import { type ModalView } from '@slack/web-api';
import {
  type AskableCard,
  findAskableCard,
  findDraft,
  questionPlace,
  saveDraft,
  sendDraft,
} from '../store/queries/questions.js';
import { noticeModal } from '../slack-modal.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { recordStep } from '../store/queries/turn-taking.js';
import { addJobs, job, PRIORITY } from '../store/queue.js';
import { findReasonNotToAsk } from '../tip/asking.js';
import { NATIONAL } from '../tip/sharing.js';
import { type Tip } from '../tip/schema.js';
import { detectLanguage } from '../understanding/language.js';
import { readDoc } from '../understanding/normalize.js';
import { ACTION, VIEW } from './action-ids.js';
import { ASK_FIELD, askModal, type AskedBefore, cannotAskModal, previewModal } from './ask-modals.js';
import { clean, section } from './card-text.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type DeskInteractions, type DeskSubmission, type DeskViewAnswer } from './ports.js';
import {
  type ComposedQuestion,
  composeQuestion,
  MAX_SEGMENTS,
  measure,
  type QuestionLanguage,
  type QuestionTexts,
} from './questions.js';
import { stateName } from './states.js';

/** Of two people who ask at the same time one is first; the other sees it and decides. */
const APART_MS = 60_000;

export function createAskWitness(deps: LiaisonDeps): Pick<DeskInteractions, 'actions' | 'views'> {
  const { questions: texts } = deps;
  if (texts === undefined) return { actions: {}, views: {} };
  return {
    actions: {
      [ACTION.ask]: async ({ value: cardId, triggerId }) => {
        const found = cardId === undefined ? undefined : await readCard(deps, cardId);
        if (found === undefined) return;
        await deps.slack?.views.open({ trigger_id: triggerId, view: openingView(found, texts) });
      },
    },
    views: {
      [VIEW.ask]: (submission) => preview(deps, texts, submission),
      [VIEW.askPreview]: (submission) => send(deps, submission),
    },
  };
}

interface Found {
  card: AskableCard;
  tip: Tip;
}

async function readCard({ store, vault }: LiaisonDeps, cardId: string): Promise<Found | undefined> {
  const card = await store.statement((tx) => findAskableCard(tx, cardId));
  if (card === undefined) return undefined;
  const tip = vault.openObject(card.documentSealed, tipRevisionPlace(card.tipId, card.revision)) as Tip;
  return { card, tip };
}

function openingView({ card, tip }: Found, texts: QuestionTexts): ModalView {
  const reason = findReasonNotToAsk(tip, { optedOut: card.optedOutAt !== null });
  if (reason !== undefined) return cannotAskModal(reason, tip);
  return askModal({
    ...{ cardId: card.cardId, alias: card.witnessAlias, tip, texts },
    waiting: findWaiting(card),
  });
}

function findWaiting({ waitingBy, waitingSince }: AskableCard): AskedBefore | undefined {
  return waitingBy === null || waitingSince === null ? undefined : { by: waitingBy, at: waitingSince };
}

async function preview(
  deps: LiaisonDeps,
  texts: QuestionTexts,
  { privateMetadata: cardId, userId, viewId, values }: DeskSubmission,
): Promise<DeskViewAnswer> {
  const found = await readCard(deps, cardId);
  if (found === undefined) return GONE;
  const { card, tip } = found;
  const reason = findReasonNotToAsk(tip, { optedOut: card.optedOutAt !== null });
  if (reason !== undefined) return { update: cannotAskModal(reason, tip) };
  const language: QuestionLanguage = tip.language === 'es' ? 'es' : 'en';
  const words = readWords(values, texts, language);
  if (typeof words === 'object') return words;
  const question = composeQuestion(texts, {
    ...{ words, language, isFirst: card.asked === 0 },
    stateName: card.jurisdiction === NATIONAL ? undefined : stateName(deps.states, card.jurisdiction),
  });
  if (question.segments > MAX_SEGMENTS) return tooLong(question);
  const id = randomUUID();
  await deps.store.transaction((tx) =>
    saveDraft(tx, {
      ...{ id, viewId, tipId: card.tipId, cardId, conversationId: card.conversationId, askedBy: userId },
      bodySealed: deps.vault.seal(question.text, questionPlace(id)),
      now: deps.now(),
    }),
  );
  const seems = detectLanguage(readDoc(words), tip.language as QuestionLanguage);
  return {
    update: previewModal({
      ...{ cardId, question, waiting: findWaiting(card), wasBusy: false },
      language: seems === tip.language ? undefined : { words: seems, witness: tip.language },
    }),
  };
}

const GONE: DeskViewAnswer = {
  update: noticeModal(VIEW.askPreview, 'Ask the witness', [section('This tip is no longer there.')]),
};

/** The chosen question in the witness's language, or the words as they were typed. */
function readWords(
  values: DeskSubmission['values'],
  texts: QuestionTexts,
  language: QuestionLanguage,
): string | { errors: Record<string, string> } {
  const chosen = texts.questions.find(({ id }) => id === values[ASK_FIELD.question]);
  const typed = values[ASK_FIELD.words];
  const words = typeof typed === 'string' ? clean(typed) : '';
  if (chosen !== undefined && words !== '')
    return { errors: { [ASK_FIELD.words]: 'Choose a question above or write one here, not both' } };
  if (chosen !== undefined) return chosen.text[language];
  return words === ''
    ? { errors: { [ASK_FIELD.words]: 'Choose a question above or write one here' } }
    : words;
}

function tooLong({ segments, encoding, characters }: ComposedQuestion): DeskViewAnswer {
  const why = encoding === 'UCS-2' ? ' Letters such as á í ó ú, curly quotes and emoji halve the room.' : '';
  return {
    errors: {
      [ASK_FIELD.words]: `With the words around it this is ${characters} characters in ${segments} segments; ${MAX_SEGMENTS} is the most. Make it shorter.${why}`,
    },
  };
}

async function send(
  deps: LiaisonDeps,
  { privateMetadata: cardId, viewId, userId }: DeskSubmission,
): Promise<DeskViewAnswer> {
  const now = deps.now();
  const outcome = await deps.store.transaction(async (tx) => {
    const sent = await sendDraft(tx, { viewId, now, apartMs: APART_MS });
    if (sent.kind === 'queued') {
      const { questionId } = sent;
      const card = await findAskableCard(tx, cardId);
      if (card !== undefined)
        await recordStep(tx, {
          ...{ tipId: card.tipId, kind: 'question_asked', detail: card.jurisdiction, userId, now },
        });
      await addJobs(tx, [
        job('relayQuestion', { questionId }, { key: `question:${questionId}`, priority: PRIORITY.reply }),
      ]);
    }
    return sent;
  });
  deps.crashPoint?.('ask:after-commit');
  if (outcome.kind === 'unknown') return GONE;
  return outcome.kind === 'busy' ? previewAgain(deps, cardId, viewId, outcome) : { clear: true };
}

/** The same preview, with who was faster. */
async function previewAgain(
  deps: LiaisonDeps,
  cardId: string,
  viewId: string,
  { by, at }: AskedBefore,
): Promise<DeskViewAnswer> {
  const draft = await deps.store.statement((tx) => findDraft(tx, viewId));
  if (draft === undefined) return GONE;
  const text = deps.vault.open(draft.bodySealed, questionPlace(draft.id));
  return {
    update: previewModal({
      ...{ cardId, question: measure(text), language: undefined, waiting: { by, at }, wasBusy: true },
    }),
  };
}
