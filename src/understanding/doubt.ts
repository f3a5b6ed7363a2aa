/**
 * Two things a text says about what was told before: that the answer is not known ("idk", "ni idea"), and that an
 * earlier value was wrong ("actually 4 women", "cuarto 214 no 212").
 *
 * Both change what the conversation does with the text, so both are read closely: "she actually works there" takes
 * nothing back, and "I don't know her, but she is crying" is no answer withheld.
 */
import type { Facts } from './facts.js';
import type { Doc, Plain } from './normalize.js';

/** Doubt is about the question asked when it opens the text or is most of it; elsewhere it is about a detail. */
const OPENING_CHARS = 8;
const SHORT_WORDS = 7;

const DOUBT =
  / (?:(?:do|did|can|could) not (?:really |quite |even |exactly )?(?:know|remember|recall|tell|say|see|catch|get|notice)(?! (?:her|him|them|me|each|these|those|this man|this guy|english|spanish|what to do|who to|my|where (?:i am|we are)))|(?:am |is |was )?not (?:\w+ )?(?:sure|certain|positive)|no (?:idea|clue|se bien|se decir(?:le)?|sabria|recuerdo|recordamos|me acuerdo|sabemos|estoy segur[oa]|tengo (?:ni )?idea)|no se(?= [.,] | $| (?:si|que|cual|cuant[oa]s?|donde|como|exactamente|bien|la verdad|el|la|pero|creo|tal vez|quiza))|quien sabe|ni idea|unsure|dunno|idek|your guess|beats me|who knows|nobody knows|hard to (?:say|tell)|i forgot|se me olvido) /;

/** "idk", "not sure he looked maybe 50", "no se bien". */
export function isUnsure(doc: Doc, plain: Plain): boolean {
  const match = DOUBT.exec(plain.text);
  if (match === null) return false;
  return match.index <= OPENING_CHARS || doc.words.length <= SHORT_WORDS;
}

/** A correction is short: a long text tells a story, and "no" and "not" are a part of it. */
const LONGEST_CORRECTION = 24;
const SHORT_CORRECTION = 12;

/** Words that mean nothing else. */
const TAKES_BACK =
  / (?:i (?:actually )?meant|meant to (?:say|type|write|put)|(?:a )?typo|correction|scratch that|strike that|i misspoke|my mistake|i (?:was|am|had it|got it|said it|put it|typed it) wrong|i (?:gave|said|put|had|typed|wrote|told you|sent)(?: you)? the wrong|(?:sent|gave) you the wrong|wrong (?:room|exit|plate|town|city|address|number|state|place|time|motel|hotel|street|color|highway|name|road|bus|route)(?= (?:it|the|is|sorry|should|i|[.,])| [a-z]*\d| $)|(?:should|supposed to) (?:be|say|have been)|make (?:that|it)(?: \w+)? (?:\d+|one|two|three|four|five|six|the)|change (?:that|it|the \w+) to|fix that|corrijo|correccion|rectifico|me equivoque|me confundi|quise (?:decir|poner|escribir)|queria (?:decir|poner|escribir)|mejor dicho|(?:estaba|estuve) mal|fe de erratas|it is actually|is actually|was actually|en realidad (?:es|son|era|eran|fue|esta|estaba)|la verdad (?:es|son|era|eran) (?=\d|en )|i (?:said|put|wrote|typed|told you) (?:[^ .,]+ ){1,4}(?:[.,] )?but (?:it|that|he|she|they|there|the|is|was)|no wait|wait no|no (?:espera|espere|perdon)|(?:espera|espere) no|make that) /;
/** Words that take something back only where they open the text and a value follows. */
const OPENS =
  /^ (?:(?:oh|ok|uh|um|hey|no|nope|and|y|ay|ah|so) (?:[.,] )?)*(?:actually|sorry|wait|hold on|oops|whoops|nvm|never mind|nevermind|i mean|update|edit|my bad|no|nope|perdon|perdone|perdoname|disculp[ae]|digo|espera|espere|en realidad|mentira|bueno|no no|fixed|ups) (?:[.,] )?(?!(?:there|theres|i|we|now|he|she|they|who|what|how|why|that|for|to|hay|como|que|se|me|puedo|one|se|es que|quiero|do|will|can|more|por|a|thanks|please|clue|idea|problem|tengo|quiero|ahora|ya|if|but|pero|its ok|is this|la policia|police|911) )/;
const CLOSES = / (?:sorry|my bad|oops|perdon|disculp[ae]|i meant|digo) (?:[.!,] )*$/;
/** "214 not 212", "cuarto 214, no 212", "not 2, 3". */
const NUMBER_DENIED =
  / (?:\w*\d\w*(?: \w+)?(?: ,)? (?:not|no|instead of|y no|en vez de) (?:the |room |el |la |cuarto |exit |in |es )*\w*\d\w*(?= [.,] | $| (?:sorry|perdon|like))|(?:not|no) (?:the |room |el |cuarto |exit )*\w*\d\w* (?:[.,] |but |sino |es )+(?:it is |es |room |cuarto |exit |el |the )*\w*\d\w* )/;
/** "it's not a truck, it's a van", "no era un camion, era una van". */
const DENIED_THEN_SAID =
  / (?:(?:it|that|this|he|she|they|room|plate|car)(?: is| was| are| were)? (?:is |was |are )?not (?:[^ .,]+ ){1,4}[.,] (?:it|that|he|she|they)(?: is| was| are| were)|no (?:es|era|fue|son|eran|esta|estaba) (?:[^ .,]+ ){1,5}(?:[.,] )?(?:es|era|fue|son|eran|sino|esta|estaba)(?: \w+)?) /;
const COLOUR =
  'white|black|blue|red|gray|grey|silver|green|brown|tan|gold|maroon|yellow|orange|blanc[oa]|negr[oa]|roj[oa]|azul|gris|verde|cafe|plateado';
const THING_DENIED = new RegExp(
  ` (?:(?:${COLOUR})(?: \\w+)?(?: ,)? (?:not|no|instead of|y no) (?:a |the |un |una |era |es )*(?:${COLOUR})|(?:not|no|isnt|instead of) (?:a |the |at |el |la |in |en )*(?:motel 6|super 8|(?:[a-z]+ ){1,2}(?:inn|motel|hotel|lodge|suites|spa)|(?:van|truck|car|suv|bus|troca|camion|carro|camioneta|motel|hotel|house|apartment|spa|bar|store|girls?|boys?|women|men|hombres?|mujer(?:es)?|nin[oa]s?))(?= [.,] | $| (?:it|that|she|he) is )) `,
);

/** Does the text take back a value told earlier? `denies`: it names a town that it is not ("not joplin, carthage"). */
export function isCorrection(doc: Doc, plain: Plain, facts: Facts, denies: boolean): boolean {
  const words = doc.words.length;
  if (words === 0 || words > LONGEST_CORRECTION) return false;
  const { text } = plain;
  if (TAKES_BACK.test(text)) return true;
  if (words <= 4 && /^\s*\*\s?\p{L}|[\p{L}\d]\*\s*$/u.test(doc.text)) return true;
  if (words > SHORT_CORRECTION) return OPENS.test(text) && DENIED_THEN_SAID.test(text);
  if (THING_DENIED.test(text)) return true;
  if (!carriesValue(doc, facts)) return false;
  if (OPENS.test(text) || (CLOSES.test(text) && words <= SHORT_WORDS)) return true;
  return NUMBER_DENIED.test(text) || denies || DENIED_THEN_SAID.test(text);
}

/** Something that could stand in the place of what was told. */
function carriesValue(doc: Doc, facts: Facts): boolean {
  const { city, states, business, address, road, exit, mileMarker, room, plates, vehicle, people } = facts;
  const { time, callbackPhone, postalCode, county, transit, venue, direction, callbackName } = facts;
  const values = [city, states, business, address, road, exit, mileMarker, room, plates, vehicle, people];
  const more = [time, callbackPhone, postalCode, county, transit, venue, direction, callbackName];
  return /\d/.test(doc.text) || [...values, ...more].some((value) => value !== undefined);
}
