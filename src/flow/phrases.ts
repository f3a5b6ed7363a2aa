/**
 * Words worth repeating to the witness as they wrote them: the room, and who was seen ("2 girls ~15"). The
 * understanding room finds facts; this finds the phrase for a recap and for a person who reads the tip.
 */

const ROOM =
  /\b(?:rm|room|apt|apartment|unit|suite|hab|habitaci[oó]n|cuarto|apto|apartamento)\.?\s*(?:#|no\.?|number)?\s*([0-9]{1,4}[a-z]?)\b/i;

/** "rm 214" → "214". */
export function findRoom(text: string): string | undefined {
  return ROOM.exec(text)?.[1]?.toUpperCase();
}

const COUNT =
  '\\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|several|some|many|varias|varios|unas|unos|muchas|muchos';
const WHO =
  'girls?|women|woman|ladies|lady|kids?|child|children|teens?|teenagers?|boys?|minors?|females?|babies|baby|workers?|guys|men|people|students?|maids?|muchachas?|muchachos?|mujer(?:es)?|ni[nñ][ao]s?|chicas?|chicos?|j[oó]venes|joven|menor(?:es)?|se[nñ]oras?|hombres|trabajador[ae]s?|personas|adolescentes?';
const PEOPLE = new RegExp(
  `(?:\\b(${COUNT})\\s+)?(?:(?:young|little|teenage|asian|small|peque[nñ]as?|j[oó]venes)\\s+)?\\b(${WHO})\\b`,
  'i',
);
/** An age said soon after: "look 15", "about 15", "says shes 15", "de 15 anos". Not a room, time or road. */
const AGE =
  /^[^.!?;]{0,40}?\b(?:(?:look(?:s|ed)?|about|abt|around|like|maybe|age[ds]?|is|shes|hes|she's|he's|theyre|de|como|unos|unas|tiene|tienen|parecen?)\s+(1[0-9]|[2-9])\b(?!\s*(?::|am|pm|min|hrs?|hours?|st|nd|rd|th|women|men|girls|guys))|(1[0-9])\b(?=\s*(?:w\b|with|con|and|n\b|or|o\b|,|yo\b|yrs?|years?|a[nñ]os)))/i;
const FRIEND =
  /\b(?:my|mi) (friend|cousin|sister|daughter|niece|coworker|roommate|student|amig[ao]|prim[ao]|herman[ao]|hij[ao]|sobrin[ao]|compa[nñ]er[ao])\b(?= (?:is|was|has|cant|can't|says|said|told|works|lives|being|esta|est[aá]|fue|trabaja|dice|no puede|vive)\b)/i;
/** "I am an old woman": the person who writes, not the person it is about. */
const THE_WRITER =
  /\b(?:i am|i'?m|im|soy) (?:an?|una?|the)? ?(?:\p{L}+ ){0,2}?(?:woman|lady|man|guy|worker|student|teen|girl|boy|mujer|se[nñ]ora?|hombre|trabajador[ae]?|maid|joven)\b/iu;
const NOT_COUNTED = /^(?:an?|un|una|one)$/i;

/** "2 girls rm 214 look 15 maybe" → "2 girls ~15"; undefined when nobody is named. */
export function findPeople(text: string): string | undefined {
  const match = PEOPLE.exec(text.replace(THE_WRITER, (own) => ' '.repeat(own.length)));
  if (!match) return FRIEND.exec(text)?.[1]?.toLowerCase();
  const [whole, count, who = ''] = match;
  if (
    /^(?:guys|men|hombres|people|personas|workers?|lady|trabajador[ae]s?)$/i.test(who) &&
    count === undefined
  )
    return undefined;
  const named = count === undefined || NOT_COUNTED.test(count) ? who : `${count} ${who}`;
  const age = AGE.exec(text.slice(match.index + whole.length));
  const years =
    age?.[1] ?? age?.[2] ?? /^\s+(1[0-9])\b(?!:)/.exec(text.slice(match.index + whole.length))?.[1];
  return (years === undefined ? named : `${named} ~${years}`).toLowerCase();
}

const CALL_TIME =
  /\b(?:only |solo |but |pero )*((?:after|before|until|between|around|from|at|despues de|despu[eé]s de|antes de|entre|desde|hasta|a las|por la|en la|in the|on|tomorrow|tonight|ma[nñ]ana|weekdays?|weekends?|mornings?|evenings?|nights?|noches|tardes)\b.{0,40})$/i;

/** "but after 6" → "after 6"; for a step that asks when a call is safe. */
export function findCallTime(text: string): string | undefined {
  return CALL_TIME.exec(text.trim())?.[1]
    ?.replace(/[\s.,]+(?:only|solo|please|por favor)?$/i, '')
    .trim();
}

const VOICEMAIL = /\b(?:voice ?mails?|vm|messages?|msg|mensajes?|recado)\b/i;
const NO_VOICEMAIL =
  /\b(?:no|not|dont|don't|never|without|sin|ni)\b[^.,;]{0,20}\b(?:voice ?mails?|vm|messages?|msg|mensajes?|recado)\b/i;

/** "no voicemail" → false, "ok to leave a message" → true; undefined when it is not spoken of. */
export function findVoicemail(text: string): boolean | undefined {
  if (NO_VOICEMAIL.test(text)) return false;
  return VOICEMAIL.test(text) ? true : undefined;
}
