/**
 * Writes down what one step asked for, inside the caller's transaction: the snapshot, the inbound message, the
 * one answer, the tip revision, the timers. Sending, handing off and notifying are jobs added here.
 */

import { randomUUID } from 'node:crypto';
import { type Effect, type ReplyEffect } from '../flow/effects.js';
import { renderPlain } from '../flow/index.js';
import { addJobs, job, type JobSpec, PRIORITY, removeJob } from '../store/queue.js';
import { leaveConversation, saveTurn, setOptedOut } from '../store/queries/conversation.js';
import { type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { keepMedia } from './media/keep-media.js';
import { type InboundMessage } from './ports.js';
import { type Tip } from '../tip/schema.js';
import { recordAnswer } from './asking.js';
import { findNewestTip, recordTip } from './record-tip.js';
import { ringWitness } from './ring-witness.js';
import { type ConversationDeps, type Turn } from './turn.js';

/** The body of an outgoing message as it is sealed in its row. */
export interface OutboundBody {
  text: string;
  plainText: string;
  step: string;
  choices: ReplyEffect['choices'];
}

export async function recordTurn(deps: ConversationDeps, tx: Tx, turn: Turn): Promise<void> {
  const { conversation, witness, message, result, moment } = turn;
  const { effects } = result;
  const reply =
    message?.answeredByProvider === undefined ? effects.find((effect) => effect.type === 'reply') : undefined;
  const outboundId = reply === undefined ? undefined : randomUUID();
  const handOffs = effects.filter((effect) => effect.type === 'handOff');
  const staysOpen = reply?.settle === true && handOffs.length === 0 && !changesWitness(effects);

  const inbound =
    message === undefined ? undefined : describeInbound(deps.vault, message, witness.id, reply, effects);
  await saveTurn(tx, {
    conversation: {
      id: conversation.id,
      snapshotSealed: deps.vault.seal(result.snapshot as object, `conversations:${conversation.id}:snapshot`),
      turnSealed: staysOpen ? deps.vault.seal(turn.openTurn, `conversations:${conversation.id}:turn`) : null,
      state: result.state,
      lastMessageAt: message === undefined ? conversation.lastMessageAt : moment.now,
    },
    inbound,
    outbound:
      reply === undefined || outboundId === undefined
        ? undefined
        : {
            id: outboundId,
            witnessId: witness.id,
            intent: reply.intent,
            settles: reply.settle,
            bodySealed: deps.vault.seal(describeReply(reply), `outbound_messages:${outboundId}:body`),
          },
    supersededId: turn.supersededId,
  });
  deps.crashPoint('receive:after-save-turn');

  if (inbound !== undefined && message?.media !== undefined && message.media.length > 0)
    await keepMedia(deps, tx, { conversationId: conversation.id, inboundId: inbound.id, message });

  let tip: Tip | undefined;
  const jobs: JobSpec[] = [];
  for (const handOff of handOffs) {
    const recorded = await recordTip(deps, tx, turn, handOff.reason);
    tip = recorded.tip;
    jobs.push(...recorded.jobs);
  }
  if (effects.some(({ type }) => type === 'ring')) await ringWitness(deps, tx, turn);
  if (turn.asking.open.length > 0 || effects.some(({ type }) => type === 'endQuestions'))
    await recordAnswer(deps, tx, turn, tip ?? (await findNewestTip(deps, tx, conversation.tipId)));
  await applyWitnessEffects(tx, witness.id, effects, moment.now);
  await addJobs(tx, [
    ...jobs,
    ...(reply === undefined || outboundId === undefined
      ? []
      : [describeSend(deps, outboundId, reply, moment.now)]),
    ...describeTimers(conversation.id, effects, moment.now),
  ]);
  for (const key of listCancelledTimers(conversation.id, effects)) await removeJob(tx, key);
}

/** What cannot be taken back by stepping the turn again. */
function changesWitness(effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      effect.type === 'ring' ||
      effect.type === 'optOut' ||
      effect.type === 'optIn' ||
      effect.type === 'newConversation',
  );
}

function describeInbound(
  vault: Vault,
  message: InboundMessage,
  witnessId: string,
  reply: ReplyEffect | undefined,
  effects: readonly Effect[],
) {
  const id = randomUUID();
  const body =
    message.input.type === 'text' ? message.input.text : `${message.input.step}:${message.input.choice}`;
  return {
    id,
    channel: message.channel,
    providerId: message.providerId,
    witnessId,
    bodySealed: vault.seal(body, `inbound_messages:${id}:body`),
    receivedAt: message.receivedAt,
    silenceReason: reply === undefined ? findSilenceReason(message, effects) : null,
  };
}

function findSilenceReason(message: InboundMessage, effects: readonly Effect[]): string {
  if (message.answeredByProvider !== undefined) return 'provider_answered';
  return effects.find((effect) => effect.type === 'silence')?.reason ?? 'none';
}

function describeReply(reply: ReplyEffect): OutboundBody {
  return { text: reply.text, plainText: renderPlain(reply), step: reply.step, choices: reply.choices };
}

/**
 * One job for each answer, with no key: the job of a superseded answer finds nothing to send. A key per conversation would
 * let a newer answer's job replace the one that tries again to send what the provider has not taken yet.
 */
function describeSend(deps: ConversationDeps, outboundId: string, reply: ReplyEffect, now: Date): JobSpec {
  const priority = reply.intent === 'danger' ? PRIORITY.danger : PRIORITY.reply;
  if (!reply.settle || deps.replySettleMs === 0) return job('sendMessage', { outboundId }, { priority });
  const runAt = new Date(now.getTime() + deps.replySettleMs);
  return job('sendMessage', { outboundId }, { priority, runAt });
}

function describeTimers(conversationId: string, effects: readonly Effect[], now: Date): JobSpec[] {
  return effects
    .filter((effect) => effect.type === 'timer')
    .map(({ name, delayMs }) =>
      job(
        'conversationTimer',
        { conversationId, name, setAt: now.toISOString() },
        {
          key: timerKey(conversationId, name),
          runAt: new Date(now.getTime() + delayMs),
          priority: PRIORITY.timer,
        },
      ),
    );
}

function listCancelledTimers(conversationId: string, effects: readonly Effect[]): string[] {
  const set = new Set(effects.filter((effect) => effect.type === 'timer').map((effect) => effect.name));
  return effects
    .filter((effect) => effect.type === 'cancelTimer')
    .filter((effect) => !set.has(effect.name))
    .map((effect) => timerKey(conversationId, effect.name));
}

function timerKey(conversationId: string, name: string): string {
  return `timer:${conversationId}:${name}`;
}

async function applyWitnessEffects(
  tx: Tx,
  witnessId: string,
  effects: readonly Effect[],
  now: Date,
): Promise<void> {
  for (const effect of effects) {
    if (effect.type === 'optOut') await setOptedOut(tx, witnessId, now);
    if (effect.type === 'optIn') await setOptedOut(tx, witnessId, null);
    if (effect.type === 'newConversation') await leaveConversation(tx, witnessId);
  }
}
