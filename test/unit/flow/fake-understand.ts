/**
 * A stand-in for the understanding room: just enough to play the stories while testing the engine alone. Golden
 * conversations run with the real one.
 */

import { type Facts, type UnderstandContext } from '../../../src/understanding/facts.js';

const CITIES: Readonly<Record<string, [city: string, state: string]>> = {
  joplin: ['Joplin', 'MO'],
  sikeston: ['Sikeston', 'MO'],
  tulsa: ['Tulsa', 'OK'],
};

export function fakeUnderstand(text: string, _context: UnderstandContext): Facts {
  const low = text.toLowerCase();
  const facts: Facts = {};
  if (/[一-鿿]/.test(text)) facts.lang = 'zh';
  else if (/\b(el|la|que|no puedo|me|hola|gracias|por|una?|en)\b/.test(low)) facts.lang = 'es';
  else if (/[a-z]/.test(low)) facts.lang = 'en';
  for (const [word, [city, state]] of Object.entries(CITIES)) {
    if (low.includes(word)) Object.assign(facts, { city, states: [state], inferredStates: [state] });
  }
  if (low.includes('missouri')) facts.states = ['MO'];
  if (low.endsWith('springfield')) {
    Object.assign(facts, { city: 'Springfield', ambiguousPlace: true });
    facts.placeCandidates = ['MO', 'IL', 'MA'].map((state) => ({ city: 'Springfield', state }));
  }
  if (low.includes('stl to chicago')) {
    facts.states = ['MO', 'IL'];
    facts.venue = 'transit_vehicle';
    facts.transit = { operator: 'Greyhound', route: '1430', nextStop: 'Springfield', arrival: '4:20' };
  }
  const business = /motel 6|sunset inn/.exec(low)?.[0];
  if (business !== undefined) Object.assign(facts, { business, venue: 'hotel' });
  const road = /off (44|70)/.exec(low)?.[1];
  if (road !== undefined) facts.road = `I-${road}`;
  const count = /(\d+) (?:girls|women)/.exec(low)?.[1];
  if (count !== undefined || /\b15\b/.test(low)) {
    facts.people = {
      ...(count === undefined ? {} : { victims: Number(count) }),
      ...(/\b15\b/.test(low) ? { minors: true } : {}),
    };
  }
  const indicators = [
    ...(/wont let them talk|answers for/.test(low) ? ['control.spoken_for'] : []),
    ...(/holds her id|pasaporte/.test(low) ? ['control.id_held'] : []),
    ...(low.includes('come all nite') ? ['sex.many_visitors'] : []),
    ...(low.includes('paid cash') ? ['venue.cash_many_rooms'] : []),
  ];
  if (indicators.length > 0) Object.assign(facts, { indicators, tip: true });
  if (low.includes('here rn')) facts.urgency = 'in_progress';
  if (/hitting|va a matar/.test(low)) facts.urgency = 'immediate_danger';
  if (low.includes('no puedo salir')) Object.assign(facts, { selfReport: true, tip: true });
  if (/altima|white van/.test(low)) facts.vehicle = /gray altima|white van/.exec(low)?.[0] ?? 'car';
  if (low.includes('4t7')) Object.assign(facts, { plates: ['4T7'], plateStates: { '4T7': 'TN' } });
  const callTime = /after \d+/.exec(low)?.[0];
  if (callTime !== undefined) facts.callbackTime = callTime;
  if (/^(idk|not sure)/.test(low)) facts.unsure = true;
  if (low.includes('no wait')) facts.correction = true;
  return facts;
}
