import { describe, expect, test } from '@jest/globals';
import { readChoice } from '../../../src/flow/read-choice.js';
import { wordsMeaning } from '../../../src/flow/words.js';
import { fakeUnderstand } from './fake-understand.js';
import { moment } from './play.js';

const yesNoUnsure = [
  { key: 'yes', label: 'Yes', words: wordsMeaning('yes', 'en') },
  { key: 'no', label: 'No', words: wordsMeaning('no', 'en') },
  { key: 'unsure', label: 'Not sure', words: wordsMeaning('unsure', 'en') },
];
const read = (text: string, multiple = false, choices: typeof yesNoUnsure = yesNoUnsure) =>
  readChoice(text, choices, multiple, fakeUnderstand(text, moment()));

describe('one choice', () => {
  test.each([
    ['1', 'yes', ''],
    ['1.', 'yes', ''],
    ['(2)', 'no', ''],
    ['two', 'no', ''],
    ['b', 'no', ''],
    ['C)', 'unsure', ''],
    ['yes', 'yes', ''],
    ['Yeah', 'yes', ''],
    ['nope', 'no', ''],
    ['sí', 'yes', ''],
    ['1 but after 6', 'yes', 'but after 6'],
    ['1 blue trailer white van', 'yes', 'blue trailer white van'],
    ["not sure. he's 40s gray hoodie", 'unsure', "he's 40s gray hoodie"],
    ['no he left', 'no', 'he left'],
    ['idk maybe', 'unsure', 'maybe'],
  ])('"%s" picks %s and keeps "%s"', (text, key, rest) => {
    expect(read(text)).toEqual({ keys: [key], rest });
  });

  test.each([
    ...[
      '2 girls in room 214',
      '7',
      '2:30',
      '15',
      '1430',
      '3 women',
      '2nd floor',
      '1 of them ran',
      'no one speaks',
    ],
    ...['214', '1 2', 'right behind the store', '2 hours ago', 'white van'],
  ])('"%s" picks nothing', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe('several choices', () => {
  test.each([
    ['1 3', ['yes', 'unsure']],
    ['1,3', ['yes', 'unsure']],
    ['1 and 2', ['yes', 'no']],
    ['1 y 2', ['yes', 'no']],
    ['13', ['yes', 'unsure']],
    ['2', ['no']],
    ['3, 3', ['unsure']],
  ])('"%s"', (text, keys) => {
    expect(read(text, true)?.keys).toEqual(keys);
  });
});

test('where not knowing is no choice, "no idea" is not a no', () => {
  expect(read('no idea', false, yesNoUnsure.slice(0, 2))).toBeUndefined();
});
