/**
 * A tip for the ear: the text a call-taker reads, line by line, with the reference, plates and the name spelled letter
 * by letter and numbers digit by digit. Pure.
 */

import { type Spoken } from '../calls/ports.js';
import { sayDigits, spell } from '../calls/spell.js';
import { listChanges } from '../tip/changes.js';
import { type ReaderLanguage, type SignLabels } from '../tip/labels.js';
import { renderPlainText } from '../tip/plain-text.js';
import { type Tip } from '../tip/schema.js';

/** Nobody writes it down by ear; the reference is for that. */
const TIP_ID = / Tip id [\da-f-]{36}\.?| Id del aviso [\da-f-]{36}\.?/;
/** Twilio speaks 4,096 characters at most; nobody listens to as many without a pause. */
const MAX_SEGMENT = 600;

export function speakTip(
  tip: Tip,
  previous: Tip | undefined,
  options: { language: ReaderLanguage; signLabels: SignLabels },
): Spoken[] {
  const changes = previous === undefined ? [] : listChanges(previous, tip);
  const { language } = options;
  const spelled = [
    tip.reference,
    ...tip.vehicles.map(({ plate }) => plate ?? ''),
    tip.callback.name ?? '',
  ].filter((word) => word.length > 1);
  return renderPlainText(tip, { ...options, changes })
    .split('\n')
    .map((line) =>
      line
        .replace(TIP_ID, '')
        .replaceAll('|', '.')
        .replace(/^> |\s+/g, ' ')
        .trim(),
    )
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .flatMap(cutLong)
    .map((line) => ({ text: sayDigits(spellAll(line, spelled)), language }));
}

function spellAll(line: string, words: readonly string[]): string {
  return words.reduce((text, word) => text.replaceAll(word, ` ${spell(word)} `), line).replace(/ {2,}/g, ' ');
}

function cutLong(line: string): string[] {
  return line.match(new RegExp(`.{1,${MAX_SEGMENT}}(?:\\s|$)`, 'gu')) ?? [line.slice(0, MAX_SEGMENT)];
}
