/**
 * The machine of a flow document, in XState 5.
 *
 *   talking          a question is open, or the next text is awaited
 *     listening      nothing is asked; where every conversation begins
 *     route          passes at once to the first step still needed, else to the review
 *     <step key>     one state per question of the document
 *     silent         the silence timer ran out; the next text goes on with the open question
 *   sent             the tip was submitted; what follows are revisions
 *   closed           the person began another tip, or took this one back
 *   optedOut         STOP: nothing is said; facts still merge and danger still leaves
 *
 * Every question has the `silence` timer and it restarts with every text, because every text leaves the question
 * and enters one (often the same) by way of `route`. Danger, the person affected, STOP, HELP and the commands are
 * transitions of the parent, so they work in every state, also in those an administrator adds.
 * Custom actions (say, ask, handOff, quiet…) do nothing here: `transition()` returns them as data for `step.ts`.
 */

import { assign, setup } from 'xstate';
import { isNeeded } from './conditions.js';
import { type Channel, type FlowContext, type FlowEvent, createContext, hasSubstance } from './context.js';
import { type Effect } from './effects.js';
import { type HearingKind, hear } from './hear.js';
import { closedStates } from './machine-closed.js';
import { talkingState } from './machine-talking.js';
import { type StateConfig } from './machine-types.js';
import { type FlowDocument } from './schema.js';
import {
  answerDanger,
  closeStep,
  goBack,
  keepOpen,
  openStep,
  requestCall,
  skipStep,
  speak,
  startOver,
  stopAsking,
  submit,
  withdraw,
} from './updates.js';

type HandOffReason = Extract<Effect, { type: 'handOff' }>['reason'];
type SilenceReason = Extract<Effect, { type: 'silence' }>['reason'];

/** States the engine adds to those of the document; a step cannot have their names. */
export const SYSTEM_STATES: readonly string[] = [
  ...['talking', 'listening', 'route', 'silent', 'sent', 'closed', 'optedOut'],
];

/** Builds the machine. `silenceMs`: how long nothing may be heard before the tip leaves as partial. */
export function createFlowMachine(document: FlowDocument, silenceMs: number) {
  const states: Record<string, StateConfig> = { talking: talkingState(document), ...closedStates(document) };
  return flowSetup(document, silenceMs).createMachine({
    id: document.id,
    context: ({ input }) => createContext(document, input.channel),
    initial: 'talking',
    // The states come from a file: XState's types cannot see them, machine-types.ts and the model test do.
    states: states as never,
  });
}
export type FlowMachine = ReturnType<typeof createFlowMachine>;

/** For XState's types only; holds nothing. */
const TYPES = {} as { context: FlowContext; events: FlowEvent; input: { channel: Channel } };

function flowSetup(document: FlowDocument, silenceMs: number) {
  const findStep = (key: string) => document.steps.find((step) => step.key === key);
  const hearAs = (context: FlowContext, event: FlowEvent, kind: HearingKind) =>
    'heard' in event ? hear(context, event.heard, kind, document) : context;
  return setup({
    types: TYPES,
    delays: { silence: silenceMs },
    guards: {
      /** This step comes next: it was asked for, or it is the first still needed. */
      comesNext: ({ context }, params: { step: string }) => {
        if (context.forced !== undefined) return context.forced === params.step;
        const step = findStep(params.step);
        return step !== undefined && isNeeded(step, context);
      },
      picked: ({ event }, params: { step: string; choice: string }) =>
        'heard' in event && event.heard.step === params.step && event.heard.picks.includes(params.choice),
      hasSubstance: ({ context }) => hasSubstance(context),
      /** Told, and nobody has it yet. */
      isUntold: ({ context }) => hasSubstance(context) && context.unsent,
      isSubmitted: ({ context }) => context.submitted && context.forced === undefined,
      wasSubmitted: ({ context }) => context.submitted,
      isAskedNothing: ({ context }) => context.report.fields.followUp?.value === false,
      isHandedOff: ({ context }) => context.reference !== undefined,
      isAffected: ({ context }) => context.report.selfReport,
      hasOpen: ({ context }) => context.open !== undefined,
      dangerAnswered: ({ context }) => context.dangerAnswered,
      saysSomething: ({ event }) =>
        'heard' in event &&
        event.heard.text !== '' &&
        !(event.heard.unsure && Object.keys(event.heard.values).length === 0),
      isLastMiss: ({ context }) => context.missesHere + 1 >= document.limits.misunderstood,
      /** The witness agreed or refused, or was shown the review twice and says SEND again. */
      canSubmit: ({ context }) =>
        hasSubstance(context) &&
        ((context.report.fields.shareWithState?.source ?? 'inferred') !== 'inferred' ||
          (context.open === 'review' && (context.asked.review ?? 0) > 1)),
      asksAfterwards: ({ event }) => event.type === 'chat' && document.answers[event.topic].then === 'ask',
      /** A wrong number; thanks or "never mind" from somebody who has told nothing: no question follows. */
      isNotForUs: ({ context, event }) =>
        event.type === 'chat' &&
        (event.topic === 'wrongNumber' ||
          (document.answers[event.topic].then === 'rest' && !hasSubstance(context))),
      isUrgent: ({ event }) => 'heard' in event && event.heard.facts.urgency === 'immediate_danger',
    },
    actions: {
      say: (_, _params: { text: string }) => undefined,
      saySent: () => undefined,
      sayTaken: () => undefined,
      ask: (_, _params: { step: string }) => undefined,
      answerTopic: () => undefined,
      sayElsewhere: (_, _params: { urgent: boolean }) => undefined,
      handOff: (_, _params: { reason: HandOffReason }) => undefined,
      quiet: (_, _params: { reason: SilenceReason }) => undefined,
      optOut: () => undefined,
      optIn: () => undefined,
      beginAnother: () => undefined,
      endQuestions: () => undefined,
      hear: assign(({ context, event }, params: { as: HearingKind }) => hearAs(context, event, params.as)),
      open: assign(({ context }, params: { step: string }) => {
        const step = findStep(params.step);
        return step ? openStep(context, step, document) : context;
      }),
      close: assign(({ context }) => closeStep(context)),
      keepOpen: assign(({ context }) => keepOpen(context)),
      /** After hearing: the question stays open unless it was given up. */
      keepOpenUnlessLastMiss: assign(({ context }) =>
        context.settled.includes(context.open ?? '') ? context : keepOpen(context),
      ),
      goBack: assign(({ context }) => goBack(context)),
      skip: assign(({ context }) => skipStep(context, document)),
      speak: assign(({ context, event }) =>
        event.type === 'language' ? speak(context, event.language) : context,
      ),
      requestCall: assign(({ context }) => requestCall(context)),
      startOver: assign(({ context }) => startOver(context, document)),
      submit: assign(({ context }) => submit(context, document)),
      stopAsking: assign(({ context, event }) =>
        event.type === 'stopAsking' ? stopAsking(context, event.at) : context,
      ),
      withdraw: assign(({ context }) => withdraw(context)),
      answerDanger: assign(({ context, event }) =>
        'heard' in event ? answerDanger(context, document.share.inDanger, event.heard.at) : context,
      ),
    },
  });
}
