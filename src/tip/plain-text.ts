/**
 * A tip as text that a call-taker can act on in twenty seconds: how urgent, where, what to act on by when, how to
 * reach the witness and what they agreed to stand in the first lines; then one labelled line a fact; the witness's
 * words last and verbatim. Nothing a witness writes can pose as a line of ours: facts are kept on one line, and every
 * line of the story is marked.
 */

import { type SignLabels, URGENCY_LABELS, languageLabel, signLabel, venueLabel } from './labels.js';
import { type TipSection } from './changes.js';
import { type Tip } from './schema.js';

export interface PlainTextOptions {
  signLabels?: SignLabels;
  /** From `listChanges`, for a revision above 1. */
  changes?: readonly TipSection[];
}

export function renderPlainText(tip: Tip, options: PlainTextOptions = {}): string {
  const labels = options.signLabels ?? {};
  const toAct: Fact[] = [
    ['WHERE', describePlace(tip)],
    ['JOURNEY', describeJourney(tip)],
    ['ACT', describeDeadline(tip)],
    ['CALL BACK', describeCallback(tip)],
    ['CONSENT', describeConsent(tip)],
  ];
  const facts: Fact[] = [
    [
      'SEEN',
      [tip.venue === null ? '' : venueLabel(tip.venue), ...describeSigns(tip, labels)]
        .filter(Boolean)
        .join('; '),
    ],
    ['WHO', describePeople(tip)],
    ['VEHICLE', describeVehicles(tip)],
    ['WHEN', describeTime(tip)],
    ['STATE', tip.jurisdictions.length === 0 ? 'not known' : tip.jurisdictions.join(', ')],
    ['ATTACHED', tip.attachments.length === 0 ? '' : `${tip.attachments.length} photo or video`],
    ['NOT KNOWN', tip.provenance.notKnown.join(', ')],
  ];
  return [
    ...describeHead(tip, options.changes ?? []),
    ...renderFacts(toAct),
    '',
    ...renderFacts(facts),
    '',
    "IN THE WITNESS'S WORDS",
    ...tip.narrative.flatMap(({ at, text }) => [`[${formatInstant(at, tip)}]`, ...quoteLines(text)]),
    '',
    `By ${tip.channel === 'sms' ? 'text message' : 'Slack'}, in ${languageLabel(tip.language)}. First contact ${formatInstant(tip.provenance.startedAt, tip)}. Unverified; taken by an automated tip line (${tip.provenance.flow} v${tip.provenance.version}). Tip id ${tip.id}.`,
    '',
  ].join('\n');
}

type Fact = [label: string, value: string];

function renderFacts(facts: readonly Fact[]): string[] {
  return facts
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `${label.padEnd(10)} ${oneLine(value)}`);
}

/** What the message is not is said before anything that could be acted on. */
function describeHead(tip: Tip, changes: readonly TipSection[]): string[] {
  const warnings = [
    tip.provenance.test ? '*** TEST: do not act on this ***' : '',
    tip.status === 'withdrawn' ? '*** WITHDRAWN by the witness: they took this tip back ***' : '',
  ];
  const marks = [
    tip.status === 'partial' ? 'PARTIAL: the conversation had not ended when this was sent.' : '',
    tip.selfReport ? 'The person writing is the person affected.' : '',
  ];
  const changed = changes.length === 0 ? '' : `; changed: ${changes.join(', ')}`;
  const revision =
    tip.revision === 1 ? '' : `, REVISION ${tip.revision} (replaces all earlier ones${changed})`;
  return [
    ...warnings,
    `${URGENCY_LABELS[tip.urgency].toUpperCase()} | tip ${tip.reference}${revision}`,
    ...marks,
  ].filter(Boolean);
}

/** What presses, and until when; empty when nothing does. */
function describeDeadline(tip: Tip): string {
  if (tip.status === 'withdrawn') return '';
  const { transit } = tip;
  const reasons = [
    tip.urgency === 'immediate_danger' ? 'immediate danger' : '',
    tip.people.witnessSafe === false ? 'the witness is not safe' : '',
    tip.callback.connectNow === true ? 'the witness asked to be connected by voice' : '',
    tip.occurred.happeningNow === true || tip.urgency === 'in_progress' ? 'it is going on' : '',
  ].filter(Boolean);
  const arrival =
    transit?.arrivalAt === undefined ? transit?.arrivalText : formatInstant(transit.arrivalAt, tip);
  const stop = transit?.nextStop === undefined ? '' : ` at ${transit.nextStop}`;
  const leave = transit?.getsOffThere === true ? ', where they get off' : '';
  return [
    arrival === undefined ? '' : `BY ${arrival}: arrives${stop}${leave}`,
    reasons.length === 0 ? '' : `NOW: ${reasons.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function describePlace(tip: Tip): string {
  const { location: at } = tip;
  const road = [
    at.road,
    at.direction,
    at.mileMarker === undefined ? undefined : `mile ${at.mileMarker}`,
    at.exit === undefined ? undefined : `exit ${at.exit}`,
  ];
  const parts = [
    at.business,
    at.room === undefined ? undefined : `room ${at.room}`,
    at.address,
    road.filter(Boolean).join(' '),
    at.city,
    at.county === undefined ? undefined : `${at.county} County`.replace(/ County County$/, ' County'),
    [at.state, at.postalCode].filter(Boolean).join(' '),
    at.latitude === undefined || at.longitude === undefined ? undefined : `(${at.latitude}, ${at.longitude})`,
  ].filter((part): part is string => part !== undefined && part !== '');
  // On a journey that line says where; "not known" above it would be wrong.
  const unknown = tip.transit === null ? 'not known' : '';
  const known = parts.length === 0 ? unknown : parts.join(', ');
  const doubt = parts.length > 0 && !at.confirmed ? ' (not confirmed)' : '';
  const written = at.text === undefined ? '' : `as written: "${at.text}"`;
  return [`${known}${doubt}`, written].filter(Boolean).join('; ');
}

function describeSigns(tip: Tip, labels: SignLabels): string[] {
  return tip.indicators.map(({ code, quote, source }) => {
    const label = signLabel(code, labels);
    const doubt = source === 'inferred' ? ' (inferred)' : '';
    return quote === undefined ? `${label}${doubt}` : `${label}${doubt} ("${quote}")`;
  });
}

function describePeople(tip: Tip): string {
  const { text, victims, minors, witnessSafe } = tip.people;
  return [
    victims === undefined ? '' : `${victims} affected`,
    minors === undefined ? '' : minors ? 'UNDER 18 among them' : 'no one under 18',
    text === undefined ? '' : `"${text}"`,
    witnessSafe === undefined ? '' : witnessSafe ? 'witness says they are safe' : 'WITNESS NOT SAFE',
  ]
    .filter(Boolean)
    .join('; ');
}

function describeVehicles(tip: Tip): string {
  return tip.vehicles
    .map(({ description, plate, state }) =>
      [
        description,
        plate === undefined ? undefined : `plate ${plate}${state === undefined ? '' : ` (${state})`}`,
      ]
        .filter(Boolean)
        .join(', '),
    )
    .join('; ');
}

function describeJourney(tip: Tip): string {
  if (tip.transit === null) return '';
  const { operator, route, direction, nextStop, getsOffThere, arrivalAt, arrivalText } = tip.transit;
  const arrival = arrivalAt === undefined ? arrivalText : formatInstant(arrivalAt, tip);
  return [
    [operator, route, direction].filter(Boolean).join(' '),
    nextStop === undefined ? '' : `next stop ${nextStop}`,
    getsOffThere === undefined ? '' : getsOffThere ? 'GET OFF THERE' : 'stay on after it',
    arrival === undefined ? '' : `ARRIVES ${arrival}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function describeTime(tip: Tip): string {
  const { text, from, to, happeningNow } = tip.occurred;
  const range = [from, to]
    .filter((instant) => instant !== undefined)
    .map((instant) => formatInstant(instant, tip));
  return [
    happeningNow === undefined ? '' : happeningNow ? 'GOING ON NOW' : 'not going on now',
    [...new Set(range)].join(' to '),
    text === undefined ? '' : `as written: "${text}"`,
  ]
    .filter(Boolean)
    .join('; ');
}

function describeCallback(tip: Tip): string {
  const { wanted, connectNow, name, phone, language, bestTime, voicemailOk } = tip.callback;
  const asked = connectNow === true ? 'ASKED TO BE CONNECTED BY VOICE; ' : '';
  if (wanted === false) return `${asked}NO, stays anonymous`;
  if (wanted === undefined && phone === undefined) return `${asked}not asked`;
  return (
    asked +
    [
      wanted === true ? 'yes' : 'not answered',
      name,
      phone,
      language,
      bestTime === undefined ? undefined : `when safe: "${bestTime}"`,
      voicemailOk === true ? 'voicemail OK' : 'NO voicemail',
    ]
      .filter(Boolean)
      .join(', ')
  );
}

function describeConsent(tip: Tip): string {
  const answer = (value: boolean | undefined): string =>
    value === undefined ? 'not asked' : value ? 'yes' : 'NO';
  return `share with state: ${answer(tip.consent.shareWithState)}; further questions: ${answer(tip.consent.followUp)}`;
}

/** In the time zone of the place when that is known, else UTC. */
function formatInstant(instant: string, tip: Tip): string {
  return formatterOf(tip.occurred.timeZone ?? 'UTC')
    .format(new Date(instant))
    .replaceAll('\u202f', ' ')
    .concat(tip.occurred.timeZone === undefined ? ' UTC' : ` ${tip.occurred.timeZone}`);
}

/** Making one costs fifty times what using it costs. There are as many as time zones in use. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  formatters.set(timeZone, made);
  return made;
}

/** Line breaks, control and direction-changing characters become spaces. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

function quoteLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/u).map((line) => `> ${oneLine(line)}`);
}
