/**
 * Twilio's rules for voice TwiML: which verbs, which attributes, what may stand in what. https://www.twilio.com/docs/voice/twiml and
 * its pages say, play, pause, gather, dial, number, redirect, hangup, reject, read 2026-11-22. Twilio only warns of most mistakes (12200)
 * and then guesses; a stand-in that guessed too would hide them.
 */

import { readTwiml, TwimlParseFailure, type TwimlElement } from './twiml-reader.js';

export interface TwimlViolation {
  /** https://www.twilio.com/docs/api/errors */
  code: number;
  message: string;
}

type Check = (value: string) => boolean;
interface Verb {
  attributes: Readonly<Record<string, Check>>;
  /** Names of elements that may stand within. */
  children?: ReadonlySet<string>;
  text: 'required' | 'optional' | 'none';
}

const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value);
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value);
const positive = matching(/^[1-9]\d*$/);
const count = matching(/^\d+$/);
const flag = oneOf('true', 'false');
const method = oneOf('GET', 'POST');
const address = matching(/^(https?:\/\/|\/|\?|[\w./-]+)/);
const phone = matching(/^\+[1-9]\d{6,14}$/);
const language = matching(/^[a-z]{2,3}(-[A-Za-z0-9]{2,4}){0,2}$/);
const anything: Check = (value) => value !== '';
const events = matching(
  /^(initiated|ringing|answered|completed)([ ,]+(initiated|ringing|answered|completed))*$/,
);

const SSML = new Set(['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w']);

const VERBS: Readonly<Record<string, Verb>> = {
  Say: { attributes: { voice: anything, language, loop: count }, children: SSML, text: 'required' },
  Play: { attributes: { digits: matching(/^[0-9#*wW]+$/), loop: count }, text: 'optional' },
  Pause: { attributes: { length: positive }, text: 'none' },
  Gather: {
    attributes: {
      action: address,
      method,
      actionOnEmptyResult: flag,
      bargeIn: flag,
      finishOnKey: matching(/^[0-9#*]*$/),
      hints: anything,
      input: oneOf('dtmf', 'speech', 'dtmf speech', 'speech dtmf'),
      language,
      numDigits: positive,
      partialResultCallback: address,
      partialResultCallbackMethod: method,
      profanityFilter: flag,
      speechModel: anything,
      speechTimeout: matching(/^(auto|[1-9]\d*)$/),
      timeout: positive,
      enhanced: flag,
    },
    children: new Set(['Say', 'Play', 'Pause']),
    text: 'none',
  },
  Dial: {
    attributes: {
      action: address,
      method,
      answerOnBridge: flag,
      callerId: phone,
      hangupOnStar: flag,
      record: anything,
      recordingStatusCallback: address,
      ringTone: anything,
      sequential: flag,
      timeLimit: positive,
      timeout: positive,
      trim: oneOf('trim-silence', 'do-not-trim'),
    },
    children: new Set(['Number']),
    text: 'optional',
  },
  Number: {
    attributes: {
      url: address,
      method,
      sendDigits: matching(/^[0-9A-D#*wW]+$/),
      statusCallback: address,
      statusCallbackMethod: method,
      statusCallbackEvent: events,
      machineDetection: oneOf('Enable', 'DetectMessageEnd'),
      machineDetectionTimeout: positive,
      amdStatusCallback: address,
      amdStatusCallbackMethod: method,
    },
    text: 'required',
  },
  Redirect: { attributes: { method }, text: 'required' },
  Hangup: { attributes: {}, text: 'none' },
  Reject: { attributes: { reason: oneOf('rejected', 'busy') }, text: 'none' },
};
const TOP_LEVEL = new Set(['Say', 'Play', 'Pause', 'Gather', 'Dial', 'Redirect', 'Hangup', 'Reject']);
const MAX_NUMBERS = 10;
/** 11750: "TwiML response body too large", 64 kB. */
const MAX_DOCUMENT_BYTES = 64 * 1024;

/** Where the document runs: `whisper` is the `url` of a Number, on the called party's end. */
export type TwimlPlace = 'call' | 'whisper';

export type ReadTwiml =
  { verbs: TwimlElement[]; violations: [] } | { verbs: []; violations: TwimlViolation[] };

export function checkTwiml(document: string, place: TwimlPlace, isInbound: boolean): ReadTwiml {
  if (Buffer.byteLength(document) > MAX_DOCUMENT_BYTES)
    return failed(11750, 'the document is larger than 64 kB');
  let root: TwimlElement;
  try {
    root = readTwiml(document);
  } catch (fault) {
    if (fault instanceof TwimlParseFailure) return failed(12100, fault.message);
    throw fault;
  }
  if (root.name !== 'Response') return failed(12101, `<${root.name}> is not <Response>`);
  const violations: TwimlViolation[] = [
    ...(root.text === '' ? [] : [invalid('text directly in <Response>')]),
    ...root.children.flatMap((verb) => checkElement(verb, TOP_LEVEL, 'Response')),
    ...checkPlaces(root.children, place, isInbound),
  ];
  return violations.length > 0 ? { verbs: [], violations } : { verbs: root.children, violations: [] };
}

function checkElement(element: TwimlElement, allowed: ReadonlySet<string>, parent: string): TwimlViolation[] {
  const { name, attributes, children, text } = element;
  if (!allowed.has(name)) return [invalid(`<${name}> may not stand in <${parent}>`)];
  if (SSML.has(name)) return [];
  const verb = VERBS[name];
  if (verb === undefined) return [invalid(`<${name}> is not known`)];
  return [
    ...Object.entries(attributes).flatMap(([attribute, value]) => {
      const check = verb.attributes[attribute];
      if (check === undefined) return [invalid(`<${name}> has no attribute ${attribute}`)];
      return check(value) ? [] : [invalid(`<${name} ${attribute}> cannot be "${value}"`)];
    }),
    ...children.flatMap((child) => checkElement(child, verb.children ?? new Set(), name)),
    ...(text !== '' && verb.text === 'none' ? [invalid(`<${name}> takes no text`)] : []),
    ...(text === '' && verb.text === 'required' && children.length === 0
      ? [invalid(`<${name}> is empty`)]
      : []),
    ...checkContent(element),
  ];
}

function checkContent({ name, attributes, children, text }: TwimlElement): TwimlViolation[] {
  if (name === 'Play' && text === '' && attributes.digits === undefined)
    return [invalid('<Play> needs an address or digits')];
  if (name === 'Number' && !phone(text) && !/^[\d() -]{10,}$/.test(text))
    return [{ code: 13223, message: `<Number> is no phone number` }];
  if (name !== 'Dial') return [];
  if (text !== '' && children.length > 0) return [invalid('<Dial> has a number and nouns')];
  if (text === '' && children.length === 0) return [invalid('<Dial> dials nobody')];
  return children.length > MAX_NUMBERS ? [invalid('<Dial> takes ten numbers at most')] : [];
}

function checkPlaces(
  verbs: readonly TwimlElement[],
  place: TwimlPlace,
  isInbound: boolean,
): TwimlViolation[] {
  const rejectAt = verbs.findIndex(({ name }) => name === 'Reject');
  return [
    // https://www.twilio.com/docs/api/errors/13201
    ...(place === 'whisper' && verbs.some(({ name }) => name === 'Dial')
      ? [{ code: 13201, message: 'cannot Dial out from a Dial call segment' }]
      : []),
    ...(rejectAt > 0 ? [invalid('<Reject> must come first: anything before it answers the call')] : []),
    ...(rejectAt >= 0 && !isInbound ? [invalid('<Reject> is for incoming calls')] : []),
  ];
}

function invalid(message: string): TwimlViolation {
  return { code: 12200, message };
}

function failed(code: number, message: string): ReadTwiml {
  return { verbs: [], violations: [{ code, message }] };
}

/** What is heard: the words of a Say, its SSML tags aside. */
export function wordsOf(element: TwimlElement): string {
  return [element.text, ...element.children.map(wordsOf)].filter((part) => part !== '').join(' ');
}
