/** Lint rules about the way through a flow: every step can be reached, everything leads on, danger is served. */

import { type Finding } from './lint-finding.js';
import { type FlowDocument, type Step } from './schema.js';

const MOST_CHOICES = 9;

export function lintPaths(document: FlowDocument): Finding[] {
  return [
    ...lintReach(document),
    ...lintDeadEnds(document),
    ...lintSending(document),
    ...lintInterrupts(document),
    ...lintOrder(document),
    ...lintQuestions(document),
  ];
}

function lintReach({ steps, interrupts }: FlowDocument): Finding[] {
  const targets = new Set<string>([
    'review',
    interrupts.danger,
    interrupts.affected,
    ...steps.flatMap(({ choices }) => (choices ?? []).flatMap(({ goto }) => goto ?? [])),
  ]);
  return steps.flatMap(({ key, when }, index) =>
    when === 'never' && !targets.has(key)
      ? [
          {
            rule: 'unreachable',
            path: ['steps', index, 'key'],
            message: `nothing leads to "${key}"`,
            remedy: 'Let a choice go to it, give it a condition under when, or take it out',
          },
        ]
      : [],
  );
}

/** Steps whose every choice goes on to a step of the same kind, round and round. */
function lintDeadEnds({ steps }: FlowDocument): Finding[] {
  const leadsOn = new Set(steps.filter((step) => !onlyGoes(step)).map(({ key }) => key));
  leadsOn.add('listening');
  for (let grew = true; grew;) {
    grew = false;
    for (const step of steps) {
      if (leadsOn.has(step.key) || !targetsOf(step).some((target) => leadsOn.has(target))) continue;
      leadsOn.add(step.key);
      grew = true;
    }
  }
  return steps.flatMap(({ key }, index) =>
    leadsOn.has(key)
      ? []
      : [
          {
            rule: 'deadEnd',
            path: ['steps', index, 'choices'],
            message: `the choices of "${key}" go in a circle`,
            remedy: 'Let one of them have no goto, so that the conversation moves on',
          },
        ],
  );
}

function onlyGoes(step: Step): boolean {
  const { choices } = step;
  return choices !== undefined && step.takes === undefined && choices.every(({ goto }) => goto !== undefined);
}

function targetsOf({ choices }: Step): string[] {
  return (choices ?? []).flatMap(({ goto }) => goto ?? []);
}

function lintSending({ steps }: FlowDocument): Finding[] {
  const index = steps.findIndex(({ key }) => key === 'review');
  const review = steps[index];
  const sends = review?.choices?.filter(({ send }) => send) ?? [];
  const findings: Finding[] = [];
  if (sends.length === 0) {
    findings.push({
      rule: 'wayOut',
      path: ['steps', index, 'choices'],
      message: 'no choice of the review sends the tip',
      remedy: 'Give one choice send: true',
    });
  }
  for (const agreed of [true, false]) {
    if (sends.length === 0 || sends.some(({ sets }) => sets?.shareWithState === agreed)) continue;
    findings.push({
      rule: 'wayOut',
      path: ['steps', index, 'choices'],
      message: `the review has no choice that ${agreed ? 'agrees to' : 'refuses'} sharing with the state`,
      remedy: `Add a choice with sets: { shareWithState: ${String(agreed)} } and send: true`,
    });
  }
  return findings;
}

/** Danger says 911 first and asks one thing; the person affected has a step of their own; the introduction is whole. */
function lintInterrupts({ steps, interrupts, messages, languages }: FlowDocument): Finding[] {
  const findings: Finding[] = [];
  const missing = (path: Finding['path'], message: string, remedy: string) => {
    findings.push({ rule: 'interrupt', path, message, remedy });
  };
  const step = (key: string) => steps.find((candidate) => candidate.key === key);
  if (step(interrupts.danger)?.for !== 'everyone') {
    missing(
      ['interrupts', 'danger'],
      `"${interrupts.danger}" is not asked of everyone`,
      'Give that step for: everyone',
    );
  }
  if (step(interrupts.affected)?.for !== 'affected') {
    missing(
      ['interrupts', 'affected'],
      `"${interrupts.affected}" is not for the person affected`,
      'Give that step for: affected',
    );
  }
  for (const language of languages) {
    for (const key of ['danger', 'dangerAgain'] as const) {
      if (/^(?:\S+\s+){0,2}\{emergency\}/.test(messages[key][language] ?? '{emergency}')) continue;
      missing(
        ['messages', key, language],
        'the first words are not the emergency number',
        'Begin with "Call {emergency}"',
      );
    }
    for (const [key, needed] of REQUIRED_WORDS) {
      const wording = messages[key][language];
      const absent = needed.filter((word) => wording !== undefined && !wording.includes(word));
      if (absent.length === 0) continue;
      missing(
        ['messages', key, language],
        `${absent.join(' and ')} must be named here`,
        'Carriers and the programme require it',
      );
    }
  }
  return findings;
}

/** DOMAIN.md section 5 and DESIGN.md section 4. */
const REQUIRED_WORDS = [
  ['intro', ['{name}', '{hotlineName}', '{emergency}', 'STOP', 'HELP']],
  ['introLater', ['STOP', 'HELP']],
  ['stopped', ['{name}', '{hotlinePhone}', 'START']],
  ['help', ['{name}', '{emergency}', '{hotlinePhone}', 'STOP']],
  ['sent', ['{reference}', '{hotlinePhone}']],
] as const;

function lintOrder({ steps }: FlowDocument): Finding[] {
  const story = steps.findIndex(
    ({ collects, takes, for: who }) =>
      who !== 'affected' && (takes === 'story' || collects.includes('placeText')),
  );
  return steps.flatMap(({ key, collects, for: who }, index) =>
    who === 'witness' && collects.includes('callbackName') && index < story
      ? [
          {
            rule: 'order',
            path: ['steps', index, 'key'],
            message: `"${key}" asks for a name before the story`,
            remedy: 'Move it below the questions about what was seen',
          },
        ]
      : [],
  );
}

function lintQuestions({ steps, languages }: FlowDocument): Finding[] {
  const findings: Finding[] = [];
  for (const [index, { key, text, again, choices }] of steps.entries()) {
    for (const language of languages) {
      if (text[language] === undefined || text[language] !== again[language]) continue;
      findings.push({
        rule: 'again',
        path: ['steps', index, 'again', language],
        message: `"${key}" is asked again in the same words`,
        remedy: 'Use other, simpler words the second time',
      });
    }
    if ((choices?.length ?? 0) > MOST_CHOICES) {
      findings.push({
        rule: 'again',
        path: ['steps', index, 'choices'],
        message: `"${key}" has more than ${MOST_CHOICES} choices`,
        remedy: 'A witness answers with one digit: ask two questions instead',
      });
    }
  }
  return findings;
}
