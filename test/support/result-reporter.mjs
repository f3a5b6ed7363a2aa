/**
 * Writes Jest's own totals as the plain line that .ci/run ends with, to the file named by SIGHTLINE_TEST_RESULT. `npm test` runs
 * Jest twice, the second time one file at a time for what is timed: the totals of a run are added to those in the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';

export default class ResultReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.SIGHTLINE_TEST_RESULT;
    if (!file) return;
    const before = readTotals(file);
    const passed = before.passed + results.numPassedTests;
    // A suite that could not even load has no failed test of its own: count it as one.
    const failed = before.failed + results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = before.skipped + results.numPendingTests + results.numTodoTests;
    writeFileSync(file, `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  }
}

function readTotals(file) {
  const line = readTextIfThere(file);
  const read = (what) => Number(new RegExp(`(\\d+) ${what}`).exec(line)?.[1] ?? 0);
  return { passed: read('passed'), failed: read('failed'), skipped: read('skipped') };
}

function readTextIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
