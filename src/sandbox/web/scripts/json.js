/** JSON, readable and coloured, built of text nodes. */

import { element } from './dom.js';

export function renderJson(value) {
  const text = JSON.stringify(value, null, 2);
  const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    nodes.push(text.slice(end, match.index));
    const [whole, string, colon, word] = match;
    if (colon !== undefined) nodes.push(element('span', { class: 'json-key' }, string), colon);
    else
      nodes.push(
        element('span', { class: string ? 'json-string' : word ? 'json-word' : 'json-number' }, whole),
      );
    end = match.index + whole.length;
  }
  nodes.push(text.slice(end));
  return element('pre', { class: 'json', tabindex: 0 }, nodes);
}
