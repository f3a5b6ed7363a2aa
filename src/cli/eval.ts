/**
 * `npm run eval [-- FILE…]`: scores the understanding room on our labelled texts (test/eval) and on any files
 * given, prints a table per field and every miss by id. Exit code 1 when a file cannot be read.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluate, tableOf, type LabelledText } from '../understanding/evaluate.js';
import { createUnderstand } from '../understanding/index.js';
import { loadTables } from '../understanding/tables-loader.js';

const OWN = fileURLToPath(new URL('../../test/eval/', import.meta.url));
/** Times in the texts are relative; a fixed moment keeps the table the same every day. */
const NOW = new Date('2026-11-20T18:00:00Z');

const understand = createUnderstand(loadTables());
const given = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const showMisses = !process.argv.includes('--quiet');

for (const [title, texts] of sets(given)) {
  const { scores, misses } = evaluate(texts, (text) => understand(text, { now: NOW }));
  console.log(`\n${title} (${texts.length} texts)`);
  for (const line of tableOf(scores)) console.log(line);
  if (showMisses) for (const miss of misses) console.log(`  ${miss}`);
}

function sets(files: readonly string[]): [string, LabelledText[]][] {
  const own = read(`${OWN}own.jsonl`);
  return [
    ['own, tuned on', own.filter((text) => text.set !== 'held')],
    ['own, held out', own.filter((text) => text.set === 'held')],
    ['addresses', read(`${OWN}addresses.jsonl`)],
    ['dev', read(`${OWN}dev.jsonl`)],
    ...files.map((file): [string, LabelledText[]] => [file, read(file)]),
  ];
}

function read(file: string): LabelledText[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as LabelledText);
  } catch {
    console.error(`cannot read ${file} as JSON Lines`);
    process.exitCode = 1;
    return [];
  }
}
