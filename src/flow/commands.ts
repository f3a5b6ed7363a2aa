/** The document's own words that steer a conversation, looked up by whole message: BACK, SKIP, ENGLISH… */

import { fold } from './normalise.js';
import { type Command, type FlowDocument, type FlowLanguage, COMMANDS, LANGUAGES } from './schema.js';

export type CommandWords = ReadonlyMap<string, { command: Command } | { language: FlowLanguage }>;

/** Every language's words work in every conversation, so that a witness may mix them. */
export function createCommandWords(document: FlowDocument): CommandWords {
  const words = new Map<string, { command: Command } | { language: FlowLanguage }>();
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
