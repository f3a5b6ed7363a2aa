/**
 * What Slack's answer to a call means for us. The error strings of chat.postMessage are listed at
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors. Slack's own errors carry the whole answer;
 * only its error string, checked for its shape, goes any further.
 */

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { type SendOutcome } from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';
import { SlackTransportFault } from './slack-client.js';

/** This person or this DM is gone, or this message can never be taken. */
const NEVER_DELIVERABLE = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'invalid_blocks',
  'is_archived',
  'messages_tab_disabled',
  'msg_blocks_too_long',
  'msg_too_long',
  'not_in_channel',
  'restricted_action',
  'user_disabled',
  'user_not_found',
]);

/** The app's installation is at fault: an operator can mend it while the job retries. */
const INSTALLATION = new Set([
  'access_denied',
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);

/** The outcome that a failed post amounts to; throws a coded error where it is none. */
export function readFailedPost(fault: unknown): SendOutcome {
  const reason = readReason(fault);
  if (reason !== undefined && NEVER_DELIVERABLE.has(reason)) return { kind: 'refused', providerCode: reason };
  throw toCodedFault(fault);
}

/** A Slack fault without Slack's payload. Anything unknown is worth another try: the jobs give up in the end and say so. */
export function toCodedFault(fault: unknown): SightlineError {
  if (fault instanceof SightlineError) return fault;
  const reason = readReason(fault);
  if (reason !== undefined && (INSTALLATION.has(reason) || NEVER_DELIVERABLE.has(reason)))
    return new SightlineError('PROVIDER_REFUSED', 'Slack refused the call; see its error string', {
      providerCode: reason,
      retryable: INSTALLATION.has(reason),
    });
  return new SightlineError('PROVIDER_UNAVAILABLE', 'Slack did not take the call; it is worth another try', {
    providerCode: reason ?? readTransportCode(fault),
    ...(fault instanceof WebAPIRateLimitedError ? { retryAfterMs: fault.retryAfter * 1000 } : {}),
  });
}

/** Slack's error string. An answer that is no JSON puts its whole text there, hence the check. */
function readReason(fault: unknown): string | undefined {
  if (!(fault instanceof WebAPIPlatformError)) return undefined;
  return /^[a-z_]{1,60}$/.test(fault.data.error) ? fault.data.error : undefined;
}

function readTransportCode(fault: unknown): string {
  if (fault instanceof WebAPIRateLimitedError) return '429';
  if (fault instanceof WebAPIHTTPError) return String(fault.statusCode);
  if (fault instanceof WebAPIRequestError && fault.original instanceof SlackTransportFault)
    return fault.original.code;
  return 'NO_ANSWER';
}
