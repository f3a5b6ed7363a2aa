/**
 * `npm run --silent understand`: JSON Lines {"id","text"} in, {"id","facts"} out, one for one. A line that cannot
 * be read is named on standard error and skipped; the exit code is then 1.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createUnderstand } from '../understanding/index.js';
import { loadTables } from '../understanding/tables-loader.js';

const Line = z.object({ id: z.string(), text: z.string() });

const understand = createUnderstand(loadTables());
const now = new Date();
let number = 0;
let failed = false;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  number += 1;
  if (line.trim() === '') continue;
  const parsed = parseLine(line);
  if (typeof parsed === 'string') {
    failed = true;
    console.error(`line ${number}: ${parsed}`);
    continue;
  }
  console.log(JSON.stringify({ id: parsed.id, facts: understand(parsed.text, { now }) }));
}
if (failed) process.exitCode = 1;

function parseLine(line: string): z.infer<typeof Line> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const result = Line.safeParse(value);
  return result.success ? result.data : 'wants {"id": string, "text": string}';
}
