/** The readable tip in English. */

import { countOf } from './count-of.js';
import { type Phrases } from './phrases.js';

const LOCALE = 'en-US';

export const ENGLISH: Phrases = {
  locale: LOCALE,
  facts: {
    where: 'WHERE',
    state: 'STATE',
    seen: 'SEEN',
    who: 'WHO',
    vehicle: 'VEHICLE',
    journey: 'JOURNEY',
    act: 'ACT',
    when: 'WHEN',
    callBack: 'CALL BACK',
    consent: 'CONSENT',
    attached: 'ATTACHED',
    notKnown: 'NOT KNOWN',
  },
  fieldName: (field) => field,
  sections: {
    status: 'status',
    urgency: 'urgency',
    place: 'place',
    signs: 'signs',
    people: 'people',
    vehicle: 'vehicle',
    journey: 'journey',
    time: 'time',
    'call-back': 'call-back',
    consent: 'consent',
    attachments: 'attachments',
    story: 'story',
  },

  test: '*** TEST: do not act on this ***',
  withdrawn: '*** WITHDRAWN by the witness ***',
  takenBack: 'The witness took this tip back. Nothing of it is repeated here.',
  partial: 'PARTIAL: the conversation had not ended when this was sent.',
  selfReport: 'The person writing is the person affected.',
  tip: (urgency, reference) => `${urgency} | tip ${reference}`,
  revision: (revision, changes) =>
    `, REVISION ${revision} (replaces all earlier ones${changes.length === 0 ? '' : `; changed: ${changes.join(', ')}`})`,
  channel: (channel, language) => `By ${channel === 'sms' ? 'text message' : 'Slack'}, in ${language}.`,

  notKnown: 'not known',
  notConfirmed: ' (not confirmed)',
  inferred: ' (inferred)',
  asWritten: (text) => `as written: "${text}"`,

  mile: (marker) => `mile ${marker}`,
  exit: (exit) => `exit ${exit}`,
  room: (room) => `room ${room}`,
  county: (county) => `${county} County`.replace(/ County County$/, ' County'),

  affected: (count) => `${count} affected`,
  minors: 'UNDER 18 among them',
  noMinors: 'no one under 18',
  witnessSafe: 'witness says they are safe',
  witnessNotSafe: 'WITNESS NOT SAFE',
  plate: (plate) => `plate ${plate}`,

  nextStop: (stop) => `next stop ${stop}`,
  getsOffThere: 'GET OFF THERE',
  staysOn: 'stay on after it',
  arrives: (when) => `ARRIVES ${when}`,

  actBy: (when, stop, getsOffThere) =>
    `BY ${when}: arrives${stop === '' ? '' : ` at ${stop}`}${getsOffThere ? ', where they get off' : ''}`,
  actNow: (reasons) => `NOW: ${reasons.join(', ')}`,
  reasons: {
    danger: 'immediate danger',
    witnessNotSafe: 'the witness is not safe',
    connectNow: 'the witness asked to be connected by voice',
    happeningNow: 'it is going on',
  },

  happeningNow: 'GOING ON NOW',
  notHappeningNow: 'not going on now',
  range: (from, to) => `${from} to ${to}`,

  connectNow: 'ASKED TO BE CONNECTED BY VOICE; ',
  anonymous: 'NO, stays anonymous',
  notAsked: 'not asked',
  notAnswered: 'not answered',
  yes: 'yes',
  no: 'NO',
  whenSafe: (time) => `when safe: "${time}"`,
  voicemail: 'voicemail OK',
  noVoicemail: 'NO voicemail',
  consent: (shareWithState, followUp) =>
    `share with state: ${shareWithState}; further questions: ${followUp}`,
  attachments: (count) => countOf(count, LOCALE, { one: 'photo or video', other: 'photos or videos' }),

  witnessWords: "IN THE WITNESS'S WORDS",
  origin: (firstContact, flow, tipId) =>
    `First contact ${firstContact}. Unverified; taken by an automated tip line (${flow}). Tip id ${tipId}.`,
};
