/**
 * Logs carry ids and codes only. Every line is built from an allow-list of field names with short scalar values; anything
 * else handed in is dropped, so a witness's words cannot slip in with an object or an error's message.
 */

import pino from 'pino';
import { toSightlineError } from './errors.js';

/** Every field a log line may have. Ids are our own uuids or a provider's message ids, never addresses. */
const ALLOWED_FIELDS = [
  'code',
  'retryable',
  'causeClass',
  'causeCode',
  'providerCode',
  'job',
  'jobId',
  'attempt',
  'maxAttempts',
  'outboundId',
  'inboundId',
  'conversationId',
  'deliveryId',
  'cardId',
  'tipId',
  'revision',
  'route',
  'channel',
  'state',
  'reason',
  'status',
  'durationMs',
  'count',
  'role',
  'port',
  'path',
  'flow',
  'version',
  'file',
  'line',
  'pid',
  'method',
  'requestId',
  'adopted',
  'location',
  'workerId',
  'part',
  'retryInMs',
  'jobs',
  'at',
  'event',
] as const;

export type LogFields = Partial<
  Record<(typeof ALLOWED_FIELDS)[number], string | number | boolean | undefined>
>;

/** `event` is a constant in the code, for example `tip handed over`; never built from input. */
export interface Logger {
  debug(fields: LogFields, event: string): void;
  info(fields: LogFields, event: string): void;
  warn(fields: LogFields, event: string): void;
  error(fields: LogFields, event: string): void;
}

export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const logger =
    destination === undefined ? pino({ level, base: null }) : pino({ level, base: null }, destination);
  return {
    debug: (fields, event) => {
      logger.debug(pickAllowed(fields), event);
    },
    info: (fields, event) => {
      logger.info(pickAllowed(fields), event);
    },
    warn: (fields, event) => {
      logger.warn(pickAllowed(fields), event);
    },
    error: (fields, event) => {
      logger.error(pickAllowed(fields), event);
    },
  };
}

/** The loggable part of anything thrown: code, retryable, the class and code of the cause; never a message. */
export function describeError(thrown: unknown): LogFields {
  const error = toSightlineError(thrown);
  const cause = error.cause;
  return {
    code: error.code,
    retryable: error.retryable,
    providerCode: error.providerCode,
    causeClass: cause instanceof Error ? cause.constructor.name : undefined,
    causeCode:
      cause instanceof Error &&
      'code' in cause &&
      (typeof cause.code === 'string' || typeof cause.code === 'number')
        ? cause.code
        : undefined,
  };
}

const MAX_VALUE_LENGTH = 200;

function pickAllowed(fields: LogFields): LogFields {
  const picked: Record<string, string | number | boolean> = {};
  for (const name of ALLOWED_FIELDS) {
    const value = fields[name];
    if (value !== undefined)
      picked[name] = typeof value === 'string' ? value.slice(0, MAX_VALUE_LENGTH) : value;
  }
  return picked;
}
