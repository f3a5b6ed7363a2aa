import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { plainView, readDoc } from '../../../src/understanding/normalize.js';
import {
  featureFingerprint,
  featuresOf,
  keyOf,
  MAX_TOKENS,
  type Feature,
} from '../../../src/understanding/learned/features.js';
import { LABELS } from '../../../src/understanding/learned/labels.js';
import { createModel } from '../../../src/understanding/learned/model.js';
import { formatTable, parseTable, type LabelHead } from '../../../src/understanding/learned/table.js';
import { loadLearned } from '../../../src/understanding/tables-loader.js';
import { read } from './support.js';

const TABLE = new URL('../../../config/understanding/learned.txt', import.meta.url);

function features(text: string, language: 'en' | 'es' = 'en'): Feature[] {
  return featuresOf({ plain: plainView(readDoc(text), language), text, findings: [] });
}
function names(text: string, language: 'en' | 'es' = 'en'): string[] {
  const byKey = new Map<number, string>();
  featuresOf({ plain: plainView(readDoc(text), language), text, findings: [] }, byKey);
  return [...byKey.values()];
}

describe('features', () => {
  it('are the same however a text is typed', () => {
    const plain = names('they wont let us leave');
    expect(names("They WON'T let us leave")).toEqual(plain);
    expect(names('they won’t   let us leave')).toEqual(plain);
  });

  it('name kinds of words, and who does what to whom, in both languages', () => {
    expect(names('he beats me')).toEqual(expect.arrayContaining(['k:HE>STRIKE', 'k:STRIKE>ME', 'beats me']));
    expect(names('me golpea', 'es')).toEqual(expect.arrayContaining(['k:ME>STRIKE', 't:VIOLENCE']));
    expect(names('vivimos encerradas', 'es')).toContain('k:WE');
  });

  it('count a child’s age and a room number by size', () => {
    expect(names('shes 15 in room 214')).toEqual(expect.arrayContaining(['#young', '#hundreds']));
  });

  it('weigh no more in a single word than their share of a story', () => {
    const word = features('beaten').find(({ key }) => key === keyOf('beaten'));
    expect(word?.value).toBeLessThan(0.4);
  });

  it('are bounded by the number of words, whatever the words are', () => {
    for (const unit of ['he beats me ', 'aaaaaaaaaaaaaaaaaaaaaaaa ', '🔪', '1 2 ', 'gun,knife.', "''' "]) {
      const text = unit.repeat(4000 / unit.length);
      const started = performance.now();
      const found = features(text);
      expect(performance.now() - started).toBeLessThan(500);
      expect(found.length).toBeLessThan(MAX_TOKENS * 120);
      expect(found.every(({ value }) => value > 0 && value <= 1)).toBe(true);
    }
  });
});

describe('the table of weights', () => {
  it('was learned by this code, from every label', () => {
    const table = loadLearned();
    expect(table.fingerprint).toBe(featureFingerprint());
    expect(table.heads.map(({ label }) => label)).toEqual([...LABELS]);
  });

  it('is written as it is read, and stays small', () => {
    const text = readFileSync(TABLE, 'utf8');
    const table = loadLearned();
    const rowOf = (name: string): number[] => {
      const begin = table.rows.get(keyOf(name)) ?? NaN;
      return [...table.cells.subarray(begin + 1, begin + 1 + (table.cells[begin] ?? 0))];
    };
    const named = text.split('\n').filter((line) => line !== '' && !/^(?:=label|=fingerprint|# )/.test(line));
    const rows = new Map(
      named.map((line) => {
        const name = line.slice(0, line.indexOf('\t'));
        return [name, rowOf(name)];
      }),
    );
    expect(formatTable(table.fingerprint, table.heads, rows)).toBe(text);
    expect(text.length).toBeLessThan(1_500_000);
  });

  it('is refused when it is no such table', () => {
    expect(parseTable('')).toBeUndefined();
    expect(parseTable('hello\tworld\n')).toBeUndefined();
    expect(parseTable(readFileSync(TABLE, 'utf8').replace(/^=label.*$/gm, ''))).toBeUndefined();
  });
});

describe('the model', () => {
  const head: LabelHead = { label: 'danger', bias: -1, scale: 0.1, add: 0, veto: -2 };
  const table = parseTable(formatTable('f', [head], new Map([['beats', [0, 40]]])));

  it('adds what the words show and takes back what they do not', () => {
    if (table === undefined) throw new Error('no table');
    const model = createModel(table);
    const said = (value: number): ReturnType<typeof model> =>
      model([{ key: keyOf('beats'), value, from: 0, to: 1 }]);
    expect(said(1).of('danger')).toBeCloseTo(3);
    expect(said(1).decide('danger', false)).toBe(true);
    expect(said(0).decide('danger', false)).toBe(false);
    expect(said(0).decide('danger', true)).toBe(true);
    expect(said(-1).decide('danger', true)).toBe(false);
    expect(said(1).decide('unheard', true)).toBe(true);
    expect(said(1).spanOf('danger')).toEqual([0, 1]);
  });

  it('gives the same facts every time, and every sign with words of the text', () => {
    for (const text of [
      'they moved the six of us at night and the boss has all our passports in his safe, we get nothing',
      'nos traen en una van y el patron se queda con la paga, no podemos irnos',
      'a man in room 12 answers everything for her and she wont look up',
    ]) {
      const facts = read(text);
      expect(read(text)).toEqual(facts);
      expect(facts.indicatorEvidence?.map(({ code }) => code)).toEqual(facts.indicators);
      for (const { quote } of facts.indicatorEvidence ?? []) {
        expect(quote).not.toBe('');
        expect(text).toContain(quote);
      }
    }
  });

  it('leaves single words and other languages to the rules', () => {
    expect(read('yes').tip).toBe(false);
    expect(read('STOP').urgency).not.toBe('immediate_danger');
    expect(read('救命 他打我').selfReport).toBeUndefined();
  });
});
