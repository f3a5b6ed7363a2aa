/**
 * The frame of a locator map: the state as large as it goes, north up, in pixels, whatever meridian it lies on
 * (Alaska crosses the 180th). Areas stay true; over one state nothing looks bent. Pure.
 */

import { geoAzimuthalEqualArea, geoCentroid, geoPath, type GeoProjection } from 'd3-geo';

type Shape = GeoJSON.Feature;

/** Shown half as large in Slack, so that it is sharp on every screen. */
export const WIDTH = 720;
export const HEIGHT = 480;
/** The band above the map, with the state's name and the scale. */
export const BAND = 56;
/** The height of a pin, and a little air. */
const PIN_ROOM = 58;
const MARGIN = { side: 28, top: BAND + 22, bottom: 24 } as const;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Frame {
  /** Pixels of a place, or undefined when it is not on the map. */
  pixelsOf(at: Degrees): Pixels | undefined;
  /** What of the shape can be seen; undefined when nothing can. A coarse one has fewer points. */
  trace(shape: GeoJSON.GeoJSON, detail?: Detail): Outline | undefined;
  pixelsPerMile: number;
}

export interface Outline {
  rings: readonly Ring[];
  /** SVG path data. */
  path: string;
  box: Box;
  /** Of its area. */
  centre: Pixels;
}

export interface Ring extends Box {
  points: readonly Pixels[];
}

export type Pixels = readonly [x: number, y: number];
export type Degrees = readonly [longitude: number, latitude: number];

type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Where a state's people live, when islands far away would make everything else too small; narrow to wide. */
const MAIN_PARTS: Record<string, readonly Bounds[]> = {
  AK: [[-169.5, 52, -129, 72]],
  AS: [
    [-171, -14.5, -170.4, -14.1],
    [-171.2, -14.7, -169.2, -13.8],
  ],
  MP: [
    [145.5, 14.8, 145.9, 15.4],
    [144.8, 13.9, 146.2, 15.5],
  ],
  PR: [[-67.4, 17.8, -65.1, 18.6]],
};

const EARTH_RADIUS_MILES = 3958.8;

/**
 * `onMap` are places that must be on the map: the whole state is shown when they are not all in its main part.
 * `pinAt` is where a pin will stand, which must not reach into the band.
 */
export function createFrame(state: string, shape: Shape, onMap: readonly Degrees[], pinAt?: Degrees): Frame {
  const parts = MAIN_PARTS[state] ?? [];
  const main =
    onMap.length === 0 ? parts.at(-1) : parts.find((part) => onMap.every((at) => isWithin(part, at)));
  const shown = main === undefined ? shape : keepWithin(shape, main);
  const frame = fit(shown, MARGIN.top);
  const tip = pinAt && frame.pixelsOf(pinAt);
  return tip !== undefined && tip[1] < BAND + PIN_ROOM ? fit(shown, BAND + PIN_ROOM) : frame;
}

function fit(shown: Shape, top: number): Frame {
  const [longitude, latitude] = geoCentroid(shown);
  const projection = geoAzimuthalEqualArea()
    .rotate([-longitude, -latitude])
    .fitExtent(
      [
        [MARGIN.side, top],
        [WIDTH - MARGIN.side, HEIGHT - MARGIN.bottom],
      ],
      shown,
    )
    .clipExtent([
      [0, 0],
      [WIDTH, HEIGHT],
    ]);
  return frameOf(projection);
}

function frameOf(projection: GeoProjection): Frame {
  return {
    pixelsOf([longitude, latitude]) {
      const at = projection([longitude, latitude]);
      return at !== null && at[0] >= 0 && at[0] <= WIDTH && at[1] >= BAND && at[1] <= HEIGHT ? at : undefined;
    },
    trace: (shape, detail = 'fine') => trace(projection, shape as GeoJSON.Feature, LEAST_STEP[detail]),
    pixelsPerMile: projection.scale() / EARTH_RADIUS_MILES,
  };
}

/** Points nearer to the one before say nothing at this size, and every point costs time. */
const LEAST_STEP = { fine: 0.7, coarse: 2.5 } as const;
type Detail = keyof typeof LEAST_STEP;

function trace(projection: GeoProjection, shape: GeoJSON.Feature, leastStep: number): Outline | undefined {
  const lines: { points: Pixels[]; closed: boolean }[] = [];
  const context = {
    moveTo: (x: number, y: number) => lines.push({ points: [[x, y]], closed: false }),
    lineTo(x: number, y: number) {
      const points = lines.at(-1)?.points;
      const [beforeX, beforeY] = points?.at(-1) ?? [0, 0];
      if (Math.abs(x - beforeX) + Math.abs(y - beforeY) >= leastStep) points?.push([x, y]);
    },
    closePath() {
      const line = lines.at(-1);
      if (line) line.closed = true;
    },
  };
  geoPath(projection, context as never)(shape);
  if (lines.length === 0) return undefined;
  const rings = lines.map(({ points }) => ({ points, ...boundsOf(points) }));
  const box = boundsOf(
    rings.flatMap(
      ({ left, top, right, bottom }) =>
        [
          [left, top],
          [right, bottom],
        ] as const,
    ),
  );
  const path = lines.map(({ points, closed }) => pathData(points, closed)).join('');
  return { rings, path, box, centre: geoPath(projection).centroid(shape) };
}

function pathData(points: readonly Pixels[], closed: boolean): string {
  return `M${points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}${closed ? 'Z' : ''}`;
}

function boundsOf(points: readonly Pixels[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

function isWithin([west, south, east, north]: Bounds, [longitude, latitude]: Degrees): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

function keepWithin(shape: Shape, bounds: Bounds): Shape {
  if (shape.geometry.type !== 'MultiPolygon') return shape;
  const coordinates = shape.geometry.coordinates.filter(([outer]) =>
    outer?.some(([longitude = 0, latitude = 0]) => isWithin(bounds, [longitude, latitude])),
  );
  return { ...shape, geometry: { type: 'MultiPolygon', coordinates } };
}

// ---- in pixels ---------------------------------------------------------------------------------------------

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** How much of the box lies on the shape, from 0 to 1. */
export function shareInside(rings: readonly Ring[], box: Box): number {
  const near = rings.filter((ring) => overlaps(ring, box));
  if (near.length === 0) return 0;
  const [columns, rows] = [13, 5];
  let inside = 0;
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) {
      const x = box.left + ((box.right - box.left) * column) / (columns - 1);
      const y = box.top + ((box.bottom - box.top) * row) / (rows - 1);
      if (isInside(near, x, y)) inside++;
    }
  return inside / (columns * rows);
}

function isInside(rings: readonly Ring[], x: number, y: number): boolean {
  let inside = false;
  for (const { points, left, right, top, bottom } of rings) {
    if (x < left || x > right || y < top || y > bottom) continue;
    for (let index = 0, before = points.length - 1; index < points.length; before = index++) {
      const [x1, y1] = points[index] ?? [0, 0];
      const [x2, y2] = points[before] ?? [0, 0];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}
