/** Reads config/states.yaml. Every mistake is named with file, line and remedy, all at once. */

import { join } from 'node:path';
import { parseConfigFile, readConfigFile } from '../tip/config-file-loader.js';
import { type States, statesFileSchema } from './states.js';

/** Throws CONFIG_INVALID. */
export async function loadStates(configDir: string): Promise<States> {
  const file = join(configDir, 'states.yaml');
  return parseStates(await readConfigFile(file), file);
}

export function parseStates(text: string, file: string): States {
  return parseConfigFile(text, file, statesFileSchema).states;
}
