/**
 * Reads config/crosswalks/. Every mistake of every file is named with file, line and remedy, all at once. Both
 * ways complete: every sign and venue of ours has a row, and every code a row names is in the standard's list.
 */

import { join } from 'node:path';
import { SightlineError } from '../../errors.js';
import { parseConfigFile, readConfigFile } from '../config-file-loader.js';
import { VENUE_CODES } from '../labels.js';
import { loadSignLabels } from '../signs-loader.js';
import { type Crosswalk, type Crosswalks, crosswalkSchema } from './crosswalks.js';

/** Throws CONFIG_INVALID. Reads signs.yaml as well: its codes are the ones that must be mapped. */
export async function loadCrosswalks(configDir: string): Promise<Crosswalks> {
  const signs = Object.keys((await loadSignLabels(configDir)).en);
  const mistakes: string[] = [];
  const load = async <Result>(
    name: string,
    parse: (text: string, file: string) => Result,
  ): Promise<Result | undefined> => {
    const file = join(configDir, 'crosswalks', name);
    try {
      return parse(await readConfigFile(file), file);
    } catch (thrown) {
      if (!(thrown instanceof SightlineError)) throw thrown;
      mistakes.push(thrown.message);
      return undefined;
    }
  };
  const niem = await load('niem.yaml', parseNiem);
  const htcds = await load('htcds.yaml', (text, file) => parseHtcds(text, file, signs));
  if (niem === undefined || htcds === undefined) {
    throw new SightlineError('CONFIG_INVALID', mistakes.join('\n'));
  }
  return { niem, htcds };
}

export function parseNiem(
  text: string,
  file: string,
  venues: readonly string[] = VENUE_CODES,
): Crosswalks['niem'] {
  return parseCrosswalk(text, file, {
    rows: 'venues',
    ours: venues,
    mapped: ['traffickedVenue', 'exploitationIndustry'],
  });
}

export function parseHtcds(text: string, file: string, signs: readonly string[]): Crosswalks['htcds'] {
  return parseCrosswalk(text, file, {
    rows: 'signs',
    ours: signs,
    mapped: ['vic_MethodsOfControl', 'vic_TypeOfExploitation'],
    listed: ['vic_TraffickingStatus'],
  });
}

function parseCrosswalk<List extends string>(
  text: string,
  file: string,
  shape: Parameters<typeof crosswalkSchema<List>>[0],
): Crosswalk<List> {
  return parseConfigFile(text, file, (content) => crosswalkSchema(shape, content));
}
