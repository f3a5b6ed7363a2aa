/**
 * When a town's name alone, with no state beside it, means the town: the country has towns called Hope, Boss and
 * Normal, and people called Austin, Savannah and Madison.
 */
import type { City } from './gazetteer.js';
import type { Doc, Word } from './normalize.js';
import { HERE_BEFORE } from './place-roles.js';
import { CAR_MAKES } from './state-guards.js';
import { NAMES_THAT_ARE_ALSO_TOWNS, ORDINARY_WORDS } from './words/ordinary.js';
import { STATE_NAMES } from './words/states.js';

const ANY_PLACE_BEFORE = new Set([
  ...HERE_BEFORE,
  ...'from to passed passing entering reached leaving left toward towards through thru via past of n over between into de desde hacia para a hasta por stop city parada destination'.split(
    ' ',
  ),
]);
export function standsAlone(
  doc: Doc,
  slice: readonly Word[],
  from: number,
  to: number,
  candidates: readonly City[],
  said: ReadonlySet<string>,
): boolean {
  const { words, shouting } = doc;
  const capital = slice.every((word) => word.capital);
  const name = slice.map((word) => word.flat).join(' ');
  if (slice.length > 1 && /^(?:el|la|los|las|the|del) /.test(name) && !capital)
    return (
      (candidates[0]?.population ?? 0) > 50_000 &&
      /^(?:in|from|to|near|leaving|at|toward|towards|outside|passed|past)$/.test(words[from - 1]?.flat ?? '')
    );
  if (slice.length > 1 && STATE_NAMES.has(name) && name !== 'new york') return false;
  const inSaid = candidates.find((city) => said.has(city.state))?.population ?? 0;
  if (FOREIGN.has(name) && inSaid === 0) return false;
  const apart = isClause(doc, from, to);
  if (
    slice.length === 1 &&
    capital &&
    inSaid > 1000 &&
    apart &&
    !ORDINARY_WORDS.has(name) &&
    !PERSONAL.has(name)
  )
    return true;
  const strictly = HERE_BEFORE.has(words[from - 1]?.flat ?? '') && words[from - 1]?.flat !== 'by';
  if (
    slice.length === 1 &&
    capital &&
    inSaid > 1000 &&
    (strictly || isAfterState(doc, from)) &&
    !followedByVerb(words, to)
  )
    return true;
  if (slice.length === 1 && (name.length < 4 || /\d/.test(name) || STATE_NAMES.has(name)))
    return name === 'ames' || name === 'reno' || name === 'waco';
  const before = words[from - 1]?.flat ?? '';
  const placed =
    (ANY_PLACE_BEFORE.has(before) && before !== 'n' && before !== 'of' && before !== 'por') ||
    startsJourney(doc, from, to) ||
    isPlaceCalled(doc, from);
  const largest = candidates[0]?.population ?? 0;
  if (CAR_MAKES.has(name) && words[to]?.capital === true) return false;
  if (followedByThing(doc, to) || precededByPerson(doc, from)) return false;
  if (
    slice.length === 1 &&
    NAMES_THAT_ARE_ALSO_TOWNS.has(name) &&
    /^(?:high|elementary|middle|prep)$/.test(words[to]?.flat ?? '')
  )
    return false;
  if (slice.length > 1) {
    if (from === 0 && to === words.length) return largest > 1000;
    if ((largest > 1000 || slice.length > 2) && STATE_NAMES.has(slice[0]?.flat ?? '')) return true;
    if (slice.at(-1)?.flat === 'city' && largest > 20_000) return true;
    if (inSaid > (capital ? 0 : 8000)) return true;
    const plain = slice.every(({ flat }) => ORDINARY_WORDS.has(flat) || flat.length < 4);
    if (plain)
      return (
        (placed && (capital || largest > 8000)) ||
        (capital && largest > 20_000) ||
        (largest > 70_000 && name !== 'high point')
      );
    return placed || capital || largest > 8000;
  }
  if (
    capital &&
    largest > 5000 &&
    !ORDINARY_WORDS.has(name) &&
    !PERSONAL.has(name) &&
    isSentence(doc, from, to)
  )
    return true;
  if (NAMES_THAT_ARE_ALSO_TOWNS.has(name)) {
    const ordinary = ORDINARY_WORDS.has(name);
    if (ordinary)
      return placed && before !== 'a' && before !== 'to' && before !== 'from' && capital && largest > 5000;
    return (
      (placed && !isPersonPreposition(doc, from)) ||
      (largest > 60_000 && !PERSONAL.has(name) && !followedByVerb(words, to))
    );
  }
  if (ORDINARY_WORDS.has(name)) return false;
  if (placed && before !== 'a' && before !== 'de') return largest > 500 || capital || candidates.length === 1;
  if (placed) return largest > 2000 && (capital || candidates.length < 4);
  if (capital && !shouting) return largest > 3000;
  return largest > 12_000;
}

/** Countries and their capitals: where people are from, not where it happens. */
const FOREIGN = new Set(
  'jamaica mexico cuba peru lebanon china brazil panama honduras guatemala salvador colombia nicaragua haiti holland poland jordan israel turkey egypt russia ukraine venezuela ecuador bolivia chile argentina philippines vietnam thailand korea india nepal bangladesh nigeria ghana kenya ethiopia somalia romania moldova bulgaria albania serbia dominican belize trinidad barbados bahamas lima manila bogota caracas havana tegucigalpa monterrey tijuana juarez reynosa matamoros canton delhi kingston'.split(
    ' ',
  ),
);
export const PERSONAL = new Set(
  'amarillo chino plano pueblo madera escondido logan largo medina mercedes austin jackson washington charlotte savannah madison lincoln aurora eugene chandler florence augusta victoria helena carson jefferson troy camden clinton franklin marion milton vernon hamilton lawrence everett mason shelby tracy gary selma beverly lauren sydney brooklyn chelsea paris sierra dakota regina carmel lorena elena angelica jordan sandy kent clayton dalton murray mitchell marshall martin pierre tyler cody orlando garland irving gilbert henderson'.split(
    ' ',
  ),
);

function isPersonPreposition(doc: Doc, from: number): boolean {
  const before = doc.words[from - 1]?.flat ?? '';
  const earlier = doc.words[from - 2]?.flat ?? '';
  if (before === 'to')
    return /^(?:talk|talked|talking|said|spoke|told|gave|listen|belongs|happened|explained|texted|wrote)$/.test(
      earlier,
    );
  if (before === 'from') return /^(?:text|message|call|note|email|letter|heard)$/.test(earlier);
  return before === 'by';
}

function followedByVerb(words: readonly Word[], to: number): boolean {
  return /^(?:said|says|told|tells|has|had|looks|asked|keeps|who|she|isnt|wont|cant|doesnt|didnt|wants|works|lives|got|dijo|dice|tiene)$/.test(
    words[to]?.flat ?? '',
  );
}

/** "Brooklyn is 15", "with Brooklyn". */
export function isPerson(doc: Doc, from: number, to: number): boolean {
  return (
    followedByVerb(doc.words, to) ||
    /^(?:is|was|and|ran|went|came)$/.test(doc.words[to]?.flat ?? '') ||
    precededByPerson(doc, from) ||
    /^(?:with|w|my|friend|daughter|sister|girl|cousin|niece|for|by|about|tell|told)$/.test(
      doc.words[from - 1]?.flat ?? '',
    )
  );
}

/** "megabus charlotte to Columbia": what a bus runs from is a place, whoever bears its name. */
function startsJourney({ words }: Doc, from: number, to: number): boolean {
  return (
    /^(?:to|hasta|thru)$/.test(words[to]?.flat ?? '') &&
    /^(?:megabus|greyhound|flixbus|amtrak|bus|buses|train|flight|flights|tren|autobus|vuelo|peterpan|trailways|route|\d{1,4})$/.test(
      words[from - 1]?.flat ?? '',
    )
  );
}

/** "Massachusetts, Lawrence": the state before its town. */
function isAfterState({ words, flat }: Doc, from: number): boolean {
  const gap = flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  return /^,\s*$/.test(gap) && STATE_NAMES.has(words[from - 1]?.flat ?? '');
}

/** A sentence of its own, such as the answer to "where?" at the end of a text. */
function isSentence({ words, flat }: Doc, from: number, to: number): boolean {
  const before = flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  const after = flat.slice(words[to - 1]?.end ?? 0, words[to]?.start);
  return (from === 0 || /[.!?\n]/.test(before)) && (to === words.length || /[.!?\n]/.test(after));
}

/** Between commas or full stops. */
function isClause({ words, flat }: Doc, from: number, to: number): boolean {
  const before = flat.slice(words[from - 1]?.end ?? 0, words[from]?.start ?? 0);
  const after = flat.slice(words[to - 1]?.end ?? 0, words[to]?.start);
  return (from === 0 || /[.,;:!?\n]/.test(before)) && (to === words.length || /[.,;:!?\n]/.test(after));
}

function followedByThing({ words, flat }: Doc, to: number): boolean {
  if (/[.,;:!?\n]/.test(flat.slice(words[to - 1]?.end ?? 0, words[to]?.start ?? 0))) return false;
  return /^(?:plates?|tags?|license|nails?|spa|massage|grill|buffet|roadhouse|chicken|pizza|chiefs|royals|cowboys|bulls|bears|cubs|lakers|bbq|barbecue|cheesesteaks?|tattoo|tat|bred|trained|born|fan|fans|game|state|sweatshirt|sweater|jacket|tattoo|chain|style|accent|hoodie|hat|cap|shirt|jersey|ave|avenue|st|street|blvd|rd|road|dr|drive|ln|lane|pkwy|hwy|tires|auto|trucking|sauce|beer|steak|hotdogs?|creek|river|lake|valley|ridge|canyon|mountains?|county|parish|trail|falls|gap|hollow|forest|farms?|orchards?|ranch|dairy)$/.test(
    words[to]?.flat ?? '',
  );
}

/** "a town called Lamar". */
function isPlaceCalled({ words, flat }: Doc, from: number): boolean {
  const start = words[from]?.start ?? 0;
  return /\b(?:town|place|city|village|pueblo|ciudad|lugar) (?:is |thats |that is |se |que se )?(?:called|named|llamado|llamada|llama) $/.test(
    flat.slice(Math.max(0, start - 32), start).replaceAll("'", ''),
  );
}

/** What comes right before a person's name. */
const TITLES = new Set(
  `mr mrs ms miss officer deputy detective dr sr sra srta senor senora senorita don dona named called llama llamo llamada cousin friend sister brother amiga amigo prima primo hermana hermano hija hijo novio novia
  boyfriend girlfriend bf gf husband wife esposo esposa uncle tio tia aunt auntie niece nephew daughter son coworker roommate roomie buddy neighbor vecino vecina teacher pastor coach boss`.split(
    /\s+/,
  ),
);

function precededByPerson(doc: Doc, from: number): boolean {
  const before = doc.words[from - 1]?.flat ?? '';
  if (/^(?:not|no|isnt)$/.test(before) || CAR_MAKES.has(before)) return true;
  if (before === 'de' && doc.words[from - 2]?.flat === 'condado') return true;
  const placeCalled = isPlaceCalled(doc, from);
  if (TITLES.has(before) && !placeCalled) return true;
  const earlier = doc.words[from - 2]?.flat ?? '';
  if (
    !placeCalled &&
    /^(?:named|called|llama|llamo|soy|mr|mrs|ms|miss|officer|deputy|detective|dr)$/.test(before)
  )
    return true;
  return (
    /^(?:is|es|for|por)$/.test(before) && /^(?:name|nombre|ask|llama|pregunte|pregunten|names)$/.test(earlier)
  );
}
