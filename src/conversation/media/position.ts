/**
 * Where a picture was taken, as its own EXIF says: the GPS part of a TIFF structure. Reads and never throws; whatever
 * is out of bounds or out of range is no position. Exif 2.32, section 4.6.6; TIFF 6.0, section 2. Pure.
 */

export interface MediaPosition {
  latitude: number;
  longitude: number;
}

const GPS_IFD = 0x8825;
const ORIENTATION = 0x0112;
const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;
/** No honest directory has more. */
const MAX_ENTRIES = 512;

interface Entry {
  type: number;
  count: number;
  /** Where the value is, or where its offset is. */
  at: number;
}

type Directory = ReadonlyMap<number, Entry>;

interface Reader {
  u16: (at: number) => number | undefined;
  u32: (at: number) => number | undefined;
}

function createReader(tiff: Buffer): Reader | undefined {
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const little = order === 'II';
  const fits = (at: number, size: number): boolean => at >= 0 && at + size <= tiff.length;
  return {
    u16: (at) => (fits(at, 2) ? (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)) : undefined),
    u32: (at) => (fits(at, 4) ? (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)) : undefined),
  };
}

/** `tiff`: from its byte-order mark on. */
export function readExifPosition(tiff: Buffer): MediaPosition | undefined {
  const read = createReader(tiff);
  const first = read?.u32(4);
  if (read === undefined || first === undefined) return undefined;
  const gpsAt = readDirectory(read, first).get(GPS_IFD);
  const gpsStart = gpsAt && read.u32(gpsAt.at);
  if (gpsStart === undefined) return undefined;
  const gps = readDirectory(read, gpsStart);
  const latitude = readDegrees(read, gps.get(LATITUDE));
  const longitude = readDegrees(read, gps.get(LONGITUDE));
  if (latitude === undefined || longitude === undefined) return undefined;
  const south = readLetter(tiff, gps.get(LATITUDE_REF)) === 'S';
  const west = readLetter(tiff, gps.get(LONGITUDE_REF)) === 'W';
  return checkPosition(south ? -latitude : latitude, west ? -longitude : longitude);
}

/** How the picture must be turned to stand upright: 1 to 8, 1 being as it is. */
export function readOrientation(tiff: Buffer): number {
  const read = createReader(tiff);
  const first = read?.u32(4);
  if (read === undefined || first === undefined) return 1;
  const entry = readDirectory(read, first).get(ORIENTATION);
  const value = entry && read.u16(entry.at);
  return value !== undefined && value >= 1 && value <= 8 ? value : 1;
}

/** "+37.0842-094.5133/" (ISO 6709), as films carry it. */
export function readIso6709(text: string): MediaPosition | undefined {
  const match = /^([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/.exec(text.trim());
  return match ? checkPosition(Number(match[1]), Number(match[2])) : undefined;
}

/** Rounded to about a metre. 0, 0 is a camera that did not know. */
function checkPosition(latitude: number, longitude: number): MediaPosition | undefined {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  if (latitude === 0 && longitude === 0) return undefined;
  return { latitude: round(latitude), longitude: round(longitude) };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

function readDirectory(read: Reader, start: number): Directory {
  const count = read.u16(start) ?? 0;
  const entries = new Map<number, Entry>();
  for (let index = 0; index < Math.min(count, MAX_ENTRIES); index++) {
    const at = start + 2 + index * 12;
    const [tag, type, values] = [read.u16(at), read.u16(at + 2), read.u32(at + 4)];
    if (tag === undefined || type === undefined || values === undefined) break;
    entries.set(tag, { type, count: values, at: at + 8 });
  }
  return entries;
}

function readLetter(tiff: Buffer, entry: Entry | undefined): string {
  return entry === undefined ? '' : tiff.toString('latin1', entry.at, entry.at + 1).toUpperCase();
}

const RATIONAL = 5;

/** Degrees, minutes, seconds as three fractions. */
function readDegrees(read: Reader, entry: Entry | undefined): number | undefined {
  if (entry?.type !== RATIONAL || entry.count !== 3) return undefined;
  const start = read.u32(entry.at);
  if (start === undefined) return undefined;
  let degrees = 0;
  for (const [index, unit] of [1, 60, 3600].entries()) {
    const [over, under] = [read.u32(start + index * 8), read.u32(start + index * 8 + 4)];
    if (over === undefined || under === undefined) return undefined;
    // Some cameras write 0/0 for seconds they do not have.
    if (under === 0 && (over !== 0 || index < 2)) return undefined;
    degrees += under === 0 ? 0 : over / under / unit;
  }
  return degrees;
}
