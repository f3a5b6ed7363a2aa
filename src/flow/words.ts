/** Small words an answer may be, in both languages: yes, no, not known, and numbers. Folded, longest first. */

import { type FlowLanguage } from './schema.js';

type Meaning = 'yes' | 'no' | 'unsure';

const MEANINGS: Record<Meaning, Record<FlowLanguage, readonly string[]>> = {
  yes: {
    en: [
      'yes',
      'yeah',
      'yea',
      'yep',
      'yup',
      'ya',
      'yes please',
      'y',
      'sure',
      'correct',
      'right',
      'ok',
      'okay',
      'thats right',
      'i am',
      'they do',
      'i do',
      'affirmative',
    ],
    es: [
      'si',
      'sip',
      'claro',
      'claro que si',
      'correcto',
      'asi es',
      'de acuerdo',
      'esta bien',
      'bueno',
      'ok',
      'simon',
      'eso es',
      'exacto',
    ],
  },
  no: {
    en: [
      'no',
      'nope',
      'nah',
      'n',
      'no thanks',
      'no thank you',
      'not really',
      'wrong',
      'dont',
      'im not',
      'i am not',
    ],
    es: ['no', 'nop', 'no gracias', 'para nada', 'incorrecto', 'negativo'],
  },
  unsure: {
    en: [
      'not sure',
      'unsure',
      'idk',
      'i dont know',
      'dont know',
      'dunno',
      'no idea',
      'no clue',
      'maybe',
      'im not sure',
      'i am not sure',
      'cant tell',
      'i cant tell',
      'unknown',
      'not certain',
      'hard to say',
      'didnt see',
      'i didnt see',
      'dont remember',
      'not that i saw',
    ],
    es: [
      'no se',
      'no lo se',
      'nose',
      'no estoy seguro',
      'no estoy segura',
      'no recuerdo',
      'no vi',
      'no tengo idea',
      'ni idea',
      'quizas',
      'tal vez',
      'a lo mejor',
      'quien sabe',
      'saber',
    ],
  },
};

export function wordsMeaning(meaning: Meaning, language: FlowLanguage): readonly string[] {
  const other: FlowLanguage = language === 'en' ? 'es' : 'en';
  return [...MEANINGS[meaning][language], ...MEANINGS[meaning][other]];
}

const UNSURE = new Set([...MEANINGS.unsure.en, ...MEANINGS.unsure.es]);
const UNSURE_START = new RegExp(
  `^(?:${[...UNSURE].filter((word) => word.includes(' ') || word === 'idk').join('|')})(?: |$)`,
);

/** The text says, or begins by saying, that the answer is not known. */
export function soundsUnsure(folded: string): boolean {
  return UNSURE.has(folded) || UNSURE_START.test(folded);
}

const WHERE_AFTER_DOUBT =
  /^[^\p{L}]*(?:idk|i ?d ?k|i don'?t know|don'?t know|dunno|(?:i'?m )?not sure|no (?:lo )?s[eé]|nose|no estoy segur[oa])(?: (?:exactly|really|sorry|tbh|but|maybe|pero|bien|exactamente|tal vez))*[\s.,;:-]+((?:(?:some|any)where|near|by|off|on|in|behind|at|around|outside|past|across|next|between|down|up|out|cerca|por|en|atr[aá]s|detr[aá]s|al lado|junto|frente|a la|sobre|entre|afuera)\b.{3,})$/iu;

/** "idk somewhere on 44" → "somewhere on 44"; undefined when the rest does not say where. */
export function whereAfterDoubt(text: string): string | undefined {
  return WHERE_AFTER_DOUBT.exec(text.slice(0, 300))?.[1]?.trim();
}

const NONE =
  /^(?:no|n|nope|nah|none|nothing|na|n a|no (?:car|cars|plate|plates|vehicle|vehicles|one|idea)|(?:i )?(?:didnt|did not|dont|cant) (?:see|have|know)(?: (?:one|any|it|that|the plate|a car|a plate))?|ninguno|ninguna|nada|no (?:hay|vi|tengo|habia)(?: (?:carro|placas?|nada|ninguno))?)$/;

/** "none", "no car": nothing to tell, at a question that takes free words. */
export function soundsLikeNone(folded: string): boolean {
  return NONE.test(folded);
}

const YES = new Set([...MEANINGS.yes.en, ...MEANINGS.yes.es]);

/** A bare yes: no answer to a question that asks for words. */
export function soundsLikeYes(folded: string): boolean {
  return YES.has(folded);
}

const NUMBER_WORDS: readonly (readonly string[])[] = [
  ['one', 'uno', 'una'],
  ['two', 'dos'],
  ['three', 'tres'],
  ['four', 'cuatro'],
  ['five', 'cinco'],
  ['six', 'seis'],
  ['seven', 'siete'],
  ['eight', 'ocho'],
  ['nine', 'nueve'],
];

/** "two" → 2; undefined for any other word. */
export function findNumber(word: string): number | undefined {
  if (/^\d$/.test(word)) return Number(word);
  const index = NUMBER_WORDS.findIndex((words) => words.includes(word));
  return index < 0 ? undefined : index + 1;
}
