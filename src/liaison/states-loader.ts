/** Reads config/states.yaml. Every mistake is named with file, line and remedy, all at once. */

import { join } from 'node:path';
import { parseConfigFile, readConfigFile } from '../tip/config-file-loader.js';
import { type States, type StatesFile, statesFileSchema } from './states.js';

/** Throws CONFIG_INVALID. */
export async function loadStatesFile(configDir: string): Promise<StatesFile> {
  const file = join(configDir, 'states.yaml');
  return parseConfigFile(await readConfigFile(file), file, statesFileSchema);
}

/** Throws CONFIG_INVALID. */
export async function loadStates(configDir: string): Promise<States> {
  return (await loadStatesFile(configDir)).states;
}

export function parseStates(text: string, file: string): States {
  return parseConfigFile(text, file, statesFileSchema).states;
}
