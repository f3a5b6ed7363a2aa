/**
 * Every text of a document, compiled once. A text whose variables are all fixed (programme, hotline numbers)
 * becomes a plain string; only one that depends on the conversation is formatted each time (ICU MessageFormat).
 */

import { IntlMessageFormat } from 'intl-messageformat';
import { type FlowDocument, type FlowLanguage, type Localized } from './schema.js';

export type Variables = Readonly<Record<string, string | number>>;

export interface FlowText {
  /** Names in braces, without the fixed ones. */
  variables: readonly string[];
  format: (variables: Variables) => string;
}

/** Key → language → text. Keys: `message.intro`, `answer.who`, `step.place.text`, `choice.place.yes`… */
export type FlowTexts = ReadonlyMap<string, Readonly<Partial<Record<FlowLanguage, FlowText>>>>;

/** Where something stands in a document. */
export type Path = readonly (string | number)[];

interface TextEntry {
  key: string;
  path: Path;
  text: Localized;
}

/** Every text of a document with its key and where it stands. The linter walks the same list. */
export function listTexts(document: FlowDocument): TextEntry[] {
  const entries: TextEntry[] = [];
  const add = (key: string, path: Path, text: Localized | undefined) => {
    if (text) entries.push({ key, path, text });
  };
  for (const [key, text] of Object.entries(document.messages)) add(`message.${key}`, ['messages', key], text);
  for (const [key, text] of Object.entries(document.recap)) add(`recap.${key}`, ['recap', key], text);
  for (const [key, answer] of Object.entries(document.answers)) {
    add(`answer.${key}`, ['answers', key, 'text'], answer.text);
  }
  for (const [key, text] of Object.entries(document.signs)) add(`sign.${key}`, ['signs', key], text);
  for (const [index, step] of document.steps.entries()) {
    add(`step.${step.key}.text`, ['steps', index, 'text'], step.text);
    add(`step.${step.key}.again`, ['steps', index, 'again'], step.again);
    for (const [choiceIndex, choice] of (step.choices ?? []).entries()) {
      const path = ['steps', index, 'choices', choiceIndex];
      add(`choice.${step.key}.${choice.key}`, [...path, 'label'], choice.label);
      add(`says.${step.key}.${choice.key}`, [...path, 'says'], choice.says);
    }
  }
  return entries;
}

export function compileTexts(document: FlowDocument, fixed: Variables): FlowTexts {
  const texts = new Map<string, Partial<Record<FlowLanguage, FlowText>>>();
  for (const { key, text } of listTexts(document)) {
    const compiled: Partial<Record<FlowLanguage, FlowText>> = {};
    for (const language of document.languages) {
      const wording = text[language];
      if (wording !== undefined) compiled[language] = compileText(wording, language, fixed);
    }
    texts.set(key, compiled);
  }
  return texts;
}

/** Throws a SyntaxError when the wording is not ICU MessageFormat. */
export function compileText(wording: string, language: string, fixed: Variables): FlowText {
  const oneLine = wording.replace(/[ \t]*\n[ \t]*/g, '\n').trim();
  if (!oneLine.includes('{')) return { variables: [], format: () => oneLine };
  const message = new IntlMessageFormat(oneLine, language, undefined, { ignoreTag: true });
  const names = variablesIn(message.getAst());
  const variables = names.filter((name) => !(name in fixed));
  if (variables.length === 0) {
    const whole = formatted(message, fixed);
    return { variables, format: () => whole };
  }
  const blank = Object.fromEntries(variables.map((name) => [name, '']));
  return { variables, format: (values) => formatted(message, { ...blank, ...fixed, ...values }) };
}

function formatted(message: IntlMessageFormat, values: Variables): string {
  const result: unknown = message.format(values);
  return typeof result === 'string' ? result : String(result);
}

type Ast = ReturnType<IntlMessageFormat['getAst']>;

function variablesIn(ast: Ast): string[] {
  const names = new Set<string>();
  const visit = (elements: Ast): void => {
    for (const element of elements) {
      if ('value' in element && !isLiteral(element.type)) names.add(element.value);
      if ('options' in element) for (const option of Object.values(element.options)) visit(option.value);
    }
  };
  visit(ast);
  return [...names];
}

/** In the parser's enumeration 0 is literal text; every other element with a value names a variable. */
function isLiteral(type: number): boolean {
  return type === 0;
}

/** The text in the language asked for, else in the first the document has. */
export function findText(texts: FlowTexts, key: string, language: FlowLanguage): FlowText | undefined {
  const text = texts.get(key);
  return text?.[language] ?? text?.en ?? text?.es;
}

/** The text with its variables filled in; empty when there is none. */
export function say(texts: FlowTexts, key: string, language: FlowLanguage, variables: Variables): string {
  return findText(texts, key, language)?.format(variables) ?? '';
}
