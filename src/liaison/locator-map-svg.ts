/**
 * The marks of a locator map as SVG. Colours are told apart by lightness as well as by hue, so that they hold for
 * colour-blind readers and in grey; the background is painted, so that Slack's dark mode changes nothing. Pure.
 */

import { BAND, type Box, HEIGHT, type Pixels, WIDTH } from './locator-map-frame.js';
import { type Label, textWidth } from './locator-map-labels.js';

export const FONT_FAMILY = 'Atkinson Hyperlegible';

export const COLOURS = {
  background: '#f7f8fa',
  band: '#ffffff',
  neighbour: '#e4e7ec',
  neighbourLine: '#a9b1bd',
  neighbourText: '#59636f',
  state: '#bcd7f0',
  stateLine: '#12416b',
  countyLine: '#9cc0e2',
  county: '#f0a500',
  countyEdge: '#6b3f00',
  concerned: '#a3b7cf',
  pin: '#a1002f',
  ink: '#14202b',
  white: '#ffffff',
} as const;

export function svgDocument(layers: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<defs><pattern id="hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">`,
    `<rect width="14" height="14" fill="${COLOURS.neighbour}"/><rect width="4" height="14" fill="${COLOURS.concerned}"/>`,
    `</pattern></defs>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLOURS.background}"/>`,
    ...layers,
    `</svg>`,
  ].join('');
}

export interface AreaStyle {
  fill?: string;
  line: string;
  width: number;
}

export function area(path: string | undefined, { fill = 'none', line, width }: AreaStyle): string {
  return path === undefined
    ? ''
    : `<path d="${path}" fill="${fill}" stroke="${line}" stroke-width="${width}" stroke-linejoin="round"/>`;
}

const TITLE_SIZE = 36;
const LEGEND = { size: 28, least: 20, swatch: 24, gap: 22 } as const;

/** The state's name, and what the highlighted county is called. */
export function band(title: string, county: string | undefined): string {
  const legendAt = 24 + textWidth(title, true) * TITLE_SIZE + LEGEND.gap;
  return [
    `<rect width="${WIDTH}" height="${BAND}" fill="${COLOURS.band}"/>`,
    `<rect y="${BAND - 2}" width="${WIDTH}" height="2" fill="${COLOURS.neighbourLine}"/>`,
    text(title, {
      x: 24,
      y: 40,
      size: TITLE_SIZE,
      bold: true,
      colour: COLOURS.ink,
      anchor: 'start',
      halo: 0,
    }),
    county === undefined ? '' : legend(county, legendAt),
  ].join('');
}

function legend(county: string, left: number): string {
  const start = left + LEGEND.swatch + 10;
  const size = Math.max(LEGEND.least, Math.min(LEGEND.size, (WIDTH - 16 - start) / textWidth(county, false)));
  return [
    `<rect x="${left.toFixed(1)}" y="16" width="${LEGEND.swatch}" height="${LEGEND.swatch}" rx="3" fill="${COLOURS.county}" stroke="${COLOURS.countyEdge}" stroke-width="2.5"/>`,
    text(county, { x: start, y: 38, size, bold: false, colour: COLOURS.ink, anchor: 'start', halo: 0 }),
  ].join('');
}

export const SCALE_TEXT = 22;

/** Its left end is at the point. */
export function scale([x, y]: Pixels, { pixels, words }: { pixels: number; words: string }): string {
  const bar = `M${x.toFixed(1)},${y - 8}V${y}h${pixels.toFixed(1)}v-8`;
  return [
    `<path d="${bar}" fill="none" stroke="${COLOURS.white}" stroke-width="8" stroke-linejoin="round" stroke-linecap="round"/>`,
    `<path d="${bar}" fill="none" stroke="${COLOURS.ink}" stroke-width="3"/>`,
    text(words, {
      x: x + pixels / 2,
      y: y - 12,
      size: SCALE_TEXT,
      bold: false,
      colour: COLOURS.ink,
      anchor: 'middle',
      halo: 6,
    }),
  ].join('');
}

const PIN = { radius: 17, height: 50 } as const;

/** Its tip is at the place. */
export function pin([x, y]: Pixels): string {
  const { radius: r, height } = PIN;
  const head = -(height - r);
  const drop = `M0,0C-5,-13 ${-r},-19 ${-r},${head}A${r},${r} 0 1 1 ${r},${head}C${r},-19 5,-13 0,0Z`;
  return [
    `<g transform="translate(${x.toFixed(1)},${y.toFixed(1)})" stroke-linejoin="round">`,
    `<path d="${drop}" fill="${COLOURS.white}" stroke="${COLOURS.white}" stroke-width="7"/>`,
    `<path d="${drop}" fill="${COLOURS.pin}"/><circle cy="${head}" r="6.5" fill="${COLOURS.white}"/></g>`,
  ].join('');
}

export function pinBox([x, y]: Pixels): Box {
  return { left: x - PIN.radius - 3, right: x + PIN.radius + 3, top: y - PIN.height - 3, bottom: y + 3 };
}

const RING = 22;

/** "About here": the town is known, the place in it is not. */
export function ring([x, y]: Pixels): string {
  const at = `cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${RING}"`;
  return [
    `<circle ${at} fill="none" stroke="${COLOURS.white}" stroke-width="12"/>`,
    `<circle ${at} fill="none" stroke="${COLOURS.pin}" stroke-width="6"/>`,
  ].join('');
}

export function ringBox([x, y]: Pixels): Box {
  const reach = RING + 5;
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

/** Around a county too small to be seen. */
export function countyMark([x, y]: Pixels): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${RING}" fill="none" stroke="${COLOURS.countyEdge}" stroke-width="4"/>`;
}

const DOT = 6;

export function dot([x, y]: Pixels): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${DOT}" fill="${COLOURS.ink}" stroke="${COLOURS.white}" stroke-width="3"/>`;
}

export function dotBox([x, y]: Pixels): Box {
  const reach = DOT + 2;
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

export function labelText({ lines, colour, box }: Label): string {
  let y = box.top;
  return lines
    .map((line) => {
      y += line.size;
      return text(line.text, {
        ...line,
        x: (box.left + box.right) / 2,
        y: y - 2,
        colour,
        anchor: 'middle',
        halo: 6,
      });
    })
    .join('');
}

interface TextStyle {
  x: number;
  y: number;
  size: number;
  bold: boolean;
  colour: string;
  anchor: 'start' | 'middle' | 'end';
  halo: number;
}

function text(words: string, { x, y, size, bold, colour, anchor, halo }: TextStyle): string {
  const edge =
    halo === 0
      ? ''
      : ` stroke="${COLOURS.white}" stroke-width="${halo}" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="${FONT_FAMILY}" font-size="${size}" font-weight="${bold ? 700 : 400}" text-anchor="${anchor}" fill="${colour}"${edge}>${escapeXml(words)}</text>`;
}

function escapeXml(words: string): string {
  return words.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
