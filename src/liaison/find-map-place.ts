/**
 * What of a tip goes on its locator map. Names of places come from the gazetteer or from what was understood;
 * nothing a witness wrote as free text does. Pure.
 */

import { canonicalName, type City, type Gazetteer } from '../understanding/gazetteer.js';
import { type Tip } from '../tip/schema.js';
import { type MapPlace } from './locator-map.js';

/** The part of the understanding room's gazetteer that is needed here. */
export type MapTables = Pick<Gazetteer, 'findCities' | 'findZip' | 'countyAt' | 'nearestCity'>;

export type PlacedTip = Pick<Tip, 'location' | 'jurisdictions'>;

/** Undefined when no more than the state is known: its outline would tell its own liaison nothing. */
export function findMapPlace(
  { location, jurisdictions }: PlacedTip,
  tables: MapTables,
): MapPlace | undefined {
  const place = placeByCoordinates(location, tables) ?? placeByName(location, tables);
  if (place === undefined) return undefined;
  const alsoConcerned = jurisdictions.filter((code) => code !== place.state);
  return alsoConcerned.length === 0 ? place : { ...place, alsoConcerned };
}

type Location = Tip['location'];

function placeByCoordinates(location: Location, tables: MapTables): MapPlace | undefined {
  const { latitude, longitude } = location;
  if (latitude === undefined || longitude === undefined) return undefined;
  // The tip has both as a rule; to search the shapes of all counties is the slow way.
  const known = location.county !== undefined && location.state !== undefined;
  const there = known ? undefined : tables.countyAt(latitude, longitude, location.state);
  const state = location.state ?? there?.state;
  const county = location.county ?? there?.county;
  if (state === undefined) return undefined;
  const town = findTown(location.city, state, tables) ?? tables.nearestCity(latitude, longitude, state);
  return {
    state,
    ...(county === undefined ? {} : { county }),
    point: { latitude, longitude, exact: true },
    ...(town !== undefined && isPlaced(town)
      ? { nearestTown: { name: town.name, latitude: town.latitude, longitude: town.longitude } }
      : {}),
  };
}

function placeByName({ state, county, city, postalCode }: Location, tables: MapTables): MapPlace | undefined {
  if (state === undefined) return undefined;
  const zip = postalCode === undefined ? undefined : tables.findZip(postalCode);
  const town = findTown(city, state, tables);
  const at = zip?.state === state && isPlaced(zip) ? zip : town;
  const label = town?.name ?? (at === zip ? zip?.city : undefined);
  if (at === undefined && county === undefined) return undefined;
  return {
    state,
    ...(county === undefined ? {} : { county }),
    ...(at === undefined
      ? {}
      : {
          point: {
            latitude: at.latitude,
            longitude: at.longitude,
            exact: false,
            ...(label === undefined ? {} : { label }),
          },
        }),
  };
}

function findTown(city: string | undefined, state: string, tables: MapTables): City | undefined {
  if (city === undefined) return undefined;
  return tables.findCities(canonicalName(city)).find((town) => town.state === state && isPlaced(town));
}

/** A few towns are known by name only and stand at 0, 0. */
function isPlaced({ latitude, longitude }: { latitude: number; longitude: number }): boolean {
  return latitude !== 0 || longitude !== 0;
}
