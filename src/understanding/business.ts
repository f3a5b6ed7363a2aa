/**
 * The name of the business: a chain anybody knows, or the capitalised words before "Inn", "Spa", "Nails", "Farm".
 *
 * In small letters a name has no edges, so only the two or three words before the kind are taken, and none of
 * them may be an ordinary word of a sentence.
 */
import type { Span } from './facts.js';
import type { Doc, Word } from './normalize.js';
import { isDenied } from './place-roles.js';
import { CHAIN_NEEDS_SIGN, CHAINS, chainVenue } from './words/chains.js';
import { STATE_CODES, STATE_NAMES } from './words/states.js';

export interface BusinessFacts {
  business?: string;
  span?: Span;
  /** The part that is a name only, which says nothing of the venue. */
  nameSpan?: Span;
  /** The venue, where the chain tells it. */
  venue?: string;
  /** "at the …": the scene is there, not only near it. */
  inside?: boolean;
}

const STARTS_CLAUSE = /(?:^|[,.;!?\n]\s*)$/;
const SIGN = /\b(?:the|at|en el|del|el|a|al|off|near|by|outside|behind|inside|from)\s+$/;
const INSIDE = /\b(?:at|in|inside|en|dentro del?) (?:the |a |an |el |la |un |una |our |my )?$/;
const KIND =
  'inn|motel|hotel|lodge|courts?|suites|spa|massage|nails?|salon|farms?|ranch|orchards?|vineyards?|dairy|restaurant|restaurante|grill|bar|buffet|diner|cafe|cantina|tavern|club|lounge|kitchen|bakery|pizza|pizzeria|taqueria|roofing|construction|foods?|poultry|seafood|meats?|packing|plant|factory|warehouse|laundromat|washateria|laundry|cleaners|clinic|hospital|school|academy|middle school|high school|elementary|market|mart|truck stop|travel plaza|travel center|travel stop|plaza|mall|apartments?|apts|estates|manor|resort|nursery|greenhouse|growers|produce|staffing|landscaping|carwash|car wash|trailer park|mobile home park|rv park|airport|station|church|casino|cabaret|gentlemens club|motor lodge|motor inn|motor court|wellness|reflexology|bodywork|therapy|supply|logistics|transport|trucking|processing|fabricators|fabrication|textiles|apparel|painting|homes|care center|nursing home|tacos|bbq|sushi|wok|garden|palace|barn|house of [a-z]+|seafood company|egg farm|cattle company|feedlot';
const NAMED_AFTER = new RegExp(
  `\\b(?:${KIND})\\b(?: (inn|motel|hotel|lodge|suites|spa|massage|salon|nails|farm|farms|bar|grill|restaurant|club|lounge|(?:&|and) (?:spa|grill|suites|bar|sons))\\b)?`,
  'g',
);
const KIND_FIRST =
  /\b(bodega|supermercado|fonda|loncheria|barberia|pupuseria|llantera|salon de (?:belleza|unas|masajes)|gasolinera|autolavado|lavado|taller|tienda de abarrotes|abarrotes|carniceria|pescaderia|vivero|invernadero|empaque|lecheria|hostal|centro nocturno|estetica|hotel|motel|rancho|finca|restaurante|restaurant|taqueria|salon|spa|hospital|granja|club|bar|cantina|tienda|fabrica|panaderia|posada|cafe|hacienda|planta|mariscos|empacadora|lavanderia|farmacia|super|mercado|clinica) ((?:(?:el|la|los|las|del?|san|santa|mi|y) )*)(?=[^\s])/g;
const STOP = new Set(
  `a an the at in on of to from by near off is are was and or for with this that my his her their our your some old local small big same nice cheap run down seedy shady sketchy nearby new this every each behind outside inside next across front desk work works working worker
  clean cleaning housekeeper housekeeping nail massage hotel motel girls women men man woman girl guy lady kids boss owner manager called named own owns runs run it he she they we i im a my el la los las un una de del en que y con por mi su este esta ese esa
  room rm truck gas bus train chinese mexican thai korean vietnamese asian indian italian strip night sports poultry meat fish dairy chicken pork tomato berry strawberry dirty crowded two three back there here same whole local roadside truck-stop high middle elementary tip weird day
  hourly pay weekly monthly nearest close called calling report reporting about bad good hello hi hey please help urgent white black red blue green gray grey sleep sleeps living lives live sell selling door farm fruit cattle sewing garment union abandoned vacant family private public local town city county state
  got get gets getting seen saw see know think believe leave left leaving enter go going come came stay staying stays not only just also even still like maybe probably really very who what where when because so but if as how all both any no yes ok construction roofing trailer mobile apartment bar grill dance seasonal
  inside trabajo trabajan trabajamos limpio cocina un una unos al dueno patron vecino hay otro otra tienda pequeno pequena chico grande japanese hispanic cuban russian filipino american soul seafood mediterranean greek latin tex-mex korean spanish budget cheap airport roadside independent boutique extended luxury cash massages foot full day body`.split(
    /\s+/,
  ),
);

export function findBusiness(doc: Doc): BusinessFacts {
  const chain = findChain(doc);
  const named = properName(doc) ?? kindFirst(doc);
  if (named !== undefined && (chain === undefined || named.span[0] <= chain.span[0])) return named;
  if (chain !== undefined) return chain;
  const letters = TRUCK_STOP_LETTERS.exec(doc.shouting ? '' : doc.text);
  if (named === undefined && letters !== null && ROADSIDE.test(doc.flat)) {
    const span: Span = [letters.index, letters.index + letters[0].length];
    return { business: letters[0], span, nameSpan: span, venue: 'truck_stop' };
  }
  return named ?? namedInText(doc) ?? {};
}

/** The first chain named, save one that the text says it is not ("days inn, not motel 6"). */
function findChain(doc: Doc): Named | undefined {
  for (const match of doc.flat.matchAll(CHAINS)) {
    const end = match.index + match[0].length;
    const index = doc.words.findIndex((word) => word.start === match.index);
    if (index >= 0 && isDenied(doc, index)) continue;
    if (ON_A_POSTER.test(doc.flat.slice(Math.max(0, match.index - 40), match.index))) continue;
    const before = doc.flat.slice(0, match.index);
    const sign = SIGN.test(before) || /[A-Z]/.test(doc.text.charAt(match.index));
    const sited = STARTS_CLAUSE.test(before) && /^ (?:in|off|on|at|near|by|exit) /.test(doc.flat.slice(end));
    if (CHAIN_NEEDS_SIGN.test(match[0]) && !sign && !sited) continue;
    const span: Span = [match.index, end];
    const venue = chainVenue(match[0]);
    return {
      business: doc.text.slice(...span),
      span,
      nameSpan: span,
      ...(venue === undefined ? {} : { venue }),
      ...(INSIDE.test(before) ? { inside: true } : {}),
    };
  }
  return undefined;
}

/** "the kid from the missing poster at walmart": seen there, and now elsewhere. */
const ON_A_POSTER =
  /\b(?:poster|flyer|flier|bulletin board|billboard|notice|cartel|volante|letrero) (?:i saw |que vi |hung |taped )?(?:at|in|by|from|outside|en|del|de) (?:the |el |la )?$/;

/** TravelCenters of America is "the TA" to every driver. */
const TRUCK_STOP_LETTERS = /\bTA\b/;
const ROADSIDE = /\b(?:truck\w*|exit|i-?\d{1,3}|interstate|semi|lot lizards?|fuel|cb|cabs?)\b/;

interface Named extends BusinessFacts {
  business: string;
  span: Span;
}

function properName(doc: Doc): Named | undefined {
  let best: Named | undefined;
  for (const match of doc.flat.matchAll(NAMED_AFTER)) {
    const end = match.index + match[0].length;
    const index = doc.words.findIndex((word) => word.start === match.index);
    if (index < 1) continue;
    const name = withoutTrade(doc, wordsBefore(doc, index));
    if (name.length === 0 || (!doc.shouting && name.some((word) => STATE_CODES.has(word.raw)))) continue;
    if (STATE_NAMES.has(name.at(-1)?.flat ?? '') && doc.words[index]?.capital !== true && !doc.shouting)
      continue;
    if (/^(?:st|street|ave|avenue|blvd|rd|road)$/.test(name.at(-1)?.flat ?? '')) continue;
    if (STATE_NAMES.has(name[0]?.flat ?? '') && name.slice(1).every((word) => !word.capital) && !doc.shouting)
      continue;
    const start = name[0]?.start ?? match.index;
    const capitals = name.filter((word) => word.capital || DESCRIPTORS.has(word.flat)).length;
    const kindCapital = doc.words[index]?.capital === true;
    const trusted = capitals === name.length && (kindCapital || capitals > 0);
    const kind = match[1] ?? match[0];
    if (!trusted && !doc.shouting && !isLowerName(doc, name, kind)) continue;
    if (
      /^(?:school|station|airport|clinic|hospital|plant|factory|warehouse|apartments?|apts|church|market|club|bar|mall|plaza|garden|homes|foods?|construction|roofing|supply|therapy|painting|care center|kitchen|house)/.test(
        kind,
      ) &&
      !trusted
    )
      continue;
    if (match[0] === 'barn' && !(trusted && kindCapital)) continue;
    if (
      name.length === 1 &&
      name[0]?.capital === true &&
      !kindCapital &&
      !doc.shouting &&
      SOLD.test(kind) &&
      opensSentence(doc, start)
    )
      continue;
    if (/^courts?$/.test(match[0]) && !isMotorCourt(doc, name, start)) continue;
    const candidate: Named = {
      business: titled(doc, start, end),
      span: [start, end],
      nameSpan: [start, match.index],
    };
    if (best === undefined || trusted) best = candidate;
    if (trusted) break;
  }
  return best;
}

/** What is dealt in as well as a kind of business: "Haul produce to Reno" names none. */
const SOLD =
  /^(?:produce|foods?|supply|transport|trucking|logistics|processing|packing|painting|roofing|construction|landscaping|staffing|seafood|meats?|poultry|therapy|laundry|massage|nails?)$/;
const opensSentence = (doc: Doc, start: number): boolean =>
  /(?:^|[.!?\n])\s*$/.test(doc.flat.slice(0, start).slice(-4));

/** "Cedar Point Terrace unit 4": homes by their name, with a unit's number after it and no house's before. */
const HOMES =
  /\b([A-Z][a-z]+(?: [A-Z][a-z]+){0,2} (?:Terrace|Village|Commons|Villas|Heights|Townhomes|Gardens|Crossing|Landing|Condos|Condominiums|Court|Place)),? (?:unit|apt|apartment|bldg|building|#) ?#?\d/;
/** "dances at the Golden Moth", "motel called Heron Bay": the name of a work place or after "called". */
const WORK_PLACE =
  /\b(?:(?:danc(?:es?|ing|er)|strip(?:s|per|ping)?|works?|working|bartend(?:s|er|ing)|bouncer|hostess|waitress|server|cook|housekeeper|cleaner|maid) at the|(?:[Mm]otel|[Hh]otel|[Ii]nn|[Cc]lub|[Bb]ar|[Ss]pa|[Ss]alon|[Rr]estaurant|[Dd]iner) (?:called|named)) ([A-Z][a-z]+ [A-Z][a-z]+)(?![a-z]| (?:[A-Z]|(?:hotel|motel|inn|station|airport|hospital|school|church|county|street|st|ave|exit|mall|factory|plant|farm)\b))/;

function namedInText(doc: Doc): Named | undefined {
  if (doc.shouting) return undefined;
  for (const pattern of [HOMES, WORK_PLACE]) {
    const match = pattern.exec(doc.text);
    if (match?.[1] === undefined) continue;
    const start = match.index + match[0].indexOf(match[1]);
    const span: Span = [start, start + match[1].length];
    const inName = doc.words.filter((word) => word.start >= span[0] && word.end <= span[1]);
    if (inName.some((word) => STATE_NAMES.has(word.flat) || NO_NAMES.test(word.flat))) continue;
    if (/\d (?:[NSEW]\.? )?$/.test(doc.text.slice(Math.max(0, start - 6), start))) continue;
    return { business: match[1], span, nameSpan: span };
  }
  return undefined;
}

const NO_NAMES =
  /^(?:station|airport|terminal|greyhound|amtrak|county|city|hospital|school|high|street|avenue|road|reservation|embassy|fair|north|south|east|west|university|college)$/;

/** "Tumbleweed Court" takes guests; "412 Elm Court" and "district court" do not. */
function isMotorCourt(doc: Doc, name: readonly Word[], start: number): boolean {
  if (/\b\d{1,6} (?:[nsew]\.? )?$/.test(doc.flat.slice(Math.max(0, start - 12), start))) return false;
  if (/\d/.test(name[0]?.flat ?? '')) return false;
  if (
    name.some((word) =>
      /^(?:district|county|supreme|federal|municipal|circuit|family|drug|traffic|tennis|basketball|food|immigration|juvenile|superior|in|to|go)$/.test(
        word.flat,
      ),
    )
  )
    return false;
  return /\b(?:rm|room|rooms|guests?|front desk|motel|laundry|housekeep\w+|by the hr|by the hour|check(?:ed)? in|nightly|weekly)\b/.test(
    doc.flat,
  );
}

function wordsBefore(doc: Doc, index: number): Word[] {
  const taken: Word[] = [];
  for (let k = index - 1; k >= Math.max(0, index - 4); k--) {
    const word = doc.words[k];
    const next = doc.words[k + 1];
    if (word === undefined || next === undefined) break;
    const gap = doc.flat.slice(word.end, next.start);
    if (!/^(?: |-| & |')$/.test(gap)) break;
    if (DESCRIPTORS.has(word.flat) && !word.capital && doc.words[k - 1]?.capital === true && k > 1) {
      taken.unshift(word);
      continue;
    }
    if (taken.length > 0 && isPartOfName(doc, k)) {
      taken.unshift(word);
      continue;
    }
    if (
      STOP.has(word.flat) &&
      !(
        word.capital &&
        taken.length > 0 &&
        !/^(?:the|a|an|at|in|on|i|my|our|im|en|el|la)$/.test(word.flat)
      ) &&
      !(
        word.capital &&
        !SENTENCE_WORDS.has(word.flat) &&
        k > 0 &&
        !/^(?:the|a|an|at|in|on|of|to|from|by|near|off|is|are|was|and|or|for|with|this|that|my|his|her|their|our|el|la|los|las|un|una|de|del|en|i|front|housekeeping|chinese|mexican|local)$/.test(
          word.flat,
        )
      )
    )
      break;
    if (/^\d{1,6}$/.test(word.flat) && !word.capital) break;
    if (taken.length > 0 && (taken[0]?.capital ?? false) && !word.capital && !doc.shouting) break;
    taken.unshift(word);
  }
  return taken;
}

/** "bartender salty heron lounge": who writes, before where. A capital within the sentence is a part of the name. */
function withoutTrade(doc: Doc, name: Word[]): Word[] {
  const [first, ...rest] = name;
  if (first === undefined || rest.length === 0 || !TRADE.test(first.flat)) return name;
  return first.capital && !opensSentence(doc, first.start) ? name : rest;
}

const TRADES =
  'bartender|barback|bouncer|waitress|waiter|server|hostess|cook|dishwasher|cashier|clerk|housekeeper|maid|janitor|nurse|cleaner|trucker|driver|manager|guest|guard|stripper|dancer|barista|busboy|valet|bellhop|handyman';
const TRADE = new RegExp(`^(?:${TRADES})$`);

/** "the blue moon motel": after the article a colour or a size is a part of the name, since more of it follows. */
function isPartOfName(doc: Doc, index: number): boolean {
  return (
    /^(?:white|black|red|blue|green|gray|grey|golden|silver|big|little|new|royal|good|happy|lucky|sun|star|old|family|city|town|country|american)$/.test(
      doc.words[index]?.flat ?? '',
    ) && /^(?:the|called|named|at)$/.test(doc.words[index - 1]?.flat ?? '')
  );
}

const DESCRIPTORS = new Set(
  'berry dairy fruit poultry chicken nail massage seafood roofing tomato strawberry blueberry egg pork beef meat fish truck motor day thai chinese mexican asian'.split(
    ' ',
  ),
);
const SENTENCE_WORDS = new Set(
  'front housekeeping there hi hello girls girl women hay at in my the trabajo'.split(' '),
);

/** In small letters: one or two words after "at", "called", "the", or at the very start. */
function isLowerName(doc: Doc, name: readonly Word[], kind: string): boolean {
  const first = name[0];
  if (first === undefined || name.length > 3 || name.some((word) => STATE_CODES.has(word.flat.toUpperCase())))
    return false;
  if (
    !/^(?:inn|motel|hotel|lodge|suites|spa|massage|nails?|farms?|ranch|orchards?|vineyards?|dairy|grill|buffet|diner|cafe|tavern|lounge|courts?|truck stop|motor|taqueria|restaurant|resort|wellness|casino|cabaret|bakery|salon|poultry|foods?|nursery|growers)/.test(
      kind,
    )
  )
    return false;
  const before = doc.flat.slice(Math.max(0, first.start - 14), first.start);
  return BEFORE_SMALL_NAME.test(before);
}

/** In small letters a name stands after one of these, at the start, or after who writes. */
const BEFORE_SMALL_NAME = new RegExp(
  `(?:\\b(?:${TRADES}|at|at the|the|called|named|en el|en|del|el|@|from|of|is|its|room \\d+|rm \\d+|\\d{1,4}|desk|by|near)|[,.!:-]|^)\\s*$`,
);

function kindFirst(doc: Doc): Named | undefined {
  for (const match of doc.flat.matchAll(KIND_FIRST)) {
    const at = match.index + match[0].length;
    const index = doc.words.findIndex((word) => word.start === at);
    const first = doc.words[index];
    if (first === undefined) continue;
    // "bodega" is also any store or warehouse.
    if (match[1] === 'bodega' && !doc.words.some((word) => word.start === match.index && word.capital))
      continue;
    const small = (match[2] ?? '') !== '' && /^(?:el|la|los|las|san|santa|mi) /.test(match[2] ?? '');
    const shouted = doc.shouting && !STOP.has(first.flat);
    const named = smallName(doc, match, index);
    if (!first.capital && !shouted && !(small && !STOP.has(first.flat)) && named === undefined) continue;
    const name: Word[] = [first, ...(named ?? [])];
    // "rancho los cedros Laredo": after a name in small letters a capital begins something else.
    for (let k = index + 1; k < index + 4 && (first.capital || shouted); k++) {
      const word = doc.words[k];
      const last = name.at(-1);
      if (
        word === undefined ||
        last === undefined ||
        !(word.capital || (shouted && !STOP.has(word.flat))) ||
        doc.flat.slice(last.end, word.start) !== ' '
      )
        break;
      name.push(word);
    }
    const end = name.at(-1)?.end ?? first.end;
    const start = match.index + (match[1] ?? '').length + 1;
    if (
      /^(?:Houston|Dallas|Texas|Miami|Chicago|Phoenix|Florida|California)$/.test(first.raw) &&
      name.length === 1
    )
      continue;
    const keepKind =
      shouted || !first.capital || doc.words.some((word) => word.start === match.index && word.capital);
    const from = keepKind ? match.index : start;
    return { business: titled(doc, from, end), span: [from, end] };
  }
  return undefined;
}

/** "motel rancho verde", "hotel casa blanca": two words in small letters, of which the first is one that names begin with. */
function smallName(doc: Doc, match: RegExpExecArray, index: number): Word[] | undefined {
  const first = doc.words[index];
  const second = doc.words[index + 1];
  if (first === undefined || second === undefined || first.capital || second.capital) return undefined;
  if (match[2] !== '' || !/^(?:hotel|motel|hostal|restaurante?|cantina|bar|club)$/.test(match[1] ?? ''))
    return undefined;
  if (
    !/^(?:rancho|villa|casa|hacienda|posada|vista|sol|luna|costa|playa|monte|rio|valle|cielo|palma)$/.test(
      first.flat,
    )
  )
    return undefined;
  if (STOP.has(second.flat) || !/^[a-z]{4,}$/.test(second.flat)) return undefined;
  return doc.flat.slice(first.end, second.start) === ' ' ? [second] : undefined;
}

/** As written; in title case when it was all small or all capitals. */
function titled(doc: Doc, start: number, end: number): string {
  const raw = doc.text.slice(start, end);
  if (raw !== raw.toLowerCase() && raw !== raw.toUpperCase()) return raw;
  return raw
    .toLowerCase()
    .replace(/(^|[ -])(\p{L})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase());
}
