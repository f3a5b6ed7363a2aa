/** Reads what our renderer writes: 8 bits a channel, RGB or RGBA, not interlaced. Throws on anything else. */

import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** "#rrggbb" */
  colourAt(x: number, y: number): string;
}

const SIGNATURE = '89504e470d0a1a0a';

export function readPng(png: Uint8Array): Picture {
  const bytes = Buffer.from(png);
  if (bytes.subarray(0, 8).toString('hex') !== SIGNATURE) throw new TypeError('not a PNG');
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.subarray(at + 4, at + 8).toString('latin1') === 'IDAT')
      parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[bytes[25] ?? 0];
  if (bytes[24] !== 8 || channels === undefined || bytes[28] !== 0)
    throw new TypeError('another kind of PNG');
  const pixels = unfilter(inflateSync(Buffer.concat(parts)), { width, height, channels });
  return {
    width,
    height,
    colourAt(x, y) {
      const start = (Math.round(y) * width + Math.round(x)) * channels;
      return `#${pixels.subarray(start, start + 3).toString('hex')}`;
    },
  };
}

/** https://www.w3.org/TR/png-3/#9Filters */
function unfilter(
  rows: Buffer,
  { width, height, channels }: { width: number; height: number; channels: number },
): Buffer {
  const length = width * channels;
  const pixels = Buffer.alloc(length * height);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (length + 1)] ?? 0;
    for (let column = 0; column < length; column++) {
      const here = row * length + column;
      const left = column < channels ? 0 : (pixels[here - channels] ?? 0);
      const up = row === 0 ? 0 : (pixels[here - length] ?? 0);
      const corner = row === 0 || column < channels ? 0 : (pixels[here - length - channels] ?? 0);
      pixels[here] = (rows[row * (length + 1) + 1 + column] ?? 0) + guess(filter, left, up, corner);
    }
  }
  return pixels;
}

function guess(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      throw new TypeError('unknown filter');
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}
