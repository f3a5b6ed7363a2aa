/** Reads config/questions.yaml. Every mistake is named with file, line and remedy, all at once. */

import { join } from 'node:path';
import { SightlineError } from '../errors.js';
import { parseConfigFile, readConfigFile } from '../tip/config-file-loader.js';
import {
  composeQuestion,
  MAX_SEGMENTS,
  QUESTION_LANGUAGES,
  questionsFileSchema,
  type QuestionTexts,
} from './questions.js';

/** As long as a state's name gets. */
const LONGEST_STATE = 'Northern Mariana Islands';

/** Throws CONFIG_INVALID. */
export async function loadQuestions(configDir: string): Promise<QuestionTexts> {
  const file = join(configDir, 'questions.yaml');
  const text = await readConfigFile(file);
  return parseQuestions(text, file);
}

export function parseQuestions(text: string, file: string): QuestionTexts {
  const texts = parseConfigFile(text, file, questionsFileSchema);
  const tooLong = listTooLong(texts).map(
    ({ index, id, language, segments }) =>
      `${file}:${findLine(text, index)}: questions.${id}.${language}: takes ${segments} segments with the words around it; ${MAX_SEGMENTS} is the most. Shorten it, or replace letters outside GSM-7 (á í ó ú)`,
  );
  if (tooLong.length > 0) throw new SightlineError('CONFIG_INVALID', tooLong.join('\n'));
  return texts;
}

function listTooLong(texts: QuestionTexts) {
  return texts.questions.flatMap(({ id, text }, index) =>
    QUESTION_LANGUAGES.map((language) => {
      const draft = { words: text[language], language, stateName: LONGEST_STATE, isFirst: true };
      return { index, id, language, segments: composeQuestion(texts, draft).segments };
    }).filter(({ segments }) => segments > MAX_SEGMENTS),
  );
}

/** Where the entry of this index begins. */
function findLine(text: string, index: number): number {
  const starts = text
    .split('\n')
    .flatMap((line, number) => (/^\s*-\s*(?:\{\s*)?id:/.test(line) ? [number + 1] : []));
  return starts[index] ?? 1;
}
