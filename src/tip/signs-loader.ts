/** Reads config/signs.yaml: the plain label of every warning sign, in every language of the reader. */

import { join } from 'node:path';
import { z } from 'zod';
import { parseConfigFile, readConfigFile } from './config-file-loader.js';
import { type ReaderLanguage, type SignLabels } from './labels.js';

const signsFileSchema = z.strictObject({
  source: z.string().min(1, 'say where the signs come from'),
  date: z.iso.date('must be a day such as 2026-11-22'),
  signs: z.record(
    z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be a code such as control.id_held'),
    z.strictObject({
      en: z.string('must be text in quotes').min(1, 'must not be empty'),
      es: z.string('must be text in quotes').min(1, 'must not be empty'),
    }),
  ),
});

/** Language → sign code → label. Every language has every sign. */
export type SignLabelsByLanguage = Readonly<Record<ReaderLanguage, SignLabels>>;

/** Throws CONFIG_INVALID. */
export async function loadSignLabels(configDir: string): Promise<SignLabelsByLanguage> {
  const file = join(configDir, 'signs.yaml');
  return parseSignLabels(await readConfigFile(file), file);
}

export function parseSignLabels(text: string, file: string): SignLabelsByLanguage {
  const { signs } = parseConfigFile(text, file, signsFileSchema);
  const labelsIn = (language: ReaderLanguage): SignLabels =>
    Object.fromEntries(Object.entries(signs).map(([code, labels]) => [code, labels[language]]));
  return { en: labelsIn('en'), es: labelsIn('es') };
}
