/**
 * A tip's venue and industry as NIEM 6.0 codes, in JSON-LD.
 *
 * What it is: one hs:TraffickingEvent with the elements that NIEM's human services domain has for where and in
 * what industry someone is exploited, named as in the standard, under the standard's own namespaces; beside it
 * `tip`, in our own namespace, with what NIEM has no word for (test, withdrawn, consent, how each code came out).
 *
 * What it is not: a NIEM message. There is no message specification (IEPD) for tips, so none is claimed; it
 * carries no person, no place and none of the witness's words; and it has not been validated against the XSD.
 * A receiver puts the event into their own message. For the tip itself take the JSON export.
 *
 * Elements: https://github.com/niemopen/niem-model/blob/0104a2690d9a72be951015b04cf9bb81f22b2e8a/xsd/domains/hs.xsd
 * (TraffickingEventType) and niem-core.xsd (ActivityType). Current… for what goes on, Past… for what is over.
 * A code that is true of some such tips only goes with the element …Text in our own words, and so does a venue
 * that has no code.
 */

import { venueLabel } from '../labels.js';
import { type Tip } from '../schema.js';
import { type Applied, applyCrosswalk, type Crosswalks } from './crosswalks.js';
import { describeHeader, describeLists, describeMapped, describeStanding } from './header.js';

const CONTEXT = {
  hs: 'https://docs.oasis-open.org/niemopen/ns/model/domains/humanServices/6.0/#',
  nc: 'https://docs.oasis-open.org/niemopen/ns/model/niem-core/6.0/#',
  /** Every name without a prefix is ours. */
  '@vocab': 'https://sightline.example/ns/export/#',
} as const;

export function toNiem(tip: Tip, crosswalk: Crosswalks['niem']) {
  const venue = apply(tip, crosswalk, 'traffickedVenue');
  const industry = apply(tip, crosswalk, 'exploitationIndustry');
  const { lists } = crosswalk;
  return {
    '@context': CONTEXT,
    'hs:TraffickingEvent': {
      'nc:ActivityIdentification': { 'nc:IdentificationID': tip.reference },
      'nc:ActivityDescriptionText': describeStanding(tip),
      'nc:ActivityReportedDate': { 'nc:DateTime': tip.provenance.startedAt },
      ...describeCoded(tip, 'ExploitationIndustry', industry, undefined),
      ...describeCoded(tip, 'TraffickedVenue', venue, tip.venue ?? undefined),
    },
    tip: {
      ...describeHeader(tip),
      venue: tip.venue,
      mapped:
        tip.venue === null
          ? []
          : [
              describeMapped(tip.venue, lists.traffickedVenue, venue),
              describeMapped(tip.venue, lists.exploitationIndustry, industry),
            ],
      lists: describeLists([lists.traffickedVenue, lists.exploitationIndustry]),
    },
  };
}

/** The codes alone, for one cell of a table. */
export function listNiemCodes(
  tip: Tip,
  crosswalk: Crosswalks['niem'],
  list: 'traffickedVenue' | 'exploitationIndustry',
): string[] {
  const applied = apply(tip, crosswalk, list);
  return 'none' in applied ? [] : applied.targets.map(({ code }) => code);
}

function apply(
  tip: Tip,
  crosswalk: Crosswalks['niem'],
  list: 'traffickedVenue' | 'exploitationIndustry',
): Applied {
  if (tip.venue === null) return { none: 'the kind of place is not known' };
  return applyCrosswalk(crosswalk, list, tip.venue, tip);
}

/** One value stands alone, several in an array; nothing at all when nothing is known. */
function describeCoded(
  tip: Tip,
  element: 'TraffickedVenue' | 'ExploitationIndustry',
  applied: Applied,
  venue: string | undefined,
): Record<string, string | string[]> {
  const name = `hs:${tip.urgency === 'past' ? 'Past' : 'Current'}${element}`;
  const targets = 'none' in applied ? [] : applied.targets;
  const [only, ...others] = targets.map(({ code }) => code);
  const whole = targets.length > 0 && targets.every(({ part }) => part === undefined);
  return {
    ...(only === undefined ? {} : { [`${name}Code`]: others.length === 0 ? only : [only, ...others] }),
    ...(venue === undefined || whole ? {} : { [`${name}Text`]: venueLabel(venue) }),
  };
}
