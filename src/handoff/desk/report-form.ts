/**
 * A tip in the order of the hotline's own report form, as text to copy: who reports and whether they may be contacted,
 * where, what happened, who may be affected, who may be responsible, vehicles, when, how urgent. Nothing is left out:
 * what the form has no place for stands at the end. Pure.
 */

import { listChanges } from '../../tip/changes.js';
import { languageLabel, type SignLabels, signLabel, URGENCY_LABELS, venueLabel } from '../../tip/labels.js';
import { describeConsent, renderPlainText } from '../../tip/plain-text.js';
import { type Tip } from '../../tip/schema.js';

export interface FormOptions {
  signLabels: SignLabels;
  /** The revision before, to say what changed. */
  previous: Tip | undefined;
}

/** Every line of a form that can be filled is there; what is not known says so. */
export function layOutForm(tip: Tip, { signLabels, previous }: FormOptions): string {
  const changes = previous === undefined ? [] : listChanges(previous, tip);
  const sections: [title: string, lines: string[]][] = [
    ['1. WHO IS REPORTING, AND MAY THEY BE CONTACTED', describeReporter(tip)],
    ['2. WHERE', pick(tip, signLabels, ['WHERE', 'JOURNEY', 'STATE'])],
    ['3. WHAT HAPPENED (their words, unchanged)', tip.narrative.map(({ text }) => text)],
    ['4. POTENTIAL VICTIM(S)', pick(tip, signLabels, ['WHO'])],
    ['5. POTENTIAL TRAFFICKER(S) OR OTHERS, AND WHAT WAS SEEN', describeSigns(tip, signLabels)],
    ['6. VEHICLES', pick(tip, signLabels, ['VEHICLE'])],
    ['7. WHEN', pick(tip, signLabels, ['WHEN', 'ACT'])],
    ['8. HOW URGENT', [URGENCY_LABELS[tip.urgency]]],
    ['9. ANYTHING ELSE', describeRest(tip, signLabels)],
  ];
  return [
    ...(tip.provenance.test ? ['*** TEST: do not file this ***'] : []),
    `Tip ${tip.reference}, revision ${tip.revision}${changes.length === 0 ? '' : `, changed: ${changes.join(', ')}`}`,
    ...sections.flatMap(([title, lines]) => ['', title, ...(lines.length === 0 ? ['not known'] : lines)]),
  ].join('\n');
}

function describeReporter(tip: Tip): string[] {
  const { callback } = tip;
  const mayCall = callback.wanted === true ? 'yes' : callback.wanted === false ? 'NO' : 'not asked';
  return [
    tip.selfReport ? 'The person affected' : 'A witness',
    `Wrote by ${tip.channel === 'sms' ? 'text message' : 'Slack'} in ${languageLabel(tip.language)}`,
    `May be called: ${mayCall}`,
    ...(callback.name === undefined ? [] : [`Name: ${callback.name}`]),
    ...(callback.phone === undefined ? [] : [`Phone: ${callback.phone}`]),
    ...(callback.language === undefined ? [] : [`Language for the call: ${callback.language}`]),
    ...(callback.bestTime === undefined ? [] : [`When a call is safe: ${callback.bestTime}`]),
    ...(callback.wanted === true ? [`Voicemail: ${callback.voicemailOk === true ? 'OK' : 'NO'}`] : []),
    ...(callback.connectNow === true ? ['ASKED TO BE CONNECTED BY VOICE'] : []),
    `Agreed to: ${describeConsent(tip)}`,
  ];
}

function describeSigns(tip: Tip, signLabels: SignLabels): string[] {
  return [
    ...(tip.venue === null ? [] : [`Kind of place: ${venueLabel(tip.venue)}`]),
    ...tip.indicators.map(({ code, quote }) => {
      const label = signLabel(code, signLabels);
      return quote === undefined ? label : `${label} ("${quote}")`;
    }),
  ];
}

function describeRest(tip: Tip, signLabels: SignLabels): string[] {
  return [
    ...pick(tip, signLabels, ['ATTACHED', 'NOT KNOWN']),
    `Unverified; taken by an automated tip line. First contact ${tip.provenance.startedAt}.`,
  ];
}

/** The lines of the readable tip with these labels, without them when there is one: its wording is in one place. */
function pick(tip: Tip, signLabels: SignLabels, labels: readonly string[]): string[] {
  const lines = renderPlainText(tip, { signLabels }).split('\n');
  const found = labels.flatMap((label) => {
    const line = lines.find((candidate) => new RegExp(`^${label} {2,}|^${label} (?=\\S)`).test(candidate));
    return line === undefined ? [] : [line.slice(label.length).trim()];
  });
  return found;
}

/** Parts of at most `max` UTF-16 units, cut between lines where that can be; together they are the whole text. */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const newline = rest.lastIndexOf('\n', max);
    const end =
      newline > max / 2 ? newline + 1 : max - (/[\ud800-\udbff]/.test(rest.charAt(max - 1)) ? 1 : 0);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest];
}
