/** Small real files made in the test, each with a planted place and planted words in its metadata. */

import { deflateSync } from 'node:zlib';

/** In every kind of metadata of every file made here. */
export const HIDDEN_WORD = 'PLANTEDcamera7714';
export const JOPLIN = { latitude: 37.0842, longitude: -94.5133 };

/** A TIFF structure with a maker's name and a GPS directory. */
export function exifTiff(place = JOPLIN, orientation = 6): Buffer {
  const tiff = Buffer.alloc(240);
  tiff.write('II', 0, 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(3, 8);
  entry(tiff, 10, 0x010f, 2, HIDDEN_WORD.length + 1, 60);
  entry(tiff, 22, 0x0112, 3, 1, orientation);
  entry(tiff, 34, 0x8825, 4, 1, 90);
  tiff.write(HIDDEN_WORD, 60, 'latin1');
  tiff.writeUInt16LE(4, 90);
  entry(tiff, 92, 1, 2, 2, (place.latitude < 0 ? 'S' : 'N').charCodeAt(0));
  entry(tiff, 104, 2, 5, 3, 150);
  entry(tiff, 116, 3, 2, 2, (place.longitude < 0 ? 'W' : 'E').charCodeAt(0));
  entry(tiff, 128, 4, 5, 3, 180);
  degrees(tiff, 150, Math.abs(place.latitude));
  degrees(tiff, 180, Math.abs(place.longitude));
  return tiff;
}

function entry(tiff: Buffer, at: number, tag: number, type: number, count: number, value: number): void {
  tiff.writeUInt16LE(tag, at);
  tiff.writeUInt16LE(type, at + 2);
  tiff.writeUInt32LE(count, at + 4);
  tiff.writeUInt32LE(value, at + 8);
}

function degrees(tiff: Buffer, at: number, value: number): void {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  const seconds = Math.round(((value - whole) * 60 - minutes) * 60 * 10_000);
  for (const [index, [over, under]] of (
    [
      [whole, 1],
      [minutes, 1],
      [seconds, 10_000],
    ] as const
  ).entries()) {
    tiff.writeUInt32LE(over, at + index * 8);
    tiff.writeUInt32LE(under, at + index * 8 + 4);
  }
}

const segment = (code: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, code, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** The parts of a picture that carry it; their order and kind are what matters here. */
export const JPEG_SCAN = Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0x78]);

export function makeJpeg(tiff = exifTiff()): Buffer {
  const word = Buffer.from(HIDDEN_WORD, 'latin1');
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    segment(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), word])),
    segment(0xed, word),
    segment(0xfe, word),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
    segment(0xc4, Buffer.alloc(20, 2)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    JPEG_SCAN,
    Buffer.from([0xff, 0xd9]),
    // A second picture behind the end, as phones add them.
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    word,
  ]);
}

const crcTable = Array.from({ length: 256 }, (_, value) => {
  let code = value;
  for (let bit = 0; bit < 8; bit++) code = code & 1 ? 0xedb88320 ^ (code >>> 1) : code >>> 1;
  return code >>> 0;
});
const crcOf = (bytes: Buffer): number =>
  (bytes.reduce((crc, byte) => (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8), 0xffffffff) ^
    0xffffffff) >>>
  0;

const pngChunk = (type: string, body: Buffer): Buffer => {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), body, Buffer.alloc(4)]);
  chunk.writeUInt32BE(body.length, 0);
  chunk.writeUInt32BE(crcOf(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
};

/** A real 2×2 picture. */
export function makePng(tiff = exifTiff()): Buffer {
  const word = Buffer.from(`Comment\0${HIDDEN_WORD}`, 'latin1');
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', head),
    pngChunk('tEXt', word),
    pngChunk('eXIf', tiff),
    pngChunk('IDAT', deflateSync(Buffer.alloc(14, 9))),
    pngChunk('iTXt', word),
    pngChunk('IEND', Buffer.alloc(0)),
    word,
  ]);
}

/** A real 1×1 picture that repeats. */
export function makeGif(): Buffer {
  const word = Buffer.from(HIDDEN_WORD, 'latin1');
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, word.length]), word, Buffer.from([0])]);
  const xmp = Buffer.concat([
    Buffer.from('\x21\xff\x0bXMP DataXMP', 'latin1'),
    Buffer.from([word.length]),
    word,
    Buffer.from([0]),
  ]);
  return Buffer.concat([
    Buffer.from('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1'),
    Buffer.from('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0', 'latin1'),
    comment,
    Buffer.from('\x21\xf9\x04\0\0\0\0\0', 'latin1'),
    xmp,
    Buffer.from('\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0\x3b', 'latin1'),
    word,
  ]);
}

const riffChunk = (type: string, body: Buffer): Buffer => {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

export function makeWebp(tiff = exifTiff()): Buffer {
  const content = Buffer.concat([
    riffChunk('VP8X', Buffer.from([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    riffChunk('VP8 ', Buffer.alloc(11, 7)),
    riffChunk('EXIF', tiff),
    riffChunk('XMP ', Buffer.from(HIDDEN_WORD, 'latin1')),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(content.length + 4, 4);
  return Buffer.concat([head, content]);
}

const box = (type: string, ...bodies: Buffer[]): Buffer => {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

export const FILM_DATA = Buffer.from('the film itself, which stays where it is');

export function makeFilm(brand = 'isom', handlers: readonly string[] = ['vide']): Buffer {
  const word = Buffer.from(HIDDEN_WORD, 'latin1');
  const dated = Buffer.alloc(100);
  dated.writeUInt32BE(0xd5ad1234, 4);
  dated.writeUInt32BE(0xd5ad1234, 8);
  const handler = (type: string) =>
    box('hdlr', Buffer.alloc(8), Buffer.from(type, 'latin1'), Buffer.alloc(12), word, Buffer.alloc(1));
  const place = Buffer.from('+37.0842-094.5133/', 'latin1');
  const where = Buffer.concat([Buffer.from([0, place.length, 0x15, 0xc7]), place]);
  return Buffer.concat([
    box('ftyp', Buffer.from(brand, 'latin1'), Buffer.alloc(4)),
    box(
      'moov',
      box('mvhd', dated),
      ...handlers.map((type) =>
        box(
          'trak',
          box('tkhd', dated),
          box(
            'mdia',
            box('mdhd', dated),
            handler(type),
            box('minf', box('stbl', box('stco', Buffer.alloc(12, 5)))),
          ),
          box('udta', box('name', word)),
        ),
      ),
      box('udta', box('\xa9xyz', where), box('meta', word)),
      box('meta', word),
    ),
    box('mdat', FILM_DATA),
    box('uuid', word),
  ]);
}

export const makeHeic = (): Buffer =>
  Buffer.concat([box('ftyp', Buffer.from('heic', 'latin1'), Buffer.alloc(4)), box('meta', exifTiff())]);
