/** Reads config/states.yaml. Every mistake is named with file, line and remedy, all at once. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SightlineError } from '../errors.js';
import { parseConfigFile } from './config-file.js';
import { type States, statesFileSchema } from './states.js';

/** Throws CONFIG_INVALID. */
export async function loadStates(configDir: string): Promise<States> {
  const file = join(configDir, 'states.yaml');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new SightlineError(
      'CONFIG_INVALID',
      `${file}: cannot be read; CONFIG_DIR must name the config folder`,
      {
        cause,
      },
    );
  }
  return parseStates(text, file);
}

export function parseStates(text: string, file: string): States {
  return parseConfigFile(text, file, statesFileSchema).states;
}
