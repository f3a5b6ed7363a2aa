/** Reads config/states.yaml. Every mistake is named with file, line and remedy, all at once. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { SightlineError } from '../errors.js';
import { resolveStates, type States, type StatesFile, statesFileSchema } from './states.js';

/** Throws CONFIG_INVALID. */
export async function loadStates(configDir: string): Promise<States> {
  return (await loadStatesFile(configDir)).states;
}

/** With the rules of the national desk. Throws CONFIG_INVALID. */
export async function loadStatesFile(configDir: string): Promise<StatesFile> {
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
  return parseStatesFile(text, file);
}

export function parseStates(text: string, file: string): States {
  return parseStatesFile(text, file).states;
}

export function parseStatesFile(text: string, file: string): StatesFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map((error) => at(file, lines.linePos(error.pos[0]).line, error.message));
  if (broken.length > 0) throw invalid(broken);
  const parsed = statesFileSchema.safeParse(document.toJS());
  if (parsed.success) return resolveStates(parsed.data);
  throw invalid(
    parsed.error.issues.map((issue) => {
      const path = issue.path.map(String);
      const [shown, remedy] =
        issue.code === 'unrecognized_keys'
          ? [[...path, issue.keys[0] ?? ''], 'not a known name; check the spelling or remove it']
          : [
              path,
              issue.input === undefined && isMissing(document, path) ? 'is missing; add it' : issue.message,
            ];
      return at(file, findLine(document, lines, shown), `${shown.join('.')}: ${remedy}`);
    }),
  );
}

function isMissing(document: Document, path: readonly string[]): boolean {
  return !document.hasIn(path);
}

/** The line of the value, or of the nearest thing around it that is there. */
function findLine(document: Document, lines: LineCounter, path: readonly string[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function at(file: string, line: number, mistake: string): string {
  return `${file}:${line}: ${mistake}`;
}

function invalid(mistakes: readonly string[]): SightlineError {
  return new SightlineError('CONFIG_INVALID', mistakes.join('\n'));
}
