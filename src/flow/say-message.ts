/** One message of a flow by itself, outside a turn: what a person is told of something that happened meanwhile. */

import { type CompiledFlow } from './compile.js';
import { type FlowLanguage, type MessageKey } from './schema.js';
import { say } from './texts.js';

export function sayMessage(flow: CompiledFlow, key: MessageKey, language: FlowLanguage): string {
  return say(flow.texts, `message.${key}`, language, {});
}
