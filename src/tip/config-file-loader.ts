/**
 * Reads one YAML file of CONFIG_DIR and checks it. Every mistake is named with file, line and remedy, all of
 * them at once. It never answers with half a file.
 */

import { readFile } from 'node:fs/promises';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type z } from 'zod';
import { SightlineError } from '../errors.js';

/** Throws CONFIG_INVALID. */
export async function readConfigFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw invalid([`${file}: cannot be read; CONFIG_DIR must name the config folder`], cause);
  }
}

/** A schema, or what makes one from the parsed file, when one part of a file decides what another may say. */
type SchemaOf<Schema extends z.ZodType> = Schema | ((content: unknown) => Schema);

/** Throws CONFIG_INVALID with every mistake, each as `file:line: path: remedy`. */
export function parseConfigFile<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: SchemaOf<Schema>,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map((error) => at(file, lines.linePos(error.pos[0]).line, error.message));
  if (broken.length > 0) throw invalid(broken);
  const content: unknown = document.toJS();
  const parsed = (typeof schema === 'function' ? schema(content) : schema).safeParse(content);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.flatMap((issue) =>
      describeIssue(issue, document).map(([shown, remedy]) =>
        at(file, findLine(document, lines, shown), `${shown.join('.') || 'the file'}: ${remedy}`),
      ),
    ),
  );
}

type Mistake = [path: readonly string[], remedy: string];

function describeIssue(issue: z.core.$ZodIssue, document: Document): Mistake[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [[...path, key], 'not a known name; check the spelling or remove it']);
  }
  const missing = issue.input === undefined && !document.hasIn(path);
  return [[path, missing ? 'is missing; add it' : issue.message]];
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

function invalid(mistakes: readonly string[], cause?: unknown): SightlineError {
  return new SightlineError(
    'CONFIG_INVALID',
    mistakes.join('\n'),
    cause === undefined ? undefined : { cause },
  );
}
