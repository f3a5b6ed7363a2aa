/**
 * `npm run flow -- lint|draw|test [flow] [--json] [--language es] [--update]`: judges, draws and tests the flow
 * documents. Every command ends with code 1 when something is wrong, so that CI and publishing can rely on it.
 */

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { toSightlineError } from '../errors.js';
import { compileFlow } from '../flow/compile.js';
import { drawMermaid, drawXState } from '../flow/draw.js';
import { listFlowFiles, loadFlow, loadProgramme } from '../flow/flow-loader.js';
import { countTextsToCompleteTip, findMedian } from '../flow/golden-length.js';
import { type GoldenMismatch, runGolden, updateGolden } from '../flow/golden.js';
import { parseGolden, stringifyGolden } from '../flow/golden-yaml.js';
import { lintFlow } from '../flow/lint.js';
import { describeMistake } from '../flow/parse.js';
import { createUnderstand } from '../understanding/index.js';
import { loadTables } from '../understanding/tables-loader.js';

const FLOWS_DIR = process.env.FLOWS_DIR ?? 'flows';
const PROGRAMME = join(process.env.CONFIG_DIR ?? 'config', 'programme.yaml');
const USAGE = 'usage: npm run flow -- lint|draw|test [flow] [--json] [--language en|es] [--update]';

interface Options {
  files: string[];
  json: boolean;
  language: 'en' | 'es';
  update: boolean;
}

const COMMANDS: Readonly<Record<string, (options: Options) => boolean>> = { lint, draw, test };

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      language: { type: 'string', default: 'en' },
      update: { type: 'boolean', default: false },
    },
  });
  const [name = '', flow] = positionals;
  const command = COMMANDS[name];
  if (!command) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const files = flow === undefined ? listFlowFiles(FLOWS_DIR) : [flowFile(flow)];
  const language = values.language === 'es' ? 'es' : 'en';
  if (!command({ files, json: values.json, language, update: values.update })) process.exitCode = 1;
}

function flowFile(flow: string): string {
  return flow.endsWith('.yaml') ? flow : join(FLOWS_DIR, `${flow}.yaml`);
}

function lint({ files }: Options): boolean {
  const variables = loadProgramme(PROGRAMME);
  let clean = true;
  for (const file of files) {
    const findings = lintFlow(loadFlow(file), file, variables);
    for (const finding of findings) console.log(describeMistake(finding));
    console.log(`${file}: ${findings.length === 0 ? 'no finding' : `${findings.length} findings`}`);
    clean &&= findings.length === 0;
  }
  return clean;
}

function draw({ files, json, language }: Options): boolean {
  const variables = loadProgramme(PROGRAMME);
  for (const file of files) {
    const { document } = loadFlow(file);
    console.log(
      json ? drawXState(compileFlow(document, { version: 1, variables })) : drawMermaid(document, language),
    );
  }
  return true;
}

/** Runs the golden conversations beside each flow. `--update` writes what happened as the expectation. */
function test({ files, update }: Options): boolean {
  const understand = createUnderstand(loadTables());
  const variables = loadProgramme(PROGRAMME);
  let failed = 0;
  let ran = 0;
  const lengths: number[] = [];
  for (const file of files) {
    const flow = compileFlow(loadFlow(file).document, { version: 1, variables });
    const folder = join(FLOWS_DIR, basename(file, '.yaml'));
    for (const name of readdirSync(folder)
      .filter((entry) => entry.endsWith('.yaml'))
      .toSorted()) {
      const path = join(folder, name);
      const golden = parseGolden(readFileSync(path, 'utf8'), path);
      const run = runGolden(flow, golden, understand);
      ran += 1;
      const length = countTextsToCompleteTip(golden, run);
      if (length !== undefined) lengths.push(length);
      const broken = update
        ? run.mismatches.filter(({ turn, what }) => turn === 0 || !UPDATED.has(what))
        : run.mismatches;
      if (update) writeFileSync(path, stringifyGolden(updateGolden(golden, run)));
      if (broken.length > 0) failed += 1;
      for (const mismatch of broken) console.log(`${path} ${describeMismatch(mismatch)}`);
    }
  }
  console.log(`${ran} golden conversations, ${failed} failed`);
  console.log(`median ${findMedian(lengths) ?? '-'} texts to a complete tip, over ${lengths.length} of them`);
  return failed === 0;
}

const UPDATED = new Set(['B', 'effects', 'state']);

function describeMismatch({ turn, what, expected, actual }: GoldenMismatch): string {
  const where = turn === 0 ? 'always' : `turn ${turn}`;
  return `${where} ${what}\n  expected ${JSON.stringify(expected)}\n  actual   ${JSON.stringify(actual)}`;
}

try {
  main();
} catch (error) {
  const { code, message } = toSightlineError(error);
  console.error(`${code}: ${message}`);
  process.exitCode = 1;
}
