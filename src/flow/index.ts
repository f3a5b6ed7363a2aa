/** The flow room's front door for the use cases. */

export { type CompiledFlow, compileFlow } from './compile.js';
export { renderPlain } from './compose.js';
export { isPlainAnswer } from './is-plain-answer.js';
export { parseFlow } from './parse.js';
export { sayMessage } from './say-message.js';
export { settledLanguage, step } from './step.js';
export { type Effect, type FlowInput, type Moment, type ReplyEffect, type StepResult } from './effects.js';
export { type Variables } from './texts.js';
