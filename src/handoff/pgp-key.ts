/**
 * The hotline's public PGP key, from the file that HOTLINE_PGP_KEY names. The file is read for every mail, so that a
 * new key counts from the moment it is put there. A key that cannot be used stops the mail: a tip that should be
 * encrypted never leaves in the clear.
 */

import { readFile } from 'node:fs/promises';
import type * as OpenPgp from 'openpgp';
import { SightlineError } from '../errors.js';

export type PgpKeyState =
  | { state: 'usable'; /** Undefined: never. */ expiresAt: Date | undefined }
  | { state: 'expired' }
  /** No file, no key in it, a private key, revoked, or made for signing only. */
  | { state: 'unusable' };

/** From here on people are told that it expires. */
const WARN_BEFORE_MS = 30 * 24 * 60 * 60_000;

export const PGP_REMEDIES = {
  expired:
    'HOTLINE_PGP_KEY: the key in that file has expired; ask the hotline for its new public key and put it there (no restart needed)',
  unusable:
    'HOTLINE_PGP_KEY: that file must hold one armored public PGP key that can encrypt, and not a private one; ask the hotline for it',
} as const;

export async function examinePgpKey(file: string, now: Date): Promise<PgpKeyState> {
  const key = await readPublicKey(file);
  return key === undefined ? { state: 'unusable' } : examine(key, now);
}

/** Whole days left when that is soon enough to be told; undefined when it is not. */
export function daysLeftToTell(key: PgpKeyState, now: Date): number | undefined {
  if (key.state !== 'usable' || key.expiresAt === undefined) return undefined;
  const leftMs = key.expiresAt.getTime() - now.getTime();
  return leftMs > WARN_BEFORE_MS ? undefined : Math.floor(leftMs / (24 * 60 * 60_000));
}

/** Armored. Throws DELIVERY_REFUSED when the key cannot be used. */
export async function encryptTo(file: string, plain: Uint8Array, now: Date): Promise<string> {
  const key = await readPublicKey(file);
  const { state } = key === undefined ? ({ state: 'unusable' } as const) : await examine(key, now);
  if (key === undefined || state !== 'usable') throw refusedByKey(state === 'expired' ? state : 'unusable');
  const { createMessage, encrypt } = await loadOpenPgp();
  const message = await createMessage<Uint8Array>({ binary: plain });
  const encrypted = await encrypt({ message, encryptionKeys: key, date: now, format: 'object' });
  return encrypted.armor();
}

function refusedByKey(state: keyof typeof PGP_REMEDIES): SightlineError {
  return new SightlineError('DELIVERY_REFUSED', PGP_REMEDIES[state], {
    providerCode: `pgp_key_${state}`,
    retryable: true,
  });
}

/** A megabyte of code, loaded only where a key is configured. */
function loadOpenPgp(): Promise<typeof OpenPgp> {
  return import('openpgp');
}

async function readPublicKey(file: string): Promise<OpenPgp.PublicKey | undefined> {
  const { readKey } = await loadOpenPgp();
  try {
    const key = await readKey({ armoredKey: await readFile(file, 'utf8') });
    return key.isPrivate() ? undefined : key.toPublic();
  } catch {
    return undefined;
  }
}

async function examine(key: OpenPgp.PublicKey, now: Date): Promise<PgpKeyState> {
  try {
    const encryptionKey = await key.getEncryptionKey(undefined, now);
    const ends = await Promise.all([key.getExpirationTime(), encryptionKey.getExpirationTime()]);
    const dates = ends.filter((end) => end instanceof Date).map((end) => end.getTime());
    return { state: 'usable', expiresAt: dates.length === 0 ? undefined : new Date(Math.min(...dates)) };
  } catch {
    return { state: await wasUsable(key) };
  }
}

/** Whatever the time: a key that only time made unusable has expired. */
async function wasUsable(key: OpenPgp.PublicKey): Promise<'expired' | 'unusable'> {
  try {
    await key.getEncryptionKey(undefined, null);
    return 'expired';
  } catch {
    return 'unusable';
  }
}
