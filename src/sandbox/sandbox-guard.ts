/**
 * The sandbox page shows a phone, a Slack and a mailbox to whoever opens it, so only this computer may: the connection
 * must come from loopback, be meant for loopback (a foreign name that resolves to 127.0.0.1 is an attack, DNS rebinding),
 * not pass through a proxy, and a POST must come from the page itself (CSRF).
 */

import { isIPv4 } from 'node:net';
import { type NextFunction, type Request, type Response } from 'express';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Why a request may not see the sandbox; undefined when it may. */
export function findRefusal(request: {
  method: string;
  remoteAddress: string | undefined;
  headers: Record<string, string | string[] | undefined>;
}): 'not_loopback' | 'foreign_host' | 'proxied' | 'foreign_origin' | undefined {
  const { headers } = request;
  const host = typeof headers.host === 'string' ? headers.host.toLowerCase() : '';
  if (!isLoopbackAddress(request.remoteAddress)) return 'not_loopback';
  if (!LOOPBACK_NAMES.has(host.replace(/:\d+$/, ''))) return 'foreign_host';
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return 'proxied';
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  return headers.origin === `http://${host}` ? undefined : 'foreign_origin';
}

export function loopbackOnly(request: Request, response: Response, next: NextFunction): void {
  const refusal = findRefusal({
    method: request.method,
    remoteAddress: request.socket.remoteAddress,
    headers: request.headers,
  });
  if (refusal === undefined) next();
  else response.status(403).json({ error: refusal });
}

function isLoopbackAddress(address: string | undefined): boolean {
  const plain = address?.replace(/^::ffff:/, '') ?? '';
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
