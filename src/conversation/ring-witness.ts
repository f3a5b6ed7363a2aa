/** CALL: the person's own phone is rung, once a request, and only a few times an hour. What is said then: connect-call.ts. */

import { addCall, findRecentCalls } from '../store/queries/calls.js';
import { type Tx } from '../store/store.js';
import { type ConversationDeps, type Turn } from './turn.js';

const MAX_AN_HOUR = 3;

/** Not while a call is on, and not too often: a phone that rings again and again gives its owner away. */
export async function mayRing(deps: ConversationDeps, tx: Tx, witnessId: string): Promise<boolean> {
  const since = new Date(deps.now().getTime() - 60 * 60_000);
  const { count, open } = await findRecentCalls(tx, witnessId, since);
  return !open && count < MAX_AN_HOUR;
}

export async function ringWitness(deps: ConversationDeps, tx: Tx, turn: Turn): Promise<void> {
  const { witness, conversation, moment } = turn;
  const to = deps.vault.open(witness.addressSealed, `witnesses:${witness.id}:address`);
  await addCall(tx, deps.vault, { purpose: 'connect', conversationId: conversation.id, to }, moment.now);
}
