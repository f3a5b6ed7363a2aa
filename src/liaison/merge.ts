/** Two tips, one story: a card is closed as a duplicate of another one of the same desk, and each thread says so. */

import { type ModalView } from '@slack/web-api';
import { formModal } from '../slack-modal.js';
import { findCardsByReference } from '../store/queries/find-cards.js';
import { findMergeRoot, listAlikeCards, setMergedInto } from '../store/queries/tip-keys.js';
import { addThreadLines } from '../store/queries/thread-lines.js';
import { lockTurnCard, recordStep, setAcknowledged, setClosed } from '../store/queries/turn-taking.js';
import { type Tx } from '../store/store.js';
import { parseReference } from '../tip/reference.js';
import { ACTION, VIEW } from './action-ids.js';
import { person } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type DeskInteractions, type DeskSubmission, type DeskViewAnswer } from './ports.js';
import { threadLine } from './thread.js';

const FIELD = { reference: 'reference' } as const;

export function createMerge(deps: LiaisonDeps): Pick<DeskInteractions, 'actions' | 'views'> {
  return {
    actions: {
      [ACTION.merge]: async ({ value: cardId, triggerId }) => {
        if (cardId === undefined) return;
        const alike = await deps.store.statement((tx) => listAlikeCards(tx, cardId));
        const view = mergeModal(cardId, alike[0]?.reference);
        await deps.slack?.views.open({ trigger_id: triggerId, view });
      },
    },
    views: { [VIEW.merge]: (submission) => merge(deps, submission) },
  };
}

function mergeModal(cardId: string, likely: string | undefined): ModalView {
  return formModal({
    callbackId: VIEW.merge,
    about: cardId,
    title: 'Same as another tip',
    submit: 'Merge',
    blocks: [
      {
        type: 'input',
        block_id: FIELD.reference,
        label: { type: 'plain_text', text: 'Code of the tip that stays open' },
        hint: {
          type: 'plain_text',
          text: 'This card is closed as a duplicate. What its witness adds later is told in the other thread, too.',
        },
        element: {
          type: 'plain_text_input',
          action_id: FIELD.reference,
          max_length: 20,
          placeholder: { type: 'plain_text', text: 'MO-7K3QF-2X' },
          ...(likely === undefined ? {} : { initial_value: likely }),
        },
      },
    ],
  });
}

async function merge(
  deps: LiaisonDeps,
  { privateMetadata: cardId, userId, values }: DeskSubmission,
): Promise<DeskViewAnswer> {
  const typed = values[FIELD.reference];
  const reference = typeof typed === 'string' ? parseReference(typed) : undefined;
  if (reference === undefined) return refuse('That is not a tip’s code, or it has a typo.');
  return deps.store.transaction((tx) => mergeInto(deps, tx, { cardId, userId, reference }));
}

async function mergeInto(
  deps: LiaisonDeps,
  tx: Tx,
  { cardId, userId, reference }: { cardId: string; userId: string; reference: string },
): Promise<DeskViewAnswer> {
  const by = { userId, now: deps.now() };
  const card = await lockTurnCard(tx, cardId);
  if (card?.channel == null) return refuse('This card is no longer there.');
  if (card.closedAt !== null) return refuse('This card is closed already.');
  const found = (await findCardsByReference(tx, reference, [card.channel])).find(
    ({ jurisdiction }) => jurisdiction === card.jurisdiction,
  );
  if (found === undefined) return refuse(`No tip ${reference} at this desk.`);
  const root = await findMergeRoot(tx, found.cardId);
  if (root === cardId) return refuse('That is this tip.');
  await setMergedInto(tx, cardId, root);
  if (card.acknowledgedAt === null) await setAcknowledged(tx, cardId, by);
  await setClosed(tx, cardId, { outcome: 'duplicate', ...by });
  await recordStep(tx, {
    tipId: card.tipId,
    kind: 'card_merged',
    detail: `${card.jurisdiction} ${reference}`,
    ...by,
  });
  await addThreadLines(
    tx,
    [
      threadLine(deps.vault, cardId, { text: `${person(userId)} closed it: the same as *${reference}*` }),
      threadLine(deps.vault, root, {
        text: `${person(userId)} merged *${card.reference}* into this: what its witness adds is told here, too`,
      }),
    ],
    by.now,
  );
  return undefined;
}

function refuse(text: string): DeskViewAnswer {
  return { errors: { [FIELD.reference]: text } };
}
