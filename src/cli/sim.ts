/**
 * `npm run --silent sim -- witness-tip`: plays a flow in the terminal with the real engine and understanding.
 * Lines are texts from the witness. `/wait 10m` moves the clock and fires timers that fall due, `/press 2` is a
 * Slack button, `/facts` shows what was understood, `/report` the report, `/save file` writes the run as a golden
 * conversation, `/slack` and `/sms` begin anew on that channel, `/quit` ends. Reads standard input, so it can be piped.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toSightlineError } from '../errors.js';
import { parseDuration } from '../flow/compile.js';
import { renderPlain } from '../flow/compose.js';
import { type FlowInput, type Moment, type ReplyEffect, type StepResult } from '../flow/effects.js';
import { loadCompiledFlow } from '../flow/flow-loader.js';
import { type GoldenConversation, type GoldenTurn, describeEffect } from '../flow/golden.js';
import { stringifyGolden } from '../flow/golden-yaml.js';
import { countSegments } from '../flow/segments.js';
import { step } from '../flow/step.js';
import { createUnderstand } from '../understanding/index.js';
import { loadTables } from '../understanding/tables-loader.js';

const [flowName = 'witness-tip', channelName] = process.argv.slice(2);
const file = flowName.endsWith('.yaml')
  ? flowName
  : join(process.env.FLOWS_DIR ?? 'flows', `${flowName}.yaml`);
/** The same start and reference in every run, so that a saved run is a golden conversation. */
const STARTS_AT = new Date('2026-11-22T12:00:00Z');
const REFERENCE_BODY = '7K3QF';
const BETWEEN_TEXTS_MS = 20_000;

class Simulation {
  readonly #flow = loadCompiledFlow(file, join(process.env.CONFIG_DIR ?? 'config', 'programme.yaml'));
  readonly #understand = createUnderstand(loadTables());
  #channel: Moment['channel'] = channelName === 'slack' ? 'slack' : 'sms';
  #now = STARTS_AT;
  #snapshot: string | undefined;
  #last: StepResult | undefined;
  #turns: GoldenTurn[] = [];
  readonly #timers = new Map<string, number>();

  /** False when the person asked to leave. */
  take(line: string): boolean {
    const [command = '', argument = ''] = line.split(/\s+(.*)/s);
    const known: Readonly<Record<string, () => unknown>> = {
      '/wait': () => {
        this.#wait(parseDuration(argument));
      },
      '/press': () => {
        this.#press(Number(argument));
      },
      '/facts': () => {
        this.#print(JSON.stringify(this.#understand(argument, { now: this.#now }), undefined, 2));
      },
      '/report': () => {
        this.#print(JSON.stringify(this.#last?.report, undefined, 2));
      },
      '/save': () => {
        this.#save(argument);
      },
      '/slack': () => {
        this.#restart('slack');
      },
      '/sms': () => {
        this.#restart('sms');
      },
    };
    if (command === '/quit') return false;
    if (known[command]) known[command]();
    else this.#text(line);
    return true;
  }

  #text(text: string): void {
    const language = this.#last?.report.language;
    const facts = this.#understand(text, { now: this.#now, ...(language === undefined ? {} : { language }) });
    this.#step({ type: 'text', text, facts }, { W: text });
  }

  #press(number: number): void {
    const reply = this.#last?.effects.find((effect) => effect.type === 'reply');
    const choice = reply?.choices[number - 1];
    if (!reply || !choice) {
      this.#print('(there is no such button)');
      return;
    }
    this.#step(
      { type: 'choice', step: reply.step, choice: choice.key },
      { press: `${reply.step}.${choice.key}` },
    );
  }

  /** Moves the clock; timers that fall due fire on the way, in order. */
  #wait(milliseconds: number): void {
    const until = this.#now.getTime() + milliseconds;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(([, at]) => at <= until)
        .toSorted(([, one], [, other]) => one - other);
      if (!next) break;
      this.#timers.delete(next[0]);
      this.#now = new Date(next[1]);
      this.#step({ type: 'timer', name: next[0] }, { timer: next[0] });
    }
    this.#now = new Date(until);
    this.#print(`(it is ${this.#now.toISOString().slice(11, 19)})`);
  }

  #step(input: FlowInput, given: Pick<GoldenTurn, 'W' | 'press' | 'timer'>): void {
    const channel = this.#channel;
    const moment = { now: this.#now, channel, referenceBody: REFERENCE_BODY, canRing: channel !== 'slack' };
    const before: unknown = this.#snapshot === undefined ? undefined : JSON.parse(this.#snapshot);
    const result = step(this.#flow, before, input, moment);
    this.#snapshot = JSON.stringify(result.snapshot);
    this.#last = result;
    this.#keep(result, given);
    this.#show(result);
    this.#now = new Date(this.#now.getTime() + (input.type === 'timer' ? 0 : BETWEEN_TEXTS_MS));
  }

  #keep(result: StepResult, given: Pick<GoldenTurn, 'W' | 'press' | 'timer'>): void {
    for (const effect of result.effects) {
      if (effect.type === 'timer') this.#timers.set(effect.name, this.#now.getTime() + effect.delayMs);
      if (effect.type === 'cancelTimer') this.#timers.delete(effect.name);
      if (effect.type === 'newConversation') this.#snapshot = undefined;
    }
    const reply = result.effects.find((effect) => effect.type === 'reply');
    const at = `${(this.#now.getTime() - STARTS_AT.getTime()) / 1000}s`;
    const effects = result.effects.filter((effect) => effect.type !== 'reply').map(describeEffect);
    this.#turns.push({
      at,
      ...given,
      ...(reply ? { B: renderPlain(reply) } : {}),
      effects,
      state: result.state,
    });
  }

  #show(result: StepResult): void {
    const reply = result.effects.find((effect): effect is ReplyEffect => effect.type === 'reply');
    if (reply) {
      const plain = renderPlain(reply);
      this.#print(plain.replace(/^/gm, 'B  '));
      this.#print(`   ${result.state} · ${plain.length} characters, ${countSegments(plain)} segments`);
    }
    const others = result.effects.filter((effect) => effect.type !== 'reply' && effect.type !== 'timer');
    for (const effect of others) this.#print(`   → ${describeEffect(effect)}`);
  }

  #save(path: string): void {
    if (path === '') {
      this.#print('(say where: /save flows/witness-tip/my-story.yaml)');
      return;
    }
    const golden: GoldenConversation = {
      title: path.replace(/^.*\/|\.yaml$/g, ''),
      flow: this.#flow.id,
      channel: this.#channel,
      startsAt: STARTS_AT.toISOString().replace('.000Z', 'Z'),
      always: {},
      turns: this.#turns,
    };
    writeFileSync(path, stringifyGolden(golden));
    this.#print(`(saved ${this.#turns.length} turns in ${path})`);
  }

  #restart(channel: Moment['channel']): void {
    this.#channel = channel;
    this.#snapshot = undefined;
    this.#last = undefined;
    this.#turns = [];
    this.#timers.clear();
    this.#now = STARTS_AT;
    this.#print(`(a new conversation on ${channel})`);
  }

  #print(text: string): void {
    console.log(text);
  }
}

async function main(): Promise<void> {
  const simulation = new Simulation();
  const lines = createInterface({
    input: process.stdin,
    output: process.stdin.isTTY ? process.stdout : undefined,
    prompt: 'W  ',
  });
  console.log(
    `${file}: text as a witness. /wait 10m, /press 1, /facts text, /report, /save file, /slack, /sms, /quit`,
  );
  lines.prompt();
  for await (const line of lines) {
    if (!process.stdin.isTTY) console.log(`W  ${line}`);
    if (!simulation.take(line)) break;
    lines.prompt();
  }
  lines.close();
}

main().catch((error: unknown) => {
  const { code, message } = toSightlineError(error);
  console.error(`${code}: ${message}`);
  process.exitCode = 1;
});
