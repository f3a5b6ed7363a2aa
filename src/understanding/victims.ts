/** How many people are affected: said as a number, as "the 7 of us", "crew of 8", "a couple of teens". Visitors and controllers are not counted. */
import { correctionEnd } from './corrections.js';
import { isNegated } from './phrases.js';
import type { Doc, Plain } from './normalize.js';

const NUMBERS: Record<string, number> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  couple: 2,
  dozen: 12,
  'two dozen': 24,
  'couple dozen': 24,
  'half a dozen': 6,
  'half dozen': 6,
  'docena de': 12,
  'media docena de': 6,
  un: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  once: 11,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciseis: 16,
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
};
const NUMBER =
  '(?<n>\\d{1,3}|(?:two |couple |half a |half )?dozen|(?:media )?docena de|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte|treinta|cuarenta)';
const ADJECTIVES =
  '(?:(?:young|younger|teen|teenage|teenaged|underage|little|small|asian|white|black|hispanic|latina|latino|mexican|chinese|filipino|filipina|guatemalan|honduran|vietnamese|thai|korean|haitian|foreign|spanish|other|scared|female|male|minor|different|adult|farm|migrant|immigrant|undocumented|teen|older|new|diff|disabled|handicapped|homeless|deaf|lil|ride|fair|carnival|magazine|college|nuevas|nuevos|skinny|thin|hotel|restaurant|construction|sales|delivery|factory|kitchen|cleaning|salon|spa|field|oil|plant|barn|more|of his|of her|of their|of|or|so|the|these|those|our|my|us|jovenes|como|menores|pobres|around|about|like|maybe|20ish|indian|african|eastern|european|russian|roofing|seasonal|h2a|exhausted|tired|crying|terrified|barefoot|dirty|high|school|grown|1\\d year old|(?:[5-9]|1[0-2])th (?:grade|grader)) ){0,3}';
/** "9 dominicanos", "6 Jamaicans". */
const NATIONS =
  'dominicans|cubans|venezuelans|colombians|salvadorans|nicaraguans|peruvians|ecuadorians|brazilians|haitians|jamaicans|filipinos|filipinas|indonesians|ukrainians|romanians|bulgarians|russians|nepalis|indians|thais|nigerians|kenyans|africans|dominican[ao]s|cuban[ao]s|venezolan[ao]s|colombian[ao]s|salvadoren[ao]s|nicas|peruan[ao]s|ecuatorian[ao]s|brasilen[ao]s|haitian[ao]s|mexican[ao]s|hondurenos|hondurenas|guatemaltec[ao]s|oaxaquen[ao]s|chiapanec[ao]s';
const AFFECTED = `girls|women|womens|peoples|ladies|females|kids|children|boys|teens|teenagers|minors|people|brothers|sisters|cousins|workers|employees|persons|men|guys|males|victims|youths|students|passengers|maids|housekeepers|cleaners|cooks|dishwashers|dancers|immigrants|migrants|masseuses|muchachas|muchachos|mujeres|hombres|ninas|ninos|chicas|chicos|personas|trabajadores|trabajadoras|menores|jovenes|senoras|adolescentes|companeros|companeras|jovencitas|muchachitas|empleados|empleadas|migrantes|morras|chamacos|chamacas|pasajeros|crew|laborers|pickers|roofers|nannies|siblings|guatemalans|hondurans|mexicans|seamstresses|busboys|servers|waitresses|drivers|foreigners|young|fellas|fellows|folks|dudes|gals|lads|techs|technicians|bakers|braiders|groomers|grooms|herders|milkers|rakers|aides|helpers|bussers|janitors|painters|framers|landscapers|deckhands|fishermen|sailors|welders|movers|carpenters|packers|cutters|stitchers|sewers|operators|caregivers|attendants|hands|recruits|refugees|tenants|hostesses|strippers|escorts|prostitutes|hookers|riders|little ones|young ones|${NATIONS}|vatos|tipos|morros|plebes|paisanos|albaniles|techadores|lavaplatos|costureras|limpiadoras|niñeras|cuidadoras|meseras|meseros|peones|ayudantes|chavas|chavos|chicanos|gentes|faces|chavitos|chavitas|morritos|morritas|muchachitos|jovencitos|hermanitos|hermanitas|lechugueros|freseros|tomateros|uveros|naranjeros|cebolleros|algodoneros|cosechadores|freshmen|sophomores|1\\d year olds|cocineros|pizcadores|campesinos|jornaleros|obreros|toddlers|babies`;
const COUNTED = new RegExp(
  `(?<= )(?:like |about |around |at least |over |maybe |como |unos |unas |probably |)${NUMBER} (?:or (?:so |\\d{1,2} )|o \\d{1,2} |to \\d{1,2} |a \\d{1,2} |plus )?${ADJECTIVES}(?<who>${AFFECTED}|hermanos|hermanas|primos|primas) `,
  'gu',
);
const US_COUNT = new RegExp(
  `(?<= )(?:there (?:is|are) |we are |we is |somos (?:como )?(?:unos |unas )?|there is like |theres |habemos |estamos |all |nosotros |nous sommes |somos uns |nou se |hay |son |eran |van |a los |a las |los |las |the |)${NUMBER} (?:of (?:us|them)|que somos|que son|que estamos|que estan|que vivimos|que trabajamos|de nosotros|de nosotras|de ellos|de ellas|personas|en total|in total|moun|pessoas|personnes|of em) `,
  'gu',
);
const SOMOS = new RegExp(
  `(?<= )(?:somos|we are|we|there is|crew of|group of|team of|family of|bunch of|load of|gang of|crews of|groups of|cuadrilla de|grupo de|vivimos|dormimos|nou se|nous sommes|habemos|estamos|andamos|quedamos|venimos|seguimos) (?:like |about |around |como |unos |unas |aproximadamente |mas de |over )?${NUMBER} (?!years|anos|hours|horas|miles|minutes|dias|days|weeks|blocks|exits|am|pm|in the morning|more|times|or|dollars|meses|mil|stops|states|mins|min)`,
  'gu',
);
/** "20 mushroom pickers": what they pick, cut or pack stands before their trade. */
const TRADE = new RegExp(
  `(?<= )${NUMBER} (?!(?:hours?|hrs|days?|weeks?|months?|years?|miles|dollars|bucks|of|the|and|or|to|other|a|an|in|on|at|for|his|her|my|their|our) )\\p{L}{3,14} (?:pickers|cutters|packers|harvesters|trimmers|planters|shuckers|pruners|loggers|rakers|growers|diggers|peelers|sorters|thinners) `,
  'gu',
);
const HOME =
  '(?:house|room|trailer|apartment|apt|basement|garage|bunkhouse|cabin|van|truck|shed|bedroom|barn|unit|attic|camper|bus|minivan|tent|container|dorm|cuarto|casa|traila|sotano|apartamento|departamento|camioneta|habitacion|bodega|cochera|galera|troca|recamara)';
/** "Workers, 20 in a house meant for 6", "they put us 12 to a room", "son 9 en un cuarto", "moves them in one truck, 13 deep". */
const PACKED = new RegExp(
  `(?<= (?:[.,]|us|them|em|sleep|sleeping|live|living|bunk|crams?|stuffs?|packed|packs|keeps|houses|son|eran|viven|duermen|dormimos|vivimos|meten) )(?:like |about |over |como |unos |unas |all )?${NUMBER} (?:deep (?!cuts?|snow|inches|feet)|(?:in|to|per|en) (?:a|an|one|each|the same|the|un|una|cada|el mismo|la misma) (?:[\\p{L}]+ )?${HOME} )`,
  'gu',
);
/** "Son 4, les quito los telefonos": a number for people just spoken of. */
const THEY_ARE =
  /(?<= )son (?:como |unos |unas )?(?<n>\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce) (?=, (?:les|las|los|no (?:las|los|les)|todos|todas) |(?:ahi|adentro|encerrad[oa]s|amontonad[oa]s|durmiendo|viviendo) )/gu;
/** "Nos levanta a 20", "mete a 12 en una van", "las lleva como a 7": how many are taken, not the hour. */
const TAKEN_ALONG = new RegExp(
  `(?<= )(?:(?:nos|los|las) (?:\\p{L}+ )?)?(?:mete|meten|metio|metieron|sube|suben|subio|levanta|levantan|recoge|recogen|lleva|llevan|trae|traen|tira|tiran|baja|bajan|amontona|amontonan|encierra|encierran|acarrea|acarrean|carga|cargan|avienta|avientan) (?:como )?a (?:como |unos |unas )?${NUMBER} (?=en (?!punto)|y (?!media|cuarto)|de (?:nosotr|ell)[oa]s|todos |todas |junt[oa]s |cada |por viaje|diario|\\. |, |$)`,
  'gu',
);
/** "They bring us 11 in an old bus", "drives them 9 at a time". */
const BROUGHT = new RegExp(
  `(?<= )(?:brings?|drives?|hauls?|takes?|carry|carries|crams?|packs?|stuffs?|sends?|moves?|squeezes?|loads?) (?:us|them|em|the girls|the guys|the workers) (?:like |about |around |all )?${NUMBER} (?:in (?!the (?:morning|evening|afternoon)|am|min|hours|days|weeks|all)|at a time|at once|each trip|per (?:van|trip|load|truck)|deep )`,
  'gu',
);
/** "Wont let the 6 in back get out", "con las 3 adentro". */
const INSIDE = new RegExp(
  `(?<= )(?:(?<!(?:off|on|of|in|at|take|took) )the ${NUMBER} (?:in|inside) (?:the |his |her |that )?(?:back|trunk|bed|basement|attic|cellar|trailer|van|truck|house|barn|shed|room)|(?<!(?:a|desde|hasta|de|entre|sobre) )(?:las|los) (?<m>\\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) (?:adentro|encerrad[oa]s|amarrad[oa]s|amontonad[oa]s)) (?!(?:seats? )?(?:are |who |keep )?(?:guard|watch|hit|beat|grab|hold|held|pay|paid|smok|laugh|drink)\\p{L}* )`,
  'gu',
);
/** "sisters 13 and 15", "dos hermanos de 9 y 12": two, by their ages. */
const TWO_AGES =
  /(?<= )(?<!(?:my|his|her|their|our|your|have|tengo|mis|sus|\d|three|tres) )(?:sisters|brothers|siblings|hermanas|hermanos|hermanitas|hermanitos) (?:, )?(?:like |about |maybe |ages? |aged |de |como de )*(?:[5-9]|1\d) (?:and|y) (?:[5-9]|1\d) (?!hours|horas|min|dollars|bucks|am |pm )/gu;
/** "At least 5 by my count". */
const BY_COUNT = new RegExp(`(?<= )${NUMBER} by my count `, 'gu');
/** "Llegan de a 5 en una van", "siempre de 4 en 4". */
const AT_A_TIME =
  /(?<= )(?:(?:llegan|vienen|traen|trae|suben|bajan|mueven|mueve|llevan|lleva) (?:\p{L}+ )?de a (?<n>\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|diez) (?=en )|de (?<m>\d{1,2}|dos|tres|cuatro|cinco|seis|siete|ocho|diez) en \k<m> )/gu;
/** "Me and two others": the texter is one of them. */
const AND_ME = new RegExp(
  `(?<= )(?:me|i|myself|yo) (?:and|y) (?:the |los |las )?(?:other )?${NUMBER} (?:others|more|mas|otros|otras) `,
  'gu',
);
/** "Couple of teens", "both girls", "un par de muchachas": two. */
const PAIR = new RegExp(
  `(?<= )(?:(?:a )?couple (?:of )?|a pair of |both (?:of (?:the|these|those) |the |these |those )?|un par de |las dos |los dos |ambas |ambos )${ADJECTIVES}(?:${AFFECTED}) `,
  'gu',
);
/** "Drives all 7 over in his van": a number for people just spoken of. */
const ALL_OF = new RegExp(
  `(?<= )(?:all|drives|drops|picks up|loads|hauls|brings) ${NUMBER} (?=over|in |of |back|to |out|together|around|off|up|at once|from|live|sleep|work|share)`,
  'gu',
);
const VISITOR_CONTEXT =
  /^(?:[\p{L}\p{N}]+ ){0,3}(?:in and out|come and go|coming and going|came|come|comes|coming|go in|going in|visit|visiting|knock|pay|paying|paid for|buy|a night|per night|every|each|an hour|entering|show|in line|waiting|entran|salen|llegan|vienen|cada|por noche|al dia|per day|a day|after) /u;
const CONTROLLER_CONTEXT =
  /^(?:[\p{L}\p{N}]+ ){0,2}(?:guard|guarding|watch|watching|outside|control|drive|keep|run|hold|holding|standing|with guns|armed|yelling|beating|hitting|taking|vigil|cuidan|armados) /u;
const MALE_CONTROL = new Set('men guys males hombres drivers'.split(' '));
/** "Brings in 6 guys in one van every night": driven men are no visitors. */
const DRIVEN_CONTEXT = new RegExp(
  `^(?:over |around |up )?(?:in|into|en) (?:one|a|his|her|the|this|that|an|un|una|su|la|el) (?:\\p{L}+ )?(?:van|truck|bus|minivan|suv|pickup|trailer|camioneta|troca) `,
  'u',
);
/** "2 kids with her not hers". */
const NOT_THEIRS =
  /^(?:with (?:her|him|them) )?,? ?(?:that |who )?(?:are |is )?(?:not|arent|isnt|aint) (?:hers|his|theirs) /;
const FAMILY_CHILDREN =
  /(?:^| )(?:their|his|her|my|your|our|family|familys|owners|sus|mis|the couples|couples|employers|bosss|watch|watches|watching|for the|for|raise|raises|raising|cares? for|caring for|cuida|cuidando|cuidar|babysits?|babysitting|with|has|have|tiene|sus propios) (?:own )?$/;
/** "4 teen boys splitting firewood": put to work. */
export const ARE_WORKED =
  /^(?:out |up |still |all |he |she )*(?:splitting|working|picking|selling|cleaning|packing|cutting|hauling|scrubbing|mowing|digging|loading|begging|sewing|washing|roofing|chopping|stacking|weeding|harvesting|panhandling|sanding|peeling|sorting|milking|shoveling|raking|butchering|hanging|knocking|locked|chained|sleeping (?:in|on) (?:the|a|his|her) (?:barn|shed|garage|van|truck|floor|basement)) /;
/** "Bought tickets for 4 boys". */
const SEATS_BEFORE = /(?: |^)(?:tickets?|tix|boletos|seats|fares|bunks|beds) (?:for|para) $/;
/** "10 of his cooks"; "2 of her kids" and "3 of his guys" are none of the affected. */
const WORKS_FOR =
  /^(?:workers|employees|girls|women|maids|housekeepers|cleaners|cooks|dishwashers|dancers|laborers|pickers|roofers|nannies|seamstresses|busboys|servers|waitresses|techs|helpers|painters|framers|landscapers|caregivers|aides|strippers|hookers|tenants)$/;
const OTHER_SCRIPT =
  /(\d{1,3}) ?(?:多)?(?:个|個|人|名|位|명|человек|человека|девуш\p{L}*|женщин\p{L}*|أشخاص|شخص\p{L}*|نساء|فتيات|عمال|người|nguoi|chị em|đứa trẻ|em gái|phụ nữ|công nhân|thanh niên|cô gái|phụ nữ|moun|personnes|femmes|filles|pessoas|mulheres|meninas|homens|mo[cç]as|mo[cç]os|rapazes|garotas|crian[cç]as|trabalhador\p{L}*|brasileir\p{L}*|katao|kababaihan|fi|fanm|travailleurs|(?:po )?kami|tao|hommes|ti fi|đứa)/u;
const WORD_SCRIPT = /([一二两三四五六七八九十])(?:个|名|位)/u;
const WORD_COUNT =
  /(?<![\p{L}])(de(?= (?:moun|fi|fanm|timoun|gason) )|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|duas|dois|três|quatro|cinco|seis|sete|oito|nove|dez|twa|kat|senk|sis|sèt|uit|nèf|dis|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:người|cô gái|phụ nữ|chị em|đứa|em|công nhân|mulheres|meninas|homens|mo[cç]as|garotas|pessoas|crian[cç]as|moun|fi|fanm|timoun|gason|femmes|filles|personnes|hommes|enfants)/u;
/** "Two" to "ten" in Vietnamese, Portuguese, Haitian and French. */
const COUNT_WORDS: ReadonlyMap<string, number> = new Map(
  [
    'hai ba bốn năm sáu bảy tám chín mười',
    'dois três quatro cinco seis sete oito nove dez',
    'duas',
    'de twa kat senk sis sèt uit nèf dis',
    'deux trois quatre cinq six sept huit neuf dix',
  ].flatMap((words) => words.split(' ').map((word, index): [string, number] => [word, index + 2])),
);
const CHINESE: Record<string, number> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const SOMOS_OTHER =
  /\b(?:somos|nou se|nous sommes|chúng tôi có|kami ay|kaming|nous|нас|we zijn|somos uns|há|tem|có|gen|il y a|may)\s+(\d{1,3})\b(?! ?(?:anos|mois|mwa|horas|hores|meses|tháng|heures|è|ans|buwan|năm|ngày|dias|semanas|giờ|месяц|days|hours|tuần|mil|oras|taon|jou|semèn))/u;

interface Count {
  count: number;
  end: number;
}

export function countVictims(doc: Doc, plain: Plain, mainLanguage: boolean): number | undefined {
  if (!mainLanguage) return countOther(doc);
  const { text } = plain;
  const corrected = correctionEnd(text);
  const later = corrected === 0 ? undefined : countIn(text, corrected);
  const first = later ?? countIn(text, 0);
  const bare =
    first === undefined || later !== undefined
      ? undefined
      : (recount(text, first, corrected) ?? countedAgain(text, first));
  return bare ?? first?.count;
}

/** "there are 4 kids wait no 5": a bare number right after a correction that follows right on the count. */
function recount(text: string, first: Count, corrected: number): number | undefined {
  if (corrected <= first.end || corrected - first.end > RECOUNT_CHARS) return undefined;
  return toNumber(RECOUNT.exec(text.slice(corrected, corrected + 60))?.groups?.n);
}

/** "5 girls no 6 i recounted", "las 4 muchachas, no son 5, les paga poco": right after the count, and the clause ends with it. */
function countedAgain(text: string, first: Count): number | undefined {
  return toNumber(COUNTED_AGAIN.exec(text.slice(first.end - 1, first.end + 60))?.groups?.n);
}

const COUNTED_AGAIN = new RegExp(
  `^ (?:[,.] )?no (?:, )?(?:its |it is |theres |there is |there are |son |eran |make that )?${NUMBER} (?=[,.] |i (?:re)?count\\p{L}* |i (?:see|saw|forgot) |actually |of them |total |now |en total |got |get |$)`,
  'u',
);
const RECOUNT_CHARS = 24;
const RECOUNT = new RegExp(
  `^ (?:, |its |it is |there is |there are |theyre |they are |more like |like |maybe |son |eran )*${NUMBER} (?!hours?|hrs|days?|weeks?|months?|years?|am |pm |anos|horas|dias|miles|minutes|min |dollars|bucks|rooms?|vans?|cars?|trucks?|times|oclock)`,
  'u',
);

/** The number told from `from` on, and where it is told. */
function countIn(text: string, from: number): Count | undefined {
  for (const pattern of [US_COUNT, SOMOS, ALL_OF]) {
    for (const match of text.matchAll(pattern)) {
      if (match.index < from) continue;
      const count = toNumber(match.groups?.n);
      if (count !== undefined && !isDenied(text, match.index)) return toCount(count, match);
    }
  }
  for (const match of text.matchAll(AND_ME)) {
    const others = toNumber(match.groups?.n);
    if (match.index >= from && others !== undefined) return toCount(others + 1, match);
  }
  for (const match of text.matchAll(COUNTED)) {
    if (match.index < from) continue;
    const count = toNumber(match.groups?.n);
    if (count !== undefined && areAffected(text, match, count)) return toCount(count, match);
  }
  for (const match of text.matchAll(PAIR))
    if (match.index >= from && !isNegated(text, match.index)) return toCount(2, match);
  for (const match of text.matchAll(TWO_AGES)) if (match.index >= from) return toCount(2, match);
  for (const pattern of [TRADE, PACKED, THEY_ARE, BY_COUNT, AT_A_TIME, TAKEN_ALONG, BROUGHT, INSIDE]) {
    for (const match of text.matchAll(pattern)) {
      if (match.index < from) continue;
      const count = toNumber(match.groups?.n ?? match.groups?.m);
      if (count !== undefined && count > 1 && !isDenied(text, match.index)) return toCount(count, match);
    }
  }
  return undefined;
}

const toCount = (count: number, match: RegExpExecArray): Count => ({
  count,
  end: match.index + match[0].length,
});

/** A "no" or "not" right before the number: "there are not 5 of them". One earlier in the clause says something else. */
const isDenied = (text: string, start: number): boolean =>
  /(?: |^)(?:no|not|never|arent|isnt|wasnt|werent|ni|nunca|tampoco|without|sin) (?:like |about |even |exactly |just |son |somos |hay |eran )?$|(?:atiend\p{L}{1,4}|atender|serve|servicing|service) $/u.test(
    text.slice(Math.max(0, start - 24), start),
  );

/** Are those counted the affected: no visitors, controllers or children of the house, and no room's number? */
function areAffected(text: string, match: RegExpExecArray, count: number): boolean {
  const who = match.groups?.who ?? '';
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
  const before = text.slice(Math.max(0, match.index - 24), match.index);
  if (count === 0 || count > 300) return false;
  if (
    VISITOR_CONTEXT.test(after) &&
    !DRIVEN_CONTEXT.test(after) &&
    (MALE_CONTROL.has(who) || who === 'people')
  )
    return false;
  if (MALE_CONTROL.has(who) && CONTROLLER_CONTEXT.test(after)) return false;
  if (/ of (?:his|her|their) /.test(match[0]) && !WORKS_FOR.test(who)) return false;
  if (
    /^(?:kids|children|boys|ninos|ninas|menores|hermanit[oa]s|chavit[oa]s)$/.test(who) &&
    FAMILY_CHILDREN.test(before.trimEnd() + ' ') &&
    !NOT_THEIRS.test(after) &&
    !ARE_WORKED.test(after) &&
    !SEATS_BEFORE.test(before)
  )
    return false;
  if (
    /(?:room|exit|route|hwy|highway|interstate|mm|marker|line|train|rm|unit|apt|sched|at|age|plate) $/.test(
      before,
    ) &&
    /^\d+$/.test(match.groups?.n ?? '') &&
    count > 20
  )
    return false;
  if (who === 'crew' && /^(?:vans?|cabs?|chiefs?|leaders?|boss|trucks?|buses|bus) /.test(after)) return false;
  if (
    /^(?:herman|prim)[oa]s$/.test(who) &&
    (!/^(?:de|que|trabaj\p{L}*|viven|duermen|encerrad[oa]s) /u.test(after) ||
      /(?:tengo|tenia|son|somos|mis|sus|con) $/.test(before))
  )
    return false;
  return who !== 'young' || /^(?:girls|women|men|guys)/.test(after);
}

function countOther(doc: Doc): number | undefined {
  const text = doc.text.toLowerCase();
  const counted = OTHER_SCRIPT.exec(text)?.[1] ?? SOMOS_OTHER.exec(text)?.[1];
  if (counted !== undefined) return Number(counted) < 300 ? Number(counted) : undefined;
  const word = COUNT_WORDS.get(WORD_COUNT.exec(text)?.[1] ?? '');
  if (word !== undefined) return word;
  const counts = [...text.matchAll(new RegExp(WORD_SCRIPT, 'gu'))].map(
    (match) => CHINESE[match[1] ?? ''] ?? 1,
  );
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function toNumber(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  return /^\d+$/.test(written) ? Number(written) : NUMBERS[written];
}
