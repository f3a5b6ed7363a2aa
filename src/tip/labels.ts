/** Labels for the codes in a tip, for people who act on it: call-takers and liaisons. English unless asked. */

import { type Tip } from './schema.js';

/** The languages a tip can be read in. A witness may write in any. */
export const READER_LANGUAGES = ['en', 'es'] as const;
export type ReaderLanguage = (typeof READER_LANGUAGES)[number];

type Localized = Readonly<Record<ReaderLanguage, string>>;

const URGENCIES: Readonly<Record<Tip['urgency'], Localized>> = {
  immediate_danger: { en: 'IMMEDIATE DANGER', es: 'PELIGRO INMEDIATO' },
  in_progress: { en: 'Happening now', es: 'Ocurre ahora' },
  recent: { en: 'Within about a day', es: 'Hace un día o menos' },
  past: { en: 'In the past', es: 'En el pasado' },
  unknown: { en: 'Urgency not known', es: 'Urgencia desconocida' },
};

export const URGENCY_LABELS = Object.fromEntries(
  Object.entries(URGENCIES).map(([code, label]) => [code, label.en]),
) as Record<Tip['urgency'], string>;

export function urgencyLabel(urgency: Tip['urgency'], language: ReaderLanguage = 'en'): string {
  return URGENCIES[urgency][language];
}

const VENUES = {
  hotel: { en: 'Hotel or motel', es: 'Hotel o motel' },
  transit_vehicle: { en: 'Bus, train or other transit', es: 'Autobús, tren u otro transporte' },
  station: { en: 'Station', es: 'Estación' },
  airport: { en: 'Airport', es: 'Aeropuerto' },
  truck_stop: { en: 'Truck stop', es: 'Parada de camiones' },
  massage_or_salon: { en: 'Massage parlor or salon', es: 'Sala de masajes o salón de belleza' },
  restaurant_or_bar: { en: 'Restaurant or bar', es: 'Restaurante o bar' },
  farm: { en: 'Farm', es: 'Granja o campo' },
  construction: { en: 'Construction site', es: 'Obra en construcción' },
  factory: { en: 'Factory', es: 'Fábrica' },
  private_home: { en: 'Private home', es: 'Casa particular' },
  street: { en: 'Street', es: 'Calle' },
  school: { en: 'School', es: 'Escuela' },
  store: { en: 'Store', es: 'Tienda' },
  medical: { en: 'Medical place', es: 'Lugar de atención médica' },
  online: { en: 'Online', es: 'En internet' },
  door_to_door: { en: 'Door to door', es: 'De puerta en puerta' },
  other: { en: 'Other place', es: 'Otro lugar' },
} as const satisfies Record<string, Localized>;

/** Every kind of place a tip can name. Stable for ever. */
export const VENUE_CODES = Object.keys(VENUES) as (keyof typeof VENUES)[];

export function venueLabel(code: string, language: ReaderLanguage = 'en'): string {
  return findLabel(VENUES, code)?.[language] ?? code.replaceAll('_', ' ');
}

const LANGUAGES: Readonly<Record<string, Localized>> = {
  en: { en: 'English', es: 'inglés' },
  es: { en: 'Spanish', es: 'español' },
  zh: { en: 'Chinese', es: 'chino' },
  vi: { en: 'Vietnamese', es: 'vietnamita' },
  tl: { en: 'Tagalog', es: 'tagalo' },
  ht: { en: 'Haitian Creole', es: 'criollo haitiano' },
  ru: { en: 'Russian', es: 'ruso' },
  ar: { en: 'Arabic', es: 'árabe' },
  fr: { en: 'French', es: 'francés' },
  ko: { en: 'Korean', es: 'coreano' },
  pt: { en: 'Portuguese', es: 'portugués' },
};

export function languageLabel(code: string, language: ReaderLanguage = 'en'): string {
  return findLabel(LANGUAGES, code)?.[language] ?? code;
}

/** Code → label of every sign, from config/signs.yaml; a code without one is shown as the code. */
export type SignLabels = Readonly<Record<string, string>>;

export function signLabel(code: string, labels: SignLabels): string {
  return Object.hasOwn(labels, code) ? (labels[code] ?? code) : code;
}

function findLabel(labels: Readonly<Record<string, Localized>>, code: string): Localized | undefined {
  return Object.hasOwn(labels, code) ? labels[code] : undefined;
}
