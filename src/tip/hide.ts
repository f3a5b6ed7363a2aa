/** Takes the witness's own number and name out of words: they are an alias to everyone at the desk. Pure. */

import { type Tip } from './schema.js';

/** What must not be shown of the witness: they are an alias to everyone at the desk. */
export interface Hidden {
  phones: readonly string[];
  names: readonly string[];
}

/** The witness's own numbers and name, in the tip and in what they corrected. */
export function listHidden(tip: Tip, phones: readonly string[] = []): Hidden {
  const earlier = (field: string): string[] =>
    tip.provenance.corrections
      .filter((correction) => correction.field === field)
      .map(({ value }) => value)
      .filter((value) => typeof value === 'string');
  return {
    phones: [tip.callback.phone ?? '', ...phones, ...earlier('callbackPhone')].filter(Boolean),
    names: [tip.callback.name ?? '', ...earlier('callbackName')].filter(Boolean),
  };
}

/** Takes the witness's own number and name out of their words; everything else stays as written. */
export function hide(text: string, hidden: Hidden): string {
  let shown = text;
  for (const phone of hidden.phones) {
    const digits = phone.replace(/\D/g, '').slice(-10);
    if (digits.length >= 7)
      shown = shown.replace(
        new RegExp(`(?:\\+?1[\\s.-]?)?\\(?${Array.from(digits).join('[\\s().-]{0,3}')}(?!\\d)`, 'g'),
        '[number hidden]',
      );
  }
  for (const name of hidden.names) {
    const literal = name.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (literal.length >= 2)
      shown = shown.replace(
        new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu'),
        '[name hidden]',
      );
  }
  return shown;
}
