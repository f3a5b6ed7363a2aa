/**
 * Loads everything the room knows about places, once, at start: the only file here that touches the disk.
 *
 * ZIPs come from `zipcodes`, populations from config/understanding/populations.txt (GeoNames), shapes from
 * `us-atlas` (Census), time zones from `@photostructure/tz-lookup`. The packages' data files are read as text:
 * `zipcodes` would parse 5 MB as JavaScript and keep every field.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import { SightlineError } from '../errors.js';
import {
  canonicalName,
  createGazetteer,
  displayName,
  type City,
  type County,
  type Gazetteer,
  type ZipPlace,
} from './gazetteer.js';
import { STATE_CODES } from './words/states.js';

export interface UnderstandingTables {
  gazetteer: Gazetteer;
}

const DEFAULT_CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

/** Reads the tables: about 200 ms and 50 MB. Throws CONFIG_INVALID when a file is missing or not what it was. */
export function loadTables(configDir: string = DEFAULT_CONFIG): UnderstandingTables {
  const require = createRequire(import.meta.url);
  const zips = readZips(readText(require.resolve('zipcodes/lib/codes.js')));
  const cities = gatherCities(zips, readText(`${configDir}/understanding/populations.txt`));
  const counties = readCounties(readText(require.resolve('us-atlas/counties-10m.json')));
  const zoneAt = require('@photostructure/tz-lookup') as (latitude: number, longitude: number) => string;
  return { gazetteer: createGazetteer({ cities, zips, counties, zoneAt }) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SightlineError('CONFIG_INVALID', `cannot read ${path}`, { cause });
  }
}

function readZips(source: string): Map<string, ZipPlace> {
  const json = source.slice(source.indexOf('{'), source.indexOf('}};') + 2);
  const codes = JSON.parse(json) as Record<string, ZipPlace & { zip: string }>;
  const interned = new Map<string, string>();
  const intern = (text: string): string => {
    const known = interned.get(text);
    if (known === undefined) interned.set(text, text);
    return known ?? text;
  };
  const zips = new Map<string, ZipPlace>();
  for (const [zip, { city, state, latitude, longitude }] of Object.entries(codes))
    if (STATE_CODES.has(state))
      zips.set(zip, { city: intern(displayName(city)), state: intern(state), latitude, longitude });
  return zips;
}

function gatherCities(zips: ReadonlyMap<string, ZipPlace>, populations: string): Map<string, City[]> {
  const cities = new Map<string, City[]>();
  const add = (city: City): void => {
    const key = canonicalName(city.name);
    const list = cities.get(key);
    if (list === undefined) cities.set(key, [city]);
    else {
      const known = list.find(({ state }) => state === city.state);
      if (known === undefined) list.push(city);
      else known.population = Math.max(known.population, city.population);
    }
  };
  for (const line of populations.split('\n')) {
    const [name, state, population, latitude, longitude] = line.split('|');
    if (name === undefined || state === undefined || line.startsWith('#')) continue;
    add({
      name: displayName(name),
      state,
      population: Number(population),
      latitude: Number(latitude),
      longitude: Number(longitude),
    });
  }
  for (const { city, state, latitude, longitude } of zips.values())
    add({ name: city, state, population: 0, latitude, longitude });
  for (const list of cities.values()) list.sort((a, b) => b.population - a.population);
  return cities;
}

/** Census state numbers (FIPS) in order of USPS code. */
const FIPS =
  '01AL02AK04AZ05AR06CA08CO09CT10DE11DC12FL13GA15HI16ID17IL18IN19IA20KS21KY22LA23ME24MD25MA26MI27MN28MS29MO30MT31NE32NV33NH34NJ35NM36NY37NC38ND39OH40OK41OR42PA44RI45SC46SD47TN48TX49UT50VT51VA53WA54WV55WI56WY60AS66GU69MP72PR78VI';
const STATE_BY_FIPS = new Map(
  (FIPS.match(/\d\d[A-Z]{2}/g) ?? []).map((entry) => [entry.slice(0, 2), entry.slice(2)]),
);

type Topology = Parameters<typeof feature>[0];

function readCounties(source: string): County[] {
  const atlas = JSON.parse(source) as Topology;
  const counties = atlas.objects.counties;
  if (counties === undefined) throw new SightlineError('CONFIG_INVALID', 'us-atlas has no counties');
  const shapes = feature(atlas, counties);
  if (shapes.type !== 'FeatureCollection')
    throw new SightlineError('CONFIG_INVALID', 'us-atlas counties are no collection');
  return shapes.features.flatMap((shape) => {
    const state = STATE_BY_FIPS.get(String(shape.id).slice(0, 2));
    const name = (shape.properties as { name?: string } | null)?.name;
    return state === undefined || name === undefined
      ? []
      : [{ name, state, bounds: boundsOf(shape.geometry), shape }];
  });
}

function boundsOf(geometry: GeoJSON.Geometry): County['bounds'] {
  let [west, south, east, north] = [180, 90, -180, -90];
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  for (const [longitude = 0, latitude = 0] of polygons.flat(2)) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}
