/** What a state's name means when it is no place: a plate's, a school's, a county's or a business's. */
import type { Doc, Word } from './normalize.js';

/** A business's name may begin with a state's: "Georgia Peach Nails", "the Texas Grill". */
const BUSINESS_AFTER = new Set(
  `nails nail spa massage grill buffet diner motel inn hotel suites pizza chicken bbq barbecue steakhouse cafe bar pub tavern lounge tires auto motors trucking transport logistics express wings kitchen salon market
  flooring roofing construction farms dairy produce foods furniture bakery donuts staffing cleaners center centre mall college tech woods`.split(
    /\s+/,
  ),
);
const PLATE_BEFORE = new Set('plate plates tag tags license licence placa placas matricula'.split(' '));

export const next = (words: readonly Word[], index: number): string => words[index]?.flat ?? '';

/** A Chevy Colorado is a truck, and a Hyundai Santa Fe a car. */
export const CAR_MAKES: ReadonlySet<string> = new Set(
  'chevy chevrolet hyundai toyota chrysler pontiac ford dodge gmc kia nissan buick ram jeep cadillac caddy honda subaru vw volkswagen olds oldsmobile mazda mitsubishi lexus acura infiniti bmw mercedes audi volvo freightliner peterbilt kenworth 1500 2500 3500'.split(
    ' ',
  ),
);

const CAR_MODELS = new Set(
  [
    'tacoma',
    'dakota',
    'santa fe',
    'tucson',
    'malibu',
    'colorado',
    'denali',
    'sonoma',
    'yukon',
    'sedona',
    'telluride',
  ].concat([
    'monterey',
    'montana',
    'cheyenne',
    'durango',
    'aspen',
    'el dorado',
    'eldorado',
    'rainier',
    'savana',
    'biscayne',
  ]),
);
const COLOUR =
  /^(?:white|black|blue|red|gray|grey|silver|green|brown|tan|gold|beige|maroon|yellow|orange|purple|dark|burgundy|teal|navy|lifted|beatup|rusty|(?:19|20)\d\d|blanc[oa]|negr[oa]|roj[oa]|azul|gris|verde|cafe|platead[oa]|dorad[oa])$/;
const CAR_AFTER =
  /^(?:trucks?|pickups?|suv|van|sedan|plates?|placas?|tag|crew|double|4x4|4dr|trd|sr5|blanc[oa]|negr[oa]|roj[oa]|azul|gris|platead[oa])$/;

/** "a blue tacoma", "2014 malibu", "santa fe plates": the car of that name. */
export function isCarModel(words: readonly Word[], from: number, to: number): boolean {
  const name = words
    .slice(from, to)
    .map((word) => word.flat)
    .join(' ');
  if (!CAR_MODELS.has(name)) return false;
  const before = next(words, from - 1);
  if (COLOUR.test(before) || CAR_MAKES.has(before)) return true;
  // "Tacoma truck stop" is a stop, "santa fe pickup line" a line.
  return (
    CAR_AFTER.test(next(words, to)) &&
    !/^(?:stops?|lot|wash|plaza|yard|driver|line|spot|location|dealer\w*|rental)$/.test(next(words, to + 1))
  );
}

/** "Ohio State hoodie" is a hoodie. */
export function isSchool(words: readonly Word[], to: number): boolean {
  return (
    next(words, to) === 'state' &&
    /^(?:hoodie|shirt|sweatshirt|hat|cap|jersey|jacket|game|fan|sticker|university|student|sweater)$/.test(
      next(words, to + 1),
    )
  );
}

/** "Missouri Flat Rd", "Texas Ranger Dr". */
const STREET_KIND = /^(?:street|avenue|ave|blvd|boulevard|rd|road|dr|drive|ln|lane|pkwy|pike|ct|circle)$/;

/** Delaware County lies in many states, and Kansas City in two. */
export function isLongerName({ words, flat }: Doc, to: number): boolean {
  if (
    STREET_KIND.test(next(words, to + 1)) &&
    !/[,.;\n]/.test(flat.slice(words[to - 1]?.end ?? 0, words[to + 1]?.start ?? 0)) &&
    !/\d/.test(next(words, to))
  )
    return true;
  return (
    /^(?:county|co|parish|city)$/.test(next(words, to)) &&
    /^ $/.test(flat.slice(words[to - 1]?.end ?? 0, words[to]?.start ?? 0)) &&
    !(next(words, to) === 'co' && words[to]?.raw === 'CO')
  );
}

const SOME_BUSINESS = /^(?:dairy|farms?|trucking|construction|roofing|motel|hotel|flooring|produce)$/;

/** "Ohio Grill" is a grill; "Toledo, Ohio grill" lies in Ohio. */
export function isBusiness(doc: Doc, from: number, to: number): boolean {
  if (!BUSINESS_AFTER.has(next(doc.words, to))) return false;
  const before = doc.words[from - 1];
  const kind = doc.words[to];
  // "wisconsin dairy" in small letters is some dairy there.
  const named = /^(?:the|called|named|el|la)$/.test(before?.flat ?? '');
  if (kind?.capital === false && !doc.shouting && !named && SOME_BUSINESS.test(kind.flat)) return false;
  if (before === undefined) return true;
  return /^(?:the|a|an|at|called|named|el|la|un|una|of|for|this|that)$/.test(before.flat);
}

const CITY_RAIL =
  /\b(?:metro|subway|light rail|tren ligero|trolley|(?:red|blue|green|orange|yellow|purple|gold|silver) line|linea [a-z]+)\b/;
const STOP_KIND = /^(?:stop|station|platform|estacion|parada)$/;

/** On a city's rails "the Delaware stop" and "la parada de Virginia" are stops. */
export const isCityStop = ({ words, flat }: Doc, from: number, to: number): boolean =>
  CITY_RAIL.test(flat) &&
  (STOP_KIND.test(next(words, to)) ||
    (next(words, from - 1) === 'de' && STOP_KIND.test(next(words, from - 2))));

/** "estacion Vermont", "metro Indiana": a stop or a street of that name. */
export const isStop = ({ words, flat }: Doc, from: number): boolean =>
  /^(?:estacion|parada|metro|subte|calle|avenida|av|callejon|bulevar)$/.test(next(words, from - 1)) &&
  /^\.? $/.test(flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0));

export function isPlate(words: readonly Word[], from: number, to: number): boolean {
  if (
    /^(?:plate|plates|tag|tags|license|licence|placas?|matricula|registration|plated)$/.test(next(words, to))
  )
    return true;
  if (isSpelledPlate(words, from)) return true;
  const before = words.slice(Math.max(0, from - 3), from).map((word) => word.flat);
  const plateAt = before.findLastIndex((word) => PLATE_BEFORE.has(word));
  return (
    plateAt >= 0 &&
    before
      .slice(plateAt + 1)
      .every((word) =>
        /^(?:is|are|from|de|number|no|num|was|says|numero|es|out|of|a|on|like|plate|plates|license)$/.test(
          word,
        ),
      )
  );
}

/** What a plate is spelled with: letters, digits, their words and those of the radio. */
const PLATE_PART =
  /^(?:[a-z]|[a-z]*\d[a-z\d]*|zero|oh|one|two|three|four|five|six|seven|eight|niner?|alpha|bravo|charlie|delta|echo|foxtrot|golf|hotel|india|juliett?|kilo|lima|mike|november|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|xray|yankee|zulu)$/;
const PLATE_PARTS = 10;

/** "plate six papa romeo one two calif": its state stands after what is spelled. */
function isSpelledPlate(words: readonly Word[], from: number): boolean {
  let at = from - 1;
  while (at >= 0 && from - at <= PLATE_PARTS && PLATE_PART.test(next(words, at))) at--;
  return at < from - 3 && PLATE_BEFORE.has(next(words, at));
}
