/**
 * The verb Dial: calls up to ten numbers from within a call, has the one who picks up hear a whisper, and puts them through. The caller
 * waits meanwhile, and may give up. https://www.twilio.com/docs/voice/twiml/dial, …/number
 */

import { newCall, type TwilioCall } from './twilio-call.js';
import { type CallMachine, type Leg, type TwimlSource } from './twilio-call-machine.js';
import { type PickUp, type RingOutcome } from './twilio-phones.js';
import { type TwimlElement } from './twiml-reader.js';

export interface DialOutcome {
  /** What the action is told. */
  fields: Record<string, string>;
}

type Resolve = (url: string) => TwimlSource | undefined;

interface Rung {
  leg: Leg;
  noun: TwimlElement;
  outcome: RingOutcome;
  afterSeconds: number;
}

const DEFAULT_TIMEOUT_SECONDS = 30;
const DEFAULT_TIME_LIMIT_SECONDS = 14_400;

export async function dial(
  machine: CallMachine,
  caller: Leg,
  verb: TwimlElement,
  resolve: Resolve,
): Promise<DialOutcome> {
  const { attributes } = verb;
  const { number: own } = machine.options;
  const callerId = attributes.callerId ?? (caller.call.direction === 'inbound' ? caller.call.from : own);
  // https://www.twilio.com/docs/api/errors/13214: a number of the account, or one of this call's own.
  if (![own, caller.call.from, caller.call.to].includes(callerId)) {
    caller.call.violations.push({ code: 13214, message: 'invalid callerId' });
    machine.note(caller, 'trouble', '13214 invalid callerId');
    return outcomeOf('failed', undefined, false, 0);
  }
  const nouns: TwimlElement[] =
    verb.children.length > 0
      ? verb.children
      : [{ name: 'Number', attributes: {}, children: [], text: verb.text }];
  const timeoutSeconds = Number(attributes.timeout ?? DEFAULT_TIMEOUT_SECONDS);
  const groups = attributes.sequential === 'true' ? nouns.map((noun) => [noun]) : [nouns];

  let last: Rung | undefined;
  for (const group of groups) {
    const rung = await ringAll(machine, caller, group, { callerId, timeoutSeconds, resolve });
    const winner = rung.find(({ outcome }) => isPickedUp(outcome));
    last = winner ?? rung[0];
    const waited = winner?.afterSeconds ?? Math.max(0, ...rung.map(({ afterSeconds }) => afterSeconds));
    const isThere = await machine.hear(caller, { kind: 'pause', text: 'ringing', seconds: waited });
    for (const { leg, outcome } of rung)
      if (leg !== winner?.leg || !isThere) machine.finish(leg, isPickedUp(outcome) ? 'canceled' : outcome);
    if (!isThere) return outcomeOf('canceled', last?.leg.call, false, 0);
    if (winner !== undefined)
      return connect(machine, caller, winner, {
        timeLimit: Number(attributes.timeLimit ?? DEFAULT_TIME_LIMIT_SECONDS),
        resolve,
      });
  }
  return outcomeOf(last?.outcome ?? 'failed', last?.leg.call, false, 0);
}

/** Rings everybody at once; the first to pick up comes first. */
async function ringAll(
  machine: CallMachine,
  caller: Leg,
  nouns: readonly TwimlElement[],
  order: { callerId: string; timeoutSeconds: number; resolve: Resolve },
): Promise<Rung[]> {
  const ringing = nouns.map(async (noun): Promise<Rung> => {
    const leg = openLeg(machine, caller, noun, order);
    const rung = await leg.party.ring(leg.call, order.timeoutSeconds);
    return { leg, noun, ...rung };
  });
  const all = await Promise.all(ringing);
  return all.sort((one, other) => one.afterSeconds - other.afterSeconds);
}

function openLeg(
  machine: CallMachine,
  caller: Leg,
  noun: TwimlElement,
  { callerId, resolve }: { callerId: string; resolve: Resolve },
): Leg {
  const { options, reports } = machine;
  const { statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes;
  const target = statusCallback === undefined ? undefined : resolve(statusCallback);
  const to = noun.text.startsWith('+') ? noun.text : `+1${noun.text.replace(/\D/g, '').slice(-10)}`;
  const call = newCall({
    direction: 'outbound-dial',
    from: callerId,
    to,
    parentCallSid: caller.call.sid,
    transcript: caller.call.transcript,
    violations: caller.call.violations,
    callback:
      target?.kind === 'url'
        ? {
            url: target.url,
            method: statusCallbackMethod ?? 'POST',
            events: (statusCallbackEvent ?? 'completed').split(/[ ,]+/),
          }
        : null,
  });
  options.addCall(call);
  const leg: Leg = {
    call,
    party: options.partyAt(to),
    clock: caller.clock,
    answeredAt: 0,
    heard: [],
    order: undefined,
  };
  machine.track(leg);
  machine.note(leg, 'dialled', to);
  reports.report(call, 'initiated');
  call.status = 'ringing';
  reports.report(call, 'ringing');
  return leg;
}

async function connect(
  machine: CallMachine,
  caller: Leg,
  { leg, noun, outcome }: Rung,
  { timeLimit, resolve }: { timeLimit: number; resolve: Resolve },
): Promise<DialOutcome> {
  machine.pickUp(leg, outcome as PickUp);
  const { url, method } = noun.attributes;
  const whisper = url === undefined ? undefined : resolve(url);
  if (whisper?.kind === 'url') {
    const source = { ...whisper, method: method ?? 'POST' };
    const since = leg.clock.seconds;
    // The caller hears it ring while the called party listens; the clock they share has moved on already.
    const played = await machine.play(leg, source, 'whisper');
    const waited = leg.clock.seconds - since;
    leg.clock.seconds = since;
    const isThere = await machine.hear(caller, { kind: 'pause', text: 'ringing', seconds: waited });
    if (played === 'over' || !isThere) {
      machine.finish(leg, 'completed');
      return outcomeOf(isThere ? machine.options.declinedDialStatus() : 'canceled', leg.call, false, 0);
    }
  }
  if (caller.call.status === 'ringing') machine.pickUp(caller, 'human');
  machine.note(caller, 'put through', leg.call.to);
  const talked = await leg.party.stay({ kind: 'talk', text: '', seconds: timeLimit, canPress: false });
  const isThere = await machine.hear(caller, { kind: 'talk', text: '', seconds: talked.seconds });
  if (isThere) machine.note(leg, 'hung up');
  machine.finish(leg, 'completed');
  return outcomeOf('completed', leg.call, true, leg.call.durationSeconds);
}

function isPickedUp(outcome: RingOutcome): outcome is PickUp {
  return outcome !== 'busy' && outcome !== 'no-answer' && outcome !== 'failed';
}

function outcomeOf(
  status: string,
  call: TwilioCall | undefined,
  isBridged: boolean,
  seconds: number,
): DialOutcome {
  return {
    fields: {
      DialCallStatus: status,
      DialBridged: String(isBridged),
      ...(call !== undefined && { DialCallSid: call.sid }),
      ...(isBridged && { DialCallDuration: String(Math.round(seconds)) }),
    },
  };
}
