/** The room or unit: "rm 214", "room 12", "cuarto 8", and at a hotel also "they're in 214". */
import type { Doc } from './normalize.js';

const NAMED =
  /\b(?:room|rooms|rm|rms|cuarto|habitacion|suite|unit|apt|apartment|apartamento|lot|trailer|site|bungalow|cabin)(?: (?:number|numero|no\.?|num))?[ #:.]{0,2}(\d{1,4}[a-z]?|[a-z]\d{1,3})\b(?! ?(?:girls?|women|men|people|ppl|cash|hours?|dollars|nights|weeks|days|guys|kids))/;
const BARE_AT_HOTEL =
  /\b(?:in|en|at|from|la|el|#) ?(\d{3,4})\b(?! ?(?:[a-z]+ )?(?:st|street|ave|avenue|rd|road|blvd|dr|drive|ln|lane|am|pm|dollars|bucks|people|girls|women|men)\b)(?=\s*(?:[,.;!?)]|$|rn\b|right now|now\b|since|with|w\b|and|n\b|they|he|she|y\b|ahorita|for|still))/;

export function findRoom(doc: Doc, venue: string | undefined): string | undefined {
  const match = NAMED.exec(doc.flat) ?? (venue === 'hotel' ? BARE_AT_HOTEL.exec(doc.flat) : null);
  return match?.[1]?.toUpperCase();
}
