/**
 * What a new value does to what was known. Said beats inferred; an answer or a correction replaces, and the
 * earlier value is kept in `replaced`; lists and descriptions grow; anything else leaves the first telling
 * as it is (every word is in the narrative anyway). Pure: returns a new report and never changes the old one.
 */

import {
  type FactSource,
  type FieldName,
  type Report,
  type ReportFields,
  type Sourced,
} from '../tip/report.js';
import { type FieldValues } from './field-values.js';

export interface MergeRules {
  /** ISO 8601 UTC. */
  at: string;
  /** The words say that an earlier value was wrong. */
  correction: boolean;
  /** Fields the open question collects: an answer to it replaces. */
  asked: readonly FieldName[];
}

const STRENGTH: Record<FactSource, number> = { inferred: 0, said: 1, chosen: 2, confirmed: 3 };

/** Fields that describe one place: when the city is corrected, what hung on the old city goes with it. */
const HANGS_ON_CITY: readonly FieldName[] = ['states', 'county', 'postalCode'];

/** Merges the values of one text; `changed` names the fields whose value is new or different. */
export function mergeValues(
  report: Report,
  values: FieldValues,
  rules: MergeRules,
): { report: Report; changed: FieldName[]; replaced: FieldName[] } {
  const fields: Report['fields'] = { ...report.fields };
  const changed: FieldName[] = [];
  const replaced: FieldName[] = [];
  for (const name of Object.keys(values) as FieldName[]) {
    const incoming = values[name];
    if (!incoming) continue;
    const before: Sourced<unknown> | undefined = fields[name];
    const merged = mergeOne(name, before, incoming, rules, values);
    if (merged === before) continue;
    Object.assign(fields, { [name]: merged });
    if (!before || !sameValue(before.value, merged.value)) changed.push(name);
    if (before && merged.replaced !== before.replaced) replaced.push(name);
  }
  if (replaced.includes('city')) forgetUnsaid(fields, values);
  const unknown = report.unknown.filter((name) => !fields[name]);
  return { report: { ...report, fields, unknown }, changed, replaced };
}

function mergeOne(
  name: FieldName,
  before: Sourced<unknown> | undefined,
  incoming: { value: unknown; source: FactSource },
  rules: MergeRules,
  values: FieldValues,
): Sourced<unknown> {
  const fresh: Sourced<unknown> = { value: incoming.value, source: incoming.source, at: rules.at };
  if (!before) return fresh;
  if (sameValue(before.value, incoming.value)) {
    return STRENGTH[incoming.source] > STRENGTH[before.source]
      ? { ...before, source: incoming.source }
      : before;
  }
  const answersIt = rules.asked.includes(name) || incoming.source === 'chosen';
  if (name === 'states') {
    // "they are from georgia" says nothing about where this is: only a text that names the town again settles it.
    const sameScene = before.source === 'inferred' && values.city !== undefined;
    const both = incoming.source === 'said' && !rules.correction && !answersIt && !sameScene;
    if (both) return growStates(before, incoming.value as string[]);
  } else if (ALWAYS_GROWS.has(name) || (!rules.correction && incoming.source !== 'chosen')) {
    const grown = grow(name, before.value, incoming.value);
    if (grown !== undefined) return sameValue(grown, before.value) ? before : { ...before, value: grown };
  }
  const stronger = STRENGTH[incoming.source] > STRENGTH.inferred && before.source === 'inferred';
  // Counted again, the words for them go with the number.
  const counted = name === 'peopleText' && values.victims !== undefined;
  if (rules.correction || answersIt || stronger || counted || REPLACED_BY_NEWER.has(name))
    return replace(before, fresh);
  return before;
}

/** Another state said later is concerned as well: a journey, or the other side of the line. */
function growStates(before: Sourced<unknown>, incoming: string[]): Sourced<unknown> {
  const known = before.value as string[];
  const added = incoming.filter((state) => !known.includes(state));
  return added.length === 0 ? before : { ...before, value: [...known, ...added] };
}

function replace(before: Sourced<unknown>, fresh: Sourced<unknown>): Sourced<unknown> {
  return { ...fresh, replaced: [...(before.replaced ?? []), { value: before.value, at: before.at }] };
}

/** A later telling is the better one: they counted again, or it has begun or ended. */
const REPLACED_BY_NEWER: ReadonlySet<FieldName> = new Set<FieldName>([
  ...(['victims', 'happeningNow', 'callbackWanted', 'callbackTime', 'callbackPhone', 'witnessSafe'] as const),
]);

/** A correction is never about these as a whole: signs told stay told, a ride gains or changes one part. */
const ALWAYS_GROWS: ReadonlySet<FieldName> = new Set<FieldName>(['indicators', 'transit']);

/** How lists and descriptions grow when a later text adds to them; the other fields do not. */
const GROWERS: {
  [Name in FieldName]?: (before: ReportFields[Name], incoming: ReportFields[Name]) => ReportFields[Name];
} = {
  indicators: (before, incoming) => unionBy(before, incoming, (sign) => sign.code),
  plates: (before, incoming) => unionBy(before, incoming, (plate) => plate.plate),
  transit: (before, incoming) => ({ ...before, ...incoming }),
  vehicle: appendText,
  placeText: appendText,
  minors: (before, incoming) => before || incoming,
};

function grow(name: FieldName, before: unknown, incoming: unknown): unknown {
  const grower = GROWERS[name] as ((before: unknown, incoming: unknown) => unknown) | undefined;
  return grower?.(before, incoming);
}

function unionBy<T>(before: readonly T[], incoming: readonly T[], key: (item: T) => string): T[] {
  const known = new Set(before.map(key));
  return [...before, ...incoming.filter((item) => !known.has(key(item)))];
}

function appendText(before: string, incoming: string): string {
  const [low, added] = [before.toLowerCase(), incoming.toLowerCase()];
  if (low.includes(added)) return before;
  return added.includes(low) ? incoming : `${before}; ${incoming}`;
}

function forgetUnsaid(fields: Report['fields'], values: FieldValues): void {
  for (const name of HANGS_ON_CITY) {
    if (values[name] || !fields[name]) continue;
    Reflect.deleteProperty(fields, name);
  }
}

export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
