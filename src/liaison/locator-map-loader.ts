/**
 * Reads what a locator map is made of, once, when the first map is wanted: the shapes of states and counties
 * (`us-atlas`, Census), the font, and the renderer. About 80 ms, and 100 MB with the first map, so nothing is read at import.
 *
 * SVG becomes PNG by `@resvg/resvg-wasm`: one 2.5 MB file of WebAssembly, no install script, no binary for each
 * platform, no system fonts and no network, so the same place gives the same bytes everywhere. Considered:
 * `@resvg/resvg-js` (the same renderer, native: a binary a platform, and memory that grows, thx/resvg-js#216),
 * `sharp` (libvips, 16 MB, takes the system's fonts), `pngjs` with our own polygon fill (no text, no smooth edges).
 * The font is Atkinson Hyperlegible, made for readers with low vision: two TTF files of 54 KB. The same as WOFF2
 * is smaller on disk and costs 20 ms more a map.
 */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { SightlineError } from '../errors.js';
import { createAtlas, type Atlas, type Topology } from './locator-map-atlas.js';
import { FONT_FAMILY } from './locator-map-svg.js';

export interface MapParts {
  atlas: Atlas;
  renderPng: (svg: string) => Uint8Array;
}

const FILES = {
  atlas: 'us-atlas/counties-10m.json',
  wasm: '@resvg/resvg-wasm/index_bg.wasm',
  regular: '@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf',
  bold: '@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf',
} as const;

/** One for the process, because the renderer can be started only once in a process. */
let loading: Promise<MapParts> | undefined;

/** The same parts at every call; after a failure the next call tries again. Throws CONFIG_INVALID. */
export function loadMapParts(): Promise<MapParts> {
  loading ??= readMapParts().catch((thrown: unknown) => {
    loading = undefined;
    throw thrown;
  });
  return loading;
}

async function readMapParts(): Promise<MapParts> {
  const [atlas, wasm, ...fonts] = await Promise.all(
    [FILES.atlas, FILES.wasm, FILES.regular, FILES.bold].map(readPackageFile),
  );
  if (atlas === undefined || wasm === undefined) throw new RangeError('a file is missing from the list');
  const topology = JSON.parse(atlas.toString('utf8')) as Topology;
  await initWasm(new Uint8Array(wasm));
  return {
    atlas: createAtlas(topology),
    renderPng: (svg) => renderPng(svg, fonts),
  };
}

async function readPackageFile(name: string): Promise<Buffer> {
  try {
    return await readFile(createRequire(import.meta.url).resolve(name));
  } catch (cause) {
    throw new SightlineError('CONFIG_INVALID', `cannot read ${name}: run npm ci`, { cause });
  }
}

/** Its memory lies outside the JavaScript heap, unseen by the collector: it is given back at once. */
function renderPng(svg: string, fontBuffers: Uint8Array[]): Uint8Array {
  const picture = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: FONT_FAMILY } });
  try {
    const image = picture.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    picture.free();
  }
}
