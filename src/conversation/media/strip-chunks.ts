/**
 * PNG, GIF and WebP without anything but the picture: of each only the parts named here are kept, so that whatever is
 * unknown goes, and nothing is kept after the end. Pure.
 * https://www.w3.org/TR/png-3/, https://www.w3.org/Graphics/GIF/spec-gif89a.txt, RFC 9649 (WebP)
 */

import { readExifPosition } from './position.js';
import { type Stripped } from './strip-jpeg.js';

const PNG_KEPT = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'sRGB', 'cHRM', 'sBIT', 'bKGD', 'acTL', 'fcTL', 'fdAT'],
]);

export function stripPng(bytes: Buffer): Stripped | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  let tiff: Buffer | undefined;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'eXIf') tiff ??= bytes.subarray(at + 8, end - 4);
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return { content: Buffer.concat(kept), position: tiff && readExifPosition(tiff) };
    at = end;
  }
  return undefined;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** How often an animation repeats. */
const LOOPS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

export function stripGif(bytes: Buffer): Stripped | undefined {
  let at = 13 + colourTable(bytes[10]);
  if (at > bytes.length) return undefined;
  const kept: Buffer[] = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const start = at;
    const code = bytes[at];
    if (code === TRAILER) return { content: Buffer.concat([...kept, Buffer.from([TRAILER])]) };
    if (code !== EXTENSION && code !== IMAGE) return undefined;
    const body = code === EXTENSION ? at + 2 : at + 10 + colourTable(bytes[at + 9]) + 1;
    const end = skipSubBlocks(bytes, body);
    if (end === undefined) return undefined;
    if (code === IMAGE || isKeptExtension(bytes, start)) kept.push(bytes.subarray(start, end));
    at = end;
  }
  return undefined;
}

/** Bytes of the colour table that these flags announce. */
function colourTable(flags = 0): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function skipSubBlocks(bytes: Buffer, start: number): number | undefined {
  for (let at = start; ;) {
    const size = bytes[at];
    if (size === undefined) return undefined;
    at += 1 + size;
    if (size === 0) return at;
  }
}

/** A loop is kept only as short as it must be: anything may hide in a longer one. */
function isKeptExtension(bytes: Buffer, at: number): boolean {
  const label = bytes[at + 1];
  if (label === GRAPHIC_CONTROL) return bytes[at + 2] === 4 && bytes[at + 7] === 0;
  if (label !== APPLICATION || bytes[at + 2] !== 11) return false;
  return LOOPS.has(bytes.toString('latin1', at + 3, at + 14)) && bytes[at + 14] === 3 && bytes[at + 18] === 0;
}

const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
const FRAME_KEPT = new Set(['VP8 ', 'VP8L', 'ALPH']);
const FRAME_HEADER = 16;
/** Colour profile, EXIF and XMP. */
const METADATA_FLAGS = 0x20 | 0x08 | 0x04;

export function stripWebp(bytes: Buffer): Stripped | undefined {
  const size = bytes.readUInt32LE(4);
  const chunks = readChunks(bytes.subarray(12, Math.min(bytes.length, 8 + size)));
  if (chunks?.some(({ type }) => type.startsWith('VP8') || type === 'ANMF') !== true) return undefined;
  const kept: Buffer[] = [];
  for (const { type, body } of chunks) {
    if (!WEBP_KEPT.has(type)) continue;
    const clean = type === 'VP8X' ? withoutFlags(body) : type === 'ANMF' ? cleanFrame(body) : body;
    if (clean === undefined) return undefined;
    kept.push(writeChunk(type, clean));
  }
  const content = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(content.length + 4, 4);
  const exif = chunks.find(({ type }) => type === 'EXIF')?.body;
  const tiff = exif?.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  return { content: Buffer.concat([head, content]), position: tiff && readExifPosition(tiff) };
}

interface Chunk {
  type: string;
  body: Buffer;
}

function readChunks(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > bytes.length) return undefined;
    chunks.push({ type: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 8, end) });
    at = end + (length % 2);
  }
  return chunks;
}

function writeChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

function withoutFlags(body: Buffer): Buffer | undefined {
  if (body.length < 10) return undefined;
  const clean = Buffer.from(body.subarray(0, 10));
  clean.writeUInt8(clean.readUInt8(0) & ~METADATA_FLAGS & 0xff, 0);
  return clean;
}

function cleanFrame(body: Buffer): Buffer | undefined {
  const chunks = body.length < FRAME_HEADER ? undefined : readChunks(body.subarray(FRAME_HEADER));
  if (chunks === undefined) return undefined;
  const kept = chunks
    .filter(({ type }) => FRAME_KEPT.has(type))
    .map((chunk) => writeChunk(chunk.type, chunk.body));
  return Buffer.concat([body.subarray(0, FRAME_HEADER), ...kept]);
}
