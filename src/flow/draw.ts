/** Draws a flow: Mermaid for people, XState's own JSON for its visual editor. Pure. */

import { type CompiledFlow } from './compile.js';
import { type FlowDocument, type FlowLanguage, type Step } from './schema.js';

const LONGEST_LABEL = 60;

/** A Mermaid flowchart: questions in order, choices as arrows, interrupts apart. */
export function drawMermaid(document: FlowDocument, language: FlowLanguage = 'en'): string {
  const lines = ['flowchart TD', '  listening(["first text"]) --> route{"first step still needed"}'];
  for (const step of document.steps) {
    lines.push(`  ${step.key}["${label(`${step.key}: ${step.text[language] ?? ''}`)}"]`);
    if (step.with === 'sent') lines.push(`  sent --> ${step.key}`);
    else if (step.when !== 'never') lines.push(`  route -->|"${label(describeWhen(step))}"| ${step.key}`);
    lines.push(...choiceArrows(step, language));
  }
  lines.push(
    '  route -->|"nothing missing"| review',
    '  sent(["sent"])',
    `  anywhere(["danger, anywhere"]) --> ${document.interrupts.danger}`,
    `  affectedPerson(["the person affected, anywhere"]) --> ${document.interrupts.affected}`,
    `  silence(["silence for ${document.timers.silence}"]) -->|"place or story: partial tip"| silent(["silent"])`,
    '  silent -->|"next text"| route',
    '  stop(["STOP, anywhere"]) --> optedOut(["opted out"])',
    '  optedOut -->|"START"| route',
  );
  return `${lines.join('\n')}\n`;
}

function choiceArrows(step: Step, language: FlowLanguage): string[] {
  const choices = step.choices ?? [];
  const arrows = choices
    .filter(({ goto, send }) => goto !== undefined || send === true)
    .map(({ label: text, goto, send }) => {
      const target = send ? 'sent' : (goto ?? 'route');
      return `  ${step.key} -->|"${label(text[language] ?? '')}"| ${target}`;
    });
  if (step.with === 'sent') return arrows;
  const onward = choices.length === 0 || arrows.length < choices.length || step.choicesFrom !== undefined;
  return onward ? [...arrows, `  ${step.key} --> ${step.send ? 'sent' : 'route'}`] : arrows;
}

function describeWhen(step: Step): string {
  const who = step.for === 'affected' ? 'person affected: ' : '';
  const missing = step.collects.length > 0 ? `${step.collects.slice(0, 3).join(', ')} missing` : 'once';
  return `${who}${step.when === undefined ? '' : `${JSON.stringify(step.when).replace(/[{}"[\]]/g, '')}; `}${missing}`;
}

/** Quotes end a Mermaid label, so they become apostrophes. */
function label(text: string): string {
  const plain = text.replace(/["<>\n]/g, "'").trim();
  return plain.length > LONGEST_LABEL ? `${plain.slice(0, LONGEST_LABEL - 2)}..` : plain;
}

/** The machine's definition as JSON, for https://stately.ai/viz. */
export function drawXState(flow: CompiledFlow): string {
  return `${JSON.stringify(flow.machine.definition, undefined, 2)}\n`;
}
