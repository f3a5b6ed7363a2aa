/** The states in which a conversation goes on: one per question, `route` between them, and the interrupts above all. */

import { findChangeChoice } from './commands.js';
import { type StateConfig, type TransitionConfig, handOff, hear, quiet, say } from './machine-types.js';
import { type Choice, type FlowDocument, type Step } from './schema.js';

export function talkingState(document: FlowDocument): StateConfig {
  return {
    initial: 'listening',
    on: interrupts(document),
    states: {
      listening: {
        entry: ['close'],
        after: { silence: silenceTransitions() },
        on: {
          answer: { target: 'route', actions: [hear('answer')] },
          aside: { target: 'route', actions: [hear('aside')] },
          missed: { target: 'route', actions: [hear('missed')] },
        },
      },
      route: { always: routes(document) },
      ...Object.fromEntries(listQuestions(document).map((step) => [step.key, questionState(step)])),
      silent: {
        id: 'silent',
        on: {
          /** What follows silence goes on with the question that was open. */
          resume: [{ guard: 'hasOpen', target: 'route', actions: ['keepOpen'] }, { target: 'listening' }],
        },
      },
    },
  };
}

/** To the step asked for, else the first still needed, else the end that suits: sent, the review, or listening. */
function routes(document: FlowDocument): TransitionConfig[] {
  return [
    { guard: 'isSubmitted', target: '#sent' },
    ...listQuestions(document).map(({ key }) => ({
      guard: { type: 'comesNext', params: { step: key } },
      target: key,
    })),
    { guard: 'isAffected', target: 'listening', actions: [say('message.human')] },
    { guard: 'hasSubstance', target: 'review' },
    { target: 'listening', actions: [say('message.nothingYet')] },
  ];
}

/** Steps with a state of their own. */
function listQuestions({ steps }: FlowDocument): Step[] {
  return steps.filter((step) => step.with === undefined);
}

function questionState(step: Step): StateConfig {
  return {
    entry: [
      { type: 'open', params: { step: step.key } },
      { type: 'ask', params: { step: step.key } },
    ],
    after: { silence: silenceTransitions() },
    on: {
      answer: [
        ...(step.choices ?? []).flatMap((choice) => choiceTransition(step, choice)),
        ...answered(step),
      ],
      aside: { target: 'route', actions: [hear('aside'), 'keepOpenUnlessLastMiss'] },
      missed: missed(step),
      ...(step.send
        ? { skip: submits().map((to) => ({ ...to, actions: ['skip', ...(to.actions ?? [])] })) }
        : {}),
    },
  };
}

function choiceTransition(step: Step, choice: Choice): TransitionConfig[] {
  if (choice.goto === undefined && choice.send === undefined && choice.says === undefined) return [];
  const guard = { type: 'picked', params: { step: step.key, choice: choice.key } };
  const says = choice.says ? [say(`says.${step.key}.${choice.key}`)] : [];
  if (choice.send)
    return submits(guard).map((to) => ({ ...to, actions: [hear('answer'), ...says, ...(to.actions ?? [])] }));
  return [{ guard, target: choice.goto ?? 'route', actions: [hear('answer'), ...says] }];
}

function answered(step: Step): TransitionConfig[] {
  if (!step.send) return [{ target: 'route', actions: [hear('answer')] }];
  return submits().map((to) => ({ ...to, actions: [hear('answer'), ...(to.actions ?? [])] }));
}

function submits(guard?: TransitionConfig['guard']): TransitionConfig[] {
  return [
    {
      ...(guard === undefined ? {} : { guard }),
      target: '#sent',
      actions: [handOff('submitted'), 'submit', 'saySent'],
    },
  ];
}

/** Asked again in other words; then the words are taken as they are, and the conversation moves on. */
function missed(step: Step): TransitionConfig[] {
  const again: TransitionConfig = {
    target: 'route',
    actions: [hear('missed'), 'keepOpen', say('message.notUnderstood')],
  };
  if (step.key === 'review') {
    const leave = [hear('missed'), handOff('partial'), say('message.leftAtReview')];
    return [{ guard: 'isLastMiss', target: 'listening', actions: leave }, again];
  }
  return [{ guard: 'isLastMiss', target: 'route', actions: [hear('missed'), 'sayTaken'] }, again];
}

export function silenceTransitions(): TransitionConfig[] {
  return [
    { guard: 'isUntold', target: '#silent', actions: [handOff('partial'), quiet('silence_timer')] },
    { target: '#silent', actions: [quiet('silence_timer')] },
  ];
}

/** What works whatever is asked. */
function interrupts(document: FlowDocument): Record<string, TransitionConfig | TransitionConfig[]> {
  const urgent = [hear('interrupt'), 'answerDanger', handOff('urgent')];
  const toReview = { guard: 'hasSubstance', target: '.review' };
  return {
    danger: [
      {
        guard: 'dangerAnswered',
        target: '.route',
        actions: [...urgent, 'keepOpen', say('message.dangerAgain')],
      },
      { target: `.${document.interrupts.danger}`, actions: [...urgent, say('message.danger')] },
    ],
    affected: { target: `.${document.interrupts.affected}`, actions: [hear('interrupt')] },
    elsewhere: [
      {
        guard: 'isUrgent',
        target: '.listening',
        actions: [...urgent, { type: 'sayElsewhere', params: { urgent: true } }],
      },
      {
        target: '.listening',
        actions: [hear('interrupt'), { type: 'sayElsewhere', params: { urgent: false } }],
      },
    ],
    late: [...lateSends(document), { target: '.route', actions: [hear('late'), 'keepOpen'] }],
    told: { actions: [hear('late'), quiet('human_asks')] },
    stopAsking: stopsAsking(),
    chat: [
      { guard: 'isNotForUs', target: '.listening', actions: ['answerTopic'] },
      { guard: 'hasOpen', target: '.route', actions: ['keepOpen', 'answerTopic'] },
      { guard: 'asksAfterwards', target: '.route', actions: ['answerTopic'] },
      { target: '.listening', actions: ['answerTopic'] },
    ],
    help: [
      { guard: 'hasOpen', target: '.route', actions: ['keepOpen', say('message.help')] },
      { target: '.listening', actions: [say('message.help')] },
    ],
    stop: { target: '#optedOut', actions: ['optOut', say('message.stopped')] },
    optedOutByProvider: { target: '#optedOut', actions: ['optOut', quiet('provider_answered')] },
    back: { target: '.route', actions: ['goBack'] },
    skip: { target: '.route', actions: ['skip', say('message.skipped')] },
    ...changes(document),
    review: [toReview, { target: '.route', actions: [say('message.nothingYet')] }],
    send: [
      { guard: 'canSubmit', ...submits()[0] },
      toReview,
      { target: '.route', actions: [say('message.nothingYet')] },
    ],
    restart: [
      { guard: 'isHandedOff', target: '#closed', actions: ['beginAnother', say('message.newTip')] },
      { target: '.route', actions: ['startOver', say('message.restarted')] },
    ],
    new: [
      {
        guard: 'isUntold',
        target: '#closed',
        actions: [handOff('partial'), 'beginAnother', say('message.newTip')],
      },
      { target: '#closed', actions: ['beginAnother', say('message.newTip')] },
    ],
    call: [
      { guard: 'hasOpen', target: '.route', actions: ['requestCall', 'keepOpen', say('message.call')] },
      { target: '.listening', actions: ['requestCall', say('message.call')] },
    ],
    withdraw: withdrawals(),
    language: [
      { guard: 'hasOpen', target: '.route', actions: ['speak', 'keepOpen', say('message.languageChanged')] },
      { target: '.route', actions: ['speak', say('message.languageChanged')] },
    ],
  };
}

/** No more questions: the bot's own end here as well. */
function stopsAsking(): TransitionConfig[] {
  const actions = ['stopAsking', 'endQuestions', say('message.stoppedAsking')];
  return [
    { guard: 'wasSubmitted', target: '#sent', actions },
    { guard: 'isAffected', target: '.listening', actions },
    { guard: 'hasSubstance', target: '.review', actions },
    { target: '.listening', actions },
  ];
}

/** CHANGE works at any question, once there is something to change. */
function changes(document: FlowDocument): Record<string, TransitionConfig[]> {
  const choice = findChangeChoice(document);
  if (!choice) return {};
  return {
    change: [
      { guard: 'hasSubstance', target: `.${choice.goto}` },
      { target: '.route', actions: ['keepOpen', say('message.nothingYet')] },
    ],
  };
}

/** A button of an earlier review still sends, as the person expects of it. */
function lateSends({ steps }: FlowDocument): TransitionConfig[] {
  const review = steps.find(({ key }) => key === 'review');
  return (review?.choices ?? [])
    .filter(({ send }) => send)
    .flatMap(({ key }) => submits({ type: 'picked', params: { step: 'review', choice: key } }))
    .map((to) => ({ ...to, actions: [hear('late'), ...(to.actions ?? [])] }));
}

export function withdrawals(): TransitionConfig[] {
  const taken = ['withdraw', handOff('withdrawn'), 'beginAnother', say('message.withdrawn')];
  return [
    { guard: 'isHandedOff', target: '#closed', actions: taken },
    { target: '#closed', actions: ['startOver', 'beginAnother', say('message.nothingToWithdraw')] },
  ];
}
