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
  twenty: 20,
  thirty: 30,
  couple: 2,
  dozen: 12,
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
};
const NUMBER =
  '(?<n>\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte|treinta)';
const ADJECTIVES =
  '(?:(?:young|younger|teen|teenage|teenaged|underage|little|small|asian|white|black|hispanic|latina|latino|mexican|chinese|filipino|filipina|guatemalan|honduran|vietnamese|thai|korean|haitian|foreign|spanish|other|scared|female|male|minor|different|adult|farm|migrant|immigrant|undocumented|teen|older|skinny|thin|hotel|restaurant|construction|sales|delivery|factory|kitchen|cleaning|salon|spa|field|oil|plant|barn|more|of|or|so|the|these|those|our|my|us|jovenes|como|menores|pobres|around|about|like|maybe|20ish|indian|african|eastern|european|russian|roofing|seasonal|h2a|exhausted|tired|crying|terrified|barefoot|dirty|high|school|grown) ){0,3}';
const AFFECTED =
  'girls|women|womens|peoples|ladies|females|kids|children|boys|teens|teenagers|minors|people|brothers|sisters|cousins|workers|employees|persons|men|guys|males|victims|youths|students|passengers|maids|housekeepers|cleaners|cooks|dishwashers|dancers|immigrants|migrants|masseuses|muchachas|muchachos|mujeres|hombres|ninas|ninos|chicas|chicos|personas|trabajadores|trabajadoras|menores|jovenes|senoras|adolescentes|companeros|companeras|jovencitas|muchachitas|empleados|empleadas|migrantes|morras|chamacos|chamacas|pasajeros|crew|laborers|pickers|roofers|nannies|siblings|guatemalans|hondurans|mexicans|seamstresses|busboys|servers|waitresses|drivers|foreigners|young|fellas|fellows|folks|dudes|gals|lads|techs|technicians|bakers|braiders|groomers|grooms|herders|milkers|rakers|aides|helpers|bussers|janitors|painters|framers|landscapers|deckhands|fishermen|sailors|welders|movers|carpenters|packers|cutters|stitchers|sewers|operators|caregivers|attendants|hands|recruits|refugees|tenants|hostesses|strippers|escorts|prostitutes|vatos|tipos|morros|plebes|paisanos|albaniles|techadores|lavaplatos|costureras|limpiadoras|niñeras|cuidadoras|meseras|meseros|peones|ayudantes|chavas|chavos|chicanos|cocineros|pizcadores|campesinos|jornaleros|obreros|toddlers|babies';
const COUNTED = new RegExp(
  `(?<= )(?:like |about |around |at least |over |maybe |como |unos |unas |probably |)${NUMBER} (?:or (?:so |\\d{1,2} )|o \\d{1,2} |to \\d{1,2} |a \\d{1,2} |plus )?${ADJECTIVES}(?<who>${AFFECTED}) `,
  'gu',
);
const US_COUNT = new RegExp(
  `(?<= )(?:there (?:is|are) |we are |we is |somos (?:como )?(?:unos |unas )?|there is like |theres |habemos |estamos |all |nosotros |nous sommes |somos uns |nou se |hay |son |eran |van |a los |a las |los |las |the |)${NUMBER} (?:of (?:us|them)|que somos|que son|que estamos|que estan|que vivimos|que trabajamos|de nosotros|de nosotras|de ellos|de ellas|personas|en total|in total|moun|pessoas|personnes|of em) `,
  'gu',
);
const SOMOS = new RegExp(
  `(?<= )(?:somos|we are|we|there is|crew of|group of|team of|family of|bunch of|load of|gang of|crews of|groups of|cuadrilla de|grupo de|vivimos|dormimos|nou se|nous sommes|habemos|estamos) (?:like |about |around |como |unos |unas |aproximadamente |mas de |over )?${NUMBER} (?!years|anos|hours|horas|miles|minutes|dias|days|weeks|blocks|exits|am|pm|in the morning|more|times|or|dollars|meses|mil|stops|states|mins|min)`,
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
  /^(?:[\p{L}\p{N}]+ ){0,3}(?:in and out|come and go|coming and going|came|come|comes|coming|go in|going in|visit|visiting|knock|pay|paying|buy|a night|per night|every|each|an hour|entering|show|in line|waiting|entran|salen|llegan|vienen|cada|por noche|al dia|per day|a day|after) /u;
const CONTROLLER_CONTEXT =
  /^(?:[\p{L}\p{N}]+ ){0,2}(?:guard|guarding|watch|watching|outside|control|drive|keep|run|hold|holding|standing|with guns|armed|yelling|beating|hitting|taking|vigil|cuidan|armados) /u;
const MALE_CONTROL = new Set('men guys males hombres drivers'.split(' '));
const FAMILY_CHILDREN =
  /(?:^| )(?:their|his|her|my|your|our|family|familys|owners|sus|mis|the couples|couples|employers|bosss|watch|watches|watching|for the|for|raise|raises|raising|cares? for|caring for|cuida|cuidando|cuidar|babysits?|babysitting|with|has|have|tiene|sus propios) (?:own )?$/;
const OTHER_SCRIPT =
  /(\d{1,3}) ?(?:多)?(?:个|個|人|名|位|명|человек|человека|девуш\p{L}*|женщин\p{L}*|أشخاص|شخص\p{L}*|نساء|فتيات|عمال|người|nguoi|chị em|đứa trẻ|em gái|phụ nữ|công nhân|thanh niên|cô gái|phụ nữ|moun|personnes|femmes|filles|pessoas|mulheres|meninas|homens|mo[cç]as|mo[cç]os|rapazes|garotas|crian[cç]as|trabalhador\p{L}*|katao|kababaihan|fi|fanm|travailleurs|kami|tao|hommes|ti fi|đứa)/u;
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

export function countVictims(doc: Doc, plain: Plain, mainLanguage: boolean): number | undefined {
  if (!mainLanguage) return countOther(doc);
  const corrected = correctionEnd(plain.text);
  const later = corrected === 0 ? undefined : countIn(plain.text, corrected);
  return later ?? countIn(plain.text, 0);
}

/** The number told from `from` on. */
function countIn(text: string, from: number): number | undefined {
  for (const pattern of [US_COUNT, SOMOS, ALL_OF]) {
    for (const match of text.matchAll(pattern)) {
      if (match.index < from) continue;
      const count = toNumber(match.groups?.n);
      if (count !== undefined && !isNegated(text, match.index)) return count;
    }
  }
  for (const match of text.matchAll(COUNTED)) {
    if (match.index < from) continue;
    const count = toNumber(match.groups?.n);
    const who = match.groups?.who ?? '';
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    if (count === undefined || count === 0 || count > 300) continue;
    if (VISITOR_CONTEXT.test(after) && (MALE_CONTROL.has(who) || who === 'people')) continue;
    if (MALE_CONTROL.has(who) && CONTROLLER_CONTEXT.test(after)) continue;
    if (
      /^(?:kids|children|boys|ninos|ninas|menores)$/.test(who) &&
      FAMILY_CHILDREN.test(before.trimEnd() + ' ')
    )
      continue;
    if (
      /(?:room|exit|route|hwy|highway|interstate|mm|marker|line|train|rm|unit|apt|sched|at|age|plate) $/.test(
        before,
      ) &&
      /^\d+$/.test(match.groups?.n ?? '') &&
      count > 20
    )
      continue;
    if (who === 'young' && !/^(?:girls|women|men|guys)/.test(after)) continue;
    return count;
  }
  for (const match of text.matchAll(PAIR)) if (match.index >= from && !isNegated(text, match.index)) return 2;
  return undefined;
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
