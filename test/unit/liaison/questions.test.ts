/** The questions a liaison can choose: every one fits, says who asks, and a mistake in the file is named. */

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadCompiledFlow } from '../../../src/flow/flow-loader.js';
import { fold } from '../../../src/flow/normalise.js';
import { countSegments } from '../../../src/flow/segments.js';
import { loadQuestions, parseQuestions } from '../../../src/liaison/questions-loader.js';
import { composeQuestion, QUESTION_LANGUAGES } from '../../../src/liaison/questions.js';

const source = readFileSync('config/questions.yaml', 'utf8');

function mistakeOf(text: string): string {
  try {
    parseQuestions(text, 'questions.yaml');
    return 'no mistake';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

test('every question names the team, fits two segments and is plain GSM-7 in both languages', async () => {
  const texts = await loadQuestions('config');
  for (const { text } of texts.questions)
    for (const language of QUESTION_LANGUAGES) {
      const draft = { words: text[language], language, stateName: 'Missouri', isFirst: true };
      const composed = composeQuestion(texts, draft);
      expect(composed.text).toMatch(/^(?:Missouri team:|Equipo de Missouri:) /);
      expect([composed.segments <= 2, composed.segments]).toEqual([true, countSegments(composed.text)]);
      expect(composed.encoding).toBe('GSM-7');
      expect(composed.text).not.toMatch(/[!¡]|\d{3}/);
    }
  expect(
    composeQuestion(texts, { words: 'Where?', language: 'es', stateName: undefined, isFirst: false }).text,
  ).toBe('Equipo de avisos: Where?');
});

test('the words that end questions are words the flow understands', async () => {
  const { ending } = await loadQuestions('config');
  const flow = loadCompiledFlow('flows/witness-tip.yaml', 'config/programme.yaml');
  for (const language of QUESTION_LANGUAGES) {
    const words = /[A-Z]{2,}(?: [A-Z]{2,})+$/.exec(ending[language])?.[0] ?? '';
    expect(flow.commandWords.get(fold(words))).toEqual({ command: 'stopAsking' });
  }
});

test('a mistake is named with its line', () => {
  expect(mistakeOf(source.replace("'Are they still there?', es", "'Are they still there?', fr"))).toMatch(
    /^questions\.yaml:\d+: questions\.0\.text\.(?:es|fr): /,
  );
  expect(mistakeOf(source.replace('{state} team:', 'The team:'))).toContain('must name the {state}');
  const long = mistakeOf(source.replace("Are they still there?', es", `${'very long '.repeat(40)}\', es`));
  expect(long).toMatch(/^questions\.yaml:\d+: questions\.still_there\.en: takes \d segments/);
});
