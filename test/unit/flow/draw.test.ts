import { expect, test } from '@jest/globals';
import { drawMermaid, drawXState } from '../../../src/flow/draw.js';
import { hashDocument, parseDuration } from '../../../src/flow/compile.js';
import { witnessTip } from './play.js';

const flow = witnessTip();

test('every step is in the drawing, and every arrow has two ends', () => {
  const drawing = drawMermaid(flow.document);
  for (const { key } of flow.document.steps) expect(drawing).toContain(`  ${key}["`);
  for (const line of drawing.split('\n').filter((text) => text.includes('-->'))) {
    expect(line).toMatch(/^ {2}\w+(?:\(\[".+"\]\))? -->(?:\|"[^"]*"\|)? \w+(?:\(\[".+"\]\)|\{".+"\})?$/);
  }
});

test('XState’s JSON is the machine that runs', () => {
  const drawn = JSON.parse(drawXState(flow)) as { states: { talking: { states: object } } };
  expect(Object.keys(drawn.states.talking.states)).toEqual(
    expect.arrayContaining(['route', 'review', 'silent']),
  );
});

test('the hash is that of the content, not of the order of keys', () => {
  const { id, ...rest } = flow.document;
  expect(hashDocument({ ...rest, id })).toBe(flow.hash);
  expect(hashDocument({ ...flow.document, title: { en: 'Another' } })).not.toBe(flow.hash);
});

test.each([
  ['15m', 900_000],
  ['30s', 30_000],
  ['2h', 7_200_000],
])('%s is %d ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
