/** The Calls API: create, fetch, list, update. https://www.twilio.com/docs/voice/api/call-resource */

import { createJournal, type Journal } from './journal.js';
import { type LoopbackAnswer } from './loopback-server.js';
import { FINAL_STATUSES, newCall, renderCall, type TwilioCall } from './twilio-call.js';
import { createCallEngine, type OutgoingOrder } from './twilio-call-engine.js';
import { type TwimlSource } from './twilio-call-machine.js';
import { renderPage } from './twilio-paging.js';
import { createScriptedParty, type CallParty, type PhoneScript } from './twilio-phones.js';
import { type SignedRequests } from './twilio-requests.js';
import { refuse } from './twilio-resources.js';

export interface IncomingCall {
  from: string;
  to?: string;
  /** What the caller does; answering is beside the point. */
  script?: Omit<PhoneScript, 'answer' | 'ringsForSeconds'>;
  /** A caller who acts for themselves, in place of a script. */
  party?: CallParty;
  /** Where the number is configured to report the end of a call; default nowhere. */
  statusCallback?: string;
}

export interface TwilioCalls {
  readonly journal: Journal<TwilioCall>;
  /** What the phone with this number does when it rings; for phones without one see `answerUnknown`. */
  phone(number: string, behaviour: PhoneScript | CallParty): void;
  /** What every other phone does; default: no answer. */
  answerUnknown(script: PhoneScript): void;
  /** Somebody rings the line: posted to /twilio/voice, and played until the call is over. */
  callIn(call: IncomingCall): Promise<TwilioCall>;
  find(sid: string): TwilioCall | undefined;
  /** Resolves when this call is over and every callback was answered. */
  ended(sid: string): Promise<TwilioCall>;
  /** Status callbacks last first, all at the end of the call. */
  disorder: boolean;
  /**
   * DialCallStatus when somebody picked up and then did not accept at the whisper. The reference says only that `completed` means
   * "answered and connected": a program must go by DialBridged, so a test should try both.
   */
  declinedDialStatus: 'no-answer' | 'completed';
  /** A request below /Calls; undefined when it is for somebody else. */
  answer(method: string, path: string, form: URLSearchParams): LoopbackAnswer | undefined;
}

const VOICE_PATH = '/twilio/voice';
const MAX_TWIML_CHARACTERS = 4000;

export function createTwilioCalls(options: {
  accountSid: string;
  number: string;
  requests: SignedRequests;
  keepLast: number | undefined;
}): TwilioCalls {
  const { accountSid, number, requests } = options;
  const callsPath = `/2010-04-01/Accounts/${accountSid}/Calls`;
  const bySid = new Map<string, TwilioCall>();
  const running = new Map<string, Promise<void>>();
  const phones = new Map<string, PhoneScript | CallParty>();
  let unknown: PhoneScript = { answer: 'no-answer' };
  const journal = createJournal<TwilioCall>({
    keepLast: options.keepLast,
    onForget: ({ sid }) => bySid.delete(sid),
  });

  const engine = createCallEngine({
    accountSid,
    number,
    requests,
    partyAt(dialled) {
      const behaviour = phones.get(dialled) ?? unknown;
      return 'answer' in behaviour ? createScriptedParty(behaviour) : behaviour;
    },
    addCall: add,
    touch: (call) => {
      journal.touch(call);
    },
    isDisorderly: () => calls.disorder,
    declinedDialStatus: () => calls.declinedDialStatus,
  });

  function add(call: TwilioCall): void {
    bySid.set(call.sid, call);
    journal.add(call);
  }

  function run(call: TwilioCall, work: Promise<void>): void {
    const done = work.finally(() => running.delete(call.sid));
    running.set(call.sid, done);
  }

  function create(form: URLSearchParams): LoopbackAnswer {
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? '';
    if (to === '') return refuse(400, 21201, "No 'To' number is specified");
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(400, 21211, "Invalid 'To' Phone Number");
    if (from === '') return refuse(400, 21213, "'From' phone number is required");
    if (from !== number) return refuse(400, 21210, "'From' phone number not verified");
    const source = readSource(form);
    if (source === undefined)
      return form.has('Url')
        ? refuse(400, 21205, 'Invalid URL')
        : refuse(400, 21200, 'Url, Twiml or ApplicationSid is needed');
    const timeout = Number(form.get('Timeout') ?? 60);
    const events = form.getAll('StatusCallbackEvent').flatMap((list) => list.split(/[ ,]+/));
    const callbackUrl = form.get('StatusCallback');
    const call = newCall({
      direction: 'outbound-api',
      from,
      to,
      callback:
        callbackUrl === null
          ? null
          : {
              url: callbackUrl,
              method: form.get('StatusCallbackMethod') ?? 'POST',
              events: events.length === 0 ? ['completed'] : events,
            },
    });
    add(call);
    const mode = form.get('MachineDetection');
    const isAsync = form.get('AsyncAmd') === 'true';
    const order: OutgoingOrder = {
      source,
      timeoutSeconds: Math.min(timeout, 600),
      machineDetection: mode === 'Enable' || mode === 'DetectMessageEnd' ? mode : undefined,
      asyncAmdCallback: (isAsync ? form.get('AsyncAmdStatusCallback') : null) ?? undefined,
    };
    // The answer shows the call as it was accepted; it rings afterwards.
    const created = { status: 201, body: renderCall(accountSid, call) };
    run(
      call,
      new Promise<void>(setImmediate).then(() => engine.callOut(call, order)),
    );
    return created;
  }

  function update(call: TwilioCall, form: URLSearchParams): LoopbackAnswer {
    const status = form.get('Status');
    const source = readSource(form);
    const isWaiting = call.status === 'queued' || call.status === 'ringing';
    const isAllowed =
      status === 'canceled' ? isWaiting : !FINAL_STATUSES.has(call.status) && (status !== null || !isWaiting);
    // https://www.twilio.com/docs/api/errors/21220
    if (!isAllowed) return refuse(400, 21220, 'Invalid call state');
    if (status === 'canceled' || status === 'completed') engine.command(call, { kind: 'end' });
    else if (source !== undefined) engine.command(call, { kind: 'go', source });
    else return refuse(400, 21200, 'Url, Twiml or Status is needed');
    return { status: 200, body: renderCall(accountSid, call) };
  }

  const calls: TwilioCalls = {
    journal,
    disorder: false,
    declinedDialStatus: 'no-answer',
    phone(dialled, behaviour) {
      phones.set(dialled, behaviour);
    },
    answerUnknown(script) {
      unknown = script;
    },
    find: (sid) => bySid.get(sid),
    async ended(sid) {
      const call = bySid.get(sid);
      if (call === undefined) throw new Error('there is no such call');
      await running.get(sid);
      return call;
    },
    async callIn({ from, to = number, script = {}, party, statusCallback }) {
      const callback =
        statusCallback === undefined ? null : { url: statusCallback, method: 'POST', events: ['completed'] };
      const call = newCall({ direction: 'inbound', from, to, callback });
      add(call);
      const { base, publicUrl = base } = requests.target;
      const source: TwimlSource = { kind: 'url', url: `${publicUrl}${VOICE_PATH}`, method: 'POST' };
      const caller = party ?? createScriptedParty({ ...script, answer: 'human' });
      run(call, engine.takeIn(call, caller, source));
      await running.get(call.sid);
      return call;
    },
    answer(method, path, form) {
      if (path === `${callsPath}.json`)
        return method === 'POST'
          ? create(form)
          : {
              status: 200,
              body: renderPage(path, 'calls', list(form), form, (call) => renderCall(accountSid, call)),
            };
      if (!path.startsWith(`${callsPath}/`)) return undefined;
      const call = bySid.get(path.slice(callsPath.length + 1, -'.json'.length));
      if (call === undefined) return refuse(404, 20404, `The requested resource ${path} was not found`);
      if (method === 'POST') return update(call, form);
      return { status: 200, body: renderCall(accountSid, call) };
    },
  };

  function list(query: URLSearchParams): TwilioCall[] {
    const is = (name: string, value: string | null) => query.get(name) === null || query.get(name) === value;
    return [...journal.entries]
      .filter(
        (call) =>
          is('To', call.to) &&
          is('From', call.from) &&
          is('Status', call.status) &&
          is('ParentCallSid', call.parentCallSid) &&
          isWithin(call.startedAt ?? call.createdAt, query, 'StartTime'),
      )
      .reverse();
  }

  return calls;
}

/** StartTime, StartTime> and StartTime<. */
function isWithin(at: Date, query: URLSearchParams, name: string): boolean {
  const [day, after, before] = [query.get(name), query.get(`${name}>`), query.get(`${name}<`)];
  return (
    (day === null || at.toISOString().startsWith(day.slice(0, 10))) &&
    (after === null || at.getTime() >= Date.parse(after)) &&
    (before === null || at.getTime() <= Date.parse(before))
  );
}

/** `Url` wins over `Twiml`, as the reference has it. */
function readSource(form: URLSearchParams): TwimlSource | undefined {
  const url = form.get('Url');
  const twiml = form.get('Twiml');
  const fallbackUrl = form.get('FallbackUrl');
  if (url !== null)
    return /^https?:\/\//.test(url)
      ? {
          kind: 'url',
          url,
          method: form.get('Method') ?? 'POST',
          ...(fallbackUrl !== null && { fallbackUrl }),
        }
      : undefined;
  return twiml === null || twiml.length > MAX_TWIML_CHARACTERS ? undefined : { kind: 'twiml', twiml };
}
