/**
 * Encryption at rest. Addresses, words, snapshots and tips are sealed before they reach the database.
 *
 * Every value is bound to its place ("conversation:<id>:snapshot"): copied to another row or column it does not
 * open. Every value carries the id of its key, so that old values open while a new key is introduced. Values
 * that must be found again (a sender's address) have a keyed hash beside them, made with a key of its own.
 * Nothing here may put a plaintext or a key into an error.
 *
 * A sealed value:  version 1 | flags 1 | key id 4 | nonce 12 | tag 16 | ciphertext
 * AES-256-GCM; the authenticated data are the first six bytes and the place. Random 96-bit nonces are safe for
 * 2^32 values of one key (NIST SP 800-38D, section 8.3).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open as openFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SightlineError } from '../errors.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const VERSION = 1;
const FLAG_DEFLATED = 1;
const FLAG_JSON = 2;
const KEY_ID_AT = 2;
const NONCE_AT = 6;
const TAG_AT = 18;
const CIPHERTEXT_AT = 34;
const TAG_BYTES = CIPHERTEXT_AT - TAG_AT;
/** Below this, deflating costs more than it saves. */
const DEFLATE_FROM_BYTES = 1024;
/** No honest value comes near it; a limit that a fault in the database cannot exceed. */
const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

export interface Vault {
  /** The id of the key that seals, for display and for key_check. */
  readonly keyId: Buffer;
  /** Seals a text, or an object as JSON. `boundTo` names row and column; it must hold no secret. */
  seal(plaintext: string | object, boundTo: string): Buffer;
  /** The text that was sealed for this place. Throws DECRYPTION_FAILED. */
  open(sealed: Uint8Array, boundTo: string): string;
  /** The object that was sealed for this place. Throws DECRYPTION_FAILED. */
  openObject(sealed: Uint8Array, boundTo: string): unknown;
  /** 32 bytes to find a value by: the same value and kind always give the same. */
  lookupHash(kind: string, value: string): Buffer;
  /** The hashes under all known keys, the current one first: what to look for while keys change. */
  lookupHashes(kind: string, value: string): Buffer[];
}

export interface DataKeys {
  current: Uint8Array;
  /** Keys that only open what they once sealed. */
  previous?: Uint8Array[];
}

interface DerivedKeys {
  id: Buffer;
  sealing: Buffer;
  lookup: Buffer;
}

export function createVault(dataKey: Uint8Array | DataKeys): Vault {
  const given: DataKeys = 'current' in dataKey ? dataKey : { current: dataKey };
  const current = derive(given.current);
  const all = [current, ...(given.previous ?? []).map(derive)];

  const unseal = (sealed: Uint8Array, boundTo: string, kind: number): string => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < CIPHERTEXT_AT || bytes[0] !== VERSION) throw failed(boundTo, 'not a sealed value');
    const keyId = bytes.subarray(KEY_ID_AT, NONCE_AT);
    const key = all.find(({ id }) => id.equals(keyId));
    if (key === undefined) throw failed(boundTo, `sealed with the unknown key ${keyId.toString('hex')}`);
    const flags = bytes.readUInt8(1);
    if ((flags & FLAG_JSON) !== kind) throw failed(boundTo, 'not of the kind asked for');
    const decipher = createDecipheriv(CIPHER, key.sealing, bytes.subarray(NONCE_AT, TAG_AT), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(authenticated(bytes, boundTo));
    decipher.setAuthTag(bytes.subarray(TAG_AT, CIPHERTEXT_AT));
    try {
      const plain = Buffer.concat([decipher.update(bytes.subarray(CIPHERTEXT_AT)), decipher.final()]);
      return (flags & FLAG_DEFLATED ? inflate(plain) : plain).toString('utf8');
    } catch (cause) {
      throw failed(boundTo, 'changed, or moved from another place', cause);
    }
  };

  return {
    keyId: current.id,
    seal(plaintext, boundTo) {
      const isText = typeof plaintext === 'string';
      const plain = Buffer.from(isText ? plaintext : JSON.stringify(plaintext), 'utf8');
      const deflated = plain.length >= DEFLATE_FROM_BYTES;
      const header = Buffer.alloc(NONCE_AT);
      header.writeUInt8(VERSION, 0);
      header.writeUInt8((deflated ? FLAG_DEFLATED : 0) | (isText ? 0 : FLAG_JSON), 1);
      current.id.copy(header, KEY_ID_AT);
      const nonce = randomBytes(TAG_AT - NONCE_AT);
      const cipher = createCipheriv(CIPHER, current.sealing, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(authenticated(header, boundTo));
      const body = [cipher.update(deflated ? deflateRawSync(plain, { level: 1 }) : plain), cipher.final()];
      return Buffer.concat([header, nonce, cipher.getAuthTag(), ...body]);
    },
    open: (sealed, boundTo) => unseal(sealed, boundTo, 0),
    openObject: (sealed, boundTo) => JSON.parse(unseal(sealed, boundTo, FLAG_JSON)) as unknown,
    lookupHash: (kind, value) => lookup(current, kind, value),
    lookupHashes: (kind, value) => all.map((key) => lookup(key, kind, value)),
  };
}

function derive(dataKey: Uint8Array): DerivedKeys {
  if (dataKey.length !== KEY_BYTES) throw keyInvalid('the data key', `it has ${dataKey.length} bytes`);
  const part = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', dataKey, '', `sightline/${purpose}/v1`, bytes));
  return { id: part('key-id', 4), sealing: part('seal', 32), lookup: part('lookup', 32) };
}

function authenticated(header: Buffer, boundTo: string): Buffer {
  return Buffer.concat([header.subarray(0, NONCE_AT), Buffer.from(boundTo, 'utf8')]);
}

function inflate(plain: Buffer): Buffer {
  return inflateRawSync(plain, { maxOutputLength: MAX_INFLATED_BYTES });
}

function lookup(key: DerivedKeys, kind: string, value: string): Buffer {
  // The length keeps ("ab", "c") and ("a", "bc") apart.
  return createHmac('sha256', key.lookup).update(`${kind.length}:${kind}:${value}`, 'utf8').digest();
}

function failed(boundTo: string, why: string, cause?: unknown): SightlineError {
  return new SightlineError('DECRYPTION_FAILED', `cannot open ${boundTo}: ${why}`, { cause });
}

// ---- the key itself --------------------------------------------------------------------------------------

/**
 * DATA_KEY when it is set (32 bytes as base64 or hex), otherwise the random key kept in `<dataDir>/data-key`,
 * made on first use. Processes that start together get the same one.
 */
export async function loadOrCreateDataKey({
  dataDir,
  dataKey,
}: {
  dataDir: string;
  dataKey?: string | undefined;
}): Promise<Buffer> {
  if (dataKey !== undefined && dataKey !== '') return parseDataKey(dataKey, 'DATA_KEY');
  const file = join(dataDir, 'data-key');
  try {
    return parseDataKey(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const handle = await openFile(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
    await handle.sync();
    await handle.close();
    // link() never replaces: when another process was quicker, its key stands.
    await link(draft, file).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  return parseDataKey(await readFile(file, 'utf8'), file);
}

function parseDataKey(text: string, where: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw keyInvalid(where, `it has ${trimmed.length} characters`);
}

function keyInvalid(where: string, what: string): SightlineError {
  return new SightlineError(
    'DATA_KEY_INVALID',
    `${where} must be 32 bytes as base64 (44 characters) or hex (64 characters), but ${what}; ` +
      'make one with: openssl rand -base64 32',
  );
}

function hasCode(error: unknown, code: string): boolean {
  return (error as { code?: unknown } | undefined)?.code === code;
}

// ---- is it the key this database was written with? -------------------------------------------------------

const KEY_CHECK_PLACE = 'key_check:1:sealed';
const KEY_CHECK_TEXT = 'sightline';

/** The part of a pg Pool that is used here. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * Compares the vault's key with the one this database was first used with (table key_check), and records it on
 * first use. Throws DATA_KEY_MISMATCH for another key; nothing is written then. After a rotation the record
 * moves to the current key.
 */
export async function verifyDataKey(pool: Queryable, vault: Vault): Promise<void> {
  const ours = [vault.keyId, vault.seal(KEY_CHECK_TEXT, KEY_CHECK_PLACE)];
  await pool.query(
    'insert into key_check (id, key_id, sealed) values (1, $1, $2) on conflict (id) do nothing',
    ours,
  );
  const { rows } = await pool.query('select key_id, sealed from key_check where id = 1');
  const known = rows[0] as { key_id: Buffer; sealed: Buffer };
  try {
    vault.open(known.sealed, KEY_CHECK_PLACE);
  } catch (cause) {
    throw new SightlineError(
      'DATA_KEY_MISMATCH',
      `this database was written with the data key ${known.key_id.toString('hex')}, and the key given is ` +
        `${vault.keyId.toString('hex')}; restore the DATA_KEY or the data-key file that belongs to this database`,
      { cause },
    );
  }
  if (!vault.keyId.equals(known.key_id)) {
    await pool.query('update key_check set key_id = $1, sealed = $2 where id = 1', ours);
  }
}
