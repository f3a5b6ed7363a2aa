/** The search for planted secrets finds what it must, or the promise it keeps is worth nothing. */

import { describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPlanted, searchFolder } from '../support/planted-search.mjs';

const SECRETS = [
  { name: 'word', value: 'Zqvkhtchzqnr' },
  { name: 'number', value: '+14175553219' },
  { name: 'room', value: '7086W' },
];

describe('findPlanted', () => {
  it.each([
    ['as written', 'word', 'a line with Zqvkhtchzqnr in it'],
    ['in another case', 'word', '{"msg":"zqvkhtchZQNR"}'],
    ['as base64', 'word', Buffer.from('x Zqvkhtchzqnr').toString('base64')],
    ['as base64, shifted', 'word', Buffer.from('xy Zqvkhtchzqnr!').toString('base64')],
    ['as base64, shifted twice', 'word', Buffer.from('xyz Zqvkhtchzqnr!').toString('base64url')],
    ['as hex', 'word', Buffer.from('x Zqvkhtchzqnr').toString('hex')],
    ['as E.164', 'number', 'To=+14175553219'],
    ['URL-encoded', 'number', 'To=%2B14175553219'],
    ['as a person writes it', 'number', 'call (417) 555-3219'],
    ['with points', 'number', '417.555.3219'],
    ['its digits in hex', 'number', Buffer.from('+14175553219').toString('hex')],
    ['a short one, by itself', 'room', 'room 7086W!'],
  ])('finds a secret %s', (_how, name, text) => {
    expect(findPlanted(text, SECRETS)).toEqual([name]);
  });

  it('does not take a short secret for part of an id', () => {
    expect(findPlanted('id a7086wf and 12.7086W', SECRETS)).toEqual([]);
  });

  it('finds nothing in ordinary lines', () => {
    expect(findPlanted('{"level":40,"code":"DATABASE_UNAVAILABLE"}', SECRETS)).toEqual([]);
  });
});

it('searchFolder names file, line and secret, and never its value', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'));
  try {
    await writeFile(join(folder, 'good.log'), 'nothing\n');
    await writeFile(join(folder, 'bad.log'), 'nothing\n');
    await appendFile(join(folder, 'bad.log'), 'error: cannot parse "Zqvkhtchzqnr"\n');
    const hits = await searchFolder(folder, SECRETS);
    expect(hits).toEqual([`${join(folder, 'bad.log')}:2: word`]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
