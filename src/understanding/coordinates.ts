/**
 * Coordinates, pasted as such or inside a map link. Links are read, never opened: what a witness sends must not
 * make us call anyone.
 */
import type { Span } from './facts.js';

export interface Coordinates {
  latitude: number;
  longitude: number;
  span: Span;
}

const NUMBER = '([+-]?\\d{1,3}(?:\\.\\d{1,12})?)';
const PRECISE = '([+-]?\\d{1,3}\\.\\d{3,12})';
const FORMS: readonly RegExp[] = [
  new RegExp(`geo:${NUMBER},${NUMBER}`, 'i'),
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(
    `(?:maps\\.apple\\.com|google\\.[a-z.]{2,6}/maps|maps\\.google|goo\\.gl|waze\\.com|openstreetmap\\.org|bing\\.com/maps|maps\\.app)[^\\s]{0,300}?[@=/](?:loc:)?${NUMBER}(?:,|%2C|/)\\+?${NUMBER}`,
    'i',
  ),
  new RegExp(
    `(?<![\\d.])${PRECISE}\\s*°?\\s*([NS])?\\s*[,;\\s]\\s*${PRECISE}\\s*°?\\s*([EWO])?(?![\\d.])`,
    'i',
  ),
];
const DEGREES =
  /(\d{1,2})\s*°\s*(\d{1,2})\s*['’′]\s*(\d{1,2}(?:\.\d+)?)\s*(?:"|”|″|'')?\s*([NS])[,\s]{1,3}(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(\d{1,2}(?:\.\d+)?)\s*(?:"|”|″|'')?\s*([EWO])/i;

export function findCoordinates(text: string): Coordinates | undefined {
  const degrees = DEGREES.exec(text);
  if (degrees !== null) {
    const [, a, b, c, ns, d, e, f, ew] = degrees;
    const latitude = (Number(a) + Number(b) / 60 + Number(c) / 3600) * (/s/i.test(ns ?? '') ? -1 : 1);
    const longitude = (Number(d) + Number(e) / 60 + Number(f) / 3600) * (/[wo]/i.test(ew ?? '') ? -1 : 1);
    return check(latitude, longitude, degrees);
  }
  for (const form of FORMS) {
    const match = form.exec(text);
    if (match === null) continue;
    const lettered = match.length > 3;
    let latitude = Number(match[1]);
    let longitude = Number(lettered ? match[3] : match[2]);
    if (lettered && /s/i.test(match[2] ?? '')) latitude = -Math.abs(latitude);
    if (lettered && /[wo]/i.test(match[4] ?? '')) longitude = -Math.abs(longitude);
    const found = check(latitude, longitude, match);
    if (found !== undefined) return found;
  }
  return undefined;
}

function check(latitude: number, longitude: number, match: RegExpExecArray): Coordinates | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) || (latitude === 0 && longitude === 0))
    return undefined;
  return { latitude, longitude, span: [match.index, match.index + match[0].length] };
}
