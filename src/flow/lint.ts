/**
 * Judges a document that parses: would it serve a witness? Every finding names file, line and remedy, as a parse
 * mistake does. Publishing is refused while there is one.
 *
 *   language   a text is missing in a language of the flow         segments  a message may exceed the budget
 *   reading    a text is too hard                                  words     a word, mark or number that is not for us
 *   keyword    a carrier keyword serves as an answer               unreachable  a step nothing leads to
 *   deadEnd    choices that never lead on                          wayOut    nothing sends, or a command has no word
 *   interrupt  danger or the person affected is not served         again     the second asking has the same words
 *   variable   a name in braces that nothing fills                 order     a name is asked before the story
 */

import { lintPaths } from './lint-paths.js';
import { lintSegments } from './lint-segments.js';
import { lintWords } from './lint-words.js';
import { type Mistake, type ParsedFlow } from './parse.js';
import { type Variables } from './texts.js';

export interface LintMistake extends Mistake {
  rule: string;
}

/** Every finding, in the order of the file. `variables`: the programme's, so that budgets count real numbers. */
export function lintFlow(flow: ParsedFlow, file: string, variables: Variables): LintMistake[] {
  const findings = [
    ...lintWords(flow.document, variables),
    ...lintPaths(flow.document),
    ...lintSegments(flow.document, variables),
  ];
  return findings
    .map(({ rule, path, message, remedy }) => ({
      rule,
      file,
      ...flow.locate(path),
      path: path.join('.'),
      message,
      remedy,
    }))
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
}
