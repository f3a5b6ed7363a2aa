/**
 * The labelled texts to learn from, all of them invented: the corpora in test/eval/training, the two independent
 * sets beside them, and our own sets in test/eval. What is measured is a source that was left out.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LabelledText } from '../../understanding/evaluate.js';

/** A text, where it stands, and what holds of it: "tip", "danger", "selfReport", "minors", and codes of signs. */
export interface TrainingText {
  id: string;
  text: string;
  holds: ReadonlySet<string>;
  /** The labels that were judged; all of them where undefined. */
  only?: readonly string[];
  /** The rules were not written with it in sight: cross-validation is done on these. */
  unseen: boolean;
  /** Who wrote it: cross-validation learns from some writers and judges others. */
  writer: string;
  /** The setting, where one was labelled. */
  venue?: string;
  /** How much it counts: plain, common texts for more than the corpus's hard ones. */
  weight: number;
}

type Standing = Pick<TrainingText, 'unseen' | 'weight'>;
const UNSEEN: Standing = { unseen: true, weight: 1 };
const SEEN: Standing = { unseen: false, weight: 1 };
const PLAIN: Standing = { unseen: false, weight: 3 };
/** Labelled with the most care, by people who have not seen the code. */
const INDEPENDENT: Standing = { unseen: true, weight: 1.5 };

const SETS = fileURLToPath(new URL('../../../test/eval/', import.meta.url));
/** Of our own sets the ones where meanings are the matter count for more. */
const OWN_SETS: Readonly<Record<string, number>> = {
  own: 1,
  blind: 1,
  meaning: 2,
  dev: 2,
  addresses: 1,
};
/** Written and labelled by people who have not seen the code. */
const PROBES = ['probe-a', 'probe-b', 'probe-d', 'probe-e', 'probe-f'];
/** First texts to the line, and cries that are near to danger: only so much of them was judged. */
const PARTLY_JUDGED: Readonly<Record<string, readonly string[]>> = {
  'training/idle': ['tip'],
  'training/grave': ['tip', 'danger', 'selfReport'],
};

export function readTrainingTexts(): TrainingText[] {
  const corpora = readdirSync(`${SETS}training`)
    .filter((name) => name.endsWith('.txt'))
    .sort();
  return [
    ...corpora.flatMap((name) => readCorpus(name)),
    ...Object.entries(OWN_SETS).flatMap(([name, weight]) =>
      readLabelled(name).map(toText(name, { ...SEEN, weight })),
    ),
    ...PROBES.flatMap((name) => readLabelled(name).map(toText(name, INDEPENDENT))),
    ...Object.entries(PARTLY_JUDGED).flatMap(([name, only]) =>
      readLabelled(name).map((line) => ({ ...toText(name, INDEPENDENT)(line), only })),
    ),
    ...['places', 'independent'].flatMap((name) => readSettings(name)),
    ...readDangers(),
  ];
}

const linesOf = (name: string): string[] =>
  readFileSync(`${SETS}${name}`, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));

function readLabelled(name: string): LabelledText[] {
  return linesOf(`${name}.jsonl`)
    .map((line) => JSON.parse(line) as LabelledText)
    .filter(({ lang }) => lang === 'en' || lang === 'es');
}

function toText(writer: string, standing: Standing): (line: LabelledText) => TrainingText {
  return ({ id, text, tip, expect }) => {
    const holds = new Set(tip ? ['tip', ...(expect.indicators ?? [])] : []);
    if (tip && expect.urgency === 'immediate_danger') holds.add('danger');
    if (tip && expect.selfReport === true) holds.add('selfReport');
    if (tip && expect.people?.minors === true) holds.add('minors');
    const venue = tip ? expect.venue : undefined;
    return { id, text, holds, writer, ...(venue === undefined ? {} : { venue }), ...standing };
  };
}

const FLAGS: Readonly<Record<string, string>> = { T: 'tip', D: 'danger', S: 'selfReport', M: 'minors' };

const STANDINGS: Readonly<Record<string, Standing>> = {
  'plain.txt': PLAIN,
  'independent-a.txt': INDEPENDENT,
  'independent-b.txt': INDEPENDENT,
};

/** Corpora of which the lines also name the setting, before the text. */
const WITH_VENUE = new Set('fghjkl'.split('').map((writer) => `corpus-${writer}.txt`));

/** Lines of "flags|language|signs|text" or "flags|language|signs|venue|text". */
function readCorpus(name: string): TrainingText[] {
  const standing = STANDINGS[name] ?? UNSEEN;
  return linesOf(`training/${name}`).map((line, index) => {
    const [flags = '', , signs = '', ...rest] = line.split('|');
    const [venue, ...text] = WITH_VENUE.has(name) ? rest : ['', ...rest];
    const holds = flags.match(/./g)?.flatMap((flag) => FLAGS[flag] ?? []) ?? [];
    return {
      id: `${name}:${index + 1}`,
      text: text.join('|'),
      holds: new Set([...holds, ...signs.split(',').filter(Boolean)]),
      writer: name,
      ...(venue === undefined || venue === '' ? {} : { venue }),
      ...standing,
    };
  });
}

/** Texts that are learned from for their setting alone. */
function readSettings(name: string): TrainingText[] {
  return readLabelled(name)
    .map(toText(`${name}.jsonl`, { ...SEEN, unseen: name === 'independent' }))
    .filter(({ venue }) => venue !== undefined)
    .map((text) => ({ ...text, only: ['venue'] }));
}

/** Texts of which only danger was judged. */
function readDangers(): TrainingText[] {
  return linesOf('danger.jsonl').map((line) => {
    const { id, text, danger } = JSON.parse(line) as { id: string; text: string; danger: boolean };
    return {
      id,
      text,
      holds: new Set(danger ? ['danger'] : []),
      only: ['danger'],
      writer: 'danger',
      ...SEEN,
    };
  });
}

/** Does the label hold for the text? Undefined where that was not judged. */
export function isLabelled({ only, holds, venue }: TrainingText, label: string): boolean | undefined {
  if (label.startsWith('venue=')) return venue === undefined ? undefined : label === `venue=${venue}`;
  return only?.includes(label) === false ? undefined : holds.has(label);
}
