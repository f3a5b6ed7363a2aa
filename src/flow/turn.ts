/** Reads the actions of one transition as what is to be said: text keys, the question, a fixed foreign answer. */

import { type CompiledFlow } from './compile.js';
import { type FlowContext, type FlowEvent } from './context.js';
import { replacedBy } from './hear.js';
import { type Turn } from './reply.js';
import { say } from './texts.js';
import { type Actions, params } from './machine-actions.js';

export function turnOf(
  flow: CompiledFlow,
  before: FlowContext,
  context: FlowContext,
  state: string,
  actions: Actions,
  event: FlowEvent,
): Turn {
  const says = actions.flatMap((action) => textKeys(action, event, context));
  return {
    event,
    says,
    ask: params<{ step: string }>(actions, 'ask').at(-1)?.step ?? askedWithSent(flow, context, actions),
    elsewhere: elsewhereText(flow, before, actions, event),
    replaced: 'heard' in event ? replacedBy(before, event.heard, flow.document) : [],
    state,
  };
}

/** The question that `submit` opened. */
function askedWithSent(
  { document }: CompiledFlow,
  { open }: FlowContext,
  actions: Actions,
): string | undefined {
  if (!actions.some(({ type }) => type === 'saySent')) return undefined;
  return document.steps.find((step) => step.with === 'sent' && step.key === open)?.key;
}

const MISSES_BEFORE_A_HUMAN = 3;

function textKeys(
  action: { type: string; params?: unknown },
  event: FlowEvent,
  context: FlowContext,
): string[] {
  switch (action.type) {
    case 'say':
      return [(action.params as { text: string }).text];
    case 'saySent':
      return [context.report.selfReport ? 'message.sentAffected' : 'message.sent'];
    case 'sayTaken':
      return [context.misses >= MISSES_BEFORE_A_HUMAN ? 'message.human' : 'message.takenAsWritten'];
    case 'answerTopic':
      return event.type === 'chat' ? [topicKey(event.topic, context)] : [];
    default:
      return [];
  }
}

function topicKey(topic: string, context: FlowContext): string {
  if (topic === 'pictures') return picturesKey(context);
  return context.submitted && (topic === 'thanks' || topic === 'ok')
    ? 'message.sentThanks'
    : `answer.${topic}`;
}

/** What happens to pictures: those sent in a Slack DM are not fetched. */
export function picturesKey({ channel }: FlowContext): string {
  return channel === 'slack' ? 'message.noPictures' : 'answer.pictures';
}

function elsewhereText(
  flow: CompiledFlow,
  before: FlowContext,
  actions: Actions,
  event: FlowEvent,
): string | undefined {
  const [action] = params<{ urgent: boolean }>(actions, 'sayElsewhere');
  if (!action || event.type !== 'elsewhere') return undefined;
  const texts = flow.elsewhere.get(event.language);
  const heardBefore = before.report.narrative.length > 0;
  const which = action.urgent ? 'danger' : heardBefore ? 'again' : 'first';
  return texts?.[which].format({}) ?? say(flow.texts, 'message.human', before.report.language, {});
}
