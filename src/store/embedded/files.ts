/** Small file operations that do not mind what is missing and leave nothing half written. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { codeOf } from './faults.js';

export async function exists(path: string): Promise<boolean> {
  return fs.access(path).then(
    () => true,
    () => false,
  );
}

export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await fs.readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: a file in /proc whose process ended while it was read.
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** A reader sees the old text or the new, never half, also after a power cut. */
export async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await fs.writeFile(draft, text, { mode, flush: true });
  await fs.rename(draft, path);
}

/** For `.catch()`: undefined for an error with one of these codes; any other is thrown on. */
export function ignore(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(codeOf(error))) throw error;
    return undefined;
  };
}
