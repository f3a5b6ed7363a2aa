/**
 * The one door to every export of a tip. Pure: what it needs from config/ is handed in, read once with
 * `loadSignLabels` and `loadCrosswalks`.
 *
 *   const signLabels = await loadSignLabels(configDir);
 *   const crosswalks = await loadCrosswalks(configDir);
 *   const { fileName, contentType, body } = exportTip(tip, 'niem', { signLabels, crosswalks });
 *   const sheet = exportTips(tips, { signLabels, crosswalks, language: 'es' });
 *
 * Every export says what the witness agreed to, that a withdrawn tip is withdrawn and that a test is a test; the
 * file name says the last two as well. None decides who may see a tip: that is `mayShareWithState` in sharing.ts,
 * and it is asked before this. A body holds a witness's words: it is never logged.
 */

import { type ReaderLanguage } from '../labels.js';
import { renderPlainText } from '../plain-text.js';
import { type Tip } from '../schema.js';
import { type SignLabelsByLanguage } from '../signs-loader.js';
import { type Crosswalks } from './crosswalks.js';
import { CSV_COLUMNS } from './csv-columns.js';
import { renderCsv } from './csv.js';
import { toHtcds } from './htcds.js';
import { toNiem } from './niem.js';

/**
 * json: the tip itself, by its published schema; text: for a person; niem, htcds: codes of the standards;
 * csv: one row of a spreadsheet.
 */
export const EXPORT_FORMATS = ['json', 'text', 'niem', 'htcds', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** As people ask for them; text-es is the text for a reader of Spanish. */
export const EXPORT_NAMES = [...EXPORT_FORMATS, 'text-es'] as const;

export function parseExportFormat(
  name: string,
): { format: ExportFormat; language: ReaderLanguage } | undefined {
  if (name === 'text-es') return { format: 'text', language: 'es' };
  const format = EXPORT_FORMATS.find((known) => known === name);
  return format && { format, language: 'en' };
}

export interface ExportOptions {
  signLabels: SignLabelsByLanguage;
  crosswalks: Crosswalks;
  /** The reader's language, for text and for the labels in csv. English unless said. */
  language?: ReaderLanguage;
}

export interface ExportedFile {
  contentType: string;
  /** Letters, digits, dots and dashes only. */
  fileName: string;
  /** To be written as UTF-8; half a surrogate pair becomes U+FFFD on the way. */
  body: string;
}

export function exportTip(tip: Tip, format: ExportFormat, options: ExportOptions): ExportedFile {
  const { contentType, extension, render } = FORMATS[format];
  const language = options.language ?? 'en';
  const suffix = format === 'text' && language !== 'en' ? `.${language}` : '';
  return {
    contentType,
    fileName: `${nameFile(tip)}${suffix}${extension}`,
    body: render(tip, options, language),
  };
}

/** Many tips as one spreadsheet, in the order given. No tips: the header alone. */
export function exportTips(tips: readonly Tip[], options: ExportOptions): ExportedFile {
  const test = tips.length > 0 && tips.every(({ provenance }) => provenance.test);
  return {
    contentType: FORMATS.csv.contentType,
    fileName: `${test ? 'TEST-' : ''}sightline-tips${FORMATS.csv.extension}`,
    body: renderSpreadsheet(tips, options, options.language ?? 'en'),
  };
}

interface Format {
  contentType: string;
  extension: string;
  render: (tip: Tip, options: ExportOptions, language: ReaderLanguage) => string;
}

const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  json: {
    contentType: 'application/json',
    extension: '.json',
    render: (tip) => renderJson(tip),
  },
  text: {
    contentType: 'text/plain; charset=utf-8',
    extension: '.txt',
    render: (tip, { signLabels }, language) =>
      renderPlainText(tip, { signLabels: signLabels[language], language }),
  },
  niem: {
    contentType: 'application/ld+json',
    extension: '.niem.json',
    render: (tip, { crosswalks }) => renderJson(toNiem(tip, crosswalks.niem)),
  },
  htcds: {
    contentType: 'application/json',
    extension: '.htcds.json',
    render: (tip, { crosswalks, signLabels }) => renderJson(toHtcds(tip, crosswalks.htcds, signLabels.en)),
  },
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    extension: '.csv',
    render: (tip, options, language) => renderSpreadsheet([tip], options, language),
  },
};

function renderJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function renderSpreadsheet(
  tips: readonly Tip[],
  { crosswalks, signLabels }: ExportOptions,
  language: ReaderLanguage,
): string {
  const context = { crosswalks, language, signLabels: signLabels[language] };
  return renderCsv(
    CSV_COLUMNS.map(({ name }) => name),
    tips.map((tip) => CSV_COLUMNS.map(({ value }) => value(tip, context))),
  );
}

function nameFile(tip: Tip): string {
  const test = tip.provenance.test ? 'TEST-' : '';
  const withdrawn = tip.status === 'withdrawn' ? '-WITHDRAWN' : '';
  return `${test}sightline-${tip.reference}-r${tip.revision}${withdrawn}`;
}
