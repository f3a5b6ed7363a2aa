/** The witness's own name, when a call suits them, and whether they want none. */
import type { Span } from './facts.js';
import type { Doc } from './normalize.js';
import { STATE_CODES, STATE_NAMES } from './words/states.js';

export interface ContactFacts {
  callbackName?: string;
  noCallback?: true;
  callbackTime?: string;
}

const NAME_CUES = [
  /\b(?:my name is|my names|my name's|my name|name is|name's|names|name:|me llamo|mi nombre es|mi nombre|ask for|asking for|pregunte por|pregunten por|preguntar por|pregunta por|call me|i go by|you can call me|puede llamarme|soy yo|att:|atte:?|atte|signed|firma|con|contact|put me down as|(?:just|you can) (?:put|write))\s+$/i,
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
/** Who somebody is, and what a number is called, where a name might stand: "Grandma here", "Cell 757 555 0129". */
const NOT_SIGNERS = new Set(
  `grandma grandpa grandmother grandfather granny nana mom mum mommy dad daddy mother father aunt auntie uncle sister brother wife husband cousin abuela abuelo abuelita tia tio hermana hermano esposa esposo prima primo hija hijo
  bartender dispatcher pharmacist flagger barista plumber electrician roofer farmer caseworker volunteer translator interpreter paramedic firefighter medic dentist doctor librarian counselor coach pastor priest landlord landlady tenant
  cashier mechanic barber stylist hairdresser conductor attendant janitor super superintendent realtor nanny ranger trooper deputy sheriff lawyer advocate welder painter courier mailman carrier passenger rider roommate coworker friend
  boss owner pimp suspect recruiter foreman supervisor jefe jefa patron patrona dueno duena madam
  call cell cel celular phone telefono tel telephone number numero mobile movil direct office main hotline line contact reach llama llame llamen marque marquen thanks thank gracias cheers reply address email`.split(
    /\s+/,
  ),
);
const MONTH_NAMES = new Set('april may june august'.split(' '));

export interface ContactInput {
  doc: Doc;
  hasPhone: boolean;
  /** Stretches that name a place, which no person's name is. */
  places: readonly Span[];
  /** English or Spanish: of other languages the verb before a number is not known from a name. */
  mainLanguage: boolean;
}

export function findContact(input: ContactInput): ContactFacts {
  const { doc, hasPhone } = input;
  const facts: ContactFacts = {};
  const name = findName(input);
  if (name !== undefined) facts.callbackName = name;
  if (declinesCall(doc.flat)) facts.noCallback = true;
  const time = facts.noCallback === true ? undefined : callbackTime(doc, hasPhone);
  if (time !== undefined) facts.callbackTime = time;
  return facts;
}

function findName({ doc, hasPhone, places, mainLanguage }: ContactInput): string | undefined {
  for (const [index, word] of doc.words.entries()) {
    if (!/^\p{L}{2,20}$/u.test(word.raw) || NOT_NAMES.has(word.flat)) continue;
    const place = places.some(([from, to]) => word.start >= from && word.end <= to);
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
      !(place && isPlaceTold(doc, index)) &&
      !isCommonAfterSoy(word.flat, word.capital);
    const signs = mainLanguage && !place && word.capital && !NOT_SIGNERS.has(word.flat);
    const besideNumber =
      hasPhone &&
      (isBesideNumber(doc, index) ||
        signsNumber(doc, index) ||
        (signs && (comesBeforeNumber(doc, index) || signsOff(doc, index))));
    // "Ray here, night clerk at the Luna"
    const opens = index === 0 && signs && /^ here[,.:]/.test(doc.flat.slice(word.end, word.end + 7));
    if (!strong && !intro && !besideNumber && !opens && !(signs && closesLetter(doc, index))) continue;
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

/** "…in unit 6. Deshawn 757 555 0129": a name alone between the end of a sentence and the number that ends the text. */
function comesBeforeNumber(doc: Doc, index: number): boolean {
  const word = doc.words[index];
  if (word === undefined || !/(?:^|[.!?;)\n]| -{1,2}) *$/.test(doc.flat.slice(0, word.start).slice(-4)))
    return false;
  const next = doc.words[index + 1];
  const plain = next?.capital === true || /^(?:cell|cel|at|al|tel|\d+)$/.test(next?.flat ?? '');
  return (
    plain &&
    /^(?: [a-z]{2,15})?[ ,:-]{1,3}(?:\+?1[ .-])?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]{0,2}\d{4}\b[^.!?\n]{0,24}\W*$/.test(
      doc.flat.slice(word.end),
    )
  );
}

/** "call 307-555-0190. plz hurry. -Walt": after a dash, at the very end. */
const signsOff = (doc: Doc, index: number): boolean => endsWithName(doc, index, /[.!?)\n] ?-{1,2} ?$/);

/** "Yours faithfully, Astrid". */
const closesLetter = (doc: Doc, index: number): boolean =>
  endsWithName(
    doc,
    index,
    /\b(?:sincerely|faithfully|yours truly|regards|respectfully|cordially|atentamente|saludos(?: cordiales)?),?\s{1,3}$/,
  );

function endsWithName(doc: Doc, index: number, before: RegExp): boolean {
  const word = doc.words[index];
  if (word === undefined || index < doc.words.length - 2) return false;
  const last = doc.words[index + 1];
  return (last === undefined || last.capital) && before.test(doc.flat.slice(0, word.start).slice(-24));
}

/** "this is Dover Delaware", "im in a van. its Dover off 95": a town is told, not a name. */
function isPlaceTold(doc: Doc, index: number): boolean {
  const word = doc.words[index];
  const next = doc.words[index + 1];
  if (word === undefined || next === undefined) return false;
  if (STATE_NAMES.has(next.flat) || STATE_CODES.has(next.raw)) return true;
  return /^,? (?:off|exit|near|on i-?\d)\b/.test(doc.flat.slice(word.end, word.end + 12));
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
  /\b(?:(?:please |pls |plz |so |and )?(?:do ?n[o']?t|dont|do not|never|cant|can't|cannot|no) (?:you )?(?:try to |ever )?(?:call|phone|telephone|ring|contact|text|reply|txt)(?: me| us| back| this| my| here|ing| it(?=[.,!;]|$| (?:pls|please|ever))|$|[.,!])|dont (?:ever )?(?:call|text|contact)|no (?:call ?backs?|calls?|callback please|contact)\b|no need (?:to|for) (?:a )?(?:call|callback|contact|reply|text)|not safe (?:to|for me to) (?:call|talk|answer)|(?:can't|cant|cannot) (?:talk(?! (?:out )?loud| above a)(?! to (?:my|his|her|our|the|any|each|friends|family|mom|anybody))|take calls|answer|be called|get calls|pick up|be contacted)|no me (?:llamen|llame|marquen|marque|marques|llames|hablen|hable|hables|contacten|contacte|manden|busquen|(?:text|mensaj|contest|escrib|respond)[ae][ns]?|(?:textee|mensajee)[ns]?|(?:devuelv|regres)[ae][ns]? (?:la llamada|el mensaje)|vayan a (?:llamar|marcar|hablar))|(?:solo|nomas|puro|pura|unicamente|mejor) (?:por )?(?:mensajes?|texto|textos|mensajito)\b(?! de)|(?:just|only) (?:text|txt|texting|texts|message)(?: me| us| back)?(?: please| pls)?(?=[.,!;]|$)|(?:text|txt|texting|texts) only\b|no (?:llamen|llame|marquen)|no (?:puedo|podemos) (?:hablar por telefono|recibir llamadas|contestar)|sin llamadas|(?:text|email|e-mail|write|message|texto|mensaje|correo)s?,? (?:not|no) (?:a )?(?:calls?|phone|llamadas?)\b|(?:want|wanna|like|prefer|rather|going|wish|need|quiero|prefiero|keep me|leave me) (?:to |2 )?(?:stay |remain |be |keep |it |this |ser |quedar |permanecer |en )*(?:anonymous|anonim[oa]|anonimato|anon)|(?:stay|staying|remain|be|keep me|staying) (?:anonymous|anon)|que no me llamen|not? want (?:a call|to be called|any calls?|you to call|to be contacted)|dont want (?:a call|to be called|any calls?|you to call|to be contacted|no calls?))/g;
/** "No calls before noon" asks for a call at another time. */
const ONLY_WHEN =
  /^[a-z!.,]? ?(?:me |us |this |please )?(?:before|after|until|til|till|between|during|on (?:mon|tue|wed|thu|fri|sat|sun)|at (?:night|work|\d)|in the|while|antes|despues|entre|hasta|durante|en la (?:noche|manana)|a las)/;
const NOT_NO_CALL =
  /\b(?:told|tells|said|says|saying|sayin|texted|wrote|diciendo|threat\w*|if|he|she|they|warned|boss) (?:(?!so |and |n |but |pls |please |cuz |y |asi )\w+ ){0,3}$/;
const WONT_LET = /\b(?:lets?|let|allowed|them|her|him) (?:\w+ )?$/;

/** Whom a call is refused for, when it is not the witness: "dont call ma, call me". */
const SOMEBODY_ELSE =
  /^\s*(?:the |my |mi |a mi )?(?:cops|police|policia|anyone|anybody|ice|her|his|him|them|family|911|immigration|nobody|home|mom|ma|mama|mum|mother|dad|papa|pops|father|parents|sister|brother|aunt|uncle|grandma|boss|jefe|owner|manager|employer|cps|an ambulance)\b(?! (?:is|has|can|will|might|gonna|always|checks?|hears?|watch(?:es)?|reads?|took|takes?|keeps?|listens?|answers?|comes|gets|looks|revisa|tiene|esta|oye|lee|ve)\b)/;

function declinesCall(flat: string): boolean {
  for (const match of flat.matchAll(NO_CALL))
    if (isOwnRefusal(flat, match[0], match.index) && !isQuoted(flat, match.index)) return true;
  return false;
}

function isOwnRefusal(flat: string, said: string, index: number): boolean {
  const before = flat.slice(Math.max(0, index - 40), index);
  const after = flat.slice(index + said.length);
  if (ONLY_WHEN.test(flat.slice(index + said.length - 1))) return false;
  if (/^no (?:call|contact)/.test(said) && /contact (?:with|c)/.test(flat.slice(index, index + 14)))
    return false;
  if (/\b(?:he|she|they|boss|owner|we) (?:\w+ )?$/.test(before) && /\b(?:cant|can't|cannot|never)/.test(said))
    return false;
  if (/^(?:please )?(?:cant|can't|cannot|never)/.test(said) && /\b(?:call|contact)$/.test(said.trim()))
    return false;
  if (/(?:call|text|contact)ing$/.test(said) || SOMEBODY_ELSE.test(after)) return false;
  // "boss hears everything so dont call": the "so" is the witness's own.
  if (/^(?:so|and) /.test(said)) return true;
  return !NOT_NO_CALL.test(before) && !WONT_LET.test(before);
}

const QUOTED_CHARS = 100;

/** "he texted 'shes busy dont call.'": somebody else's words. */
function isQuoted(flat: string, index: number): boolean {
  const before = flat.slice(Math.max(0, index - QUOTED_CHARS), index);
  const opened = [...before.matchAll(/(?:^|[\s(,:])["'](?=[a-z¿¡]|$)/g)].at(-1);
  if (opened === undefined || /[a-z.!?,]["'](?=[\s.,;!?)])/.test(before.slice(opened.index + 1)))
    return false;
  return /[a-z.!?,]["'](?=[\s.,;!?)]|$)/.test(flat.slice(index, index + QUOTED_CHARS));
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
