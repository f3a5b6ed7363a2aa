/**
 * Turns what a conversation has learned (a report) into the tip that leaves the house. Pure: ids and the time
 * are arguments. It never invents: what the report does not hold is absent.
 */

import { type FieldName, type Report, type ReportFields, findValue } from './report.js';
import {
  type LOCATION_PRECISIONS,
  TIP_SCHEMA_ID,
  type Tip,
  type TipAttachment,
  type TipStatus,
} from './schema.js';

export interface BuildTipInput {
  id: string;
  reference: string;
  revision: number;
  status: TipStatus;
  channel: Tip['channel'];
  report: Report;
  /** From `findJurisdictions`, or a narrower list. */
  jurisdictions: readonly string[];
  provenance: {
    flow: string;
    version: number;
    startedAt: Date;
    submittedAt?: Date | undefined;
    test?: boolean | undefined;
  };
  /** The witness's own number, handed in only when they chose "this number". */
  callbackAddress?: string | undefined;
  /** IANA zone of the place, when its state is known. */
  timeZone?: string | undefined;
  attachments?: readonly TipAttachment[];
  now: Date;
}

export function buildTip(input: BuildTipInput): Tip {
  const { report } = input;
  const states = findValue(report, 'states') ?? [];
  return {
    schema: TIP_SCHEMA_ID,
    id: input.id,
    reference: input.reference,
    revision: input.revision,
    status: input.status,
    channel: input.channel,
    language: report.spokenLanguage ?? report.language,
    urgency: report.urgency,
    selfReport: report.selfReport,
    narrative: report.narrative.map(({ at, text }) => ({ at, text })),
    indicators: (findValue(report, 'indicators') ?? []).map(({ code, source, quote }) =>
      dropUndefined({ code, source, quote }),
    ),
    people: dropUndefined({
      text: findValue(report, 'peopleText'),
      victims: findValue(report, 'victims'),
      minors: findValue(report, 'minors'),
      witnessSafe: findValue(report, 'witnessSafe'),
    }),
    vehicles: listVehicles(report),
    venue: findValue(report, 'venue') ?? null,
    location: describeLocation(report, states),
    transit: describeTransit(report),
    occurred: dropUndefined({
      text: findValue(report, 'timeText'),
      from: findValue(report, 'timeFrom'),
      to: findValue(report, 'timeTo'),
      timeZone: input.timeZone,
      happeningNow: findValue(report, 'happeningNow'),
    }),
    jurisdictions: [...input.jurisdictions],
    attachments: [...(input.attachments ?? [])],
    callback: describeCallback(report, input.callbackAddress),
    consent: dropUndefined({
      shareWithState: findValue(report, 'shareWithState'),
      followUp: findValue(report, 'followUp'),
    }),
    provenance: dropUndefined({
      flow: input.provenance.flow,
      version: input.provenance.version,
      startedAt: input.provenance.startedAt.toISOString(),
      submittedAt: input.provenance.submittedAt?.toISOString(),
      revisedAt: input.now.toISOString(),
      test: input.provenance.test ?? false,
      notKnown: [...report.unknown],
      corrections: listCorrections(report),
    }),
  };
}

/**
 * Every state the tip concerns; empty means none is known and the national desk takes it. Several states that
 * are only inferred are a doubt ("Kansas City" lies in two), not a journey: a wrong state is worse than none,
 * so they do not count until the witness has confirmed. One inferred state does count: danger cannot wait.
 */
export function findJurisdictions(report: Report): string[] {
  const states = report.fields.states;
  if (states === undefined) return [];
  const unique = [...new Set(states.value)];
  const doubtful = states.source === 'inferred' && unique.length > 1 && report.fields.transit === undefined;
  return doubtful ? [] : unique;
}

function listVehicles(report: Report): Tip['vehicles'] {
  const description = findValue(report, 'vehicle');
  const plates = (findValue(report, 'plates') ?? []).map(({ plate, state }) =>
    dropUndefined({ plate, state }),
  );
  if (description === undefined) return plates;
  const [only, ...others] = plates;
  if (only !== undefined && others.length === 0) return [{ description, ...only }];
  return [{ description }, ...plates];
}

function describeLocation(report: Report, states: readonly string[]): Tip['location'] {
  const known = dropUndefined({
    text: findValue(report, 'placeText'),
    address: findValue(report, 'address'),
    business: findValue(report, 'business'),
    room: findValue(report, 'room'),
    city: findValue(report, 'city'),
    county: findValue(report, 'county'),
    state: states.length === 1 ? states[0] : undefined,
    postalCode: findValue(report, 'postalCode'),
    road: findValue(report, 'road'),
    direction: findValue(report, 'direction'),
    mileMarker: findValue(report, 'mileMarker'),
    exit: findValue(report, 'exit'),
    latitude: findValue(report, 'latitude'),
    longitude: findValue(report, 'longitude'),
  });
  return { ...known, precision: findPrecision(known), confirmed: isConfirmed(report) };
}

type Known = Omit<Tip['location'], 'precision' | 'confirmed'>;

/** First match wins: from the finest to the coarsest. */
const PRECISION_OF: readonly [precision: (typeof LOCATION_PRECISIONS)[number], key: keyof Known][] = [
  ['point', 'latitude'],
  ['address', 'address'],
  ['business', 'business'],
  ['road', 'mileMarker'],
  ['road', 'exit'],
  ['postal_code', 'postalCode'],
  ['city', 'city'],
  ['county', 'county'],
  ['state', 'state'],
  ['described', 'text'],
  ['described', 'road'],
];

function findPrecision(known: Known): Tip['location']['precision'] {
  return PRECISION_OF.find(([, key]) => known[key] !== undefined)?.[0] ?? 'unknown';
}

const PLACE_FIELDS: readonly FieldName[] = [
  'address',
  'business',
  'city',
  'county',
  'states',
  'postalCode',
  'road',
];

function isConfirmed(report: Report): boolean {
  const sources = PLACE_FIELDS.map((name) => report.fields[name]?.source).filter(
    (source) => source !== undefined,
  );
  return sources.length > 0 && !sources.includes('inferred');
}

function describeTransit(report: Report): Tip['transit'] {
  const transit = findValue(report, 'transit');
  if (transit === undefined) return null;
  return dropUndefined({
    operator: transit.operator,
    route: transit.route,
    direction: findValue(report, 'direction'),
    nextStop: transit.nextStop,
    getsOffThere: findValue(report, 'getsOffAtNextStop'),
    arrivalText: transit.arrival,
    arrivalAt: transit.arrivalAt,
  });
}

/** Someone who stays anonymous leaves neither name nor number here, even if they gave one earlier. */
function describeCallback(report: Report, ownNumber: string | undefined): Tip['callback'] {
  const wanted = findValue(report, 'callbackWanted');
  const connectNow = report.callRequested ? true : undefined;
  if (wanted === false) return dropUndefined({ wanted, connectNow });
  return dropUndefined({
    wanted,
    connectNow,
    name: findValue(report, 'callbackName'),
    phone: findValue(report, 'callbackPhone') ?? ownNumber,
    language: findValue(report, 'callbackLanguage'),
    bestTime: findValue(report, 'callbackTime'),
    voicemailOk: findValue(report, 'voicemailOk'),
  });
}

const CONTACT_FIELDS: readonly FieldName[] = [
  'callbackPhone',
  'callbackName',
  'callbackTime',
  'callbackLanguage',
];

function listCorrections(report: Report): Tip['provenance']['corrections'] {
  const anonymous = findValue(report, 'callbackWanted') === false;
  return (Object.keys(report.fields) as (keyof ReportFields)[])
    .filter((name) => !(anonymous && CONTACT_FIELDS.includes(name)))
    .flatMap((field) =>
      (report.fields[field]?.replaced ?? []).map(({ value, at }) => ({ field, value, at })),
    );
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function dropUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>;
}
