/**
 * The official Slack client with what a job needs around it: one bounded attempt per call, no retries and no
 * waiting of its own. Slack's libraries log whole requests and answers; what they hand to a logger is dropped.
 */

import { type Logger as SlackLogger, LogLevel } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { type Logger } from '../../logger.js';
import { type SlackSettings } from '../../settings.js';

const REQUEST_TIMEOUT_MS = 10_000;

export interface SlackClientOptions {
  timeoutMs?: number;
}

export function createSlackWebClient(
  settings: SlackSettings,
  logger: Logger,
  options: SlackClientOptions = {},
): WebClient {
  return new WebClient(settings.botToken, toClientOptions(settings, logger, options));
}

export function toClientOptions(
  settings: SlackSettings,
  logger: Logger,
  { timeoutMs = REQUEST_TIMEOUT_MS }: SlackClientOptions = {},
): WebClientOptions {
  return {
    ...(settings.apiUrl === undefined ? {} : { slackApiUrl: settings.apiUrl }),
    fetch: fetchOrCode,
    logger: createSlackLogger(logger),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
  };
}

/** No answer from Slack, by the code of what went wrong below (`ECONNREFUSED`, `ETIMEDOUT`). */
export class SlackTransportFault extends Error {
  constructor(readonly code: string) {
    super('no answer from Slack');
  }
}

/** `fetch` whose failures keep a code and leave the request behind. */
async function fetchOrCode(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (fault) {
    const { name, cause } = fault as { name?: unknown; cause?: { code?: unknown } };
    if (name === 'TimeoutError') throw new SlackTransportFault('ETIMEDOUT');
    const code = cause?.code;
    throw new SlackTransportFault(
      typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'NO_ANSWER',
    );
  }
}

/**
 * A logger for Slack's libraries: says that they had something to say, never what. Every fault they report
 * reaches us as an error as well and is logged there with its code, so this is for `LOG_LEVEL=debug` only.
 */
export function createSlackLogger(logger: Logger): SlackLogger {
  let level = LogLevel.WARN;
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => {
      logger.debug({ channel: 'slack' }, 'slack library warning');
    },
    error: () => {
      logger.debug({ channel: 'slack' }, 'slack library error');
    },
    setLevel: (wanted) => {
      level = wanted;
    },
    getLevel: () => level,
    setName: () => undefined,
  };
}
