/**
 * Writes the tip revision a step asked for, in the caller's transaction: the tip is built from the report,
 * sealed, and stored with its deliveries, cards and jobs.
 */

import { randomUUID } from 'node:crypto';
import { type Effect } from '../flow/effects.js';
import { findTip, type TipRow } from '../store/queries/conversation.js';
import { findNewestRevision, insertTipRevision, tipRevisionPlace } from '../store/queries/tip-revisions.js';
import { insertTipKeys } from '../store/queries/tip-keys.js';
import { type JobSpec } from '../store/queue.js';
import { describeShowMedia, listAttachments } from '../store/queries/attachments.js';
import { listTipAttachments } from './media/keep-media.js';
import { type Tx } from '../store/store.js';
import { type Vault } from '../store/vault.js';
import { buildTip, findJurisdictions } from '../tip/build-tip.js';
import { isHeartbeatAddress } from '../tip/heartbeat.js';
import { findValue } from '../tip/report.js';
import { type Tip, type TipStatus } from '../tip/schema.js';
import { listCardJurisdictions } from '../tip/sharing.js';
import { listTipKeys } from '../tip/tip-keys.js';
import { type ConversationDeps, type Turn } from './turn.js';

type HandOffReason = Extract<Effect, { type: 'handOff' }>['reason'];

/** The tip as it is now, and the jobs that the caller adds. */
export async function recordTip(
  deps: ConversationDeps,
  tx: Tx,
  turn: Turn,
  reason: HandOffReason,
): Promise<{ tip: Tip; jobs: JobSpec[] }> {
  const { conversation, witness, result, moment, flow } = turn;
  const known = conversation.tipId === null ? undefined : await findTip(tx, conversation.tipId);
  const tipId = known?.id ?? randomUUID();
  const revision = (known?.revision ?? 0) + 1;
  const reference = known?.reference ?? result.reference;
  if (reference === undefined) throw new Error('a step that hands off must give the tip its reference');
  const status = findStatus(known, reason);
  const submittedAt = known?.submittedAt ?? (reason === 'submitted' ? moment.now : undefined);
  const jurisdictions = findJurisdictions(result.report);
  const address = openAddress(deps, witness);
  const test = address !== undefined && isHeartbeatAddress(address);

  const attachments = await listAttachments(tx, conversation.id);
  const tip = buildTip({
    id: tipId,
    reference,
    revision,
    status,
    channel: witness.channel,
    report: result.report,
    jurisdictions,
    provenance: {
      flow: flow.id,
      version: flow.version,
      startedAt: conversation.startedAt,
      submittedAt,
      test,
    },
    callbackAddress: !test && wantsCallHere(result) ? address : undefined,
    timeZone: jurisdictions[0] === undefined ? undefined : deps.timeZones.get(jurisdictions[0]),
    attachments: listTipAttachments(deps.vault, attachments),
    now: moment.now,
  });
  const cardJurisdictions = listCardJurisdictions(tip);
  const { cardIds } = await insertTipRevision(tx, {
    tipId,
    reference,
    revision,
    status,
    urgency: tip.urgency,
    jurisdictions,
    conversationId: conversation.id,
    witnessId: witness.id,
    isTest: tip.provenance.test,
    firstContactAt: conversation.startedAt,
    submittedAt,
    documentSealed: deps.vault.seal(tip, tipRevisionPlace(tipId, revision)),
    ...deps.planHandOff({ urgency: tip.urgency, test: tip.provenance.test, now: moment.now }),
    cardJurisdictions,
    firstRungAt: deps.findFirstRung?.({ urgency: tip.urgency, desks: cardJurisdictions, now: moment.now }),
    now: moment.now,
  });
  // A test resembles no real tip.
  const keys = (test ? [] : listTipKeys(tip)).map(({ kind, value }) => ({
    kind,
    hash: deps.vault.lookupHash(`tip ${kind}`, value),
  }));
  const jobs = await insertTipKeys(tx, { tipId, keys, now: moment.now });
  if (attachments.some(({ state }) => state === 'stored')) jobs.push(...cardIds.map(describeShowMedia));
  conversation.tipId = tipId;
  return { tip, jobs };
}

/** The tip as it was last handed off. */
export async function findNewestTip(
  { vault }: { vault: Pick<Vault, 'openObject'> },
  tx: Tx,
  tipId: string | null,
): Promise<Tip | undefined> {
  const newest = tipId === null ? undefined : await findNewestRevision(tx, tipId);
  if (newest === undefined || tipId === null) return undefined;
  return vault.openObject(newest.documentSealed, tipRevisionPlace(tipId, newest.revision)) as Tip;
}

/** Sent once stays sent: a later text revises a submitted tip, whatever brought it. */
function findStatus(known: TipRow | undefined, reason: HandOffReason): TipStatus {
  if (reason === 'withdrawn') return 'withdrawn';
  if (reason === 'submitted' || known?.submittedAt != null) return 'submitted';
  return 'partial';
}

/** The witness's own number goes into the tip only when they chose to be called on it. */
function wantsCallHere({ report }: Turn['result']): boolean {
  return findValue(report, 'callbackWanted') === true && findValue(report, 'callbackPhone') === undefined;
}

function openAddress(deps: ConversationDeps, witness: Turn['witness']): string | undefined {
  if (witness.channel !== 'sms') return undefined;
  return deps.vault.open(witness.addressSealed, `witnesses:${witness.id}:address`);
}
