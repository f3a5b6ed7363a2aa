/**
 * TwiML into a tree, strictly: well-formed or not at all. Only what TwiML is made of: elements, attributes, text, the five entities,
 * character references, comments and the XML declaration.
 */

export interface TwimlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: TwimlElement[];
  /** The text directly within, trimmed. */
  text: string;
}

/** 12100 "Document parse failure": https://www.twilio.com/docs/api/errors/12100 */
export class TwimlParseFailure extends Error {}

const TOKEN =
  /<\?xml[^>]*\?>|<!--[\s\S]*?-->|<\/([A-Za-z][\w.-]*)\s*>|<([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function readTwiml(document: string): TwimlElement {
  const open: TwimlElement[] = [];
  let root: TwimlElement | undefined;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(document);
    if (token === null) throw new TwimlParseFailure(`not well-formed at character ${at}`);
    const [, closing, opening, attributes = '', isEmpty, words] = token;
    if (closing !== undefined) {
      const element = open.pop();
      if (element?.name !== closing) throw new TwimlParseFailure(`</${closing}> closes nothing`);
      element.text = element.text.trim();
    } else if (opening !== undefined) {
      const element = { name: opening, attributes: readAttributes(attributes), children: [], text: '' };
      const parent = open.at(-1);
      if (parent !== undefined) parent.children.push(element);
      else if (root === undefined) root = element;
      else throw new TwimlParseFailure('more than one root element');
      if (isEmpty !== '/') open.push(element);
    } else if (words !== undefined) {
      const parent = open.at(-1);
      if (parent !== undefined) parent.text += decode(words);
      else if (words.trim() !== '') throw new TwimlParseFailure('text outside of the root element');
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new TwimlParseFailure(`<${unclosed.name}> is not closed`);
  if (root === undefined) throw new TwimlParseFailure('the document is empty');
  return root;
}

function readAttributes(source: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of source.matchAll(ATTRIBUTE)) {
    if (name in attributes) throw new TwimlParseFailure(`attribute ${name} twice`);
    attributes[name] = decode(double ?? single ?? '');
  }
  return attributes;
}

function decode(text: string): string {
  return text.replace(/&(#x[\da-fA-F]+|#\d+|\w+);|&/g, (whole, name: string | undefined) => {
    if (name?.startsWith('#x') === true) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name?.startsWith('#') === true) return String.fromCodePoint(Number(name.slice(1)));
    const character = ENTITIES[name ?? ''];
    if (character === undefined) throw new TwimlParseFailure(`unknown entity ${whole}`);
    return character;
  });
}
