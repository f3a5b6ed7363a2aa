/**
 * Nobody acknowledged a card in time: one run climbs one rung of the desk's ladder, in one transaction with its line in
 * the thread, its event, what carries it out, and the job of the next rung. Safe to repeat and to start early: what is
 * due is read from the card's row under its lock, and a card that somebody has, or that is closed, is left alone.
 * After the last rung the operators are told.
 */

import { addCall } from '../store/queries/calls.js';
import {
  addCardAlert,
  climbRung,
  type EscalatingCard,
  findEscalatingCard,
} from '../store/queries/escalation.js';
import { addNotice } from '../store/queries/notices.js';
import { addThreadLines } from '../store/queries/thread-lines.js';
import { escalateJob } from '../store/queries/tip-revisions.js';
import { recordStep } from '../store/queries/turn-taking.js';
import { addJobs, job, PRIORITY } from '../store/queue.js';
import { type Tx } from '../store/store.js';
import { URGENCY_LABELS } from '../tip/labels.js';
import { TEST_DESK } from '../tip/sharing.js';
import { deskName } from './card-progress.js';
import { type DeskRules, findNextRung, type Rung, SHIPPED_RULES } from './desk-rules.js';
import { minutesBetween } from './desk-words.js';
import { type LiaisonDeps } from './liaison-deps.js';
import { threadLine } from './thread.js';

const NATIONAL_TIME_ZONE = 'America/New_York';
const UNACKNOWLEDGED = 'unacknowledged';

export async function escalate(deps: LiaisonDeps, cardId: string): Promise<void> {
  const climbed = await deps.store.transaction((tx) => climb(deps, tx, cardId));
  deps.crashPoint?.('escalate:after-commit');
  if (climbed !== undefined) deps.logger.info({ cardId, reason: climbed }, 'tip escalated');
}

/** The kind of rung; undefined when nothing was due. */
async function climb(deps: LiaisonDeps, tx: Tx, cardId: string): Promise<string | undefined> {
  const card = await findEscalatingCard(tx, cardId);
  // A heartbeat's card is nobody's to acknowledge; what becomes of it is watched elsewhere.
  if (card === undefined || card.jurisdiction === TEST_DESK || card.alerts.includes(UNACKNOWLEDGED))
    return undefined;
  const now = deps.now();
  const rules = findRules(deps, card.jurisdiction);
  const { rung, due } = findNextRung(card, rules, findTimeZone(deps, card.jurisdiction), now);
  if (due > now) {
    await addJobs(tx, [escalateJob(cardId, due)]);
    return undefined;
  }
  if (rung === 'operators') await tellOperators(deps, tx, card, rules);
  else {
    if (!(await climbRung(tx, { cardId, from: card.rung, now }))) return undefined;
    await carryOut(deps, tx, card, rung);
    await addJobs(tx, [escalateJob(cardId)]);
  }
  const kind = rung === 'operators' ? rung : rung.kind;
  await recordStep(tx, {
    tipId: card.tipId,
    kind: 'escalated',
    detail: `${card.jurisdiction} rung ${card.rung + 1} ${kind}`,
    userId: 'sightline',
    now,
  });
  deps.crashPoint?.('escalate:before-commit');
  return kind;
}

/** When the first rung of a card that is made now is due, at the earliest of these desks; undefined without a desk. */
export function findFirstRung(
  deps: Pick<LiaisonDeps, 'states' | 'deskDefaults'>,
  { urgency, desks, now }: { urgency: string; desks: readonly string[]; now: Date },
): Date | undefined {
  const card = { urgency, createdAt: now, rung: 0, escalatedAt: null };
  return desks
    .map((desk) => findNextRung(card, findRules(deps, desk), findTimeZone(deps, desk), now).due)
    .toSorted((one, other) => one.getTime() - other.getTime())[0];
}

function findTimeZone({ states }: Pick<LiaisonDeps, 'states'>, jurisdiction: string): string {
  return states[jurisdiction]?.timeZone ?? NATIONAL_TIME_ZONE;
}

export function findRules(
  { states, deskDefaults = SHIPPED_RULES }: Pick<LiaisonDeps, 'states' | 'deskDefaults'>,
  jurisdiction: string,
): DeskRules {
  return states[jurisdiction]?.desk ?? deskDefaults;
}

async function carryOut(deps: LiaisonDeps, tx: Tx, card: EscalatingCard, rung: Rung): Promise<void> {
  const { vault } = deps;
  const now = deps.now();
  const { cardId } = card;
  const minutes = minutesBetween(card.createdAt, now);
  const dedupe = `rung:${cardId}:${card.rung + 1}`;
  const said: Record<Rung['kind'], string> = {
    mention: `<!subteam^${rung.to}>, please take this tip.`,
    post: `Told in <#${rung.to}>.`,
    text: 'The phone on call gets a text.',
    call: 'The phone on call is being rung.',
  };
  const text = `:bell: *Not acknowledged after ${minutes} min.* ${said[rung.kind]}`;
  await addThreadLines(tx, [threadLine(vault, cardId, { text })], now);
  const notice = { dedupe, cardId, to: rung.to };
  if (rung.kind === 'post')
    await addNotice(
      tx,
      vault,
      { ...notice, via: 'slack', body: describeForChannel(deps, card, minutes) },
      now,
    );
  if (rung.kind === 'text')
    await addNotice(tx, vault, { ...notice, via: 'sms', body: describeForPhone(card, minutes) }, now);
  if (rung.kind === 'call') await addCall(tx, vault, { purpose: 'rung', cardId, to: rung.to }, now);
}

/** Without the card: who reads it there may not see the card. The link is added when it is posted. */
function describeForChannel(deps: LiaisonDeps, card: EscalatingCard, minutes: number): string {
  const desk = deskName(deps.states, card.jurisdiction);
  return `:bell: *${card.reference}* (${desk}): ${urgencyLabel(card.urgency)}, not acknowledged after ${minutes} min.`;
}

/** One segment of GSM-7. */
function describeForPhone(card: EscalatingCard, minutes: number): string {
  return `Sightline: tip ${card.reference}, ${urgencyLabel(card.urgency)}, not acknowledged after ${minutes} min. Open Slack.`;
}

export function urgencyLabel(urgency: string): string {
  return (URGENCY_LABELS as Partial<Record<string, string>>)[urgency] ?? URGENCY_LABELS.unknown;
}

async function tellOperators(
  deps: LiaisonDeps,
  tx: Tx,
  card: EscalatingCard,
  rules: DeskRules,
): Promise<void> {
  const minutes = minutesBetween(card.createdAt, deps.now());
  const ladder = rules.ladder.length === 0 ? 'there is no ladder' : 'every rung is climbed';
  await addCardAlert(tx, card.cardId, UNACKNOWLEDGED);
  const line = `:bell: *Not acknowledged after ${minutes} min.* The operators are told: ${ladder}.`;
  await addThreadLines(tx, [threadLine(deps.vault, card.cardId, { text: line })], deps.now());
  const detail = `${card.jurisdiction}: nobody acknowledged it in ${minutes} min; ${ladder} (card ${card.cardId})`;
  await addJobs(tx, [
    job(
      'alertOperators',
      { code: 'CARD_UNACKNOWLEDGED', detail, tipId: card.tipId },
      { priority: PRIORITY.danger },
    ),
  ]);
}
