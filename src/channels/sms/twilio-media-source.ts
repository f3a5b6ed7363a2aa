/**
 * Pictures at Twilio. The account's credentials go to the media address of our own account and nowhere else; what that
 * redirects to must be Twilio's too, and gets none. No address and no byte of a picture is ever in an error.
 * https://www.twilio.com/docs/messaging/api/media-resource
 */

import { type FetchedMedia, type MediaSource } from '../../conversation/ports.js';
import { SightlineError } from '../../errors.js';
import { type TwilioSettings } from '../../settings.js';

/** For one picture in all, redirects included. */
const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 3;
/** The API, and where its media lie. */
const TWILIO_HOSTS = /(?:^|\.)(?:twilio\.com|twiliocdn\.com)$/;

export function createTwilioMediaSource(
  settings: TwilioSettings,
  timeoutMs: number = TIMEOUT_MS,
): MediaSource {
  const apiOrigin = settings.apiUrl === undefined ? undefined : new URL(settings.apiUrl).origin;
  const isTwilio = (url: URL): boolean =>
    url.origin === apiOrigin ||
    (url.protocol === 'https:' && url.port === '' && TWILIO_HOSTS.test(url.hostname));
  const basic = Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'accept-encoding': 'identity' };
  /** The media address of our own account, whatever else Twilio's hosts serve. */
  const findOwn = (address: string): URL | undefined => {
    const url = new URL(address);
    const path = new RegExp(`/2010-04-01/Accounts/${settings.accountSid}/Messages/\\w+/Media/\\w+$`);
    const isApi = url.origin === apiOrigin || url.hostname.endsWith('twilio.com');
    return isTwilio(url) && isApi && path.test(url.pathname) ? url : undefined;
  };
  return {
    async fetch(address, maxBytes) {
      const signal = AbortSignal.timeout(timeoutMs);
      let url = findOwn(address);
      for (let hop = 0; url !== undefined && hop <= MAX_REDIRECTS; hop++) {
        const own = hop === 0 ? headers : { 'accept-encoding': 'identity' };
        const response = await call(url, { headers: own, signal });
        if (response.status < 300 || response.status > 399) return readAnswer(response, maxBytes);
        await response.body?.cancel();
        const next = new URL(response.headers.get('location') ?? '', url);
        url = isTwilio(next) ? next : undefined;
      }
      return { kind: 'elsewhere' };
    },
    async remove(address) {
      const url = findOwn(address);
      if (url === undefined) return;
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await call(new URL(`${url.href}.json`), { method: 'DELETE', headers, signal });
      await response.body?.cancel();
      if (response.status !== 404 && response.status !== 410 && !response.ok) throw refused(response);
    },
  };
}

async function readAnswer(response: Response, maxBytes: number): Promise<FetchedMedia> {
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    return { kind: 'gone' };
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw refused(response);
  }
  const content = await readBounded(response, maxBytes);
  return content === undefined ? { kind: 'too_big' } : { kind: 'fetched', content };
}

/** Undefined once it is too much: what a header announces is not relied on. */
async function readBounded({ body, headers }: Response, maxBytes: number): Promise<Buffer | undefined> {
  if (body === null) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let size = Number(headers.get('content-length') ?? 0) > maxBytes ? maxBytes + 1 : 0;
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  try {
    while (size <= maxBytes) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(parts);
      size += value.length;
      parts.push(value);
    }
    return undefined;
  } catch (fault) {
    throw unavailable(readCode(fault));
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function call(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual' });
  } catch (fault) {
    throw unavailable(readCode(fault));
  }
}

/** Credentials may be mended, a server may recover: every refusal is worth another try. */
function refused({ status }: Response): SightlineError {
  if (status === 429 || status >= 500) return unavailable(String(status));
  return new SightlineError('PROVIDER_REFUSED', 'Twilio refused a picture', {
    providerCode: String(status),
    retryable: true,
  });
}

function unavailable(providerCode: string): SightlineError {
  return new SightlineError(
    'PROVIDER_UNAVAILABLE',
    'Twilio did not give a picture; it is worth another try',
    {
      providerCode,
    },
  );
}

function readCode(fault: unknown): string {
  const { name, cause } = (fault ?? {}) as { name?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'ETIMEDOUT';
  const code = cause?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'NO_ANSWER';
}
