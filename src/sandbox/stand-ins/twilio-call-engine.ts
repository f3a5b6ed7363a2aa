/**
 * What Twilio does with a call: rings, fetches TwiML with signed requests, plays it verb by verb, follows Gather, Dial and Redirect, and
 * reports the progress. Time passes on the call's own clock. Anything wrong with the TwiML ends the call, as Twilio's "an application
 * error has occurred" does, and is kept in `violations`.
 */

import {
  callFields,
  FINAL_STATUSES,
  type CallStatus,
  type TranscriptLine,
  type TwilioCall,
} from './twilio-call.js';
import {
  type CallEngineOptions,
  type CallMachine,
  type Leg,
  type TwimlSource,
} from './twilio-call-machine.js';
import { createCallReports } from './twilio-call-reports.js';
import { dial, type DialOutcome } from './twilio-dial.js';
import { type CallParty, readDigits, type GatherPrompt, type Moment, type PickUp } from './twilio-phones.js';
import { checkTwiml, wordsOf, type TwimlPlace } from './twiml-rules.js';
import { type TwimlElement } from './twiml-reader.js';

export interface OutgoingOrder {
  source: TwimlSource;
  timeoutSeconds: number;
  machineDetection: 'Enable' | 'DetectMessageEnd' | undefined;
  asyncAmdCallback: string | undefined;
}

export interface CallEngine {
  callOut(call: TwilioCall, order: OutgoingOrder): Promise<void>;
  takeIn(call: TwilioCall, party: CallParty, source: TwimlSource): Promise<void>;
  /** From the API: ends the call, or plays other TwiML. */
  command(call: TwilioCall, order: NonNullable<Leg['order']>): void;
}

/** Where the call goes next, that it is over, or neither: on with the next verb. */
type Performed = Promise<TwimlSource | 'over' | undefined>;

const MAX_DOCUMENTS = 100;

export function createCallEngine(options: CallEngineOptions): CallEngine {
  const { accountSid, requests } = options;
  const reports = createCallReports(options);
  const legs = new Map<string, Leg>();
  const machine: CallMachine = { options, reports, note, hear, track, play, pickUp, finish };

  function open(call: TwilioCall, party: CallParty): Leg {
    const leg: Leg = { call, party, clock: { seconds: 0 }, answeredAt: 0, heard: [], order: undefined };
    track(leg);
    return leg;
  }

  function track(leg: Leg): void {
    legs.set(leg.call.sid, leg);
  }

  function note({ call, clock }: Leg, kind: TranscriptLine['kind'], text = ''): void {
    call.transcript.push({ at: clock.seconds, leg: call.sid, kind, text });
    options.touch(call);
  }

  function trouble(leg: Leg, code: number, message: string): 'over' {
    leg.call.violations.push({ code, message });
    note(leg, 'trouble', `${code} ${message}`);
    return 'over';
  }

  function pickUp(leg: Leg, by: PickUp): void {
    leg.call.status = 'in-progress';
    leg.call.startedAt = new Date();
    leg.answeredAt = leg.clock.seconds;
    note(leg, 'picked up', by);
    reports.report(leg.call, 'answered');
  }

  function finish(leg: Leg, status: CallStatus): void {
    const { call } = leg;
    if (FINAL_STATUSES.has(call.status)) return;
    call.durationSeconds = call.startedAt === null ? 0 : leg.clock.seconds - leg.answeredAt;
    call.status = status;
    call.endedAt = new Date();
    legs.delete(call.sid);
    leg.party.interrupt({ isOver: true });
    reports.report(call, 'completed');
    options.touch(call);
  }

  /** True while the person is still there and nothing else was ordered. */
  async function hear(leg: Leg, moment: Omit<Moment, 'canPress'> & { canPress?: boolean }): Promise<boolean> {
    const { seconds, hungUp } = await leg.party.stay({ canPress: false, ...moment });
    leg.clock.seconds += seconds;
    if (hungUp && leg.order === undefined) {
      note(leg, 'hung up');
      leg.order = { kind: 'end' };
    }
    return leg.order === undefined;
  }

  async function fetchTwiml(leg: Leg, source: TwimlSource): Promise<string | undefined> {
    if (source.kind === 'twiml') return source.twiml;
    const fields = { ...callFields(accountSid, leg.call), ...source.fields };
    const answer = await requests.send(source.url, fields, source.method);
    if (answer.status >= 200 && answer.status < 300) {
      if (/xml|text\/html/.test(answer.contentType ?? '') || answer.body === '') return answer.body;
      trouble(leg, 12300, `invalid content type ${answer.contentType ?? ''}`);
      return undefined;
    }
    if (source.fallbackUrl !== undefined) {
      const error = { ErrorCode: '11200', ErrorUrl: source.url };
      return fetchTwiml(leg, { kind: 'url', url: source.fallbackUrl, method: 'POST', fields: error });
    }
    trouble(leg, 11200, `HTTP retrieval failure, status ${answer.status}`);
    return undefined;
  }

  /** Plays documents until there is nothing left (`done`) or the call is over. */
  async function play(leg: Leg, source: TwimlSource, place: TwimlPlace): Promise<'over' | 'done'> {
    let next: TwimlSource | undefined = source;
    for (let count = 0; next !== undefined; count += 1) {
      if (count >= MAX_DOCUMENTS) return trouble(leg, 12400, 'the documents lead in a circle');
      const current: TwimlSource = next;
      next = undefined;
      const document = await fetchTwiml(leg, current);
      if (document === undefined) return 'over';
      if (document.trim() === '') return 'done';
      const read = checkTwiml(document, place, leg.call.direction === 'inbound');
      for (const { code, message } of read.violations) trouble(leg, code, message);
      if (read.violations.length > 0) return 'over';
      const base: string | undefined = current.kind === 'url' ? current.url : undefined;
      for (const verb of read.verbs) {
        const outcome: Awaited<Performed> =
          leg.order === undefined ? await perform(leg, verb, base) : undefined;
        // An order of the API may have come meanwhile.
        const { order } = leg as { order: Leg['order'] };
        if (order?.kind === 'end' || outcome === 'over') return 'over';
        if (order !== undefined) leg.order = undefined;
        next = order?.source ?? outcome;
        if (next !== undefined) break;
      }
    }
    return 'done';
  }

  async function perform(leg: Leg, verb: TwimlElement, base: string | undefined): Performed {
    const { name, attributes, text } = verb;
    const goTo = (url: string | undefined, fields?: Record<string, string>): TwimlSource | 'over' => {
      const target = URL.canParse(url ?? '', base) ? new URL(url ?? '', base).href : base;
      if (target === undefined) return trouble(leg, 11100, `invalid URL ${url ?? ''}`);
      return { kind: 'url', url: target, method: attributes.method ?? 'POST', ...(fields && { fields }) };
    };
    // Everything but these answers a call that came in.
    const isSilent = name === 'Reject' || (name === 'Dial' && attributes.answerOnBridge === 'true');
    if (leg.call.status === 'ringing' && !isSilent) pickUp(leg, 'human');
    switch (name) {
      case 'Say':
      case 'Play':
      case 'Pause':
        await speak(leg, verb, false);
        return undefined;
      case 'Gather': {
        const digits = await gather(leg, verb);
        const isAsked = digits !== undefined && (digits !== '' || attributes.actionOnEmptyResult === 'true');
        return isAsked ? goTo(attributes.action ?? base, { Digits: digits, msg: 'Gather End' }) : undefined;
      }
      case 'Dial': {
        const outcome = await dial(machine, leg, verb, (url) => {
          const target = goTo(url);
          return target === 'over' ? undefined : target;
        });
        return afterDial(leg, attributes.action, outcome, goTo);
      }
      case 'Redirect':
        return goTo(text);
      case 'Reject':
        note(leg, 'hung up', `rejected: ${attributes.reason ?? 'rejected'}`);
        finish(leg, attributes.reason === 'busy' ? 'busy' : 'no-answer');
        return 'over';
      default:
        note(leg, 'hung up', 'by the line');
        return 'over';
    }
  }

  /** The action is asked for in any case; without one the document goes on, if the caller is still there. */
  async function afterDial(
    leg: Leg,
    action: string | undefined,
    outcome: DialOutcome,
    goTo: (url: string | undefined, fields: Record<string, string>) => TwimlSource | 'over',
  ): Performed {
    if (action === undefined) return undefined;
    const source = goTo(action, outcome.fields);
    if (leg.order?.kind !== 'end' || source === 'over') return source;
    // The caller is gone: Twilio asks all the same, and plays nothing of the answer.
    await fetchTwiml(leg, source);
    return 'over';
  }

  async function speak(leg: Leg, verb: TwimlElement, canPress: boolean): Promise<boolean> {
    const { name, attributes } = verb;
    const times = Number(attributes.loop ?? 1) || 1;
    if (name === 'Pause') {
      const seconds = Number(attributes.length ?? 1);
      note(leg, 'waited', `${seconds} s`);
      return hear(leg, { kind: 'pause', text: '', seconds, canPress });
    }
    const words = name === 'Say' ? wordsOf(verb) : verb.text || `keys ${attributes.digits ?? ''}`;
    for (let time = 0; time < times; time += 1) {
      note(leg, name === 'Say' ? 'said' : 'played', words);
      leg.heard.push(words);
      const seconds = name === 'Say' ? secondsToSay(words) : 5;
      const isThere = await hear(leg, {
        kind: name === 'Say' ? 'say' : 'play',
        text: words,
        seconds,
        canPress,
      });
      if (!isThere) return false;
    }
    return true;
  }

  /** The digits; '' for none; undefined when the person hung up or the call went elsewhere. */
  async function gather(leg: Leg, verb: TwimlElement): Promise<string | undefined> {
    for (const prompt of verb.children) if (!(await speak(leg, prompt, true))) return undefined;
    const { numDigits, finishOnKey = '#', timeout = '5' } = verb.attributes;
    const prompt: GatherPrompt = {
      heard: leg.heard,
      numDigits: numDigits === undefined ? undefined : Number(numDigits),
      finishOnKey,
      timeoutSeconds: Number(timeout),
    };
    const pressed = await leg.party.press(prompt);
    if (leg.order !== undefined) return undefined;
    if (pressed === undefined) {
      note(leg, 'hung up');
      leg.order = { kind: 'end' };
      return undefined;
    }
    leg.clock.seconds += pressed.seconds;
    note(leg, 'pressed', pressed.keys === '' ? 'nothing' : pressed.keys);
    return readDigits(pressed.keys, prompt);
  }

  return {
    async callOut(call, order) {
      const leg = open(call, options.partyAt(call.to));
      reports.report(call, 'initiated');
      call.status = 'ringing';
      note(leg, 'rang', call.to);
      reports.report(call, 'ringing');
      const { outcome, afterSeconds } = await leg.party.ring(call, order.timeoutSeconds);
      leg.clock.seconds += afterSeconds;
      if (leg.order?.kind === 'end') finish(leg, 'canceled');
      else if (outcome === 'busy' || outcome === 'no-answer' || outcome === 'failed') finish(leg, outcome);
      else {
        if (order.machineDetection !== undefined && order.asyncAmdCallback === undefined)
          call.answeredBy = detect(outcome, order.machineDetection);
        pickUp(leg, outcome);
        if (order.asyncAmdCallback !== undefined)
          reports.reportMachine(call, order.asyncAmdCallback, detect(outcome, 'Enable'));
        await play(leg, order.source, 'call');
        finish(leg, 'completed');
      }
      await reports.settled(call);
    },
    async takeIn(call, party, source) {
      const leg = open(call, party);
      call.status = 'ringing';
      note(leg, 'rang', call.to);
      await play(leg, source, 'call');
      finish(leg, call.startedAt === null ? 'no-answer' : 'completed');
      await reports.settled(call);
    },
    command(call, order) {
      const leg = legs.get(call.sid);
      if (leg === undefined) return;
      leg.order = order;
      if (order.kind === 'end') note(leg, 'hung up', 'by the program');
      leg.party.interrupt({ isOver: order.kind === 'end' });
    },
  };
}

/** https://www.twilio.com/docs/voice/answering-machine-detection */
function detect(by: PickUp, mode: 'Enable' | 'DetectMessageEnd') {
  if (by !== 'machine') return by;
  return mode === 'Enable' ? 'machine_start' : 'machine_end_beep';
}

/** About 150 words a minute. */
function secondsToSay(words: string): number {
  return Math.max(1, Math.ceil(words.length / 14));
}
