/**
 * The readable tip in Spanish, for a call-taker or an officer who reads Spanish. Written in full, with accents:
 * the limits of a text message do not hold here.
 */

import { countOf } from './count-of.js';
import { type Phrases } from './phrases.js';
import { type FieldName } from './report.js';

/** US Spanish: twelve-hour clock, as the reader's own. */
const LOCALE = 'es-US';

/** `satisfies`, so that a new field does not compile before it has a name here. */
const FIELD_NAMES = {
  placeText: 'el lugar',
  address: 'la dirección',
  business: 'el nombre del negocio',
  room: 'el cuarto',
  venue: 'el tipo de lugar',
  city: 'la ciudad',
  county: 'el condado',
  states: 'el estado',
  postalCode: 'el código postal',
  road: 'la carretera',
  direction: 'el sentido',
  mileMarker: 'la milla',
  exit: 'la salida',
  latitude: 'la latitud',
  longitude: 'la longitud',
  indicators: 'las señales',
  peopleText: 'las personas',
  victims: 'cuántas personas',
  minors: 'si hay menores',
  vehicle: 'el vehículo',
  plates: 'la placa',
  transit: 'el viaje',
  getsOffAtNextStop: 'si bajan en la próxima parada',
  timeText: 'cuándo',
  timeFrom: 'desde cuándo',
  timeTo: 'hasta cuándo',
  happeningNow: 'si ocurre ahora',
  callbackWanted: 'si se le puede llamar',
  callbackPhone: 'el teléfono',
  callbackName: 'el nombre',
  callbackTime: 'cuándo llamar',
  callbackLanguage: 'el idioma de la llamada',
  voicemailOk: 'si se puede dejar mensaje',
  shareWithState: 'si se comparte con el estado',
  followUp: 'si se puede preguntar más',
  witnessSafe: 'si el testigo está a salvo',
} as const satisfies Record<FieldName, string>;

export const SPANISH: Phrases = {
  locale: LOCALE,
  facts: {
    where: 'LUGAR',
    state: 'ESTADO',
    seen: 'SEÑALES',
    who: 'PERSONAS',
    vehicle: 'VEHÍCULO',
    journey: 'VIAJE',
    act: 'ACTUAR',
    when: 'CUÁNDO',
    callBack: 'LLAMADA',
    consent: 'PERMISO',
    attached: 'ADJUNTOS',
    notKnown: 'NO SE SABE',
  },
  fieldName: (field) => (Object.hasOwn(FIELD_NAMES, field) ? FIELD_NAMES[field as FieldName] : field),
  sections: {
    status: 'situación',
    urgency: 'urgencia',
    place: 'lugar',
    signs: 'señales',
    people: 'personas',
    vehicle: 'vehículo',
    journey: 'viaje',
    time: 'hora',
    'call-back': 'llamada',
    consent: 'permiso',
    attachments: 'adjuntos',
    story: 'relato',
  },

  test: '*** PRUEBA: no actúe por este aviso ***',
  withdrawn: '*** RETIRADO por el testigo ***',
  takenBack: 'El testigo retiró este aviso. Aquí no se repite nada de él.',
  partial: 'PARCIAL: la conversación no había terminado cuando se envió.',
  selfReport: 'Quien escribe es la persona afectada.',
  tip: (urgency, reference) => `${urgency} | aviso ${reference}`,
  revision: (revision, changes) =>
    `, REVISIÓN ${revision} (sustituye a todas las anteriores${changes.length === 0 ? '' : `; cambia: ${changes.join(', ')}`})`,
  channel: (channel, language) => `Por ${channel === 'sms' ? 'mensaje de texto' : 'Slack'}, en ${language}.`,

  notKnown: 'no se sabe',
  notConfirmed: ' (sin confirmar)',
  inferred: ' (deducido)',
  asWritten: (text) => `como lo escribió: "${text}"`,

  mile: (marker) => `milla ${marker}`,
  exit: (exit) => `salida ${exit}`,
  room: (room) => `cuarto ${room}`,
  county: (county) => `condado de ${county.replace(/ County$/, '')}`,

  affected: (count) => countOf(count, LOCALE, { one: 'persona afectada', other: 'personas afectadas' }),
  minors: 'hay MENORES de 18',
  noMinors: 'nadie menor de 18',
  witnessSafe: 'el testigo dice que está a salvo',
  witnessNotSafe: 'EL TESTIGO NO ESTÁ A SALVO',
  plate: (plate) => `placa ${plate}`,

  nextStop: (stop) => `próxima parada ${stop}`,
  getsOffThere: 'BAJAN ALLÍ',
  staysOn: 'siguen después',
  arrives: (when) => `LLEGA ${when}`,

  actBy: (when, stop, getsOffThere) =>
    `LÍMITE ${when}: llega${stop === '' ? '' : ` a ${stop}`}${getsOffThere ? ', donde bajan' : ''}`,
  actNow: (reasons) => `AHORA: ${reasons.join(', ')}`,
  reasons: {
    danger: 'peligro inmediato',
    witnessNotSafe: 'el testigo no está a salvo',
    connectNow: 'el testigo pide que le comuniquen por voz',
    happeningNow: 'está ocurriendo',
  },

  happeningNow: 'OCURRE AHORA',
  notHappeningNow: 'ya no ocurre',
  range: (from, to) => `de ${from} a ${to}`,

  connectNow: 'PIDE QUE LE COMUNIQUEN POR VOZ; ',
  anonymous: 'NO, queda en el anonimato',
  notAsked: 'no se preguntó',
  notAnswered: 'sin respuesta',
  yes: 'sí',
  no: 'NO',
  whenSafe: (time) => `cuándo es seguro: "${time}"`,
  voicemail: 'se puede dejar mensaje de voz',
  noVoicemail: 'NO dejar mensaje de voz',
  consent: (shareWithState, followUp) =>
    `compartir con el estado: ${shareWithState}; más preguntas: ${followUp}`,
  attachments: (count) => countOf(count, LOCALE, { one: 'foto o video', other: 'fotos o videos' }),

  witnessWords: 'EN PALABRAS DEL TESTIGO',
  origin: (firstContact, flow, tipId) =>
    `Primer contacto: ${firstContact}. Sin verificar; recibido por una línea de avisos automática (${flow}). Id del aviso: ${tipId}.`,
};
