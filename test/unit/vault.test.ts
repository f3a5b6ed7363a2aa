import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVault, loadOrCreateDataKey, type Queryable, verifyDataKey } from '../../src/store/vault.js';

const KEY = Buffer.alloc(32, 7);
const OTHER_KEY = Buffer.alloc(32, 8);
const vault = createVault(KEY);

const text = fc.string({ unit: 'binary', maxLength: 3000 });
const place = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });

describe('sealing', () => {
  it('gives back every text, and only under its own place', () => {
    fc.assert(
      fc.property(text, place, place, (plaintext, here, elsewhere) => {
        const sealed = vault.seal(plaintext, here);
        expect(vault.open(sealed, here)).toBe(plaintext);
        fc.pre(here !== elsewhere);
        expect(() => vault.open(sealed, elsewhere)).toThrow(
          expect.objectContaining({ code: 'DECRYPTION_FAILED' }),
        );
      }),
    );
  });

  it('gives back every object', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), place, (value, here) => {
        const json = JSON.parse(JSON.stringify(value)) as unknown;
        expect(vault.openObject(vault.seal(value, here), here)).toEqual(json);
      }),
    );
  });

  it('refuses a value with any bit changed, and one cut short', () => {
    const arbitrary = fc.record({ plaintext: text, at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) });
    fc.assert(
      fc.property(arbitrary, ({ plaintext, at, bit }) => {
        const sealed = vault.seal(plaintext, 'tip:1:document');
        const changed = Buffer.from(sealed);
        const index = at % changed.length;
        changed.writeUInt8(changed.readUInt8(index) ^ (1 << bit), index);
        const refusal = expect.objectContaining({ code: 'DECRYPTION_FAILED' });
        expect(() => vault.open(changed, 'tip:1:document')).toThrow(refusal);
        expect(() => vault.open(sealed.subarray(0, index), 'tip:1:document')).toThrow(refusal);
      }),
    );
  });

  it('never seals the same way twice, and shows no plaintext', () => {
    const words = 'a girl at the truck stop '.repeat(3);
    const first = vault.seal(words, 'message:1:body');
    expect(first.equals(vault.seal(words, 'message:1:body'))).toBe(false);
    expect(first.includes('truck')).toBe(false);
  });

  it('deflates what is large', () => {
    expect(vault.seal({ words: 'again '.repeat(2000) }, 'x').length).toBeLessThan(1000);
  });

  it('names the place and no contents when it fails', () => {
    const sealed = createVault(OTHER_KEY).seal('planted words', 'tip:1:document');
    expect(() => vault.open(sealed, 'tip:1:document')).toThrow(
      /^cannot open tip:1:document: sealed with the unknown key [0-9a-f]{8}$/,
    );
    expect(() => vault.openObject(vault.seal('text', 'x'), 'x')).toThrow('not of the kind asked for');
  });

  it('opens what a previous key sealed, and seals with the current one', () => {
    const old = createVault(OTHER_KEY);
    const rotated = createVault({ current: KEY, previous: [OTHER_KEY] });
    expect(rotated.open(old.seal('kept', 'x'), 'x')).toBe('kept');
    expect(vault.open(rotated.seal('new', 'x'), 'x')).toBe('new');
    expect(rotated.lookupHashes('address', 'a')).toEqual([
      vault.lookupHash('address', 'a'),
      old.lookupHash('address', 'a'),
    ]);
  });
});

describe('the lookup hash', () => {
  it('is the same for the same value, and differs by kind, value and key', () => {
    fc.assert(
      fc.property(text, text, text, text, (kind, value, otherKind, otherValue) => {
        const hash = vault.lookupHash(kind, value);
        expect(hash).toHaveLength(32);
        expect(vault.lookupHash(kind, value).equals(hash)).toBe(true);
        expect(createVault(OTHER_KEY).lookupHash(kind, value).equals(hash)).toBe(false);
        const same = kind === otherKind && value === otherValue;
        expect(vault.lookupHash(otherKind, otherValue).equals(hash)).toBe(same);
      }),
    );
    expect(vault.lookupHash('ab', 'c').equals(vault.lookupHash('a', 'bc'))).toBe(false);
  });
});

describe('the data key', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = join(await fs.mkdtemp(join(tmpdir(), 'sightline-vault-')), 'data');
  });
  afterEach(() => fs.rm(join(dataDir, '..'), { recursive: true }));

  it('is read from DATA_KEY as base64 or hex', async () => {
    const key = randomBytes(32);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect((await loadOrCreateDataKey({ dataDir, dataKey: key.toString(encoding) })).equals(key)).toBe(
        true,
      );
    }
    await expect(fs.access(dataDir)).rejects.toThrow('ENOENT');
  });

  it('is refused with a remedy when it has the wrong length', async () => {
    for (const dataKey of ['short', randomBytes(31).toString('base64'), randomBytes(33).toString('hex')]) {
      await expect(loadOrCreateDataKey({ dataDir, dataKey })).rejects.toMatchObject({
        code: 'DATA_KEY_INVALID',
        message: expect.stringMatching(/^DATA_KEY .*openssl rand -base64 32$/),
      });
    }
    expect(() => createVault(Buffer.alloc(16))).toThrow(
      expect.objectContaining({ code: 'DATA_KEY_INVALID' }),
    );
  });

  it('is made once when nothing is set, for its owner alone, also when many start together', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateDataKey({ dataDir })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await fs.readdir(dataDir)).toEqual(['data-key']);
    expect(((await fs.stat(join(dataDir, 'data-key'))).mode & 0o777).toString(8)).toBe('600');
    expect((await loadOrCreateDataKey({ dataDir, dataKey: '' })).equals(keys[0] ?? Buffer.alloc(0))).toBe(
      true,
    );
  });

  it('is refused when the file is damaged, and the file is left alone', async () => {
    await fs.mkdir(dataDir);
    await fs.writeFile(join(dataDir, 'data-key'), 'damaged');
    await expect(loadOrCreateDataKey({ dataDir })).rejects.toMatchObject({ code: 'DATA_KEY_INVALID' });
    expect(await fs.readFile(join(dataDir, 'data-key'), 'utf8')).toBe('damaged');
  });
});

describe('the key of a database', () => {
  it('is recorded once, refused when it changed, and follows a rotation', async () => {
    const table = keyCheckTable();
    await verifyDataKey(table, vault);
    await verifyDataKey(table, vault);
    const before = table.row;
    await expect(verifyDataKey(table, createVault(OTHER_KEY))).rejects.toMatchObject({
      code: 'DATA_KEY_MISMATCH',
    });
    expect(table.row).toBe(before);
    const rotated = createVault({ current: OTHER_KEY, previous: [KEY] });
    await verifyDataKey(table, rotated);
    expect(table.row?.key_id).toEqual(rotated.keyId);
    await verifyDataKey(table, createVault(OTHER_KEY));
  });
});

/** key_check as the three statements see it; the real table is met by every start of the program. */
function keyCheckTable(): Queryable & { row?: { key_id: unknown; sealed: unknown } } {
  return {
    query(sql, [key_id, sealed] = []) {
      if (sql.startsWith('insert')) this.row ??= { key_id, sealed };
      if (sql.startsWith('update')) this.row = { key_id, sealed };
      return Promise.resolve({ rows: [this.row] });
    },
  };
}
