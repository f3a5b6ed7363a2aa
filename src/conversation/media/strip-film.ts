/**
 * MP4 and 3GP without their metadata. Tables in these files point at places in them, so nothing is moved: a box that is
 * no part of the film becomes a `free` box of zeros, and dates become zero. Of each container only the boxes named
 * here stay. A file with a track that is neither picture nor sound cannot be cleaned so, and is not shown. Pure.
 * ISO/IEC 14496-12; 3GPP TS 26.244.
 */

import { type MediaPosition, readIso6709 } from './position.js';
import { type Stripped } from './strip-jpeg.js';

const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  '': new Set(['ftyp', 'styp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'free', 'skip', 'wide', 'pdin']),
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'mdia', 'edts', 'tref']),
  mdia: new Set(['mdhd', 'hdlr', 'minf']),
  minf: new Set(['vmhd', 'smhd', 'dinf', 'stbl']),
  stbl: new Set([
    ...[
      'stsd',
      'stts',
      'ctts',
      'cslg',
      'stsc',
      'stsz',
      'stz2',
      'stco',
      'co64',
      'stss',
      'stsh',
      'sdtp',
      'sbgp',
      'sgpd',
    ],
  ]),
  edts: new Set(['elst']),
  mvex: new Set(['mehd', 'trex']),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd']),
};
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
const ERASED = new Set(['free', 'skip', 'wide']);
const TRACKS = new Set(['vide', 'soun']);
const MAX_DEPTH = 8;

interface Box {
  type: string;
  start: number;
  body: number;
  end: number;
}

interface State {
  bytes: Buffer;
  position: MediaPosition | undefined;
  /** A track or a box that cannot be judged. */
  unsafe: boolean;
  films: number;
}

/** Undefined: it cannot be cleaned. */
export function stripFilm(original: Buffer): Stripped | undefined {
  const state: State = { bytes: Buffer.from(original), position: undefined, unsafe: false, films: 0 };
  cleanContainer(state, '', 0, state.bytes.length, 0);
  if (state.unsafe || state.films === 0) return undefined;
  return { content: state.bytes, position: state.position };
}

function cleanContainer(state: State, container: string, from: number, to: number, depth: number): void {
  const boxes = readBoxes(state.bytes, from, to);
  if (boxes === undefined || depth > MAX_DEPTH) {
    state.unsafe = true;
    return;
  }
  for (const box of boxes) {
    if (KEPT[container]?.has(box.type) !== true) {
      state.position ??= findPosition(state.bytes, box);
      erase(state.bytes, box);
    } else if (ERASED.has(box.type)) erase(state.bytes, box);
    else if (Object.hasOwn(KEPT, box.type)) cleanContainer(state, box.type, box.body, box.end, depth + 1);
    else checkBox(state, box);
  }
}

function checkBox(state: State, box: Box): void {
  if (DATED.has(box.type)) eraseDates(state.bytes, box);
  if (box.type !== 'hdlr') return;
  const handler = state.bytes.toString('latin1', box.body + 8, box.body + 12);
  if (!TRACKS.has(handler)) state.unsafe = true;
  else state.films += 1;
  // The name of the handler is free text; what is before it is fixed.
  if (box.end > box.body + 24) state.bytes.fill(0, box.body + 24, box.end);
}

/** Undefined when a box does not fit its container. */
function readBoxes(bytes: Buffer, from: number, to: number): Box[] | undefined {
  const boxes: Box[] = [];
  for (let at = from; at < to;) {
    if (at + 8 > to) return undefined;
    let size = bytes.readUInt32BE(at);
    let body = at + 8;
    if (size === 1) {
      if (at + 16 > to) return undefined;
      size = Number(bytes.readBigUInt64BE(at + 8));
      body = at + 16;
    } else if (size === 0) size = to - at;
    const end = at + size;
    if (end < body || end > to) return undefined;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start: at, body, end });
    at = end;
  }
  return boxes;
}

function erase(bytes: Buffer, { start, body, end }: Box): void {
  bytes.write('free', start + 4, 'latin1');
  bytes.fill(0, body, end);
}

/** Creation and change: 32 bits each in version 0, 64 in version 1. */
function eraseDates(bytes: Buffer, { body, end }: Box): void {
  const size = bytes[body] === 1 ? 16 : 8;
  bytes.fill(0, body + 4, Math.min(end, body + 4 + size));
}

/** `©xyz` of Apple and Android, and `loci` of 3GPP, inside `udta`. */
function findPosition(bytes: Buffer, { type, body, end }: Box): MediaPosition | undefined {
  if (type !== 'udta') return undefined;
  for (const inner of readBoxes(bytes, body, end) ?? []) {
    if (inner.type === '\xa9xyz') return readIso6709(bytes.toString('latin1', inner.body + 4, inner.end));
    if (inner.type === 'loci') return readLoci(bytes.subarray(inner.body, inner.end));
  }
  return undefined;
}

/** 3GPP TS 26.244, 8.10: version and flags, language, name, role, then longitude, latitude, altitude as 16.16. */
function readLoci(body: Buffer): MediaPosition | undefined {
  const nameEnd = body.indexOf(0, 6);
  const at = nameEnd + 2;
  if (nameEnd < 0 || at + 8 > body.length) return undefined;
  const [longitude, latitude] = [body.readInt32BE(at) / 65_536, body.readInt32BE(at + 4) / 65_536];
  const signed = (value: number, digits: number): string =>
    `${value < 0 ? '-' : '+'}${Math.abs(value)
      .toFixed(5)
      .padStart(digits + 6, '0')}`;
  return readIso6709(signed(latitude, 2) + signed(longitude, 3));
}
