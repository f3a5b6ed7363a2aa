/** The witness's own name, when a call suits them, and whether they want none. */
import type { Doc } from './normalize.js';
import { STATE_NAMES } from './words/states.js';

export interface ContactFacts {
  callbackName?: string;
  noCallback?: true;
  callbackTime?: string;
}

const NAME_CUES = [
  /\b(?:my name is|my names|my name's|name is|name's|names|name:|me llamo|mi nombre es|mi nombre|ask for|asking for|pregunte por|pregunten por|preguntar por|pregunta por|call me|i go by|you can call me|puede llamarme|soy yo|att:|atte:?|atte|signed|firma|con|contact)\s+$/i,
];
const SELF_INTRO =
  /(?:^|[.!,;\n] ?|\b(?:llamen?me|llama?me|marquen?me|thanks|gracias|hi|hello|hey|hola|good (?:morning|evening|afternoon)|buenas(?: tardes| noches| dias)?|buenos dias|bueno|mire|disculpe|oiga),? )(?:this is|i am|i'm|im|it's|its|soy|aqui|le habla|le escribe|les escribe|habla)\s+$/i;
const NOT_NAMES = new Set(
  `a an the at in on from here not just so very really scared worried calling texting writing going trying sorry sure afraid me her his their my our your el la los las un una de en que yo ella
  working trucker driver nurse teacher bus uber front desk housekeeping manager clerk anonymous anonymously someone somebody nobody security rn er staff neighbor witness happening about
  trafficking tip help urgent now reporting confused new fine ok okay seeing watching sitting outside inside parked stuck behind near victim mexico guatemala honduras el salvador victima
  camarera mesera camionero chofer maestra maestro enfermera vecina vecino trabajador trabajadora empleada empleado cliente clienta mesero cocinero limpio madre mama padre estudiante mexicano mexicana hondurena guatemalteca
  this that it is was are they she he we you i and or but for with by to of may can will would should maybe probably only still also dont do no yes si please pls por favor after before between any anytime back anytime
  mr mrs ms miss cook waitress dishwasher cleaner maid nanny student worker police cop officer 911 ice human girl boy woman man lady guy kid kids teen teens being room service un chofer testigo muy aqui alla ahi es son se era tambien
  up only text txt whenever late early soon tonight today tomorrow home out off over`.split(/\s+/),
);
const MONTH_NAMES = new Set('april may june august'.split(' '));

export function findContact(doc: Doc, hasPhone: boolean): ContactFacts {
  const facts: ContactFacts = {};
  const name = findName(doc, hasPhone);
  if (name !== undefined) facts.callbackName = name;
  if (declinesCall(doc.flat)) facts.noCallback = true;
  const time = facts.noCallback === true ? undefined : callbackTime(doc, hasPhone);
  if (time !== undefined) facts.callbackTime = time;
  return facts;
}

function findName(doc: Doc, hasPhone: boolean): string | undefined {
  for (const [index, word] of doc.words.entries()) {
    if (!/^\p{L}{2,20}$/u.test(word.raw) || NOT_NAMES.has(word.flat)) continue;
    const before = doc.flat.slice(Math.max(0, word.start - 40), word.start);
    const strong = NAME_CUES.some((cue) => cue.test(before)) && !isOthersName(before);
    const weakCue =
      /\b(?:call me|con|contact|names|firma|name)\s+$/.test(before) ||
      (!hasPhone &&
        /\b(?:ask(?:ing)? for|preguntar? por|pregunten por|pregunte por|pregunta por)\s+$/.test(before));
    if (strong && weakCue && !word.capital) continue;
    const intro =
      SELF_INTRO.test(before) &&
      (word.capital || /\b(?:soy|le habla|le escribe)\s+$/.test(before)) &&
      !isCommonAfterSoy(word.flat, word.capital);
    const besideNumber = hasPhone && (isBesideNumber(doc, index) || signsNumber(doc, index));
    // "Ray here, night clerk at the Luna"
    const opens = index === 0 && word.capital && /^ here[,.:]/.test(doc.flat.slice(word.end, word.end + 7));
    if (!strong && !intro && !besideNumber && !opens) continue;
    if (STATE_NAMES.has(word.flat) && !strong && doc.flat[word.end] !== ',') continue;
    if (intro && !strong && !word.capital && !nameEnds(doc, index)) continue;
    const last = doc.words[index + 1];
    const surname =
      last?.capital === true &&
      word.capital &&
      doc.flat.slice(word.end, last.start) === ' ' &&
      !NOT_NAMES.has(last.flat) &&
      !/^(?:I|Im|The|He|She|They|My|At|In|There|We|Yo|El|Room|Front|Call|Text|De|Trabajo|Estoy|From)$/.test(
        last.raw,
      );
    const end = surname ? last.end : word.end;
    const initial = doc.text.slice(word.start, end);
    if (MONTH_NAMES.has(word.flat) && !strong) continue;
    return capitalise(initial);
  }
  return undefined;
}

/** "Hank. 815 555 0190", "its Rosa 417-555-0101": a name and a number are the whole text. */
const isBesideNumber = (doc: Doc, index: number): boolean =>
  doc.words[index]?.capital === true &&
  /^\W*(?:(?:its|it's|im|i'm|soy|yes|yeah|ok|si|1|2)\W+)?[a-z]{2,20}(?: [a-z]{2,20})?\W+\+?[\d() .-]{10,20}\W*$/.test(
    doc.flat,
  );

/** "call me 307-555-0190 - Walt": a name alone after the number, at the end of its sentence. */
function signsNumber(doc: Doc, index: number): boolean {
  const word = doc.words[index];
  if (word?.capital !== true) return false;
  return (
    /\d{3}[ .)-]{0,2}\d{4}\)?[ ,:–-]{1,4}(?:(?:is|its|es|soy|ask for|for|im|name|this is) )*$/.test(
      doc.flat.slice(Math.max(0, word.start - 24), word.start),
    ) && /^(?: \p{L}{2,15})?\s*(?:[.,!;\n]|$)/u.test(doc.flat.slice(word.end))
  );
}

const isOthersName = (before: string): boolean =>
  /\b(?:her|his|their|girls?|womans?|mans?|guys?|boss(?:es)?|owners?|su|the|kids?|business|shop|place|company|victims?|drivers?|friends?|whose|street|motel|hotel|no|first|last|fake|real|pimps?|daughters?|sisters?|students?) (?:full |real |fake |first |last )?(?:name is|names|name's|nombre es|name|name:|nombre)\s+$|\b(?:dont|not|never|wont|no) (?:\w+ )?(?:call me|con|contact)\s+$|\b(?:he|she|they) (?:said )?(?:to )?(?:ask for|call me)\s+$/.test(
    before,
  );

function isCommonAfterSoy(flat: string, capital: boolean): boolean {
  return (
    !capital &&
    /(?:ero|era|or|ora|ista|ante|ente|ado|ada|ano|ana|ino|ina|eno|ena|eco|eca|es|esa|o|huesped|vecin[oa]|client[ea])$/.test(
      flat,
    ) &&
    !/^(?:maria|rosa|ana|elena|pedro|mario|antonio|alberto|roberto|ricardo|francisco|eduardo|diego|pablo|carolina|mariana|adriana|susana|juana|lorena|yolanda|rosario|consuelo|dolores|mercedes|julio|sergio|mauricio|fernando|rolando|armando|gerardo|ernesto|guillermo|ramiro|lorenzo|camilo|tono|chayo|chuy|beto|lalo|nando|memo|concho|hugo|arturo|alfredo|rodrigo|gustavo|oswaldo|osvaldo|marcelo|leonardo|wilfredo|reynaldo|ronaldo|evaristo|genaro|valentina|karina|marina|martina|cristina|josefina|catalina|carmelina|sabrina|paulina|regina|georgina|delfina)$/.test(
      flat,
    )
  );
}

/** A name in small letters is believed only where the clause ends after it. */
function nameEnds(doc: Doc, index: number): boolean {
  const word = doc.words[index];
  if (word === undefined) return false;
  return /^\s*(?:[,.;!\n]|$|y\b|trabajo|limpio|estoy|vivo|del?\b)/.test(doc.flat.slice(word.end));
}

const capitalise = (name: string): string =>
  name === name.toUpperCase() || name === name.toLowerCase()
    ? name
        .toLowerCase()
        .replace(/(^|[ '-])(\p{L})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase())
    : name;

const NO_CALL =
  /\b(?:(?:please |pls |plz |so |and )?(?:do ?n[o']?t|dont|do not|never|cant|can't|cannot|no) (?:you )?(?:try to |ever )?(?:call|phone|ring|contact|text|reply|txt)(?: me| us| back| this| my| here|ing|$|[.,!])|dont (?:ever )?(?:call|text|contact)|no (?:call ?backs?|calls?|callback please|contact)\b|no need (?:to|for) (?:a )?(?:call|callback|contact|reply|text)|not safe (?:to|for me to) (?:call|talk|answer)|(?:can't|cant|cannot) (?:talk(?! to (?:my|his|her|our|the|any|each|friends|family|mom|anybody))|take calls|answer|be called|get calls|pick up|be contacted)|no me (?:llamen|llame|marquen|marque|marques|llames|hablen|hable|hables|contacten|contacte|manden|busquen|vayan a (?:llamar|marcar|hablar))|(?:solo|nomas|puro|pura|unicamente|mejor) (?:por )?(?:mensajes?|texto|textos|mensajito)\b(?! de)|(?:just|only) (?:text|txt|texting|texts|message)(?: me| us| back)?(?: please| pls)?(?=[.,!;]|$)|(?:text|txt|texting|texts) only\b|no (?:llamen|llame|marquen)|no (?:puedo|podemos) (?:hablar por telefono|recibir llamadas|contestar)|sin llamadas|(?:want|wanna|like|prefer|rather|going|wish|need|quiero|prefiero|keep me|leave me) (?:to |2 )?(?:stay |remain |be |keep |it |this |ser |quedar |permanecer |en )*(?:anonymous|anonim[oa]|anonimato|anon)|(?:stay|staying|remain|be|keep me|staying) (?:anonymous|anon)|que no me llamen|not? want (?:a call|to be called|any calls?|you to call|to be contacted)|dont want (?:a call|to be called|any calls?|you to call|to be contacted|no calls?))/;
/** "No calls before noon" asks for a call at another time. */
const ONLY_WHEN =
  /^[a-z!.,]? ?(?:me |us |this |please )?(?:before|after|until|til|till|between|during|on (?:mon|tue|wed|thu|fri|sat|sun)|at (?:night|work|\d)|in the|while|antes|despues|entre|hasta|durante|en la (?:noche|manana)|a las)/;
const NOT_NO_CALL =
  /\b(?:told|tells|said|says|threat\w*|if|he|she|they|warned|boss) (?:(?!so |and |n |but |pls |please |cuz |y |asi )\w+ ){0,3}$/;
const WONT_LET = /\b(?:lets?|let|allowed|them|her|him) (?:\w+ )?$/;

function declinesCall(flat: string): boolean {
  const match = NO_CALL.exec(flat);
  if (match === null) return false;
  const before = flat.slice(Math.max(0, match.index - 40), match.index);
  if (ONLY_WHEN.test(flat.slice(match.index + match[0].length - 1))) return false;
  if (
    /^no (?:call|contact)/.test(match[0]) &&
    /contact (?:with|c)/.test(flat.slice(match.index, match.index + 14))
  )
    return false;
  if (
    /\b(?:he|she|they|boss|owner|we) (?:\w+ )?$/.test(before) &&
    /\b(?:cant|can't|cannot|never)/.test(match[0])
  )
    return false;
  if (
    /^(?:please )?(?:cant|can't|cannot|never)/.test(match[0]) &&
    /\b(?:call|contact)$/.test(match[0].trim())
  )
    return false;
  if (/(?:call|text|contact)ing$/.test(match[0])) return false;
  if (
    /^\s*(?:the )?(?:cops|police|anyone|ice|her|his|family|911|immigration|nobody|home|mom)/.test(
      flat.slice(match.index + match[0].length),
    )
  )
    return false;
  // "boss hears everything so dont call": the "so" is the witness's own.
  if (/^(?:so|and) /.test(match[0])) return true;
  return !NOT_NO_CALL.test(before) && !WONT_LET.test(before);
}

const WHEN =
  '(?:(?:any ?time )?(?:after|before|between|around|from|btwn|except|until|til|at|on) [^.,;!?\\n]{1,30}?(?:am|pm|noon|midnight|work|school|\\d|night|morning|evening|afternoon|weekends?|weekdays?|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b(?: ?(?:am|pm|tomorrow|tonight|only|central|eastern|est|cst))?|(?:in the )?(?:mornings?|evenings?|afternoons?|weekends?)(?: only)?|tomorrow(?: (?:morning|afternoon|evening|night|after \\d+))?|any ?time|(?:despues|antes|entre|a partir|desde|hasta) (?:de )?(?:las? )?[^.,;!?\\n]{1,25}?(?:\\d{1,2}(?::\\d\\d)?(?: ?(?:am|pm|de la (?:tarde|noche|manana)))?|mediodia)|por la (?:manana|tarde|noche)|en la (?:manana|tarde|noche)|manana|a cualquier hora|fines de semana)';
/** "1 but after 6": the short answer to "may the hotline call you?". */
const SHORT_WHEN =
  /^(?:\d[ ,.]*)?(?:yes|yeah|ok|sure|si)?[ ,.]*(?:but|pero|only|solo)?[ ,]*(?:call |llamen )?((?:after|before|between|despues de las?|antes de las?|entre) (?:las )?\d{1,2}(?::\d\d)?(?: ?(?:am|pm))?(?: (?:and|y|to|-) (?:las )?\d{1,2}(?::\d\d)?(?: ?(?:am|pm))?)?)\W*$/;
const SHORT_ANSWER_WORDS = 8;
const CALL_WHEN = new RegExp(
  `\\b(?:call|calls|reach|ring|phone|text|llamen|llamenme|llameme|llamar|llame|marquen|marqueme|llamame|contact)\\b[^.!?\\n]{0,40}?\\b(${WHEN})`,
);

function callbackTime(doc: Doc, hasPhone: boolean): string | undefined {
  const match =
    CALL_WHEN.exec(doc.flat) ?? (doc.words.length <= SHORT_ANSWER_WORDS ? SHORT_WHEN.exec(doc.flat) : null);
  if (match?.[1] === undefined) return undefined;
  if (SHORT_WHEN.test(match[0]))
    return doc.text.slice(match.index + match[0].length - match[1].length, match.index + match[0].length);
  if (
    !hasPhone &&
    !/\b(?:call|text|reach|contact|ring) (?:me|us|back)|\b(?:can|could|may|yes|1|ok|please|pls) (?:u |you )?(?:call|text)|llam(?:en|e|a)?me|marquenme|me (?:pueden |puede )?(?:llam|marc)/.test(
      match[0],
    )
  )
    return undefined;
  const start = match.index + match[0].length - match[1].length;
  return doc.text.slice(start, start + match[1].length);
}
