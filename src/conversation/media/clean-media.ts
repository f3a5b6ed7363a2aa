/** A file of a witness, checked and without its metadata: what may be shown, and the place it named. Pure. */

import { findMediaKind, type MediaKind } from './kinds.js';
import { type MediaPosition } from './position.js';
import { stripGif, stripPng, stripWebp } from './strip-chunks.js';
import { stripFilm } from './strip-film.js';
import { type Stripped, stripJpeg } from './strip-jpeg.js';

export type CleanedMedia =
  /** May be shown. */
  | { kind: 'clean'; media: MediaKind; content: Buffer; position: MediaPosition | undefined }
  /** Kept sealed as it came and shown to nobody: its metadata cannot be taken out safely. */
  | { kind: 'sealed_only'; media: MediaKind; content: Buffer }
  /** No kind that is taken. */
  | { kind: 'refused' };

const STRIPPERS: Partial<Record<MediaKind, (bytes: Buffer) => Stripped | undefined>> = {
  jpeg: stripJpeg,
  png: stripPng,
  gif: stripGif,
  webp: stripWebp,
  mp4: stripFilm,
  '3gp': stripFilm,
};

export function cleanMedia(bytes: Buffer): CleanedMedia {
  const media = findMediaKind(bytes);
  if (media === undefined) return { kind: 'refused' };
  const stripped = STRIPPERS[media]?.(bytes);
  if (stripped === undefined) return { kind: 'sealed_only', media, content: bytes };
  return { kind: 'clean', media, content: stripped.content, position: stripped.position };
}
