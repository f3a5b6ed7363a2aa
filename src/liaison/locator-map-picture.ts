/** A locator map as SVG, from what is known to be on it: layers from the back to the front, then the labels. Pure. */

import { type Atlas, type CountyShape, type StateShape } from './locator-map-atlas.js';
import {
  BAND,
  type Box,
  type Frame,
  HEIGHT,
  overlaps,
  type Pixels,
  type Outline,
  type Ring,
  shareInside,
  WIDTH,
} from './locator-map-frame.js';
import {
  around,
  boxAround,
  type Label,
  type LabelText,
  measure,
  place,
  textWidth,
} from './locator-map-labels.js';
import * as marks from './locator-map-svg.js';

/** What of a place is on the map. */
export interface Drawing {
  state: StateShape;
  frame: Frame;
  county: CountyShape | undefined;
  point: { at: Pixels; exact: boolean; name: string } | undefined;
  town: { at: Pixels; name: string } | undefined;
  concerned: readonly StateShape[];
}

interface Neighbour extends Outline {
  code: string;
  concerned: boolean;
}

const { COLOURS, area } = marks;

/** From so many islands on (Alaska), a thick outline would be all there is to see. */
const MANY_ISLANDS = 40;

export function drawSvg(atlas: Atlas, drawing: Drawing): string {
  const { state, frame, county, point, town } = drawing;
  const neighbours = findNeighbours(atlas, drawing);
  const home = frame.trace(state.shape);
  const countyOutline = county && frame.trace(county.shape);
  const rings = home?.rings ?? [];
  const fine = rings.length > MANY_ISLANDS;
  const bar = placeScale(drawing, rings);
  const surroundings = { neighbours, rings, county: countyOutline, taken: [bar.box] };
  return marks.svgDocument([
    ...neighbours.map(({ path, concerned }) =>
      area(path, {
        fill: concerned ? 'url(#hatch)' : COLOURS.neighbour,
        line: COLOURS.neighbourLine,
        width: 2,
      }),
    ),
    area(home?.path, { fill: COLOURS.state, line: COLOURS.state, width: 0 }),
    area(frame.trace(atlas.countyLines(state.code), 'coarse')?.path, { line: COLOURS.countyLine, width: 1 }),
    countyOutline ? drawCounty(countyOutline, fine, point === undefined) : '',
    area(home?.path, { line: COLOURS.stateLine, width: fine ? 1.5 : 3.5 }),
    marks.band(state.name, county?.label),
    marks.scale(bar.at, bar),
    town ? marks.dot(town.at) : '',
    point ? (point.exact ? marks.pin(point.at) : marks.ring(point.at)) : '',
    ...placeLabels(drawing, surroundings).map(marks.labelText),
  ]);
}

const TINY_COUNTY = 26;

function drawCounty(
  { path, box: { left, top, right, bottom } }: Outline,
  fine: boolean,
  alone: boolean,
): string {
  const shape = area(path, { fill: COLOURS.county, line: COLOURS.countyEdge, width: fine ? 1.5 : 2.5 });
  const isTiny = alone && Math.max(right - left, bottom - top) < TINY_COUNTY;
  return isTiny ? shape + marks.countyMark([(left + right) / 2, (top + bottom) / 2]) : shape;
}

function findNeighbours(atlas: Atlas, { state, frame, concerned }: Drawing): Neighbour[] {
  return atlas.states().flatMap(({ code, shape }) => {
    const outline = code === state.code ? undefined : frame.trace(shape, 'coarse');
    return outline === undefined
      ? []
      : [{ ...outline, code, concerned: concerned.some((other) => other.code === code) }];
  });
}

// ---- scale -------------------------------------------------------------------------------------------------

const SCALE_MILES = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const SCALE = { most: 120, inset: 20, height: 40 } as const;

interface ScaleBar {
  at: Pixels;
  box: Box;
  pixels: number;
  words: string;
}

/** In the lower corner where less is hidden. */
function placeScale({ frame, point }: Drawing, rings: readonly Ring[]): ScaleBar {
  const miles = SCALE_MILES.findLast((length) => length * frame.pixelsPerMile <= SCALE.most) ?? 1;
  const pixels = miles * frame.pixelsPerMile;
  const words = `${miles} ${miles === 1 ? 'mile' : 'miles'}`;
  const width = Math.max(pixels, textWidth(words, false) * marks.SCALE_TEXT);
  const y = HEIGHT - SCALE.inset;
  const boxes = [WIDTH - SCALE.inset - width, SCALE.inset].map((left) => ({
    left: left - 8,
    right: left + width + 8,
    top: y - SCALE.height,
    bottom: y + 8,
  }));
  const hides = (box: Box): number =>
    shareInside(rings, box) + (point && Math.abs(point.at[0] - box.left) < 160 && point.at[1] > 380 ? 2 : 0);
  const box = boxes.reduce((best, other) => (hides(other) < hides(best) ? other : best));
  return { at: [(box.left + box.right - pixels) / 2, y], box, pixels, words };
}

// ---- labels ------------------------------------------------------------------------------------------------

interface Surroundings {
  neighbours: readonly Neighbour[];
  rings: readonly Ring[];
  county: Outline | undefined;
  taken: readonly Box[];
}

/** The most needed first: what comes later gives way. */
function placeLabels({ point, town }: Drawing, surroundings: Surroundings): Label[] {
  const { neighbours, taken } = surroundings;
  const pointBox = point && (point.exact ? marks.pinBox(point.at) : marks.ringBox(point.at));
  const townBox = town && marks.dotBox(town.at);
  const boxes = [...taken, ...[pointBox, townBox].filter((box) => box !== undefined)];
  const labels: Label[] = [];
  const add = (label: LabelText | undefined, mark: Box | undefined): void => {
    if (label === undefined || mark === undefined) return;
    const placed = place(label, around(mark, label), boxes, (box) => costOf(box, surroundings));
    labels.push(placed);
    boxes.push(placed.box);
  };
  add(point && wordsOf(point), pointBox);
  add(town && oneLine(town.name, 26, false, COLOURS.ink), townBox);
  return [...labels, ...neighbours.flatMap((other) => nameNeighbour(other, boxes) ?? [])];
}

/** To hide the county is worst, then to hide an outline, then to stand in another state. */
function costOf(box: Box, { neighbours, rings, county }: Surroundings): number {
  const home = shareInside(rings, box);
  const abroad = neighbours.reduce((sum, other) => sum + shareInside(other.rings, box), 0);
  const hidden = county ? (shareInside(county.rings, box) * areaOf(box)) / areaOf(county.box) : 0;
  return 4 * Math.min(1, hidden) + 3 * home * (1 - home) + 0.75 * abroad;
}

const areaOf = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top);

function wordsOf({ exact, name }: { exact: boolean; name: string }): LabelText | undefined {
  const lines = [
    ...(name === '' ? [] : [{ text: name, size: 30, bold: true }]),
    ...(exact ? [] : [{ text: 'about here', size: 24, bold: false }]),
  ];
  return lines.length === 0 ? undefined : { lines, colour: COLOURS.pin };
}

/** Inside the part that can be seen, or not at all. */
function nameNeighbour(
  { code, rings, centre, concerned }: Neighbour,
  taken: readonly Box[],
): Label | undefined {
  const label = oneLine(code, 24, concerned, concerned ? COLOURS.ink : COLOURS.neighbourText);
  const [x, y] = centre;
  const wishes = [0, 30, -30].flatMap((down) => [0, -36, 36].map((right) => [x + right, y + down] as const));
  const box = wishes
    .map((wish) => boxAround(wish, measure(label)))
    .find(
      (each) =>
        each.top > BAND + 2 &&
        shareInside(rings, each) === 1 &&
        !taken.some((other) => overlaps(each, other)),
    );
  return box && { ...label, box };
}

function oneLine(text: string, size: number, bold: boolean, colour: string): LabelText {
  return { lines: [{ text, size, bold }], colour };
}
