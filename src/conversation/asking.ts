/**
 * A witness whom a liaison has asked something. Their next texts are the liaison's to read: they go into the thread as
 * the answer, and the bot keeps out of it (`humanAsks`).
 *
 *   asked, no answer yet   the bot is silent for TALK_OVER_MS; an answer counts for a day
 *   answered               for GRACE_MS what follows belongs to the answer: people text in bursts
 */

import { type Effect } from '../flow/effects.js';
import { endQuestions, listAskedQuestions, setQuestionState } from '../store/queries/questions.js';
import { recordStep } from '../store/queries/turn-taking.js';
import { type Tx } from '../store/store.js';
import { hide, listHidden } from '../tip/hide.js';
import { type Tip } from '../tip/schema.js';
import { mention, tellDesks } from './desk-lines.js';
import { type Asking, type ConversationDeps, type Turn } from './turn.js';

const MINUTE_MS = 60_000;
const TALK_OVER_MS = 30 * MINUTE_MS;
const GRACE_MS = 2 * MINUTE_MS;
const ANSWER_WITHIN_MS = 24 * 60 * MINUTE_MS;

export const NOBODY_ASKS: Asking = { humanAsks: false, open: [] };

export async function findAsking(tx: Tx, conversationId: string, now: Date): Promise<Asking> {
  const since = new Date(now.getTime() - ANSWER_WITHIN_MS);
  const asked = await listAskedQuestions(tx, conversationId, since);
  const isRecent = (at: Date | null, ms: number): boolean => at !== null && now.getTime() - at.getTime() < ms;
  const open = asked.filter(
    ({ state, answeredAt }) => state !== 'answered' || isRecent(answeredAt, GRACE_MS),
  );
  const humanAsks = open.some(
    ({ state, askedAt }) => state === 'answered' || isRecent(askedAt, TALK_OVER_MS),
  );
  return { humanAsks, open };
}

/**
 * After a turn: the answer goes to the threads, and what ends the asking ends it. `tip` is the newest revision. One that
 * is not shared with the states shows nothing there.
 */
export async function recordAnswer(
  deps: ConversationDeps,
  tx: Tx,
  { asking, conversation, witness, message, result, moment }: Turn,
  tip: Tip | undefined,
): Promise<void> {
  const { effects } = result;
  const ended = effects.find(({ type }) => type === 'endQuestions' || type === 'optOut');
  const { tipId } = conversation;
  if (ended !== undefined) {
    const count = await endQuestions(tx, conversation.id);
    // STOP is no news to a desk that has asked nothing; "no more questions" always is.
    if (tipId !== null && (count > 0 || ended.type === 'endQuestions'))
      await tellDesks(deps, tx, tipId, { text: ENDINGS[ended.type] ?? '' });
    return;
  }
  if (tipId === null || tip === undefined || asking.open.length === 0) return;
  if (message?.input.type !== 'text' || !isForAsker(effects) || tip.consent.shareWithState === false) return;
  const numbers =
    witness.channel === 'sms'
      ? [deps.vault.open(witness.addressSealed, `witnesses:${witness.id}:address`)]
      : [];
  const words = hide(message.input.text, listHidden(tip, numbers)).trim();
  const sent = asking.open.filter(({ state }) => state !== 'queued');
  for (const { id } of sent) await setQuestionState(tx, id, 'answered', moment.now);
  const askers = [...new Set((sent.length > 0 ? sent : asking.open).map(({ askedBy }) => mention(askedBy)))];
  const text =
    sent.length > 0
      ? `:speech_balloon: *The witness answers* ${askers.join(', ')}:`
      : `:speech_balloon: *The witness wrote,* before the question of ${askers.join(', ')} had left:`;
  await tellDesks(deps, tx, tipId, {
    text,
    words: words === '' ? describePictures(message.mediaCount) : words,
  });
  if (sent.length > 0)
    await recordStep(tx, {
      ...{ tipId, kind: 'question_answered', detail: `r${tip.revision}` },
      ...{ userId: 'witness', now: moment.now },
    });
}

const ENDINGS: Partial<Record<Effect['type'], string>> = {
  endQuestions: ':no_entry_sign: *The witness asks for no more questions.* They can still text in.',
  optOut: ':no_entry_sign: *The witness texted STOP:* nothing more can be sent to them.',
};

/** Left to the asker by the bot, told as news, or danger; not HELP or a command. */
function isForAsker(effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      (effect.type === 'silence' && effect.reason === 'human_asks') ||
      (effect.type === 'handOff' && (effect.reason === 'revision' || effect.reason === 'urgent')),
  );
}

function describePictures(count: number): string {
  return count === 1 ? '(a picture)' : `(${count} pictures)`;
}
