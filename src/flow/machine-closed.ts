/** The states in which nothing is asked: the tip is sent, left for another, or the person opted out. */

import { withdrawals } from './machine-talking.js';
import { type StateConfig, type TransitionConfig, handOff, hear, quiet, say } from './machine-types.js';
import { type FlowDocument, type Step } from './schema.js';

export function closedStates(document: FlowDocument): Record<string, StateConfig> {
  return {
    sent: { id: 'sent', on: afterwards(document) },
    closed: { id: 'closed', on: afterwards(document) },
    optedOut: optedOut(),
  };
}

/** Later words are revisions of the same tip (`step.ts` hands news off), and every text gets a short kind answer. */
function afterwards(document: FlowDocument): Record<string, TransitionConfig | TransitionConfig[]> {
  const urgent = [hear('interrupt'), 'answerDanger', handOff('urgent')];
  const revised: TransitionConfig[] = [
    { guard: 'saysSomething', actions: [hear('late'), say('message.added')] },
    { actions: [say('message.sentIdle')] },
  ];
  const already: TransitionConfig = { actions: [say('message.alreadySent')] };
  const another: TransitionConfig = { target: '#closed', actions: ['beginAnother', say('message.newTip')] };
  return {
    answer: [...answersWithSent(document, 'answer'), ...revised],
    aside: revised,
    missed: revised,
    late: [...answersWithSent(document, 'late'), already],
    told: { actions: [hear('late'), quiet('human_asks')] },
    danger: [
      { guard: 'dangerAnswered', actions: [...urgent, say('message.dangerAgain')] },
      { target: `talking.${document.interrupts.danger}`, actions: [...urgent, say('message.danger')] },
    ],
    affected: { target: `talking.${document.interrupts.affected}`, actions: [hear('interrupt')] },
    elsewhere: [
      { guard: 'isUrgent', actions: [...urgent, { type: 'sayElsewhere', params: { urgent: true } }] },
      { actions: [hear('late'), { type: 'sayElsewhere', params: { urgent: false } }] },
    ],
    chat: { actions: ['answerTopic'] },
    help: { actions: [say('message.help')] },
    stop: { target: '#optedOut', actions: ['optOut', say('message.stopped')] },
    optedOutByProvider: { target: '#optedOut', actions: ['optOut', quiet('provider_answered')] },
    review: already,
    send: already,
    back: { actions: [say('message.sentIdle')] },
    change: { actions: [say('message.sentIdle')] },
    skip: { actions: [say('message.sentIdle')] },
    restart: another,
    new: another,
    call: { actions: ['requestCall', say('message.call')] },
    stopAsking: [
      { guard: 'isAskedNothing', actions: [say('message.sentIdle')] },
      { actions: ['stopAsking', 'endQuestions', say('message.stoppedAsking')] },
    ],
    withdraw: withdrawals(),
    language: { actions: ['speak', say('message.languageChanged')] },
  };
}

/** The answer to what was asked with "Sent", typed or by its button. */
function answersWithSent({ steps }: FlowDocument, as: 'answer' | 'late'): TransitionConfig[] {
  const answer = ({ key }: Step, choice: { key: string; says?: unknown }): TransitionConfig => ({
    guard: { type: 'picked', params: { step: key, choice: choice.key } },
    actions: [
      hear(as),
      'close',
      say(choice.says === undefined ? 'message.noted' : `says.${key}.${choice.key}`),
    ],
  });
  return steps
    .filter((step) => step.with === 'sent')
    .flatMap((step) => (step.choices ?? []).map((choice) => answer(step, choice)));
}

/** After STOP nothing is said but HELP; what is told is still kept, and danger or news of a tip still leaves. */
function optedOut(): StateConfig {
  const silently = (actions: TransitionConfig['actions'] = []): TransitionConfig => ({
    target: '#optedOut',
    reenter: true,
    actions: [...actions, quiet('opted_out')],
  });
  const kept = silently([hear('late')]);
  return {
    id: 'optedOut',
    after: {
      silence: [
        { guard: 'isUntold', actions: [handOff('partial'), quiet('opted_out')] },
        { actions: [quiet('opted_out')] },
      ],
    },
    on: {
      answer: kept,
      aside: kept,
      missed: kept,
      late: kept,
      told: kept,
      affected: kept,
      elsewhere: [
        { guard: 'isUrgent', ...silently([hear('interrupt'), 'answerDanger', handOff('urgent')]) },
        kept,
      ],
      danger: silently([hear('interrupt'), 'answerDanger', handOff('urgent')]),
      help: { actions: [say('message.help')] },
      start: [
        { guard: 'wasSubmitted', target: '#sent', actions: ['optIn', say('message.started')] },
        { guard: 'hasOpen', target: 'talking.route', actions: ['optIn', 'keepOpen', say('message.started')] },
        { target: 'talking.listening', actions: ['optIn', say('message.started')] },
      ],
      optedOutByProvider: silently(),
      stopAsking: silently(['stopAsking', 'endQuestions']),
      ...Object.fromEntries(
        [
          'stop',
          'chat',
          'back',
          'skip',
          'review',
          'send',
          'restart',
          'new',
          'call',
          'withdraw',
          'change',
          'language',
        ].map((type) => [type, silently()]),
      ),
    },
  };
}
