/** The county as the witness names it: "Aroostook county maine", "condado de Orange". */
import type { Doc } from './normalize.js';

const FIRST =
  'st\\.?|san|santa|new|prince|fort|ft|north|south|east|west|lake|los|la|el|van|contra|salt|big|palm|santa|little|fond du|anne|indian';
const NAMED = new RegExp(
  `\\b((?:(?:${FIRST}) )?[a-z'.-]{3,14}) (?:county|parish)\\b(?! (?:road|rd|hwy|highway|route|line rd|church|priest))`,
);
const SPANISH = /\bcondado de ((?:(?:los|las|la|el|san|santa) )?[a-z'-]{3,14})\b/;
const NOT_A_NAME =
  /^(?:the|this|that|our|same|other|another|whole|next|every|rural|in|my|his|her|their|neighboring|which|what|old|per|out|small|different|each|any|local|catholic|church|from|and|idk)$/;

export function findCounty(doc: Doc): string | undefined {
  const match = NAMED.exec(doc.flat) ?? SPANISH.exec(doc.flat);
  const name = match?.[1];
  if (match === null || name === undefined || NOT_A_NAME.test(name)) return undefined;
  const start = match.index + match[0].indexOf(name);
  const written = doc.text.slice(start, start + name.length);
  if (written !== written.toLowerCase() && !doc.shouting) return written;
  return name.replace(/(^|[ -])([a-z])/g, (_all, gap: string, letter: string) => gap + letter.toUpperCase());
}
