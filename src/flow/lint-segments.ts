/** Lint rule about length: every message the flow can send fits its segments, with the longest values it may show. */

import { renderPlain } from './compose.js';
import { type Finding } from './lint-finding.js';
import { countSegments } from './segments.js';
import { LONGEST_CANDIDATE } from './shown-choices.js';
import { type FlowDocument, type FlowLanguage, type Step } from './schema.js';
import { type Path, type Variables, compileText } from './texts.js';

/** As long as the engine lets each become; what is trimmed to fit (recap, summary) counts nothing. */
const LONGEST: Variables = {
  place: 'x'.repeat(48),
  nextStop: 'x'.repeat(48),
  reference: 'MO-7K3QF-2X',
  teams: 'North Carolina and South Carolina teams',
  recap: '',
  summary: '',
};
/** Messages that stand alone; openings of a question are trimmed when there is no room. */
const ALONE = [
  ...([
    'stopped',
    'help',
    'call',
    'newTip',
    'sent',
    'sentAffected',
    'alreadySent',
    'added',
    'stoppedAsking',
    'noPictures',
    'sentThanks',
  ] as const),
  ...(['sentIdle', 'withdrawn', 'nothingToWithdraw', 'leftAtReview', 'human', 'dangerAgain'] as const),
] as const;

export function lintSegments(document: FlowDocument, variables: Variables): Finding[] {
  const findings: Finding[] = [];
  const check = (path: Path, text: string, what: string) => {
    const segments = countSegments(text);
    if (segments <= document.limits.segments) return;
    findings.push({
      rule: 'segments',
      path,
      message: `${what} takes ${segments} segments; ${document.limits.segments} is the budget`,
      remedy: 'Shorten it, or replace letters outside GSM-7 (á í ó ú, curly quotes), which halve the room',
    });
  };
  for (const language of document.languages) {
    const fill = (wording: string | undefined) =>
      wording === undefined ? '' : compileText(wording, language, variables).format(LONGEST);
    for (const key of ALONE)
      check(['messages', key, language], fill(document.messages[key][language]), 'this message');
    for (const [topic, { text }] of Object.entries(document.answers)) {
      check(['answers', topic, 'text', language], fill(text[language]), 'this answer');
    }
    checkSteps(document, language, fill, check);
  }
  for (const [language, texts] of Object.entries(document.otherLanguages)) {
    for (const [name, wording] of Object.entries(texts)) {
      check(
        ['otherLanguages', language, name],
        compileText(wording, 'en', variables).format({}),
        'this text',
      );
    }
  }
  return findings;
}

function checkSteps(
  document: FlowDocument,
  language: FlowLanguage,
  fill: (wording: string | undefined) => string,
  check: (path: Path, text: string, what: string) => void,
): void {
  const intro = fill(document.messages.intro[language]);
  const danger = fill(document.messages.danger[language]);
  for (const [index, step] of document.steps.entries()) {
    const path: Path = ['steps', index];
    for (const key of ['text', 'again'] as const) {
      const plain = render(document, step, fill(step[key][language]), language, fill);
      check([...path, key, language], plain, 'this question with its choices');
    }
    const first = render(document, step, fill(step.text[language]), language, fill);
    if (step.with === 'sent') {
      const sent = fill(document.messages.sent[language]);
      check([...path, 'text', language], `${sent}\n${first}`, 'the message "sent" with this question');
    } else if (step.for !== 'affected' && step.when !== 'never' && !comesLater(step)) {
      check([...path, 'text', language], `${intro}\n${first}`, 'the introduction with this question');
    }
    if (step.key === document.interrupts.danger) {
      check([...path, 'text', language], `${danger} ${first}`, 'the danger message with this question');
    }
    for (const [choiceIndex, { says }] of (step.choices ?? []).entries()) {
      check([...path, 'choices', choiceIndex, 'says', language], fill(says?.[language]), 'this answer');
    }
  }
}

function render(
  { signs, signsByVenue }: FlowDocument,
  step: Step,
  text: string,
  language: FlowLanguage,
  fill: (wording: string | undefined) => string,
): string {
  const declared = (step.choices ?? []).map(({ key, label }) => ({ key, label: fill(label[language]) }));
  const signLists = Object.values(signsByVenue).map((codes) =>
    codes.map((code) => ({ key: code, label: fill(signs[code]?.[language]) })),
  );
  const longest = signLists.toSorted((one, other) => lengthOf(other) - lengthOf(one))[0] ?? [];
  const place = { key: 'XX', label: 'x'.repeat(LONGEST_CANDIDATE) };
  const made =
    step.choicesFrom === 'signs'
      ? longest
      : step.choicesFrom === 'candidates'
        ? [place, place, place, place]
        : [];
  return renderPlain({ text, choices: [...made, ...declared] });
}

/** Declared not to be asked in the first message, which has the introduction to carry. */
function comesLater({ when }: Step): boolean {
  return (
    Array.isArray(when) && when.some((condition) => 'firstMessage' in condition && !condition.firstMessage)
  );
}

function lengthOf(choices: readonly { label: string }[]): number {
  return choices.reduce((sum, { label }) => sum + label.length, 0);
}
