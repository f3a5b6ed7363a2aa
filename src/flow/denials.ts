/**
 * "plate is KTR8842 not KTR8824", "missouri not oklahoma", "3 girls not 2": words that name what was known and
 * say that it was wrong. Such a text is a correction however it begins, and what it denies is no value of it. Pure.
 */

import { type Report, findValue } from '../tip/report.js';
import { type Facts } from '../understanding/facts.js';
import { type FieldValues } from './field-values.js';
import { fold } from './normalise.js';
import { stateName } from './state-names.js';

const BEFORE_IT = '(?:not|no|isnt|wasnt|instead of|rather than|en vez de|en lugar de)';
const ARTICLE = '(?:(?:the|in|el|la|en|de|es|era|son|eran|a|room|rm|cuarto|plate|placa) )*';

/** The facts and values without what the text denies; a correction when it denies something known. */
export function withoutDenied(
  report: Report,
  text: string,
  facts: Facts,
  values: FieldValues,
): { facts: Facts; values: FieldValues } {
  const folded = ` ${fold(text)} `;
  const denies = (value: string) => saysNot(folded, value);
  const left: FieldValues = { ...values };
  const states = values.states?.value.filter((code) => !denies(stateName(code)) && !denies(code)) ?? [];
  if (values.states && states.length > 0) left.states = { ...values.states, value: states };
  const plates = values.plates?.value.filter(({ plate }) => !denies(plate)) ?? [];
  if (values.plates && plates.length > 0) left.plates = { ...values.plates, value: plates };
  const deniesKnown = knownWords(report, values).some(denies);
  return { facts: deniesKnown ? { ...facts, correction: true } : facts, values: left };
}

/** What is known of the fields this text speaks of, as a witness would write it. */
function knownWords(report: Report, values: FieldValues): string[] {
  const words: string[] = [];
  for (const name of ['city', 'room', 'business', 'road', 'exit'] as const) {
    const known = findValue(report, name);
    if (values[name] && known !== undefined) words.push(known);
  }
  if (values.states)
    words.push(...(findValue(report, 'states') ?? []).flatMap((code) => [code, stateName(code)]));
  if (values.plates) words.push(...(findValue(report, 'plates') ?? []).map(({ plate }) => plate));
  const victims = findValue(report, 'victims');
  if (values.victims && victims !== undefined) words.push(String(victims));
  return words;
}

function saysNot(folded: string, value: string): boolean {
  const wanted = fold(value);
  if (wanted === '' || !folded.includes(` ${wanted} `)) return false;
  return new RegExp(` ${BEFORE_IT} ${ARTICLE}${wanted} `).test(folded);
}
