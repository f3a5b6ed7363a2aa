/**
 * What the other side of a webhook sees of a fault: a status that makes it try again or not, and a code. Never
 * a message, never anything of the request. Every fault is one coded log line.
 */

import { type ServerResponse } from 'node:http';
import { SightlineError, toSightlineError, type ErrorCode } from '../errors.js';
import { describeError, type Logger } from '../logger.js';

/** 503: try again soon. Every code not named here is 500. */
const STATUS_OF_CODE: Partial<Record<ErrorCode, number>> = {
  DATABASE_UNAVAILABLE: 503,
  MESSAGE_INVALID: 400,
  SIGNATURE_INVALID: 403,
};

/** Answers a webhook that failed. `path` is the route as written in the code, never the address as called. */
export function answerFault(response: ServerResponse, thrown: unknown, path: string, logger: Logger): void {
  const fault = readHttpFault(thrown) ?? thrown;
  const { code } = toSightlineError(fault);
  const status = statusOf(fault, code);
  const line = { ...describeError(fault), path, status };
  if (status >= 500) logger.error(line, 'request failed');
  else logger.warn(line, 'request refused');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: code }));
}

function statusOf(fault: unknown, code: ErrorCode): number {
  if (fault instanceof RefusedRequest) return fault.status;
  return STATUS_OF_CODE[code] ?? 500;
}

/** A body that Express could not take: too large, not parseable, a foreign charset. */
class RefusedRequest extends SightlineError {
  constructor(readonly status: number) {
    super('MESSAGE_INVALID', 'a request whose body cannot be read');
  }
}

/** Express marks what it refuses with a 4xx status; its error may hold the body and goes no further. */
function readHttpFault(thrown: unknown): RefusedRequest | undefined {
  if (thrown instanceof SightlineError || typeof thrown !== 'object' || thrown === null) return undefined;
  const status = 'status' in thrown ? thrown.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? new RefusedRequest(status) : undefined;
}
