/**
 * What the Slack client throws, as coded errors. Its own errors quote requests and answers, so only Slack's
 * error code, an HTTP status or a class passes.
 *
 * | thrown                                  | coded as                                  | surely not done |
 * |-----------------------------------------|-------------------------------------------|-----------------|
 * | 429                                     | PROVIDER_UNAVAILABLE with retryAfterMs    | yes             |
 * | ok: false, a fault on Slack's side      | PROVIDER_UNAVAILABLE                      | no              |
 * | ok: false, anything else                | PROVIDER_REFUSED, retried: operators mend | yes             |
 * | 5xx, no answer, no socket               | PROVIDER_UNAVAILABLE                      | no              |
 * | anything else                           | INTERNAL                                  | no              |
 */

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { SightlineError } from './errors.js';

export interface SlackFailure {
  error: SightlineError;
  /** Slack answered that nothing was done. */
  notDone: boolean;
}

/** https://docs.slack.dev/reference/methods/chat.postMessage/#errors: these may come after the message was posted. */
const SLACK_FAULTS = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

export function toSlackFailure(thrown: unknown): SlackFailure {
  if (thrown instanceof SightlineError) return { error: thrown, notDone: true };
  if (thrown instanceof WebAPIRateLimitedError)
    return { error: unavailable('ratelimited', thrown.retryAfter * 1000), notDone: true };
  if (thrown instanceof WebAPIPlatformError) {
    const code = /^[a-z][a-z0-9_]{0,59}$/.test(thrown.data.error) ? thrown.data.error : 'error';
    if (code === 'ratelimited' || code === 'rate_limited') return { error: unavailable(code), notDone: true };
    return SLACK_FAULTS.has(code)
      ? { error: unavailable(code), notDone: false }
      : { error: refusedBySlack(code), notDone: true };
  }
  if (thrown instanceof WebAPIHTTPError)
    return thrown.statusCode >= 500
      ? { error: unavailable(String(thrown.statusCode)), notDone: false }
      : { error: refusedBySlack(String(thrown.statusCode)), notDone: true };
  return {
    error: unavailable(thrown instanceof WebAPIRequestError ? 'connection' : 'failed'),
    notDone: false,
  };
}

function unavailable(reason: string, retryAfterMs?: number): SightlineError {
  return new SightlineError('PROVIDER_UNAVAILABLE', `Slack did not take it now (${reason})`, {
    providerCode: reason,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Retried as well: a channel can be unarchived, a scope granted. */
export function refusedBySlack(reason: string): SightlineError {
  return new SightlineError('PROVIDER_REFUSED', `Slack refused (${reason})`, {
    providerCode: reason,
    retryable: true,
  });
}
