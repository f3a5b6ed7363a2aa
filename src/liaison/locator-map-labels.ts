/**
 * Where the words of a locator map stand: each label has a list of places it would like, best first, and takes
 * the one where it hides least. Pure.
 */

import { BAND, type Box, HEIGHT, overlaps, type Pixels, WIDTH } from './locator-map-frame.js';

export interface Label {
  lines: readonly { text: string; size: number; bold: boolean }[];
  colour: string;
  box: Box;
}

export type LabelText = Omit<Label, 'box'>;

const LINE_HEIGHT = 1.12;
const EDGE = 8;

/** Free text is none of a map's business: what the font cannot draw is left out, the rest is cut. */
export function cleanLabel(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’ʻ]/g, "'")
    .replace(/[^\x20-\x7e\u00a1-\u00ff]/g, (character) =>
      character.normalize('NFD').replace(/[^\x20-\x7e]/g, ''),
    )
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 32);
}

/** The size of a label in pixels; a little too wide rather than too narrow. */
export function measure({ lines }: LabelText): { width: number; height: number } {
  return {
    width: Math.max(...lines.map(({ text, size, bold }) => textWidth(text, bold) * size)),
    height: lines.reduce((sum, { size }) => sum + size * LINE_HEIGHT, 0),
  };
}

/** In ems: Atkinson Hyperlegible by three kinds of letter. */
export function textWidth(text: string, bold: boolean): number {
  let width = 0;
  for (const letter of text)
    width += /[ijltfI.,'()| ]/.test(letter)
      ? 0.31
      : /[mwMWQO@]/.test(letter)
        ? 0.84
        : /[A-Z]/.test(letter)
          ? 0.67
          : 0.57;
  return width * (bold ? 1.03 : 1);
}

export interface Wish {
  at: Pixels;
  cost: number;
}

/** More than any place that covers no mark and no other label. */
const COVERING = 100;

/** `costOf` says what is lost where the label would stand. Of places that cost the same, the first. */
export function place(
  label: LabelText,
  wishes: readonly Wish[],
  taken: readonly Box[],
  costOf: (box: Box) => number,
): Label {
  const { width, height } = measure(label);
  const choices = wishes.map(({ at: [x, y], cost }) => {
    const middle = [pushWithin(x, width, EDGE, WIDTH), pushWithin(y, height, BAND + 4, HEIGHT)] as const;
    const box = boxAround(middle, { width, height });
    const covered = taken.filter((other) => overlaps(box, other)).length;
    return { box, cost: cost + covered * COVERING + costOf(box) };
  });
  const { box } = choices.reduce((best, other) => (other.cost < best.cost ? other : best));
  return { ...label, box };
}

export function boxAround([x, y]: Pixels, { width, height }: { width: number; height: number }): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

/** The middle of a label of this size, moved so that the label is between the edges. */
function pushWithin(middle: number, size: number, first: number, last: number): number {
  return Math.max(first + size / 2, Math.min(middle, last - EDGE - size / 2));
}

/** Each later place costs a little more, and to stand apart from the mark costs as much as to hide something. */
const LATER = 0.04;
const APART = 1.2;

/** Around a mark, close to it and apart from it: right, left, below, above, then the corners. */
export function around(mark: Box, label: LabelText): Wish[] {
  const { width, height } = measure(label);
  const x = (mark.left + mark.right) / 2;
  const y = (mark.top + mark.bottom) / 2;
  return [4, 22].flatMap((gap) => {
    const right = mark.right + gap + width / 2;
    const left = mark.left - gap - width / 2;
    const below = mark.bottom + gap + height / 2;
    const above = mark.top - gap - height / 2;
    const places: Pixels[] = [
      ...([
        [right, y],
        [left, y],
        [x, below],
        [x, above],
      ] as const),
      ...([
        [right, below],
        [left, below],
        [right, above],
        [left, above],
      ] as const),
    ];
    return places.map((at, index) => ({ at, cost: index * LATER + (gap > 4 ? APART : 0) }));
  });
}
