/** Files of witnesses: told by their bytes, their place read, their metadata gone, the picture itself untouched. */

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanMedia, type CleanedMedia } from '../../../src/conversation/media/clean-media.js';
import { findMediaKind } from '../../../src/conversation/media/kinds.js';
import { readExifPosition, readIso6709, readOrientation } from '../../../src/conversation/media/position.js';
import {
  exifTiff,
  FILM_DATA,
  HIDDEN_WORD,
  JOPLIN,
  JPEG_SCAN,
  makeFilm,
  makeGif,
  makeHeic,
  makeJpeg,
  makePng,
  makeWebp,
} from '../../support/pictures.js';

const FILES: Record<string, { make: () => Buffer; place: boolean }> = {
  jpeg: { make: makeJpeg, place: true },
  png: { make: makePng, place: true },
  gif: { make: makeGif, place: false },
  webp: { make: makeWebp, place: true },
  mp4: { make: () => makeFilm(), place: true },
  '3gp': { make: () => makeFilm('3gp4', ['vide', 'soun']), place: true },
};

function clean(bytes: Buffer): Extract<CleanedMedia, { kind: 'clean' }> {
  const cleaned = cleanMedia(bytes);
  if (cleaned.kind !== 'clean') throw new Error(cleaned.kind);
  return cleaned;
}

describe.each(Object.entries(FILES))('%s', (kind, { make, place }) => {
  it('is known by its bytes, keeps its place as a fact and nothing else', () => {
    expect(make().includes(HIDDEN_WORD)).toBe(true);
    const { media, content, position } = clean(make());
    expect(media).toBe(kind);
    expect(content.includes(HIDDEN_WORD)).toBe(false);
    expect(content.includes('GPS')).toBe(false);
    expect(content.includes('+37.0842')).toBe(false);
    if (place) {
      expect(position?.latitude).toBeCloseTo(JOPLIN.latitude, 3);
      expect(position?.longitude).toBeCloseTo(JOPLIN.longitude, 3);
    } else expect(position).toBeUndefined();
  });

  it('cleaned again stays the same, and names no place', () => {
    const once = clean(make()).content;
    const twice = clean(once);
    expect(twice.content.equals(once)).toBe(true);
    expect(twice.position).toBeUndefined();
  });

  it('cut off or damaged anywhere: never a throw, never the hidden word in what may be shown', () => {
    const whole = make();
    fc.assert(
      fc.property(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
        (length, changes) => {
          const bytes = Buffer.from(whole.subarray(0, length));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const cleaned = cleanMedia(bytes);
          // Damage can turn metadata into what looks like the picture; then the name of the part has changed too.
          if (changes.length === 0 && cleaned.kind === 'clean')
            expect(cleaned.content.includes(HIDDEN_WORD)).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });
});

it('the picture itself is untouched: scans, pixels, frames, film', () => {
  const jpeg = clean(makeJpeg()).content;
  expect(jpeg.includes(JPEG_SCAN)).toBe(true);
  // Turned upright as before, by the one value of EXIF that is left.
  expect(readOrientation(jpeg.subarray(jpeg.indexOf('Exif\0\0', 0, 'latin1') + 6))).toBe(6);
  expect(jpeg.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  const upright = clean(makeJpeg(exifTiff(JOPLIN, 1))).content;
  expect(upright.includes('Exif')).toBe(false);
  expect(clean(makeGif()).content.includes('NETSCAPE2.0')).toBe(true);
  const webp = clean(makeWebp()).content;
  expect([webp.readUInt32LE(4) + 8, webp[20]]).toEqual([webp.length, 0]);
  const film = clean(makeFilm());
  expect(film.content).toHaveLength(makeFilm().length);
  expect(film.content.indexOf(FILM_DATA)).toBe(makeFilm().indexOf(FILM_DATA));
  expect(film.content.includes(Buffer.from('d5ad1234', 'hex'))).toBe(false);
});

it('what cannot be cleaned is kept and not shown: HEIC, a track of metadata, a broken file', () => {
  expect(cleanMedia(makeHeic()).kind).toBe('sealed_only');
  expect(cleanMedia(makeFilm('mp42', ['vide', 'meta'])).kind).toBe('sealed_only');
  expect(cleanMedia(makeJpeg().subarray(0, 200)).kind).toBe('sealed_only');
});

it('anything else is refused, whatever it is called', () => {
  for (const bytes of [
    Buffer.from('<svg onload="x()"/>'.padEnd(40)),
    Buffer.from('%PDF-1.7'.padEnd(40)),
    Buffer.from('PK\x03\x04'.padEnd(40)),
    Buffer.from('BEGIN:VCARD'.padEnd(40)),
    Buffer.alloc(0),
    Buffer.from([0xff, 0xd8]),
    Buffer.concat([Buffer.from('\0\0\0\x18ftypqt  ', 'latin1'), Buffer.alloc(20)]),
  ])
    expect(cleanMedia(bytes)).toEqual({ kind: 'refused' });
});

it('any bytes at all: no throw', () => {
  const starts = Object.values(FILES).map(({ make }) => make().subarray(0, 16));
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 600 }), (start, rest) => {
      const bytes = Buffer.concat([start, Buffer.from(rest)]);
      expect(['clean', 'sealed_only']).toContain(cleanMedia(bytes).kind);
      expect(findMediaKind(bytes)).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

describe('positions', () => {
  it('any place on earth is read back within a few metres', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -89.9, max: 89.9, noNaN: true }),
        fc.double({ min: -179.9, max: 179.9, noNaN: true }),
        (latitude, longitude) => {
          const read = readExifPosition(exifTiff({ latitude, longitude }));
          if (read === undefined) return;
          expect(Math.abs(read.latitude - latitude)).toBeLessThan(1e-4);
          expect(Math.abs(read.longitude - longitude)).toBeLessThan(1e-4);
        },
      ),
    );
  });

  it('no place: 0, 0; out of range; out of bounds; garbage', () => {
    expect(readExifPosition(exifTiff({ latitude: 0, longitude: 0 }))).toBeUndefined();
    expect(readExifPosition(exifTiff({ latitude: 95, longitude: 10 }))).toBeUndefined();
    expect(readExifPosition(exifTiff().subarray(0, 170))).toBeUndefined();
    expect(readIso6709('+37.0842-094.5133/')).toEqual(JOPLIN);
    expect(readIso6709('somewhere')).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        readExifPosition(Buffer.concat([Buffer.from('II*\0', 'latin1'), Buffer.from(bytes)]));
        readOrientation(Buffer.from(bytes));
      }),
    );
  });
});
