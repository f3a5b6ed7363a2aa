/**
 * A small map for a card: which state, which county, where about. Drawn here, offline, from the Census's shapes;
 * no map service ever learns where a tip is about. It holds names of places only, never a word of the witness.
 *
 * 720 x 480 pixels, to be shown 360 wide; the same place gives the same bytes. 25 to 50 ms of one core a map, in
 * two halves with a pause between, so it is drawn where it is asked for and not in a thread. The first takes half a
 * second and the few after it up to a quarter, until the engine has compiled the renderer. How it becomes a PNG, and
 * why that way: `locator-map-loader.ts`.
 */

import { setImmediate } from 'node:timers/promises';
import { type Atlas } from './locator-map-atlas.js';
import { createFrame } from './locator-map-frame.js';
import { cleanLabel } from './locator-map-labels.js';
import { loadMapParts } from './locator-map-loader.js';
import { type Drawing, drawSvg } from './locator-map-picture.js';

export interface MapPoint {
  latitude: number;
  longitude: number;
  /** Of coordinates; otherwise it is the middle of a town or ZIP, and drawn as a circle. */
  exact: boolean;
  /** The town, where the point stands for one. */
  label?: string;
}

export interface MapPlace {
  /** USPS code. */
  state: string;
  county?: string;
  point?: MapPoint;
  nearestTown?: { name: string; latitude: number; longitude: number };
  /** USPS codes of other states that got the tip. */
  alsoConcerned?: readonly string[];
}

export interface LocatorMap {
  png: Uint8Array;
  altText: string;
}

/** The newest maps, by what they show: 70 KB each, and a tenth of a second of CPU saved. */
const drawn = new Map<string, Promise<LocatorMap | undefined>>();
const MAX_DRAWN = 32;

/**
 * Loads what it needs at the first call. Undefined when the state has no shape: then the card has no map. The same place
 * soon again, as when many tell of one thing, gives the same map.
 */
export function drawLocatorMap(wanted: MapPlace): Promise<LocatorMap | undefined> {
  const key = JSON.stringify(wanted);
  const map = drawn.get(key) ?? draw(wanted);
  drawn.delete(key);
  drawn.set(key, map);
  map.catch(() => drawn.delete(key));
  for (const oldest of drawn.keys())
    if (drawn.size > MAX_DRAWN) drawn.delete(oldest);
    else break;
  return map;
}

async function draw(place: MapPlace): Promise<LocatorMap | undefined> {
  const { atlas, renderPng } = await loadMapParts();
  const drawing = layOut(atlas, place);
  if (drawing === undefined) return undefined;
  const svg = drawSvg(atlas, drawing);
  await setImmediate(); // others' turn between the two halves of the work
  return { png: renderPng(svg), altText: describe(drawing) };
}

/** A town nearer than this to the pin has no mark of its own. */
const TOO_NEAR = { pixels: 34, miles: 3 } as const;

function layOut(atlas: Atlas, wanted: MapPlace): Drawing | undefined {
  const { state: code, point, nearestTown, alsoConcerned = [] } = wanted;
  const state = atlas.findState(code);
  if (state === undefined) return undefined;
  const at = point && ([point.longitude, point.latitude] as const);
  const county = wanted.county === undefined ? undefined : atlas.findCounty(code, wanted.county, at);
  const onMap = [at, county?.centre].filter((each) => each !== undefined);
  const frame = createFrame(code, state.shape, onMap, point?.exact === true ? at : undefined);
  const pixels = at && frame.pixelsOf(at);
  const townName = cleanLabel(nearestTown?.name ?? '');
  const townAt = nearestTown && frame.pixelsOf([nearestTown.longitude, nearestTown.latitude]);
  const town = townAt !== undefined && townName !== '' ? { at: townAt, name: townName } : undefined;
  const apart = pixels && town ? Math.hypot(pixels[0] - town.at[0], pixels[1] - town.at[1]) : Infinity;
  const near = apart < Math.max(TOO_NEAR.pixels, TOO_NEAR.miles * frame.pixelsPerMile);
  return {
    state,
    frame,
    county,
    point: point &&
      pixels && { at: pixels, exact: point.exact, name: namePoint(point, near ? townName : '') },
    town: near || pixels === undefined ? undefined : town,
    concerned: [...new Set(alsoConcerned)].flatMap((other) =>
      other === code ? [] : (atlas.findState(other) ?? []),
    ),
  };
}

function namePoint({ label = '', exact }: MapPoint, nearTown: string): string {
  const name = cleanLabel(label) || nearTown;
  return exact && name !== '' ? `near ${name}` : name;
}

// ---- the same in words -------------------------------------------------------------------------------------

/** For who cannot see it: says what the picture shows, no more. */
function describe({ state, county, point, town, concerned }: Drawing): string {
  const parts = [
    county && `${county.label} highlighted`,
    point && describePoint(point, town?.name),
    concerned.length > 0 ? `also concerned: ${concerned.map(({ name }) => name).join(', ')}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? `Map of ${state.name}` : `Map of ${state.name}: ${parts.join(', ')}`;
}

function describePoint({ exact, name }: NonNullable<Drawing['point']>, town: string | undefined): string {
  if (!exact) return name === '' ? 'circle about here' : `circle around ${name}, about here`;
  if (name !== '') return `pin ${name}`;
  return town === undefined ? 'pin at the place' : `pin, nearest town ${town}`;
}
