/**
 * The number of a witness, which is an alias everywhere else. It is shown to one person who holds the role, for a
 * reason they write down, and never before that is recorded. It goes into one ephemeral message and nowhere else: no
 * modal, no metadata, no thread, no log.
 */

import { createHash } from 'node:crypto';
import { type ModalView } from '@slack/web-api';
import { describeError } from '../logger.js';
import { formModal, noticeModal } from '../slack-modal.js';
import { type AskableCard, findAskableCard } from '../store/queries/questions.js';
import { recordReveal } from '../store/queries/reveals.js';
import { addThreadLines } from '../store/queries/thread-lines.js';
import { deskNotePlace, listDesks } from '../store/queries/turn-taking.js';
import { tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { type Tip } from '../tip/schema.js';
import { ACTION, VIEW } from './action-ids.js';
import { context, escape, mention, section } from './card-text.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { type DeskInteractions, type DeskSubmission, type DeskViewAnswer } from './ports.js';
import { createIsHolder, type IsHolder } from './role-holders.js';
import { toSlackFailure } from './slack-errors.js';
import { stateName } from './states.js';
import { threadLine } from './thread.js';

const REASON_FIELD = 'reason';
const MIN_REASON = 10;
const MAX_REASON = 500;

export function createReveal(deps: LiaisonDeps): Pick<DeskInteractions, 'actions' | 'views'> {
  const isHolder = createIsHolder(deps);
  return {
    actions: {
      [ACTION.reveal]: async ({ value: cardId, triggerId }) => {
        const card = cardId === undefined ? undefined : await findCard(deps, cardId);
        if (card === undefined) return;
        await deps.slack?.views.open({ trigger_id: triggerId, view: openingView(deps, card) });
      },
    },
    views: { [VIEW.reveal]: (submission) => reveal(deps, isHolder, submission) },
  };
}

function findCard({ store }: LiaisonDeps, cardId: string): Promise<AskableCard | undefined> {
  return store.statement((tx) => findAskableCard(tx, cardId));
}

function readTip({ vault }: LiaisonDeps, card: AskableCard): Tip {
  return vault.openObject(card.documentSealed, tipRevisionPlace(card.tipId, card.revision)) as Tip;
}

function openingView(deps: LiaisonDeps, card: AskableCard): ModalView {
  if (card.witnessChannel !== 'sms')
    return notice(
      'There is *no number* here: this witness writes in Slack, and is an alias like every other.',
    );
  const { callback } = readTip(deps, card);
  return formModal({
    callbackId: VIEW.reveal,
    about: card.cardId,
    title: 'Show the number',
    submit: 'Show it to me',
    blocks: [
      ...(callback.wanted === false
        ? [section(':warning: *This witness chose to stay anonymous* and does not want to be called.')]
        : []),
      {
        type: 'input',
        block_id: REASON_FIELD,
        label: { type: 'plain_text', text: 'Why do you need it?' },
        element: {
          type: 'plain_text_input',
          action_id: REASON_FIELD,
          multiline: true,
          min_length: MIN_REASON,
          max_length: MAX_REASON,
        },
      },
      context(
        'Only people named in `reveal` of config/states.yaml can see it. Your name, the time and this reason are kept; the thread says that you saw it. Somebody else may hold the phone: a call can put the witness in danger.',
      ),
    ],
  });
}

async function reveal(
  deps: LiaisonDeps,
  isHolder: IsHolder,
  { privateMetadata: cardId, userId, viewId, values }: DeskSubmission,
): Promise<DeskViewAnswer> {
  const given = values[REASON_FIELD];
  const reason = typeof given === 'string' ? given.trim() : '';
  if (reason.length < MIN_REASON)
    return { errors: { [REASON_FIELD]: `Say why, in at least ${MIN_REASON} characters` } };
  const card = await findCard(deps, cardId);
  if (card?.witnessChannel !== 'sms') return { update: notice('There is no number to show.') };
  const holders = deps.states[card.jurisdiction]?.reveal ?? deps.revealDefault ?? [];
  const may = await holds(deps, isHolder, userId, holders);
  await record(deps, card, { userId, viewId, reason, kind: may === true ? 'revealed' : 'reveal_refused' });
  deps.crashPoint?.('reveal:after-record');
  if (may !== true) return { update: notice(refusal(may, holders)) };
  return (await show(deps, card, userId))
    ? { clear: true }
    : {
        update: notice(
          'Slack did not take the message. What you asked is on record; *try again* in a moment.',
        ),
      };
}

/** `unknown`: Slack did not say who is in a group. */
async function holds(
  { logger }: LiaisonDeps,
  isHolder: IsHolder,
  userId: string,
  holders: readonly string[],
): Promise<boolean | 'unknown'> {
  try {
    return await isHolder(userId, holders);
  } catch (thrown) {
    logger.warn(describeError(toSlackFailure(thrown).error), 'members of a user group not known');
    return 'unknown';
  }
}

function refusal(may: false | 'unknown', holders: readonly string[]): string {
  if (may === 'unknown')
    return '*Not shown.* Slack does not say who is in the user group that may see numbers; an administrator can check the scope `usergroups:read`. Your request is on record.';
  if (holders.length === 0)
    return '*Not shown.* Nobody may see numbers here yet: an administrator names people under `reveal` in config/states.yaml. Your request is on record.';
  const who = holders.map((id) => (id.startsWith('S') ? `<!subteam^${id}>` : mention(id))).join(', ');
  return `*Not shown:* you do not have that role. ${who} can look it up. Your request is on record.`;
}

interface Request {
  userId: string;
  viewId: string;
  reason: string;
  kind: 'revealed' | 'reveal_refused';
}

async function record(
  deps: LiaisonDeps,
  card: AskableCard,
  { userId, viewId, reason, kind }: Request,
): Promise<void> {
  const { cardId, tipId, jurisdiction } = card;
  const now = deps.now();
  const noteId = toNoteId(viewId, kind);
  await deps.store.transaction(async (tx) => {
    const bodySealed = deps.vault.seal(reason, deskNotePlace(noteId));
    const first = await recordReveal(tx, {
      noteId,
      tipId,
      cardId,
      kind,
      userId,
      bodySealed,
      jurisdiction,
      now,
    });
    if (!first || kind !== 'revealed') return;
    const said = `:eyes: ${mention(userId)} saw the witness’s number`;
    const desk = escape(stateName(deps.states, jurisdiction));
    const desks = await listDesks(tx, tipId);
    const lines = desks.map((other) =>
      threadLine(deps.vault, other.cardId, { text: other.cardId === cardId ? said : `*${desk}:* ${said}` }),
    );
    await addThreadLines(tx, lines, now);
  });
}

/** A uuid of the modal's own. */
function toNoteId(viewId: string, kind: string): string {
  const hex = createHash('sha256').update(`${kind}:${viewId}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** False when Slack did not take it. */
async function show(deps: LiaisonDeps, card: AskableCard, userId: string): Promise<boolean> {
  const { slack, vault, logger } = deps;
  if (slack === undefined || card.channel === null) return false;
  const number = vault.open(card.addressSealed, `witnesses:${card.witnessId}:address`);
  const { callback } = readTip(deps, card);
  const other = callback.phone !== undefined && callback.phone !== number ? callback.phone : undefined;
  const text = [
    `*${escape(card.reference)}*: the witness *${escape(card.witnessAlias)}* writes from *${number}*.`,
    other === undefined ? '' : `They asked to be called on *${escape(other)}*.`,
    callback.voicemailOk === true ? 'A message may be left.' : 'Leave no message.',
    'Only you see this. Do not write it into Slack.',
  ]
    .filter((part) => part !== '')
    .join(' ');
  try {
    await slack.chat.postEphemeral({ channel: card.channel, user: userId, text });
    return true;
  } catch (thrown) {
    logger.warn(
      { cardId: card.cardId, ...describeError(toSlackFailure(thrown).error) },
      'a number could not be shown',
    );
    return false;
  }
}

function notice(text: string): ModalView {
  return noticeModal(VIEW.reveal, 'Show the number', [section(text)]);
}
