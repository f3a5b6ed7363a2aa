/** Reads flow files and the programme's numbers from disk, once, at start. The only I/O of the flow room. */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { SightlineError } from '../errors.js';
import { type CompiledFlow, compileFlow } from './compile.js';
import { type ParsedFlow, createLocate, parseFlow } from './parse.js';
import { type Variables } from './texts.js';

export interface LoadedFlow extends ParsedFlow {
  file: string;
}

/** Reads one flow file. Throws FLOW_INVALID naming file, line and remedy. */
export function loadFlow(file: string): LoadedFlow {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SightlineError('FLOW_INVALID', `${file} cannot be read. Check the name and FLOWS_DIR`, {
      cause,
    });
  }
  return { ...parseFlow(text, file), file };
}

/** Every `*.yaml` directly in a folder, by name. Golden conversations lie in folders of their own. */
export function listFlowFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(directory, name));
}

const entry = z.strictObject({ value: z.string().min(1), source: z.string().min(1), date: z.iso.date() });
const programme = z.strictObject({
  name: entry,
  hotlineName: entry,
  hotlinePhone: entry,
  hotlineText: entry,
  hotlineTty: entry,
  hotlineChat: entry,
  emergency: entry,
  /** USPS code of the state this line serves; ranks towns whose name several states share. */
  homeState: entry
    .extend({ value: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters') })
    .optional(),
});

/** The programme's name and every number given to witnesses, for `compileFlow`. Throws CONFIG_INVALID. */
export function loadProgramme(file: string): Variables {
  const lines = new LineCounter();
  const yaml = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, schema: 'failsafe' });
  const parsed = programme.safeParse(yaml.toJS());
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const path = issue.path.filter((part) => typeof part !== 'symbol');
      const { line } = createLocate(yaml, lines)(path);
      return `${file}:${line} ${path.join('.')}: ${issue.message}. Write value, source and date (YYYY-MM-DD)`;
    });
    throw new SightlineError('CONFIG_INVALID', problems.join('\n'));
  }
  return Object.fromEntries(
    Object.entries(parsed.data).flatMap(([name, found]) =>
      found === undefined ? [] : [[name, found.value]],
    ),
  );
}

/** Loads and compiles in one go, for the terminal and tests. */
export function loadCompiledFlow(file: string, programmeFile: string, version = 1): CompiledFlow {
  return compileFlow(loadFlow(file).document, { version, variables: loadProgramme(programmeFile) });
}
