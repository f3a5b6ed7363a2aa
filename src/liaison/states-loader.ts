/** Reads config/states.yaml. Every mistake is named with file, line and remedy, all at once. */

import { join } from 'node:path';
import { parseConfigFile, readConfigFile } from '../tip/config-file-loader.js';
import { resolveStates, type States, type StatesFile, statesFileSchema } from './states.js';

/** Throws CONFIG_INVALID. */
export async function loadStates(configDir: string): Promise<States> {
  return (await loadStatesFile(configDir)).states;
}

/** With what holds for the national desk. Throws CONFIG_INVALID. */
export async function loadStatesFile(configDir: string): Promise<StatesFile> {
  const file = join(configDir, 'states.yaml');
  return parseStatesFile(await readConfigFile(file), file);
}

export function parseStates(text: string, file: string): States {
  return parseStatesFile(text, file).states;
}

export function parseStatesFile(text: string, file: string): StatesFile {
  return resolveStates(parseConfigFile(text, file, statesFileSchema));
}
