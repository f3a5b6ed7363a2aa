/** The people affected: how many (victims.ts), and whether a child is among them. */
import type { Facts } from './facts.js';
import { isNegated } from './phrases.js';
import type { Doc, Plain } from './normalize.js';
import { ARE_WORKED, countVictims } from './victims.js';

const CHILD_AGE = '(?:[5-9]|1[0-7]|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)';
/** What a number counts when it is no age. */
const COUNTED_THINGS =
  'hours?|hrs?|minutes?|mins?|days?|weeks?|months?|times|dollars|bucks|cents|percent|miles|blocks|men|women|girls|boys|guys|people|persons|workers|of|rooms?|mattresses|beds|cars|vans|am|pm|oclock|late|thousand|hundred|grand|k|an|per|a (?:day|week|night|hour)|or so (?:men|women|people|girls|guys|workers)|more|other|they|we|the|dates|johns|customers|times|feet|ft|lbs|pounds|states|horas|minutos|dias|semanas|meses|dolares|hombres|mujeres|personas|muchach[ao]s|trabajadores|mil|cuartos|la|las|los|por|veces|off|left|yards|stops|exits|people|teams|kids on|and a half|rows?|seats?|floors?|doors?|houses|lanes?|gentes?|fellas|fellows|dudes|ladies|lights|trucks|phones|kilometers|km|\\d\\d';
/** An age after one of `leads`, unless what follows is counted. */
function childAge(leads: string, age: string): RegExp {
  return new RegExp(
    `(?<= )(?:${leads}) (?:is |are |age |aged |maybe |like |about |around |only |just |barely |a |look |looks |no more than |more than |years |at most |said |over |older than |under |not |turned |turns |all of |going on |probably )*${age}(?:ish)?(?: (?:or |to |and )?${age}(?:ish)?)? (?!(?:${COUNTED_THINGS}) )`,
    'gu',
  );
}

const MINOR_PATTERNS: readonly RegExp[] = [
  /(?<= )(?:[5-9]|1[0-2])(?:th|st|nd|rd) grade(?:rs?)? /gu,
  /(?<= )(?:in|from|at|still in|goes to) (?:middle|junior high|high|elementary|grade) school /gu,
  /(?<= )(?:esta en|va en|va a|de) la (?:secundaria|primaria|prepa) /gu,
  /(?<= )born in 20(?:09|1\d|2\d) /gu,
  /(?<= )(?:patient|victim|guest|passenger|rider|worker|server|waitress|maid|nanny|dancer|person) (?:\p{L}+ ){0,3}is (?:only |just |about |maybe |like )?1[0-7] (?=[.,] |and |but |seems |looks |$)/gu,
  /(?<= )(?:muchach[oa]s|chic[oa]s|chav[oa]s|morr[oa]s|jovenes|trabajador(?:es|as)|unos|unas) de (?:como |unos |apenas )?1[0-7] (?!horas|dias|meses|semanas|dolares|cuartos|personas)/gu,
  // A child with an adult who is not a parent, however it is said.
  /(?<= )(?:has|have|with|got|w) (?:\d |two |three |some |a |little )*(?:kids?|child|children|boys?|girls?) (?:(?:with|w) (?:her|him|them) )?(?:that |who )?(?:(?:are|is) )?(?:not|arent|isnt|aint) (?:hers|his|theirs|her own|his own|her kids?|his kids?|their kids?) /gu,
  // "a boy of 14", "girl i'd guess 14", "15, he said", "my stepdaughter, 14", "my bff (16) is", "17 and a half"
  /(?<= )(?:boy|girl|kid|child|teen|lad|lass|daughter|son|stepdaughter|stepson|niece|nephew|sister|brother|cousin|chavo|chava|chavit[oa]|chavalit[oa]|plebe|morrit[oa]|huerc[oa]|patoj[oa]|hij[oa]|sobrin[oa]|ahijad[oa]|mentee|runaway) (?:of|de|as|que dice tener|como de) (?:about |around |maybe |like |unos |como )?(?:1[0-7]|[5-9]) (?!hours|horas|or so people|dollars|of )/gu,
  /(?<= )(?:i would (?:say|guess|put)|id (?:say|guess|put)|i d (?:say|guess)|i say|i guess|guessing|le calculo|calculo|yo digo|le pongo) (?:her at |him at |them at |about |around |she is |he is |maybe |like |unos |como )*(?:1[0-7]|[6-9]) (?:and 1[0-7] |or 1[0-7] )?(?!hours|people|men|guys|of |am |pm |or so people|rooms|miles|girls|women)/gu,
  /(?<= )(?:1[0-7]|[6-9]) , (?:he|she|they|i|him|her) (?:said|says|told|claims|claimed|admitted|looked|looks) /gu,
  /(?<= )(?:girl|boy|kid|child|daughter|stepdaughter|son|stepson|sister|brother|niece|nephew|cousin|friend|bff|bestie|student|classmate|girlfriend|teen|sis|bro|runaway|patient|hija|hijo|hermana|hermano|sobrina|sobrino|prima|primo|amiga|alumna|alumno|muchacha|muchacho|nina|nino|chava|chavo) (?:\p{L}+ )?, (?:is |just |only |like |maybe |about |age |like maybe |como |apenas |de |around )*(?:1[0-7]|[6-9]) (?=[.,] |or so|tops|maybe|and |is|says|said|years|anos|cleans|works|left|ran|told|has|was|in |with |who|at |from |on |if that|looks|came|got |going |gone|missing|$)/gu,
  /(?<= )(?:daughter|stepdaughter|son|stepson|sister|brother|niece|nephew|cousin|bff|bestie|classmate|sis|hija|hijo|hermana|hermano|hermanita|hermanito|sobrina|sobrino|prima|primo) (?:is |of mine |is only )?1[0-7] (?=[.,] |left|ran|told|is|was|got|has|and |who|went|works|cleans|says|from|se |anda|trabaja|lava|limpia|vende|esta|no |tiene|$)/gu,
  /(?<= )no (?:mas|pasan?|llegan?) (?:de|a) (?:los )?(?:1[0-7]|[89]|doce|trece|catorce|quince|dieciseis|diecisiete) (?=[.,] |anos |y (?!media|cuarto)|me |se |el |la |que |$)/gu,
  /(?<= )(?:1[0-7]|[89]|thirteen|fourteen|fifteen|sixteen|seventeen) (?:if a day|and a half|tops|if that|at most|max|at the oldest|y medio) /gu,
  /(?<= )(?:1[0-7]|[6-9])(?:ish|yo|yr) /gu,
  /(?<= )(?:i am|im) (?:only |just |still )?1[0-7] (?=[.,] |and |room|my |he |they |she |the |in |from|years|with |but |i |we |at |a |stuck|please|$)/gu,
  /(?<= )(?:i am|im|shes|she is|he is|hes|were both|both|we are) (?:both )?(?:just )?(?:a |an |in )(?:junior|sophomore|freshman|minor|teen|teenager|kid|8th|9th|10th|11th|7th|6th|senior in (?:hs|high)) /gu,
  /(?<= )(?:tengo|cumpli) (?:como |apenas |solo )?1[0-7] (?=[.,] |y |anos|lavo|trabajo|limpio|pizco|vendo|soy|me |mi |el |la |no |$)/gu,
  /(?<= )(?:chavo|chava|morro|morra|plebe|joven|jovencita|muchachit[oa]|huerc[oa]|chamac[oa]s?|chavalit[oa]s?) (?:de |como de |que tiene )?(?:unos |como )?1[0-7] /gu,
  /(?<= )(?:tween|tweens|middle schoolers?|teenybopper|chavalit[oa]s?|chiquill[oa]s?|escuincl[ea]s?|huerc[oa]s|plebes|patojos?|mocos[oa]s?|middle school age) /gu,
  /(?<= )(?:1[0-7]|[6-9]) (?:and|or) (?:1[0-7]|[6-9]) (?:mucking|working|cleaning|picking|selling|washing|begging|years|from|with|at|in|who|cleans|from) /gu,
  /(?<= )(?:turns|turning|will be|be|cumple|va a cumplir|cumplira) (?:18|eighteen|dieciocho) (?:anos )?(?:next|in|soon|this|on|el|en|la|hasta|pronto|later|after)\b/gu,
  /(?<= )(?:boys?|girls?|kids?|teens?|muchach[oa]s?|chic[oa]s?) (?:[\p{L}\d]+ ){2,12}, 1[0-7] (?:or|and|to|o|y|a|maybe)? ?(?:1[0-9] )?(?=[.,] |$|maybe |i |tops |at )/gu,
  /(?<= )one (?:of them )?(?:[\p{L}]+ )?is (?:only |just |like |about |maybe )*1[0-7] (?=[.,] |$|and |but |says |said |who )/gu,
  /(?<= )(?:el|la|los|las|un|una|uno|otro|otra) (?:de ellos |de ellas )?(?:mas (?:joven|chico|chica|pequen[oa]) )?(?:tiene|tendra|tenia|tienen) (?:como |apenas |unos )?(?:1[0-7]|[6-9]) (?!horas|dias|meses|semanas|cuartos|hijos|hombres|dolares|y media)/gu,
  /(?<= )(?:not even|is not even|not yet|under|younger than|less than|below|not) (?:18|eighteen) /gu,
  /(?<= )(?:old enough to (?:drive|drink|be working)|school uniform|teenaged|underaged|youngster|youngsters|freshmen|freshman|grade school|schoolkids?|just a (?:boy|girl|kid)|the size of a child) /gu,
  /(?<= )(?:tengo|tiene|tienen|cumple|cumplio|cumplira|apenas|de|con) (?:como |apenas |unos |los )?(?:[5-9]|1[0-7]|doce|trece|catorce|quince|dieciseis|diecisiete|once|diez) (?=\. |, |y |en |pero |anos |anitos |$|el |la |se |me |mi |que |nomas |apenas )(?!y media|y cuarto)/gu,
  /(?<= )(?:hija|hijo|hermana|hermano|prima|primo|sobrina|sobrino|nina|nino|muchacha|muchacho|chica|chico|alumna|alumno|novia|morra|amiga) (?:de |como de |tiene )(?:1[0-7]|[5-9]|doce|trece|catorce|quince|dieciseis) /gu,
  /(?<= )(?:boy|girl|kid|boys|girls|kids) (?:like|about|around|maybe|is|looks|age|aged)? ?(?:like |about |maybe )?(?:[6-9]|1[0-7]) (?!of |or so |more |people|hours|days)/gu,
  /(?<= )(?:kids|girls|boys|teens|students) 1[0-7] (?:and |or |to )?1[0-7] /gu,
  // "the boy stacking chairs is 16, …", "brothers 12 and 14"
  /(?<= )(?:boy|girl|kid) (?:(?!and |or |who |room |rent )\p{L}+ ){1,6}is (?:only |just |like |maybe |about )*(?:1[0-7]|[7-9]) (?=[.,] |and |but |says |$)/gu,
  /(?<= )(?:brothers|sisters|siblings|cousins) (?:, )?(?:ages? |aged |maybe |like |about )*(?:1[0-7]|[5-9]) (?:and|or) (?:1[0-7]|[5-9]) (?!hours|min|dollars|bucks|am |pm )/gu,
  /(?<= )(?:freshman|sophomore|middle schooler|eighth grader|seventh grader|sixth grader) /gu,
  /(?<= )(?:middle|high|elementary|grade|junior high) school (?:girl|girls|boy|boys|kid|kids|student|students|age) /gu,
  /(?<= )(?:youngest|smallest|oldest) (?:is |looks |maybe |about |one |like |cant be more than )*(?:[4-9]|1[0-7]) /gu,
  /(?<= )(?:friend|named|cousin|sister|student|daughter|niece|girl|classmate|amiga|prima|name is|girlfriend) [\p{L}]+ (?:is |she is |who is |de |, )?1[0-7] /gu,
  /(?<= )(?:minor|minors|underage|under age|under 18|teen|teens|teenager|teenagers|teenage|preteen|kid|kids|child|children|juvenile|toddler|toddlers|little girl|little girls|little boy|little boys|young girl who|middle schooler|high schooler|schoolgirl|high school girl|pupil|pupils|baby|babies|infant) /gu,
  childAge(
    'girl|girls|boy|boys|student|she is|he is|she|he|they are|who is|age|aged|ages|looks|look|looking|says|said|daughter|niece|cousin|son|sister|brother|i am|im|female|females|victim|turns|turned|turning|youngest|oldest|kid|kids|ella es|son|parecen|parece|ella tiene|ahijada|sobrina|hija',
    CHILD_AGE,
  ),
  childAge(
    'one was|one is|one|maybe|she is about|theyre like|are about|was|be|be over|than|both|probably|prob|under|mostly|think|guessing|lady|say|child|teen|teens|barely|them are|them is|but she is|but he is|como|como de|unos|no pasa de',
    '(?:1[2-7]|thirteen|fourteen|fifteen|sixteen|seventeen|trece|catorce|quince|dieciseis)',
  ),
  new RegExp(`(?<= )${CHILD_AGE} (?:years? old|year olds?|yo|yrs? old|y o|year old) `, 'gu'),
  new RegExp(`(?<= )(?:girl|girls|boy|boys|students?|nina|niece|daughter|females?) ${CHILD_AGE} `, 'gu'),
  new RegExp(
    `(?<= )(?:say|says|said|claims|told me) (?:she is|he is|she|he|they are|they|that she is|im|i am|shes|hes) (?:only |just |like )?${CHILD_AGE} `,
    'gu',
  ),
  /(?<= )(?:menor|menores) (?:de edad |de (?:1[0-7]|[5-9]) |trabaj|limpi|que |en |de |con |sin |ahi |aqui |vend|adentro |solo|encerr|y |, |\. )?/gu,
  /(?<= )(?:nina|ninas|nino|ninos|ninita|ninitas|ninito|chamaco|chamacos|chamaca|chamacas|chamaquita|adolescente|adolescentes|quinceanera|escuincle|escuincles|jovencita de (?:1[0-7])|bebe|alumna|alumnas|alumno|alumnos|menor|menores|muchachitas de|chiquillos|chiquillas|escuinclas) /gu,
  new RegExp(
    `(?<= )(?:de|tiene|tienen|como de|como|unos|tendra|tendran|tengo|tenia|cumplio|apenas|entre|solo|tener|unas|parece de|parecen de|edad) (?:unos |como |apenas |unas |como de |solo |de )?(?:[5-9]|1[0-7]|doce|trece|catorce|quince|dieciseis|diecisiete|once|diez)(?: (?:o|y|a) (?:1[0-9]|[5-9]|doce|trece|catorce|quince|dieciseis))? (?:anos|anitos|\\.|,|ano|$)`,
    'gu',
  ),
  /(?<= )(?:de|son|tienen) 1[0-7] (?:y|o|a) 1[0-7] /gu,
  /(?<= )(?:1[0-7]|[6-9])yo /gu,
  /(?<= )(?:[6-9]|1[0-2])(?:th|st|nd|rd) grader?s? /gu,
  /(?<= )(?:her|his|my|our) (?:student|students) /gu,
  /(?<= )(?:my|one of my|our|a|high school|middle school|school|this|the) (?:students?|freshman|sophomore) /gu,
];
const NOT_AFFECTED_BEFORE =
  /(?:^| )(?:their|his|my|your|our|her own|familys|watch|watches|watching|cares? for|caring for|raises|raising|babysits?|babysitting|sus|mis|nuestros|for the|cuida|cuidando|cuida a|cuidando a|cuidar|with (?:my|her|his|their)|the|and cares for|have|has|tiene|tienen|threaten\w*|cooks cleans and watches) (?:\d+ |two |three |own |little |young |other |los |las |a |sus |2 |3 |dos |tres )?$/;
/** "He hides the boy from her": the victim's own child, held over her. "She does the cooking and the kids": her work. */
const HELD_OVER_HER =
  /(?: |^)(?:(?:le|les|me|nos) (?:va a |van a )?(?:esconde|esconden|quita|quitan|quito|quitar|quitaron|lleva|llevan|llevo) (?:a |al |a la |a los |a las |los |las |el |la |sus |a sus |mis |a mis )?|(?:take|takes|taking|took|hide|hides|hid|hiding) (?:away )?(?:her|their) (?:own |little |only )?|(?:cooking|cleaning|laundry|cooks|cleans|housework) (?:and|,|y) (?:all )?the )$/;
const CHILD_WORDS = /^(?:(?:kids?|children|teens?|teenagers?|boys|girls|ninos|ninas) ){1,2}/;
/** "A kid seat", "child locks", "pupils like pins". */
const NO_CHILD_AFTER =
  /^(?:kids?|child|children|baby|infant|toddler) (?:seats?|clothes|toys?|menu|locks?|proof|support|pool|monitor|shower|daddy|doll|stroller|food|formula|rock) |^pupils? (?:(?:are|were|was|is|look\p{L}*|all) )?(?:so )?(?:like|blown|dilated|pin\p{L}*|huge|tiny|big|wide|fixed|small|black) /u;
const EYES_BEFORE =
  /(?: |^)(?:dilated|pinpoint|pinned|blown|huge|tiny|big|wide|her|his|their|for|like|black) $/;
const ADULT_HINT =
  /(?:not|isnt|is not|arent|are not|no es|no son|no era|ni es|ni son|tampoco es|werent|were not|wasnt|was not) (?:a |an |any |un |una |really a |kids |actually )?$/;

/** "They told them 17 an hour and it is 6": a wage is no age. */
const WAGE_BEFORE =
  /(?:an hour|per hour|la hora|hourly|dollars|dolares|bucks|wages?|a month|a week) (?:[^ .]+ ){0,4}$/;

/** These hold of a child though a "not" stands before them. */
const NOT_A_CHILD_YET = /18|eighteen|old enough|(?:than|over|pasa de) /;
/** "from 6 to 10", "de 5 a 11": hours, and in Spanish a number of people after "son". */
const HOURS_AFTER = /^(?:a|to|til|till|until|hasta) (?:las )?\d/;

/** "A sales kid (he is 22)", "kid on the shaker, 20 or so", "a kid my age, i am 24": so young men are called too. */
const GROWN =
  /^(?:kids?|boys?|students?|girls?|teens?) (?:(?!and |or |he |with |y )[^ .]+ ){0,5}(?:, )?(?:he is |she is |hes |shes |about |maybe |like |age |aged |im |i am |around )*(?:18|19|[2-4]\d)(?:ish)? (?!hours|hrs|min|minutes|dollars|bucks|an hour|miles|cash|rooms|people|others|of|different|days|weeks|degrees|per|a |years ago|men|guys|girls|exit|and older guy)/;
const isGrown = (text: string, start: number): boolean => GROWN.test(text.slice(start, start + 70));

/** Where the text speaks of an affected child. */
export function findMinors(plain: Plain): number[] {
  const found: number[] = [];
  for (const pattern of MINOR_PATTERNS) {
    for (const match of plain.text.matchAll(pattern)) {
      const before = plain.text.slice(Math.max(0, match.index - 40), match.index);
      if (!NOT_A_CHILD_YET.test(match[0]) && (ADULT_HINT.test(before) || isNegated(plain.text, match.index)))
        continue;
      const plainChild =
        /^(?:kids?|child|children|ninos?|ninas?|baby|babies|bebe|toddlers?|infant|teens?|teenagers?) $/.test(
          match[0],
        );
      if (
        plainChild &&
        /^ ?(?:\S+ )?/.test(before) &&
        NOT_AFFECTED_BEFORE.test(before) &&
        !before.slice(-5).endsWith(' the ') &&
        !ARE_WORKED.test(plain.text.slice(match.index).replace(CHILD_WORDS, ''))
      )
        continue;
      if (
        /(?:months?|hours?|weeks?|days?|minutes?|mins?|horas|meses|semanas|dias|times|room|rm|exit|mile|route|line|\$) $/.test(
          before.slice(-9),
        )
      )
        continue;
      if (
        / (?:in|on|at|room|exit|line|bus|row|seat|rm|route|train|apt|unit|lot|door|gate|for|by|since|until|after|from|hasta|de las|a las|las) $/.test(
          before.slice(-8),
        ) &&
        /\d/.test(match[0].slice(0, 2))
      )
        continue;
      if (/ (?:as a|like a|since|when i was a|were) $/.test(before) && plainChild) continue;
      if (HOURS_AFTER.test(plain.text.slice(match.index + match[0].length))) continue;
      if (NO_CHILD_AFTER.test(plain.text.slice(match.index, match.index + 60))) continue;
      if (match[0].startsWith('pupil') && EYES_BEFORE.test(before)) continue;
      if (plainChild && HELD_OVER_HER.test(before)) continue;
      if (WAGE_BEFORE.test(before) && /\d/.test(match[0])) continue;
      if (plainChild && isGrown(plain.text, match.index)) continue;
      found.push(match.index);
    }
  }
  return found;
}

export function findPeople(
  doc: Doc,
  plain: Plain,
  mainLanguage: boolean,
  children: readonly number[],
): Facts['people'] {
  const victims = countVictims(doc, plain, mainLanguage);
  const minors = children.length > 0;
  if (victims === undefined && !minors) return undefined;
  return { ...(victims === undefined ? {} : { victims }), ...(minors ? { minors: true } : {}) };
}
