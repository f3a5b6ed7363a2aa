/**
 * Whether a text is an answer and nothing else. Texts that come in a burst are taken as one answer only when each is
 * plain; a carrier keyword, danger, a command or small talk always stands for itself.
 */

import { classifyText } from './classify.js';
import { type CompiledFlow } from './compile.js';
import { type FlowContext } from './context.js';
import { type FlowInput, type Moment } from './effects.js';

const STANDS_FOR_ITSELF = new Set(['danger', 'affected', 'elsewhere']);

export function isPlainAnswer(
  flow: CompiledFlow,
  snapshot: unknown,
  input: Extract<FlowInput, { type: 'text' }>,
  moment: Moment,
): boolean {
  const { context } = snapshot as { context: FlowContext };
  const event = classifyText(flow, context, input.text, input.facts, moment.now.toISOString(), false);
  return 'heard' in event && !STANDS_FOR_ITSELF.has(event.type);
}
