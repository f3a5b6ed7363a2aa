/** The linter: the shipped flow is clean, and each broken flow gets exactly its finding. */

import { expect, test } from '@jest/globals';
import { loadFlow, loadProgramme } from '../../../src/flow/flow-loader.js';
import { lintFlow } from '../../../src/flow/lint.js';
import { describeMistake } from '../../../src/flow/parse.js';

test('the witness tip has no finding', () => {
  const file = 'flows/witness-tip.yaml';
  const findings = lintFlow(loadFlow(file), file, loadProgramme('config/programme.yaml'));
  expect(findings.map(describeMistake)).toEqual([]);
});
