import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { LabelledText } from '../../../src/understanding/evaluate.js';
import { read } from './support.js';

const texts = readFileSync(new URL('../../eval/places.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as LabelledText);

describe('what takes an earlier word back, and what only sounds like it', () => {
  it.each(texts.map(({ text, expect: { correction } }) => [text, correction] as const))(
    '%s',
    (text, wanted) => {
      expect(read(text).correction).toBe(wanted);
    },
  );

  it.each([
    'she actually works there',
    'sorry for the late text, there are 3 girls in there',
    'wait theres more, he has a gun',
    'she cried no no no and he hit her',
    'she said its not her fault',
    'no hay nadie mas en el cuarto',
    'he is not her dad',
  ])('nothing is taken back: %s', (text) => {
    expect(read(text).correction).toBeUndefined();
  });
});

describe('an answer that is not known', () => {
  it.each([
    'idk',
    'not sure',
    'no clue',
    'ni idea',
    'no se',
    'couldnt tell you',
    'quien sabe',
    'i have no idea',
  ])('%s', (text) => {
    expect(read(text).unsure).toBe(true);
  });

  it.each([
    'i dont know her but shes at the bus station in macon ga crying',
    'he doesnt know i saw',
    'no se dejan ver las muchachas y el senor las cuida todo el dia',
  ])('told all the same: %s', (text) => {
    expect(read(text).unsure).toBeUndefined();
  });
});
