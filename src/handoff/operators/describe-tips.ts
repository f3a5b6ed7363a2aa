/** Tips as lines of text for operators: codes, times, states; no word of a witness. Pure. */

import { type HistoryLine, type ListedTip } from '../../store/queries/tip-admin.js';
import { type ShownTip } from './tip-operations.js';

export function describeList(tips: readonly ListedTip[], now: Date): string[] {
  if (tips.length === 0) return ['No tips.'];
  const rows = tips.map((tip) => [
    tip.reference,
    tip.isTest ? 'TEST' : tip.status,
    tip.urgency,
    `r${tip.revision}`,
    describeAge(tip.createdAt, now),
    tip.deliveries.join(', ') || 'no delivery',
    tip.cards.join(', ') || 'no card',
  ]);
  return alignColumns([['reference', 'status', 'urgency', 'rev', 'age', 'hotline', 'cards'], ...rows]);
}

export function describeShown({ tip, history }: ShownTip, now: Date): string[] {
  const clock = (at: Date | null): string =>
    at === null
      ? 'not yet'
      : `${at.toISOString()} (+${describeSpan(at.getTime() - tip.firstContactAt.getTime())})`;
  return [
    `${tip.isTest ? 'TEST ' : ''}${tip.reference} revision ${tip.revision}, ${tip.status}, ${tip.urgency}, ${tip.jurisdictions.join('+') || 'state not known'}`,
    `first contact ${tip.firstContactAt.toISOString()}, ${describeAge(tip.firstContactAt, now)} ago`,
    `tip written   ${clock(tip.createdAt)}`,
    `sent          ${clock(tip.submittedAt)}`,
    '',
    ...alignColumns(history.map((line) => describeEvent(line, tip.firstContactAt))),
  ];
}

function describeEvent({ at, what, state, evidence }: HistoryLine, from: Date): string[] {
  return [at.toISOString(), `+${describeSpan(at.getTime() - from.getTime())}`, what, state, evidence ?? ''];
}

export function describeAge(from: Date, now: Date): string {
  return describeSpan(now.getTime() - from.getTime());
}

/** "0.4s", "12s", "5m", "3h", "2d". */
export function describeSpan(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)}s`;
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86_400)}d`;
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
