/**
 * A tip as text that a call-taker can act on in twenty seconds: how urgent, where, what to act on by when, how to
 * reach the witness and what they agreed to stand in the first lines; then one labelled line a fact; the witness's
 * words last and verbatim, in whatever language they wrote. Nothing a witness writes can pose as a line of ours:
 * facts are kept on one line, and every line of the story is marked.
 */

import { type TipSection } from './changes.js';
import {
  languageLabel,
  type ReaderLanguage,
  type SignLabels,
  signLabel,
  urgencyLabel,
  venueLabel,
} from './labels.js';
import { ENGLISH } from './phrases-en.js';
import { SPANISH } from './phrases-es.js';
import { type Fact, FACTS_TO_ACT_ON, OTHER_FACTS, type Phrases } from './phrases.js';
import { type Tip } from './schema.js';

const PHRASES: Readonly<Record<ReaderLanguage, Phrases>> = { en: ENGLISH, es: SPANISH };

export interface PlainTextOptions {
  /** In the reader's language. */
  signLabels?: SignLabels;
  /** From `listChanges`, for a revision above 1. */
  changes?: readonly TipSection[];
  /** The reader's language, not the witness's. */
  language?: ReaderLanguage;
}

/** What every line needs: the tip, the words, and the labels of the codes. */
interface Reading {
  tip: Tip;
  say: Phrases;
  language: ReaderLanguage;
  signLabels: SignLabels;
}

export function renderPlainText(tip: Tip, options: PlainTextOptions = {}): string {
  const language = options.language ?? 'en';
  const say = PHRASES[language];
  const reading = { tip, say, language, signLabels: options.signLabels ?? {} };
  const channel = say.channel(tip.channel, languageLabel(tip.language, language));
  const flow = `${tip.provenance.flow} v${tip.provenance.version}`;
  const origin = `${channel} ${say.origin(formatInstant(tip.provenance.startedAt, reading), flow, tip.id)}`;
  // "Not known" would be wrong of what was taken back.
  if (tip.status === 'withdrawn' && tip.narrative.length === 0)
    return [
      ...describeHead(reading, options.changes ?? []),
      ...describeFacts(reading, ['consent']),
      ...['', say.takenBack, '', origin, ''],
    ].join('\n');
  return [
    ...describeHead(reading, options.changes ?? []),
    ...describeFacts(reading, FACTS_TO_ACT_ON),
    '',
    ...describeFacts(reading, OTHER_FACTS),
    '',
    say.witnessWords,
    ...tip.narrative.flatMap(({ at, text }) => [`[${formatInstant(at, reading)}]`, ...quoteLines(text)]),
    '',
    origin,
    '',
  ].join('\n');
}

function describeFacts(reading: Reading, facts: readonly Fact[]): string[] {
  const labels = reading.say.facts;
  const width = Math.max(...Object.values(labels).map((label) => label.length)) + 1;
  return facts
    .map((fact) => [labels[fact], DESCRIBE[fact](reading)] as const)
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label.padEnd(width)} ${oneLine(value)}`);
}

/** Test, withdrawn, partial: what a reader must know before anything else. */
export function describeMarks(tip: Tip, language: ReaderLanguage = 'en'): string[] {
  const say = PHRASES[language];
  return [...describeWarnings(tip, say), ...describeNotes(tip, say)];
}

/** What the message is not: said before anything that could be acted on. */
function describeWarnings(tip: Tip, say: Phrases): string[] {
  return [tip.provenance.test ? say.test : '', tip.status === 'withdrawn' ? say.withdrawn : ''].filter(
    Boolean,
  );
}

function describeNotes(tip: Tip, say: Phrases): string[] {
  return [tip.status === 'partial' ? say.partial : '', tip.selfReport ? say.selfReport : ''].filter(Boolean);
}

export function describeConsent(tip: Tip, language: ReaderLanguage = 'en'): string {
  const say = PHRASES[language];
  const answer = (value: boolean | undefined): string =>
    value === undefined ? say.notAsked : value ? say.yes : say.no;
  return say.consent(answer(tip.consent.shareWithState), answer(tip.consent.followUp));
}

/** '' leaves the line out. */
const DESCRIBE: Readonly<Record<Fact, (reading: Reading) => string>> = {
  where: describePlace,
  state: ({ tip, say }) => (tip.jurisdictions.length === 0 ? say.notKnown : tip.jurisdictions.join(', ')),
  seen: describeSigns,
  who: describePeople,
  vehicle: describeVehicles,
  journey: describeJourney,
  act: describeDeadline,
  when: describeTime,
  callBack: describeCallback,
  consent: ({ tip, language }) => describeConsent(tip, language),
  attached: ({ tip, say }) => (tip.attachments.length === 0 ? '' : say.attachments(tip.attachments.length)),
  notKnown: ({ tip, say }) => tip.provenance.notKnown.map((field) => say.fieldName(field)).join(', '),
};

function describeHead({ tip, say, language }: Reading, changes: readonly TipSection[]): string[] {
  const changed = changes.map((section) => say.sections[section]);
  const revision = tip.revision === 1 ? '' : say.revision(tip.revision, changed);
  return [
    ...describeWarnings(tip, say),
    `${say.tip(urgencyLabel(tip.urgency, language).toUpperCase(), tip.reference)}${revision}`,
    ...describeNotes(tip, say),
  ];
}

function describePlace({ tip, say }: Reading): string {
  const { location: at } = tip;
  const road = [
    at.road,
    at.direction,
    at.mileMarker === undefined ? undefined : say.mile(at.mileMarker),
    at.exit === undefined ? undefined : say.exit(at.exit),
  ];
  const parts = [
    at.business,
    at.room === undefined ? undefined : say.room(at.room),
    at.address,
    road.filter(Boolean).join(' '),
    at.city,
    at.county === undefined ? undefined : say.county(at.county),
    [at.state, at.postalCode].filter(Boolean).join(' '),
    at.latitude === undefined || at.longitude === undefined ? undefined : `(${at.latitude}, ${at.longitude})`,
  ].filter((part): part is string => part !== undefined && part !== '');
  // On a journey its line says where; "not known" above it would be wrong.
  const unknown = tip.transit === null ? say.notKnown : '';
  const doubt = at.confirmed ? '' : say.notConfirmed;
  return joinKnown(
    parts.length === 0 ? unknown : `${parts.join(', ')}${doubt}`,
    at.text === undefined ? '' : say.asWritten(at.text),
  );
}

function describeSigns({ tip, say, language, signLabels }: Reading): string {
  const signs = tip.indicators.map(({ code, quote, source }) => {
    const label = `${signLabel(code, signLabels)}${source === 'inferred' ? say.inferred : ''}`;
    return quote === undefined ? label : `${label} ("${quote}")`;
  });
  return joinKnown(tip.venue === null ? '' : venueLabel(tip.venue, language), ...signs);
}

function describePeople({ tip, say }: Reading): string {
  const { text, victims, minors, witnessSafe } = tip.people;
  return joinKnown(
    victims === undefined ? '' : say.affected(victims),
    minors === undefined ? '' : minors ? say.minors : say.noMinors,
    text === undefined ? '' : `"${text}"`,
    witnessSafe === undefined ? '' : witnessSafe ? say.witnessSafe : say.witnessNotSafe,
  );
}

function describeVehicles({ tip, say }: Reading): string {
  return tip.vehicles
    .map(({ description, plate, state }) =>
      [
        description,
        plate === undefined ? undefined : `${say.plate(plate)}${state === undefined ? '' : ` (${state})`}`,
      ]
        .filter(Boolean)
        .join(', '),
    )
    .join('; ');
}

function describeJourney(reading: Reading): string {
  const { tip, say } = reading;
  if (tip.transit === null) return '';
  const { operator, route, direction, nextStop, getsOffThere, arrivalAt, arrivalText } = tip.transit;
  const arrival = arrivalAt === undefined ? arrivalText : formatInstant(arrivalAt, reading);
  return joinKnown(
    [operator, route, direction].filter(Boolean).join(' '),
    nextStop === undefined ? '' : say.nextStop(nextStop),
    getsOffThere === undefined ? '' : getsOffThere ? say.getsOffThere : say.staysOn,
    arrival === undefined ? '' : say.arrives(arrival),
  );
}

/** What presses, and until when; '' when nothing does. */
function describeDeadline(reading: Reading): string {
  const { tip, say } = reading;
  if (tip.status === 'withdrawn') return '';
  const { nextStop = '', getsOffThere = false, arrivalAt, arrivalText } = tip.transit ?? {};
  const arrival = arrivalAt === undefined ? arrivalText : formatInstant(arrivalAt, reading);
  const reasons = [
    tip.urgency === 'immediate_danger' ? say.reasons.danger : '',
    tip.people.witnessSafe === false ? say.reasons.witnessNotSafe : '',
    tip.callback.connectNow === true ? say.reasons.connectNow : '',
    tip.occurred.happeningNow === true || tip.urgency === 'in_progress' ? say.reasons.happeningNow : '',
  ].filter(Boolean);
  return joinKnown(
    arrival === undefined ? '' : say.actBy(arrival, nextStop, getsOffThere),
    reasons.length === 0 ? '' : say.actNow(reasons),
  );
}

function describeTime(reading: Reading): string {
  const { say } = reading;
  const { text, from, to, happeningNow } = reading.tip.occurred;
  const instants = [from, to].filter((instant) => instant !== undefined);
  const [start = '', end] = [...new Set(instants.map((instant) => formatInstant(instant, reading)))];
  return joinKnown(
    happeningNow === undefined ? '' : happeningNow ? say.happeningNow : say.notHappeningNow,
    end === undefined ? start : say.range(start, end),
    text === undefined ? '' : say.asWritten(text),
  );
}

function describeCallback({ tip, say }: Reading): string {
  const { wanted, connectNow, name, phone, language, bestTime, voicemailOk } = tip.callback;
  const asked = connectNow === true ? say.connectNow : '';
  if (wanted === false) return `${asked}${say.anonymous}`;
  if (wanted === undefined && phone === undefined) return `${asked}${say.notAsked}`;
  const parts = [
    wanted === true ? say.yes : say.notAnswered,
    name,
    phone,
    language,
    bestTime === undefined ? undefined : say.whenSafe(bestTime),
    voicemailOk === true ? say.voicemail : say.noVoicemail,
  ];
  return asked + parts.filter(Boolean).join(', ');
}

function joinKnown(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

/** In the time zone of the place when that is known, else UTC. */
function formatInstant(instant: string, { tip, say }: Reading): string {
  return formatterOf(say.locale, tip.occurred.timeZone ?? 'UTC')
    .format(new Date(instant))
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .concat(tip.occurred.timeZone === undefined ? ' UTC' : ` ${tip.occurred.timeZone}`);
}

/** Making one costs fifty times what using it costs. There are as many as time zones in use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  formatters.set(key, made);
  return made;
}

/** Line breaks, control and direction-changing characters become spaces. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

function quoteLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/u).map((line) => `> ${oneLine(line)}`);
}
