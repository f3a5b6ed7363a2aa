/** The document's own words that steer a conversation, looked up by whole message: BACK, SKIP, ENGLISH… */

import { fold } from './normalise.js';
import {
  type Choice,
  type Command,
  type FlowDocument,
  type FlowLanguage,
  COMMANDS,
  LANGUAGES,
} from './schema.js';

type CommandWord = { command: Command } | { language: FlowLanguage } | { change: true };
export type CommandWords = ReadonlyMap<string, CommandWord>;

/** The review's choice that leads on to another question: "Change something". */
export function findChangeChoice({ steps }: FlowDocument): (Choice & { goto: string }) | undefined {
  const review = steps.find(({ key }) => key === 'review');
  const choice = review?.choices?.find(({ goto }) => goto !== undefined && goto !== 'listening');
  return choice?.goto === undefined ? undefined : { ...choice, goto: choice.goto };
}

/** Every language's words work in every conversation, so that a witness may mix them. */
export function createCommandWords(document: FlowDocument): CommandWords {
  const words = new Map<string, CommandWord>();
  for (const own of Object.values(findChangeChoice(document)?.words ?? {})) {
    for (const word of own) words.set(fold(word), { change: true });
  }
  for (const command of COMMANDS) {
    for (const language of LANGUAGES) {
      for (const word of document.commands[command][language] ?? []) words.set(fold(word), { command });
    }
  }
  for (const language of LANGUAGES) {
    for (const word of document.languageWords[language]) words.set(fold(word), { language });
  }
  return words;
}
