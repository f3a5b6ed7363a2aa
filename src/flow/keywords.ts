/**
 * Words the carriers and the FCC fix: they end, explain or resume texting, in every flow, whatever a document
 * says. A whole message, or a reasonable request in plain language, counts; a sentence that merely contains
 * "stop" does not ("he won't stop hitting her").
 *
 * Source: DOMAIN.md section 5 (47 CFR 64.1200(a)(10); CTIA Messaging Principles; Twilio's default keywords).
 */

import { fold } from './normalise.js';

export type CarrierKeyword = 'stop' | 'help' | 'start';

export const STOP_WORDS = [
  ...['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT', 'OPT OUT'],
  ...['ALTO', 'PARAR', 'PARE', 'BAJA', 'DETENER', 'CANCELAR', 'TERMINAR'],
];
export const HELP_WORDS = ['HELP', 'INFO', 'AYUDA', 'INFORMACION'];
export const START_WORDS = [
  ...['START', 'UNSTOP', 'RESUBSCRIBE', 'EMPEZAR', 'COMENZAR', 'INICIAR', 'INICIO', 'REANUDAR'],
];
/** Opts in again only for someone who opted out; to everybody else it is an ordinary yes. */
const START_WHEN_OPTED_OUT = ['YES', 'SI'];

const WORDS = new Map<string, CarrierKeyword>([
  ...STOP_WORDS.map((word) => [fold(word), 'stop'] as const),
  ...HELP_WORDS.map((word) => [fold(word), 'help'] as const),
  ...START_WORDS.map((word) => [fold(word), 'start'] as const),
]);

/** Every carrier keyword, folded. None of them may ever be an answer. */
export const CARRIER_KEYWORDS: ReadonlySet<string> = new Set(WORDS.keys());

const PLEASE =
  '(?:(?:please|pls|plz|ok|okay|hey|just|can you|could you|would you|i want you to|yo|por favor|porfa|porfavor|ya) )*';
const ENOUGH =
  '(?: (?:please|pls|plz|now|again|any ?more|ever|back|this|these|to me|thanks|thank you|already|here|at this number))*';
const PLAIN_STOP = [
  `${PLEASE}(?:stop|quit) (?:all )?(?:the |these |your |sending (?:me |us )?)?(?:texting|messaging|texts?|messages?|contacting|bothering|spamming|writing)(?: me| us)?${ENOUGH}`,
  `${PLEASE}(?:stop|quit) sending(?: me| us)?(?: (?:stuff|things|these|this))?${ENOUGH}`,
  `${PLEASE}(?:do not|dont|never) (?:text|message|msg|contact|write|txt)(?: to)? (?:me|us)${ENOUGH}`,
  `${PLEASE}(?:remove|delete|take) (?:me|my (?:phone )?number)(?: off| from| out of)?(?: (?:your|this|the) (?:list|system|service|contacts?))?${ENOUGH}`,
  `${PLEASE}leave me alone${ENOUGH}`,
  `${PLEASE}(?:i )?(?:want to |wanna |would like to |need to )?(?:unsubscribe|opt out|optout)(?: me)?(?: (?:of|from) (?:this|these|your|the)?(?: \\w+)?)?${ENOUGH}`,
  `(?:please|pls|plz) stop(?: it)?${ENOUGH}`,
  'stop(?: it)? (?:please|pls|plz|now|thanks|thank you)',
  `no more (?:texts|messages|texting)${ENOUGH}`,
  `${PLEASE}(?:ya )?no me (?:escriban?|escribas|manden?|mandes|envien?|envies|texteen?|textees|contacten?|molesten?)(?: (?:mas|ya|mensajes?|textos?|nada|por favor|porfa|otra vez|de nuevo|al telefono))*`,
  `${PLEASE}(?:ya )?(?:dejen|deje|deja|dejame|dejenme|paren|pare|para) de (?:escribir|mandar|enviar|textear|molestar|contactar)(?:me|nos)?(?: (?:mas|ya|mensajes?|textos?|por favor|porfa))*`,
  `${PLEASE}(?:ya )?no (?:quiero|deseo) (?:recibir )?(?:mas )?(?:sus )?(?:mensajes|textos)(?: (?:mas|por favor|suyos))*`,
  '(?:quiero |quisiera )?(?:darme|dar) de baja(?: por favor)?',
  `${PLEASE}(?:dejenme|dejeme|dejame) en paz`,
].map((pattern) => new RegExp(`^${pattern}$`));

/** Longer than any request to stop: beyond this only the words of a story follow. */
const LONGEST_REQUEST = 90;

/** The carrier keyword a whole message is, or undefined. */
export function findCarrierKeyword(text: string, optedOut: boolean): CarrierKeyword | undefined {
  if (text.length > LONGEST_REQUEST) return undefined;
  const folded = fold(text);
  const [first = '', ...rest] = folded.split(' ');
  const word = rest.every((other) => other === first) ? first : folded;
  const known = WORDS.get(word);
  if (known) return known;
  if (optedOut && START_WHEN_OPTED_OUT.includes(word.toUpperCase())) return 'start';
  return PLAIN_STOP.some((pattern) => pattern.test(folded)) ? 'stop' : undefined;
}
