/**
 * The columns of the spreadsheet, in order, each with what it means. Stable for ever: a new one goes at the end,
 * none is renamed or removed. An empty cell means "not said" or "not asked", never "no"; only the consent
 * columns say which. Instants are ISO 8601 in UTC; several values in one cell are separated by "; ".
 */

import { type ReaderLanguage, type SignLabels, signLabel, venueLabel } from '../labels.js';
import { type Tip } from '../schema.js';
import { type Crosswalks } from './crosswalks.js';
import { type Cell } from './csv.js';
import { consentAnswer } from './header.js';
import { listHtcdsCodes } from './htcds.js';
import { listNiemCodes } from './niem.js';

export interface CsvContext {
  signLabels: SignLabels;
  crosswalks: Crosswalks;
  language: ReaderLanguage;
}

export interface CsvColumn {
  name: string;
  meaning: string;
  value: (tip: Tip, context: CsvContext) => Cell;
}

/** What decides whether a row may be acted on stands first, where a narrow window still shows it. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  column('test', 'yes: a test tip; act on nothing in this row', (tip) => tip.provenance.test),
  column('status', 'partial, submitted or withdrawn (the witness took it back)', (tip) => tip.status),
  column('consent_share_with_state', 'yes, no or not asked', (tip) =>
    consentAnswer(tip.consent.shareWithState),
  ),
  column('consent_follow_up', 'may further questions be texted: yes, no or not asked', (tip) =>
    consentAnswer(tip.consent.followUp),
  ),
  column('reference', 'short code of the tip', (tip) => tip.reference),
  column('revision', 'a higher one replaces all lower ones', (tip) => tip.revision),
  column('urgency', 'immediate_danger, in_progress, recent, past, unknown', (tip) => tip.urgency),
  column('self_report', 'the person writing is the person affected', (tip) => tip.selfReport),
  column('channel', 'sms or slack', (tip) => tip.channel),
  column('language', 'language the witness wrote in, BCP 47', (tip) => tip.language),
  column('jurisdictions', 'every state concerned; empty: none known', (tip) => join(tip.jurisdictions)),

  column('venue', 'our code of the kind of place', (tip) => tip.venue ?? undefined),
  column('venue_label', 'the same in words', (tip, { language }) =>
    tip.venue === null ? undefined : venueLabel(tip.venue, language),
  ),
  column('place_text', 'the place as written', (tip) => tip.location.text),
  column('business', 'name of the hotel, shop or company', (tip) => tip.location.business),
  column('room', 'room, unit or row', (tip) => tip.location.room),
  column('address', 'street address', (tip) => tip.location.address),
  column('city', 'city', (tip) => tip.location.city),
  column('county', 'county', (tip) => tip.location.county),
  column('state', 'only when exactly one state is known', (tip) => tip.location.state),
  column('postal_code', 'ZIP code', (tip) => tip.location.postalCode),
  column('road', 'highway or street', (tip) => tip.location.road),
  column('direction', 'direction of travel', (tip) => tip.location.direction),
  column('mile_marker', 'mile marker', (tip) => tip.location.mileMarker),
  column('exit', 'exit of the highway', (tip) => tip.location.exit),
  column('latitude', 'degrees north', (tip) => tip.location.latitude),
  column('longitude', 'degrees east', (tip) => tip.location.longitude),
  column('precision', 'the finest thing known about the place', (tip) => tip.location.precision),
  column('place_confirmed', 'no: a part of the place is only inferred', (tip) => tip.location.confirmed),

  column('signs', 'our codes', (tip) => join(tip.indicators.map(({ code }) => code))),
  column('sign_labels', 'the same in words', (tip, { signLabels }) =>
    join(tip.indicators.map(({ code }) => signLabel(code, signLabels))),
  ),
  column('people_text', 'who and how many, as written', (tip) => tip.people.text),
  column('victims', 'how many people seem to be affected', (tip) => tip.people.victims),
  column('minors', 'at least one seems to be under 18', (tip) => tip.people.minors),
  column('witness_safe', 'the witness said whether they are safe', (tip) => tip.people.witnessSafe),
  column('vehicles', 'descriptions as written', (tip) =>
    join(tip.vehicles.map(({ description }) => description)),
  ),
  column('plates', 'licence plates, with the state that issued them', (tip) =>
    join(tip.vehicles.map(({ plate, state }) => joinWords(plate, state))),
  ),

  column('transit_operator', 'bus, rail or air line', (tip) => tip.transit?.operator),
  column('transit_route', 'line, train or flight', (tip) => tip.transit?.route),
  column('transit_next_stop', 'next stop', (tip) => tip.transit?.nextStop),
  column('transit_gets_off_there', 'they leave at the next stop', (tip) => tip.transit?.getsOffThere),
  column('transit_arrival_text', 'arrival there as written', (tip) => tip.transit?.arrivalText),
  column('transit_arrival_at', 'the same as an instant: the deadline', (tip) => tip.transit?.arrivalAt),

  column('when_text', 'when, as written', (tip) => tip.occurred.text),
  column('when_from', 'start', (tip) => tip.occurred.from),
  column('when_to', 'end', (tip) => tip.occurred.to),
  column('happening_now', 'the witness said that it is going on', (tip) => tip.occurred.happeningNow),
  column('time_zone', 'IANA zone of the place', (tip) => tip.occurred.timeZone),

  column('callback_wanted', 'may the hotline call', (tip) => tip.callback.wanted),
  column('callback_connect_now', 'asked to be connected by voice at once', (tip) => tip.callback.connectNow),
  column('callback_name', 'what to call them', (tip) => tip.callback.name),
  column('callback_phone', 'E.164; the apostrophe before the + is ours', (tip) => tip.callback.phone),
  column('callback_language', 'language for the call', (tip) => tip.callback.language),
  column('callback_best_time', 'when a call is safe, as written', (tip) => tip.callback.bestTime),
  column('callback_voicemail_ok', 'anything but yes: leave no message', (tip) => tip.callback.voicemailOk),

  column('attachments', 'how many photos and videos', (tip) => tip.attachments.length),
  column('not_known', 'asked for, and not known or skipped', (tip) => join(tip.provenance.notKnown)),
  column('narrative', "the witness's words, one text a line", (tip) =>
    tip.narrative.map(({ text }) => text).join('\n'),
  ),
  column('first_contact', 'first contact', (tip) => tip.provenance.startedAt),
  column('submitted_at', 'when the witness said to send', (tip) => tip.provenance.submittedAt),
  column('revised_at', 'when this revision was made', (tip) => tip.provenance.revisedAt),
  column('id', 'the same for every revision of a tip', (tip) => tip.id),

  column('niem_trafficked_venue', 'NIEM 6.0 TraffickedVenueCode', (tip, { crosswalks }) =>
    join(listNiemCodes(tip, crosswalks.niem, 'traffickedVenue')),
  ),
  column('niem_exploitation_industry', 'NIEM 6.0 ExploitationIndustryCode', (tip, { crosswalks }) =>
    join(listNiemCodes(tip, crosswalks.niem, 'exploitationIndustry')),
  ),
  column('htcds_methods_of_control', 'HTCDS vic_MethodsOfControl', (tip, { crosswalks }) =>
    join(listHtcdsCodes(tip, crosswalks.htcds, 'vic_MethodsOfControl')),
  ),
  column('htcds_type_of_exploitation', 'HTCDS vic_TypeOfExploitation', (tip, { crosswalks }) =>
    join(listHtcdsCodes(tip, crosswalks.htcds, 'vic_TypeOfExploitation')),
  ),
];

function column(name: string, meaning: string, value: CsvColumn['value']): CsvColumn {
  return { name, meaning, value };
}

/** Undefined, so an empty cell, when there is nothing to join. */
function join(values: readonly (string | undefined)[]): string | undefined {
  const known = values.filter((value) => value !== undefined && value !== '');
  return known.length === 0 ? undefined : known.join('; ');
}

function joinWords(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined).join(' ');
}
