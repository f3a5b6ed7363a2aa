/** Checks a YAML file of config/ against a schema; every mistake with file, line and remedy, all at once. Pure. */

import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type z } from 'zod';
import { SightlineError } from '../errors.js';

/** Throws CONFIG_INVALID. */
export function parseConfigFile<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): z.infer<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors.map((error) => at(file, lines.linePos(error.pos[0]).line, error.message));
  if (broken.length > 0) throw invalid(broken);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map((issue) => {
      const path = issue.path.map(String);
      const [shown, remedy] =
        issue.code === 'unrecognized_keys'
          ? [[...path, issue.keys[0] ?? ''], 'not a known name; check the spelling or remove it']
          : [path, issue.input === undefined && !document.hasIn(path) ? 'is missing; add it' : issue.message];
      return at(file, findLine(document, lines, shown), `${shown.join('.')}: ${remedy}`);
    }),
  );
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
