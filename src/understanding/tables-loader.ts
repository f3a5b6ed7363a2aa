/**
 * Loads everything the room knows about places, and the learned weights, once, at start: the only file here that
 * touches the disk.
 *
 * ZIPs come from `zipcodes`, populations from config/understanding (GeoNames; territories and neighbourhoods), shapes from
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
  type ZipFinder,
  type ZipPlace,
} from './gazetteer.js';
import { featureFingerprint } from './learned/features.js';
import { parseTable, type LearnedTable } from './learned/table.js';
import type { UnderstandingTables } from './understand.js';
import { STATE_CODES } from './words/states.js';

const DEFAULT_CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

/** Reads the tables: about 200 ms and 50 MB. Throws CONFIG_INVALID when a file is missing or not what it was. */
export function loadTables(configDir: string = DEFAULT_CONFIG): UnderstandingTables {
  return { gazetteer: loadGazetteer(configDir), learned: loadLearned(configDir) };
}

/** The learned weights; weights learned from other features than those of this code are refused. */
export function loadLearned(configDir: string = DEFAULT_CONFIG): LearnedTable {
  const path = `${configDir}/understanding/learned.txt`;
  const table = parseTable(readText(path));
  if (table?.fingerprint !== featureFingerprint())
    throw new SightlineError('CONFIG_INVALID', `${path} was not learned by this code: npm run train`);
  return table;
}

/** Everything about places. */
export function loadGazetteer(configDir: string = DEFAULT_CONFIG): Gazetteer {
  const require = createRequire(import.meta.url);
  const zips = readZips(readText(require.resolve('zipcodes/lib/codes.js')));
  const cities = gatherCities(
    zips,
    readText(`${configDir}/understanding/populations.txt`),
    readText(`${configDir}/understanding/more-places.txt`),
  );
  const atlas = readText(require.resolve('us-atlas/counties-10m.json'));
  const zoneAt = require('@photostructure/tz-lookup') as (latitude: number, longitude: number) => string;
  return createGazetteer({ cities, zips, readCounties: () => readCounties(atlas), zoneAt });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SightlineError('CONFIG_INVALID', `cannot read ${path}`, { cause });
  }
}

const LEAST_ZIPS = 40_000;
const UNITED_STATES = '"country":"US"';

/** ZIPs in columns: as objects they would take the most room of all tables. */
interface ZipTable extends ZipFinder {
  places: () => Iterable<ZipPlace>;
}

/** Reads the package's table as text, entry by entry: what we need of it stands in one order. */
function readZips(source: string): ZipTable {
  const names = new Map<string, string>();
  const rows = new Map<number, number>();
  const [cities, states]: [string[], string[]] = [[], []];
  const [latitudes, longitudes]: [number[], number[]] = [[], []];
  let at = 0;
  /** The text between the next `before` and the `after` behind it. */
  const next = (before: string, after: string): string => {
    const start = source.indexOf(before, at) + before.length;
    at = source.indexOf(after, start);
    return source.slice(start, at);
  };
  for (at = source.indexOf('"zip":"'); at >= 0; at = source.indexOf('"zip":"', at)) {
    const zip = next('"zip":"', '"');
    const latitude = next('"latitude":', ',');
    const longitude = next('"longitude":', ',');
    const written = next('"city":"', '"');
    const state = STATE_LETTERS.get(next('"state":"', '"'));
    if (state === undefined || !source.startsWith(UNITED_STATES, at + 2)) continue;
    let city = names.get(written);
    if (city === undefined) names.set(written, (city = displayName(written)));
    rows.set(Number(zip), cities.length);
    cities.push(city);
    states.push(state);
    latitudes.push(Number(latitude));
    longitudes.push(Number(longitude));
  }
  if (rows.size < LEAST_ZIPS)
    throw new SightlineError('CONFIG_INVALID', 'zipcodes/lib/codes.js is not the table it was');
  const placeAt = (row: number): ZipPlace => ({
    city: cities[row] ?? '',
    state: states[row] ?? '',
    latitude: latitudes[row] ?? 0,
    longitude: longitudes[row] ?? 0,
  });
  return {
    find: (zip) => {
      const row = /^\d{5}$/.test(zip) ? rows.get(Number(zip)) : undefined;
      return row === undefined ? undefined : placeAt(row);
    },
    *places() {
      for (let row = 0; row < cities.length; row++) yield placeAt(row);
    },
  };
}

/** One string for each code, however often it is read. */
const STATE_LETTERS = new Map([...STATE_CODES].map((code) => [code, code]));

function gatherCities(zips: ZipTable, populations: string, morePlaces: string): Map<string, City[]> {
  const cities = new Map<string, City[]>();
  const keys = new Map<string, string>();
  const add = (city: City): void => {
    let key = keys.get(city.name);
    if (key === undefined) keys.set(city.name, (key = canonicalName(city.name)));
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
  for (const { city, state, latitude, longitude } of zips.places()) {
    const known = cities.get(keys.get(city) ?? '');
    if (known?.some((other) => other.state === state) !== true)
      add({ name: city, state, population: 0, latitude, longitude });
  }
  for (const line of morePlaces.split('\n')) {
    const [name, state, population] = line.split('|');
    if (name === undefined || state === undefined || line.startsWith('#')) continue;
    add({ name: displayName(name), state, population: Number(population), latitude: 0, longitude: 0 });
  }
  for (const list of cities.values()) list.sort((a, b) => b.population - a.population);
  return cities;
}

/** Census state numbers (FIPS) in order of USPS code. */
const FIPS =
  '01AL02AK04AZ05AR06CA08CO09CT10DE11DC12FL13GA15HI16ID17IL18IN19IA20KS21KY22LA23ME24MD25MA26MI27MN28MS29MO30MT31NE32NV33NH34NJ35NM36NY37NC38ND39OH40OK41OR42PA44RI45SC46SD47TN48TX49UT50VT51VA53WA54WV55WI56WY60AS66GU69MP72PR78VI';
/** USPS code by Census number ("29" is MO). */
export const STATE_BY_FIPS: ReadonlyMap<string, string> = new Map(
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
  for (const polygon of polygons)
    for (const [longitude = 0, latitude = 0] of polygon[0] ?? []) {
      if (longitude < west) west = longitude;
      if (longitude > east) east = longitude;
      if (latitude < south) south = latitude;
      if (latitude > north) north = latitude;
    }
  return [west, south, east, north];
}
