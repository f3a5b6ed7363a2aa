/**
 * The places of the United States: cities by name, ZIPs, and the shapes of states and counties.
 *
 * Built once from data given to it; finds, never guesses. Names are kept in one canonical form ("st louis" for
 * St. Louis, Saint Louis and st. louis).
 */
import { geoContains } from 'd3-geo';

export interface City {
  name: string;
  state: string;
  population: number;
  latitude: number;
  longitude: number;
}

export interface ZipPlace {
  city: string;
  state: string;
  latitude: number;
  longitude: number;
}

export interface ZipFinder {
  find: (zip: string) => ZipPlace | undefined;
}

export interface County {
  name: string;
  state: string;
  bounds: readonly [west: number, south: number, east: number, north: number];
  shape: GeoJSON.Feature;
}

export interface Gazetteer {
  findCities(canonicalName: string): readonly City[];
  /** Does any town's canonical name begin with this word? */
  beginsName(word: string): boolean;
  findZip(zip: string): ZipPlace | undefined;
  /** The county there; `state` narrows the search where it is known. */
  countyAt(
    latitude: number,
    longitude: number,
    state?: string,
  ): { county: string; state: string } | undefined;
  nearestCity(latitude: number, longitude: number, state: string): City | undefined;
  zoneAt(latitude: number, longitude: number): string;
  stateZone(state: string): string | undefined;
}

export interface GazetteerData {
  cities: ReadonlyMap<string, readonly City[]>;
  zips: ZipFinder;
  /** Made when first asked for: shapes are the slowest table. */
  readCounties: () => readonly County[];
  zoneAt: (latitude: number, longitude: number) => string;
}

const SHORT_FORMS: Record<string, string> = { saint: 'st', sainte: 'ste', fort: 'ft', mount: 'mt' };

/** Most names are one plain word: nothing to fold, to take out or to shorten. */
function simpleName(name: string): string | undefined {
  if (!/^[A-Za-z]+$/.test(name)) return undefined;
  const small = name.toLowerCase();
  return SHORT_FORMS[small] ?? small;
}

/** "Saint Louis", "St. Louis" and "st louis" are one name. */
export function canonicalName(name: string): string {
  const simple = simpleName(name);
  if (simple !== undefined) return simple;
  const folded = /^[\x00-\x7f]*$/.test(name) ? name : name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const clean = folded.replace(/['’.]/g, '').toLowerCase();
  if (!/[\s-]/.test(clean)) return SHORT_FORMS[clean] ?? clean;
  return clean
    .split(/[\s-]+/)
    .map((word) => SHORT_FORMS[word] ?? word)
    .join(' ');
}

/** One word of a name in its canonical form. */
export const canonicalWord = (word: string): string => SHORT_FORMS[word] ?? word;

/** How a city's name is shown: "St. Louis", not "Saint Louis". */
export const displayName = (name: string): string =>
  name.replace(/\bSaint /, 'St. ').replace(/\bSainte /, 'Ste. ');

export function createGazetteer(data: GazetteerData): Gazetteer {
  const byState = new Map<string, City[]>();
  for (const cities of data.cities.values())
    for (const city of cities) {
      const list = byState.get(city.state);
      if (list) list.push(city);
      else byState.set(city.state, [city]);
    }
  let counties: readonly County[] | undefined;
  const countiesOf = (state: string | undefined): readonly County[] => {
    counties ??= data.readCounties();
    return state === undefined ? counties : counties.filter((county) => county.state === state);
  };
  const zones = new Map<string, string>();
  const firstWords = new Set([...data.cities.keys()].map((name) => name.split(' ', 1)[0] ?? name));
  return {
    beginsName: (word) => firstWords.has(word),
    findCities: (name) => data.cities.get(name) ?? [],
    findZip: (zip) => data.zips.find(zip),
    countyAt(latitude, longitude, state) {
      const found = countiesOf(state).find(
        ({ bounds: [west, south, east, north], shape }) =>
          longitude >= west &&
          longitude <= east &&
          latitude >= south &&
          latitude <= north &&
          geoContains(shape, [longitude, latitude]),
      );
      return found && { county: found.name, state: found.state };
    },
    nearestCity(latitude, longitude, state) {
      const scale = Math.cos((latitude * Math.PI) / 180);
      let best: City | undefined;
      let bestDistance = Infinity;
      for (const city of byState.get(state) ?? []) {
        const distance = (city.latitude - latitude) ** 2 + ((city.longitude - longitude) * scale) ** 2;
        if (distance < bestDistance) [best, bestDistance] = [city, distance];
      }
      return best;
    },
    zoneAt: data.zoneAt,
    stateZone(state) {
      const known = zones.get(state);
      if (known !== undefined) return known;
      const largest = byState.get(state)?.reduce((a, b) => (b.population > a.population ? b : a));
      if (largest === undefined) return undefined;
      const zone = data.zoneAt(largest.latitude, largest.longitude);
      zones.set(state, zone);
      return zone;
    },
  };
}
