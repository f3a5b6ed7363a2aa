/**
 * A JPEG without anything but the picture: no EXIF, XMP, IPTC, comments, colour profiles, thumbnails, maker notes, and
 * nothing after its end (second pictures, films). What turns it upright is kept, as the one EXIF value. Pure.
 * ITU-T T.81, annex B.
 */

import { type MediaPosition, readExifPosition, readOrientation } from './position.js';

export interface Stripped {
  content: Buffer;
  position?: MediaPosition | undefined;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
/** Adobe's says how the colours are coded; without it they come out wrong. */
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const TEMPORARY = 0x01;
const EXIF = 'Exif\0\0';

/** Undefined: it cannot be read as a JPEG to its end. */
export function stripJpeg(bytes: Buffer): Stripped | undefined {
  const kept: Buffer[] = [];
  let tiff: Buffer | undefined;
  let at = 2;
  let scans = 0;
  for (;;) {
    const marker = findMarker(bytes, at);
    if (marker === undefined) return undefined;
    at = marker.end;
    if (marker.code === EOI) break;
    if (isBare(marker.code)) return undefined;
    if (at + 2 > bytes.length) return undefined;
    const end = at + bytes.readUInt16BE(at);
    if (end < at + 2 || end > bytes.length) return undefined;
    const body = bytes.subarray(at + 2, end);
    if (marker.code === APP1 && body.toString('latin1', 0, 6) === EXIF) tiff ??= body.subarray(6);
    if (isPicture(marker.code, body)) kept.push(segment(marker.code, cutThumbnail(marker.code, body)));
    at = end;
    if (marker.code === SOS) {
      scans += 1;
      const scanEnd = findScanEnd(bytes, at);
      if (scanEnd === undefined) return undefined;
      kept.push(bytes.subarray(at, scanEnd));
      at = scanEnd;
    }
  }
  if (scans === 0) return undefined;
  const orientation = tiff === undefined ? 1 : readOrientation(tiff);
  const upright = orientation === 1 ? [] : [segment(APP1, orientationExif(orientation))];
  const content = Buffer.concat([Buffer.from([0xff, SOI]), ...upright, ...kept, Buffer.from([0xff, EOI])]);
  return { content, position: tiff && readExifPosition(tiff) };
}

/** The next marker; fill bytes before it are passed over. */
function findMarker(bytes: Buffer, at: number): { code: number; end: number } | undefined {
  if (bytes[at] !== 0xff) return undefined;
  let next = at + 1;
  while (bytes[next] === 0xff) next += 1;
  const code = bytes[next];
  return code === undefined || code === 0 ? undefined : { code, end: next + 1 };
}

/** Markers without a length that have no place between segments. */
function isBare(code: number): boolean {
  return code === TEMPORARY || (code >= 0xd0 && code <= SOI);
}

function isPicture(code: number, body: Buffer): boolean {
  if (code === APP0) return body.toString('latin1', 0, 5) === 'JFIF\0' && body.length >= 14;
  if (code === APP14) return body.toString('latin1', 0, 5) === 'Adobe' && body.length === 12;
  return code !== COMMENT && !(code >= APP0 && code <= APP15);
}

/** JFIF may hold a small picture of its own. */
function cutThumbnail(code: number, body: Buffer): Buffer {
  if (code !== APP0) return body;
  const head = Buffer.from(body.subarray(0, 14));
  head[12] = 0;
  head[13] = 0;
  return head;
}

function segment(code: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, code, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Coded data ends at a marker that is neither a stuffed zero nor a restart. */
function findScanEnd(bytes: Buffer, start: number): number | undefined {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return undefined;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return undefined;
}

/** EXIF with one value. */
function orientationExif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return Buffer.concat([Buffer.from(EXIF, 'latin1'), tiff]);
}
