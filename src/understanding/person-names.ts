/** Where a name that a town bears is a person's: "named Austin", "my cousin Savannah", "Brooklyn is 15". */
import type { Doc, Word } from './normalize.js';
import { CAR_MAKES } from './state-guards.js';

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

export function isPersonPreposition(doc: Doc, from: number): boolean {
  const before = doc.words[from - 1]?.flat ?? '';
  const earlier = doc.words[from - 2]?.flat ?? '';
  if (before === 'to')
    return /^(?:talk|talked|talking|said|spoke|told|gave|listen|belongs|happened|explained|texted|wrote)$/.test(
      earlier,
    );
  if (before === 'from') return /^(?:text|message|call|note|email|letter|heard)$/.test(earlier);
  return before === 'by';
}

export function followedByVerb(words: readonly Word[], to: number): boolean {
  return /^(?:said|says|told|tells|has|had|looks|asked|keeps|who|she|isnt|wont|cant|doesnt|didnt|wants|works|lives|got|dijo|dice|tiene)$/.test(
    words[to]?.flat ?? '',
  );
}

/** "a town called Lamar". */
export function isPlaceCalled({ words, flat }: Doc, from: number): boolean {
  const start = words[from]?.start ?? 0;
  return /\b(?:town|place|city|village|pueblo|ciudad|lugar) (?:is |thats |that is |se |que se )?(?:called|named|llamado|llamada|llama) $/.test(
    flat.slice(Math.max(0, start - 32), start).replaceAll("'", ''),
  );
}

/** What comes right before a person's name. */
const TITLES = new Set(
  `mr mrs ms miss officer deputy detective dr sr sra srta senor senora senorita don dona named called llama llamo llamada cousin friend sister brother amiga amigo prima primo hermana hermano hija hijo novio novia
  boyfriend girlfriend bf gf husband wife esposo esposa uncle tio tia aunt auntie niece nephew daughter son coworker roommate roomate roomie buddy neighbor vecino vecina teacher pastor coach boss`.split(
    /\s+/,
  ),
);

/** "418 Hollins Dr, Garden Grove": the "Dr" of a numbered street is no doctor. */
function isStreetEnd({ words, flat }: Doc, at: number): boolean {
  const start = words[at]?.start ?? 0;
  return /(?:^|\s)\d{1,6}[a-z]? (?:[a-z0-9.'-]+ ){1,4}$/.test(flat.slice(Math.max(0, start - 48), start));
}

export function precededByPerson(doc: Doc, from: number): boolean {
  const before = doc.words[from - 1]?.flat ?? '';
  if (CAR_MAKES.has(before)) return true;
  if (before === 'de' && doc.words[from - 2]?.flat === 'condado') return true;
  if (before === 'dr' && isStreetEnd(doc, from - 1)) return false;
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
