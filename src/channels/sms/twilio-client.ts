/**
 * The official Twilio client with what a job needs around it: a base address that can be moved (tests, sandbox,
 * a regional proxy), one bounded attempt per call, connections that stay open. It never retries by itself; the
 * jobs do. What it throws names a code and a status and never quotes Twilio, whose messages contain the number.
 */

import { Agent } from 'node:http';
import twilio from 'twilio';
import { SightlineError } from '../../errors.js';
import { type TwilioSettings } from '../../settings.js';
import { bounded } from '../bounded.js';

const REQUEST_TIMEOUT_MS = 10_000;
/** A response that drips slower than the socket timeout notices. */
const GRACE_MS = 1_000;
const MAX_SOCKETS = 50;

export function createTwilioClient(
  settings: TwilioSettings,
  timeoutMs: number = REQUEST_TIMEOUT_MS,
): twilio.Twilio {
  const httpClient = new MovableRequestClient(settings.apiUrl, timeoutMs);
  return new twilio.Twilio(settings.accountSid, settings.authToken, { httpClient, autoRetry: false });
}

type RequestOptions<TData> = Parameters<typeof twilio.RequestClient.prototype.request<TData>>[0];
type RequestResult<TData> = ReturnType<typeof twilio.RequestClient.prototype.request<TData>>;

/** Twilio's own HTTP client; the addresses it is given may be moved to another origin. */
class MovableRequestClient extends twilio.RequestClient {
  readonly #apiUrl: URL | undefined;
  readonly #timeoutMs: number;

  constructor(apiUrl: string | undefined, timeoutMs: number) {
    super({ timeout: timeoutMs, keepAlive: true, maxSockets: MAX_SOCKETS, autoRetry: false });
    this.#apiUrl = apiUrl === undefined ? undefined : new URL(apiUrl);
    this.#timeoutMs = timeoutMs;
    // The package brings an agent for https only.
    this.axios.defaults.httpAgent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  }

  override async request<TData>(options: RequestOptions<TData>): RequestResult<TData> {
    const call = super.request<TData>({ ...options, uri: this.#move(options.uri) });
    const response = await bounded(call, this.#timeoutMs + GRACE_MS, () => unavailable('ETIMEDOUT')).catch(
      (fault: unknown) => {
        throw fault instanceof SightlineError ? fault : unavailable(readCode(fault));
      },
    );
    // Forget the last exchange: it holds a witness's number and words.
    delete this.lastRequest;
    delete this.lastResponse;
    if (response.statusCode === 429 || response.statusCode >= 500)
      throw unavailable(String(response.statusCode), readRetryAfterMs(response.headers));
    return response;
  }

  #move(uri: string): string {
    if (this.#apiUrl === undefined) return uri;
    const { pathname, search } = new URL(uri);
    return this.#apiUrl.origin + this.#apiUrl.pathname.replace(/\/$/, '') + pathname + search;
  }
}

function unavailable(providerCode: string, retryAfterMs?: number): SightlineError {
  return new SightlineError(
    'PROVIDER_UNAVAILABLE',
    'Twilio did not take the request; it is worth another try',
    {
      providerCode,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  );
}

/** The code of a socket error (`ECONNREFUSED`); its message and request are left behind. */
function readCode(fault: unknown): string {
  const code = typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'NO_ANSWER';
}

/** `Retry-After` in seconds, or as a date (RFC 9110, section 10.2.3). */
function readRetryAfterMs(headers: unknown): number | undefined {
  const value = (headers as Record<string, unknown> | undefined)?.['retry-after'];
  if (typeof value !== 'string') return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
