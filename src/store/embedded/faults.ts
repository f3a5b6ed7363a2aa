/** The one fault of this folder, DATABASE_START_FAILED, and what can be read from other people's errors. */
import { SightlineError } from '../../errors.js';

export function startFailed(message: string, cause?: unknown): SightlineError {
  return new SightlineError('DATABASE_START_FAILED', message, { cause });
}

/** What a program said when it failed. */
export function complaintOf(error: unknown): string {
  return fieldOf(error, 'stderr') || fieldOf(error, 'message');
}

export function codeOf(error: unknown): string {
  return fieldOf(error, 'code');
}

/** A field of an error, by shape: in tests an error can come from another realm, where instanceof fails. */
function fieldOf(error: unknown, field: 'code' | 'message' | 'stderr'): string {
  const value = (error as Partial<Record<typeof field, unknown>> | undefined)?.[field];
  return typeof value === 'string' ? value : '';
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' | ');
}
