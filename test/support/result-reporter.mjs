/** Writes Jest's own totals as the plain line that .ci/run ends with, to the file named by SIGHTLINE_TEST_RESULT. */
import { writeFileSync } from 'node:fs';

export default class ResultReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.SIGHTLINE_TEST_RESULT;
    if (!file) return;
    // A suite that could not even load has no failed test of its own: count it as one.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    writeFileSync(
      file,
      `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
}
