/** Reads config/hotline.yaml. Every mistake is named with file, line and remedy, all at once. */

import { join } from 'node:path';
import { parseConfigFile, readConfigFile } from './config-file-loader.js';
import { type HotlinePlan, hotlinePlanSchema } from './hotline-plan.js';

/** Throws CONFIG_INVALID. */
export async function loadHotlinePlan(configDir: string): Promise<HotlinePlan> {
  const file = join(configDir, 'hotline.yaml');
  return parseHotlinePlan(await readConfigFile(file), file);
}

export function parseHotlinePlan(text: string, file: string): HotlinePlan {
  return parseConfigFile(text, file, hotlinePlanSchema);
}
