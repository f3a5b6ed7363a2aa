/** English labels for the codes in a tip, for people who act on it: call-takers and liaisons. */

import { type Tip } from './schema.js';

export const URGENCY_LABELS: Record<Tip['urgency'], string> = {
  immediate_danger: 'IMMEDIATE DANGER',
  in_progress: 'Happening now',
  recent: 'Within about a day',
  past: 'In the past',
  unknown: 'Urgency not known',
};

const VENUE_LABELS: Record<string, string> = {
  hotel: 'Hotel or motel',
  transit_vehicle: 'Bus, train or other transit',
  station: 'Station',
  airport: 'Airport',
  truck_stop: 'Truck stop',
  massage_or_salon: 'Massage parlor or salon',
  restaurant_or_bar: 'Restaurant or bar',
  farm: 'Farm',
  construction: 'Construction site',
  factory: 'Factory',
  private_home: 'Private home',
  street: 'Street',
  school: 'School',
  store: 'Store',
  medical: 'Medical place',
  online: 'Online',
  door_to_door: 'Door to door',
  other: 'Other place',
};

export function venueLabel(code: string): string {
  return VENUE_LABELS[code] ?? code.replaceAll('_', ' ');
}

const LANGUAGE_LABELS: Record<string, string> = {
  en: 'English',
  es: 'Spanish',
  zh: 'Chinese',
  vi: 'Vietnamese',
  tl: 'Tagalog',
  ht: 'Haitian Creole',
  ru: 'Russian',
  ar: 'Arabic',
  fr: 'French',
  ko: 'Korean',
  pt: 'Portuguese',
};

export function languageLabel(code: string): string {
  return LANGUAGE_LABELS[code] ?? code;
}

/** Code → label of every sign, from config/signs.yaml; a code without one is shown as the code. */
export type SignLabels = Readonly<Record<string, string>>;

export function signLabel(code: string, labels: SignLabels): string {
  return Object.hasOwn(labels, code) ? (labels[code] ?? code) : code;
}
