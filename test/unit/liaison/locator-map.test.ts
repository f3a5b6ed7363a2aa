import { beforeAll, describe, expect, it } from '@jest/globals';
import { createFrame, type Degrees, type Pixels } from '../../../src/liaison/locator-map-frame.js';
import { loadMapParts, type MapParts } from '../../../src/liaison/locator-map-loader.js';
import { COLOURS } from '../../../src/liaison/locator-map-svg.js';
import { drawLocatorMap, type MapPlace } from '../../../src/liaison/locator-map.js';
import { loadStates } from '../../../src/liaison/states-loader.js';
import { type Picture, readPng } from '../../support/read-png.js';

const JOPLIN = { latitude: 37.084, longitude: -94.513 };

let parts: MapParts;
beforeAll(async () => {
  parts = await loadMapParts();
});

async function draw(place: MapPlace): Promise<{ picture: Picture; altText: string; png: Uint8Array }> {
  const map = await drawLocatorMap(place);
  if (map === undefined) throw new Error('no map');
  return { ...map, picture: readPng(map.png) };
}

/** Where a place is on the map of a state when `onMap` must be on it. */
function pixelsOf(state: string, at: Degrees, onMap: readonly Degrees[], pinAt?: Degrees): Pixels {
  const shape = parts.atlas.findState(state)?.shape;
  if (shape === undefined) throw new Error(`no ${state}`);
  const pixels = createFrame(state, shape, onMap, pinAt).pixelsOf(at);
  if (pixels === undefined) throw new Error('not on the map');
  return pixels;
}

function shareOf(picture: Picture, colours: readonly string[]): number {
  let count = 0;
  for (let x = 0; x < picture.width; x += 3)
    for (let y = 60; y < picture.height; y += 3) if (colours.includes(picture.colourAt(x, y))) count++;
  return count / ((picture.width / 3) * ((picture.height - 60) / 3));
}

describe('the picture', () => {
  it('is a PNG of 720 x 480 that dark mode cannot spoil', async () => {
    const { png, picture } = await draw({ state: 'MO' });
    expect(picture).toMatchObject({ width: 720, height: 480 });
    expect(png.length).toBeLessThan(150_000);
    expect(picture.colourAt(2, 2)).toBe(COLOURS.band);
    expect(picture.colourAt(2, 200)).toBe(COLOURS.neighbour);
  });

  it('fills the state and the county, and puts the tip of the pin at the place', async () => {
    const at = { latitude: 37.25, longitude: -93.2 };
    const place = { state: 'MO', county: 'Greene', point: { ...at, exact: true } };
    const { picture } = await draw(place);
    const [x, y] = pixelsOf('MO', [at.longitude, at.latitude], []);
    expect(picture.colourAt(x, y - 14)).toBe(COLOURS.pin);
    expect(picture.colourAt(x, y - 33)).toBe(COLOURS.white);
    expect(picture.colourAt(x - 15, y)).toBe(COLOURS.county);
    expect(shareOf(picture, [COLOURS.state])).toBeGreaterThan(0.25);
  });

  it('leaves room for a pin at the northern edge', async () => {
    const at = [-75.54, 39.83] as const;
    const { picture } = await draw({
      state: 'DE',
      county: 'New Castle',
      point: { longitude: at[0], latitude: at[1], exact: true },
    });
    const [x, y] = pixelsOf('DE', at, [], at);
    expect(picture.colourAt(x, y - 14)).toBe(COLOURS.pin);
    for (let row = 0; row < 52; row++) expect(picture.colourAt(x, row)).not.toBe(COLOURS.pin);
  });

  it('draws a circle, not a pin, where only the town is known', async () => {
    const { picture } = await draw({ state: 'MO', point: { ...JOPLIN, exact: false, label: 'Joplin' } });
    const [x, y] = pixelsOf('MO', [JOPLIN.longitude, JOPLIN.latitude], []);
    for (const [right, down] of [
      [22, 0],
      [-22, 0],
      [0, 22],
      [0, -22],
    ] as const)
      expect(picture.colourAt(x + right, y + down)).toBe(COLOURS.pin);
    expect(picture.colourAt(x + 6, y - 8)).toBe(COLOURS.state);
  });

  it('marks a county too small to be seen', async () => {
    const { picture } = await draw({ state: 'VA', county: 'Falls Church' });
    expect(shareOf(picture, [COLOURS.countyEdge])).toBeGreaterThan(0.0005);
  });

  it('hatches the other states concerned', async () => {
    const { picture } = await draw({ state: 'MO', alsoConcerned: ['KS'] });
    expect(shareOf(picture, [COLOURS.concerned])).toBeGreaterThan(0.01);
  });

  it('is the same every time', async () => {
    const place = { state: 'TX', county: 'Harris', alsoConcerned: ['LA'] };
    const [first, second] = [await draw(place), await draw(place)];
    expect(Buffer.from(first.png).equals(Buffer.from(second.png))).toBe(true);
  });

  it('takes any text as a label', async () => {
    const label = '</text><script>"&\u0000\u202e Joplin 漢字 🚨';
    const { altText } = await draw({ state: 'MO', point: { ...JOPLIN, exact: false, label } });
    expect(altText).toBe('Map of Missouri: circle around </text><script>"& Joplin, about here');
  });

  it('can be told apart in grey', () => {
    expect(contrast(COLOURS.pin, COLOURS.county)).toBeGreaterThan(3);
    expect(contrast(COLOURS.pin, COLOURS.state)).toBeGreaterThan(4.5);
    expect(contrast(COLOURS.countyEdge, COLOURS.state)).toBeGreaterThan(4.5);
    expect(contrast(COLOURS.stateLine, COLOURS.neighbour)).toBeGreaterThan(4.5);
    expect(contrast(COLOURS.neighbourText, COLOURS.neighbour)).toBeGreaterThan(4.5);
  });
});

describe('in words', () => {
  const springfield = { name: 'Springfield', latitude: 37.215, longitude: -93.298 };
  const rows: [string, MapPlace][] = [
    ['Map of Missouri', { state: 'MO' }],
    ['Map of Missouri: Jasper County highlighted', { state: 'MO', county: 'jasper county' }],
    [
      'Map of Missouri: Jasper County highlighted, circle around Joplin, about here',
      { state: 'MO', county: 'Jasper', point: { ...JOPLIN, exact: false, label: 'Joplin' } },
    ],
    [
      'Map of Missouri: Greene County highlighted, pin near Springfield',
      {
        state: 'MO',
        county: 'Greene',
        point: { latitude: 37.25, longitude: -93.2, exact: true },
        nearestTown: springfield,
      },
    ],
    [
      'Map of Missouri: pin, nearest town Springfield',
      { state: 'MO', point: { latitude: 38.5, longitude: -93.2, exact: true }, nearestTown: springfield },
    ],
    ['Map of Missouri: pin at the place', { state: 'MO', point: { ...JOPLIN, exact: true } }],
    ['Map of Missouri: circle about here', { state: 'MO', point: { ...JOPLIN, exact: false } }],
    [
      'Map of Missouri: also concerned: Oklahoma, Florida',
      { state: 'MO', alsoConcerned: ['OK', 'MO', 'FL', 'OK', 'XX'] },
    ],
    [
      'Map of Missouri',
      { state: 'MO', county: 'Nowhere', point: { latitude: 0, longitude: 10, exact: true } },
    ],
    ['Map of District of Columbia', { state: 'DC', county: 'District of Columbia' }],
    ['Map of Puerto Rico: Añasco highlighted', { state: 'PR', county: 'anasco municipio' }],
  ];
  it.each(rows)('%s', async (expected, place) => {
    expect((await draw(place)).altText).toBe(expected);
  });
});

describe('every state', () => {
  it('has a map that shows it, and a place we do not know has none', async () => {
    const codes = Object.keys(await loadStates('config'));
    for (const state of codes) {
      const { picture, altText } = await draw({ state });
      expect([state, altText]).toEqual([state, expect.stringMatching(/^Map of [A-Z][a-zA-Z. ]+$/)]);
      expect([state, shareOf(picture, [COLOURS.state]) > 0.005]).toEqual([state, true]);
    }
    expect(codes).toHaveLength(56);
    expect(await drawLocatorMap({ state: 'US' })).toBeUndefined();
  });

  it('holds Alaska together over the 180th meridian', async () => {
    const places = {
      Attu: [172.9, 52.9],
      Adak: [-176.6, 51.9],
      Anchorage: [-149.9, 61.2],
      Juneau: [-134.4, 58.3],
    } as const;
    const xs = Object.values(places).map((at) => pixelsOf('AK', at, [places.Attu])[0]);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(500);
    const { picture } = await draw({
      state: 'AK',
      county: 'Aleutians West',
      point: { longitude: 172.9, latitude: 52.9, exact: true },
    });
    const [x, y] = pixelsOf('AK', places.Attu, [places.Attu]);
    expect(picture.colourAt(x, y - 14)).toBe(COLOURS.pin);
    expect(shareOf(picture, [COLOURS.state])).toBeGreaterThan(0.1);
  });

  it.each([
    ['PR', [-66.1, 18.4]],
    ['AS', [-170.7, -14.28]],
    ['MP', [145.75, 15.19]],
  ] as const)(
    'shows the islands of %s where people live, and far ones when the tip is there',
    (state, at) => {
      const shape = parts.atlas.findState(state)?.shape;
      if (shape === undefined) throw new Error(`no ${state}`);
      const near = createFrame(state, shape, [at]);
      const far = createFrame(state, shape, [at, [0, 0]]);
      expect(near.pixelsPerMile).toBeGreaterThan(1.15 * far.pixelsPerMile);
    },
  );
});

describe('its cost', () => {
  const codes = ['MO', 'TX', 'AK', 'VA', 'FL', 'HI'];

  it('is under 150 ms of a core a map once warm', async () => {
    const best = new Map<string, number>();
    for (let round = 0; round < 4; round++)
      for (const state of codes) {
        const before = process.cpuUsage();
        await drawLocatorMap({ state, alsoConcerned: ['OK'] });
        const { user, system } = process.cpuUsage(before);
        best.set(state, Math.min(best.get(state) ?? Infinity, (user + system) / 1000));
      }
    expect([...best].filter(([, ms]) => ms >= 150)).toEqual([]);
  });

  it('takes no more memory with every map', async () => {
    const rounds = async (): Promise<number> => {
      for (let round = 0; round < 3; round++) for (const state of codes) await drawLocatorMap({ state });
      return process.memoryUsage().rss;
    };
    await rounds();
    const before = await rounds();
    // The pixels of 18 maps are 25 MB, their fonts and shapes as much again.
    expect((await rounds()) - before).toBeLessThan(40_000_000);
  });

  it('is loaded once', async () => {
    expect(await loadMapParts()).toBe(parts);
  });
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
