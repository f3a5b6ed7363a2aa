/**
 * Broken flows: each file in `broken/` makes one mistake in `base.yaml`, and names every error it must give, with
 * file, line, column and remedy. `UPDATE_BROKEN=1` writes the errors anew, to be read before they are kept.
 */

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { loadProgramme } from '../../../src/flow/flow-loader.js';
import { lintFlow } from '../../../src/flow/lint.js';
import { FlowInvalidError, describeMistake, parseFlow } from '../../../src/flow/parse.js';

const FOLDER = 'test/unit/flow/broken';
const base = readFileSync(`${FOLDER}/base.yaml`, 'utf8');
const variables = loadProgramme('config/programme.yaml');

interface Broken {
  mistake: string;
  changes: { find: string; replace: string }[];
  errors: string[];
}

function errorsOf(text: string): string[] {
  try {
    return lintFlow(parseFlow(text, 'flow.yaml'), 'flow.yaml', variables).map(describeMistake);
  } catch (error) {
    if (error instanceof FlowInvalidError) return error.mistakes.map(describeMistake);
    throw error;
  }
}

test('the flow that the mistakes are made in is sound', () => {
  expect(errorsOf(base)).toEqual([]);
});

const files = readdirSync(FOLDER).filter((name) => name !== 'base.yaml');

test.each(files)('%s', (name) => {
  const file = `${FOLDER}/${name}`;
  const broken = parse(readFileSync(file, 'utf8')) as Broken;
  let text = base;
  for (const { find, replace } of broken.changes) {
    expect(text.split(find)).toHaveLength(2);
    text = text.replace(find, () => replace);
  }
  const errors = errorsOf(text);
  if (process.env.UPDATE_BROKEN === '1')
    writeFileSync(file, stringify({ ...broken, errors }, { lineWidth: 0 }));
  else expect(errors).toEqual(broken.errors);
  expect(errors.length).toBeGreaterThan(0);
});
