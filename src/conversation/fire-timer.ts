/**
 * A conversation's delay has passed: one step with the timer as its event, in one transaction. A timer that a
 * newer text has overtaken does nothing; its replacement is already waiting.
 */

import { randomBytes } from 'node:crypto';
import { step } from '../flow/index.js';
import { findConversation, lockWitnessOfConversation } from '../store/queries/conversation.js';
import { type JobPayloads } from '../store/queue.js';
import { createReferenceBody } from '../tip/reference.js';
import { NOBODY_ASKS } from './asking.js';
import { openSnapshot } from './receive-message.js';
import { recordTurn } from './record-turn.js';
import { type ConversationDeps } from './turn.js';

export type FireTimer = (payload: JobPayloads['conversationTimer']) => Promise<void>;

export function createFireTimer(deps: ConversationDeps): FireTimer {
  return (payload) =>
    deps.store.transaction(async (tx) => {
      const witness = await lockWitnessOfConversation(tx, payload.conversationId);
      const conversation = await findConversation(tx, payload.conversationId);
      if (witness === undefined || conversation?.snapshotSealed == null) return;
      if (conversation.lastMessageAt.getTime() > Date.parse(payload.setAt)) return;

      const flow = await deps.flows.get(tx, conversation.flowId, conversation.flowVersion);
      const snapshot = openSnapshot(deps.vault, conversation);
      const moment = {
        now: deps.now(),
        channel: witness.channel,
        referenceBody: createReferenceBody(randomBytes(5)),
      };
      const result = step(flow, snapshot, { type: 'timer', name: payload.name }, moment);
      await recordTurn(deps, tx, {
        flow,
        conversation,
        witness,
        message: undefined,
        supersededId: undefined,
        result,
        openTurn: { base: snapshot, texts: [] },
        moment,
        asking: NOBODY_ASKS,
      });
      deps.crashPoint('timer:before-commit');
    });
}
