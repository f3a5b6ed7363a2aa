/**
 * What is read from CONFIG_DIR and FLOWS_DIR at start: the programme's numbers, the states, the flows. Every
 * mistake is named with file, line and remedy, those of all files at once.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SightlineError } from './errors.js';
import { listFlowFiles, loadFlow, loadProgramme } from './flow/flow-loader.js';
import { loadQuestions } from './liaison/questions-loader.js';
import { type QuestionTexts } from './liaison/questions.js';
import { loadStatesFile } from './liaison/states-loader.js';
import { type DeskDefaults, type States } from './liaison/states.js';
import { type HotlinePlan } from './tip/hotline-plan.js';
import { loadHotlinePlan } from './tip/hotline-plan-loader.js';
import { type SignLabels } from './tip/labels.js';
import { loadSignLabels, type SignLabelsByLanguage } from './tip/signs-loader.js';

export interface Configuration {
  /** Programme name and every number a witness is given, by name. */
  programme: Readonly<Record<string, string | number>>;
  states: States;
  /** What holds for desks whose state says nothing else. */
  deskDefaults: DeskDefaults;
  /** How a tip reaches the hotline. */
  hotline: HotlinePlan;
  /** Sign code → plain English label, for people who read tips. */
  signLabels: SignLabels;
  /** The same in every language a tip is read in (config/signs.yaml). */
  signLabelsByLanguage: SignLabelsByLanguage;
  /** What liaisons can ask a witness. */
  questions: QuestionTexts;
  flows: { file: string; source: string }[];
}

/** Throws CONFIG_INVALID or FLOW_INVALID listing every mistake in every file. */
export async function loadConfiguration(settings: {
  configDir: string;
  flowsDir: string;
}): Promise<Configuration> {
  const mistakes: SightlineError[] = [];
  const attempt = async <Result>(work: () => Result | Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (thrown) {
      mistakes.push(toMistake(thrown));
      return undefined;
    }
  };
  const programme = await attempt(() => loadProgramme(join(settings.configDir, 'programme.yaml')));
  const states = await attempt(() => loadStatesFile(settings.configDir));
  const questions = await attempt(() => loadQuestions(settings.configDir));
  const hotline = await attempt(() => loadHotlinePlan(settings.configDir));
  const signLabelsByLanguage = await attempt(() => loadSignLabels(settings.configDir));
  const flows = await attempt(() => loadFlows(settings.flowsDir));
  const [first] = mistakes;
  if (first !== undefined)
    throw new SightlineError(first.code, mistakes.map(({ message }) => message).join('\n'));
  if (
    programme === undefined ||
    states === undefined ||
    questions === undefined ||
    hotline === undefined ||
    signLabelsByLanguage === undefined ||
    flows === undefined
  )
    throw new Error('unreachable');
  return {
    programme,
    states: states.states,
    deskDefaults: states.defaults,
    hotline,
    questions,
    signLabels: flows.signLabels,
    signLabelsByLanguage,
    flows: flows.files,
  };
}

/** A file that cannot be read is a mistake like any other; it is named, too. */
function toMistake(thrown: unknown): SightlineError {
  if (thrown instanceof SightlineError) return thrown;
  const { code, path } = (thrown ?? {}) as { code?: unknown; path?: unknown };
  if (typeof code !== 'string' || typeof path !== 'string') throw thrown;
  return new SightlineError(
    'CONFIG_INVALID',
    `${path} cannot be read (${code}). Check CONFIG_DIR and FLOWS_DIR, and who may read it`,
    { cause: thrown },
  );
}

function loadFlows(flowsDir: string): { files: Configuration['flows']; signLabels: SignLabels } {
  const files = listFlowFiles(flowsDir);
  if (files.length === 0)
    throw new SightlineError(
      'CONFIG_INVALID',
      `${flowsDir}: holds no flow; put witness-tip.yaml there or set FLOWS_DIR`,
    );
  const documents = files.map((file) => loadFlow(file).document);
  const labels = documents.flatMap(({ signs }) =>
    Object.entries(signs).map(([code, label]) => [code, label.en ?? code] as const),
  );
  return {
    files: files.map((file) => ({ file, source: readFileSync(file, 'utf8') })),
    signLabels: Object.fromEntries(labels),
  };
}
