/**
 * What witnesses write in the tests of the whole program, different in every run. A secret made here is searched for
 * in everything the run's programs log, print or make PostgreSQL log (global-teardown.mjs), and a hit fails the run.
 */

import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlantedSecret } from './planted-search.mjs';

const LETTERS = 'bcdfghjkmnpqrstvwz';

/** What one witness knows. Each value is found nowhere else. */
export interface Planted {
  /** E.164; the witness's own. */
  number: string;
  /** E.164; to call back on. */
  otherNumber: string;
  word: string;
  name: string;
  room: string;
  all: readonly PlantedSecret[];
}

/** Makes the secrets of one witness and registers them for the search at the end of the run. */
export function plantSecrets(): Planted {
  const planted = {
    number: drawNumber(),
    otherNumber: drawNumber(),
    word: `Zq${drawLetters(10)}`,
    name: `Xav${drawLetters(7)}`,
    room: `${randomInt(1000, 10_000)}W`,
  };
  const all = Object.entries(planted).map(([name, value]) => ({
    name: `${name} ${value.slice(0, 3)}…`,
    value,
  }));
  for (const secret of all) register(secret);
  return { ...planted, all };
}

/** Registers a secret that a test made itself, for example a key given to a child process. */
export function register(secret: PlantedSecret): void {
  appendFileSync(join(outputFolder(), 'planted.jsonl'), `${JSON.stringify(secret)}\n`);
}

/** Everything a program of the tests prints belongs into a file here. */
export function logFile(name: string): string {
  return join(outputFolder(), 'logs', `${name}-${process.pid}-${randomInt(1e9)}.log`);
}

function outputFolder(): string {
  const folder = process.env.SIGHTLINE_TEST_OUTPUT;
  if (folder === undefined) throw new Error('no output folder: jest.config.js must name global-setup.mjs');
  return folder;
}

/** Real area codes; exchange and line at random, so that the text passes as a number and is unlike any other in the run. */
function drawNumber(): string {
  const area = ['314', '417', '573', '636', '660', '816'][randomInt(6)] ?? '573';
  return `+1${area}${randomInt(220, 999)}${randomInt(1000, 10_000)}`;
}

function drawLetters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
