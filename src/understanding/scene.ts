/** Which of the towns named is the one where it happens. */
import type { CityMention } from './city-mentions.js';
import { placeCorrectionEnd } from './corrections.js';
import type { City } from './gazetteer.js';
import type { Doc } from './normalize.js';
import { isOnSign } from './place-roles.js';

export interface Settled {
  mention: CityMention;
  city: City | undefined;
}

export function chooseMain(settled: readonly Settled[], doc: Doc): Settled | undefined {
  const corrected = placeCorrectionEnd(doc.flat);
  const all = settled.filter(({ mention }) => mention.role === 'here');
  const later = all.filter(({ mention }) => (doc.words[mention.from]?.start ?? 0) >= corrected);
  const known = (corrected > 0 && later.length > 0 ? later : all).filter(
    ({ mention, city }, _index, list) =>
      city !== undefined ||
      (mention.candidates[0]?.population ?? 0) > SMALL_TOWN ||
      list.every((other) => other.city === undefined),
  );
  const current = known.find(
    ({ mention }, index) => index > 0 && isNow(doc, known[index - 1]?.mention, mention),
  );
  if (current !== undefined) return current;
  const present = known.filter(({ mention }) => isPresent(doc, mention));
  const [only] = present;
  if (only !== undefined && present.length === 1 && known.length > 1)
    return known.find((entry) => entry !== only && isTheirs(doc, entry.mention)) ?? only;
  return (
    known.find(
      ({ mention }, index) =>
        mention.said ||
        isTerminal(doc, mention.to) ||
        (isPlaced(doc, mention.from) && !isBeside(doc, known[index - 1]?.mention, mention)),
    ) ?? known[0]
  );
}

/** "at Olney" in a text about Philadelphia is its station: a small name that nothing settles gives way. */
const SMALL_TOWN = 60_000;

/** "phx airport", "Reno greyhound station": the town whose it is, before what is said of another. */
const isTerminal = ({ words }: Doc, to: number): boolean =>
  /^(?:airport|intl|international)$/.test(words[to]?.flat ?? '') ||
  (/^(?:bus|greyhound|amtrak|train)$/.test(words[to]?.flat ?? '') &&
    /^(?:station|depot|terminal)$/.test(words[to + 1]?.flat ?? ''));

function isPlaced({ words }: Doc, from: number): boolean {
  const before = words[from - 1]?.flat ?? '';
  if (/^(?:in|at|near|en|cerca|outside|around)$/.test(before)) return true;
  return (
    /^(?:de|of)$/.test(before) &&
    /^(?:aeropuerto|estacion|terminal|centro|ciudad|pueblo|downtown|afueras|outskirts|side|city|town|cerca)$/.test(
      words[from - 2]?.flat ?? '',
    )
  );
}

/** "aurora, right outside denver": the second town only tells where the first lies. */
function isBeside({ words, flat }: Doc, earlier: CityMention | undefined, mention: CityMention): boolean {
  if (earlier === undefined) return false;
  const between = flat.slice(words[earlier.to - 1]?.end ?? 0, words[mention.from]?.start ?? 0);
  return /^,? ?(?:(?:right|just|its|it's|a bit|\d+ (?:min|miles)\w*) )*(?:outside(?: of)?|near|around|close to|cerca de) $/.test(
    between,
  );
}

/**
 * "im in Reno", "we r at a gas station in Elko", "Ely rn", "a water tower that says Elko": where the texter is, beside
 * a town that is told of.
 */
function isPresent(doc: Doc, mention: CityMention): boolean {
  const { words, flat } = doc;
  const start = words[mention.from]?.start ?? 0;
  const before = flat.slice(Math.max(0, start - CLAUSE_CHARS), start);
  const after = flat.slice(words[mention.to - 1]?.end ?? 0).slice(0, CLAUSE_CHARS);
  return (
    /\b(?:im|i'm|i am|we r|we're|we are|estoy|estamos|(?:got|has|keeps?|keeping|holding|holds) (?:me|us)|(?:me|nos) tienen?)(?: (?:right now|locked|trapped|encerrad[oa]s?|trabajando|rn|now|still|stuck|stopped|parked|sitting|waiting|here|aqui|ahorita|parad[oa]s?|varad[oa]s?))* (?:in|at|near|outside|en|cerca de)(?:(?: [a-z]+){1,5} (?:in|at|near|by|outside|off|en|de))? $/.test(
      before,
    ) ||
    (isOnSign(doc, mention.from) && !/^,? \d/.test(after)) ||
    /^(?:,? [a-z]{2,14})? (?:rn|right now)\b/.test(after)
  );
}

const CLAUSE_CHARS = 60;

/** "im in Reno but my cousin is at a house in Elko": where another is held, which the texter tells of from elsewhere. */
function isTheirs({ words, flat }: Doc, mention: CityMention): boolean {
  const start = words[mention.from]?.start ?? 0;
  const clause = /[^.;!?,\n]*$/.exec(flat.slice(Math.max(0, start - CLAUSE_CHARS), start))?.[0] ?? '';
  return (
    /\b(?:is|are|hes|he's|shes|she's|theyre|they're|esta|estan|la tienen?|las? tienen|lo tienen?|los tienen?|has (?:her|him|them)|(?:held|kept|locked|encerrad[oa]s?)) (?:[a-z]+ ){0,5}(?:in|at|near|en|de) $/.test(
      clause,
    ) && !/\b(?:cree\w*|piensa\w*|thinks?|thought|says?|said|told|dice\w*|dijo|lined)\b/.test(clause)
  );
}

/** "left Topeka, now this lady in Wichita": the later place is the scene. */
function isNow({ words, flat }: Doc, earlier: CityMention | undefined, mention: CityMention): boolean {
  const between = flat.slice(words[(earlier?.to ?? 1) - 1]?.end ?? 0, words[mention.from]?.start ?? 0);
  return (
    /(?<!right |just )\b(?:now|ahora|ahorita)\b[^.!?;,]*$/.test(between) ||
    /\b(?:saw|seen|spotted|found|vio|vi|vieron|vimos|encontraron) [^.!?;,]{0,30}\b(?:in|en) $/.test(between)
  );
}
