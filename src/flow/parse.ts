/**
 * Turns the text of a flow file into a document, or names every mistake with its place and what to do. Pure:
 * the caller reads the file (`flow-loader.ts`).
 */

import { LineCounter, type Document, isNode, parseDocument } from 'yaml';
import { type z } from 'zod';
import { SightlineError } from '../errors.js';
import { checkReferences } from './check-references.js';
import { type FlowDocument, flowDocument } from './schema.js';
import { type Path } from './texts.js';

/** One mistake in a flow file, for a person to mend. Lines and columns count from 1. */
export interface Mistake {
  file: string;
  line: number;
  column: number;
  /** Where in the document: `steps.2.text.es`. */
  path: string;
  message: string;
  remedy: string;
}

/** FLOW_INVALID with every mistake; the message lists them, one a line. */
export class FlowInvalidError extends SightlineError {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super('FLOW_INVALID', mistakes.map(describeMistake).join('\n'));
    this.mistakes = mistakes;
  }
}

export function describeMistake({ file, line, column, path, message, remedy }: Mistake): string {
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}. ${remedy}`;
}

/** Finds line and column of a path, or of its nearest parent that is there. */
export type Locate = (path: Path) => { line: number; column: number };

export interface ParsedFlow {
  document: FlowDocument;
  locate: Locate;
}

/** Reads a flow file's text. Throws FlowInvalidError with every mistake found. */
export function parseFlow(text: string, file: string): ParsedFlow {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines });
  const locate = createLocate(yaml, lines);
  if (yaml.errors.length > 0) {
    throw new FlowInvalidError(
      yaml.errors.map((error) => ({
        file,
        line: error.linePos?.[0].line ?? 1,
        column: error.linePos?.[0].col ?? 1,
        path: '',
        message: firstLine(error.message),
        remedy: 'Mend the YAML: check the indentation, the quotes, and that no key is there twice',
      })),
    );
  }
  const mistakeAt = (path: Path, message: string, remedy: string): Mistake => ({
    file,
    ...locate(path),
    path: path.join('.'),
    message,
    remedy,
  });
  const parsed = flowDocument.safeParse(yaml.toJS(), { reportInput: true });
  if (!parsed.success) {
    throw new FlowInvalidError(
      parsed.error.issues
        .flatMap(flatten)
        .map((issue) => mistakeAt(pathOf(issue), describeIssue(issue), remedyFor(issue))),
    );
  }
  const broken = checkReferences(parsed.data).map(({ path, message, remedy }) =>
    mistakeAt(path, message, remedy),
  );
  if (broken.length > 0) throw new FlowInvalidError(broken);
  return { document: parsed.data, locate };
}

type Issue = z.core.$ZodIssue;

/** A union's mistake is that of the alternative that came closest. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const alternatives = issue.errors.filter((errors) => errors.some((error) => error.path.length > 0));
  const closest = alternatives.toSorted((one, other) => other[0]!.path.length - one[0]!.path.length)[0]; // eslint-disable-line @typescript-eslint/no-non-null-assertion -- an alternative has at least one error
  if (!closest) return [{ ...issue, message: 'this is none of the forms allowed here' }];
  return closest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function pathOf(issue: Issue): (string | number)[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  return issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
}

/** What is wrong, in plain words; zod's own where it is plain. */
function describeIssue(issue: Issue): string {
  if (issue.code === 'invalid_value') return 'this value is not known here';
  if (issue.code === 'unrecognized_keys')
    return `"${issue.keys.join('", "')}" is not a key of the flow format`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'this is missing' : 'this has the wrong form';
  return issue.message;
}

function remedyFor(issue: Issue): string {
  if (issue.code === 'invalid_union') return `A condition is one of: ${CONDITIONS}`;
  if (issue.code === 'invalid_value') return `Write one of: ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') {
    return `Write ${FORMS[issue.expected] ?? issue.expected} here`;
  }
  return REMEDIES[issue.code] ?? 'See flows/witness-tip.yaml for an example';
}

const FORMS: Readonly<Record<string, string>> = {
  string: 'a text',
  record: 'a text for each language, such as { en: …, es: … },',
  object: 'its keys, one a line,',
  array: 'a list, such as [one, two],',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const CONDITIONS =
  'known, missing, inferred, is, fewer, ambiguous, danger, told, firstMessage, all, any, not';

const REMEDIES: Partial<Record<Issue['code'], string>> = {
  unrecognized_keys: 'Remove it, or correct its spelling: only the keys of the flow format are read',
  too_small: 'Write at least one',
  too_big: 'Write fewer',
};

export function createLocate(yaml: Document, lines: LineCounter): Locate {
  return (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = yaml.getIn(path.slice(0, length), true);
      const offset = isNode(node) ? node.range?.[0] : undefined;
      if (offset === undefined) continue;
      const { line, col } = lines.linePos(offset);
      return { line, column: col };
    }
    return { line: 1, column: 1 };
  };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/:$/, '').replace(/ at line \d+, column \d+$/, '');
}
