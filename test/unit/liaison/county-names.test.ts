import { beforeAll, describe, expect, it } from '@jest/globals';
import { foldCountyName } from '../../../src/liaison/county-names.js';
import { type Atlas } from '../../../src/liaison/locator-map-atlas.js';
import { loadMapParts } from '../../../src/liaison/locator-map-loader.js';

let atlas: Atlas;
beforeAll(async () => {
  ({ atlas } = await loadMapParts());
});

describe('a county', () => {
  it.each([
    ['MO', 'Jasper', 'Jasper County'],
    ['MO', 'saint louis county', 'St. Louis County'],
    ['LA', 'Orleans', 'Orleans Parish'],
    ['AK', 'Kenai Peninsula', 'Kenai Peninsula Borough'],
    ['AK', 'Nome', 'Nome Census Area'],
    ['AK', 'Anchorage', 'Anchorage'],
    ['PR', 'Mayaguez', 'Mayagüez'],
    ['NM', 'Dona Ana', 'Doña Ana County'],
    ['VA', 'Richmond', 'Richmond County'],
    ['VA', 'Falls Church', 'City of Falls Church'],
    ['VA', 'James City', 'James City County'],
    ['NV', 'Carson City', 'Carson City'],
    ['IL', 'DeWitt', 'De Witt County'],
    ['MD', 'Prince Georges', "Prince George's County"],
    ['AS', 'Eastern', 'Eastern District'],
    ['VI', 'Saint Thomas', 'St. Thomas'],
    ['MP', 'Saipan', 'Saipan'],
  ])('of %s, said %s, is called %s', (state, said, label) => {
    expect(atlas.findCounty(state, said)?.label).toBe(label);
  });

  it('is the one around the place where a city has the same name', () => {
    expect(atlas.findCounty('MO', 'St. Louis', [-90.2, 38.63])?.label).toBe('City of St. Louis');
    expect(atlas.findCounty('MO', 'St. Louis', [-90.5, 38.66])?.label).toBe('St. Louis County');
    expect(atlas.findCounty('MO', 'City of St. Louis')?.label).toBe('City of St. Louis');
    expect(atlas.findCounty('MO', 'St. Louis')?.label).toBe('St. Louis County');
  });

  it('is none where the name is not one of the state, or is all of it', () => {
    expect(atlas.findCounty('MO', 'Sangamon')).toBeUndefined();
    expect(atlas.findCounty('XX', 'Jasper')).toBeUndefined();
    expect(atlas.findCounty('GU', 'Guam')).toBeUndefined();
    expect(atlas.findCounty('DC', 'District of Columbia')).toBeUndefined();
  });

  it('has one form however it is written', () => {
    expect(['St. Louis County', 'Saint Louis', 'st louis'].map(foldCountyName)).toEqual(
      Array(3).fill('stlouis'),
    );
  });
});
