/** Names in a document that must fit together: step keys, where choices go, variables, signs. */

import { SYSTEM_STATES } from './machine.js';
import { type FlowDocument } from './schema.js';
import { type Path, compileText, listTexts } from './texts.js';

interface Broken {
  path: Path;
  message: string;
  remedy: string;
}

/** States a choice may send to besides steps. */
const OPEN_TARGETS = ['listening'];

export function checkReferences(document: FlowDocument): Broken[] {
  return [
    ...checkKeys(document),
    ...checkTargets(document),
    ...checkSigns(document),
    ...checkWording(document),
  ];
}

function checkKeys({ steps }: FlowDocument): Broken[] {
  const broken: Broken[] = [];
  const seen = new Set<string>();
  for (const [index, step] of steps.entries()) {
    const path = ['steps', index, 'key'];
    if (seen.has(step.key)) {
      broken.push({
        path,
        message: `two steps are called "${step.key}"`,
        remedy: 'Give one of them another key',
      });
    }
    if (SYSTEM_STATES.includes(step.key)) {
      broken.push({
        path,
        message: `"${step.key}" is a name the engine uses itself`,
        remedy: 'Choose another key',
      });
    }
    seen.add(step.key);
    const choices = new Set<string>();
    for (const [choiceIndex, { key }] of (step.choices ?? []).entries()) {
      if (choices.has(key)) {
        broken.push({
          path: ['steps', index, 'choices', choiceIndex, 'key'],
          message: `two choices of "${step.key}" are called "${key}"`,
          remedy: 'Give one of them another key',
        });
      }
      choices.add(key);
    }
  }
  if (!seen.has('review')) {
    broken.push({
      path: ['steps'],
      message: 'there is no step "review"',
      remedy: 'Add a step with the key review: it asks for consent and sends',
    });
  }
  return broken;
}

function checkTargets({ steps, interrupts }: FlowDocument): Broken[] {
  const targets = [...steps.map(({ key }) => key), ...OPEN_TARGETS];
  const broken: Broken[] = [];
  const check = (path: Path, target: string) => {
    if (targets.includes(target)) return;
    broken.push({
      path,
      message: `there is no step "${target}"`,
      remedy: `Write one of: ${targets.join(', ')}`,
    });
  };
  for (const [index, step] of steps.entries()) {
    for (const [choiceIndex, { goto }] of (step.choices ?? []).entries()) {
      if (goto !== undefined) check(['steps', index, 'choices', choiceIndex, 'goto'], goto);
    }
  }
  for (const [name, target] of Object.entries(interrupts)) check(['interrupts', name], target);
  return broken;
}

function checkSigns({ signs, signsByVenue }: FlowDocument): Broken[] {
  const broken: Broken[] = [];
  for (const [venue, codes] of Object.entries(signsByVenue)) {
    for (const [index, code] of codes.entries()) {
      if (signs[code]) continue;
      const message = `the sign "${code}" has no name under signs`;
      broken.push({
        path: ['signsByVenue', venue, index],
        message,
        remedy: 'Name it under signs, or take it out',
      });
    }
  }
  if (!signsByVenue.other) {
    broken.push({
      path: ['signsByVenue'],
      message: 'there is no list "other"',
      remedy: 'Add it: it serves every venue without a list of its own',
    });
  }
  return broken;
}

function checkWording(document: FlowDocument): Broken[] {
  return listTexts(document).flatMap(({ path, text }) =>
    document.languages.flatMap((language) => {
      const wording = text[language];
      if (wording === undefined || isFormattable(wording, language)) return [];
      return [
        {
          path: [...path, language],
          message: 'the braces in this text do not fit together',
          remedy: 'Write variables as {name}, and close every brace that is opened',
        },
      ];
    }),
  );
}

function isFormattable(wording: string, language: string): boolean {
  try {
    compileText(wording, language, {});
    return true;
  } catch {
    return false;
  }
}
