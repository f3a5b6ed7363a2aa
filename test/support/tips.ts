/** Reports and tips for tests: the two stories of DOMAIN.md, with planted words that must never leak. */

import { buildTip, type BuildTipInput, findJurisdictions } from '../../src/tip/build-tip.js';
import { createReport, type FactSource, type Report, type ReportFields } from '../../src/tip/report.js';
import { createReference } from '../../src/tip/reference.js';
import { type Tip } from '../../src/tip/schema.js';

/** Searched for in every log line and error message. */
export const PLANTED = ['zanzibarine', '+15735550142', '573-555-0142', 'Quillamette', '4T7PLANT'] as const;

export const FIRST_CONTACT = new Date('2026-11-22T11:55:00.000Z');
export const NOW = new Date('2026-11-22T12:00:00.000Z');
const AT = FIRST_CONTACT.toISOString();

export const SIGN_LABELS = {
  'control.id_held': 'someone else keeps their ID, passport or papers',
  'control.spoken_for': 'another person answers for them',
  'venue.cash_many_rooms': 'cash or prepaid cards, many rooms, rented by the hour, car backed in',
};

export function withFields(
  report: Report,
  fields: Partial<ReportFields>,
  source: FactSource = 'said',
  at = AT,
): Report {
  const sourced = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { value, source, at }]),
  ) as Report['fields'];
  return { ...report, fields: { ...report.fields, ...sourced } };
}

export function hotelReport(): Report {
  const text =
    'front desk at motel 6 joplin off 44. 2 girls rm 214 look 15 maybe older guy paid cash. zanzibarine. call 573-555-0142 Quillamette';
  return withFields(
    { ...createReport('en'), urgency: 'in_progress', narrative: [{ at: AT, text }] },
    {
      placeText: 'motel 6 joplin off 44',
      business: 'Motel 6, room 214',
      venue: 'hotel',
      city: 'Joplin',
      states: ['MO'],
      road: 'I-44',
      indicators: [
        { code: 'venue.cash_many_rooms', source: 'said', quote: 'older guy paid cash' },
        { code: 'control.spoken_for', source: 'chosen' },
      ],
      peopleText: '2 girls rm 214 look 15 maybe',
      victims: 2,
      minors: true,
      vehicle: 'gray altima',
      plates: [{ plate: '4T7PLANT', state: 'TN' }],
      happeningNow: true,
      callbackWanted: true,
      callbackPhone: '+15735550142',
      callbackName: 'Quillamette',
      callbackTime: 'after 6',
      voicemailOk: false,
      shareWithState: true,
      followUp: true,
    },
  );
}

export function busReport(): Report {
  return withFields(
    {
      ...createReport('en'),
      urgency: 'in_progress',
      narrative: [
        {
          at: AT,
          text: 'bus driver, greyhound 1430 stl to chicago. girl 15 w older guy he holds her id n answers for her. next stop springfield 420',
        },
      ],
    },
    {
      venue: 'transit_vehicle',
      states: ['MO', 'IL'],
      indicators: [{ code: 'control.id_held', source: 'said', quote: 'he holds her id' }],
      peopleText: 'girl 15 w older guy',
      victims: 1,
      minors: true,
      transit: {
        operator: 'Greyhound',
        route: '1430 St. Louis to Chicago',
        nextStop: 'Springfield IL',
        arrival: '420',
        arrivalAt: '2026-11-22T22:20:00.000Z',
      },
      shareWithState: true,
    },
  );
}

export const TIP_ID = '0198f3a0-1111-7000-8000-000000000001';

export function makeTip(report: Report = hotelReport(), changes: Partial<BuildTipInput> = {}): Tip {
  const jurisdictions = changes.jurisdictions ?? findJurisdictions(report);
  return buildTip({
    id: TIP_ID,
    reference: createReference(jurisdictions[0] ?? 'US', '7K3QF'),
    revision: 1,
    status: 'submitted',
    channel: 'sms',
    report,
    jurisdictions,
    provenance: { flow: 'witness-tip', version: 1, startedAt: FIRST_CONTACT, submittedAt: NOW },
    timeZone: 'America/Chicago',
    now: NOW,
    ...changes,
  });
}
