/**
 * One step of a conversation: a snapshot and an input in, the next snapshot and effects as data out. Pure and
 * deterministic; the moment and the reference's random part are arguments. It calls XState's pure `transition()`,
 * turns the actions it returns into effects, and composes at most one reply.
 *
 * Every text and button gives exactly one `reply` or one `silence` with its reason. The snapshot is plain JSON,
 * bound to the flow's content hash; on any other it throws SNAPSHOT_INVALID.
 */

import { initialTransition, transition } from 'xstate';
import { SightlineError } from '../errors.js';
import { createReference } from '../tip/reference.js';
import { type Facts } from '../understanding/facts.js';
import { classifyChoice, classifyForAsker, classifyText, otherLanguageOf } from './classify.js';
import { type CompiledFlow } from './compile.js';
import { type FlowContext, type FlowEvent } from './context.js';
import { type Effect, type FlowInput, type Moment, type StepResult } from './effects.js';
import { countWords } from './normalise.js';
import { composeReply } from './reply.js';
import { type FlowLanguage, LANGUAGES } from './schema.js';
import { picturesKey, turnOf } from './turn.js';
import {
  type Actions,
  isTimerAction,
  params,
  stateName,
  timerEffects,
  timerEvent,
} from './machine-actions.js';

/** The persisted form. `value` and `context` are XState's; `hash` binds them to the flow they came from. */
interface Snapshot {
  hash: string;
  value: string | Record<string, string>;
  context: FlowContext;
}

type MachineSnapshot = ReturnType<CompiledFlow['machine']['resolveState']>;

const WORDS_THAT_SETTLE_A_LANGUAGE = 3;
/** A whole sentence in the other language changes it; a few words may be names or a mixture. */
const WORDS_THAT_CHANGE_A_LANGUAGE = 6;

/** A conversation before its first text; its only effect is the silence timer. */
export function startFlow(flow: CompiledFlow, moment: Moment): StepResult {
  const [state, actions] = initialTransition(flow.machine, { channel: moment.channel });
  return result(flow, state.value, state.context, timerEffects(actions));
}

export function step(flow: CompiledFlow, snapshot: unknown, input: FlowInput, moment: Moment): StepResult {
  const at = moment.now.toISOString();
  let state = snapshot === undefined ? start(flow, moment) : restore(flow, snapshot);
  let before: Actions = [];
  if (input.type === 'timer') return fireTimer(flow, state, input.name, moment);
  if (stateName(state.value) === 'silent')
    [state, before] = transition(flow.machine, state, { type: 'resume' });
  if (input.type === 'text') state = withContext(flow, state, noticeLanguage(flow, state.context, input));
  // A picture is news as well: with a tip that has left, it leaves at once.
  if (hasPictures(input)) state = withContext(flow, state, { ...state.context, unsent: true });
  const event = classify(flow, state, input, at);
  const [next, actions] = transition(flow.machine, state, event);
  const told = hasPictures(input) && event.type !== 'chat' ? [sayPictures(state.context)] : [];
  const all = [...before.filter(isTimerAction), ...actions, ...told];
  return conclude(flow, state.context, next, all, event, moment);
}

function sayPictures(context: FlowContext): Actions[number] {
  return { type: 'say', params: { text: picturesKey(context) } };
}

/** A person is told what happens to their pictures. */
function hasPictures(input: FlowInput): boolean {
  return input.type === 'text' && (input.mediaCount ?? 0) > 0;
}

/** The language a conversation has settled on, to read its shorter texts by. */
export function settledLanguage(snapshot: unknown): FlowLanguage | undefined {
  if (snapshot === undefined) return undefined;
  const { context } = snapshot as Snapshot;
  return context.languageSettled ? context.report.language : undefined;
}

function start(flow: CompiledFlow, moment: Moment): MachineSnapshot {
  return initialTransition(flow.machine, { channel: moment.channel })[0];
}

function restore(flow: CompiledFlow, snapshot: unknown): MachineSnapshot {
  const { hash, value, context } = snapshot as Snapshot;
  if (hash !== flow.hash) {
    throw new SightlineError(
      'SNAPSHOT_INVALID',
      `the snapshot belongs to another version of flow ${flow.id}`,
    );
  }
  try {
    return flow.machine.resolveState({ value, context });
  } catch (cause) {
    throw new SightlineError('SNAPSHOT_INVALID', `the snapshot names a state flow ${flow.id} does not have`, {
      cause,
    });
  }
}

function withContext(flow: CompiledFlow, state: MachineSnapshot, context: FlowContext): MachineSnapshot {
  return context === state.context ? state : flow.machine.resolveState({ value: state.value, context });
}

/** The first text of three words or more settles the language, until then each may change it; later a whole sentence. */
function noticeLanguage(
  flow: CompiledFlow,
  context: FlowContext,
  { text, facts }: { text: string; facts: Facts },
): FlowContext {
  const { lang } = facts;
  if (lang === undefined) return context;
  const other = otherLanguageOf(flow, context, facts, text);
  if (other) return { ...context, report: { ...context.report, spokenLanguage: other } };
  const spoken = LANGUAGES.find((language) => language === lang);
  if (!spoken) return context;
  const changed = spoken !== context.report.language && countWords(text) >= WORDS_THAT_CHANGE_A_LANGUAGE;
  if (context.languageSettled && !changed) return context;
  return {
    ...context,
    languageSettled: countWords(text) >= WORDS_THAT_SETTLE_A_LANGUAGE,
    report: { ...context.report, language: spoken satisfies FlowLanguage },
  };
}

function classify(
  flow: CompiledFlow,
  state: MachineSnapshot,
  input: Exclude<FlowInput, { type: 'timer' }>,
  at: string,
): FlowEvent {
  switch (input.type) {
    case 'text':
      if (input.text.trim() === '' && hasPictures(input) && input.humanAsks !== true)
        return { type: 'chat', topic: 'pictures' };
      return input.humanAsks === true
        ? classifyForAsker(flow, state.context, input, at)
        : classifyText(
            flow,
            state.context,
            input.text,
            input.facts,
            at,
            stateName(state.value) === 'optedOut',
          );
    case 'choice':
      return classifyChoice(state.context, input.step, input.choice, at);
    case 'optedOutByProvider':
      return { type: 'optedOutByProvider' };
  }
}

/** A timer that no state waits for any more changes nothing. */
function fireTimer(flow: CompiledFlow, state: MachineSnapshot, name: string, moment: Moment): StepResult {
  const event = timerEvent(flow.id, state.value, name);
  const [next, actions] = transition(flow.machine, state, event);
  const effects = actions.length === 0 ? [{ type: 'silence', reason: 'silence_timer' } as const] : undefined;
  if (effects) return result(flow, state.value, state.context, effects);
  const handed = handOff(next.context, actions, moment);
  const reason =
    params<{ reason: 'opted_out' | 'silence_timer' }>(actions, 'quiet')[0]?.reason ?? 'silence_timer';
  return result(flow, next.value, handed.context, [
    ...handed.effects,
    { type: 'silence', reason },
    // The timer that has just fired needs no cancelling.
    ...timerEffects(actions).filter((effect) => effect.type === 'timer'),
  ]);
}

function conclude(
  flow: CompiledFlow,
  before: FlowContext,
  next: MachineSnapshot,
  actions: Actions,
  event: FlowEvent,
  moment: Moment,
): StepResult {
  const has = (type: string) => actions.some((action) => action.type === type);
  const handed = handOff(next.context, actions, moment);
  const effects: Effect[] = [];
  if (has('optOut')) effects.push({ type: 'optOut' });
  if (has('optIn')) effects.push({ type: 'optIn' });
  if (has('endQuestions')) effects.push({ type: 'endQuestions' });
  effects.push(...handed.effects);
  let context = handed.context;
  const [quiet] = params<{ reason: 'opted_out' | 'provider_answered' | 'human_asks' }>(actions, 'quiet');
  if (quiet) effects.push({ type: 'silence', reason: quiet.reason });
  else {
    const composed = composeReply(
      flow,
      context,
      turnOf(flow, before, context, stateName(next.value), actions, event),
    );
    context = composed.context;
    effects.push(composed.reply);
  }
  effects.push(...timerEffects(actions));
  if (has('beginAnother')) effects.push({ type: 'newConversation' });
  return result(flow, next.value, context, effects);
}

/** At most one revision a step. Once a first has left, whatever is new leaves at once. */
function handOff(
  context: FlowContext,
  actions: Actions,
  moment: Moment,
): { context: FlowContext; effects: Effect[] } {
  const [asked] = params<{ reason: Extract<Effect, { type: 'handOff' }>['reason'] }>(actions, 'handOff');
  const news = context.reference !== undefined && context.unsent;
  const reason = asked?.reason ?? (news ? 'revision' : undefined);
  if (reason === undefined) return { context, effects: [] };
  const prefix = context.report.fields.states?.value[0] ?? 'US';
  return {
    context: {
      ...context,
      unsent: false,
      reference: context.reference ?? createReference(prefix, moment.referenceBody),
    },
    effects: [{ type: 'handOff', reason }],
  };
}

function result(
  flow: CompiledFlow,
  value: MachineSnapshot['value'],
  context: FlowContext,
  effects: Effect[],
): StepResult {
  const snapshot: Snapshot = { hash: flow.hash, value: value, context };
  return { snapshot, effects, report: context.report, state: stateName(value), reference: context.reference };
}
