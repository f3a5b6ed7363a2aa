/**
 * What one text says, as report fields: the bridge from the understanding room's facts to what flow steps
 * collect. Pure reading; `merge-facts.ts` decides what a value does to what was known before.
 */

import { type FactSource, type FieldName, type ReportFields } from '../tip/report.js';
import { type Facts } from '../understanding/facts.js';
import { findCallTime, findPeople, findRoom, findVoicemail } from './phrases.js';

export type FieldValues = {
  [Name in FieldName]?: { value: ReportFields[Name]; source: FactSource };
};

/** Facts that carry over under their own name. */
const SAME_NAME = [
  ...(['address', 'business', 'venue', 'city', 'county', 'postalCode', 'road', 'direction'] as const),
  ...(['mileMarker', 'exit', 'latitude', 'longitude', 'vehicle', 'timeFrom', 'timeTo'] as const),
  ...(['callbackPhone', 'callbackName', 'callbackTime'] as const),
] as const;

/** Reads every field a text fills. `aboutTheCall`: times said here mean the call, not the event. */
export function readFieldValues(facts: Facts, text: string, aboutTheCall: boolean): FieldValues {
  const values: FieldValues = {};
  const put = <Name extends FieldName>(
    name: Name,
    value: ReportFields[Name] | undefined,
    source: FactSource = 'said',
  ) => {
    if (value !== undefined) Object.assign(values, { [name]: { value, source } });
  };

  for (const name of SAME_NAME) {
    if (aboutTheCall && (name === 'timeFrom' || name === 'timeTo')) continue;
    put(name, facts[name]);
  }
  if (facts.states && facts.states.length > 0) put('states', facts.states, statesSource(facts));
  put('room', findRoom(text));
  readPeople(facts, text, put);
  if (facts.indicators && facts.indicators.length > 0) put('indicators', readIndicators(facts));
  if (facts.plates && facts.plates.length > 0) put('plates', readPlates(facts));
  if (facts.transit && Object.keys(facts.transit).length > 0) put('transit', facts.transit);
  if (facts.urgency === 'in_progress' || facts.urgency === 'immediate_danger') put('happeningNow', true);
  if (facts.urgency === 'past') put('happeningNow', false);
  if (aboutTheCall) put('voicemailOk', findVoicemail(text));
  if (aboutTheCall) put('callbackTime', facts.callbackTime ?? findCallTime(text) ?? timeAlone(facts));
  else {
    put('callbackTime', facts.callbackTime);
    put('timeText', facts.time);
  }
  if (facts.noCallback === true) put('callbackWanted', false);
  else if (facts.callbackPhone !== undefined) put('callbackWanted', true);
  return values;
}

/** A time without a scene around it; "they just left in a gray car" is about the event. */
function timeAlone({ time, vehicle, urgency, people }: Facts): string | undefined {
  return vehicle === undefined && urgency === undefined && people === undefined ? time : undefined;
}

type Put = <Name extends FieldName>(
  name: Name,
  value: ReportFields[Name] | undefined,
  source?: FactSource,
) => void;

function readPeople(facts: Facts, text: string, put: Put): void {
  put('victims', facts.people?.victims);
  put('minors', facts.people?.minors);
  if (facts.selfReport !== true) put('peopleText', findPeople(text));
}

/** Written out by the witness, or taken from a city or ZIP alone. */
function statesSource(facts: Facts): FactSource {
  const inferred = facts.inferredStates ?? [];
  return facts.states?.every((state) => inferred.includes(state)) === true ? 'inferred' : 'said';
}

function readIndicators(facts: Facts): ReportFields['indicators'] {
  return (facts.indicators ?? []).map((code) => {
    const quote = facts.indicatorEvidence?.find((evidence) => evidence.code === code)?.quote;
    return quote === undefined ? { code, source: 'said' } : { code, source: 'said', quote };
  });
}

function readPlates(facts: Facts): ReportFields['plates'] {
  return (facts.plates ?? []).map((plate) => {
    const state = facts.plateStates?.[plate];
    return state === undefined ? { plate } : { plate, state };
  });
}
