/** What a file is, by its first bytes: never by its name or by what the sender says it is. Pure. */

export type MediaKind = 'jpeg' | 'png' | 'gif' | 'webp' | 'heic' | 'mp4' | '3gp';

export const MEDIA_TYPES: Record<MediaKind, { contentType: string; extension: string }> = {
  jpeg: { contentType: 'image/jpeg', extension: 'jpg' },
  png: { contentType: 'image/png', extension: 'png' },
  gif: { contentType: 'image/gif', extension: 'gif' },
  webp: { contentType: 'image/webp', extension: 'webp' },
  heic: { contentType: 'image/heic', extension: 'heic' },
  mp4: { contentType: 'video/mp4', extension: 'mp4' },
  '3gp': { contentType: 'video/3gpp', extension: '3gp' },
};

/** Major brands of ISO base media files: https://mp4ra.org/registered-types/brands */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'heif']);
const MP4_BRANDS = new Set([
  ...['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash', 'mmp4'],
]);

/** Undefined: a kind that is not taken. */
export function findMediaKind(bytes: Buffer): MediaKind | undefined {
  if (bytes.length < 12) return undefined;
  const at = (start: number, end: number): string => bytes.toString('latin1', start, end);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (at(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (/^GIF8[79]a$/.test(at(0, 6))) return 'gif';
  if (at(0, 4) === 'RIFF' && at(8, 12) === 'WEBP') return 'webp';
  if (at(4, 8) !== 'ftyp') return undefined;
  const brand = at(8, 12);
  if (HEIC_BRANDS.has(brand)) return 'heic';
  if (/^3g[p2rsg]/.test(brand)) return '3gp';
  return MP4_BRANDS.has(brand) ? 'mp4' : undefined;
}
