import { beforeAll, describe, expect, it } from '@jest/globals';
import { findMapPlace, type MapTables, type PlacedTip } from '../../../src/liaison/find-map-place.js';
import { drawLocatorMap } from '../../../src/liaison/locator-map.js';
import { loadTables } from '../../../src/understanding/tables-loader.js';

let tables: MapTables;
beforeAll(() => {
  tables = loadTables().gazetteer;
});

function tip(location: Partial<PlacedTip['location']>, jurisdictions = ['MO']): PlacedTip {
  return { location: { precision: 'city', confirmed: true, ...location }, jurisdictions };
}

describe('what of a tip is put on the map', () => {
  it('is a circle at the town when the town is known', async () => {
    const place = findMapPlace(tip({ city: 'Joplin', county: 'Jasper', state: 'MO' }), tables);
    expect(place).toEqual({
      state: 'MO',
      county: 'Jasper',
      point: { latitude: 37.084, longitude: -94.513, exact: false, label: 'Joplin' },
    });
    const map = place && (await drawLocatorMap(place));
    expect(map?.altText).toBe('Map of Missouri: Jasper County highlighted, circle around Joplin, about here');
  });

  it('is a pin at coordinates, with the town of the tip or the nearest one', async () => {
    const at = { latitude: 37.0425, longitude: -94.5132, precision: 'point' as const };
    const named = findMapPlace(tip({ ...at, city: 'Joplin', county: 'Jasper', state: 'MO' }), tables);
    expect(named?.point).toEqual({ latitude: 37.0425, longitude: -94.5132, exact: true });
    expect(named?.nearestTown?.name).toBe('Joplin');
    const bare = findMapPlace(tip(at), tables);
    expect(bare).toMatchObject({ state: 'MO', county: 'Newton', nearestTown: { name: expect.any(String) } });
    const map = named && (await drawLocatorMap(named));
    expect(map?.altText).toBe('Map of Missouri: Jasper County highlighted, pin near Joplin');
  });

  it('is the middle of a ZIP before the middle of a town', () => {
    const place = findMapPlace(tip({ city: 'Houston', state: 'TX', postalCode: '77002' }, ['TX']), tables);
    const zip = tables.findZip('77002');
    expect(place?.point).toEqual({
      latitude: zip?.latitude,
      longitude: zip?.longitude,
      exact: false,
      label: 'Houston',
    });
    expect(findMapPlace(tip({ state: 'TX', postalCode: '77002' }), tables)?.point?.label).toBe('Houston');
  });

  it('takes no town or ZIP of another state', () => {
    expect(findMapPlace(tip({ city: 'Joplin', state: 'VT' }), tables)).toBeUndefined();
    expect(findMapPlace(tip({ county: 'Essex', state: 'VT', postalCode: '77002' }), tables)).toEqual({
      state: 'VT',
      county: 'Essex',
      alsoConcerned: ['MO'],
    });
  });

  it('names the other states concerned', () => {
    const place = findMapPlace(tip({ city: 'Joplin', state: 'MO' }, ['MO', 'OK', 'KS']), tables);
    expect(place?.alsoConcerned).toEqual(['OK', 'KS']);
  });

  it('is nothing when no more than the state is known, or the state is not', () => {
    expect(findMapPlace(tip({ state: 'MO' }), tables)).toBeUndefined();
    expect(findMapPlace(tip({ city: 'Kansas City' }, ['MO', 'KS']), tables)).toBeUndefined();
    expect(findMapPlace(tip({ precision: 'unknown' }), tables)).toBeUndefined();
    expect(findMapPlace(tip({ latitude: 51.5, longitude: -0.1 }), tables)).toBeUndefined();
    expect(findMapPlace(tip({ city: 'A town nobody knows', state: 'MO' }), tables)).toBeUndefined();
  });

  it('holds no free text: of what the witness wrote only a place in the gazetteer is named', () => {
    const written = tip({ text: 'behind the blue motel', business: 'Blue Motel', address: '12 Main St' });
    expect(findMapPlace(written, tables)).toBeUndefined();
    const joplin = findMapPlace(tip({ ...written.location, city: 'joplin', state: 'MO' }), tables);
    expect(JSON.stringify(joplin)).toMatch(/"label":"Joplin"/);
    expect(JSON.stringify(joplin)).not.toMatch(/motel|Main/i);
  });
});
