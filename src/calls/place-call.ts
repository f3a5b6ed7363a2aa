/**
 * Places one call, once, and later sees what became of it when Twilio's own report did not come. Twilio has no
 * idempotency key: a call found in `placing` is looked for there, by number and age, before it is placed again.
 */

import { SightlineError, toSightlineError } from '../errors.js';
import { describeError, type Logger } from '../logger.js';
import {
  adoptCall,
  callJobKey,
  callNumberPlace,
  type CallRow,
  claimCall,
  endCall,
  findKnownCallSids,
  resetCall,
} from '../store/queries/calls.js';
import { addJobs, type Attempt, job, type JobPayloads } from '../store/queue.js';
import { type CallState } from '../store/schema.js';
import { type Store, type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { type CallPlacer, type CallScripts, type CallStatus } from './ports.js';

export interface CallDeps {
  store: Pick<Store, 'transaction' | 'statement'>;
  vault: Pick<Vault, 'open'>;
  scripts: CallScripts;
  /** Undefined: Twilio is not set up, or has no number that can call. */
  placer: CallPlacer | undefined;
  logger: Logger;
  now: () => Date;
  crashPoint?: (name: string) => void;
}

/** When to ask Twilio about a call of which it reported no end. */
const LOOK_AFTER_MS = 90_000;
const GIVE_UP_AFTER_MS = 4 * 60 * 60_000;

export async function placeCall(
  deps: CallDeps,
  { callId }: JobPayloads['placeCall'],
  attempt: Attempt,
): Promise<void> {
  const call = await deps.store.statement((tx) => claimCall(tx, callId, deps.now()));
  if (call === undefined) return;
  deps.crashPoint?.('call:after-claim');
  if (call.providerSid !== null) return lookAfter(deps, call, call.providerSid);
  if (deps.now().getTime() - call.createdAt.getTime() > deps.scripts[call.purpose].staleAfterMs)
    return finish(deps, callId, 'not_placed');
  try {
    const sid = await place(deps, call);
    deps.crashPoint?.('call:after-place');
    await deps.store.transaction(async (tx) => {
      await adoptCall(tx, { callId, sid, now: deps.now() });
      await lookLater(deps, tx, callId);
    });
    deps.logger.info({ requestId: callId, reason: call.purpose }, 'call placed');
  } catch (thrown) {
    await recordFault(deps, callId, toSightlineError(thrown), attempt);
  }
}

async function place(deps: CallDeps, call: CallRow & { before: CallState }): Promise<string> {
  const { placer } = deps;
  if (placer === undefined)
    throw new SightlineError('PROVIDER_REFUSED', 'calls are not set up', { providerCode: 'not_configured' });
  const to = deps.vault.open(call.toSealed, callNumberPlace(call.id));
  if (call.before === 'placing') {
    const found = await placer.find({ to, since: call.claimedAt ?? call.createdAt });
    const known = await deps.store.statement((tx) => findKnownCallSids(tx, found));
    const ours = found.find((sid) => !known.has(sid));
    if (ours !== undefined) return ours;
  }
  return placer.place({ callId: call.id, to, detectMachine: deps.scripts[call.purpose].detectMachine });
}

async function recordFault(
  deps: CallDeps,
  callId: string,
  error: SightlineError,
  { attempt, maxAttempts }: Attempt,
): Promise<void> {
  deps.logger.warn({ requestId: callId, attempt, ...describeError(error) }, 'call not placed');
  const isRefused = error.code === 'PROVIDER_REFUSED';
  if ((isRefused && !error.retryable) || attempt >= maxAttempts) return finish(deps, callId, 'not_placed');
  if (isRefused) await deps.store.statement((tx) => resetCall(tx, callId));
  throw error;
}

async function lookAfter(deps: CallDeps, call: CallRow, sid: string): Promise<void> {
  const status = await deps.placer?.look(sid);
  const age = deps.now().getTime() - call.createdAt.getTime();
  if (status === undefined || age > GIVE_UP_AFTER_MS) return finish(deps, call.id, 'lost');
  if (isOver(status)) return finish(deps, call.id, describeEnd(status, call));
  await deps.store.transaction((tx) => lookLater(deps, tx, call.id));
}

async function lookLater(deps: CallDeps, tx: Tx, callId: string): Promise<void> {
  const runAt = new Date(deps.now().getTime() + LOOK_AFTER_MS);
  await addJobs(tx, [job('placeCall', { callId }, { key: callJobKey(callId), runAt })]);
}

/** Ends the call and starts what follows, once, whoever hears of it first. */
export async function finish(deps: CallDeps, callId: string, outcome: string): Promise<void> {
  const ended = await deps.store.transaction(async (tx) => {
    const call = await endCall(tx, { callId, outcome, now: deps.now() });
    if (call === undefined) return undefined;
    const final = { ...call, outcome: call.outcome ?? outcome };
    await deps.scripts[call.purpose].ended(tx, final);
    deps.crashPoint?.('call:before-end-commit');
    return final;
  });
  if (ended !== undefined)
    deps.logger.info({ requestId: callId, reason: ended.purpose, status: ended.outcome }, 'call ended');
}

const OVER: ReadonlySet<CallStatus> = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

export function isOver(status: CallStatus): boolean {
  return OVER.has(status);
}

/** What a call came to that reached no outcome of its own. */
export function describeEnd(
  status: CallStatus,
  { keys, answeredBy }: Pick<CallRow, 'keys' | 'answeredBy'>,
): string {
  if (status !== 'completed') return status.replace('-', '_');
  if (/[\d*#]/.test(keys)) return 'hung_up';
  if (/^(machine|fax)/.test(answeredBy ?? '')) return 'machine';
  return keys === '' ? 'hung_up' : 'no_key';
}
