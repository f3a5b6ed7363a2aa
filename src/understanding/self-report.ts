/**
 * Is the texter the one affected? "They took my passport" is; "she asked me to help her" is not, and neither is a
 * note that is read out, a passenger who is quoted, or a cleaner who is not let into a room.
 */
import type { Plain } from './normalize.js';
import type { PhraseHit } from './phrases.js';
import { isOwnPlace } from './signs.js';
import { isDenied } from './urgency.js';

const TELLERS =
  'she|girl|girls|woman|lady|kid|one|worker|passenger|patient|student|coworker|friend|cousin|sister|niece|nanny|maid|waitress|neighbor|victim|guest|customer|boy|teen|child|someone|somebody|dancer|dishwasher|cook|muchacha|muchacho|ella|nina|mujer|senora|amiga|amigo|prima|primo|vecina|companera|companero|alumna|pasajera|clienta';
const TELLS =
  'said|says|told|tells|whispered|texted|asked|asks|begged|screaming|yelling|dijo|dice|conto|pidio|screamed|yelled|whispering|mouthed|mouthing|crying|saying|wrote|signed|conto|escribio|platico|susurro';
const REPORTED = new RegExp(` (?:${TELLERS}) (?:[^ .]+ ){0,3}(?:${TELLS}) (?:[^ .]+ ){0,9}$`, 'u');
/** "He said": a boss threatens, unless a man who is himself affected was spoken of before. */
const HE_SAID = new RegExp(` (?:he|they) (?:[^ .]+ ){0,2}(?:${TELLS}) (?:[^ .]+ ){0,6}$`, 'u');
const AFFECTED_MAN =
  / (?:boy|kid|child|worker|workers|coworker|cook|cooks|dishwasher|roofers?|student|students|one of (?:them|the [^ ]+)|(?:1|2|3|4|5|6|7|8|two|three|four|five|six|several) (?:guys|men|workers|people)) /;
/** Somebody else is spoken of: a cry for help may then be made for them. */
const OTHERS =
  / (?:she|her|girl|girls|woman|women|lady|friend|cousin|sister|daughter|niece|neighbor|neighbors|kid|kids|child|children|coworker|student|someone|somebody|workers|victim|victims|ella|muchacha|muchachas|mujer|mujeres|amiga|amigo|prima|hermana|hija|vecina|vecino|nina|ninas|alguien|trabajadores|senora|people|boy|teen|him) /;
/** A note or a message is quoted. */
const QUOTED =
  / (?:note|napkin|paper|letter|sign|sticker|receipt|text|message|mirror|window|nota|papel|papelito|recado|letrero|servilleta)(?: [^ ]+){0,8} (?:says|said|saying|read|reads|that|decia|dice|sent|written) /u;
const WINDOW = 90;

export function findSelfReport(plain: Plain, hits: readonly PhraseHit[]): boolean {
  const { text } = plain;
  const idioms = hits.filter((hit) => hit.code === 'danger.not' || hit.code === 'self.idle');
  const own = hits.filter(
    (hit) =>
      !isReported(text, hit.start) && !idioms.some((idiom) => idiom.start < hit.end && hit.start < idiom.end),
  );
  const others = speaksOfOthers(text);
  const spoken = own.filter(
    (hit) => hit.code === 'self' && !isStaff(text, hit) && !isIdle(text, hit) && !isBusy(text, hit),
  );
  if (spoken.some((hit) => !others || !LOOSE.test(` ${text.slice(hit.start, hit.end)} `))) return true;
  if (own.some((hit) => OWN_SIGN.test(hit.code) && isMine(text, hit))) return true;
  if (
    !others &&
    !OBSERVER.test(text) &&
    own.some(
      (hit) =>
        SUFFERED.test(hit.code) &&
        !isIdle(text, hit) &&
        !isBusy(text, hit) &&
        (hit.code !== 'control.lost' || isOwnPlace(text, hit)) &&
        isFirstPerson(text, hit) &&
        !isDenied(text, hit.start),
    )
  )
    return true;
  return !OTHERS.test(text) && own.some((hit) => hit.code === 'self.cry' && !isErrand(text, hit));
}

/** Where somebody else is affected, these say only that the texter was spoken to, asked or kept out. */
const LOOSE =
  / (?:(?:i|we) (?:also )?(?:work|clean|cook|live|sleep|stay)|(?:told|tells|tell|asked|asks|said|says|offered|tried|wants|wanted|texted|showed|warned|yelled|gave|give|gives|sell|sold|charged|charge|charges|let|help) (?:at |to )?(?:me|us)|told to|what he says|one of us|of us|happening|(?:me|nos) (?:dijo|dijeron|conto|contaron|pidio|pidieron|platico|mando|dio|dieron)) /;
/** What is suffered, and not only seen: the signs of a place and of visitors are a witness's. */
const SUFFERED =
  /^(?:danger\.now|cue\.(?:hiding|hunted|threat)|control\..*|labor\..*|condition\.(?:injured|neglected|drugged)|sex\.(?:commercial_sex|controller|branding))$/;
/** "At work, can't talk", "I don't know the street": so answers anybody who is busy or a stranger there. */
const CANNOT_TALK =
  /^(?:can not|can|could not|not able to|no puedo) (?:talk|call|speak|hablar|contestar)\b|^(?:(?:i|we|yo) )?(?:no|ni|do not|not) (?:me )?(?:se|know|recuerdo|acuerdo|remember|sure)\b.*\b(?:calle|street|address|direccion|numero|number|nombre|name|hotel|road)\b/;
const SOMEBODY_NEAR = / (?:he|she|they|him|them|hear|hears|ella|ellos|oye|oyen|oiga|escucha) /;
/** "No se donde", "idk what city": the answer to a question. */
const NOT_KNOWN =
  /^(?:(?:i|we|yo) )?(?:do |ya )?(?:no|ni|not|never) (?:\w+ )?(?:se|sabemos|know|sure)\b.*\b(?:where|donde|adonde|city|town|ciudad|pueblo|lugar|place)\b/;
const isBusy = (text: string, hit: PhraseHit): boolean => {
  const quote = text.slice(hit.start, hit.end);
  if (NOT_KNOWN.test(quote) && !isOwnPlace(text, hit)) return true;
  return CANNOT_TALK.test(quote) && !SOMEBODY_NEAR.test(text);
};

/** The texter as one who sees, drives, works beside, is told. */
const OBSERVER =
  / (?:i|we|yo) (?:just |also |have |had )?(?:saw|seen|see|heard|hear|noticed|notice|witnessed|suspect|think|believe|watched|overheard|spotted|drive|drove|passed|deliver|delivered|serve|own|manage|vi|veo|escuche|oi|creo|note|sospecho|conozco|manejo|miro) | (?:i am|im|soy) (?:an? |the |una? )?(?:\w+ ){0,2}(?:nurse|driver|trucker|clerk|teacher|counselor|bartender|bellhop|auditor|conductor|agent|medic|emt|paramedic|cashier|guard|officer|volunteer|pastor|doctor|tech|guest|neighbor|landlord|plumber|electrician|server|waitress|housekeeper at|clienta|enfermera|enfermero|maestra|maestro|chofer|trailero|troquero|repartidor|repartidora|operador|operadora|azafata|conductor|conductora|plomero|electricista|carpintero|pintor|mecanico|cartero|bombero|paramedico|doctora|dentista|abogada|abogado|trabajadora social|consejera|consejero|recepcionista|cobrador|taxista|ubero|guardia|intendente|sacristan|pastora|cura|agente|gerente|dueno|duena|inspector|inspectora|fotografo|musico|huesped|pasajera|pasajero|inquilina|inquilino|casero|casera|vecina|vecino|cajera|mesera en) | (?:nurse|driver|trucker|clerk|teacher|counselor|bartender|bellhop|auditor|conductor|housekeeper|maintenance guy|desk) here | (?:told|texted|asked|passed|handed|showed|slipped) (?:me|us|my \w+) | me (?:dijo|conto|pidio|platico) | (?:picked up|dropped|drove|gave a ride|lleve|leve|subi) (?:an?|the|her|him|una?|off) | found an? | my (?:manager|boss) (?:will not|would not) let me (?:off|go|leave) (?:til|till|until|early|at) | i get (?:paid|payed) fine | i clean (?:the )?(?:offices|rooms) | limpio en | i run | (?:got|getting|get|had|for|need) (?:a|an|my) (?:pedicure|manicure|mani|pedi|haircut|massage|facial|wax|nails|hair|lashes|brows|oil change|tattoo)\b| (?:gal|girl|lady|woman|guy|kid|man|tech) (?:doing|did|washing|cutting|cleaning|fixing|serving|ringing) (?:up )?(?:my|our) | i (?:been )?(?:go|going|went|stop|shop|eat|park|live) (?:there|here|by|across|next door|to|at)\b| (?:worked|did|do|doing|work) security | soy (?:el|la) (?:que (?:surte|reparte|entrega|lee|recoge)|del (?:agua|gas|correo|cable|pan)|de la (?:luz|basura|leche|pipa)) | me hice | me estaba (?:haciendo|cortando|arreglando) | (?:fui|voy) a(?:l)? (?:\w+ )?(?:salon|estetica|peluqueria|lavado|restaurante|tienda|spa) /;
/** What a neighbour or a customer calls theirs, without being the one it happens to. */
const NEARBY =
  'street|block|road|building|town|church|temple|school|class|gym|complex|neighborhood|county|client|clients|customer|customers|patient|neighbor|neighbors|route|bus|cab|uber|hair|nails|feet|toes|car|truck|oil|dog|calle|cuadra|barrio|colonia|edificio|iglesia|escuela|clase|ruta|pueblo|clienta|cliente|vecino|vecina|vecinos';
const FIRST_PERSON = new RegExp(
  ` (?:(?:i|me|mine|myself|we|us(?! \\d)|ours|yo|nos|nuestr[oa]s?|estoy|estamos|soy|somos|tengo|tenemos|voy|vamos|llevo|llevamos|\\p{L}{2,}[aei]mos) |(?:my|our|mi|mis) (?!(?:${NEARBY}) ))`,
  'u',
);
/** "washing dishes all day, no day off", "not paid in 7 weeks": who tells it without a person tells it of themselves. */
const NO_SUBJECT =
  /^ (?:been|not|never|working|washing|cleaning|living|sleeping|picking|stuck|locked|trapped|forced|supposed to|came here|no|only|still|can not|want|need|trabajando|limpiando|viviendo|encerrad[oa]s?|sin|ya van|corri) /;

/** "I", "my" or "us" where the sign is told, or nobody at all as its subject. */
function isFirstPerson(text: string, hit: PhraseHit): boolean {
  const from = text.lastIndexOf(' . ', hit.start);
  const to = text.indexOf(' . ', hit.end - 1);
  const sentence = text.slice(Math.max(0, from), to < 0 ? text.length : to + 1);
  return FIRST_PERSON.test(sentence) || NO_SUBJECT.test(text);
}

const VICTIMS =
  / (?:\d+ (?:men|guys|males|hombres|brothers|em)|\d+ of (?:em|them)|(?:the|them|those|these|temp|couple|few|bunch of|all|young|two|three|four|five|six|several|some|other) (?:guys|men)|guys (?:live|work|there|from|sleep|are)|busboys?|bussers?|roofers|servers|brothers?|gals?|fellas?|folks|others|bakers?|braiders?|techs?|groomers?|herders?|milkers?|rakers|helpers?|aides?|janitors?|cashiers?|painters|framers|landscapers|deckhands?|crabbers|caregivers?|(?:the|a|one|his|her|their) (?:groom|herder|maid|gal|kid|cook|baker)|picker|framer|clerk|caregiver|stock boy|helper|(?:un|una|el|la|otro|otra) (?:joven|chavalo|chavala|chavalito|chavo|chava|senor mayor|viejito|viejita)|jovenes|jovencit[oa]s?|chavalit[oa]s?|chavos|paisan[oa]s?|inquilin[oa]s?|comadre|compadre|mi (?:papa|esposo|esposa|novia|suegra|nuera|yerno)|(?:los|las) (?:que|del|de) (?:la |las |los |el )?(?:pizc|trabaj|limpi|duerm|atiend|masaj|unas|cocin|hac|viv|anuncia|vend)\p{L}*|lavaplatos|una senora|senoras|hitchhiker|buddy|roomie|roommates?|excompanera|someone|somebody|alguien|cunad[oa]|suegr[oa]|persons?|laborers|campesinos|girls?|woman|women|ladies|kids?|child|children|boys?|teens?|teenagers?|minors?|workers|worker|coworkers?|employees|victims?|students?|patient|passengers?|waitress|waiter|maids?|nanny|housekeepers|cooks?|dishwashers?|pickers?|dancers?|masseuses?|cousins?|sisters?|nephew|niece|neighbors?|friends?|people|crew|youths?|immigrants|migrants|classmate|roommate|her|she|muchachas?|muchachos?|mujer|mujeres|ninas?|ninos?|chicas?|trabajador\p{L}*|gente|companer\p{L}*|prim[oa]s?|herman[oa]s?|vecin[oa]s?|amig[oa]s?|hij[oa]s?|sobrin[oa]s?|alumn[oa]s?|ella|ellas|cocinero|empleadas?|sirvienta) /gu;
/** "my own kids", "I am a nanny", "the lady I work for", "says it to his friends": no other is affected. */
const NOT_ANOTHER_BEFORE =
  / (?:his|their|other|(?:me|i|myself|yo) (?:and|y) (?:(?:the|my|some|los|las|mis|\d+|two|three) )*|am an?|am the|im an?|im the|as an?|like an?|soy|de|was an?|be an?|supposed to be an?|of us|we are|somos|sus|otras?|otros?) $/;
/** Words for a woman in charge: "she" is then no victim. */
const WOMAN_IN_CHARGE =
  / (?:madam|mama san|lady i|lady who|the lady|this lady|aunt|auntie|tia|senora|patrona|landlady|maam|stepmom|mother in law|my mom|my mother|boss lady|jefa|duena|encargada|my baby|my daughter|my sis|my sister|the family|couple|wife) /;

/** Is somebody other than the texter affected? */
function speaksOfOthers(text: string): boolean {
  const inCharge = WOMAN_IN_CHARGE.test(text);
  for (const match of text.matchAll(VICTIMS)) {
    const word = match[0].trim();
    if ((word === 'she' || word === 'her') && inCharge) continue;
    const before = text.slice(Math.max(0, match.index - 24), match.index + 1);
    if (NOT_ANOTHER_BEFORE.test(before)) continue;
    return true;
  }
  return false;
}

/** "Help me with my order", "help us find her". */
function isErrand(text: string, hit: PhraseHit): boolean {
  return /^ (?:with|find|understand|know|order|report|con|encontrar|entender) /.test(
    text.slice(hit.end, hit.end + 14),
  );
}

/** Signs whose object, where it is "me" or "us", is the one affected. */
const OWN_SIGN =
  /^(?:control\.(?:not_free_to_leave|id_held|money_held|watched)|labor\..*|sex\.(?:commercial_sex|controller|online_ad)|danger\.now)$/;
const MINE =
  / (?:us|me|myself|nos|(?:my|our|mi|mis|nuestr[oa]s?) (?:own )?(?:passports?|ids?|papers|paperwork|documents|visas?|licenses?|green card|money|pay|paychecks?|checks?|tips|wages|phones?|pasaportes?|papeles|documentos|identificacion|dinero|sueldo|cheques?|propinas|celular|telefono)) /;

function isMine(text: string, hit: PhraseHit): boolean {
  const quote = ` ${text.slice(hit.start, hit.end)} `;
  return MINE.test(quote) && !isStaff(text, hit) && !isIdle(text, hit) && !NOT_MINE.test(quote);
}

/** "She told me he hits her": "me" is only who was told. */
const NOT_MINE =
  / (?:told|tells|tell|asked|asks|texted|showed|called|gave|gives|handed|calls|begged|dijo|conto|pidio|dio|help|ayud\w+) (?:me|us|nos) | (?:let|lets) (?:me|us) (?:in|inside|clean|enter|see|talk|help|check|near|call|look|speak) /;

/** "My boss had me lock the workers in": made a helper of, not held. */
const MADE_TO_HELP =
  /^(?:[^ .]+ ){0,4}(?:had|has|have|made|makes|make|asked|told|wants|wanted) (?:me|us) (?:to )?(?:lock|guard|watch|drive|count|collect|hold|take|keep|check|drop|pick|book|sign|report|haul|translate|drop off|train|supervise) (?:off |up |out )?(?:the|them|all|her|him|those|these|every\w*|\w+s) /;

/** "Hit me up", "my phone made me late", "it made me sad", "I cant leave my post". */
function isIdle(text: string, hit: PhraseHit): boolean {
  return (
    MADE_TO_HELP.test(text.slice(hit.start, hit.end + 40)) ||
    /(?:let|lets) me (?:off|go|leave) (?:til|till|until|early|at|for) /.test(
      text.slice(hit.start, hit.end + 20),
    ) ||
    /(?:fired|laid off|corrio|despidio) me/.test(text.slice(hit.start, hit.end)) ||
    / (?:sell|sold|sells|selling) me (?!to |for |out |every|at |and |when |,|\.|off)/.test(
      ` ${text.slice(hit.start, hit.end + 12)}`,
    ) ||
    / leave (?:my|the) (?:front )?(?:post|shift|desk|station|truck|bus|counter|register|floor|class) /.test(
      text.slice(hit.start, hit.end + 20),
    ) ||
    /(?:hit|hits|hitting|beat|beats) (?:me|us) up/.test(text.slice(hit.start, hit.end + 4)) ||
    (/^(?:make|makes|made|making) (?:me|us)/.test(text.slice(hit.start, hit.end)) &&
      (/ (?:phone|it|that|this|which|what|story|news|seeing|battery|traffic|really|kinda|just) $/.test(
        text.slice(Math.max(0, hit.start - 10), hit.start),
      ) ||
        /^(?:make|makes|made|making) (?:me|us) (?:late|sad|sick|mad|angry|uncomfortable|nervous|think|wonder|feel|worried|suspicious|cry|uneasy|want to (?:call|report))/.test(
          text.slice(hit.start, hit.end + 16),
        )))
  );
}

/** "They won't let me in room 8": a cleaner, not a captive. */
function isStaff(text: string, hit: PhraseHit): boolean {
  if (
    / (?:dejan?|dejaron|dejo) (?:pasar|entrar|limpiar|hablar con (?:ella|el|ellas)) /.test(
      text.slice(hit.start - 1, hit.end + 26),
    )
  )
    return true;
  return (
    /let (?:me|us) (?:in|inside|clean|enter|see|talk|help|check|near|come in|look|speak|translate|ask|call) /.test(
      text.slice(hit.start, hit.end + 16),
    ) &&
    (!/ (?:leave|out|go home|my family|my (?:mom|kids|mother|home|husband|sister|daughter)) /.test(
      text.slice(hit.start, hit.end + 34),
    ) ||
      / (?:room|towels|clean|housekeep\w*|disturb|maid) /.test(text)) &&
    !/ (?:my|our) (?:family|mom|kids|mother|home)/.test(text.slice(hit.start, hit.end + 34))
  );
}

/** "If someone forces me to work a double, is that …?" */
const HYPOTHETICAL =
  / (?:if (?:someone|somebody|anyone|a boss|an employer|your boss)|is it (?:legal|illegal|ok|allowed|against the law)(?: \w+){0,2}) (?:[^ .]+ )?$/;

/** Inside someone else's words: "she whispered help me". */
function isReported(text: string, start: number): boolean {
  if (HYPOTHETICAL.test(text.slice(Math.max(0, start - 30), start + 1))) return true;
  const before = text.slice(Math.max(0, start - WINDOW), start);
  const sentence = before.slice(Math.max(0, before.lastIndexOf(' . ')));
  return (
    REPORTED.test(sentence) ||
    QUOTED.test(before) ||
    (HE_SAID.test(sentence) && AFFECTED_MAN.test(text.slice(0, start)))
  );
}
