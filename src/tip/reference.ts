/**
 * Reference codes: short, speakable, with check characters, such as `MO-7K3QF-2X`: a state (or `US`), five
 * random Crockford base32 characters (32^5, about 33 million per state; the database holds them unique), then
 * two check characters over both. Two check characters catch every single wrong character and every swap of neighbours.
 *
 * Crockford's alphabet leaves out I, L, O and U: https://www.crockford.com/base32.html
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BODY_LENGTH = 5;
/** The largest prime below 32²: position weights modulo a prime make the check see swaps as well. */
const CHECK_MODULUS = 1021;

/** Five characters from five random bytes. */
export function createReferenceBody(randomBytes: Uint8Array): string {
  if (randomBytes.length < BODY_LENGTH) throw new RangeError(`need ${BODY_LENGTH} random bytes`);
  return Array.from(randomBytes.subarray(0, BODY_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** `createReference('MO', '7K3QF')` → `MO-7K3QF-…`. The prefix is a USPS code or `US`. */
export function createReference(prefix: string, body: string): string {
  return `${prefix}-${body}-${checkCharacters(prefix + body)}`;
}

/** Reads a reference as people type it (case, spaces, O for 0, I and L for 1); undefined when the check fails. */
export function parseReference(text: string): string | undefined {
  const compact = text.toUpperCase().replace(/[\s-]/g, '');
  const match = /^([A-Z]{2})([0-9A-Z]{5})([0-9A-Z]{2})$/.exec(compact);
  if (!match) return undefined;
  const [, prefix = '', rawBody = '', rawCheck = ''] = match;
  const body = foldLookAlikes(rawBody);
  return checkCharacters(prefix + body) === foldLookAlikes(rawCheck)
    ? createReference(prefix, body)
    : undefined;
}

function foldLookAlikes(text: string): string {
  return text.replace(/O/g, '0').replace(/[IL]/g, '1');
}

function checkCharacters(text: string): string {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += (index + 2) * text.charCodeAt(index);
  const check = (sum * 37) % CHECK_MODULUS;
  return ALPHABET.charAt(check >> 5) + ALPHABET.charAt(check & 31);
}
