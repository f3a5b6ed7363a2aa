/**
 * Signs what we post to the hotline and checks what it posts back, by the Standard Webhooks specification. Several
 * secrets may be in use while one is being replaced: the first one signs, each of them is accepted.
 */

import { Webhook } from 'standardwebhooks';
import { SightlineError } from '../errors.js';

export interface WebhookSignature {
  sign(id: string, at: Date, body: string): string;
  /** False when it is missing, wrong, or its timestamp is more than five minutes from the system's clock. */
  accepts(body: string, headers: Record<string, string>): boolean;
}

/** `secrets`: `whsec_` and base64; more of them after spaces. */
export function createWebhookSignature(secrets: string): WebhookSignature {
  const [first, ...others] = secrets.split(' ').filter(Boolean).map(readSecret);
  if (first === undefined) throw unusable();
  return {
    sign: (id, at, body) => first.sign(id, at, body),
    accepts: (body, headers) => [first, ...others].some((secret) => isSignedWith(secret, body, headers)),
  };
}

function readSecret(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch {
    // The cause could quote the secret.
    throw unusable();
  }
}

function unusable(): SightlineError {
  return new SightlineError('SETTINGS_INVALID', 'HOTLINE_WEBHOOK_SECRET: must be whsec_ and base64');
}

function isSignedWith(secret: Webhook, body: string, headers: Record<string, string>): boolean {
  try {
    secret.verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
