/**
 * The shapes a locator map is drawn from, by USPS code, out of the Census's topology: states, the counties of one
 * state, the lines between them. Shapes are decoded when first asked for; states are kept, counties are not. Pure.
 */

import { geoCentroid, geoContains } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import { STATE_BY_FIPS } from '../understanding/tables-loader.js';
import { countyLabel, foldCountyName } from './county-names.js';
import { type Degrees } from './locator-map-frame.js';

export type Topology = Parameters<typeof feature>[0];
type TopologyObject = Topology['objects'][string];
type Collection = Extract<TopologyObject, { type: 'GeometryCollection' }>;
type Geometry = Collection['geometries'][number];
export type Shape = GeoJSON.Feature;

export interface StateShape {
  code: string;
  name: string;
  shape: Shape;
}

export interface CountyShape {
  /** As people there call it: "Jasper County", "Orleans Parish", "City of Richmond". */
  label: string;
  shape: Shape;
  centre: Degrees;
}

export interface Atlas {
  findState(code: string): StateShape | undefined;
  states(): readonly StateShape[];
  /** `name` as a witness or the gazetteer has it; of two of one name, the one around `at`. */
  findCounty(state: string, name: string, at?: Degrees): CountyShape | undefined;
  countyLines(state: string): GeoJSON.MultiLineString;
}

/** Where the Census's own name is not what people read. */
const SHORT_NAMES: Record<string, string> = {
  MP: 'Northern Mariana Islands',
  VI: 'U.S. Virgin Islands',
};

export function createAtlas(topology: Topology): Atlas {
  const outlines = groupByState(topology, 'states');
  const counties = groupByState(topology, 'counties');
  const decoded = new Map<string, StateShape>();
  const findState = (code: string): StateShape | undefined => {
    const known = decoded.get(code);
    const outline = outlines.get(code)?.[0];
    if (known !== undefined || outline === undefined) return known;
    const state = { code, name: SHORT_NAMES[code] ?? nameOf(outline), shape: decode(topology, outline) };
    decoded.set(code, state);
    return state;
  };
  return {
    findState,
    states: () => [...outlines.keys()].flatMap((code) => findState(code) ?? []),
    findCounty(state, name, at) {
      const wanted = foldCountyName(name);
      // One county that is the whole of its state tells nothing.
      const all = counties.get(state) ?? [];
      const named = all.length < 2 ? [] : all.filter((each) => foldCountyName(nameOf(each)) === wanted);
      const shapes = named
        .sort((a, b) => idOf(a).localeCompare(idOf(b)))
        .map((each) => ({ each, shape: decode(topology, each) }));
      const around = at && shapes.find(({ shape }) => geoContains(shape, [at[0], at[1]]));
      // A city that is its own county has the higher number.
      const found = around ?? shapes.at(/^city of /i.test(name) ? -1 : 0);
      return (
        found && {
          label: countyLabel(state, idOf(found.each), nameOf(found.each)),
          shape: found.shape,
          centre: geoCentroid(found.shape),
        }
      );
    },
    countyLines: (state) =>
      mesh(
        topology,
        { type: 'GeometryCollection', geometries: counties.get(state) ?? [] } as Parameters<typeof mesh>[1],
        (a, b) => a !== b,
      ),
  };
}

function groupByState(topology: Topology, kind: string): Map<string, Geometry[]> {
  const collection = topology.objects[kind];
  if (collection?.type !== 'GeometryCollection') throw new RangeError(`us-atlas has no ${kind}`);
  const groups = new Map<string, Geometry[]>();
  for (const geometry of collection.geometries) {
    const state = STATE_BY_FIPS.get(idOf(geometry).slice(0, 2));
    if (state === undefined) continue;
    const group = groups.get(state);
    if (group === undefined) groups.set(state, [geometry]);
    else group.push(geometry);
  }
  return groups;
}

function decode(topology: Topology, geometry: Geometry): Shape {
  const shape = feature(topology, geometry);
  if (shape.type !== 'Feature') throw new RangeError('us-atlas: a shape is a collection');
  return shape;
}

const idOf = (geometry: Geometry): string => String(geometry.id);

function nameOf(geometry: Geometry): string {
  return (geometry.properties as { name?: string } | undefined)?.name ?? '';
}
