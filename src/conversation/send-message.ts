/**
 * The one way out to a witness: claim the row, send, record. States of an outgoing message:
 *
 *   queued ──claim──▶ sending ──▶ sent ──▶ delivered
 *     │                  │          └────▶ undelivered
 *     ▼                  └──▶ failed (refused, opted out, attempts used up)
 *   superseded, suppressed
 *
 * A row that is already `sending` when claimed may have left in an attempt that died before it was recorded,
 * so the provider is asked first. What can never be delivered is told to the operators.
 */

import { addJobs, type Attempt, job, type JobPayloads } from '../store/queue.js';
import {
  type ClaimedOutbound,
  claimOutbound,
  findKnownProviderIds,
  recordOutboundState,
} from '../store/queries/outbound.js';
import { setOptedOut } from '../store/queries/conversation.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import {
  type MessageSender,
  type OutgoingMessage,
  type RecordDeliveryStatus,
  type SendOutcome,
} from './ports.js';
import { type OutboundBody } from './record-turn.js';
import { settleQuestion } from './relay-question.js';

export interface SendDeps {
  store: Store;
  vault: Vault;
  sender: MessageSender;
  now: () => Date;
  crashPoint: (name: string) => void;
}

export type SendMessage = (payload: JobPayloads['sendMessage'], attempt: Attempt) => Promise<void>;

export function createSendMessage(deps: SendDeps): SendMessage {
  return async ({ outboundId, relay }, attempt) => {
    try {
      await send(deps, outboundId, attempt);
    } finally {
      // A liaison waits to hear how it went; done again after a crash in between.
      if (relay === true) await deps.store.transaction((tx) => settleQuestion(deps, tx, outboundId));
    }
  };
}

async function send(deps: SendDeps, outboundId: string, attempt: Attempt): Promise<void> {
  const claimed = await deps.store.statement((tx) => claimOutbound(tx, outboundId));
  if (claimed === undefined || claimed.suppressed) return;
  deps.crashPoint('send:after-claim');
  const message = openMessage(deps.vault, claimed);
  try {
    const sentBefore = claimed.claimedBefore ? await deps.sender.findSent(message) : undefined;
    const outcome: SendOutcome =
      sentBefore === undefined ? await deps.sender.send(message) : { kind: 'sent', providerId: sentBefore };
    deps.crashPoint('send:after-send');
    await recordOutcome(deps, claimed, outcome);
  } catch (thrown) {
    if (attempt.attempt >= attempt.maxAttempts) await giveUp(deps, claimed, 'attempts_used_up');
    throw thrown;
  }
}

async function recordOutcome(deps: SendDeps, claimed: ClaimedOutbound, outcome: SendOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'sent':
      await deps.store.statement((tx) =>
        recordOutboundState(tx, {
          id: claimed.id,
          state: 'sent',
          providerId: outcome.providerId,
          errorCode: null,
        }),
      );
      return;
    case 'opted_out':
      await deps.store.transaction(async (tx) => {
        await recordOutboundState(tx, {
          id: claimed.id,
          state: 'failed',
          providerId: null,
          errorCode: outcome.providerCode,
        });
        await setOptedOut(tx, claimed.witnessId, deps.now());
      });
      return;
    case 'refused':
      await giveUp(deps, claimed, outcome.providerCode);
  }
}

async function giveUp(deps: SendDeps, claimed: ClaimedOutbound, errorCode: string): Promise<void> {
  await deps.store.transaction(async (tx) => {
    await recordOutboundState(tx, { id: claimed.id, state: 'failed', providerId: null, errorCode });
    await alertUndelivered(tx, claimed.id, errorCode);
  });
}

function openMessage(vault: Vault, claimed: ClaimedOutbound): OutgoingMessage {
  const body = vault.openObject(claimed.bodySealed, `outbound_messages:${claimed.id}:body`) as OutboundBody;
  return {
    outboundId: claimed.id,
    channel: claimed.channel,
    address: vault.open(claimed.addressSealed, `witnesses:${claimed.witnessId}:address`),
    replyFrom: vault.open(claimed.replyFromSealed, `conversations:${claimed.conversationId}:reply_from`),
    text: body.text,
    plainText: body.plainText,
    step: body.step,
    choices: body.choices,
    createdAt: claimed.createdAt,
  };
}

/**
 * Status callbacks, in any order; unknown ids are ignored (they are not ours). What turns out undeliverable is
 * told to the operators, once a message, unless the person opted out: that is their right and no fault.
 */
export function createRecordDeliveryStatus(
  deps: Pick<SendDeps, 'store' | 'vault' | 'now'>,
): RecordDeliveryStatus {
  return async ({ outboundId, providerId, status, errorCode = null, optedOut = false }) => {
    const change = { id: outboundId, state: status, providerId, errorCode };
    const isGoodNews = !optedOut && (status === 'sent' || status === 'delivered');
    if (isGoodNews) {
      await deps.store.statement((tx) => recordOutboundState(tx, change));
      return;
    }
    await deps.store.transaction(async (tx) => {
      const recorded = await recordOutboundState(tx, change);
      if (recorded === undefined) return;
      if (optedOut) await setOptedOut(tx, recorded.witnessId, deps.now());
      else if (status === 'undelivered' || status === 'failed')
        await alertUndelivered(tx, outboundId, errorCode ?? status);
      await settleQuestion(deps, tx, outboundId);
    });
  };
}

async function alertUndelivered(tx: Tx, outboundId: string, code: string): Promise<void> {
  const detail = `outbound ${outboundId}, code ${code}`;
  const alert = job(
    'alertOperators',
    { code: 'REPLY_UNDELIVERED', detail },
    { key: `alert:reply:${outboundId}` },
  );
  await addJobs(tx, [alert]);
}

/** Which of a provider's message ids are already recorded as ours, for `findSent`. */
export function createFindKnownProviderIds(
  deps: Pick<SendDeps, 'store'>,
): (ids: readonly string[]) => Promise<Set<string>> {
  return (ids) => deps.store.statement((tx) => findKnownProviderIds(tx, ids));
}
