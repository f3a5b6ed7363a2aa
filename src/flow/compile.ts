/**
 * A flow document made ready to run: its machine, its texts compiled once, and a content hash that pins every
 * conversation to the exact words it began with. Nothing here runs a conversation; `step.ts` does.
 */

import { createHash } from 'node:crypto';
import { type FlowMachine, createFlowMachine } from './machine.js';
import { type FlowDocument, type OtherLanguage } from './schema.js';
import { type FlowText, type FlowTexts, type Variables, compileText, compileTexts } from './texts.js';
import { createCommandWords, type CommandWords } from './commands.js';

export interface CompiledFlow {
  id: string;
  version: number;
  /** SHA-256 of the canonical document, in hex. */
  hash: string;
  document: FlowDocument;
  machine: FlowMachine;
  texts: FlowTexts;
  commandWords: CommandWords;
  /** The fixed answers in languages the flow does not speak. */
  elsewhere: ReadonlyMap<OtherLanguage, Record<'first' | 'again' | 'danger', FlowText>>;
}

export interface CompileOptions {
  version: number;
  /** Programme name and hotline numbers (`loadProgramme`), filled into the texts once. */
  variables: Variables;
}

export function compileFlow(document: FlowDocument, { version, variables }: CompileOptions): CompiledFlow {
  const elsewhere = Object.entries(document.otherLanguages).map(([language, texts]) => {
    const compiled = {
      first: compileText(texts.first, 'en', variables),
      again: compileText(texts.again, 'en', variables),
      danger: compileText(texts.danger, 'en', variables),
    };
    return [language as OtherLanguage, compiled] as const;
  });
  return {
    id: document.id,
    version,
    hash: hashDocument(document),
    document,
    machine: createFlowMachine(document, parseDuration(document.timers.silence)),
    texts: compileTexts(document, variables),
    commandWords: createCommandWords(document),
    elsewhere: new Map(elsewhere),
  };
}

/** The same for the same content, whatever the order of keys, the comments or the layout of the file. */
export function hashDocument(document: FlowDocument): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** "15m" → 900000. */
export function parseDuration(text: string): number {
  const [, amount = '0', unit = 's'] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  return Number(amount) * (UNIT_MS[unit] ?? 1000);
}
