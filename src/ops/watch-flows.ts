/**
 * Watches the flow files of a running server: a changed file becomes a new version for new conversations; a
 * file with a mistake is named in the log with its line and remedy, and the last good version goes on.
 */

import { watch } from 'node:fs';
import { SightlineError } from '../errors.js';
import { describeError, type LogFields, type Logger } from '../logger.js';

const SETTLE_MS = 200;

/** Calls `publish` after changes in `flowsDir` have settled; returns a function that stops watching. */
export function watchFlows(deps: {
  flowsDir: string;
  logger: Logger;
  publish: () => Promise<void>;
}): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(deps.flowsDir, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      deps.publish().catch((thrown: unknown) => {
        for (const fields of describeMistakes(thrown))
          deps.logger.error(fields, 'changed flow refused; the last good version goes on');
      });
    }, SETTLE_MS);
  });
  watcher.on('error', (thrown) => {
    deps.logger.warn(describeError(thrown), 'flow files can no longer be watched');
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** One line for each mistake. What a flow or a configuration says is the operator's own, so it may be quoted. */
function describeMistakes(thrown: unknown): LogFields[] {
  const about = describeError(thrown);
  if (!(thrown instanceof SightlineError) || !MISTAKES.has(thrown.code)) return [about];
  return thrown.message.split('\n').map((mistake) => {
    const [, file, line, reason] = /^(.+?):(\d+)(?::\d+)?:? (.*)$/.exec(mistake) ?? [];
    return reason === undefined
      ? { ...about, reason: mistake }
      : { ...about, file, line: Number(line), reason };
  });
}

const MISTAKES: ReadonlySet<string> = new Set(['FLOW_INVALID', 'CONFIG_INVALID']);
